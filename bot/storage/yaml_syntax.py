"""What YAML's parsers say about broken syntax, in words that tell an editor what to do.

Lives here: the translation of syntax errors to Indonesian, and the choice of the line to point at.
Never here: parsing.
"""

from __future__ import annotations

import re

import yaml

UNREADABLE = 'Susunan YAML tidak terbaca; periksa spasi di awal baris, tanda "-", titik dua, dan tanda kutip.'

_TAB_FIRST = re.compile(r" *\t")
_TAB = "Baris ini menjorok dengan tab; ganti dengan spasi."
_UNCLOSED = "Tanda kutip yang dibuka di sini tidak ditutup; tambahkan penutupnya."
_ESCAPE = r'Kode karakter setelah "\" salah; tulis karakternya langsung, misalnya emoji apa adanya.'

# Parts of the messages of libyaml and of PyYAML's own scanner. The first that occurs wins.
_ADVICE = (
    ("mapping values are not allowed", 'Ada ": " yang tidak pada tempatnya; apit teks dengan tanda kutip.'),
    ("unexpected end of stream", _UNCLOSED),
    ("unexpected document", _UNCLOSED),
    ("expected ':'", "Titik dua setelah kunci ini tidak ada; tulis seperti kunci: nilai."),
    ("that cannot start any token", "Teks tidak boleh diawali tanda ini; apit teks dengan tanda kutip."),
    ("alphabetic or numeric", 'Teks tidak boleh diawali "*" atau "&"; apit teks dengan tanda kutip.'),
    ("',' or ']'", "Daftar [...] tidak lengkap; periksa koma dan kurung siku penutupnya."),
    ("',' or '}'", "Isian {...} tidak lengkap; periksa koma dan kurung kurawal penutupnya."),
    (
        "unknown escape",
        r'Tanda "\" di dalam kutip ganda tidak dikenal; pakai kutip tunggal, atau tulis "\\".',
    ),
    ("invalid Unicode", _ESCAPE),
    ("hexadecimal", _ESCAPE),
    ("hexdecimal", _ESCAPE),  # so spelled in libyaml
    ("found a tab", _TAB),
)
# For these the place where it began tells more than the place where it broke.
_BEGAN = ("unexpected end of stream", "unexpected document", "expected ':'")


def explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of `text` to look at (0 if the parser named none), and what to do there."""
    said = error.problem or ""
    began = error.context_mark if any(part in said for part in _BEGAN) else None
    mark = began or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    lines = text.split("\n")
    if 0 < line <= len(lines) and _TAB_FIRST.match(lines[line - 1]):
        return line, _TAB
    return line, next((advice for part, advice in _ADVICE if part in said), UNREADABLE)
