from __future__ import annotations

import asyncio

from bot.storage.database import Database, open_database

from .conftest import KEY, Clock


async def test_a_duty_falls_to_one_until_its_time_is_over(database: Database, clock: Clock) -> None:
    assert await database.duties.take("webhook", 60)
    assert not await database.duties.take("webhook", 60)
    assert await database.duties.take("sweep", 60)
    clock.now += 60
    assert await database.duties.take("webhook", 60)


async def test_of_three_replicas_that_start_together_one_has_the_duty(url: str) -> None:
    replicas = [await open_database(url, KEY) for _ in range(3)]
    assert sorted(await asyncio.gather(*(replica.duties.take("webhook", 60) for replica in replicas))) == [
        False,
        False,
        True,
    ]
    for replica in replicas:
        await replica.close()
