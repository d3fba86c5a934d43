"""Calls as HTTP: addresses, the four forms of parameters, tokens, and what is no call at all."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Playground, limits

from ..conftest import Caller


@pytest.mark.parametrize("form", ["query", "form", "json", "multipart"])
async def test_parameters_are_read_from_every_form_of_request(call: Caller, sari: Person, form: str) -> None:
    values = {"chat_id": str(sari.id), "text": "halo é 😀 & +"}
    multipart = aiohttp.FormData(default_to_multipart=True)
    for name, value in values.items():
        multipart.add_field(name, value)
    requests = {
        "query": {"params": values},
        "form": {"data": values},
        "json": {"json": values},
        "multipart": {"data": multipart},
    }
    answer = await call.post("sendMessage", **requests[form])
    assert answer.result["text"] == values["text"]


async def test_a_get_request_is_a_call_too(call: Caller, sari: Person) -> None:
    url = f"{call.base_url}{call.token}/sendMessage"
    answer = await call.request("GET", url, params={"chat_id": sari.id, "text": "halo"})
    assert answer.result["text"] == "halo"


async def test_method_names_are_found_in_any_case(call: Caller) -> None:
    assert (await call("GETME")).result["is_bot"] is True


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    assert (await call("sendMoney")).error == "404 Not Found"


@pytest.mark.parametrize("token", ["x", "12345", "12345:short", ":AAPlaygroundTokenForTestsOnly_00000"])
async def test_a_malformed_token_is_not_found(pg: Playground, call: Caller, token: str) -> None:
    answer = await call.request("POST", f"{pg.base_url}{token}/getMe")
    assert answer.error == "404 Not Found"


async def test_every_wellformed_token_is_a_bot_of_its_own(pg: Playground, call: Caller) -> None:
    answer = await call.request("POST", f"{pg.base_url}777001:AAAnotherBotOfSomebodyElse_0123456/getMe")
    assert (answer.result["id"], answer.result["is_bot"]) == (777001, True)


async def test_a_revoked_token_is_unauthorized_until_it_is_restored(pg: Playground, call: Caller) -> None:
    pg.revoke()
    assert (await call("getMe")).error == "401 Unauthorized"
    pg.restore()
    assert (await call("getMe")).status == 200


async def test_another_address_is_not_found_in_telegrams_shape(pg: Playground, call: Caller) -> None:
    answer = await call.request("GET", f"{pg.root_url}/elsewhere")
    assert answer.body == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b"1", b"nonsense", b'{"a": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000,
        b'{"a":"\xff"}', b'{"chat_id": ' + b"9" * 10_000 + b"}",
    ],
)  # fmt: skip
async def test_a_body_that_is_no_json_object_is_a_bad_request(call: Caller, body: bytes) -> None:
    answer = await call.post("sendMessage", data=body, headers={"Content-Type": "application/json"})
    assert answer.error.startswith("400 Bad Request: ")


@pytest.mark.parametrize("body", [b"", b"--", b"--x", b"--x\r\n\r\n", b"garbage", b"--x\r\nA\r\n\r\nb\r\n--x--"])
async def test_a_broken_multipart_body_is_a_bad_request(call: Caller, body: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await call.post("sendPhoto", data=body, headers=headers)).status == 400


async def test_a_body_of_another_type_is_refused(call: Caller) -> None:
    answer = await call.post("getMe", data=b"<xml/>", headers={"Content-Type": "text/xml"})
    assert answer.status == 415


@pytest.mark.parametrize(
    "params",
    [
        {"chat_id": 10**30},
        {"chat_id": {"a": [1]}},
        {"chat_id": True},
        {"chat_id": "@"},
        {"text": ["x"], "entities": 5},
        {"reply_markup": "{"},
        {"reply_markup": []},
        {"reply_markup": {"inline_keyboard": {"a": 1}}},
        {"reply_markup": {"inline_keyboard": [[{"text": 5}]]}},
        {"reply_parameters": {"message_id": "many"}},
        {"entities": [{"type": "bold", "offset": 2**70, "length": 1}]},
        {"entities": [5]},
        {"text": None},
    ],
)
async def test_hostile_parameters_are_a_bad_request(call: Caller, sari: Person, params: dict[str, Any]) -> None:
    assert (await call.post("sendMessage", json={"chat_id": sari.id, "text": "x", **params})).status == 400


async def test_half_a_surrogate_pair_is_refused(call: Caller, sari: Person) -> None:
    body = json.dumps({"chat_id": sari.id, "text": "a\ud83d"})
    answer = await call.post("sendMessage", data=body, headers={"Content-Type": "application/json"})
    assert answer.error == "400 Bad Request: strings must be encoded in UTF-8"


async def test_an_upload_that_is_too_big_is_refused(
    call: Caller, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1000)
    answer = await call.post("sendMessage", data={"chat_id": sari.id, "text": "x" * 2000})
    assert answer.error == "413 Request Entity Too Large"


async def test_a_bug_in_a_method_is_a_500_and_the_server_goes_on(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.playground.world.bots.Bot.me", lambda _: 1 / 0)
    assert (await call("getMe")).error == "500 Internal Server Error"
    monkeypatch.undo()
    assert (await call("getMe")).status == 200


async def test_answers_are_plain_ascii_like_telegrams(pg: Playground, call: Caller, sari: Person) -> None:
    url = f"{pg.base_url}{pg.token}/sendMessage"
    async with call.session.post(url, json={"chat_id": sari.id, "text": "😀"}) as response:
        raw = await response.read()
    assert raw.isascii()
    assert response.headers["Content-Type"] == "application/json"


async def test_a_bot_of_too_many_is_unauthorized(pg: Playground, call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT_BOTS", 1)
    answer = await call.request("POST", f"{pg.base_url}777001:AAAnotherBotOfSomebodyElse_0123456/getMe")
    assert answer.error == "401 Unauthorized"
