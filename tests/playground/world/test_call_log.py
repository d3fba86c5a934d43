"""The record of calls: what is kept of each, and how many."""

from __future__ import annotations

from bot.playground import Playground

from ..conftest import Caller


async def test_a_call_is_recorded_with_parameters_answer_and_status(pg: Playground, call: Caller) -> None:
    await call("sendmessage", chat_id=99, text="x" * 20_000)
    recorded = await pg.wait_call("sendMessage")
    assert (recorded.method, recorded.bot_id, recorded.status, recorded.ok) == (
        "sendMessage",
        424242,
        400,
        False,
    )
    assert len(recorded.params["text"]) == 16_384
    assert recorded.answer["description"] == "Bad Request: chat not found"


async def test_calls_are_kept_up_to_a_bound(pg: Playground, call: Caller) -> None:
    await call("getMe")
    kept = pg.calls()[0]
    for _ in range(5_100):
        pg.world.calls.add(kept)
    assert len(pg.calls()) == 5_000
