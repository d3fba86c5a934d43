"""A text without what could point at a person, fit to be kept and read by operators.

Lives here: finding numbers, addresses and account names; making control characters visible.
Never here: names of people (no list of names is complete, and half a list is a false promise), storage.

Every pattern either has classes that exclude each other or bounded repetitions, so the time is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata

# Long enough to understand a question.
TEXT_LIMIT = 300
# What is read at all; the rest would be cut off anyway. Also after compatible forms were unfolded: one letter may
# become 18 (U+FDFA).
_INPUT_LIMIT = 1024
# An Indonesian identity or family card number (NIK, KK) has 16 digits.
_NIK_DIGITS = 16
# Phone numbers with their area: 0 and 8 to 13 more digits, or +62 and the same without the 0.
_PHONE_DIGITS = range(9, 16)
# In one piece, six digits are a code or a birth date; with separators, fewer than eight may be years, a sum, a list.
_RUN_DIGITS, _SPREAD_DIGITS = 6, 8

PHONE, NIK, MAIL, ACCOUNT, LINK, NUMBER = "[telepon]", "[nik]", "[surel]", "[akun]", "[tautan]", "[nomor]"

_SPACES = re.compile(r"\s+")
_MAIL = re.compile(r"[\w.+%'-]{1,64}+@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_ACCOUNT = re.compile(r"@\w++")
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}://\S*+"  # any scheme
    r"|\bwww\.\S++"
    r"|(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}/\S*+"  # a host with a path
    r"|(?:[\w-]{1,63}\.){1,6}(?:com|net|org|edu|gov|info|biz|id|me|io|co|app|dev|link|site|xyz|my|sg|ly)\b",
    re.IGNORECASE,
)
# Digits with up to three separators in between, as in "+62 (812) 3456-7890". Telling what they are is _name's task.
_DIGITS = re.compile(r"[+(]{0,2}\d(?:[ .,()/_*‐‑‒–—−-]{0,3}\d)*+")


def redact(text: str, limit: int = TEXT_LIMIT) -> str:
    """`text` on one line, at most `limit` long, with a tag in brackets for everything that was hidden."""
    plain = _visible(_plain_digits(text[:_INPUT_LIMIT])[:_INPUT_LIMIT])
    for pattern, tag in ((_MAIL, MAIL), (_LINK, LINK), (_ACCOUNT, ACCOUNT)):
        plain = pattern.sub(tag, plain)
    plain = _DIGITS.sub(_name, plain)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _plain_digits(text: str) -> str:
    """Compatible forms (full-width letters, circled digits) and the digits of other scripts as ASCII."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter for letter in folded
    )


def _visible(text: str) -> str:
    """One line. Invisible format characters (zero width, direction) are dropped: they hide digits from the patterns
    and turn a line around in a terminal. Other controls, surrogates and private characters are written as escapes."""
    kept = (
        letter if letter.isspace() or unicodedata.category(letter)[0] != "C" else _escaped(letter) for letter in text
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def _escaped(letter: str) -> str:
    if unicodedata.category(letter) == "Cf":
        return ""
    return letter.encode("unicode_escape").decode("ascii")


def _name(found: re.Match[str]) -> str:
    """What a run of digits is, or the run itself if it is harmless."""
    run = found[0]
    digits = "".join(filter(str.isdecimal, run))
    if len(digits) == _NIK_DIGITS:
        return NIK
    if len(digits) in _PHONE_DIGITS and (digits.startswith(("0", "62", "8")) or run.lstrip("(").startswith("+")):
        return PHONE
    in_one_piece = max(map(len, re.findall(r"\d+", run)))
    if in_one_piece >= _RUN_DIGITS or len(digits) >= _SPREAD_DIGITS:
        return NUMBER
    return run
