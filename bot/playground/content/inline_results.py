"""Results of inline and guest queries: what Telegram refuses, and the message one becomes.

Lives here: the form of a result, and of the content that is in it.
Never here: which query is answered (methods/queries.py), and who chooses a result (people/actions.py).
"""

from __future__ import annotations

from typing import Any

from bot.playground import limits
from bot.playground.content.entities import Formatted, formatted
from bot.playground.content.keyboards import reply_markup
from bot.playground.content.utf16 import is_encodable
from bot.playground.errors import CAPTION_TOO_LONG, TEXT_EMPTY, TEXT_TOO_LONG, bad_request

Json = dict[str, Any]
TYPES = frozenset(
    {
        "article", "audio", "contact", "document", "game", "gif", "location", "mpeg4_gif", "photo",
        "sticker", "venue", "video", "voice",
    }
)  # fmt: skip


def checked(value: object) -> Json:
    """One InlineQueryResult; raises 400."""
    if not isinstance(value, dict):
        raise _cant_parse("expected an Object")
    if value.get("type") not in TYPES:
        raise _cant_parse("invalid inline query result type specified")
    identifier = value.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        identifier = str(identifier)
    if not isinstance(identifier, str) or not is_encodable(identifier):
        raise _cant_parse('Field "id" must be of type String')
    if not 1 <= len(identifier.encode()) <= limits.INLINE_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if value["type"] == "article":
        _check_article(value)
    result = {**value, "id": identifier}
    content_of(result)
    return result


def checked_list(values: list[Any]) -> list[Json]:
    if len(values) > limits.INLINE_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [checked(value) for value in values]
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    return results


def content_of(result: Json) -> Json:
    """The fields of the message a result becomes; raises 400 for broken text or buttons."""
    content = result.get("input_message_content")
    fields: Json
    if isinstance(content, dict) and "message_text" in content:
        fields = _text(content).fields()
    elif isinstance(content, dict):
        fields = _other(content)
    elif result["type"] in {"article", "game", "location", "venue", "contact"}:
        fields = {"text": str(result.get("title") or result.get("first_name") or result["type"])}
    else:
        # Media are not fetched: the caption stands for them.
        caption = _formatted(result, "caption", "caption_entities")
        if caption.units > limits.CAPTION_UNITS:
            raise bad_request(CAPTION_TOO_LONG)
        fields = caption.fields() or {"text": f"[{result['type']}]"}
    markup = result.get("reply_markup")
    keyboard = reply_markup(markup if isinstance(markup, dict) else None, inline_only=True)
    return {**fields, "reply_markup": keyboard} if keyboard else fields


def _check_article(value: Json) -> None:
    title = value.get("title")
    if not isinstance(title, str) or not title:
        raise _cant_parse('Can\'t find field "title"')
    if not isinstance(value.get("input_message_content"), dict):
        raise bad_request("message text is empty")


def _text(content: Json) -> Formatted:
    text = _formatted(content, "message_text", "entities")
    if not text.text:
        raise bad_request(TEXT_EMPTY)
    if text.units > limits.TEXT_UNITS:
        raise bad_request(TEXT_TOO_LONG)
    return text


def _formatted(content: Json, name: str, entities: str) -> Formatted:
    text, mode, given = content.get(name, ""), content.get("parse_mode", ""), content.get(entities)
    if not isinstance(text, str) or not isinstance(mode, str) or not is_encodable(text):
        raise _cant_parse(f'Field "{name}" must be of type String')
    if len(text.encode()) > limits.RAW_TEXT_BYTES:
        raise bad_request(TEXT_TOO_LONG)
    return formatted(text, mode, given if isinstance(given, list) else None)


def _other(content: Json) -> Json:
    """Contacts and places are shown as such; anything else is refused as Telegram refuses the unknown."""
    if "phone_number" in content:
        contact = {
            name: str(content[name])
            for name in ("phone_number", "first_name", "last_name")
            if name in content
        }
        return {"contact": {"first_name": "", **contact}}
    if "latitude" in content and "longitude" in content:
        return {"location": {"latitude": content["latitude"], "longitude": content["longitude"]}}
    raise bad_request("input message content is not specified")


def _cant_parse(why: str) -> Exception:
    return bad_request(f"can't parse inline query result: {why}")
