"""Whether what the bot says fits Telegram, for a check before it is said.

Lives here: a turn put through the very rendering and buttons of this channel, and held against the Bot API's limits.
Never here: sending, and which turns are worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.channels.telegram.answering.articles import article
from bot.channels.telegram.answering.keyboard import COPY_UNITS, keyboard
from bot.channels.telegram.answering.render import MESSAGE_UNITS, Text, plain, render, units
from bot.core.model import Knowledge
from bot.core.turns import DATA_LIMIT, Passage, Reply, Turn

# Bot API: InlineQueryResultArticle.id is 1-64 bytes, switch_inline_query 0-256 characters (InlineQuery.query).
RESULT_ID_BYTES, QUERY_UNITS = 64, 256
# Telegram refuses more with REPLY_MARKUP_TOO_LONG.
BUTTON_LIMIT = 100
_BETWEEN = re.compile(r"\n\s*\n")
# So much of a text shows which one is meant.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, and the key of the entry to look at. `refused`: Telegram would not take the message."""

    message: str
    field: str
    refused: bool = False


def misfits(turn: Turn, knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything about a turn's reply that Telegram refuses, or that has to be cut where no author would."""
    texts = render(turn.reply, knowledge)
    if not texts:
        yield Misfit("Balasannya kosong", "jawaban", refused=True)
    if any(units(text.plain) > MESSAGE_UNITS for text in texts):
        yield Misfit(f"Pesan lebih panjang dari {MESSAGE_UNITS} karakter", "jawaban", refused=True)
    yield from _torn(turn.reply, texts)
    yield from _buttons(turn, knowledge)
    for passage in turn.reply.passages:
        yield from _result(passage, knowledge)


def _torn(reply: Reply, texts: Sequence[Text]) -> Iterator[Misfit]:
    """The paragraphs that do not stand whole in any of the messages."""
    parts = [(reply.text, ""), (reply.closing, "")]
    parts += [(passage.summary, "ringkas") for passage in reply.passages]
    parts += [(passage.body, "jawaban") for passage in reply.passages]
    for text, field in parts:
        for paragraph in _BETWEEN.split(plain(text).strip()):
            if not any(paragraph.strip() in message.plain for message in texts):
                length = f"{units(paragraph)} dari paling banyak {MESSAGE_UNITS} karakter sepesan"
                yield Misfit(f'Paragraf "{paragraph[:_SHOWN]}…" terpotong di tengah ({length})', field)


def _buttons(turn: Turn, knowledge: Knowledge) -> Iterator[Misfit]:
    markup = keyboard(turn, knowledge, inline_mode=True)
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    if len(buttons) > BUTTON_LIMIT:
        yield Misfit(f"Tombolnya {len(buttons)}, paling banyak {BUTTON_LIMIT}", "judul", refused=True)
    for button in buttons:
        yield from _button(button)
    copied = any(button.copy_text for button in buttons)
    if not copied and any(passage.source for passage in turn.reply.passages[:1]):
        message = f"Tombol Salin tidak muncul: kutipan dengan sumbernya lebih dari {COPY_UNITS} karakter"
        yield Misfit(message, "sumber")


def _button(button: InlineKeyboardButton) -> Iterator[Misfit]:
    name = f'Tombol "{button.text}"'
    if not button.text.strip():
        yield Misfit("Ada tombol tanpa tulisan", "judul", refused=True)
    data = button.callback_data
    if isinstance(data, str) and not 1 <= len(data.encode()) <= DATA_LIMIT:
        yield Misfit(f"{name}: data {len(data.encode())} bita, paling banyak {DATA_LIMIT}", "id", refused=True)
    if button.copy_text and not 1 <= units(button.copy_text.text) <= COPY_UNITS:
        yield Misfit(f"{name}: salinan lebih dari {COPY_UNITS} karakter", "sumber", refused=True)
    if units(button.switch_inline_query or "") > QUERY_UNITS:
        yield Misfit(f"{name}: judul lebih dari {QUERY_UNITS} karakter", "judul", refused=True)


def _result(passage: Passage, knowledge: Knowledge) -> Iterator[Misfit]:
    """A passage as a result of inline mode, where it is one message and no more."""
    texts = render(Reply(passages=(passage,)), knowledge)
    result = article(passage.entry, (passage.title, passage.summary), texts[0])
    if not 1 <= len(result.id.encode()) <= RESULT_ID_BYTES:
        yield Misfit(f"Id lebih dari {RESULT_ID_BYTES} bita untuk mode inline", "id", refused=True)
    if len(texts) > 1:
        message = f"Jawaban sepanjang {len(texts)} pesan: yang dibagikan dari mode inline hanya pesan pertama"
        yield Misfit(message, "jawaban")
