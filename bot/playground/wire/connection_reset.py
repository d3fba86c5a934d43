"""Connections that are reset in place of an answer.

Lives here: a protocol that remembers each connection, because ASGI has no way to answer nothing; the reset.
Never here: when it happens, which a planned fault says (world/faults.py).
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import MutableMapping
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

# By the addresses of both ends: the same client port may lead to two servers.
_TRANSPORTS: dict[Any, asyncio.Transport] = {}


class TrackedProtocol(H11Protocol):
    """uvicorn's HTTP protocol, known by its addresses."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _TRANSPORTS[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _TRANSPORTS.pop((self.client, self.server), None)
        super().connection_lost(exc)


async def reset_connection(scope: MutableMapping[str, Any]) -> None:
    """Reset the client's connection (TCP RST), so that it never gets an answer."""
    transport = _TRANSPORTS.get((scope["client"], scope["server"]))
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        # Lingering 0 seconds makes the kernel send RST in place of an orderly end.
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
    await asyncio.sleep(0)
