"""Telegram's flood limits, and that they are off by default."""

from __future__ import annotations

import asyncio

from bot.playground import Person, Playground

from ..conftest import Caller


async def test_one_message_a_second_to_a_chat(pg: Playground, call: Caller, sari: Person) -> None:
    pg.rules.flood_limits = True
    assert (await call("sendMessage", chat_id=sari.id, text="a")).status == 200
    assert (await call("sendMessage", chat_id=sari.id, text="a")).error == "429 Too Many Requests: retry after 1"
    pg.clock.advance(1)
    assert (await call("sendMessage", chat_id=sari.id, text="a")).status == 200


async def test_twenty_messages_a_minute_to_a_group(pg: Playground, call: Caller, sari: Person) -> None:
    pg.rules.flood_limits = True
    group = pg.group("Kelas", [sari])
    answers = [await call("sendMessage", chat_id=group.id, text="a") for _ in range(21)]
    assert [answer.status for answer in answers] == [200] * 20 + [429]
    assert 55 <= answers[-1].body["parameters"]["retry_after"] <= 60


async def test_thirty_messages_a_second_in_all(pg: Playground, call: Caller) -> None:
    pg.rules.flood_limits = True
    people = [pg.person(f"Orang {number}") for number in range(31)]
    for person in people:
        person.begin()
    answers = await asyncio.gather(*(call("sendMessage", chat_id=person.id, text="a") for person in people))
    assert sorted(answer.status for answer in answers) == [200] * 30 + [429]


async def test_without_the_rule_nothing_is_limited(call: Caller, sari: Person) -> None:
    assert [(await call("sendMessage", chat_id=sari.id, text="a")).status for _ in range(5)] == [200] * 5
