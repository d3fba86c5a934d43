"""The book as HTML: one page that asks nothing of any other place, and the same for paper.

Lives here: filling the template, the QR code, what the page may load: nothing.
Never here: what stands on it (contents.py), where it is written (writing.py).
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.operators.book.contents import Book

_HERE = Path(__file__).parent
# The white around a QR code, in modules (ISO/IEC 18004).
QUIET = 4


def page(book: Book, *, printing: bool = False) -> str:
    """The whole page. `printing`: without what paper cannot do, in the colours of paper."""
    # All of it is escaped but for the three files beside the template and the code that segno draws.
    style = (_HERE / "style.css").read_text("utf-8")
    script = (_HERE / "search.js").read_text("utf-8")
    template = _environment().get_template("page.html")
    return template.render(
        book=book,
        printing=printing,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        code=Markup(qr_code(book.link(), f"Kode QR ke @{book.bot}")) if book.bot else "",  # noqa: S704 - escaped by segno
        policy=_policy(style, "" if printing else script),
    )


def qr_code(text: str, title: str) -> str:
    """A QR code as SVG, dark on light whatever the page is."""
    made = segno.make(text, error="m", micro=False)
    drawn = made.svg_inline(omitsize=True, border=QUIET, dark="#000", light="#fff", title=title, svgclass=None)
    return str(drawn).replace("<svg ", '<svg role="img" ', 1).replace("<svg ", f'<svg aria-label="{escape(title)}" ', 1)


def _policy(style: str, script: str) -> str:
    """The content security policy of the page: its own style and script, and nothing from anywhere."""
    allowed = f"script-src '{_digest(script)}'; " if script else ""
    return f"default-src 'none'; {allowed}style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _environment() -> Environment:
    loader = FileSystemLoader(_HERE, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
