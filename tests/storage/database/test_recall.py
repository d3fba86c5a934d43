"""What was said before a cry for help, which stands in a lane of its own, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.model import Danger
from bot.core.turns import Conversation
from bot.storage.database import Claim, Database, UnavailableError, inbox

from .conftest import SARI, SARI_IN_GROUP, answered, message, take_one

BEFORE = Conversation(danger=Danger.SUICIDE)


async def a_cry_after(database: Database, before: Conversation) -> Claim:
    """A claim of an urgent update of somebody in whose chat that was said."""
    await database.inbox.accept([message(7, SARI)])
    said = answered(SARI)
    await database.inbox.done(await take_one(database), replace(said, turn=replace(said.turn, conversation=before)))
    await database.inbox.accept([message(8, replace(SARI, urgent=True))])
    return await take_one(database)


async def test_an_urgent_update_leans_on_what_was_said_before_it(database: Database) -> None:
    cry = await a_cry_after(database, BEFORE)
    assert cry.conversation.danger is None
    assert (await database.inbox.recalled(cry, SARI)).conversation.danger is Danger.SUICIDE


async def test_it_leans_on_nothing_that_was_said_elsewhere(database: Database) -> None:
    cry = await a_cry_after(database, BEFORE)
    assert (await database.inbox.recalled(cry, SARI_IN_GROUP)).conversation == Conversation()


async def test_what_is_not_urgent_brings_its_conversation_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.inbox.accept([message(7, SARI)])
    claim = await take_one(database)
    monkeypatch.setattr(database.inbox, "_access", replace(database.inbox._access, transactions=None))
    assert await database.inbox.recalled(claim, SARI) is claim


@pytest.mark.parametrize("trouble", [UnavailableError("weg"), None])
async def test_nobody_waits_for_it_where_the_database_is_away_or_silent(
    trouble: Exception | None, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    cry = await a_cry_after(database, BEFORE)

    async def away(*_: object) -> None:
        if trouble:
            raise trouble
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(inbox, "RECALL_SECONDS", 0.01)
        patch.setattr(type(database.inbox._access.transactions), "read", away)
        assert await database.inbox.recalled(cry, SARI) is cry
