"""Names, descriptions, commands and the menu button, by language and scope."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, Playground

from ..conftest import Caller

COMMANDS = [{"command": "mulai", "description": "Mulai"}]


async def test_commands_are_kept_by_scope_and_language(call: Caller) -> None:
    private = {"type": "all_private_chats"}
    await call("setMyCommands", commands=COMMANDS, scope=private, language_code="id")
    assert (await call("getMyCommands", scope=private, language_code="id")).result == COMMANDS
    assert (await call("getMyCommands", scope=private)).result == []
    assert (await call("getMyCommands", language_code="id")).result == []


async def test_deleted_commands_are_gone(call: Caller) -> None:
    await call("setMyCommands", commands=COMMANDS)
    assert (await call("deleteMyCommands")).result is True
    assert (await call("getMyCommands")).result == []


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({}, "can't parse commands: expected an Array"),
        ({"commands": [{"command": "Mulai!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": COMMANDS * 101}, "BOT_COMMANDS_TOO_MUCH"),
        (
            {"commands": COMMANDS, "scope": {"type": "moon"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": COMMANDS, "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
        ({"commands": COMMANDS, "language_code": "indonesia"}, "invalid language code specified"),
    ],
)
async def test_commands_are_refused_in_telegrams_words(call: Caller, params: dict[str, Any], error: str) -> None:
    assert (await call("setMyCommands", **params)).error == f"400 Bad Request: {error}"


@pytest.mark.parametrize(("what", "most"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_texts_about_the_bot_are_kept_by_language_and_limited(call: Caller, what: str, most: int) -> None:
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    await call(f"setMy{what}", **{field: "umum"})
    await call(f"setMy{what}", **{field: "Inggris"}, language_code="en")
    assert (await call(f"getMy{what}", language_code="en")).result == {field: "Inggris"}
    assert (await call(f"getMy{what}", language_code="id")).result == {field: "umum"}
    assert (await call(f"setMy{what}", **{field: "x" * (most + 1)})).status == 400


async def test_a_new_name_is_the_name_people_see(pg: Playground, call: Caller, sari: Person) -> None:
    await call("setMyName", name="Tanya")
    sent = (await call("sendMessage", chat_id=sari.id, text="a")).result
    assert (sent["from"]["first_name"], (await call("getMe")).result["first_name"]) == ("Tanya", "Tanya")


async def test_the_menu_button_of_a_chat_falls_back_to_the_general_one(call: Caller, sari: Person) -> None:
    app = {"type": "web_app", "text": "Buka", "web_app": {"url": "https://contoh.id"}}
    assert (await call("getChatMenuButton")).result == {"type": "commands"}
    await call("setChatMenuButton", menu_button=app)
    assert (await call("getChatMenuButton", chat_id=sari.id)).result == app
    await call("setChatMenuButton", chat_id=sari.id, menu_button={"type": "commands"})
    assert (await call("getChatMenuButton", chat_id=sari.id)).result == {"type": "commands"}


async def test_an_unknown_menu_button_is_refused(call: Caller) -> None:
    answer = await call("setChatMenuButton", menu_button={"type": "moon"})
    assert answer.error == "400 Bad Request: can't parse menu button: Unsupported menu button type specified"
