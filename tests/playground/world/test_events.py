"""The stream of events, for listeners of every pace."""

from __future__ import annotations

import asyncio

from bot.playground import Playground


async def test_a_slow_listener_is_cut_off_and_can_come_back(pg: Playground) -> None:
    listening = pg.world.events.listen()
    first = asyncio.ensure_future(anext(listening))
    await asyncio.sleep(0)
    for number in range(1_500):
        pg.world.events.publish("tick", {"number": number})
    assert (await first).data == {"number": 0}
    numbers = [event.data["number"] async for event in listening]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= 1_000
    assert [event.data["number"] for event in pg.world.events.since(1_499)][-1] == 1_499
