"""One update being worked on: from one knowledge, with the state its chat had, and what is kept of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from telegram import Update

from bot.assistant import Assistant
from bot.channels.telegram.answering.sessions import Session, Sessions, rejection
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Conversation, Data, QuickReply, Utterance, Verb
from bot.storage.database import ChatName, Claim, Kind, Rejection, Standing

from ..kopi import ENTRIES, make_dialogue

SARI = ChatName.private(42)


def claim(number: int = 7, conversation: Conversation | None = None, standing: Standing | None = None) -> Claim:
    return Claim(
        number, Kind.MESSAGE, b"{}", 1, conversation or Conversation(), standing or Standing(), "abc", 0.0, 0.0
    )


@pytest.fixture
def sessions(assistant: Assistant) -> Sessions:
    return Sessions(assistant)


@pytest.fixture
def session(sessions: Sessions) -> Session:
    return sessions.open(claim(), SARI)


@pytest.fixture(scope="module")
def renewed() -> Dialogue:
    """Another edition, in which robusta is something else."""
    other = tuple(replace(entry, answer="Edisi baru.") if entry.id == "robusta" else entry for entry in ENTRIES)
    return make_dialogue(other)


def test_a_session_is_found_by_its_update_as_long_as_it_is_open(sessions: Sessions) -> None:
    first, second = sessions.open(claim(1), SARI), sessions.open(claim(2), ChatName.private(43))
    assert sessions.of(Update(2)) is second
    assert sessions.of(Update(1)) is first
    sessions.close(first)
    with pytest.raises(KeyError):
        sessions.of(Update(1))
    sessions.close(first)


def test_all_of_an_update_is_answered_from_one_knowledge_though_it_changes_meanwhile(
    assistant: Assistant, sessions: Sessions, renewed: Dialogue
) -> None:
    before = sessions.open(claim(1), SARI)
    assistant.use(renewed)
    after = sessions.open(claim(2), SARI)
    question = Utterance("apa itu robusta", 1.0)
    bodies = [session.respond(question).reply.passages[0].body for session in (before, after)]
    assert bodies == ["Robusta lebih pahit dan lebih kuat.", "Edisi baru."]
    assert before.knowledge is not after.knowledge


def test_a_turn_goes_on_from_the_state_that_came_with_the_update(sessions: Sessions) -> None:
    state = Conversation(shown=("robusta",), asked="apa itu robusta", turns=3, seen_at=1.0)
    session = sessions.open(claim(conversation=state), SARI)
    assert session.respond(Utterance("halo", 2.0)).conversation.turns == 4
    assert session.conversation.turns == 4


def test_without_a_turn_there_is_nothing_to_be_kept(session: Session) -> None:
    assert session.answered is None


def test_what_is_kept_names_the_knowledge_and_the_reply(session: Session) -> None:
    turn = session.respond(Utterance("apa itu robusta", 1.0))
    session.reply = "42:5"
    kept = session.answered
    assert kept is not None
    assert (kept.chat, kept.turn, kept.knowledge, kept.reply, kept.rejected) == (SARI, turn, "uji", "42:5", None)


def test_trouble_says_when_to_try_again(session: Session) -> None:
    assert session.trouble == ""
    session.again("RetryAfter", 3.0)
    assert (session.trouble, session.retry_after) == ("RetryAfter", 3.0)


def test_danger_is_told_by_the_knowledge_of_the_session(session: Session) -> None:
    assert session.alarmed("aku ingin mati saja")
    assert not session.alarmed("mati lampu")


OFFERED = tuple(QuickReply(name, str(Data(Verb.ENTRY, name))) for name in ("robusta", "tubruk"))


def test_none_of_these_turns_down_all_that_was_offered() -> None:
    before = Conversation(asked="kopi pahit", offered=(*OFFERED, QuickReply("menu", "m"), QuickReply("web", url="x")))
    assert rejection(Callback("x"), before) == Rejection("kopi pahit", ("robusta", "tubruk"))


@pytest.mark.parametrize("event", [Callback("e:robusta"), Callback("?"), Utterance("bukan itu")])
def test_any_other_event_turns_down_nothing(event: Callback | Utterance) -> None:
    assert rejection(event, Conversation(asked="kopi pahit", offered=OFFERED)) is None


def test_without_a_question_there_was_nothing_to_turn_down() -> None:
    assert rejection(Callback("x"), Conversation(offered=OFFERED)) is None


def test_a_rejection_is_kept_with_the_turn_it_led_to(sessions: Sessions) -> None:
    session = sessions.open(claim(conversation=Conversation(asked="kopi pahit", offered=OFFERED, seen_at=1.0)), SARI)
    session.respond(Callback("x", 2.0))
    kept = session.answered
    assert kept is not None
    assert kept.rejected == Rejection("kopi pahit", ("robusta", "tubruk"))
