"""A conversation that took place becomes a journey, and the journey goes the same way again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.playground import Person, Playground
from bot.playground.journeys.player import Player
from bot.playground.journeys.recording import write_journey
from bot.playground.journeys.script import Step, read_journey

from .parrot import Parrot


@pytest.fixture
async def parrot(pg: Playground) -> AsyncIterator[Parrot]:
    async with Parrot(pg.base_url, pg.token) as bot:
        bot.begin()
        yield bot


def written(pg: Playground, person: Person, name: str = "Uji") -> str:
    chat = person.group.chat if person.group else pg.world.private_chat(pg.bot, person.user)
    return write_journey(name, chat, pg.bot.user, pg.world.events.since(0))


def steps(text: str) -> list[Step]:
    return list(read_journey(text).steps)


def verbs(text: str) -> list[tuple[str, Any]]:
    return [(step.verb, step.value) for step in steps(text) if step.verb not in ("expect", "edited")]


async def test_what_was_done_and_seen_is_written_down_and_can_be_played(pg: Playground, parrot: Parrot) -> None:
    sari = pg.person("Sari")
    sari.start("kopi")
    first = await sari.wait_reply()
    await sari.press(first, "Ubah")
    await sari.wait_edit(first)
    message = sari.send("no")
    reply = await sari.wait_reply()
    sari.edit(message, f"@{pg.bot.user.username} lain")
    await sari.wait_reply()
    sari.react(reply, "👍")
    asked = sari.inline("kop")
    await asked
    sari.choose(asked, "1")
    await sari.wait_reply()
    sari.send_file("photo", "gambar")
    await sari.wait_reply()
    sari.send("ini", reply_to=reply)
    await sari.wait_reply()
    sari.press(reply, "x", forged=True)
    await pg.wait_call("answerCallbackQuery", 2)
    text = written(pg, sari)
    assert verbs(text) == [
        ("start", "kopi"), ("press", "Ubah"), ("toast", "baik"), ("send", "no"), ("edit", "@{bot} lain"),
        ("react", "👍"), ("inline", "kop"), ("choose", "Hasil"), ("file", "photo"), ("send", "ini"), ("press", "x"),
        ("toast", "baik"),
    ]  # fmt: skip
    assert steps(text)[1].value["buttons"] == ["Ubah", "Salin", "Cari", "Luar", "Situs"]
    await Player(pg.actions, read_journey(text)).play()


async def test_in_a_group_it_says_who_and_where(pg: Playground, parrot: Parrot) -> None:
    sari, other = pg.person("Sari"), pg.person("Sari")
    kelas = pg.group("Kelas", [sari, other])
    await sari.at(kelas).wait_reply()
    await sari.at(kelas).ask("/satu")
    await other.at(kelas).ask("/dua")
    text = written(pg, sari.at(kelas))
    journey = read_journey(text)
    assert journey.groups == {"Kelas": True}
    assert journey.people == ("Sari", "Sari 2")
    said = [step for step in journey.steps if step.verb == "send"]
    assert said[0].details == {"in": "Kelas"}
    assert said[1].details == {"by": "Sari 2"}


async def test_a_guest_call_and_a_block_are_kept(pg: Playground, parrot: Parrot) -> None:
    sari = pg.person("Sari")
    luar = pg.group("Luar", [sari], with_bot=False)
    await sari.at(luar).summon("@bot_424242_bot tolong")
    text = written(pg, sari.at(luar))
    assert verbs(text) == [("summon", "@{bot} tolong")]
    assert read_journey(text).groups == {"Luar": False}
    await sari.ask("hai")
    sari.block()
    assert verbs(written(pg, sari)) == [("send", "hai"), ("block", "")]


async def test_long_texts_are_told_by_their_beginning(pg: Playground, parrot: Parrot) -> None:
    sari = pg.person("Sari")
    await sari.ask("kata " * 40 + "\nbaris kedua")
    seen = steps(written(pg, sari))[1].value["text"]
    assert seen.startswith("kata kata")
    assert len(seen) <= 60


async def test_votes_are_written_down_by_whether_they_were_right_or_by_what_was_chosen(
    pg: Playground, parrot: Parrot
) -> None:
    sari = pg.person("Sari")
    for said, chosen in (("kuis", "ya"), ("kuis", "tidak"), ("suara", "kanan")):
        sari.vote(await sari.ask(said), chosen)
    text = written(pg, sari)
    assert [value for verb, value in verbs(text) if verb == "vote"] == ["right", "wrong", "kanan"]
    await Player(pg.actions, read_journey(text)).play()
    newest = [votes for chat in pg.world.chats_of(pg.bot) for votes in chat.log.votes.values()]
    assert [list(votes.values()) for votes in newest] == [[(1,)], [(0,)], [(1,)]] * 2
