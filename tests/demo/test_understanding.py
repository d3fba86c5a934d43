"""What is told about a turn to whoever looks over the bot's shoulder."""

from __future__ import annotations

import json
from collections.abc import Hashable
from typing import Any

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Command, Event, Utterance
from bot.demo.understanding import ObservedAssistant, place
from bot.storage.database import ChatName

SARI = ChatName.private(7)


@pytest.fixture
def told() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def assistant(dialogue: Dialogue, told: list[dict[str, Any]]) -> ObservedAssistant:
    return ObservedAssistant(dialogue, told.append)


def test_a_question_is_told_with_its_reading_ranking_and_answer(
    assistant: ObservedAssistant, told: list[dict[str, Any]]
) -> None:
    turn = assistant.handle(Utterance("apa itu kopi tubruk"), SARI)
    assert told[0]["outcome"] == turn.outcome == "answer"
    assert told[0]["asked"] == "apa itu kopi tubruk"
    assert told[0]["read"] == "apa itu kopi tubruk"
    assert told[0]["entries"] == [{"id": "tubruk", "title": "Kopi tubruk"}]
    assert told[0]["matches"][0]["id"] == "tubruk"
    assert told[0]["matches"][0]["confidence"] == pytest.approx(told[0]["confidence"], abs=1e-3)
    assert 0 < told[0]["thresholds"]["clarify"] < told[0]["thresholds"]["answer"] < 1
    assert (told[0]["chat"], told[0]["person"]) == (7, 7)
    assert told[0]["ms"] >= 0


def test_what_a_question_may_have_meant_is_told_with_its_chance(
    assistant: ObservedAssistant, told: list[dict[str, Any]]
) -> None:
    for event in (Utterance("apa itu kopi tubruk"), Command("cari", "robusta"), Callback("m")):
        assistant.handle(event, SARI)
    tubruk, robusta, menu = (one["meanings"] for one in told)
    assert (tubruk[0]["way"], tubruk[0]["entries"]) == ("answer", ["Kopi tubruk"])
    assert robusta[0]["entries"] == ["Robusta"]
    assert menu == []
    chances = [one["chance"] for one in tubruk]
    assert chances == sorted(chances, reverse=True)
    assert len(chances) == 3


def test_all_of_it_can_be_sent_to_a_page(assistant: ObservedAssistant, told: list[dict[str, Any]]) -> None:
    for event in (Utterance("\ud800 🙂"), Command("start"), Callback("m"), Callback("\x00")):
        assistant.handle(event, SARI)
    assistant.search("tubruk", 3, assistant.dialogue)
    assert len(json.dumps(told)) > 100


@pytest.mark.parametrize(
    ("event", "kind", "asked"),
    [
        (Utterance("tubruk"), "question", "tubruk"),
        (Command("cari", "tubruk"), "question", "tubruk"),
        (Command("start", "tubruk"), "command", "/start tubruk"),
        (Callback("t:seduh"), "button", "Seduh"),
        (Callback("e:lama"), "button", "e:lama"),
    ],
)
def test_events_are_told_by_what_the_person_did(
    assistant: ObservedAssistant, told: list[dict[str, Any]], event: Event, kind: str, asked: str
) -> None:
    assistant.handle(Command("menu"), SARI)
    assistant.handle(event, SARI)
    assert (told[-1]["kind"], told[-1]["asked"]) == (kind, asked)


def test_what_a_person_in_danger_wrote_is_not_told(assistant: ObservedAssistant, told: list[dict[str, Any]]) -> None:
    assistant.handle(Utterance("aku ingin mati saja"), SARI)
    assert told[0]["outcome"] == "crisis"
    assert told[0]["private"] is True
    assert told[0]["meanings"] == []
    assert "mati" not in json.dumps({**told[0], "outcome": ""})


def test_a_search_is_told_too(assistant: ObservedAssistant, told: list[dict[str, Any]]) -> None:
    found = assistant.search("tubruk", 3, assistant.dialogue)
    assert told[0]["outcome"] == "inline"
    assert told[0]["matches"][0]["id"] == found[0].entry
    assistant.search("", 3, assistant.dialogue)
    assert told[1]["confidence"] >= 0


@pytest.mark.parametrize(
    ("name", "chat", "person", "way"),
    [
        (SARI, 7, 7, ""), (ChatName(-100, 7), -100, 7, ""), (ChatName(-100, 7, guest=True), -100, 7, "guest"),
        (ChatName(-100, -100), -100, -100, ""), (ChatName(0, 7), 0, 7, "inline"), (ChatName(0, 0), 0, 0, ""),
        ("terminal", 0, 0, ""),
    ],
)  # fmt: skip
def test_a_conversations_name_tells_where_it_is(name: Hashable, chat: int, person: int, way: str) -> None:
    assert place(name) == {"chat": chat, "person": person, "way": way}
