"""What a person may ask about what is kept of them, over HTTP: told, copied, deleted, objected to; theirs alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from bot.assistant import Assistant
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.playground import Group, Message, Person, Playground
from bot.storage.database import ChatName, Database
from bot.storage.database.tables import metadata

from ..conftest import Run, settled
from ..kopi import make_dialogue

NOTICE = "telegram_notice 12"
# angka, gagal, hari, jam, obrolan: as the database keeps things, but for the days of the settings.
TEXT = "telegram_privacy 365 7 12 48 1"


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    """One that tells what is logged."""
    made = make_dialogue()
    made.knowledge = replace(
        made.knowledge, phrases=made.knowledge.phrases | {"telegram_notice": ("telegram_notice {hari}",)}
    )
    return made


@pytest.fixture
def settings(pg: Playground) -> Settings:
    return Settings(_env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, send_limits=False, retention_days=12)


@pytest.fixture(autouse=True)
async def bot(run: Run, assistant: Assistant) -> AsyncIterator[None]:
    async with run(assistant):
        yield


@pytest.fixture
def group(pg: Playground, sari: Person) -> Group:
    return pg.group("Kelas", [sari])


async def questions(database: Database) -> list[str]:
    return sorted(turn.question for turn in await database.log.turns())


async def asked(person: Person, *texts: str) -> None:
    for text in texts:
        await person.ask(text)


def kept(folder: Path, database: Database, person: Person) -> dict[str, int]:
    """How many rows of each table are about a person."""
    engine = create_engine(f"sqlite:///{folder / 'bot.db'}")
    pseudonym = database._access.names(ChatName.private(person.id)).person
    with engine.connect() as connection:
        rows = {table.name: connection.execute(select(table)).all() for table in metadata.sorted_tables}
    engine.dispose()
    found = {name: sum(pseudonym in map(str, row) for row in those) for name, those in rows.items()}
    return {name: number for name, number in found.items() if number}


def content(pg: Playground, message: Message) -> dict[str, Any]:
    """What is in the file that came with a message."""
    file = pg.world.files.get(message.raw["document"]["file_id"])
    assert file is not None
    found: dict[str, Any] = json.loads(file.content)
    return found


# -- being told -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/privasi", "/privacy", "/PRIVASI"])
async def test_the_privacy_text_has_the_periods_that_are_in_force_and_the_choices(sari: Person, command: str) -> None:
    told = await sari.ask(command)
    assert told.text == TEXT
    assert [button.data for button in told.buttons] == ["p:data", "p:hapus", "p:tanpa-catatan", "m"]


@pytest.mark.parametrize("command", ["/privasi", "/privacy", "/data", "/hapus"])
async def test_in_a_group_it_is_only_explained_for_others_read_along(
    pg: Playground, group: Group, sari: Person, database: Database, command: str
) -> None:
    await asked(sari, "halo", "apa itu robusta")
    there = sari.at(group)
    await there.wait_reply()
    told = await there.ask(command)
    assert (told.text, told.buttons) == (TEXT, ())
    assert not pg.calls("sendDocument")
    assert await questions(database) == ["apa itu robusta"]


async def test_the_first_reply_carries_the_notice_and_nothing_asked_before_it_is_logged(
    sari: Person, database: Database
) -> None:
    first, second = await sari.ask("apa itu robusta"), await sari.ask("apa itu kopi tubruk")
    assert first.text.endswith(f"\n\n{NOTICE}")
    assert NOTICE not in second.text
    await settled(database)
    assert await questions(database) == ["apa itu kopi tubruk"]


async def test_help_in_danger_carries_no_notice_and_the_first_reply_after_it_does(sari: Person) -> None:
    alarm = await sari.ask("aku ingin mati saja")
    assert NOTICE not in alarm.text
    assert NOTICE not in (await sari.ask("aku takut")).text
    await sari.press(alarm, "button_not_meant")
    assert NOTICE in (await sari.wait_reply()).text


async def test_a_group_is_not_given_the_notice_and_what_is_asked_there_is_not_logged(
    group: Group, sari: Person, database: Database
) -> None:
    there = sari.at(group)
    await there.wait_reply()
    assert NOTICE not in (await there.ask("/tanya apa itu robusta")).text
    await asked(there, "/tanya apa itu kopi tubruk")
    await settled(database)
    assert await questions(database) == []


async def test_who_did_not_get_the_notice_is_not_taken_to_have_read_it(
    pg: Playground, sari: Person, database: Database
) -> None:
    pg.plan_fault("sendMessage", code=403)
    sari.send("halo")
    await pg.wait_call("sendMessage")
    assert NOTICE in (await sari.ask("apa itu robusta")).text
    await settled(database)
    assert await questions(database) == []


# -- a copy -----------------------------------------------------------------------------------------------------


async def test_a_copy_comes_as_a_file_with_what_is_kept_of_its_person_alone(pg: Playground, sari: Person) -> None:
    budi = pg.person("Budi")
    await asked(sari, "halo", "apa itu robusta")
    await asked(budi, "halo", "apa itu kopi tubruk")
    found = content(pg, await sari.ask("/data"))
    assert [turn["isi"] for turn in found["pertanyaan"]] == ["apa itu robusta"]
    assert found["boleh_dicatat"] is True
    assert "tubruk" not in json.dumps(found["pertanyaan"])
    assert len(found["keadaan_obrolan"]) == 1


async def test_the_button_below_the_privacy_text_brings_the_copy_as_well(pg: Playground, sari: Person) -> None:
    told = await sari.ask("/privasi")
    await sari.press(told, "button_my_data")
    copy = await sari.wait_reply()
    assert copy.text == "telegram_data"
    assert copy.raw["document"]["file_name"] == "dataku.json"
    assert content(pg, copy)["pertanyaan"] == []


# -- deletion ---------------------------------------------------------------------------------------------------


async def test_deletion_is_asked_about_first(sari: Person, database: Database) -> None:
    await asked(sari, "halo", "apa itu robusta")
    sure = await sari.ask("/hapus")
    assert sure.text == "telegram_forget"
    assert await questions(database) == ["apa itu robusta"]


async def test_deletion_leaves_no_row_and_is_the_same_a_second_time(
    sari: Person, database: Database, tmp_path: Path
) -> None:
    await asked(sari, "halo", "apa itu robusta")
    assert kept(tmp_path, database, sari)
    for _ in range(2):
        sure = await sari.ask("/hapus")
        await sari.press(sure, "button_forget_yes")
        assert (await sari.wait_edit(sure)).text == "telegram_forgotten"
        await settled(database)
        assert kept(tmp_path, database, sari) == {}


async def test_after_deletion_a_person_is_a_stranger_who_is_told_anew(sari: Person, database: Database) -> None:
    await asked(sari, "halo", "apa itu robusta")
    sure = await sari.ask("/hapus")
    await sari.press(sure, "button_forget_yes")
    await sari.wait_edit(sure)
    await settled(database)
    assert NOTICE in (await sari.ask("apa itu kopi tubruk")).text


async def test_deletion_takes_along_what_still_waits_and_what_is_being_answered(
    pg: Playground, sari: Person, database: Database, tmp_path: Path
) -> None:
    await sari.ask("halo")
    sure = await sari.ask("/hapus")
    pg.delay(0.3, "sendMessage")
    sari.send("apa itu robusta")
    sari.press(sure, "button_forget_yes")
    for _ in range(5):
        sari.send("apa itu kopi tubruk")
    await sari.wait_edit(sure)
    await settled(database)
    assert kept(tmp_path, database, sari) == {}


@pytest.mark.parametrize("choice", ["p:hapus-ya", "p:data", "p:tanpa-catatan"])
async def test_another_persons_press_concerns_that_person_alone(
    pg: Playground, sari: Person, database: Database, tmp_path: Path, choice: str
) -> None:
    await asked(sari, "halo", "apa itu robusta")
    await settled(database)
    before, budi = kept(tmp_path, database, sari), pg.person("Budi")
    menu = await budi.ask("/menu")
    await budi.press(menu, choice, forged=True)
    await settled(database)
    assert kept(tmp_path, database, sari) == before


@pytest.mark.parametrize("choice", ["p:hapus-ya", "p:data", "p:tanpa-catatan", "p:hapus"])
async def test_in_a_group_none_of_the_choices_does_anything(
    pg: Playground, group: Group, sari: Person, database: Database, choice: str
) -> None:
    budi = pg.person("Budi")
    await asked(sari, "halo", "apa itu robusta")
    there = sari.at(group)
    await there.wait_reply()
    menu = await there.ask("/menu")
    for person in (sari, budi):
        await person.at(group).press(menu, choice, forged=True)
    await settled(database)
    assert "apa itu robusta" in await questions(database)
    assert (await database.people.standing(ChatName.private(sari.id))).opted_out is False
    assert not pg.calls("sendDocument")


# -- objection --------------------------------------------------------------------------------------------------


async def test_who_objects_is_no_longer_logged_and_can_agree_again(sari: Person, database: Database) -> None:
    await sari.ask("halo")
    told = await sari.ask("/privasi")
    await sari.press(told, "button_no_log")
    assert (await sari.wait_edit(told)).text == "telegram_not_logged"
    await asked(sari, "apa itu robusta")
    await settled(database)
    assert await questions(database) == []
    told = await sari.ask("/privasi")
    await sari.press(told, "button_log")
    assert (await sari.wait_edit(told)).text == "telegram_logged 12"
    await asked(sari, "apa itu kopi tubruk")
    await settled(database)
    assert await questions(database) == ["apa itu kopi tubruk"]


async def test_who_objects_before_anything_else_never_gets_the_notice(sari: Person) -> None:
    told = await sari.ask("/privasi")
    await sari.press(told, "button_no_log")
    await sari.wait_edit(told)
    assert NOTICE not in (await sari.ask("apa itu robusta")).text


# -- words of danger behind a command ---------------------------------------------------------------------------

CRY = "aku ingin mati saja"
HELP = "Kamu tidak sendiri."


@pytest.mark.parametrize(
    ("command", "button", "opened"),
    [
        ("/hapus", "button_forget", "telegram_forget"),
        ("/data", "button_my_data", "telegram_data"),
        ("/privasi", "cmd_privasi", TEXT),
        ("/privacy", "cmd_privasi", TEXT),
    ],
)
async def test_words_of_danger_behind_a_command_get_the_help_and_a_button_for_the_command(
    sari: Person, command: str, button: str, opened: str
) -> None:
    await sari.ask(CRY)
    usual = await sari.ask(CRY)
    help_ = await sari.ask(f"{command} {CRY}")
    assert help_.text.startswith(HELP)
    assert help_.labels == (*usual.labels, button)
    await sari.press(help_, button)
    assert (await sari.wait_reply()).text == opened
    assert sari.messages()[-2].text == help_.text, "the help stays to be read"


async def test_words_without_danger_behind_a_command_change_nothing_also_within_a_talk_about_danger(
    sari: Person,
) -> None:
    assert (await sari.ask("/hapus semua dataku")).text == "telegram_forget"
    await sari.ask(CRY)
    assert (await sari.ask("/hapus semua dataku")).text == "telegram_forget"


async def test_in_a_group_words_of_danger_behind_a_command_get_the_short_text(sari: Person, group: Group) -> None:
    there = sari.at(group)
    await there.wait_reply()
    help_ = await there.ask(f"/privasi {CRY}")
    assert help_.text.startswith("Tulis ke aku secara pribadi, ya.")
    assert "cmd_privasi" not in help_.labels
