"""Holding what was seen against what was written.

Lives here: comparing, and saying what is wrong in a way that shows both.
Never here: waiting for what is to be seen (player.py).

Texts and labels are looked for inside what was said, whatever the case: a journey should not break over a
changed comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.playground.content.keyboards import callback_buttons
from bot.playground.journeys.script import texts
from bot.playground.people.messages import InlineAnswer, Message

_SHOWN = 300


def about_message(wanted: Mapping[str, Any], message: Message) -> str:
    """What is wrong with a message, "" for nothing. The outcome is not the message's to know."""
    wrong = list(_about_message(wanted, message))
    return f"{'; '.join(wrong)}. The message: {shown(message)}" if wrong else ""


def about_results(wanted: Mapping[str, Any], answer: InlineAnswer) -> str:
    """What is wrong with the answer to an inline query."""
    wrong = [f"no result {title!r}" for title in texts(wanted.get("titles", "")) if not _is_in(title, answer.titles)]
    least = int(wanted.get("count", 0))
    if len(answer.results) < least:
        wrong.append(f"fewer than {least} results")
    button = str((answer.button or {}).get("text", ""))
    if str(wanted.get("button", "")).casefold() not in button.casefold():
        wrong.append(f"no button {wanted['button']!r}")
    return f"{'; '.join(wrong)}. The results: {list(answer.titles)}, button {button!r}" if wrong else ""


def about_text(wanted: str, text: str, what: str) -> str:
    return "" if wanted.casefold() in text.casefold() else f"{what} is {text!r} and has no {wanted!r}"


def labels(message: Message) -> tuple[str, ...]:
    """The labels of all buttons under a message, whatever they do."""
    return tuple(str(button["text"]) for button in callback_buttons(message.raw))


def shown(message: Message) -> str:
    text = message.text if len(message.text) <= _SHOWN else f"{message.text[:_SHOWN]} …"
    return f"{text!r}, buttons {list(labels(message))}"


def _about_message(wanted: Mapping[str, Any], message: Message) -> Iterator[str]:
    text, buttons = message.text.casefold(), labels(message)
    yield from (f"no {said!r}" for said in texts(wanted.get("text", "")) if said.casefold() not in text)
    yield from (f"it says {said!r}" for said in texts(wanted.get("without", "")) if said.casefold() in text)
    yield from (f"no button {label!r}" for label in texts(wanted.get("buttons", "")) if not _is_in(label, buttons))
    yield from (f"a button {label!r}" for label in texts(wanted.get("no_buttons", "")) if _is_in(label, buttons))
    kinds = {entity["type"] for entity in message.entities}
    yield from (f"no {kind}" for kind in texts(wanted.get("entities", "")) if kind not in kinds)
    if "reply_to" in wanted:
        answered = Message(message.raw.get("reply_to_message", {})).text
        if str(wanted["reply_to"]).casefold() not in answered.casefold() or not answered:
            yield f"no reply to {wanted['reply_to']!r} but to {answered!r}"


def _is_in(label: str, labels: Iterable[str]) -> bool:
    return any(label.casefold() in one.casefold() for one in labels)
