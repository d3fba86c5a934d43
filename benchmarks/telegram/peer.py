"""A Bot API that costs next to nothing, so that what is measured is the bot.

Lives here: HTTP as far as three client libraries use it, getUpdates with long polls, canned answers, the delay.
Never here: people and what they write (crowd.py), checks of what the bot sends (bot.playground has them).
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
# As JSON, as a form, and as a part of a multipart body, whose headers end with an empty line.
_CHAT = re.compile(rb'chat_id(?:=|": ?"?|"(?:\r\n[^\r]+)*\r\n\r\n)(-?\d+)')
_OFFSET = re.compile(rb'offset(?:=|": ?"?|"(?:\r\n[^\r]+)*\r\n\r\n)(-?\d+)')
_LIMIT = 100
_ME = {"id": 424242, "is_bot": True, "first_name": "Bot", "username": "bot_424242_bot",
       "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}  # fmt: skip
# What set-up calls are answered with; everything else is answered with true.
_RESULTS: dict[str, Any] = {
    "getMe": _ME, "getMyCommands": [], "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""}, "getChatMenuButton": {"type": "commands"},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}  # fmt: skip


class Peer:
    """One bot's server. `sent` is told of every sendMessage as it arrives, before it is answered."""

    def __init__(self, sent: Callable[[int], None]) -> None:
        self.sent = sent
        self.delay = 0.0
        self.polls = 0
        self._waiting: deque[bytes] = deque()
        self._next_id = 1
        self._poll: Connection | None = None

    def put(self, message: dict[str, Any]) -> None:
        """Make an update available."""
        update = {"update_id": self._next_id, "message": {"message_id": self._next_id, **message}}
        self._next_id += 1
        self._waiting.append(json.dumps(update).encode())
        if self._poll is not None:
            self._flush()

    def request(self, method: str, body: bytes, connection: Connection) -> None:
        if method == "getUpdates":
            self._take_poll(body, connection)
            return
        if method == "sendMessage":
            found = _CHAT.search(body)
            chat = int(found[1]) if found else 0
            self.sent(chat)
            message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "x"}
            connection.answer(_body(message), self.delay)
            return
        connection.answer(_body(_RESULTS.get(method, True)), self.delay)

    def _take_poll(self, body: bytes, connection: Connection) -> None:
        """Held until there is something, for the whole round trip at least."""
        self.polls += 1
        found = _OFFSET.search(body)
        if found and int(found[1]) < 0:  # "forget all": answered at once
            connection.answer(_body([]), self.delay)
            return

        def wait() -> None:
            self._poll = connection
            if self._waiting:
                self._flush()

        if self.delay:
            asyncio.get_running_loop().call_later(self.delay, wait)
        else:
            wait()

    def _flush(self) -> None:
        connection, self._poll = self._poll, None
        if connection is None:
            return
        if connection.is_closed:
            return
        batch = [self._waiting.popleft() for _ in range(min(_LIMIT, len(self._waiting)))]
        connection.answer(b'{"ok":true,"result":[' + b",".join(batch) + b"]}", 0.0)


class Connection(asyncio.Protocol):
    """HTTP/1.1 with keep-alive, one request at a time."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    @property
    def is_closed(self) -> bool:
        return self._transport is None or self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head, body = self._buffer[:end], self._buffer[end + 4 :]
        length = _LENGTH.search(head)
        if _CHUNKED.search(head):
            if not body.endswith(b"0\r\n\r\n"):
                return
        elif length and len(body) < int(length[1]):
            return
        self._buffer = b""
        target = head.split(b" ", 2)[1].partition(b"?")
        method = target[0].rpartition(b"/")[2].decode()
        self._peer.request(method, body + target[2], self)

    def answer(self, body: bytes, delay: float) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        if delay:
            asyncio.get_running_loop().call_later(delay, self._write, head + body)
        else:
            self._write(head + body)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)


def _body(result: Any) -> bytes:
    return b'{"ok":true,"result":' + json.dumps(result).encode() + b"}"


def now() -> float:
    return time.perf_counter()
