"""How the bot presents itself to Telegram."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.running import lifecycle
from bot.channels.telegram.running.setup import present
from bot.playground import Person, Playground

from ..conftest import Run
from ..kopi import STRONG, make_dialogue

pytestmark = pytest.mark.usefixtures("sari")


@pytest.fixture(autouse=True)
def presented(unpresented: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undoes what conftest.py does for the others."""
    monkeypatch.setattr(lifecycle, "present", present)


async def set_calls(pg: Playground, run: Run, assistant: Assistant) -> list[str]:
    pg.clear_calls()
    async with run(assistant):
        await pg.wait_call("getChatMenuButton")
        await pg.wait_until(lambda: len(pg.calls()) > 7 or None, 2, "too few calls")
    return [call.method for call in pg.calls() if call.method.startswith("set")]


async def test_commands_are_set_for_people_and_groups_in_two_languages(
    pg: Playground, run: Run, assistant: Assistant
) -> None:
    await set_calls(pg, run, assistant)
    found = pg.bot.profile.commands
    assert len(found) == 4
    assert {command["command"] for commands in found.values() for command in commands} == {
        "start", "menu", "cari", "tanya", "bantuan", "bantuan_darurat", "privasi", "data", "hapus",
    }  # fmt: skip
    described = {command["description"] for commands in found.values() for command in commands}
    assert {"cmd_menu", "cmd_en_menu"} <= described


async def test_a_second_start_sets_nothing_again(pg: Playground, run: Run, assistant: Assistant) -> None:
    first = await set_calls(pg, run, assistant)
    assert set(first) >= {"setMyCommands", "setMyDescription", "setMyShortDescription"}
    assert await set_calls(pg, run, assistant) == []


async def test_a_bot_that_cannot_present_itself_answers_all_the_same(
    pg: Playground, run: Run, assistant: Assistant, sari: Person
) -> None:
    pg.plan_fault("setMyCommands", times=0, code=429, retry_after=600)
    async with run(assistant):
        assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_bot_with_terms_has_the_command_for_them(pg: Playground, run: Run) -> None:
    await set_calls(pg, run, Assistant(make_dialogue(terms=(STRONG,))))
    found = pg.bot.profile.commands
    assert "istilah" in {command["command"] for commands in found.values() for command in commands}
