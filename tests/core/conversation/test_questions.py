from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.questions import Questions
from bot.core.language.text import Reading
from bot.core.policy import Policy


@pytest.fixture
def questions(dialogue: Dialogue) -> Questions:
    return dialogue.questions


def several(questions: Questions, text: str, shown: tuple[str, ...] = ()) -> tuple[str, ...] | None:
    found = questions.several(questions.ask(text), shown)
    return found.entries if found else None


def test_small_talk_is_told_from_the_whole_and_the_subject_from_the_rest(questions: Questions) -> None:
    question = questions.ask("halo kak teh hijau")
    assert question.reading.forms == ("teh", "hijau")
    assert question.ranking.intent == "sapaan"
    assert question.ranking.matches[0].entry == "hijau"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("beda teh hijau sama teh hitam", ("hijau", "hitam")),
        ("teh hijau, teh hitam, teh putih bedanya", ("hijau", "hitam", "putih")),
        ("bedanya hijau hitam putih", ("hijau", "hitam", "putih")),
        ("teh hijau? teh hitam?", ("hijau", "hitam")),
        ("teh hijau", None),
        ("beda teh hijau sama skor bola", None),
        ("teh hijau, teh hitam, teh putih, teh hijaz bedanya", None),
        ("beda", None),
    ],
)
def test_several_entries_are_found_in_one_message(
    text: str, entries: tuple[str, ...] | None, questions: Questions
) -> None:
    assert several(questions, text) == entries


def test_a_comparison_with_one_name_leans_on_what_was_shown(questions: Questions) -> None:
    assert several(questions, "bedanya sama teh hitam apa", ("hijau",)) == ("hijau", "hitam")
    assert several(questions, "bedanya sama teh hitam apa", ("hitam",)) is None


def test_an_overview_and_its_part_are_one_question(questions: Questions) -> None:
    assert several(questions, "warna teh apa saja? teh hijau?") is None


def test_look_alikes_are_only_those_that_are_declared(questions: Questions) -> None:
    assert {match.entry for match in questions.look_alikes(questions.ask("hijat"))} == {"hijau", "hijaz"}
    assert questions.look_alikes(questions.ask("hitan")) == ()


def test_a_second_reading_that_leads_to_the_same_entry_is_no_look_alike(questions: Questions) -> None:
    question = questions.ask("hijat")
    (word,) = question.reading.words
    same = Reading((replace(word, others=(word.form, *word.others)),))
    found = questions.look_alikes(replace(question, reading=same))
    assert len(found) == 2


def test_what_stands_in_the_middle_of_a_very_long_message_is_not_taken_apart(questions: Questions) -> None:
    long = "teh hijau? " + "kak, " * 200 + "teh putih? " + "kak, " * 200 + "teh hitam?"
    assert several(questions, long) == ("hijau", "hitam")


def clause(questions: Questions, text: str) -> str | None:
    found = questions.clause(questions.ask(text))
    return found.text.strip() if found else None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("teh hijau itu apa? baru pindah kebun nih, besok ada tamu", "teh hijau itu apa?"),
        ("halo kak! kebun saya baru. teh hitam? terima kasih", "teh hitam?"),
        ("aku baru tanam bunga. teh hitam dilayukan, apa itu teh hitam", "apa itu teh hitam"),  # both say the same
        ("teh hijau itu apa", None),  # there is nothing beside it
        ("teh hijau itu apa? skor bola apa?", None),  # two questions
        ("baru pindah kebun nih, besok ada tamu", None),  # none
        ("pucuk teh putih. teh hijau itu apa, besok ada tamu", None),  # the rest is about another entry
        ("skor bola apa? besok ada tamu", None),  # what is asked is not known
        ("teh hijau itu apa? baru pindah, harga teh mahal", None),  # the rest touches a gap
        ("teh hijau itu apa? " + "tamu, " * 20, None),
    ],
)
def test_the_part_that_asks_is_found_in_what_is_told_beside_it(
    text: str, part: str | None, questions: Questions
) -> None:
    assert clause(questions, text) == part


def test_where_the_whole_is_surer_than_its_part_the_whole_counts(questions: Questions) -> None:
    question = questions.ask("teh hijau itu apa? baru pindah kebun nih, besok ada tamu")
    matches = (replace(question.ranking.matches[0], confidence=1.0), *question.ranking.matches[1:])
    assert questions.clause(replace(question, ranking=replace(question.ranking, matches=matches))) is None


def test_a_message_that_is_about_a_gap_is_not_taken_apart(questions: Questions) -> None:
    question = questions.ask("teh hijau itu apa? baru pindah kebun nih, besok ada tamu")
    gap = replace(question.ranking, gap="harga", gap_score=2.0)
    assert questions.clause(replace(question, ranking=gap)) is None


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("kebun saya baru, beda teh hijau sama teh hitam apa, besok ada tamu", ("hijau", "hitam")),
        ("beda teh hijau, teh hitam, dan teh putih apa? besok ada tamu", ("hijau", "hitam", "putih")),
        ("bedanya apa, teh hijau sama teh hitam", ("hijau", "hitam")),
    ],
)
def test_what_is_told_around_a_comparison_is_left_out(
    text: str, entries: tuple[str, ...], questions: Questions
) -> None:
    assert several(questions, text) == entries


