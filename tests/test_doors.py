"""Four doors lead to every entry of the shipped knowledge: its title as a question, buttons, a link, inline mode.

Over real HTTP on the playground. Every entry is asked for by a person of its own, so that no budget is touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.turns import Data, Verb
from bot.playground import Message, Person, Playground
from bot.storage.database import find_key, open_database
from tests.shipped_knowledge import shipped_dialogue


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant(shipped_dialogue())


@pytest.fixture
async def pg(assistant: Assistant, tmp_path: Path) -> AsyncIterator[Playground]:
    """A playground on which the shipped bot is at work."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with Playground.start() as playground, await open_database(url, find_key(url)) as database:
        stop = asyncio.Event()
        settings = Settings(
            _env_file=None, BOT_TOKEN=playground.token, api_url=playground.root_url, send_limits=False
        )
        running = asyncio.create_task(run_polling(settings, assistant, database, stop))
        yield playground
        stop.set()
        await asyncio.wait_for(running, 10)


async def typed(assistant: Assistant, person: Person, entry: str) -> str:
    """The title, written as a message."""
    return (await person.ask(assistant.knowledge.entries[entry].title, 20)).text


async def pressed(assistant: Assistant, person: Person, entry: str) -> str:
    """From the main menu down to the topic, through its pages, to the entry; all but the last in one message."""
    screen = await person.ask("/menu", 20)
    topic = assistant.knowledge.topics[assistant.knowledge.entries[entry].topic]
    wanted, page = str(Data(Verb.ENTRY, entry)), 0
    for step in (topic.parent, topic.id):
        if step:
            await person.press(screen, str(Data(Verb.TOPIC, step)))
            screen = await person.wait_edit(screen)
    while wanted not in datas(screen):
        page += 1
        await person.press(screen, str(Data(Verb.TOPIC, topic.id, str(page))))
        screen = await person.wait_edit(screen)
    await person.press(screen, wanted)
    return (await person.wait_reply()).text


async def followed(_assistant: Assistant, person: Person, entry: str) -> str:
    """A link t.me/bot?start=ID."""
    person.start(entry)
    return (await person.wait_reply(20)).text


async def offered(assistant: Assistant, person: Person, entry: str) -> str:
    """The title as an inline query, which is what "share" below an answer starts; the first result is chosen."""
    asked = person.inline(assistant.knowledge.entries[entry].title)
    results = (await asked).results
    return person.choose(asked, results[0]["id"]).text


Door = Callable[[Assistant, Person, str], Awaitable[str]]
DOORS: tuple[Door, ...] = (typed, pressed, followed, offered)


async def test_every_entry_is_behind_every_door_with_the_same_words(pg: Playground, assistant: Assistant) -> None:
    wrong = []
    for entry in assistant.knowledge.entries:
        person = pg.person(entry)
        said = {door.__name__: passage_of(await door(assistant, person, entry), assistant) for door in DOORS}
        expected = squashed(assistant, entry)
        wrong += [f"{entry} {door}: {text[:80]!r}" for door, text in said.items() if "".join(text.split()) != expected]
    assert not wrong, "\n".join(["", *wrong])
    assert len(pg.calls("answerInlineQuery")) == len(assistant.knowledge.entries)


def squashed(assistant: Assistant, entry_id: str) -> str:
    """All that an entry says, without white space."""
    knowledge = assistant.knowledge
    entry = knowledge.entries[entry_id]
    body = entry.answer if entry.answer.strip() != entry.summary.strip() else ""
    parts = [entry.title, entry.summary, body]
    parts += [knowledge.phrase("context", konteks=entry.context)] if entry.context else []
    marks = [entry.source] if entry.source else []
    marks += [knowledge.phrase("according", siapa=entry.according)] if entry.according else []
    marks += [knowledge.phrase("valid", kapan=entry.valid)] if entry.valid else []
    marks += [knowledge.phrase("checked", tanggal=entry.checked_on)] if entry.checked_on else []
    parts += [knowledge.phrase("source", sumber="; ".join(marks))] if marks else []
    return "".join("".join(parts).split())


def passage_of(text: str, assistant: Assistant) -> str:
    """A message without the notice below a person's first answer, and without the line that says where its entry
    stands; inline results have neither."""
    text = text.removesuffix(assistant.knowledge.phrase("telegram_notice", hari="30")).rstrip()
    mark = assistant.knowledge.phrase("breadcrumb", jalur="").strip()
    head, found, last = text.rpartition("\n")
    return head if found and last.startswith(mark) else text


def datas(message: Message) -> set[str]:
    return {button.data for button in message.buttons}
