"""The control side over HTTP: the same as the Python API, for other programs and for a page."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest

from bot.playground import Playground
from bot.playground.world.files import PIXEL, Upload

from ..conftest import Answered, Caller

KEYBOARD = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}


class Control:
    def __init__(self, pg: Playground, call: Caller) -> None:
        self._pg = pg
        self._call = call

    async def get(self, path: str, **query: str) -> Answered:
        return await self._call.request("GET", f"{self._pg.control_url}{path}", params=query)

    async def post(self, path: str, **body: Any) -> Answered:
        return await self._call.request("POST", f"{self._pg.control_url}{path}", json=body)

    async def delete(self, path: str) -> Answered:
        return await self._call.request("DELETE", f"{self._pg.control_url}{path}")


@pytest.fixture
def control(pg: Playground, call: Caller) -> Control:
    return Control(pg, call)


@pytest.fixture
async def ani(control: Control) -> int:
    return int((await control.post("/people", name="Ani")).body["id"])


async def echo_once(call: Caller) -> None:
    """A bot for one update: it echoes a text and answers a button."""
    update = (await call("getUpdates", timeout=5, offset=-1)).result[0]
    await call("getUpdates", offset=update["update_id"] + 1)
    if "callback_query" in update:
        query = update["callback_query"]
        target = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await call("answerCallbackQuery", callback_query_id=query["id"], text="baik")
        await call("editMessageText", **target, text="ditekan")
    elif "inline_query" in update:
        result = {
            "type": "article",
            "id": "1",
            "title": "J",
            "input_message_content": {"message_text": "isi"},
        }
        await call("answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[result])
    else:
        message = update.get("message") or update["guest_message"]
        chat = message["chat"]["id"]
        if "guest_query_id" in message:
            result = {
                "type": "article",
                "id": "1",
                "title": "J",
                "input_message_content": {"message_text": "isi"},
            }
            await call("answerGuestQuery", guest_query_id=message["guest_query_id"], result=result)
        else:
            await call("sendMessage", chat_id=chat, text=message["text"], reply_markup=KEYBOARD)


async def test_a_sent_text_comes_back_with_the_bots_reply(control: Control, call: Caller, ani: int) -> None:
    bot = asyncio.create_task(echo_once(call))
    answer = await control.post(f"/chats/{ani}/send", text="halo", wait=5)
    assert (answer.body["message"]["text"], answer.body["reply"]["text"]) == ("halo", "halo")
    await bot


async def test_without_waiting_there_is_no_reply(control: Control, ani: int) -> None:
    assert (await control.post(f"/chats/{ani}/send", text="halo")).body["reply"] is None


async def test_a_pressed_button_tells_how_the_bot_responded(control: Control, call: Caller, ani: int) -> None:
    await control.post(f"/chats/{ani}/send", text="halo")
    await echo_once(call)
    bot = asyncio.create_task(echo_once(call))
    pressed = await control.post(f"/chats/{ani}/press", message_id=2, button="Ya", wait=5)
    assert (pressed.body["answer"]["text"], pressed.body["message"]["text"]) == ("baik", "ditekan")
    await bot


async def test_an_inline_result_is_chosen_over_http(control: Control, call: Caller, ani: int) -> None:
    bot = asyncio.create_task(echo_once(call))
    asked = (await control.post(f"/chats/{ani}/inline", query="magang", wait=5)).body
    chosen = await control.post(f"/chats/{ani}/choose", query=asked["query"], result_id="1")
    assert (asked["answer"]["results"][0]["title"], chosen.body["message"]["text"]) == ("J", "isi")
    await bot


async def test_a_guest_is_summoned_over_http(control: Control, call: Caller, ani: int) -> None:
    group = (await control.post("/groups", title="Luar", members=[ani], bot=False)).body["id"]
    bot = asyncio.create_task(echo_once(call))
    summoned = await control.post(f"/chats/{group}/summon", text="@bot_424242_bot?", wait=5)
    assert summoned.body["message"]["text"] == "isi"
    await bot


async def test_messages_files_reactions_and_edits_reach_the_bot(control: Control, call: Caller, ani: int) -> None:
    file = {"name": "a.txt", "type": "text/plain", "base64": base64.b64encode(b"isi").decode()}
    await call("getUpdates", allowed_updates=["message", "edited_message", "message_reaction", "my_chat_member"])
    await control.post(f"/chats/{ani}/send", text="halo", forwarded_from="Seseorang")
    await control.post(f"/chats/{ani}/edit", message_id=1, text="halo!")
    await control.post(f"/chats/{ani}/send", kind="document", text="isi", file=file, reply_to=1)
    await control.post(f"/chats/{ani}/send", extra={"contact": {"phone_number": "1", "first_name": "A"}})
    await control.post(f"/chats/{ani}/react", message_id=1, reactions=["👍"])
    await control.post(f"/chats/{ani}/block", blocked=True)
    updates = (await call("getUpdates")).result
    kinds = [next(name for name in update if name != "update_id") for update in updates]
    assert kinds == ["message", "edited_message", "message", "message", "message_reaction", "my_chat_member"]
    assert updates[2]["message"]["document"]["file_size"] == 3
    messages = (await control.get(f"/chats/{ani}/messages", since="1")).body
    assert ([message["message_id"] for message in messages["messages"]], messages["blocked"]) == (
        [2, 3],
        True,
    )


async def test_groups_can_be_joined_left_and_upgraded(control: Control, call: Caller, ani: int) -> None:
    group = (await control.post("/groups", title="Kelas", members=[ani], supergroup=False)).body["id"]
    shown = (await control.post(f"/chats/{group}/bot", present=True, reads_all=True)).body
    assert shown["bots"] == [424242]
    assert (await control.post(f"/chats/{group}/bot", present=False)).body["bots"] == []
    moved = (await control.post(f"/chats/{group}/migrate")).body
    assert (moved["type"], moved["id"] == group) == ("supergroup", False)


async def test_bots_are_shown_without_their_tokens_and_can_be_revoked(
    pg: Playground, control: Control, call: Caller, ani: int
) -> None:
    await call("setMyCommands", commands=[{"command": "mulai", "description": "Mulai"}])
    shown = (await control.get("/bots")).body
    assert [bot["user"]["id"] for bot in shown["bots"]] == [424242]
    assert pg.token.partition(":")[2] not in json.dumps(shown)
    await control.post("/bots/424242", revoked=True)
    assert (await call("getMe")).status == 401
    await control.post("/bots/424242", revoked=False)
    assert (await call("getMe")).status == 200


async def test_calls_are_listed_and_cleared(pg: Playground, control: Control, call: Caller, ani: int) -> None:
    await control.post(f"/chats/{ani}/send", text="halo")
    await call("sendMessage", chat_id=ani, text="a", reply_markup=KEYBOARD)
    await call("getMe")
    listed = (await control.get("/calls", method="sendmessage")).body["calls"]
    assert [(each["method"], each["params"]["reply_markup"]) for each in listed] == [("sendMessage", KEYBOARD)]
    assert pg.token.partition(":")[2] not in json.dumps((await control.get("/calls")).body)
    await control.delete("/calls")
    assert (await control.get("/calls")).body["calls"] == []


async def test_faults_delays_rules_and_time_are_set_over_http(control: Control, call: Caller) -> None:
    planned = await control.post("/faults", method="getMe", code=429, retry_after=3, times=1)
    assert planned.body["faults"][0]["retry_after"] == 3
    assert (await call("getMe")).status == 429
    await control.post("/delays", method="getMe", seconds=0.01)
    assert (await control.get("/faults")).body["delays"] == {"getme": 0.01}
    assert (await control.delete("/faults")).body == {"faults": [], "delays": {}}
    assert (await control.post("/rules", flood_limits=True)).body["flood_limits"] is True
    before = (await control.get("/clock")).body["now"]
    assert (await control.post("/clock", advance=3600)).body["now"] - before > 3599


async def test_a_raw_update_is_injected_over_http(control: Control, call: Caller) -> None:
    await control.post("/updates", update={"poll": {"id": "1"}})
    assert (await call("getUpdates")).result[0]["poll"] == {"id": "1"}


async def test_everything_that_happens_is_streamed(pg: Playground, control: Control, call: Caller, ani: int) -> None:
    url = f"{pg.control_url}/events?kinds=message,chat_action&since=0"
    async with call.session.get(url) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        await control.post(f"/chats/{ani}/send", text="halo")
        await call("sendChatAction", chat_id=ani, action="typing")
        lines = [line async for line in some_lines(response.content, 10)]
    kinds = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    data = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    assert kinds == ["message", "chat_action"]
    assert (data[0]["data"]["message"]["text"], data[1]["data"]["action"]) == ("halo", "typing")


async def some_lines(content: Any, count: int) -> Any:
    for _ in range(count):
        yield (await asyncio.wait_for(content.readline(), 5)).decode().rstrip("\n")


async def test_an_open_stream_does_not_hold_up_the_end(call: Caller) -> None:
    async with Playground.start() as other:
        response = await call.session.get(f"{other.control_url}/events")
        assert [line async for line in some_lines(response.content, 2)] == [": the playground", "retry: 1000"]
    assert (await asyncio.wait_for(response.content.read(), 5)) in (b"", b"\n")


async def test_a_file_is_given_back_a_picture_to_be_seen_and_all_else_to_be_saved(
    pg: Playground, call: Caller
) -> None:
    for content, kind, way in ((PIXEL, "image/png", "inline"), (b"<script>", "application/octet-stream", "attachment")):
        stored = pg.world.files.add(Upload("a.png", "text/html", content), "x")
        async with call.session.get(f"{pg.control_url}/files/{stored.id}") as answer:
            assert (await answer.read(), answer.content_type) == (content, kind)
            assert answer.headers["Content-Disposition"] == way
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with call.session.get(f"{pg.control_url}/files/x") as answer:
        assert answer.status == 400


NONSENSE: list[tuple[str, dict[str, Any]]] = [
    ("/people", {}),
    ("/people", {"name": 5}),
    ("/people", {"name": "a", "id": -1}),
    ("/people", {"name": "\ud83d"}),
    ("/groups", {"members": []}),
    ("/groups", {"members": [99]}),
    ("/chats/99/send", {"text": "a"}),
    ("/chats/x/send", {"text": "a"}),
    ("/chats/5000001/send", {}),
    ("/chats/5000001/send", {"kind": "dance"}),
    ("/chats/5000001/send", {"text": "a", "person": 99}),
    ("/chats/5000001/send", {"text": "a", "bot_id": 99}),
    ("/chats/5000001/send", {"kind": "photo", "file": {"base64": "!"}}),
    ("/chats/5000001/send", {"text": "\ud83d"}),
    ("/chats/5000001/send", {"text": "a", "reply_to": 99}),
    ("/chats/5000001/send", {"text": "a", "forwarded_from": 99}),
    ("/chats/5000001/press", {"message_id": 99}),
    ("/chats/5000001/edit", {"message_id": 99}),
    ("/chats/5000001/choose", {"query": "x", "result_id": "1"}),
    ("/chats/5000001/summon", {"text": "a"}),
    ("/faults", {"code": 42}),
    ("/faults", {"colour": "red"}),
    ("/rules", {"gravity": False}),
    ("/updates", {}),
    ("/clock", {"advance": "long"}),
    ("/delays", {}),
    ("/bots/99", {"revoked": True}),
]


@pytest.mark.parametrize(("path", "body"), NONSENSE)
async def test_a_request_that_makes_no_sense_is_refused_with_a_reason(
    control: Control, ani: int, path: str, body: dict[str, Any]
) -> None:
    answer = await control.post(path, **body)
    assert (answer.status, bool(answer.body["error"])) == (400, True)


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000])
async def test_a_body_that_is_no_json_object_is_refused(pg: Playground, call: Caller, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await call.request("POST", f"{pg.control_url}/people", data=body, headers=headers)
    assert answer.status == 400


async def test_a_foreign_page_cannot_reach_the_control_side(pg: Playground, call: Caller) -> None:
    url = f"{pg.control_url}/people"
    rebound = await call.request("POST", url, json={"name": "A"}, headers={"Host": "jahat.example"})
    simple = await call.request("POST", url, data='{"name": "A"}', headers={"Content-Type": "text/plain"})
    assert (rebound.status, simple.status, pg.world.people) == (403, 400, {})


async def test_the_index_names_every_method_and_address(control: Control) -> None:
    index = (await control.get("")).body
    assert {"sendMessage", "answerGuestQuery", "getUpdates"} <= set(index["methods"])
    assert "/control/chats/{chat}/press" in index["control"]
