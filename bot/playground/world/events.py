"""Everything that happens, as a stream: for a page in a browser, and for tests that wait.

Lives here: telling all that listen, keeping events for a while, cutting off who does not keep up.
Never here: what an event means, which whoever publishes it decides; answers to one; tokens.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.playground import limits
from bot.playground.world.clock import Clock

T = TypeVar("T")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    kind: str
    at: float
    data: Json

    def json(self) -> Json:
        return {"id": self.number, "kind": self.kind, "at": round(self.at, 3), "data": self.data}


class Events:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: deque[Event] = deque(maxlen=limits.KEPT_EVENTS)
        self._listeners: set[asyncio.Queue[Event | None]] = set()
        self._changed: set[asyncio.Event] = set()
        self._number = 0
        self._closed = False

    def publish(self, kind: str, data: Json) -> None:
        self._number += 1
        event = Event(self._number, kind, self._clock.now(), data)
        self._kept.append(event)
        for changed in self._changed:
            changed.set()
        for listener in tuple(self._listeners):
            self._tell(listener, event)

    def since(self, number: int) -> list[Event]:
        return [event for event in self._kept if event.number > number]

    async def listen(self, since: int | None = None) -> AsyncGenerator[Event, None]:
        """Events as they come, after those kept with a number above `since`, until the end."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        missed = [] if since is None else self.since(since)
        self._listeners.add(queue)
        try:
            for event in missed:
                yield event
            while not self._closed and (item := await queue.get()) is not None:
                yield item
        finally:
            self._listeners.discard(queue)

    async def wait_until(self, look: Callable[[], T | None], timeout: float) -> T | None:  # noqa: ASYNC109
        """What `look` finds, asked again after every event; None after `timeout` seconds."""
        deadline = asyncio.get_running_loop().time() + timeout
        with self._watch() as changed:
            while (found := look()) is None:
                changed.clear()
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0 or self._closed:
                    return None
                try:
                    await asyncio.wait_for(changed.wait(), left)
                except TimeoutError:
                    return look()
            return found

    def close(self) -> None:
        self._closed = True
        for listener in tuple(self._listeners):
            listener.put_nowait(None)
        for changed in self._changed:
            changed.set()

    @contextmanager
    def _watch(self) -> Iterator[asyncio.Event]:
        changed = asyncio.Event()
        self._changed.add(changed)
        try:
            yield changed
        finally:
            self._changed.discard(changed)

    def _tell(self, listener: asyncio.Queue[Event | None], event: Event) -> None:
        """A listener that does not keep up is cut off: it can come back and ask for what it missed."""
        if listener.qsize() < limits.SUBSCRIBER_EVENTS:
            listener.put_nowait(event)
        else:
            self._listeners.discard(listener)
            listener.put_nowait(None)
