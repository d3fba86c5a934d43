"""People who write what nobody would write, or as much as nobody would."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering import handlers
from bot.channels.telegram.answering.pace import PRIVATE
from bot.channels.telegram.intake import dispatching
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.core.language.redaction import redact
from bot.core.turns import Conversation, Utterance
from bot.playground import Person, Playground
from bot.storage.database import ChatName, Database
from tests.channels.telegram.conftest import Run, polled
from tests.channels.telegram.kopi import make_knowledge

from . import fleet
from .conftest import settled, soon

# Seconds of CPU for the longest message there can be. Measured: a tenth of it.
CPU_SECONDS = 0.3
LONGEST = 4096


@pytest.fixture(scope="module")
def thorough() -> Dialogue:
    """With the detector that looks for danger, which other tests leave out."""
    return Dialogue(make_knowledge(), {})


@pytest.mark.parametrize(
    "text",
    [
        "a" * LONGEST, " ".join(f"kata{number}" for number in range(900))[:LONGEST], "\ufdfa" * LONGEST,
        "e" + "\u0301" * (LONGEST - 1), "ha" * 2000 + "!", " " * LONGEST + "x", "a " * 2000, "aA" * 2000,
        "di" * 2000, "-" * LONGEST, "ｆ" * LONGEST, "👨‍👩‍👧‍👦" * 372, "m a u m a t i " * 290,
        "/" * LONGEST, "1 2 " * 1000,
    ],
    ids=lambda text: f"{text[:4]}-{len(text)}",
)  # fmt: skip
def test_case_45_47_no_text_takes_long(thorough: Dialogue, text: str) -> None:
    started = time.process_time()
    turn = thorough.respond(Utterance(text, 1.0), Conversation())
    redact(text)
    assert time.process_time() - started < CPU_SECONDS
    assert turn.reply.text or turn.reply.passages


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "text",
    [
        "\u202eapa itu robusta\u202c", "apa itu ro\u200bbu\u200dsta", "\u2066apa itu robusta\u2069",
        "apa itu \ud83d robusta", "apa itu\x00robusta", "apa itu 👨‍👩‍👧‍👦 robusta", "\x1b[31mapa itu robusta\x1b[0m",
        "apa itu robusta\r\n\r\n", "ａｐａ ｉｔｕ ｒｏｂｕｓｔａ",
    ],
    ids=ascii,
)  # fmt: skip
async def test_case_46_invisible_and_broken_characters_stop_nothing_and_are_not_kept(
    pg: Playground, sari: Person, database: Database, text: str
) -> None:
    await database.people.notice_shown(ChatName.private(sari.id))
    sari.begin()
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    pg.inject({"message": {"message_id": 5, "date": 1, "chat": chat, "from": sari.user.json(), "text": text}})
    reply = await sari.wait_reply()
    assert reply.text.startswith("Robusta")
    await sari.ask("/menu")
    kept = "".join(turn.question for turn in await database.log.turns())
    assert kept.isprintable()
    assert not set(text) & set("\u202e\u2066\u200b\ud83d\x00\x1b") & set(kept)


# The bait of regular expressions has to be as good as free. The quickest of a few: a machine that is busy is no trap.
BAIT_SECONDS = 0.05


@pytest.mark.parametrize(
    "text",
    [
        "ha" * 2000 + "!",
        "a" * 4000,
        " " * 4000,
        " " * 4000 + "x",
        "x\n" + " " * 4000 + "y",
        "1) " * 1300,
        "\t" * 4000 + "-",
    ],
    ids=["ha", "a", "blanks", "blanks-x", "lines", "marks", "tabs"],
)
def test_case_47_bait_for_regular_expressions_takes_no_time(thorough: Dialogue, text: str) -> None:
    taken = []
    for _ in range(3):
        started = time.process_time()
        thorough.respond(Utterance(text, 1.0), Conversation())
        redact(text)
        taken.append(time.process_time() - started)
    assert min(taken) < BAIT_SECONDS, taken


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "name", ["</b><a href=x>", "_*[]()~`>#+-=|{}.!", "😀" * 64, "&lt;b&gt;", "{nama}", "%s%n", "\u202eiraS", "-"]
)
async def test_case_48_whatever_somebody_is_called_the_replies_are_those_that_everybody_gets(
    pg: Playground, name: str
) -> None:
    person, budi = pg.person(name, last_name=name), pg.person("Budi")
    for text in ("/start", "apa itu robusta", "berapa harga emas hari ini", "aku ingin mati saja", "/privasi"):
        named, usual = await person.ask(text), await budi.ask(text)
        assert (named.text, named.entities, named.labels) == (usual.text, usual.entities, usual.labels)
    group = pg.group(name, [person])
    await person.at(group).wait_reply()
    assert (await person.at(group).ask("/tanya apa itu robusta")).text.startswith("Robusta")


@pytest.mark.usefixtures("bot")
async def test_case_48_somebody_without_a_name_is_answered(pg: Playground, sari: Person) -> None:
    sari.begin()
    chat = {"id": sari.id, "type": "private", "first_name": ""}
    sender = {"id": sari.id, "is_bot": False, "first_name": ""}
    pg.inject({"message": {"message_id": 5, "date": 1, "chat": chat, "from": sender, "text": "apa itu robusta"}})
    assert (await sari.wait_reply()).text.startswith("Robusta")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "text",
    ['<a href="https://jahat.example">robusta</a>', "t.me/jahat robusta", "[robusta](tg://user?id=1)", "@jahat robusta",
     '<tg-spoiler>robusta</tg-spoiler> <a href="tg://user?id=1">x</a>', "/cari <b>https://jahat.example</b>"],
)  # fmt: skip
async def test_case_49_nothing_a_person_writes_is_shown_as_markup_or_link(sari: Person, text: str) -> None:
    reply = await sari.ask(text)
    assert "jahat" not in str(reply.raw)
    assert not {"text_link", "url", "mention", "text_mention", "spoiler"} & {kind["type"] for kind in reply.entities}


FORGED = (
    "\x00" * 64, "e:robusta'; DROP TABLE inbox;--", "e:../../etc/passwd", "p:hapus-ya:{budi}", "p:hapus-ya", "a:reload",
    "t:biji:99999999999999999999", "🙂" * 16, "e:", ":::::", "n", "r:robusta:-1", "m:" + "x" * 60,
)  # fmt: skip


@pytest.mark.parametrize("form", FORGED, ids=ascii)
async def test_case_50_data_that_was_made_up_is_answered_counted_and_does_nothing(
    pg: Playground, run: Run, assistant: Assistant, sari: Person, database: Database, form: str
) -> None:
    async with run(assistant):
        budi, dialogue = pg.person("Budi"), assistant.dialogue
        await budi.ask("apa itu robusta")
        await settled(database)
        theirs = await database.personal_data.export(ChatName.private(budi.id))
        menu = await sari.ask("/menu")
        shown = len(sari.messages())
        await sari.press(menu, form.format(budi=budi.id), forged=True).answered(1.0)
        await settled(database)
        assert await database.personal_data.export(ChatName.private(budi.id)) == theirs
        assert assistant.dialogue is dialogue
        assert [call.method for call in pg.calls() if call.method in ("sendDocument", "leaveChat")] == []
        said = [message.text.splitlines()[-1] for message in (*sari.messages()[shown:], sari.messages()[shown - 1])]
        allowed = {"old_button", "topic Biji", "menu", "telegram_forgotten" if form == "p:hapus-ya" else "menu"}
        assert set(said) <= allowed, said
        assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")


async def test_case_50_buttons_that_never_were_are_counted(
    pg: Playground, page: str, http: aiohttp.ClientSession, sari: Person
) -> None:
    menu = await sari.ask("/menu")
    for data in ("\x00" * 64, ":::::", "'; drop table"):
        await sari.press(menu, data, forged=True)
    await sari.press(menu, "Biji")
    async with http.get(page) as answer:
        assert (await answer.json())["hitungan"]["tombol_asing"] == 3


# -- as much as nobody would write ----------------------------------------------------------------------------------


@pytest.fixture
async def limited(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """A bot that keeps to Telegram's limits, and leaves at the end what they have not let it send."""
    monkeypatch.setattr(dispatching, "STOP_SECONDS", 0.1)
    stop = asyncio.Event()
    kept = settings.model_copy(update={"send_limits": True})
    async with polled(pg, run_polling(kept, assistant, database, stop), stop):
        yield


