"""What was learnt once is taken up again, unless something is wrong or different."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from bot import school as school_module
from bot.assistant import open_assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.learning.packing import Packed
from bot.core.turns import Conversation, Utterance
from bot.school import School, learn, undisturbed
from bot.storage.learnt_files import LearntFiles
from bot.storage.loader import load_knowledge
from tests.test_cli import folder

__all__ = ["folder"]

ASKED = ("apa itu kopi tubruk", "kopi sarng", "halo", "aku ingin mati", "kapan kereta berangkat")


class Class:
    """A school and how often it had to learn."""

    def __init__(self, cache: Path | None, beside: bool = False) -> None:
        self.learnt = 0
        self.school = School(cache, self._count, beside)

    def _count(self) -> None:
        self.learnt += 1

    def attend(self, folder: Path) -> Dialogue:
        return self.school.dialogue(load_knowledge(folder), "Bu Rina", folder)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "singgahan"


def said(dialogue: Dialogue) -> list[object]:
    turns = [dialogue.respond(Utterance(text), Conversation()) for text in ASKED]
    verdicts = [dialogue.detector.alarmed(text) for text in ASKED]
    return [*turns, *verdicts, *(dialogue.questions.ask(text) for text in ASKED)]


def test_the_second_time_nothing_is_learnt_and_everything_is_said_the_same(folder: Path, cache: Path) -> None:
    first, second = Class(cache), Class(cache)
    assert said(first.attend(folder)) == said(second.attend(folder))
    assert (first.learnt, second.learnt) == (1, 0)
    assert second.attend(folder).composer.contact == "Bu Rina"


def test_changed_knowledge_is_learnt_anew(folder: Path, cache: Path) -> None:
    Class(cache).attend(folder)
    again = Class(cache)
    with (folder / "umum.yaml").open("a", encoding="utf-8") as file:
        file.write("\nasing: [cuaca besok]\n")
    assert again.attend(folder).knowledge.out_of_scope == ("cuaca besok",)
    assert again.learnt == 1


def test_changed_code_learns_anew(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Class(cache).attend(folder)
    monkeypatch.setattr("bot.storage.learnt_name.code_version", lambda _root: "lain")
    again = Class(cache)
    again.attend(folder)
    assert again.learnt == 1


@pytest.mark.parametrize("size", [0, 60, 2000])
def test_what_was_cut_short_is_learnt_anew_and_kept_again(
    folder: Path, cache: Path, size: int, caplog: pytest.LogCaptureFixture
) -> None:
    expected = said(Class(cache).attend(folder))
    for file in cache.glob("*/*"):
        file.write_bytes(file.read_bytes()[:size])
    again, after = Class(cache), Class(cache)
    assert said(again.attend(folder)) == expected
    assert "dipelajari ulang" in caplog.text
    assert said(after.attend(folder)) == expected
    assert (again.learnt, after.learnt) == (1, 0)


def test_what_is_whole_but_something_else_is_learnt_anew(
    folder: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Class(cache).attend(folder)
    (home,) = cache.iterdir()
    files = LearntFiles(cache)
    files.refuse(home.name, "")
    files.write(home.name, Packed([1, 2], {}))
    caplog.clear()
    again = Class(cache)
    assert said(again.attend(folder))
    assert again.learnt == 1
    assert "dipelajari ulang" in caplog.text


def test_without_a_folder_to_keep_it_in_it_is_learnt_each_time(folder: Path) -> None:
    lonely = Class(None)
    lonely.attend(folder)
    lonely.attend(folder)
    assert lonely.learnt == 2


def test_where_nothing_can_be_kept_it_answers_all_the_same(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    blocked = Class(tmp_path / "berkas" / "dalam", beside=True)
    assert blocked.attend(folder).knowledge.entries
    assert blocked.learnt == 1


def test_a_process_beside_learns_what_is_then_taken_up_here(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school_module, "Dialogue", OnlyRecalled)
    assert Class(cache, beside=True).attend(folder).knowledge.entries


class OnlyRecalled:
    recalled = Dialogue.recalled


def test_a_process_beside_that_fails_leaves_the_learning_to_this_one(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school_module, "_learn_beside", lambda *_args: None)
    assert Class(cache, beside=True).attend(folder).knowledge.entries
    assert len(list(cache.iterdir())) == 1


def test_it_can_be_learnt_beforehand(folder: Path, cache: Path) -> None:
    assert learn(folder, School(cache))
    assert learn(folder, School(cache))
    assert not learn(folder, School())
    later = Class(cache)
    later.attend(folder)
    assert later.learnt == 0


def test_an_assistant_is_opened_on_what_was_learnt(folder: Path, cache: Path) -> None:
    learn(folder, School(cache))
    later = Class(cache)
    try:
        assert open_assistant(folder, "", later.school).handle(Utterance(ASKED[0]), "sari").matches
    finally:
        gc.unfreeze()
    assert later.learnt == 0


def test_the_collector_rests_while_much_is_built_and_afterwards_goes_on_even_if_that_failed() -> None:
    resting = []

    def build() -> None:
        with undisturbed():
            resting.append(not gc.isenabled())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert resting == [True]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
