"""Commands of administrators: theirs alone, by number, in private; for everybody else there are none."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering.administration import Administration, Notice
from bot.channels.telegram.running import housekeeping, lifecycle
from bot.channels.telegram.running.housekeeping import weekly
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.playground import Person, Playground
from bot.storage.database import Database

from ..conftest import polled


def dot() -> bytes:
    """The smallest picture there is: one grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


class Desk:
    """Says which of its doors was used."""

    def __init__(self) -> None:
        self.told: Callable[[str], Awaitable[None]] | None = None

    async def statistics(self) -> Notice:
        return Notice("angka", dot())

    async def gaps(self) -> Notice:
        return Notice("celah <b>tebal</b>")

    async def digest(self) -> Notice:
        return Notice("ringkasan", dot())

    async def reload(self) -> Notice:
        return Notice("dimuat")

    async def watch(self, tell: Callable[[str], Awaitable[None]]) -> None:
        self.told = tell
        await asyncio.Event().wait()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def dosen(pg: Playground) -> Person:
    return pg.person("Bu Dosen")


@pytest.fixture(autouse=True)
async def administered(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database, desk: Desk, dosen: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[None]:  # fmt: skip
    async def silent(*_args: object) -> None: ...

    # Whether it is a Monday must not matter here.
    monkeypatch.setattr(lifecycle, "weekly", silent)
    dosen.begin()
    given = settings.model_copy(update={"admins": (dosen.id,)})
    stop = asyncio.Event()
    async with polled(pg, run_polling(given, assistant, database, stop, desk), stop):
        await pg.wait_until(lambda: desk.told, 5, "not watched")
        yield


async def test_figures_come_as_a_picture_and_a_text(pg: Playground, dosen: Person) -> None:
    dosen.send("/statistik")
    picture, text = await dosen.wait_replies(2)
    assert picture.raw["photo"]
    assert text.text == "angka"


async def test_gaps_are_shown_as_they_were_written(dosen: Person) -> None:
    assert (await dosen.ask("/celah")).text == "celah <b>tebal</b>"


async def test_loading_says_first_that_it_takes_a_moment(dosen: Person) -> None:
    dosen.send("/muat_ulang")
    assert [reply.text for reply in await dosen.wait_replies(2)] == ["admin_reloading", "dimuat"]


@pytest.mark.parametrize("command", ["/statistik", "/celah", "/muat_ulang"])
async def test_for_anybody_else_it_is_a_question_like_any_other(sari: Person, command: str) -> None:
    assert (await sari.ask(command)).text.split()[0] in ("fallback", "clarify")


async def test_in_a_group_an_administrator_is_a_member_like_any_other(pg: Playground, dosen: Person) -> None:
    there = dosen.at(pg.group("Kelas", [dosen]))
    await there.wait_reply()
    there.send("/statistik")
    assert await there.stays_quiet(0.3)


async def test_a_command_that_somebody_else_wrote_and_was_forwarded_is_not_obeyed(
    pg: Playground, dosen: Person
) -> None:
    await dosen.ask("/menu")
    chat = {"id": dosen.id, "type": "private", "first_name": "Bu Dosen"}
    sender = {"id": dosen.id, "is_bot": False, "first_name": "Bu Dosen"}
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Orang"}
    pg.inject({"message": {"message_id": 900, "date": 1, "chat": chat, "from": sender, "text": "/muat_ulang",
                           "forward_origin": origin}})  # fmt: skip
    assert (await dosen.wait_reply()).text != "admin_reloading"


async def test_new_knowledge_is_told_to_administrators_once(desk: Desk, dosen: Person, sari: Person) -> None:
    await sari.ask("/menu")
    assert desk.told
    await desk.told("berubah")
    await desk.told("berubah")
    assert (await dosen.wait_reply()).text == "berubah"
    assert await dosen.stays_quiet(0.2)
    assert await sari.stays_quiet(0.1)


@pytest.mark.parametrize(
    ("moment", "times"),
    [
        (datetime(2026, 11, 23, 7, 5), 1), (datetime(2026, 11, 23, 6, 55), 0), (datetime(2026, 11, 24, 12), 0),
    ],
)  # fmt: skip
async def test_the_digest_comes_on_monday_morning_and_once(
    database: Database, moment: datetime, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    monkeypatch.setattr(housekeeping, "LOOK_SECONDS", 0.01)

    async def send() -> None:
        sent.append(1)

    works = [asyncio.create_task(weekly(database, send, lambda: moment)) for _ in range(2)]
    await asyncio.sleep(0.3)
    for work in works:
        work.cancel()
    assert len(sent) == times


async def test_their_commands_are_shown_to_them_alone(pg: Playground, dosen: Person, sari: Person) -> None:
    await sari.ask("/menu")
    await dosen.ask("/menu")
    shown = [call.params for call in pg.calls("setMyCommands") if "statistik" in str(call.params)]
    assert [str(dosen.id) in str(params["scope"]) for params in shown] == [True, True]  # in two languages
    await dosen.ask("/menu")
    assert len([call for call in pg.calls("setMyCommands") if "statistik" in str(call.params)]) == 2


async def test_commands_that_cannot_be_shown_hold_up_no_answer(pg: Playground, dosen: Person) -> None:
    pg.plan_fault("getMyCommands", code=400, description="Bad Request: chat not found")
    assert (await dosen.ask("/menu")).text == "menu"


def test_without_a_desk_there_are_no_commands() -> None:
    administration = Administration(None, frozenset({1}), None)  # type: ignore[arg-type]
    message = type("M", (), {"from_user": None, "chat": type("C", (), {"type": "private"})(), "text": "/celah"})()
    assert administration.asked(message) == ""


@pytest.mark.parametrize("command", ["/statistik", "/celah", "/muat_ulang"])
async def test_an_administrator_in_danger_is_helped_whatever_command_stands_before_it(
    dosen: Person, command: str
) -> None:
    assert (await dosen.ask(f"{command} aku ingin mati saja")).text.startswith("Kamu tidak sendiri.")
