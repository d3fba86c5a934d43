"""The fence around the tests: loopback is open, everything else fails the test that touches it."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import pytest

# Reserved for documentation (RFC 5737, RFC 3849, RFC 2606): nobody lives there.
FAR = "192.0.2.1"
FAR_NAME = "contoh.example"


def reached(touched: list[str]) -> list[str]:
    """What was tried, taken off the record so that this test does not fail."""
    found = list(touched)
    touched.clear()
    return found


@pytest.mark.parametrize("address", [(FAR, 80), ("0.0.0.0", 80), ("10.0.0.1", 80)])  # noqa: S104  never bound
def test_connecting_beyond_loopback_is_refused_and_remembered(address: tuple[str, int], touched: list[str]) -> None:
    with socket.socket() as outward, pytest.raises(RuntimeError, match=r"socket\.connect"):
        outward.connect(address)
    assert reached(touched) == [f"socket.connect {address[0]!r}"]


def test_looking_up_a_name_is_refused(touched: list[str]) -> None:
    for name in (FAR_NAME, FAR_NAME.encode()):
        with pytest.raises(RuntimeError, match="getaddrinfo"):
            socket.getaddrinfo(name, 443)
    assert len(reached(touched)) == 2


def test_sending_a_datagram_is_refused(touched: list[str]) -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as outward, pytest.raises(RuntimeError, match="sendto"):
        outward.sendto(b"halo", (FAR, 53))
    assert reached(touched)


async def test_an_event_loop_does_not_get_around_the_fence(touched: list[str]) -> None:
    with pytest.raises((RuntimeError, OSError)):
        await asyncio.open_connection(FAR, 80)
    assert reached(touched)


def test_an_attempt_that_the_code_under_test_swallows_is_remembered(touched: list[str]) -> None:
    with suppress(RuntimeError):
        socket.create_connection((FAR_NAME, 80))
    assert reached(touched) == [f"socket.getaddrinfo {FAR_NAME!r}"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_loopback_is_open(host: str, touched: list[str]) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(hang_up, "127.0.0.1") as server:
        _, writer = await asyncio.open_connection(host, server.sockets[0].getsockname()[1])
        writer.close()
    assert touched == []
