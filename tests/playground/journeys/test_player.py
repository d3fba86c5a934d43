"""Playing journeys to a small bot made for it: what each verb does, and what is said when things go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.playground import Playground
from bot.playground.journeys.player import Player
from bot.playground.journeys.script import JourneyError, read_journey

from .parrot import Parrot


@pytest.fixture
async def parrot(pg: Playground) -> AsyncIterator[Parrot]:
    async with Parrot(pg.base_url, pg.token) as bot:
        bot.begin()
        yield bot


async def play(pg: Playground, steps: str, head: str = "") -> None:
    await Player(pg.actions, read_journey(f"name: x\n{head}\nsteps:\n{steps}")).play()


EVERYTHING = """
  - start: kopi
  - expect: {text: /start kopi, buttons: [Ubah, Salin, Cari, Situs], no_buttons: [Hapus], without: teh}
  - press: ubah
  - toast: baik
  - edited: {text: ditekan}
  - send: lagi
    reply_to: ditekan
  - expect: {reply_to: lagi, text: lagi}
  - edit: lain
  - expect: {text: "diubah: lain"}
  - open: Salin
  - copied: 0812
  - open: Cari
  - results: {titles: [Hasil], count: 1, button: Buka}
  - choose: hasil
  - expect: isi
  - open: Situs
  - expect: {text: /start dari-situs}
  - file: photo
    caption: gambar
  - expect: gambar
  - react: 👍
  - quiet: 0.2
  - press: x:forged
    forged: true
  - toast: baik
  - block:
  - unblock:
"""


async def test_everything_a_person_can_do(pg: Playground, parrot: Parrot) -> None:
    await play(pg, EVERYTHING)


async def test_groups_people_and_guests(pg: Playground, parrot: Parrot) -> None:
    steps = """
  - in: Kelas
    expect: masuk
  - by: Budi
    send: /halo
  - expect: {text: /halo, reply_to: /halo}
  - by: Sari
    in: ""
    send: hai
  - expect: hai
  - in: Luar
    summon: "@{bot} tolong"
  - expect: {text: isi, reply_to: tolong}
"""
    await play(pg, steps, "people: [Sari, Budi]\ngroups: {Kelas: {}, Luar: {bot: false}}")


async def test_faults_are_planned_and_the_calls_counted(pg: Playground, parrot: Parrot) -> None:
    steps = """
  - fault: {method: sendMessage, code: 429, retry_after: 1}
  - send: hai
  - calls: {method: sendMessage, statuses: [429]}
  - later: 10
  - send: lagi
  - expect: lagi
"""
    await play(pg, steps)


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ("  - send: hai\n  - expect: teh", r"step 2 \(expect .*\): no 'teh'. The message: 'hai'"),
        ("  - send: hai\n  - expect: {text: hai, without: HAI}", "it says 'HAI'"),
        ("  - send: hai\n  - expect: {text: hai, buttons: [Hapus]}", "no button 'Hapus'"),
        ("  - send: hai\n  - expect: {text: hai, no_buttons: [Ubah]}", "a button 'Ubah'"),
        ("  - send: hai\n  - expect: {text: hai, entities: [bold]}", "no bold"),
        ("  - send: hai\n  - expect: {text: hai, reply_to: teh}", "no reply to 'teh' but to 'hai'"),
        ("  - send: hai\n  - expect: {text: hai, outcome: answer}", "nobody here knows outcomes"),
        ("  - restart:", "nobody here can restart"),
        ("  - send: hai\n  - expect: hai\n  - press: Hapus", "no button 'Hapus'; the newest message has"),
        ("  - send: hai\n  - expect: hai\n  - press: Salin", "is to be opened, not pressed"),
        ("  - send: hai\n  - expect: hai\n  - open: Ubah", "is to be pressed, not opened"),
        ("  - send: hai\n  - expect: hai\n  - open: Luar", "leads out of the playground"),
        ("  - send: hai\n  - expect: hai\n  - press: Ubah\n  - toast: teh", "the notice is 'baik'"),
        ("  - send: hai\n  - quiet: 2", "the bot said 'hai'"),
        ("  - inline: a\n  - results: {titles: [teh], count: 9, button: x}", "no result 'teh'; fewer than 9 results"),
        ("  - inline: a\n  - choose: teh", "no result 'teh'"),
        ("  - choose: teh", "nothing was asked inline"),
        ("  - toast: a", "nothing was pressed"),
        ("  - edit: a", "nothing was sent"),
        ("  - edited: a", "there is no message yet"),
        ("  - react: 👍", "the bot said nothing"),
        ("  - send: a\n    by: Tono", "nobody is called 'Tono'"),
        ("  - send: a\n    in: Kelas", "there is no group 'Kelas'"),
        ("  - send: a\n    reply_to: b", "no message with 'b'"),
        ("  - fault: {colour: red}", "unknown colour"),
        ("  - fault: {code: merah}", "invalid literal"),
        ("  - send: hai\n  - calls: {method: sendMessage, statuses: [500]}", r"was answered \['200'\], not \['500'\]"),
    ],
)
async def test_what_goes_another_way_is_said_with_the_step(
    pg: Playground, parrot: Parrot, steps: str, complaint: str
) -> None:
    with pytest.raises(JourneyError, match=complaint):
        await play(pg, steps)


async def test_who_watches_is_told_of_each_step_in_turn(pg: Playground, parrot: Parrot) -> None:
    seen: list[str] = []
    journey = read_journey("name: x\nsteps:\n  - send: hai\n  - expect: hai")
    await asyncio.wait_for(Player(pg.actions, journey, lambda step: seen.append(str(step))).play(), 10)
    assert seen == ["send hai", "expect {text: hai}"]
