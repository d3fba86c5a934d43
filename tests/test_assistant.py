"""An assistant: which knowledge it answers from, whose conversation it goes on with, and what it is opened with."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from bot.assistant import Arrived, Assistant, open_assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.phrases import PHRASES
from bot.core.turns import Conversation, Outcome, Utterance
from bot.errors import KnowledgeError
from tests.core.conftest import FREQUENCY, make_knowledge, shown
from tests.test_cli import ABOUT, ENTRIES, SAFETY, in_yaml

RENEWED = "Ringkas lagi."
GREEN, ON, DANGER = Utterance("apa itu teh hijau"), Utterance("lanjut"), Utterance("saya ingin mati")


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    return Dialogue(make_knowledge(), FREQUENCY)


@pytest.fixture(scope="module")
def renewed() -> Dialogue:
    """The same knowledge, with summaries of its own."""
    entries = {name: replace(entry, summary=RENEWED) for name, entry in make_knowledge().entries.items()}
    return Dialogue(make_knowledge(version="baru", entries=entries), FREQUENCY)


@pytest.fixture
def assistant(dialogue: Dialogue) -> Assistant:
    return Assistant(dialogue)


def test_each_chat_goes_on_with_its_own_conversation(assistant: Assistant) -> None:
    assistant.handle(GREEN, "sari")
    assistant.handle(Utterance("apa itu teh hitam"), "budi")
    assert [shown(assistant.handle(ON, chat)) for chat in ("sari", "budi")] == [("hitam",), ("putih",)]
    assert assistant.handle(ON, "tamu").reply.text == "no_context"


def test_the_chat_that_was_silent_longest_is_forgotten_first(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.assistant.CHAT_LIMIT", 2)
    for chat in ("sari", "budi", "sari", "tamu"):
        assistant.handle(GREEN, chat)
    assert shown(assistant.handle(ON, "sari")) == ("hitam",)
    assert assistant.handle(ON, "budi").reply.text == "no_context"


def test_a_new_dialogue_answers_from_then_on_and_conversations_go_on(assistant: Assistant, renewed: Dialogue) -> None:
    assistant.handle(GREEN, "sari")
    assistant.use(renewed)
    assert (assistant.dialogue, assistant.knowledge.version) == (renewed, "baru")
    (passage,) = assistant.handle(ON, "sari").reply.passages
    assert (passage.entry, passage.summary) == ("hitam", RENEWED)


def test_a_channel_that_keeps_conversations_is_answered_from_what_it_hands_over(
    assistant: Assistant, renewed: Dialogue
) -> None:
    before = assistant.handle(GREEN, "sari").conversation
    (passage,) = assistant.respond(Arrived(ON, "sari"), before, renewed).reply.passages
    assert (passage.entry, passage.summary) == ("hitam", RENEWED)
    assert assistant.respond(Arrived(ON, "sari"), Conversation(), renewed).reply.text == "no_context"
    assert shown(assistant.handle(ON, "sari")) == ("hitam",)  # what others keep leaves no trace here


def test_in_a_group_danger_is_answered_shortly(assistant: Assistant) -> None:
    alone, among_others = (assistant.handle(DANGER, str(group), group) for group in (False, True))
    assert (alone.outcome, among_others.outcome) == (Outcome.CRISIS, Outcome.CRISIS)
    assert among_others.reply.text == "Buka obrolan pribadi." != alone.reply.text


def test_a_search_is_outside_any_conversation(assistant: Assistant, dialogue: Dialogue) -> None:
    assistant.handle(GREEN, "sari")
    assert [match.entry for match in assistant.search("apa itu teh putih", 1, dialogue)] == ["putih"]
    assert shown(assistant.handle(ON, "sari")) == ("hitam",)


def test_an_assistant_is_opened_on_a_folder_and_the_collector_leaves_it_alone(tmp_path: Path) -> None:
    phrases = {key: key for key in PHRASES}
    (tmp_path / "umum.yaml").write_text(in_yaml(tentang=ABOUT, keselamatan=SAFETY, frasa=phrases), "utf-8")
    (tmp_path / "seduh.yaml").write_text(in_yaml(topik="seduh", judul="Menyeduh", entri=ENTRIES), "utf-8")
    before = gc.get_freeze_count()
    try:
        opened = open_assistant(tmp_path, "Bu Rina")
        assert gc.get_freeze_count() > before
        assert shown(opened.handle(Utterance("apa itu kopi saring"), "sari")) == ("saring",)
        assert opened.dialogue.composer.contact == "Bu Rina"
    finally:
        gc.unfreeze()


def test_a_folder_that_is_not_there_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="tidak ada"):
        open_assistant(tmp_path / "tidak-ada")
