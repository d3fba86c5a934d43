"""Waiting for a bot: until something is there to be seen, and no longer than a test has patience for.

Lives here: looking again after everything that happens, and saying what the bot called instead.
Never here: what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from bot.playground.world.bots import Query
from bot.playground.world.world import World

T = TypeVar("T")
Json = dict[str, Any]
PATIENCE = 5.0
_SHOWN_CALLS = 5


async def wait_until(world: World, look: Callable[[], T | None], timeout: float, otherwise: str) -> T:  # noqa: ASYNC109
    """What `look` finds; raises TimeoutError with `otherwise`."""
    found = await world.events.wait_until(look, timeout)
    if found is None:
        raise TimeoutError(f"{otherwise} within {timeout} s; last calls: {_last_calls(world)}")
    return found


async def answer_to(world: World, query: Query, timeout: float) -> Json:  # noqa: ASYNC109
    """How the bot answered a query."""
    return await wait_until(world, lambda: query.answer, timeout, f"the {query.kind} was not answered")


def _last_calls(world: World) -> list[str]:
    calls = [call for call in world.calls.list() if call.method != "getUpdates"]
    return [f"{call.method} {call.status}" for call in calls[-_SHOWN_CALLS:]]
