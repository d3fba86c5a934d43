"""Requests of the control side: a JSON body field by field, and what comes of it as JSON.

Lives here: reading, refusing with 400 and `{"error": ...}`. Pages of other sites are kept out by wire/guard.py, and
once more here: a body must call itself JSON, which a foreign page cannot send without asking first (CORS).
Never here: what the requests mean.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.playground import limits
from bot.playground.content.utf16 import is_encodable
from bot.playground.errors import ApiError, PlaygroundError
from bot.playground.methods.params import decode_json
from bot.playground.wire.request import read_body

Json = dict[str, Any]
# Files come in base64, a third longer than they are.
_MOST_BYTES = limits.UPLOAD_BYTES * 4 // 3 + 65_536
_INTEGER_DIGITS = 19


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """A JSON object, field by field; raises PlaygroundError when one has the wrong type."""

    values: Json

    def text(self, name: str, default: str | None = None) -> str:
        text = str(self._typed(name, str, default))
        if not is_encodable(text):
            raise PlaygroundError(f"{name} must be encodable in UTF-8")
        return text

    def integer(self, name: str, default: int | None = None) -> int:
        return int(self._typed(name, int, default))

    def optional_integer(self, name: str) -> int | None:
        return self.integer(name) if self.values.get(name) is not None else None

    def number(self, name: str, default: float | None = None) -> float:
        return float(self._typed(name, (int, float), default))

    def flag(self, name: str, default: bool | None = None) -> bool:
        return bool(self._typed(name, bool, default))

    def mapping(self, name: str, default: Json | None = None) -> Json:
        return dict(self._typed(name, dict, default))

    def list(self, name: str, default: list[Any] | None = None) -> list[Any]:
        return list(self._typed(name, list, default))

    def like(self, example: Any) -> Json:
        """The fields that a dataclass has too, each checked against the type of the example's value."""
        known = {each.name: getattr(example, each.name) for each in dataclasses.fields(example)}
        if unknown := sorted(set(self.values) - set(known)):
            raise PlaygroundError(f"unknown: {', '.join(unknown)}; there is {', '.join(known)}")
        return {name: self._as(name, known[name]) for name in self.values if self.values[name] is not None}

    def _as(self, name: str, example: object) -> Any:
        if isinstance(example, bool):
            return self.flag(name)
        if isinstance(example, int):
            return self.integer(name)
        return self.number(name) if isinstance(example, float) else self.text(name)

    def _typed(self, name: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self.values.get(name)
        if value is None:
            if default is None:
                raise PlaygroundError(f"{name} is missing")
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise PlaygroundError(f"{name} has the wrong type")
        return value


Handler = Callable[[Request, Body], Awaitable[Any]]


def answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A Starlette endpoint around a handler that gets the body and returns JSON, or a response of its own."""

    async def endpoint(request: Request) -> Response:
        try:
            answer = await handler(request, await _body(request))
        except PlaygroundError as error:
            return _json({"error": str(error)}, 400)
        except ApiError as error:
            return _json({"error": error.description}, error.code)
        return answer if isinstance(answer, Response) else _json(answer)

    return endpoint


def _json(value: Any, status: int = 200) -> Response:
    """Plain ASCII: what was injected may not be encodable in any other way."""
    return Response(json.dumps(value), status, media_type="application/json")


def integer(value: str) -> int:
    """A number in an address."""
    digits = value.removeprefix("-")
    if not digits.isdecimal() or len(digits) > _INTEGER_DIGITS:
        raise PlaygroundError(f"{value[:40]!r} is no number")
    return int(value)


async def _body(request: Request) -> Body:
    raw = await read_body(request, _MOST_BYTES)
    if not raw.strip():
        return Body({})
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise PlaygroundError("the body must be application/json")
    try:
        value = decode_json(raw)
    except ValueError as error:
        raise PlaygroundError("the body is no JSON") from error
    if not isinstance(value, dict):
        raise PlaygroundError("the body must be a JSON object")
    return Body(value)
