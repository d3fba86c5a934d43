"""The buttons under a message.

Lives here: quick replies as Telegram buttons, and those that only Telegram has: share, copy, thumbs.
Never here: which quick replies a reply has, what a press leads to.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.answering.render import plain, units
from bot.core.model import Knowledge
from bot.core.turns import Data, Outcome, Passage, QuickReply, Turn, Verb

# Bot API, CopyTextButton: 1-256 characters.
COPY_UNITS = 256
# Less than this is not worth copying.
COPY_LEAST = 60

# A thumb in callback data.
UP, DOWN = "up", "down"
# What people may judge: answers, and that there is none.
_JUDGED = (Outcome.ANSWER, Outcome.FALLBACK)

Row = list[InlineKeyboardButton]


def keyboard(turn: Turn, knowledge: Knowledge, *, inline_mode: bool) -> InlineKeyboardMarkup | None:
    """The buttons of a turn's reply. `inline_mode`: whether the bot has it, for sharing goes through it."""
    rows = _rows(turn.reply.buttons)
    extra: Row = []
    if turn.outcome is Outcome.ANSWER and turn.reply.passages:
        extra += _extra(turn.reply.passages[0], knowledge, inline_mode)
    if turn.outcome in _JUDGED:
        extra += _thumbs(knowledge)
    # Above the last row, which leads back to the menu.
    rows.insert(max(len(rows) - 1, 0), extra)
    return _markup(rows)


def markup(rows: Sequence[Sequence[QuickReply]]) -> InlineKeyboardMarkup | None:
    """Quick replies as buttons, row by row."""
    return _markup(_rows(rows))


def _rows(rows: Sequence[Sequence[QuickReply]]) -> list[Row]:
    return [[_button(quick) for quick in row] for row in rows]


def _markup(rows: list[Row]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _button(quick: QuickReply) -> InlineKeyboardButton:
    if quick.url:
        return InlineKeyboardButton(quick.label, url=quick.url)
    return InlineKeyboardButton(quick.label, callback_data=quick.data)


def _thumbs(knowledge: Knowledge) -> Row:
    labels = ((UP, "button_thumb_up"), (DOWN, "button_thumb_down"))
    return [
        InlineKeyboardButton(knowledge.phrase(label), callback_data=str(Data(Verb.VOTE, way))) for way, label in labels
    ]


def _extra(passage: Passage, knowledge: Knowledge, inline_mode: bool) -> Row:
    row: Row = []
    if inline_mode:
        row.append(InlineKeyboardButton(knowledge.phrase("share_label"), switch_inline_query=passage.title))
    copied = _copied(passage, knowledge)
    if copied:
        row.append(InlineKeyboardButton(knowledge.phrase("copy_label"), copy_text=CopyTextButton(copied)))
    return row


def _copied(passage: Passage, knowledge: Knowledge) -> str:
    """The answer with its source, for citing; a long one up to a sentence or, with an ellipsis, up to a word.

    Never the summary: its words are not those of the source. "" without a source, or with a very long one.
    """
    if not passage.source:
        return ""
    frame = units(plain(knowledge.phrase("copy_text", jawaban="", sumber=passage.source)))
    answer = shortened(plain(passage.body).strip(), COPY_UNITS - frame)
    return plain(knowledge.phrase("copy_text", jawaban=answer, sumber=passage.source)).strip() if answer else ""


def shortened(text: str, room: int) -> str:
    """As much of `text` as fits and can stand for it; "" if that would be less than COPY_LEAST."""
    if units(text) <= room:
        return text
    # Two units are for the ellipsis.
    room = max(room - 2, 0)
    cut = text[:room]
    while units(cut) > room:
        cut = cut[:-1]
    sentence = max(cut.rfind(mark) for mark in (". ", "? ", "! ", ".\n")) + 1
    if sentence >= COPY_LEAST:
        return cut[:sentence].strip()
    words = cut.rpartition(" ")[0].rstrip(" ,;:")
    return f"{words} …" if len(words) >= COPY_LEAST else ""
