"""What holds for every test: the network beyond this machine is out of reach, and no secret is shown.

An audit hook sees every way out that Python has, also where a module took a function before it was there.
Code under test may swallow the error it gets, so the attempt is remembered and fails the test all the same.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before anybody imports it: several threads of linear algebra only get into each other's way here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What bots learn in tests is kept by itself, and never where the bots of whoever runs the tests keep theirs. Its name
# changes with the code and the knowledge, so nothing old is taken up.
os.environ["CACHE_DIRECTORY"] = str(Path(__file__).resolve().parent.parent / ".pytest_cache" / "learnt")

# Hooks: pytest finds them by name.
from tests.core_coverage import pytest_runtest_protocol
from tests.distribution import pytest_xdist_auto_num_workers, pytest_xdist_make_scheduler
from tests.secret_watch import (
    pytest_runtest_makereport,
    pytest_sessionfinish,
    pytest_sessionstart,
    pytest_terminal_summary,
    pytest_testnodedown,
)

__all__ = [
    "pytest_runtest_makereport", "pytest_runtest_protocol", "pytest_sessionfinish", "pytest_sessionstart",
    "pytest_terminal_summary", "pytest_testnodedown", "pytest_xdist_auto_num_workers", "pytest_xdist_make_scheduler",
]  # fmt: skip
# Events whose second argument is an address, and events whose first is a host (Python docs, audit events).
_TO_ADDRESS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_ABOUT_HOST = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_touched: list[str] = []


class NetworkTouchedError(RuntimeError):
    """A test reached for the network outside loopback."""


def is_near(host: object) -> bool:
    """Whether a host, by name or number, is this machine. All interfaces at once (0.0.0.0) are more."""
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return True
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost"
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_loopback


def _fence(event: str, args: tuple[object, ...]) -> None:
    if event in _TO_ADDRESS:
        # The address of a Unix socket is a path, not a tuple.
        host = args[1][0] if isinstance(args[1], tuple) and args[1] else None
    elif event in _ABOUT_HOST:
        host = args[0]
    else:
        return
    if not is_near(host):
        _touched.append(f"{event} {host!r}")
        raise NetworkTouchedError(_touched[-1])


sys.addaudithook(_fence)


@pytest.fixture(autouse=True)
def touched() -> Iterator[list[str]]:
    """Attempts to leave this machine; whatever is in here at its end fails the test."""
    _touched.clear()
    yield _touched
    if _touched:
        pytest.fail(f"touched the network outside loopback: {', '.join(_touched)}")
