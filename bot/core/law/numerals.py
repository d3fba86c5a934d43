"""Numbers as people write them in words, and Roman numerals.

Lives here: Indonesian number words up to 99, with the short and joined forms of chats; Roman numerals up to 99.
Never here: what is counted (bot.core.law.references).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# No rulebook here has more; beyond it are letters like D and M, and "di" would be a number.
LIMIT = 99

ONES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
TEN, TEENS, TENS = "puluh", "belas", {"sepuluh": 10, "sebelas": 11}
# How the same words are shortened, misspelt, or said in other parts of the country.
_VARIANTS = {
    "atu": "satu", "setu": "satu", "siji": "satu", "duwa": "dua", "loro": "dua", "tigo": "tiga", "tga": "tiga",
    "telu": "tiga", "ampat": "empat", "papat": "empat", "limo": "lima", "anam": "enam", "nam": "enam", "tuju": "tujuh",
    "pitu": "tujuh", "lapan": "delapan", "dlapan": "delapan", "delpan": "delapan", "wolu": "delapan",
    "smbilan": "sembilan", "sembilang": "sembilan", "puluhan": "puluh", "plh": "puluh", "blas": "belas",
    "seblas": "sebelas", "spuluh": "sepuluh",
}  # fmt: skip
# A hundred is read, to be told that there is none such.
_VALUES = {word: value for value, word in enumerate(ONES) if value} | TENS | {"seratus": 100}
_JOINED = re.compile(rf"({'|'.join(ONES[1:])})({TEN}|{TEENS})")
_ROMANS = ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def read_words(words: Sequence[str]) -> tuple[int, int]:
    """The number that `words` begin with, and how many of them it takes; (0, 0) if they begin with none."""
    if not words:
        return 0, 0
    joined = _JOINED.fullmatch(words[0])
    if joined:
        value, taken = read_words([joined[1], joined[2], *words[1:]])
        return value, taken - 1
    first = _VALUES.get(_plain(words[0]), 0)
    following = _plain(words[1]) if len(words) > 1 else ""
    second = _VALUES.get(following, 0)
    if 1 <= first <= 9 and 1 <= second <= 9:  # digit by digit
        return 10 * first + second, 2
    if not 1 <= first <= 9 or following not in (TEN, TEENS):
        return first, 1 if first else 0
    if following == TEENS:
        return 10 + first, 2
    ones = _VALUES.get(_plain(words[2]), 0) if len(words) > 2 else 0
    return (10 * first + ones, 3) if 1 <= ones <= 9 else (10 * first, 2)


def _plain(word: str) -> str:
    return _VARIANTS.get(word, word)


def to_roman(number: int) -> str:
    """A number from 1 to LIMIT in Roman numerals, in capitals."""
    found = ""
    for value, letters in _ROMANS:
        times, number = divmod(number, value)
        found += letters * times
    return found.upper()


_ROMAN_VALUES = {to_roman(number).lower(): number for number in range(1, LIMIT + 1)}


def from_roman(text: str) -> int:
    """The number that a Roman numeral stands for; 0 if it is none, or beyond LIMIT."""
    return _ROMAN_VALUES.get(text.lower(), 0)
