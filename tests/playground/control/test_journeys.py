"""Journeys over HTTP: saving a chat, playing a text, and following it in the events."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.playground import Playground

from ..conftest import Answered, Caller
from ..journeys.parrot import Parrot

GOOD = "name: Uji\nsteps:\n- send: hai\n- expect: hai\n"


@pytest.fixture
async def parrot(pg: Playground) -> AsyncIterator[Parrot]:
    async with Parrot(pg.base_url, pg.token) as bot:
        bot.begin()
        yield bot


async def play(pg: Playground, call: Caller, text: str) -> Answered:
    return await call.request("POST", f"{pg.control_url}/journeys", json={"yaml": text})


async def test_a_chat_is_saved_and_played(pg: Playground, call: Caller, parrot: Parrot) -> None:
    sari = pg.person("Sari")
    await sari.ask("hai")
    saved = await call.request("GET", f"{pg.control_url}/chats/{sari.id}/journey?name=Sapa")
    assert saved.body["yaml"].startswith("name: Sapa\n")
    played = await play(pg, call, saved.body["yaml"])
    assert played.body["ok"] is True
    assert played.body["people"] != [sari.id]


async def test_how_far_it_has_got_is_told(pg: Playground, call: Caller, parrot: Parrot) -> None:
    await play(pg, call, GOOD)
    told = [event.data for event in pg.world.events.since(0) if event.kind == "journey"]
    assert [one["state"] for one in told] == ["started", "step", "step", "done"]
    assert told[1]["said"] == "send hai"


async def test_what_went_wrong_is_answered_and_told(pg: Playground, call: Caller, parrot: Parrot) -> None:
    played = await play(pg, call, GOOD.replace("expect: hai", "expect: teh"))
    assert played.body["ok"] is False
    assert "no 'teh'" in played.body["error"]
    assert [e.data["state"] for e in pg.world.events.since(0) if e.kind == "journey"][-1] == "failed"


async def test_what_cannot_be_read_is_refused(pg: Playground, call: Caller) -> None:
    refused = await play(pg, call, "name: x\nsteps: [{shout: a}]")
    assert refused.status == 400
    assert "0 verbs" in refused.body["error"]
