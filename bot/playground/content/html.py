"""A parser for Telegram's HTML, for where Telegram's own (tdlib.py) is not installed.

Lives here: tags, references and links by TDLib's rules, and its errors word for word, byte offsets included.
Never here: trimming, automatic entities and limits (entities.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.playground.errors import CANT_PARSE, ApiError, bad_request

Json = dict[str, Any]
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "blockquote": "blockquote", "code": "code", "pre": "pre", "a": "text_link",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(
    r"&(?:#(?P<decimal>\d{1,8})|#[xX](?P<hex>[0-9a-fA-F]{1,7})|(?P<name>lt|gt|amp|quot));?"
)
_SPACE = " \t\n\r\x0b\x0c\0"
_NAME_END = frozenset(_SPACE + "=>/\"'")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    # Where the entity begins: in UTF-16 units, and in characters of the result.
    offset: int
    index: int


@dataclass(slots=True)
class _Parser:
    source: str
    place: int = 0
    result: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def run(self) -> tuple[str, list[Json]]:
        while self.place < len(self.source):
            character = self.source[self.place]
            if character == "<":
                self._tag()
            elif character == "&":
                self._append(self._reference())
            else:
                self._append(character)
                self.place += 1
        if self.open:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.result), self.entities

    def _append(self, text: str) -> None:
        self.result.append(text)
        self.units += 2 if text > "\uffff" else 1

    def _reference(self) -> str:
        """The character a reference stands for; a lone & stands for itself."""
        found = _REFERENCE.match(self.source, self.place)
        code = 0
        if found and found["name"] is None:
            code = int(found["decimal"] or found["hex"], 10 if found["decimal"] else 16)
        if found is None or (found["name"] is None and not _is_character(code)):
            self.place += 1
            return "&"
        self.place = found.end()
        return _NAMED[found["name"]] if found["name"] else chr(code)

    def _tag(self) -> None:
        begin = self.place
        self.place += 1
        if self.source.startswith("/", self.place):
            self._end_tag(begin)
        else:
            self._start_tag(begin)

    def _start_tag(self, begin: int) -> None:
        tag = self._until(_SPACE + ">").lower()
        if self._at_end():
            raise self._at("Unclosed start tag", begin)
        if tag not in _TYPES:
            raise self._at(f'Unsupported start tag "{tag}"', begin)
        argument = ""
        while (attribute := self._attribute(tag, begin)) is not None:
            argument = _argument(tag, *attribute) or argument
        if tag == "span" and argument != "spoiler":
            raise self._at('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.units, len(self.result)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str] | None:
        """The next attribute of a start tag, None behind its `>`."""
        self._skip_space()
        if self.source.startswith(">", self.place):
            self.place += 1
            return None
        name = self._until(_NAME_END).lower()
        if not name:
            raise self._at(f'Empty attribute name in the tag "{tag}"', begin)
        self._skip_space()
        if self._at_end():
            raise self._at(f'Unclosed start tag "{tag}"', begin)
        if not self.source.startswith("=", self.place):
            return name, "1"
        self.place += 1
        self._skip_space()
        if self._at_end():
            raise self._at(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self.source[self.place] in "\"'" else self._token()
        if self._at_end():
            raise self._at("Unclosed start tag", begin)
        return name, value

    def _quoted(self) -> str:
        quote = self.source[self.place]
        self.place += 1
        value: list[str] = []
        while not self._at_end() and self.source[self.place] != quote:
            if self.source[self.place] == "&":
                value.append(self._reference())
            else:
                value.append(self.source[self.place])
                self.place += 1
        self.place += 1
        return "".join(value)

    def _token(self) -> str:
        begin = self.place
        found = _TOKEN.match(self.source, begin)
        assert found is not None
        self.place = found.end()
        if not self._at_end() and self.source[self.place] not in _SPACE + ">":
            raise self._at("Unexpected end of name token", begin)
        return found.group().lower()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise self._at("Unexpected end tag", begin)
        self.place += 1
        tag = self._until(_SPACE + ">").lower()
        self._skip_space()
        if not self.source.startswith(">", self.place):
            raise self._at("Unclosed end tag", begin)
        self.place += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            raise self._at("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        if self.units > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {
            "type": _TYPES[opened.tag], "offset": opened.offset, "length": self.units - opened.offset,
        }  # fmt: skip
        if opened.tag == "a":
            link = link_entity(opened.argument or "".join(self.result[opened.index :]))
            if link is None:
                return
            entity.update(link)
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag in {"code", "pre"} and self._joins(entity, opened):
            return
        self.entities.append(entity)

    def _joins(self, entity: Json, opened: _Open) -> bool:
        """`pre` and `code` around the same text become one `pre`, in the language the code has."""
        last = self.entities[-1] if self.entities else {}
        inner_language = last.get("language", "")
        if opened.tag == "code":
            if opened.argument:
                entity["language"] = opened.argument
            joins, language = last.get("type") == "pre" and not inner_language, opened.argument
        else:
            joins, language = last.get("type") == "code", inner_language
        same = all(last.get(name) == entity[name] for name in ("offset", "length"))
        if joins and same and language:
            last.update(type="pre", language=language)
            return True
        return False

    def _until(self, stops: str | frozenset[str]) -> str:
        begin = self.place
        while not self._at_end() and self.source[self.place] not in stops:
            self.place += 1
        return self.source[begin : self.place]

    def _skip_space(self) -> None:
        while not self._at_end() and self.source[self.place] in _SPACE:
            self.place += 1

    def _at_end(self) -> bool:
        return self.place >= len(self.source)

    def _at(self, what: str, index: int, more: str = "") -> ApiError:
        offset = len(self.source[:index].encode("utf-8", "surrogatepass"))
        return _error(f"{what} at byte offset {offset}{more}")


def parse(source: str) -> tuple[str, list[Json]]:
    """Text and entities; raises 400 in TDLib's words when the markup is broken."""
    return _Parser(source).run()


def link_entity(address: str) -> Json | None:
    """What a link becomes: text_link, text_mention (the user to be filled in), or nothing."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme.lower() == "tg" and parts.netloc == "user":
            user_id = parse_qs(parts.query).get("id", [""])[0]
            return {"type": "text_mention", "user_id": int(user_id)} if user_id.isdecimal() else None
        if not parts.scheme:
            parts = urlsplit(f"http://{address.strip()}")
        if parts.scheme.lower() not in {"http", "https", "tg", "ton", "tonsite"} or not parts.netloc:
            return None
        is_web = parts.scheme.lower() in {"http", "https"}
        if is_web and "." not in (parts.hostname or ""):
            return None
        url = parts._replace(netloc=parts.netloc.lower(), path=parts.path or ("/" if is_web else "")).geturl()
    except ValueError:
        return None
    return {"type": "text_link", "url": url}


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in {("a", "href"), ("tg-emoji", "emoji-id")}:
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def _is_character(code: int) -> bool:
    return 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF


def _error(text: str) -> ApiError:
    return bad_request(CANT_PARSE + text)
