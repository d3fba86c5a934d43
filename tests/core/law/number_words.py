"""Numbers in words, to be read back."""

from __future__ import annotations

from bot.core.law.numerals import ONES, TEENS, TEN, TENS


def in_words(number: int) -> str:
    """A number from 1 to LIMIT in words."""
    if number in TENS.values():
        return next(word for word, value in TENS.items() if value == number)
    tens, ones = divmod(number, 10)
    if not tens:
        return ONES[ones]
    if tens == 1:
        return f"{ONES[ones]} {TEENS}"
    return f"{ONES[tens]} {TEN} {ONES[ones]}" if ones else f"{ONES[tens]} {TEN}"


