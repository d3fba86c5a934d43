"""Bots, told apart by tokens that are never shown."""

from __future__ import annotations

from bot.playground import Person, Playground

from ..conftest import Caller


async def test_a_token_shows_in_no_representation_and_no_event(pg: Playground, call: Caller, sari: Person) -> None:
    sari.send("halo")
    await call("sendMessage", chat_id=sari.id, text="a")
    secret = pg.token.partition(":")[2]
    shown = [repr(pg.bot), repr(pg.calls()), repr(pg.world.events.since(0)), repr(sari)]
    assert not any(secret in text for text in shown)
