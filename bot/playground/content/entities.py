"""From what a bot or a person wrote to the text and entities of a message.

Lives here: choosing a parser, cleaning and trimming; entities that Telegram finds by itself or that are given one by
one.
Never here: reading markup (tdlib.py, or html.py where that is missing); how long a text may be, which the methods say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from bot.playground import limits
from bot.playground.content import html, tdlib
from bot.playground.content.utf16 import boundaries, units
from bot.playground.errors import bad_request

Json = dict[str, Any]
# TDLib, clean_input_string: control characters become spaces, line and direction marks vanish.
_CLEANED = {code: " " for code in range(32) if code not in {9, 10, 13}}
_CLEANED |= {13: "", **dict.fromkeys(range(0x2028, 0x202F), "")}
_SPACE = " \t\n"
_GIVEN = frozenset(
    {
        "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
        "code", "pre", "text_link", "text_mention", "custom_emoji", "date_time",
    }
)  # fmt: skip
# Nothing may be inside these (core.telegram.org/bots/api#formatting-options).
_OPAQUE = frozenset({"code", "pre"})
_EXTRAS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
# What stands in for Telegram's own search when its parser is not installed. Order: the first match wins.
_FALLBACK = (
    ("url", re.compile(r"(?:https?|tg)://[^\s<>\"']+[^\s<>\"'.,;:!?)]|(?<![\w@.])(?:[\w-]+\.)+(?:id|com|org|net|me)\b(?:/\S*)?")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@])@[a-zA-Z0-9_]{3,32}\b")),
    ("hashtag", re.compile(r"(?<!\w)#(?!\d+\b)\w{1,256}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatted:
    """What a message says: text without markup, entities in UTF-16 units, and the length in those."""

    text: str
    entities: tuple[Json, ...] = ()

    @property
    def units(self) -> int:
        return units(self.text)

    def fields(self, text: str = "text", entities: str = "entities") -> Json:
        """As fields of a message; absent when empty, as Telegram leaves them out."""
        shown: Json = {text: self.text} if self.text else {}
        if self.entities:
            shown[entities] = [dict(entity) for entity in self.entities]
        return shown


def formatted(text: str, parse_mode: str = "", given: list[Any] | None = None) -> Formatted:
    """A bot's text; raises 400 for broken markup. `given` counts only without a parse mode."""
    text = text.translate(_CLEANED)
    mode = parse_mode.lower()
    if mode in {"", "none"}:
        entities = _checked(text, given or [])
    else:
        text, entities = _parsed(text, mode)
    text, entities = _trimmed(text, _without_nested(entities))
    return Formatted(text, tuple(_with_automatic(text, entities)[: limits.ENTITIES]))


def plain(text: str) -> Formatted:
    """A person's text: only what Telegram finds in it by itself."""
    return Formatted(text, tuple(_with_automatic(text, [])[: limits.ENTITIES]))


def _parsed(text: str, mode: str) -> tuple[str, list[Json]]:
    if mode not in {"html", "markdown", "markdownv2"}:
        raise bad_request("unsupported parse_mode")
    if tdlib.is_available():
        return tdlib.parse(text, mode)
    if mode == "html":
        return html.parse(text)
    raise bad_request(
        "can't parse entities: MarkdownV2 and Markdown need the package tdjson in this playground"
    )


def _checked(text: str, given: list[Any]) -> list[Json]:
    """Entities a bot listed itself; TDLib's fix_entities has the errors, unknown types are ignored."""
    places = boundaries(text)
    checked: list[Json] = []
    for item in given:
        if not isinstance(item, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        kind, offset, length = item.get("type"), item.get("offset"), item.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if kind not in _GIVEN or offset < 0 or length <= 0:
            continue
        _check_bounds(offset, offset + length, places)
        checked.append(_given_entity(item, kind))
    return [entity for entity in checked if entity]


def _check_bounds(begin: int, end: int, places: dict[int, int]) -> None:
    last = max(places)
    if end > last:
        raise bad_request(
            f"entity beginning at UTF-16 offset {begin} ends after the end of the text "
            f"at UTF-16 offset {last}"
        )
    if begin not in places or end not in places:
        raise bad_request(f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol")


def _given_entity(item: Json, kind: str) -> Json:
    entity: Json = {"type": kind, "offset": item["offset"], "length": item["length"]}
    if kind == "text_link":
        link = html.link_entity(str(item.get("url", "")))
        return {**entity, **link} if link else {}
    if kind == "text_mention":
        user = item.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        return {**entity, "user_id": user_id} if isinstance(user_id, int) else {}
    name = _EXTRAS.get(kind)
    return {**entity, name: item[name]} if name and name in item else entity


def _without_nested(entities: list[Json]) -> list[Json]:
    """Drop what lies inside code, and an entity inside another of its own type."""

    kept: list[Json] = []
    around: list[Json] = []  # what was kept and has not ended yet
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"], e["type"] not in _OPAQUE)):
        around = [other for other in around if _end(other) > entity["offset"]]
        hiding = (other for other in around if other["type"] in _OPAQUE or other["type"] == entity["type"])
        if not any(_end(entity) <= _end(other) for other in hiding):
            kept.append(entity)
            around.append(entity)
    return kept


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without white space around the whole text, and entities moved along."""
    stripped = text.strip(_SPACE)
    cut = units(text[: len(text) - len(text.lstrip(_SPACE))])
    end = units(stripped)
    moved: list[Json] = []
    for entity in entities:
        begin = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > begin:
            moved.append({**entity, "offset": begin, "length": stop - begin})
    return stripped, moved


def _with_automatic(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself, except where code, links or mentions already are."""
    taken = [e for e in entities if e["type"] in _OPAQUE | {"text_link", "text_mention"}]
    found = tdlib.automatic(text) if tdlib.is_available() else _found(text)
    return sorted([*entities, *_free(found, taken)], key=lambda e: (e["offset"], -e["length"]))


def _found(text: str) -> list[Json]:
    offsets = {index: offset for offset, index in boundaries(text).items()}
    found: list[Json] = []
    for kind, pattern in _FALLBACK:
        spans = [(offsets[match.start()], offsets[match.end()]) for match in pattern.finditer(text)]
        found += _free(
            [{"type": kind, "offset": begin, "length": end - begin} for begin, end in spans], found
        )
    return found


def _free(found: list[Json], taken: list[Json]) -> list[Json]:
    """Those that overlap nothing taken. The taken do not overlap, so the two nearest decide."""
    ordered = sorted(taken, key=_begin)
    begins = [entity["offset"] for entity in ordered]
    free: list[Json] = []
    for entity in found:
        place = bisect_right(begins, entity["offset"])
        before = place > 0 and _end(ordered[place - 1]) > entity["offset"]
        after = place < len(begins) and begins[place] < _end(entity)
        if not before and not after:
            free.append(entity)
    return free


def _begin(entity: Json) -> int:
    return int(entity["offset"])


def _end(entity: Json) -> int:
    return int(entity["offset"] + entity["length"])