@pytest.mark.usefixtures("limited")
async def test_case_53_who_floods_makes_nobody_else_wait(pg: Playground, sari: Person) -> None:
    for _ in range(300):
        sari.send("halo")
    others = [pg.person(f"P{place}") for place in range(10)]
    waits = []
    for other in others:
        started = time.monotonic()
        await other.ask("halo")
        waits.append(time.monotonic() - started)
        for _ in range(20):
            sari.send("halo")
    assert sorted(waits)[len(waits) * 9 // 10 - 1] < 1.0, waits


@pytest.mark.usefixtures("limited")
async def test_case_53_who_floods_is_told_once_and_not_answered_for_hours(
    pg: Playground, sari: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "PRIVATE", replace(PRIVATE, burst=5))
    for _ in range(200):
        sari.send("halo")
    await soon(lambda: len(pg.bot.updates) == 0)
    await settled(database)
    said = [message.text for message in sari.messages() if message.sender_id != sari.id]
    # One more if a second began in between: messages carry whole seconds.
    assert said.count("Halo juga!") in (5, 6)
    assert len(said) - said.count("Halo juga!") == said.count("telegram_slow_down") == 1


@pytest.mark.usefixtures("limited")
async def test_case_57_danger_in_the_middle_of_ones_own_flood_is_answered_at_once(
    pg: Playground, sari: Person, database: Database
) -> None:
    for _ in range(20):
        sari.send("halo")
    await pg.wait_call("sendMessage", 3)
    sari.send("aku ingin mati saja")
    for _ in range(20):
        sari.send("halo")
    await soon(lambda: any(message.text.startswith("Kamu tidak sendiri.") for message in sari.messages()), 5)
    assert (await database.inbox.depth()).waiting > 20


@pytest.mark.usefixtures("limited")
async def test_case_54_many_people_at_once_are_all_answered_in_order_and_within_the_limit_of_the_token(
    pg: Playground,
) -> None:
    people = [pg.person(f"P{place}") for place in range(40)]
    for text in ("halo", "apa itu robusta"):
        for person in people:
            person.send(text)
    for person in people:
        assert [reply.text[:4] for reply in await person.wait_replies(2, fleet.PATIENCE)] == ["Halo", "Robu"]
    first, *between, last = [call.at for call in pg.calls("sendMessage")]
    # Over all of them: on a busy machine a few of one second arrive in the next.
    assert (len(between) + 1) / (last - first) <= 30


@pytest.mark.usefixtures("limited")
async def test_case_54_one_chat_gets_three_at_once_and_then_one_a_second(pg: Playground, sari: Person) -> None:
    for _ in range(5):
        sari.send("halo")
    await sari.wait_replies(5, fleet.PATIENCE)
    first, *_, fifth = [call.at for call in pg.calls("sendMessage")]
    assert fifth - first >= 1.9


@pytest.mark.usefixtures("limited")
async def test_case_57_danger_goes_before_everything_that_waits(pg: Playground, sari: Person) -> None:
    people = [pg.person(f"P{place}") for place in range(300)]
    for person in people:
        person.send("halo")
    # More than three at once wait, in this chat too.
    for _ in range(8):
        sari.send("halo")
    await pg.wait_call("sendMessage", 10)
    budi = pg.person("Budi")
    assert (await budi.ask("aku ingin mati saja")).text.startswith("Kamu tidak sendiri.")
    assert sum(len(person.messages()) == 1 for person in people) > 150, "others were still waiting"


# -- what is kept, and what is asked elsewhere ----------------------------------------------------------------------


@pytest.mark.usefixtures("bot")
async def test_case_56_the_longest_inline_query_is_answered_in_a_moment_and_leaves_nothing(
    pg: Playground, sari: Person, database: Database
) -> None:
    await database.people.notice_shown(ChatName.private(sari.id))
    for text in ("robusta " * 32, "a" * 256, " ".join(map(str, range(90)))[:256], "\ufdfa" * 256):
        started = time.process_time()
        found = await sari.inline(text[:256])
        assert time.process_time() - started < 0.2, "of all that runs here, this server included"
        assert len(found.results) <= 50
    await settled(database)
    assert await database.log.turns() == ()


@pytest.mark.usefixtures("bot")
async def test_case_58_what_points_at_somebody_is_hidden_before_a_question_is_kept(
    sari: Person, database: Database
) -> None:
    await database.people.notice_shown(ChatName.private(sari.id))
    told = "0812-3456-7890 nik 3171012345670001 surel sari@contoh.id akun @sari_s\n2026-01-01 ERROR palsu \x1b[31m"
    await sari.ask(f"berapa harga emas hari ini, hubungi {told}")
    await settled(database)
    (kept,) = [turn.question for turn in await database.log.turns()]
    assert kept.startswith("berapa harga emas hari ini")
    for hidden in ("[telepon]", "[nik]", "[surel]", "[akun]"):
        assert hidden in kept
    assert not {"0812", "3171012345670001", "sari@contoh.id", "@sari_s", "\n", "\x1b"} & set(kept.split())
    assert "\n" not in kept
    assert "\x1b" not in kept
    assert not any(part in kept for part in ("3456", "317101", "contoh.id", "sari_s"))
