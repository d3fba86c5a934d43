"""Order within a lane, side by side between lanes, and never more than can be held."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from telegram import Chat, Message, Update, User

from bot.channels.telegram import intake as intake_module
from bot.channels.telegram.health import Health
from bot.channels.telegram.intake import Intake, MemoryInbox
from bot.channels.telegram.pace import Gate
from bot.channels.telegram.processor import CONCURRENCY, Processor


def update(number: int, person: int) -> Update:
    import datetime

    chat, user = Chat(person, Chat.PRIVATE), User(person, "X", False)
    message = Message(number, datetime.datetime.now(datetime.UTC), chat, from_user=user, text="x")
    return Update(number, message=message)


class Work:
    """Handlings that are noted, and finish when they are told to."""

    def __init__(self) -> None:
        self.began: list[int] = []
        self.finished: list[tuple[int, bool]] = []
        self.gate = asyncio.Event()
        self.processor = Processor(self.done)

    async def done(self, done: Update, finished: bool) -> None:
        self.finished.append((done.update_id, finished))

    def start(self, number: int, person: int) -> asyncio.Task[None]:
        async def handle() -> None:
            self.began.append(number)
            await self.gate.wait()

        return asyncio.create_task(self.processor.process_update(update(number, person), handle()))


@pytest.fixture
def work() -> Iterator[Work]:
    return Work()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_persons_updates_wait_for_each_other_and_keep_their_order(work: Work) -> None:
    tasks = [work.start(number, 1) for number in range(5)]
    await settle()
    assert work.began == [0]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert work.began == [0, 1, 2, 3, 4]
    assert work.finished == [(number, True) for number in range(5)]


async def test_a_person_who_floods_leaves_room_for_the_others(work: Work) -> None:
    tasks = [work.start(number, 1) for number in range(200)]
    tasks.append(work.start(999, 2))
    await settle()
    assert work.began == [0, 999]
    work.gate.set()
    await asyncio.gather(*tasks)


async def test_at_most_so_many_people_are_served_at_once(work: Work) -> None:
    tasks = [work.start(number, number) for number in range(CONCURRENCY + 20)]
    await settle()
    assert len(work.began) == CONCURRENCY
    work.gate.set()
    await asyncio.gather(*tasks)
    assert len(work.began) == CONCURRENCY + 20


async def test_lanes_nobody_waits_in_are_forgotten(work: Work) -> None:
    work.gate.set()
    await asyncio.gather(*(work.start(number, number % 7) for number in range(50)))
    assert work.processor._lanes == {}


async def test_an_update_that_was_cut_off_is_not_told_as_done(work: Work) -> None:
    task = work.start(3, 1)
    await settle()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert work.finished == [(3, False)]


async def test_no_more_is_taken_in_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "WAITING", 3)
    intake = Intake(MemoryInbox(), Health(), Gate())
    taking = asyncio.create_task(intake.accept([{"update_id": number} for number in range(5)]))
    await settle()
    assert (intake.pending, intake.is_open, taking.done()) == (3, False, False)
    await intake.done(Update(0), True)
    await intake.done(Update(1), True)
    await taking
    assert intake.queue.qsize() == 5


async def test_the_ids_of_repeated_updates_are_remembered_up_to_a_bound() -> None:
    inbox = MemoryInbox(size=2)
    assert len(await inbox.keep([{"update_id": 1}, {"update_id": 1}, {"update_id": 2}])) == 2
    assert await inbox.keep([{"update_id": 2}]) == []
    await inbox.keep([{"update_id": 3}])
    assert len(await inbox.keep([{"update_id": 1}])) == 1
