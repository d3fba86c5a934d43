"""The conversation with the operator, with what is typed piped in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Match
from bot.operators.editing.knowledge_editing import KnowledgeEditor
from bot.operators.gaps.miss_groups import MissGroup
from bot.operators.gaps.misses import Kind
from bot.operators.gaps.review import GapReview
from bot.storage.loader import load_knowledge

Review = Callable[..., str]

ONCE = ((Kind.UNANSWERED, 1),)
BEANS = MissGroup(("robusta sama arabika", "robusta apa arabika ya", "beda robusta"), ONCE, Match("simpan", 0.31))
BARISTA = MissGroup(("barista digaji berapa",), ONCE, None)


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coffee, tmp_path / "kopi"))


@pytest.fixture
def review(folder: Path, trained: Dialogue) -> Review:
    """Reviews groups and gives all that was shown. Each of `typed` is a line."""

    def reviewing(*typed: str, groups: tuple[MissGroup, ...] = (BEANS, BARISTA)) -> str:
        @click.command()
        def command() -> None:
            GapReview(Console(width=80), KnowledgeEditor(folder), trained).run(groups)

        result = CliRunner().invoke(command, input="".join(f"{line}\n" for line in typed))
        assert result.exception is None, result.output
        return result.output

    return reviewing


def questions(folder: Path, entry: str) -> tuple[str, ...]:
    return load_knowledge(folder).entries[entry].questions


def test_a_group_shows_how_often_what_was_asked_and_what_is_near(review: Review) -> None:
    shown = review("k")
    for words in ("1 dari 2: 1 kali (1 tak terjawab)", "• beda robusta", "Menyimpan biji (simpan), yakin 31 %"):
        assert words in shown


def test_nothing_is_learnt_without_a_yes(review: Review, folder: Path) -> None:
    before = load_knowledge(folder).version
    assert "Tidak ada yang diubah." in review("l", "")
    assert load_knowledge(folder).version == before


def test_the_suggested_entry_learns_the_wording_and_others_that_are_chosen(review: Review, folder: Path) -> None:
    shown = review("t", "", "2", "k")
    assert questions(folder, "simpan")[-2:] == ("robusta sama arabika", "beda robusta")
    assert "Selesai: 2 cara bertanya, di 1 berkas." in shown
    assert "/muat_ulang" in shown


def test_a_wording_can_be_edited_and_all_others_added(review: Review, folder: Path) -> None:
    review("t", "apa beda robusta dan arabika", "semua", "k")
    assert questions(folder, "simpan")[-4:] == ("apa beda robusta dan arabika", *BEANS.ways)


def test_another_entry_is_found_by_words_and_chosen_by_number(review: Review, folder: Path) -> None:
    shown = review("p", "kopi", "9", "saring", "", "", "k")
    assert "1  Kopi" in shown
    assert questions(folder, "saring")[-1] == "robusta sama arabika"


def test_without_a_suggestion_there_is_nothing_to_accept(review: Review) -> None:
    shown = review("t", "k", groups=(BARISTA,))
    assert "[t]erima" not in shown
    assert "Ketik satu huruf" in shown


@pytest.mark.parametrize("typed", ["t -", "p -", "b -", "b Robusta -", "b Robusta 1 -", "b Robusta 1 Ya. -"])
def test_every_step_can_be_called_off(review: Review, folder: Path, typed: str) -> None:
    before = load_knowledge(folder).version
    assert review(*typed.split(), "k").count("[l]ewati") == 2
    assert load_knowledge(folder).version == before


def test_what_could_point_at_a_person_or_is_known_is_asked_for_again(review: Review, folder: Path) -> None:
    shown = review("t", "robusta hubungi 0812-3456-7890", "apa itu kopi tubruk", "robusta aja", "", "k")
    assert "bisa menunjuk orang" in shown
    assert "Sudah ada di entri tubruk." in shown
    assert questions(folder, "simpan")[-1] == "robusta aja"


def test_a_wording_with_something_hidden_is_not_offered(review: Review) -> None:
    hidden = MissGroup(("kopi luwak [telepon]",), ONCE, Match("simpan", 0.3))
    assert "bertanya (-: batal):" in review("t", "-", "k", groups=(hidden,))


def test_an_entry_is_made_in_a_topic_that_is_there(review: Review, folder: Path) -> None:
    shown = review("b", "J" * 41, "Jenis biji", "1", "Robusta dan arabika.", "", "semua", "k")
    made = load_knowledge(folder).entries["jenis-biji"]
    assert (made.title, made.answer, made.questions) == ("Jenis biji", "Robusta dan arabika.", BEANS.ways)
    assert "Terlalu panjang" in shown
    assert "3 cara bertanya dan 1 entri baru" in shown
    assert "ringkas, sumber, terkait" in shown


@pytest.mark.parametrize(("topic", "expected"), [("Barista", "barista"), ("biji", "biji"), ("9", "biji")])
def test_a_topic_is_chosen_by_name_or_made(review: Review, folder: Path, topic: str, expected: str) -> None:
    again = ("Biji",) if topic == "9" else ()
    review("b", "Gaji barista", topic, *again, "Belum ada angkanya.", "", "k", groups=(BARISTA,))
    assert load_knowledge(folder).entries["gaji-barista"].topic == expected


def test_what_the_loader_refuses_is_shown_and_the_group_is_asked_about_again(review: Review, folder: Path) -> None:
    before = load_knowledge(folder).version
    shown = review("t", "apa itu'kopi tubruk", "", "k")
    assert "Perubahan tadi dibatalkan." in shown
    assert shown.count("[l]ewati") == 2
    assert load_knowledge(folder).version == before


def test_the_end_of_the_input_ends_the_review_with_what_was_done(review: Review, folder: Path) -> None:
    assert "Selesai: 1 cara bertanya" in review("t", "", "")
    assert questions(folder, "simpan")[-1] == "robusta sama arabika"


def test_an_answer_that_is_disliked_is_said_to_need_an_editor(review: Review) -> None:
    disliked = MissGroup(("apa itu kopi tubruk",), ((Kind.DISLIKED, 1),), Match("tubruk", 0.9))
    assert "mungkin jawabannya yang perlu disunting" in review("k", groups=(disliked,))
