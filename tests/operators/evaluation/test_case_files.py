"""Reading files of test questions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.core.model import Knowledge
from bot.core.turns import Outcome
from bot.operators.evaluation.case_files import CaseError, read_aliases, read_cases
from bot.operators.evaluation.cases import Case, Ids, Kind

Write = Callable[[str, str | bytes], Path]
Read = Callable[..., list[Case]]


@pytest.fixture
def read(written: Write, knowledge: Knowledge) -> Read:
    """The cases of one JSONL file with these objects."""

    def reading(*objects: dict[str, Any]) -> list[Case]:
        path = written("uji.jsonl", "\n".join(json.dumps(one) for one in objects))
        return [case for session in read_cases([path], Ids(knowledge)) for case in session]

    return reading


@pytest.mark.parametrize(
    ("fields", "kind", "wanted", "tags"),
    [
        ({"ids": ["tubruk"], "tags": ["gaul"]}, Kind.IN_SCOPE, "tubruk", ("gaul",)),
        ({"all_ids": ["tubruk", "saring"]}, Kind.IN_SCOPE, "tubruk+saring", ()),
        ({"kind": "jauh"}, Kind.OUT_OF_SCOPE, "dibiarkan", ("jauh",)),
        ({"ids": []}, Kind.OUT_OF_SCOPE, "dibiarkan", ("-",)),
        ({"intent": "sapaan"}, Kind.TALK, "sapaan", ("sapaan",)),
        ({"crisis": True}, Kind.CRISIS, "crisis", ()),
        ({"crisis": False}, Kind.LOOK_ALIKE, "bukan crisis", ()),
    ],
)
def test_the_fields_tell_the_kind(
    read: Read, fields: dict[str, Any], kind: Kind, wanted: str, tags: tuple[str, ...]
) -> None:
    (case,) = read({"q": "x", **fields})
    assert (case.text, case.kind, case.expected.wanted, case.tags) == ("x", kind, wanted, tags)


def test_the_turns_of_a_dialogue_are_one_session(written: Write, knowledge: Knowledge) -> None:
    turns = [{"q": "a", "ids": ["tubruk"]}, {"q": "b", "expect": "menu"}, {"q": "c", "expect": "fallback"}]
    path = written("uji.jsonl", json.dumps({"turns": turns}))
    (session,) = read_cases([path], Ids(knowledge))
    assert [case.kind for case in session] == [Kind.TURN] * 3
    assert session[1].expected.outcomes == {Outcome.MENU}
    assert session[2].expected.outcomes == {Outcome.FALLBACK, Outcome.HANDOFF}


def test_a_turn_may_have_several_right_outcomes_or_one_wrong_one(written: Write, knowledge: Knowledge) -> None:
    turns = [{"q": "a", "expect_any": ["smalltalk", "crisis"]}, {"q": "b", "not": "crisis"}]
    path = written("uji.jsonl", json.dumps({"turns": turns}))
    (session,) = read_cases([path], Ids(knowledge))
    assert session[0].expected.outcomes == {Outcome.SMALLTALK, Outcome.HANDOFF, Outcome.CRISIS}
    assert session[1].expected.outcomes == set(Outcome) - {Outcome.CRISIS}
    assert [case.expected.wanted for case in session] == ["smalltalk/crisis", "bukan crisis"]


def test_an_unknown_outcome_is_named(written: Write, knowledge: Knowledge) -> None:
    path = written("uji.jsonl", json.dumps({"turns": [{"q": "a", "expect_any": ["krisis"]}]}))
    with pytest.raises(CaseError, match='"krisis" tidak dikenal'):
        read_cases([path], Ids(knowledge))


def test_a_menu_is_a_right_reply_to_some_small_talk_only(read: Read) -> None:
    greeting, thanks = read({"q": "x", "intent": "greeting"}, {"q": "x", "intent": "thanks"})
    assert Outcome.MENU in greeting.expected.outcomes
    assert Outcome.MENU not in thanks.expected.outcomes


def test_all_bad_lines_are_told_at_once(written: Write, knowledge: Knowledge) -> None:
    lines = [
        '{"q": "x", "ids": ["turbuk"]}',
        "bukan json",
        '["daftar"]',
        "{}",
        '{"turns": [{"q": "x", "expect": "meno"}]}',
    ]
    path = written("uji.jsonl", "\n".join([*lines, "", '{"turns": ["x"]}', '{"q": "x", "ids": 3}']))
    with pytest.raises(CaseError) as caught:
        read_cases([path], Ids(knowledge))
    said = sorted(str(caught.value).split("\n"))
    assert [line.split(":")[1] for line in said] == ["1", "2", "3", "4", "5", "7", "8"]
    assert 'mungkin maksudnya "tubruk"' in said[0]
    assert "'q' tidak ada" in said[3]
    assert 'mungkin maksudnya "menu"' in said[4]


def test_a_sheet_holds_questions_and_expected_ids(written: Write, knowledge: Knowledge) -> None:
    path = written("uji.csv", "\ufeffPertanyaan;id\napa itu tubruk;tubruk\ncuaca;\nsaring, giling?;saring/giling\n")
    cases = [session[0] for session in read_cases([path], Ids(knowledge))]
    assert [(case.kind, case.expected.wanted) for case in cases] == [
        (Kind.IN_SCOPE, "tubruk"), (Kind.OUT_OF_SCOPE, "dibiarkan"), (Kind.IN_SCOPE, "saring/giling"),
    ]  # fmt: skip
    assert cases[0].place.endswith("uji.csv, baris 2")


def test_a_sheet_needs_no_heading(written: Write, knowledge: Knowledge) -> None:
    (session,) = read_cases([written("uji.csv", "apa itu tubruk,tubruk\n")], Ids(knowledge))
    assert session[0].text == "apa itu tubruk"


def test_an_unknown_id_in_a_sheet_is_told_with_its_row(written: Write, knowledge: Knowledge) -> None:
    with pytest.raises(CaseError, match=r"baris 2: id .tiada. tidak ada"):
        read_cases([written("uji.csv", "q,id\nx,tiada\n")], Ids(knowledge))


def test_aliases_may_name_one_id_or_several(written: Write) -> None:
    assert read_aliases(written("a.json", '{"p": ["a", "b"], "r": "c"}')) == {"p": ("a", "b"), "r": ("c",)}


@pytest.mark.parametrize("content", ["[]", "{", '{"a": 3}'])
def test_broken_aliases_are_refused(written: Write, content: str) -> None:
    with pytest.raises(CaseError, match="objek JSON"):
        read_aliases(written("a.json", content))


def test_a_file_that_is_no_text_is_named(written: Write, knowledge: Knowledge) -> None:
    with pytest.raises(CaseError, match="tidak dapat dibaca"):
        read_cases([written("uji.jsonl", b"\xff\xfe\xfa")], Ids(knowledge))
