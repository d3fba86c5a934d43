"""HTTP to the Bot API: errors of the right kind, and no address in them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)
from telegram.request import RequestData

from bot.channels.telegram.wire import request as request_module
from bot.channels.telegram.wire.request import Request
from bot.playground import Playground


@pytest.fixture
async def request_() -> AsyncIterator[Request]:
    made = Request(2)
    await made.initialize()
    yield made
    await made.shutdown()


@pytest.fixture
def url(pg: Playground) -> str:
    return f"{pg.base_url}{pg.token}/getMe"


async def test_an_answer_is_handed_on(request_: Request, url: str) -> None:
    found = await request_.post(url, RequestData())
    assert isinstance(found, dict)
    assert found["is_bot"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"code": 400}, BadRequest), ({"code": 403}, Forbidden), ({"code": 401}, InvalidToken),
        ({"code": 429, "retry_after": 3}, RetryAfter), ({"code": 400, "migrate_to_chat_id": -5}, ChatMigrated),
        ({"code": 502, "raw": "<html>"}, NetworkError), ({"code": 404, "raw": "<html>"}, NetworkError),
        ({"code": 401, "raw": "[]"}, NetworkError),
        ({"code": 400, "raw": '{"ok":false,"parameters":[]}'}, NetworkError),
        ({"code": 200, "raw": "<html>"}, NetworkError), ({"code": 200, "raw": '{"ok":true}'}, NetworkError),
        ({"code": 200, "raw": '{"ok":true,"result":{'}, NetworkError), ({"drop": True}, NetworkError),
        ({"delay": 1.0}, TimedOut),
    ],
)  # fmt: skip
async def test_each_failure_is_the_error_the_framework_knows(
    request_: Request, url: str, pg: Playground, fault: dict[str, object], error: type[Exception]
) -> None:
    pg.plan_fault("getMe", **fault)  # type: ignore[arg-type]
    with pytest.raises(error) as caught:
        await request_.post(url, RequestData(), read_timeout=0.2, connect_timeout=0.2)
    assert type(caught.value) is error
    assert pg.token not in repr(caught.value) + repr(caught.value.__cause__)


async def test_a_server_that_is_not_there_is_a_network_error_without_the_address() -> None:
    request = Request(1)
    await request.initialize()
    with pytest.raises(NetworkError) as caught:
        await request.post("http://127.0.0.1:9/bot1:token/getMe", RequestData())
    assert "token" not in f"{caught.value!r}{caught.value.__cause__!r}"
    await request.shutdown()


async def test_it_can_be_started_again_after_it_was_shut_down(request_: Request, url: str) -> None:
    await request_.shutdown()
    await request_.shutdown()
    with pytest.raises(NetworkError):
        await request_.post(url, RequestData())
    await request_.initialize()
    await request_.initialize()
    assert await request_.post(url, RequestData())


def test_the_proxy_of_the_environment_is_used_except_where_it_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proksi:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    request_module._proxy.cache_clear()
    assert request_module._proxy_for("https://api.telegram.org/bot1:x/getMe") == "http://proksi:3128"
    assert request_module._proxy_for("https://127.0.0.1:8081/bot1:x/getMe") is None
    request_module._proxy.cache_clear()


async def test_a_file_is_fetched_as_it_is(request_: Request, pg: Playground) -> None:
    with pytest.raises((NetworkError, InvalidToken)):
        await request_.retrieve(f"{pg.base_file_url}{pg.token}/tidak-ada")
