"""Taking updates in: kept before anybody is told so, and danger stands in no line."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering.sessions import Sessions
from bot.channels.telegram.intake.accepting import Intake
from bot.channels.telegram.intake.arrivals import arrival
from bot.channels.telegram.reporting.health import Health
from bot.storage.database import Arrival, Database, UnavailableError

CRY = "aku ingin mati saja"


class Aid:
    """Stands in for what test_first_aid.py is about: `needed` were to be answered, `given` are."""

    def __init__(self) -> None:
        self.needed: list[set[int]] = []
        self.given: set[int] = set()

    def was_given(self, update_id: int) -> bool:
        return update_id in self.given

    def give(self, arrivals: Iterable[Arrival]) -> None:
        self.needed.append({found.update_id for found in arrivals})


class Taking:
    """An intake, and what it was in a hurry about."""

    def __init__(self, database: Database, assistant: Assistant) -> None:
        self.health, self.hurried = Health(), []
        self.sessions = Sessions(assistant)
        self.first_aid = Aid()
        self.intake = Intake(database, self.health, self.sessions, self)

    def hurry(self, arrivals: Sequence[Arrival]) -> None:
        self.hurried.append({found.update_id for found in arrivals})


@pytest.fixture
def taking(database: Database, assistant: Assistant) -> Taking:
    return Taking(database, assistant)


def written(number: int, text: str, person: int = 7) -> dict[str, Any]:
    chat = {"id": person, "type": "private", "first_name": "Sari"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": {**chat, "is_bot": False}, "text": text}
    return {"update_id": number, "message": message}


async def test_what_was_taken_in_can_be_claimed_in_the_order_of_its_chat(taking: Taking, database: Database) -> None:
    await taking.intake.accept([written(2, "halo"), written(1, "hai"), written(3, "halo", 8)])
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [1, 3]
    assert taking.hurried == []


async def test_a_cry_for_help_does_not_wait_for_what_the_same_person_wrote_before(
    taking: Taking, database: Database
) -> None:
    await taking.intake.accept([written(1, "halo"), written(2, "halo"), written(3, CRY)])
    assert taking.hurried == [{3}]
    assert [claim.update_id for claim in await database.inbox.claim(1, {3})] == [3]
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [1]


async def test_a_cry_for_help_that_waits_already_is_found_and_stands_in_line_no_longer(
    taking: Taking, database: Database
) -> None:
    updates = [written(1, "halo"), written(2, "halo"), written(3, CRY), written(4, "halo", 8)]
    await database.inbox.accept([found for update in updates if (found := arrival(update))])
    await taking.intake.look_again()
    assert taking.hurried == [{3}]
    assert [claim.update_id for claim in await database.inbox.claim(1, {3})] == [3]
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [1, 4]


async def test_where_nobody_cries_for_help_nothing_is_moved(taking: Taking, database: Database) -> None:
    await taking.intake.accept([written(1, "halo")])
    await taking.intake.look_again()
    assert taking.hurried == []


async def test_a_repetition_is_counted_and_hurries_nobody(taking: Taking) -> None:
    for _ in range(2):
        await taking.intake.accept([written(3, CRY)])
    assert taking.hurried == [{3}]
    assert (taking.health.counts["masuk"], taking.health.counts["berulang"]) == (1, 1)


async def fail(*_: object) -> None:
    raise UnavailableError("penuh")


async def test_a_cry_for_help_that_cannot_be_kept_is_answered_and_asked_for_again(
    taking: Taking, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.inbox, "accept", fail)
    with pytest.raises(UnavailableError):
        await taking.intake.accept([written(1, "halo"), written(3, CRY)])
    assert taking.first_aid.needed == [{3}]
    assert taking.hurried == []


async def test_what_cannot_be_set_aside_keeps_nobody_from_help(
    taking: Taking, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database.inbox, "dead_letter", fail)
    with pytest.raises(UnavailableError):
        await taking.intake.accept([written(3, CRY), [1]])
    assert taking.first_aid.needed == [{3}]


async def test_a_cry_for_help_that_is_being_worked_on_needs_no_other_answer(
    taking: Taking, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await taking.intake.accept([written(3, CRY)])
    await database.inbox.claim(1, {3})
    monkeypatch.setattr(database.inbox, "accept", fail)
    with pytest.raises(UnavailableError):
        await taking.intake.accept([written(3, CRY)])
    assert taking.first_aid.needed == [set()]


async def test_what_was_answered_without_the_database_is_taken_for_done_once_it_is_back(
    taking: Taking, database: Database
) -> None:
    taking.first_aid.given = {3}
    await taking.intake.accept([written(2, "halo"), written(3, CRY)])
    assert (taking.health.counts["masuk"], taking.health.counts["berulang"]) == (1, 1)
    assert [claim.update_id for claim in await database.inbox.claim(5)] == [2]
    assert taking.hurried == []


async def test_a_bug_while_looking_for_danger_takes_the_update_in_all_the_same(
    taking: Taking, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(text: str) -> bool:
        raise ValueError(text)

    monkeypatch.setattr(taking.sessions, "alarmed", broken)
    with caplog.at_level(logging.ERROR):
        await taking.intake.accept([written(1, "kalimat pribadi")])
    assert (await database.inbox.depth()).waiting == 1
    assert "ValueError" in caplog.text
    assert "pribadi" not in caplog.text


async def test_what_is_no_update_is_set_aside_and_the_rest_taken_in(taking: Taking, database: Database) -> None:
    await taking.intake.accept([[1], {}, written(1, "halo"), {"update_id": "x"}])
    depth = await database.inbox.depth()
    assert (depth.waiting, depth.dead_letters) == (1, 3)
    assert taking.health.counts["cacat"] == 3
