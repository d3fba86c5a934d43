"""Whoever works on an update may want to know when it leaves this process for the network, and when it is back.

Lives here: the watch over one piece of work, which everything that is done for it inherits.
Never here: what a watch is for (intake/trials.py).
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Protocol


class Watch(Protocol):
    async def waits(self) -> None:
        """Leave to send is waited for; then follows a request."""
        ...

    async def left(self) -> None:
        """A request goes out. Several may be out at a time."""
        ...

    async def back(self) -> None:
        """A request is answered, or given up."""
        ...


WATCH: ContextVar[Watch | None] = ContextVar("watch", default=None)


async def waits() -> None:
    """To be awaited before leave to send is waited for."""
    if watch := WATCH.get():
        await watch.waits()
