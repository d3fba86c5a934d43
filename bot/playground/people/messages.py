"""Messages and answers as a test reads them: fixed views of what was there when somebody looked.

Lives here: names for what is in the Bot API's objects.
Never here: getting hold of one (people.py, queries.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.content.keyboards import callback_buttons

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was when somebody looked; `raw` is the Bot API's object."""

    raw: Json

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.raw["chat"]["id"])

    @property
    def sender_id(self) -> int:
        return int(self.raw["from"]["id"])

    @property
    def text(self) -> str:
        """The text, the caption of a file, or the question of a poll."""
        return text_of(self.raw)

    @property
    def options(self) -> tuple[str, ...]:
        """The options of a poll."""
        return tuple(str(option["text"]) for option in self.raw.get("poll", {}).get("options", ()))

    @property
    def entities(self) -> list[Json]:
        return list(self.raw.get("entities") or self.raw.get("caption_entities") or [])

    @property
    def rows(self) -> tuple[tuple[Button, ...], ...]:
        """The inline keyboard."""
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(tuple(_button(item) for item in row) for row in rows)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(_button(item) for item in callback_buttons(self.raw))

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.label for button in self.buttons)

    @property
    def reply_to_id(self) -> int:
        """The message this one answers, 0 for none."""
        return int(self.raw.get("reply_to_message", {}).get("message_id", 0))


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What answerCallbackQuery said; an empty text only stops the spinner."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What answerInlineQuery offered."""

    results: tuple[Json, ...]
    next_offset: str
    button: Json | None
    cache_time: int
    is_personal: bool

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(str(result.get("title", "")) for result in self.results)


def text_of(message: Json) -> str:
    """What a message says in words."""
    return str(message.get("text") or message.get("caption") or message.get("poll", {}).get("question") or "")


def _button(raw: Json) -> Button:
    return Button(str(raw["text"]), str(raw.get("callback_data", "")), str(raw.get("url", "")))
