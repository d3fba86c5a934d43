from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.turns import Conversation, QuickReply
from bot.storage.database import Database, open_database
from bot.storage.database.conversations import VERSION, decode, encode
from bot.storage.database.keys import Keyring

from .conftest import KEY, SARI_IN_GROUP, answered, ask, peek, poke, state_of

KEYS = Keyring(KEY)
texts = st.text(st.characters(exclude_categories=()), max_size=30)
buttons = st.builds(QuickReply, texts, texts, texts)
states = st.builds(
    Conversation,
    shown=st.lists(texts, max_size=3).map(tuple),
    listed=st.lists(texts, max_size=3).map(tuple),
    offered=st.lists(buttons, max_size=3).map(tuple),
    asked=texts,
    misses=st.integers(0, 5),
    turns=st.integers(0, 10**6),
    seen_at=st.floats(0, 2e9),
)


@given(states)
def test_a_conversation_comes_back_as_it_was(conversation: Conversation) -> None:
    assert decode(VERSION, KEYS.seal(encode(conversation)), KEYS) == conversation


@pytest.mark.parametrize(
    ("version", "content"),
    [
        (VERSION + 1, encode(Conversation(turns=3))),
        (VERSION, b"not json"),
        (VERSION, b"[]"),
        (VERSION, b"{}"),
        (VERSION, json.dumps({**json.loads(encode(Conversation())), "mood": "good"}).encode()),
        (VERSION, json.dumps({**json.loads(encode(Conversation())), "offered": [{"colour": 1}]}).encode()),
    ],
)
def test_what_cannot_be_understood_becomes_a_fresh_conversation(version: int, content: bytes) -> None:
    assert decode(version, KEYS.seal(content), KEYS) == Conversation()


def test_what_another_key_sealed_becomes_a_fresh_conversation() -> None:
    sealed = Keyring("kunci-lain-yang-panjang").seal(encode(Conversation(turns=3)))
    assert decode(VERSION, sealed, KEYS) == Conversation()


async def test_a_chat_without_a_conversation_has_a_fresh_one(database: Database) -> None:
    assert await state_of(database, 7) == Conversation()


async def test_conversations_are_kept_by_chat(database: Database) -> None:
    here, there = answered(text="halo \ud83d\u0000"), answered(SARI_IN_GROUP, turns=2)
    await ask(database, 1, here)
    await ask(database, 2, there)
    assert await state_of(database, 3) == here.turn.conversation
    assert await state_of(database, 4, SARI_IN_GROUP) == there.turn.conversation


async def test_another_replica_sees_the_newest_at_once(database: Database, url: str) -> None:
    async with await open_database(url, KEY) as other:
        for turns in (1, 2):
            await ask(database, turns, answered(turns=turns))
            assert (await state_of(other, turns + 10)).turns == turns
    assert peek(url, "SELECT count(*) FROM conversations") == [(1,)]


async def test_a_newer_version_in_the_database_is_a_fresh_conversation_here(database: Database, url: str) -> None:
    await ask(database, 1, answered(turns=5))
    poke(url, "UPDATE conversations SET version = 2")
    assert await state_of(database, 2) == Conversation()
