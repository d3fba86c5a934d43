"""Pages of other sites get nothing: neither directly nor by giving their own name to this machine."""

from __future__ import annotations

import pytest

from bot.playground import Playground

from ..conftest import Caller

EVERYWHERE = ("/", "/page/js/main.js", "/control", "/control/people", "/control/events")
REBOUND = {"Host": "jahat.example:8081"}
CROSS = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}


async def status(pg: Playground, call: Caller, path: str, verb: str = "GET", **request: object) -> int:
    async with call.session.request(verb, f"{pg.root_url}{path}", **request) as response:
        return response.status


@pytest.mark.parametrize("path", EVERYWHERE)
async def test_a_name_of_the_internet_that_leads_here_is_refused(pg: Playground, call: Caller, path: str) -> None:
    assert await status(pg, call, path, headers=REBOUND) == 403


@pytest.mark.parametrize("origin", ["http://jahat.example", "null", "http://localhost:1", "https://127.0.0.1"])
@pytest.mark.parametrize("path", EVERYWHERE)
async def test_a_page_of_another_origin_is_refused(pg: Playground, call: Caller, path: str, origin: str) -> None:
    assert await status(pg, call, path, headers={"Origin": origin}) == 403


async def test_a_page_cannot_act_even_with_a_request_that_browsers_send_unasked(pg: Playground, call: Caller) -> None:
    sari = pg.person("Sari")
    path = f"/control/chats/{sari.id}/block"
    assert await status(pg, call, path, "POST", headers={"Origin": "http://jahat.example"}) == 403
    assert await status(pg, call, path, "POST", headers=CROSS) == 403
    assert await status(pg, call, path, "POST") == 200


async def test_not_even_the_bot_api_answers_a_foreign_page(pg: Playground, call: Caller) -> None:
    path = f"/bot{pg.token}/getMe"
    assert await status(pg, call, path, headers=REBOUND) == 403
    assert await status(pg, call, path, headers=CROSS) == 403
    assert await status(pg, call, path) == 200


async def test_a_link_may_open_the_page_and_nothing_else(pg: Playground, call: Caller) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert await status(pg, call, "/", headers=link) == 200
    assert await status(pg, call, "/control/people", headers=link) == 403


async def test_the_page_itself_and_programs_are_answered(pg: Playground, call: Caller) -> None:
    own = {"Origin": pg.root_url, "Sec-Fetch-Site": "same-origin"}
    assert await status(pg, call, "/control/people", headers=own) == 200
    assert await status(pg, call, "/control/people", headers={"Host": "localhost:80"}) == 200
    assert await status(pg, call, "/control/people", headers={"Host": "[::1]:80"}) == 200
