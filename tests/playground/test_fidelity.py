"""Answers and updates against the models of aiogram, and against the published schema where there is a copy.

The schema is api.json of PaulSonOfLars/telegram-bot-api-spec; BOT_API_SPEC says where it is. aiogram's models
are those of a later Bot API, so that a field they do not know is an invention of the playground.
"""

from __future__ import annotations

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.playground import Person, Playground
from bot.playground.methods import registry
from bot.playground.people.input_message import InputMessage

from .conftest import Caller

Json = dict[str, Any]
KEYBOARD: Json = {
    "inline_keyboard": [
        [
            {"text": "Ya", "callback_data": "ya", "style": "primary"},
            {"text": "Situs", "url": "https://contoh.id/"},
        ],
        [
            {"text": "Salin", "copy_text": {"text": "0811"}},
            {"text": "Cari", "switch_inline_query_current_chat": ""},
        ],
    ]
}
ARTICLE: Json = {
    "type": "article",
    "id": "1",
    "title": "Judul",
    "input_message_content": {"message_text": "<b>isi</b>", "parse_mode": "HTML"},
    "reply_markup": KEYBOARD,
}
MARKED_UP = (
    "<b>a</b> <i>b</i> <u>c</u> <s>d</s> <tg-spoiler>e</tg-spoiler> <code>f</code> <pre>g</pre> "
    '<pre><code class="language-python">h</code></pre> <blockquote>i</blockquote> '
    '<blockquote expandable>j</blockquote> <a href="https://contoh.id/">k</a> '
    '<a href="tg://user?id=5000001">l</a> '
    "/mulai @seseorang #tanda $IDR a@contoh.id https://contoh.id +6281234567890"
)
SPEC = Path(os.environ.get("BOT_API_SPEC") or Path(__file__).with_name("bot-api-10.0.json"))


@pytest.fixture
async def updates(pg: Playground, call: Caller, sari: Person) -> list[Json]:
    """A day in the life of the playground: every method is called, every action of people done."""
    every = [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "my_chat_member",
        "poll",
        "poll_answer",
    ]
    await call("getUpdates", allowed_updates=[*every, "message_reaction", "guest_message"])
    await about_the_bot(call, sari)
    await about_messages(call, sari)
    await about_polls(call, sari)
    await about_people(pg, call, sari)
    found: list[Json] = (await call("getUpdates")).result
    await call("setWebhook", url="http://127.0.0.1:9/hook", max_connections=5)
    await pg.wait_until(lambda: pg.bot.webhook and pg.bot.webhook.last_error, 5, "no delivery")
    await call("getWebhookInfo")
    await call("deleteWebhook")
    await call("close")
    await call("logOut")
    return found


async def about_the_bot(call: Caller, sari: Person) -> None:
    await call("getMe")
    for what in ("Name", "Description", "ShortDescription"):
        field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
        await call(f"setMy{what}", **{field: "Tanya"})
        await call(f"getMy{what}")
    await call("setMyCommands", commands=[{"command": "mulai", "description": "Mulai"}])
    await call("getMyCommands")
    await call("deleteMyCommands")
    await call("setChatMenuButton", chat_id=sari.id, menu_button={"type": "commands"})
    await call("getChatMenuButton", chat_id=sari.id)
    await call("getChat", chat_id=sari.id)
    await call("getChatMember", chat_id=sari.id, user_id=sari.id)
    await call("getChatMemberCount", chat_id=sari.id)