def half(questions: Questions, text: str) -> tuple[tuple[str, ...], str] | None:
    found = questions.half(questions.ask(text))
    return (tuple(match.entry for match in found.matches), found.gap) if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("apa itu teh hijau dan berapa harga teh", (("hijau",), "harga")),
        ("berapa harga teh? apa itu teh hitam", (("hitam",), "harga")),
        ("apa itu teh hijau dan apa itu teh hitam", None),  # no gap
        ("berapa harga teh", None),  # one question
        ("apa itu teh hijau apa", None),  # one question, asked twice
        ("harga teh hijau dan apa itu teh hitam", None),  # the first is no question by itself
        ("apa itu skor bola dan berapa harga teh", None),  # nothing of it is known
    ],
)
def test_of_two_questions_one_is_answered_where_the_other_is_a_gap(
    text: str, found: tuple[tuple[str, ...], str] | None, questions: Questions
) -> None:
    assert half(questions, text) == found


def test_the_part_that_asks_may_be_a_gap(questions: Questions) -> None:
    found = questions.clause(questions.ask("air panas delapan puluh derajat, harga teh berapa"))
    assert found is not None
    assert found.ranking.gap == "harga"


def test_what_is_compared_with_something_before_is_compared_with_what_was_shown(questions: Questions) -> None:
    # Each of its words names an entry, and yet one thing is meant.
    bold = replace(questions, policy=Policy(clarify=0.1))
    assert several(bold, "bedanya sama hitam putih", ("hijau",))[:1] == ("hijau",)
    assert several(questions, "bedanya hitam putih", ("hijau",)) == ("hitam", "putih")


def test_the_subject_itself_is_no_side_of_a_comparison(questions: Questions) -> None:
    bold = replace(questions, policy=Policy(answer=0.0))
    assert several(bold, "beda hijau dan hitam") == ("hijau", "hitam")
    assert several(bold, "beda teh dan hitam") is None


@pytest.mark.parametrize(("beside", "is_subject"), [(-0.01, True), (0.01, False)])
def test_what_more_than_a_third_of_the_entries_speak_of_is_the_subject(
    beside: float, is_subject: bool, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    weight = math.log(3) + 0.2 + beside
    monkeypatch.setattr(type(questions.ranker.index.vocabulary), "weight", lambda *_: weight)
    assert questions._is_subject(questions.reader.read("teh hijau")) is is_subject


@pytest.mark.parametrize(("margin", "entries"), [(0.46, None), (0.44, ("hijau", "hitam"))])
def test_two_parts_are_two_questions_only_where_no_entry_leads(
    margin: float, entries: tuple[str, ...] | None, questions: Questions
) -> None:
    question = questions.ask("teh hijau, teh hitam")
    evidence = replace(question.ranking.evidence, margin=margin)
    found = questions.several(replace(question, ranking=replace(question.ranking, evidence=evidence)), ())
    assert (found.entries if found else None) == entries


def test_a_comparison_is_as_sure_as_the_side_that_is_least_sure(questions: Questions) -> None:
    found = questions.several(questions.ask("bedanya hijau hitam putih"), ())
    assert found is not None
    each = [questions.ask(word).ranking.confidence for word in ("hijau", "hitam", "putih")]
    assert min(each) < max(each)
    assert found.confidence == min(each)


def test_another_reading_of_a_word_is_no_look_alike_where_nobody_declared_it_one(
    questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = questions.ask("hijat")
    monkeypatch.setattr(Questions, "_confusable", lambda *_: False)
    assert questions.look_alikes(question) == ()


def test_a_comparison_of_which_one_side_is_the_subject_is_one_question(
    questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = questions.ask("apa itu teh hijau")
    assert question.ranking.confidence >= questions.policy.answer
    sides = [questions.reader.read(side) for side in ("teh", "hijau")]
    for subject, is_one in ((sides[:1], True), (sides, True), ([], False)):
        monkeypatch.setattr(Questions, "_is_subject", lambda _, part, subject=subject: part in subject)
        assert questions._is_one(question, sides) is is_one


@pytest.mark.parametrize(("asking", "answered"), [(2, True), (1, False)])
def test_half_of_a_message_is_answered_where_each_of_its_parts_asks(
    asking: int, answered: bool, questions: Questions, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = questions.ask("teh hijau itu apa? harga teh berapa?")
    parts = questions.parts(question)
    assert len(parts) == 2
    monkeypatch.setattr(type(questions.moves), "asks_twice", lambda *_: True)
    monkeypatch.setattr(type(questions.moves), "asks", lambda _, part: part in parts[:asking])
    assert (questions.half(question) is not None) is answered
