"""The buttons under a message.

Lives here: quick replies as Telegram buttons, and the two that only Telegram has: share and copy.
Never here: which quick replies a reply has, what a press leads to.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.channels.telegram.render import plain, units
from bot.core.model import Knowledge
from bot.core.turns import Outcome, Passage, QuickReply, Turn

# Bot API, CopyTextButton: 1-256 characters.
COPY_UNITS = 256

Row = list[InlineKeyboardButton]


def keyboard(turn: Turn, knowledge: Knowledge, *, inline_mode: bool) -> InlineKeyboardMarkup | None:
    """The buttons of a turn's reply. `inline_mode`: whether the bot has it, for sharing goes through it."""
    rows = _rows(turn.reply.buttons)
    if turn.outcome is Outcome.ANSWER and turn.reply.passages:
        extra = _extra(turn.reply.passages[0], knowledge, inline_mode)
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


def _extra(passage: Passage, knowledge: Knowledge, inline_mode: bool) -> Row:
    row: Row = []
    if inline_mode:
        row.append(InlineKeyboardButton(knowledge.phrase("share_label"), switch_inline_query=passage.title))
    copied = _copied(passage, knowledge)
    if copied:
        row.append(InlineKeyboardButton(knowledge.phrase("copy_label"), copy_text=CopyTextButton(copied)))
    return row


def _copied(passage: Passage, knowledge: Knowledge) -> str:
    """The answer with its source, or its summary with it, whichever fits; "" if neither does."""
    if not passage.source:
        return ""
    for answer in (passage.body, passage.summary):
        text = plain(knowledge.phrase("copy_text", jawaban=answer.strip(), sumber=passage.source)).strip()
        if answer.strip() and units(text) <= COPY_UNITS:
            return text
    return ""
