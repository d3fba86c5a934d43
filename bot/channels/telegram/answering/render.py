"""From a reply to Telegram messages: HTML, the same as plain text, and where to cut.

Lives here: the look of an answer, escaping, the length limit.
Never here: buttons (keyboard.py), sending, choosing what to say.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.core.model import Knowledge
from bot.core.turns import Passage, Reply

# Bot API, sendMessage: 1-4096 characters after entities parsing; a character is a UTF-16 code unit.
MESSAGE_UNITS = 4096
# A body shorter than this is not worth a tap to unfold.
FOLD_FROM = 180
# Control characters Telegram turns into spaces, halves of characters JSON cannot carry, and the marks that turn
# the direction of what follows (TDLib, clean_input_string; Unicode TR 36, bidirectional text spoofing).
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Where a long text may be cut, best place first.
_CUTS = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class Text:
    """One message: as HTML for Telegram, and without markup should Telegram refuse that."""

    html: str
    plain: str

    @classmethod
    def of(cls, text: str) -> Text:
        """A short text without styles."""
        safe = plain(text).strip()
        return cls(html.escape(safe, quote=False), safe)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text in one style. `gap` is what stands before it."""

    text: str
    opening: str = ""
    closing: str = ""
    gap: str = "\n\n"

    def as_html(self) -> str:
        return f"{self.opening}{html.escape(self.text, quote=False)}{self.closing}"


def render(reply: Reply, knowledge: Knowledge) -> tuple[Text, ...]:
    """The messages of a reply, in order; none for an empty one."""
    return tuple(_text(page) for page in _pages(_blocks(reply, knowledge)))


def plain(text: str) -> str:
    """`text` without what could break JSON or the layout of a message."""
    return _UNSAFE.sub("", text.replace("\r\n", "\n"))


def units(text: str) -> int:
    """The length of `text` as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _blocks(reply: Reply, knowledge: Knowledge) -> Iterator[Block]:
    blocks = [
        Block(reply.text),
        *(b for p in reply.passages for b in _passage(p, knowledge)),
        Block(reply.closing),
    ]
    for block in blocks:
        text = plain(block.text).strip()
        if text:
            yield Block(text, block.opening, block.closing, block.gap)


def _passage(passage: Passage, knowledge: Knowledge) -> Iterator[Block]:
    fold = "<blockquote expandable>" if units(passage.body) >= FOLD_FROM else "<blockquote>"
    yield Block(passage.title, "<b>", "</b>")
    yield Block(passage.summary, gap="\n")
    if passage.body.strip() != passage.summary.strip():
        yield Block(passage.body, fold, "</blockquote>", gap="\n\n")
    if passage.context:
        yield Block(knowledge.phrase("context", konteks=passage.context), "<i>", "</i>", gap="\n")
    if passage.source:
        yield Block(knowledge.phrase("source", sumber=passage.source), gap="\n")


def _pages(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks, spread over as few messages as hold them."""
    page: list[Block] = []
    used = 0
    for block in blocks:
        for piece in _pieces(block):
            size = units(piece.text) + (units(piece.gap) if page else 0)
            if used + size > MESSAGE_UNITS:
                yield page
                page, used, size = [], 0, units(piece.text)
            page.append(piece)
            used += size
    if page:
        yield page


def _pieces(block: Block) -> Iterator[Block]:
    """The block, in pieces that each fit one message. Cut before markup: no tag is ever torn."""
    text = block.text
    while units(text) > MESSAGE_UNITS:
        head = _head(text)
        if head.strip():
            yield Block(head.strip(), block.opening, block.closing, block.gap)
        text = text[len(head) :].strip()
    if text:
        yield Block(text, block.opening, block.closing, block.gap)


def _head(text: str) -> str:
    """As much of the beginning as fits, up to the best place to cut in its second half."""
    room, size = MESSAGE_UNITS, 0
    for character in text:
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            break
        size += 1
    for cut in _CUTS:
        place = text.rfind(cut, size // 2, size)
        if place > 0:
            return text[: place + len(cut)]
    return text[:size]


def _text(page: list[Block]) -> Text:
    marked, bare = [], []
    for place, block in enumerate(page):
        gap = block.gap if place else ""
        marked.append(gap + block.as_html())
        bare.append(gap + block.text)
    return Text("".join(marked), "".join(bare))
