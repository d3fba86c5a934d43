"""What goes wrong on purpose."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from bot.playground import Person, Playground, PlaygroundError

from ..conftest import Caller


async def test_a_planned_fault_strikes_as_often_as_asked(pg: Playground, call: Caller) -> None:
    pg.plan_fault("getMe", times=2, code=502, description="Bad Gateway")
    assert [(await call("getMe")).status for _ in range(3)] == [502, 502, 200]


async def test_a_fault_of_no_times_strikes_until_cleared(pg: Playground, call: Caller) -> None:
    pg.plan_fault(times=0, code=500)
    assert [(await call("getMe")).status for _ in range(3)] == [500, 500, 500]
    pg.clear_faults()
    assert (await call("getMe")).status == 200


async def test_too_many_requests_says_when_to_come_back(pg: Playground, call: Caller) -> None:
    pg.plan_fault("sendMessage", code=429, retry_after=3)
    answer = await call("sendMessage", chat_id=1, text="a")
    assert answer.body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert answer.headers["Retry-After"] == "3"


async def test_a_fault_can_be_kept_to_one_chat(pg: Playground, call: Caller, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=403, chat_id=99)
    assert (await call("sendMessage", chat_id=sari.id, text="a")).status == 200
    assert (await call("sendMessage", chat_id=99, text="a")).status == 403


async def test_a_raw_body_is_sent_as_it_is(pg: Playground, call: Caller) -> None:
    pg.plan_fault("getMe", code=502, raw="<html>Bad Gateway</html>")
    async with call.session.post(f"{pg.base_url}{pg.token}/getMe") as response:
        assert (response.status, await response.text()) == (502, "<html>Bad Gateway</html>")
        assert response.headers["Content-Type"].startswith("text/html")


async def test_a_dropped_connection_never_answers(pg: Playground, call: Caller, sari: Person) -> None:
    pg.plan_fault("sendMessage", drop=True)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=sari.id, text="a")
    assert (sari.messages(), pg.calls("sendMessage")[0].status) == ([], 0)


async def test_an_applied_fault_loses_only_the_answer(pg: Playground, call: Caller, sari: Person) -> None:
    pg.plan_fault("sendMessage", drop=True, applied=True)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=sari.id, text="a")
    assert [message.text for message in sari.messages()] == ["a"]


async def test_an_answer_can_trickle(pg: Playground, call: Caller) -> None:
    pg.plan_fault("getMe", trickle=5)
    with pytest.raises(asyncio.TimeoutError):
        await call.post("getMe", timeout=aiohttp.ClientTimeout(total=0.2))


async def test_a_trickling_answer_is_whole_in_the_end(pg: Playground, call: Caller) -> None:
    pg.plan_fault("getMe", raw='{"ok":true,"result":5}', trickle=0.001)
    assert (await call("getMe")).result == 5


async def test_a_delay_makes_every_answer_slower(pg: Playground, call: Caller) -> None:
    pg.delay(0.2)
    begun = time.monotonic()
    await call("getMe")
    assert time.monotonic() - begun >= 0.2
    assert pg.calls("getMe")[0].seconds >= 0.2


async def test_a_delay_can_be_kept_to_one_method(pg: Playground, call: Caller) -> None:
    pg.delay(60, "sendPhoto")
    assert (await call("getMe")).status == 200


@pytest.mark.parametrize("details", [{"code": 42}, {"times": -1}, {"delay": -1.0}])
async def test_a_senseless_fault_is_refused(pg: Playground, details: dict[str, int]) -> None:
    with pytest.raises(PlaygroundError):
        pg.plan_fault("getMe", **details)  # type: ignore[arg-type]


async def test_a_fault_of_a_revoked_bot_is_still_unauthorized(pg: Playground, call: Caller) -> None:
    pg.plan_fault("getMe", code=500)
    pg.revoke()
    assert (await call("getMe")).status == 401
