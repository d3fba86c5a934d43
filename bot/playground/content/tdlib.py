"""Telegram's own parser, where the package `tdjson` is installed: the production texts and errors, offline.

Lives here: asking it (td_execute: no client, no network), and its entities in the Bot API's words.
Never here: doing without it. Whoever calls asks `is_available` first.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from bot.playground.errors import ApiError, bad_request

Json = dict[str, Any]
_PLAIN_TYPES = {
    "Mention": "mention", "Hashtag": "hashtag", "Cashtag": "cashtag", "BotCommand": "bot_command",
    "Url": "url", "EmailAddress": "email", "PhoneNumber": "phone_number", "Bold": "bold",
    "Italic": "italic", "Underline": "underline", "Strikethrough": "strikethrough", "Spoiler": "spoiler",
    "Code": "code", "Pre": "pre", "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}  # fmt: skip
_MODES: dict[str, Json] = {
    "html": {"@type": "textParseModeHTML"},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
}


@cache
def is_available() -> bool:
    try:
        import tdjson  # noqa: F401
    except ImportError:
        return False
    _execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    return True


def parse(text: str, mode: str) -> tuple[str, list[Json]]:
    """Text and entities of marked-up text; `mode` in lower case. Raises 400 with TDLib's message."""
    answer = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": _MODES[mode]})
    return answer["text"], _entities(answer["entities"])


def automatic(text: str) -> list[Json]:
    """Commands, mentions, links and the like that Telegram finds by itself."""
    return _entities(_execute({"@type": "getTextEntities", "text": text})["entities"])


def _execute(request: Json) -> Json:
    import tdjson

    raw = tdjson.td_execute(json.dumps(request).encode())
    answer: Json = json.loads(raw or b"{}")
    if answer.get("@type") == "error":
        raise _error(str(answer["message"]))
    return answer


def _error(message: str) -> ApiError:
    return bad_request(message[:1].lower() + message[1:])


def _entities(found: list[Json]) -> list[Json]:
    return [entity for item in found if (entity := _entity(item)) is not None]


def _entity(item: Json) -> Json | None:
    """The Bot API's entity; None for types it does not have (bank cards, media timestamps)."""
    details: Json = item["type"]
    kind = details["@type"].removeprefix("textEntityType")
    place = {"offset": item["offset"], "length": item["length"]}
    if kind in _PLAIN_TYPES:
        return {**place, "type": _PLAIN_TYPES[kind]}
    if kind == "PreCode":
        return {**place, "type": "pre", "language": details["language"]}
    if kind == "TextUrl":
        return {**place, "type": "text_link", "url": details["url"]}
    if kind == "MentionName":
        # The user is filled in by whoever knows the people; unknown ones are dropped there.
        return {**place, "type": "text_mention", "user_id": details["user_id"]}
    if kind == "CustomEmoji":
        return {**place, "type": "custom_emoji", "custom_emoji_id": str(details["custom_emoji_id"])}
    if kind == "DateTime":
        return {**place, "type": "date_time", "unix_time": details["unix_time"]}
    return None
