"""The parameters of one call, read as leniently as Telegram reads them.

Lives here: text, numbers, flags and JSON, decoded on demand: all arrive as text, whatever the request's form was. Also
how they are recorded.
Never here: what a parameter means, which is the method's business; the request (wire/request.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.playground import limits
from bot.playground.errors import bad_request
from bot.playground.world.files import Upload

Json = dict[str, Any]
_INTEGER = re.compile(r"\s*([+-]?\d{1,19})")
_INT64 = 2**63
# Names of parameters are recorded up to so many characters.
_NAME = 64
# These arrive as JSON inside text and are easier to read decoded.
_DECODED = frozenset(
    {
        "allowed_updates", "button", "caption_entities", "commands", "correct_option_ids", "entities",
        "link_preview_options", "menu_button", "message_ids", "options", "reaction", "reply_markup",
        "reply_parameters", "result", "results", "scope",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    values: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def integer(self, name: str, default: int = 0, *, low: int = -_INT64, high: int = _INT64 - 1) -> int:
        """Clamped to `low`..`high`; what is no number counts as absent (Client.cpp, get_integer_arg)."""
        found = _INTEGER.match(self.values.get(name, ""))
        value = int(found.group(1)) if found else default
        return max(low, min(high, value))

    def flag(self, name: str) -> bool:
        """Client.cpp, to_bool: true, yes and 1 in any case."""
        return self.values.get(name, "").strip().lower() in {"true", "yes", "1"}

    def decoded(self, name: str) -> Any | None:
        """The JSON in a parameter, None if absent; raises 400 when it is no JSON."""
        raw = self.values.get(name, "").strip()
        if not raw:
            return None
        try:
            return decode_json(raw)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def array(self, name: str) -> list[Any] | None:
        value = self.decoded(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Array")
        return value

    def mapping(self, name: str) -> Json | None:
        value = self.decoded(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')}: expected an Object")
        return value

    def recorded(self) -> Json:
        """For the record of calls: JSON decoded where it is expected, values cut, files by name and size."""
        first = islice(self.values.items(), limits.RECORDED_PARAMETERS)
        shown: Json = {name[:_NAME]: _recorded(name, value) for name, value in first}
        for name, upload in islice(self.files.items(), limits.RECORDED_PARAMETERS):
            shown[name] = {"file": upload.name, "type": upload.content_type, "bytes": len(upload.content)}
        return shown


def decode_json(raw: str | bytes) -> Any:
    """JSON without NaN and Infinity; raises ValueError, also on nesting that is too deep."""
    try:
        return json.loads(raw, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def flatten(value: object) -> str:
    """A JSON value as HttpReader.cpp passes it on: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _recorded(name: str, value: str) -> Any:
    if len(value) > limits.RECORDED_CHARACTERS:
        return value[: limits.RECORDED_CHARACTERS]
    if name in _DECODED:
        try:
            return decode_json(value)
        except ValueError:
            return value
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
