"""HTTP to the Bot API on aiohttp.

Lives here: one connection pool, time limits, and turning what comes back into what the framework understands.
Never here: retries (answering/sending.py, intake/polling.py). The framework's own pool rescans all connections for each
request (encode/httpcore #1035) and collapses under concurrency, hence this one.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.wire.leaving import WATCH

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
# An answer that trickles in byte by byte never exceeds the pause between two bytes; this ends it.
SLACK_SECONDS = 5.0
# What the framework passes when nobody chose a time limit. Its type is private, hence Any below.
_DEFAULT = BaseRequest.DEFAULT_NONE


class Request(BaseRequest):
    """A pool of at most `connections` connections; can be initialised again after it was shut down."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913  the framework's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = _DEFAULT,
        write_timeout: Any = _DEFAULT,
        connect_timeout: Any = _DEFAULT,
        pool_timeout: Any = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Status and body. A time limit ends in TimedOut, everything else that fails in NetworkError."""
        if self._session is None:
            raise NetworkError("the connection pool is closed")
        watch = WATCH.get()
        if watch is None:
            return await self._exchange(self._session, (method, url), request_data, (connect_timeout, read_timeout))
        await watch.left()
        try:
            return await self._exchange(self._session, (method, url), request_data, (connect_timeout, read_timeout))
        finally:
            await watch.back()

    async def _exchange(
        self, session: aiohttp.ClientSession, call: tuple[str, str], data: RequestData | None, limits: tuple[Any, Any]
    ) -> tuple[int, bytes]:
        (method, url), (connect, read) = call, limits
        timeout = _limits(_seconds(connect, CONNECT_SECONDS), _seconds(read, READ_SECONDS))
        try:
            body, headers = _body(data)
            async with session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=_proxy_for(url)
            ) as answer:
                payload = await answer.read()
        except TimeoutError:
            # Not `from`: aiohttp's errors show the address, and the token is part of it.
            raise TimedOut from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NetworkError(type(error).__name__) from None
        # GET fetches files, whose content is anything.
        return answer.status, payload if method == "GET" else _checked(answer.status, payload)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As the framework's, but without logging the body, which can hold what people wrote."""
        found = _decoded(payload)
        if found is None:
            raise NetworkError("not JSON")
        return found


def _checked(status: int, payload: bytes) -> bytes:
    """The body if it is the Bot API's; else a NetworkError.

    The framework believes the status alone: 200 with `[1]` or `{"ok": false}` ends in a TypeError or KeyError,
    and a proxy's 404 in HTML would pass for an invalid token.
    """
    if status == 200 and payload[:24].replace(b" ", b"").startswith(b'{"ok":true,"result":'):
        return payload
    body = _decoded(payload)
    if body is None or (status < 300) != (body.get("ok") is True):
        raise NetworkError(f"not an answer of the Bot API (HTTP {status})")
    if not isinstance(body.get("parameters", {}), dict) or (status < 300 and "result" not in body):
        raise NetworkError(f"malformed answer (HTTP {status})")
    return payload


def _decoded(payload: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _body(data: RequestData | None) -> tuple[aiohttp.FormData | bytes | None, dict[str, str]]:
    """The body and its headers. JSON rather than a form: quoting Indonesian HTML for a form takes ten times as long."""
    if data is None or not data.parameters:
        return None, {}
    parts = data.multipart_data
    if not parts:
        return data.json_payload, {"Content-Type": "application/json"}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime_type) in parts.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form, {}


def _proxy_for(url: str) -> str | None:
    parts = urlsplit(url)
    return _proxy(parts.scheme, parts.hostname or "")


@lru_cache(maxsize=4)
def _proxy(scheme: str, host: str) -> str | None:
    """The proxy of the environment. aiohttp's own look-up reads .netrc in a thread for each request."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _limits(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    total = None if connect is None or read is None else connect + read + SLACK_SECONDS
    return aiohttp.ClientTimeout(total=total, sock_connect=connect, sock_read=read)


def _seconds(value: Any, default: float) -> Any:
    return default if value is _DEFAULT else value
