"""The buttons a bot attaches to a message (reply_markup): what Telegram refuses, and what it shows.

Lives here: the form of inline keyboards, reply keyboards and forced replies, and of every kind of button.
Never here: pressing one (people/actions.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground import limits
from bot.playground.content.html import link_entity
from bot.playground.content.utf16 import units
from bot.playground.errors import ApiError, bad_request

Json = dict[str, Any]
_INVALID_DATA = "BUTTON_DATA_INVALID"
_INVALID_URL = "BUTTON_URL_INVALID"
_STYLES = {"danger", "success", "primary"}
_KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def reply_markup(value: Json | None, *, inline_only: bool = False) -> Json | None:
    """The checked markup of a message, None for none. Raises 400 in Telegram's words."""
    if not value:
        return None
    kind = next((kind for kind in _KINDS if kind in value), None)
    if kind is None:
        return None
    if inline_only and kind != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    if kind == "inline_keyboard":
        rows = _rows(value[kind], _inline_button, "inline keyboard button")
        if sum(map(len, rows)) > limits.INLINE_BUTTONS:
            raise bad_request("reply markup is too long")
        return {kind: rows} if rows else None
    if kind == "keyboard":
        rows = _rows(value[kind], _reply_button, "keyboard button")
        if not rows:
            raise bad_request("reply keyboard must be non-empty")
    _check_placeholder(value)
    return {**value, kind: rows} if kind == "keyboard" else dict(value)


def callback_buttons(message: Json) -> list[Json]:
    """The buttons under a message, row by row."""
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in keyboard for button in row]


def _rows(value: object, check: Callable[[Json], Json], name: str) -> list[list[Json]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise _cant_parse(name, "expected an Array of Array")
    rows: list[list[Json]] = []
    for row in value:
        buttons = [check({"text": item} if isinstance(item, str) else item) for item in row]
        if buttons:
            rows.append(buttons)
    return rows


def _inline_button(button: Json) -> Json:
    text = _label(button, "inline keyboard button")
    style = button.get("style")
    if style is not None and style not in _STYLES:
        raise _cant_parse("inline keyboard button", "invalid button style specified")
    kept = {"text": text, **({"style": style} if style else {})}
    if isinstance(icon := button.get("icon_custom_emoji_id"), str):
        kept["icon_custom_emoji_id"] = icon
    for kind, check in _ACTIONS.items():
        if kind in button and button[kind] not in (None, False):
            return {**kept, kind: check(button[kind])}
    raise _cant_parse("inline keyboard button", "Text buttons are unallowed in the inline keyboard")


def _reply_button(button: Json) -> Json:
    text = _label(button, "keyboard button")
    return {**button, "text": text}


def _label(button: object, name: str) -> str:
    if not isinstance(button, dict):
        raise _cant_parse(name, "expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _cant_parse(name, 'Field "text" must be of type String')
    if not text.strip():
        raise bad_request(
            "BUTTON_TEXT_INVALID" if name.startswith("inline") else "keyboard button text must be non-empty"
        )
    return text


def _data(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= limits.CALLBACK_DATA_BYTES:
        raise bad_request(_INVALID_DATA)
    return value


def _url(value: object) -> str:
    link = link_entity(value) if isinstance(value, str) else None
    if link is None:
        raise bad_request(_INVALID_URL)
    return str(link.get("url") or value)


def _copy_text(value: object) -> Json:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= units(text) <= limits.COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _cant_parse("inline keyboard button", "expected a String")
    return value


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise _cant_parse("inline keyboard button", "expected an Object")
    return value


def _web_app(value: object) -> Json:
    url = _object(value).get("url")
    if not isinstance(url, str) or not url.startswith("https://"):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )
    return {"url": url}


def _check_placeholder(value: Json) -> None:
    placeholder = value.get("input_field_placeholder")
    if placeholder is not None and (
        not isinstance(placeholder, str) or units(placeholder) > limits.PLACEHOLDER
    ):
        raise bad_request("REPLY_MARKUP_INVALID")


def _cant_parse(name: str, why: str) -> ApiError:
    return bad_request(f"can't parse {name}: {why}")


# In the order in which Telegram looks for them (Client.cpp, get_inline_keyboard_button).
_ACTIONS: dict[str, Callable[[object], Any]] = {
    "url": _url,
    "callback_data": _data,
    "callback_game": _object,
    "pay": bool,
    "switch_inline_query": _text,
    "switch_inline_query_current_chat": _text,
    "switch_inline_query_chosen_chat": _object,
    "copy_text": _copy_text,
    "login_url": _object,
    "web_app": _web_app,
}