async def about_messages(call: Caller, sari: Person) -> None:
    asked = sari.send("halo /mulai https://contoh.id")
    sent = await call(
        "sendMessage",
        chat_id=sari.id,
        text=MARKED_UP,
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        protect_content=True,
        reply_parameters={"message_id": asked.id, "quote": "halo"},
        link_preview_options={"is_disabled": True},
    )
    target = {"chat_id": sari.id, "message_id": sent.result["message_id"]}
    await call("editMessageText", **target, text="baru", reply_markup=KEYBOARD)
    await call("editMessageReplyMarkup", **target)
    await call("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "👍"}])
    await call("pinChatMessage", **target)
    await call("getChat", chat_id=sari.id)
    await call("unpinChatMessage", **target)
    await about_files(call, sari)


async def about_files(call: Caller, sari: Person) -> None:
    photo = (
        await call("sendPhoto", chat_id=sari.id, photo="https://contoh.id/a.png", caption="a", has_spoiler=True)
    ).result
    await call("editMessageCaption", chat_id=sari.id, message_id=photo["message_id"], caption="b")
    form = aiohttp.FormData({"chat_id": str(sari.id)})
    form.add_field("document", b"isi", filename="isi.txt", content_type="text/plain")
    document = (await call.post("sendDocument", data=form)).result
    await call("getFile", file_id=document["document"]["file_id"])
    await call("sendChatAction", chat_id=sari.id, action="typing")
    await call("sendMessageDraft", chat_id=sari.id, draft_id=1, text="a")
    await call("deleteMessages", chat_id=sari.id, message_ids=[document["message_id"]])
    await call("deleteMessage", chat_id=sari.id, message_id=photo["message_id"])


async def about_polls(call: Caller, sari: Person) -> None:
    quiz = {"type": "quiz", "correct_option_ids": [1], "explanation": "<b>Dua</b>", "explanation_parse_mode": "HTML"}
    options = [{"text": "satu"}, {"text": "dua"}]
    poll = (
        await call(
            "sendPoll", chat_id=sari.id, question="Berapa?", options=options, is_anonymous=False, reply_markup=KEYBOARD,
            **quiz,
        )
    ).result  # fmt: skip
    sari.vote(sari.messages()[-1], "dua")
    await call("stopPoll", chat_id=sari.id, message_id=poll["message_id"], reply_markup=KEYBOARD)
    await call("sendPoll", chat_id=sari.id, question="Apa?", options=options, open_period=60)
    sari.vote(sari.messages()[-1], "satu")


async def about_people(pg: Playground, call: Caller, sari: Person) -> None:
    for kind in ("photo", "voice", "sticker", "document"):
        sari.send_file(kind, "keterangan")
    contact = {"contact": {"phone_number": "1", "first_name": "A"}}
    sari.send_message(InputMessage(extra=contact))
    sari.edit(sari.send("a", forwarded_from="Seseorang"), "b")
    sari.send("balas", reply_to=sari.send("c", forwarded_from=pg.person("Budi", username="budi_s")))
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    question = await sari.wait_reply()
    await answer_all(call, sari.press(question, "Ya").query.id, sari.inline("a").query.id)
    sari.react(question, "👍")
    asked = sari.inline("b")
    await call("answerInlineQuery", inline_query_id=asked.query.id, results=[ARTICLE])
    sari.press(sari.choose(asked, "1"), "Ya")
    group = pg.group("Kelas", [sari])
    sari.at(group).send("/mulai")
    await call("getChat", chat_id=group.id)
    await call("getChatMember", chat_id=group.id, user_id=424242)
    await call("leaveChat", chat_id=group.id)
    summoned = sari.at(pg.group("Luar", [sari], with_bot=False)).summon("@bot_424242_bot?")
    await call("answerGuestQuery", guest_query_id=summoned.query.id, result=ARTICLE)
    sari.block()
    sari.unblock()
    pg.group("Lama", [sari]).migrate()


async def answer_all(call: Caller, callback_id: str, inline_id: str) -> None:
    await call("answerCallbackQuery", callback_query_id=callback_id, text="a")
    button = {"text": "Buka", "start_parameter": "a"}
    await call("answerInlineQuery", inline_query_id=inline_id, results=[ARTICLE], button=button)


async def test_every_method_is_called_and_answers(pg: Playground, updates: list[Json]) -> None:
    answered = {call.method for call in pg.calls() if call.ok}
    assert set(registry.names()) - answered == set()
    assert [call.answer for call in pg.calls() if not call.ok] == []


@pytest.fixture(scope="module")
def aiogram() -> Any:
    """Its models take seconds to make: not in every process that only collects these tests."""
    return import_module("aiogram")


async def test_no_answer_breaks_the_models_of_aiogram(pg: Playground, updates: list[Json], aiogram: Any) -> None:
    problems = []
    for call in pg.calls():
        model = getattr(aiogram.methods, call.method[0].upper() + call.method[1:])
        problems += complaints(call.method, model.__returning__, call.result)
    assert problems == []


async def test_no_update_breaks_the_models_of_aiogram(updates: list[Json], aiogram: Any) -> None:
    kinds = {name for update in updates for name in update} - {"update_id"}
    assert kinds == {
        *("message", "edited_message", "callback_query", "inline_query", "chosen_inline_result"),
        *("my_chat_member", "message_reaction", "guest_message", "poll", "poll_answer"),
    }
    assert [problem for update in updates for problem in complaints("update", aiogram.types.Update, update)] == []


def test_an_invented_a_missing_and_a_mistyped_field_would_be_noticed(aiogram: Any) -> None:
    user = {"id": 1, "is_bot": False, "first_name": "A"}
    assert complaints("user", aiogram.types.User, user) == []
    for wrong in ({**user, "colour": "red"}, {"id": 1}, {**user, "id": "satu"}):
        assert complaints("user", aiogram.types.User, wrong) != []


def complaints(what: str, expected: Any, value: Any) -> list[str]:
    """What a model refuses, and what it does not know."""
    try:
        parsed = TypeAdapter(expected).validate_python(value)
    except ValidationError as error:
        return [f"{what}: {error}"]
    return [f"{what}: unknown {path}" for path in unknown(parsed)]


def unknown(value: Any, path: str = "") -> list[str]:
    if isinstance(value, list):
        return [found for each in value for found in unknown(each, path)]
    if not isinstance(value, BaseModel):
        return []
    extra = [f"{path}.{name}" for name in value.model_extra or {}]
    return extra + [
        found for name in type(value).model_fields for found in unknown(getattr(value, name), f"{path}.{name}")
    ]


@pytest.fixture
def spec() -> Json:
    if not SPEC.is_file():
        pytest.skip("no copy of the schema; set BOT_API_SPEC")
    loaded: Json = json.loads(SPEC.read_text())
    return loaded


async def test_no_answer_and_no_update_breaks_the_published_schema(
    pg: Playground, updates: list[Json], spec: Json
) -> None:
    problems = [problem for update in updates for problem in breaks(spec, ["Update"], update, "update")]
    for call in pg.calls():
        problems += breaks(spec, spec["methods"][call.method]["returns"], call.result, call.method)
    assert problems == []


async def test_every_parameter_of_the_schema_is_taken_without_complaint(
    pg: Playground, updates: list[Json], spec: Json
) -> None:
    problems = []
    for call in pg.calls():
        fields = {field["name"]: field["types"] for field in spec["methods"][call.method].get("fields", [])}
        problems += [f"{call.method}.{name}" for name in call.params if name not in fields]
    assert problems == []


def test_the_schema_would_notice_as_much(spec: Json) -> None:
    user = {"id": 1, "is_bot": False, "first_name": "A"}
    assert breaks(spec, ["User"], user, "") == []
    for wrong in ({**user, "colour": "red"}, {"id": 1}, {**user, "id": "1"}, [user], {**user, "is_bot": 0}):
        assert breaks(spec, ["User"], wrong, "") != []


def breaks(spec: Json, allowed: list[str], value: Any, path: str) -> list[str]:
    """Where a value is none of the allowed types; the complaints of the closest type."""
    tries = [breaks_type(spec, name, value, path) for name in allowed]
    return min(tries, key=len) if tries else []


def breaks_type(spec: Json, name: str, value: Any, path: str) -> list[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{path}: no array"]
        return [p for n, each in enumerate(value) for p in breaks(spec, [name[9:]], each, f"{path}[{n}]")]
    simple = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": (int, float)}
    if name in simple:
        right = isinstance(value, simple[name]) and (name in {"Boolean", "True"} or not isinstance(value, bool))
        return [] if right else [f"{path}: no {name}"]
    described = spec["types"][name]
    if described.get("subtypes"):
        return breaks(spec, described["subtypes"], value, path)
    if not isinstance(value, dict):
        return [f"{path}: no {name}"]
    fields = {field["name"]: field for field in described.get("fields", [])}
    problems = [f"{path}.{key}: unknown in {name}" for key in value if key not in fields]
    for key, field in fields.items():
        if key in value:
            problems += breaks(spec, field["types"], value[key], f"{path}.{key}")
        elif field["required"]:
            problems.append(f"{path}.{key}: missing")
    return problems
