"""Asking test questions through the assistant, and the verdict on each."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.core.turns import Conversation, Match, Outcome, Passage, Reply, Turn, Utterance
from bot.operators.evaluation.cases import Case, Kind, Verdict, answering, ending
from bot.operators.evaluation.trials import Trial, ask_all, judge, of_kind

TUBRUK = answering({"tubruk": frozenset({"tubruk"})})
ALONE = ending("dibiarkan", Outcome.FALLBACK)


def turn(outcome: Outcome, *shown: str) -> Turn:
    return Turn(Utterance("x"), outcome, Reply(passages=tuple(Passage(s, s, "", "") for s in shown)), Conversation())


@pytest.mark.parametrize(
    ("kind", "outcome", "shown", "verdict"),
    [
        (Kind.IN_SCOPE, Outcome.ANSWER, ["tubruk"], Verdict.RIGHT),
        (Kind.IN_SCOPE, Outcome.ANSWER, ["saring"], Verdict.WRONG),
        (Kind.IN_SCOPE, Outcome.CRISIS, [], Verdict.WRONG),
        (Kind.IN_SCOPE, Outcome.CLARIFY, [], Verdict.MISSED),
        (Kind.IN_SCOPE, Outcome.FALLBACK, [], Verdict.MISSED),
        (Kind.OUT_OF_SCOPE, Outcome.ANSWER, ["saring"], Verdict.FALSE),
        (Kind.OUT_OF_SCOPE, Outcome.CRISIS, [], Verdict.FALSE),
        (Kind.OUT_OF_SCOPE, Outcome.CLARIFY, [], Verdict.ASKED),
        (Kind.OUT_OF_SCOPE, Outcome.SMALLTALK, [], Verdict.LEFT),
        (Kind.TURN, Outcome.FALLBACK, [], Verdict.WRONG),
    ],
)
def test_the_verdict_follows_from_kind_and_outcome(
    kind: Kind, outcome: Outcome, shown: list[str], verdict: Verdict
) -> None:
    expected = ALONE if kind is Kind.OUT_OF_SCOPE else TUBRUK
    assert judge(Case("x", kind, expected), turn(outcome, *shown)) is verdict


def test_a_known_question_is_answered(assistant: Assistant) -> None:
    (trial,) = ask_all(assistant, [(Case("apa itu kopi tubruk", Kind.IN_SCOPE, TUBRUK),)])
    assert (trial.verdict, trial.shown, trial.ranked[0]) == (Verdict.RIGHT, ("tubruk",), "tubruk")
    assert trial.confidence > 0.5


def test_a_button_that_leads_to_the_answer_counts_as_a_tap(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogue = assistant.dialogue
    asked = dialogue.make.clarify(Utterance("kopi"), Conversation(), [Match("saring", 0.4), Match("tubruk", 0.3)], "?")
    real = assistant.handle

    def handle(event: object, chat: str) -> Turn:
        return asked if isinstance(event, Utterance) else real(event, chat)  # type: ignore[arg-type]

    monkeypatch.setattr(assistant, "handle", handle)
    other = answering({"giling": frozenset({"giling"})})
    cases = [Case("kopi", Kind.IN_SCOPE, TUBRUK), Case("kopi", Kind.IN_SCOPE, other)]
    trials = list(ask_all(assistant, [(case,) for case in cases]))
    assert [trial.verdict for trial in trials] == [Verdict.TAP, Verdict.MISSED]


def test_the_turns_of_a_session_share_a_chat_and_sessions_do_not(assistant: Assistant) -> None:
    chats = []
    real = assistant.handle
    assistant.handle = lambda event, chat: (chats.append(chat), real(event, chat))[1]  # type: ignore[method-assign,assignment,func-returns-value]
    case = Case("halo", Kind.TURN, ending("smalltalk", Outcome.SMALLTALK))
    trials = list(ask_all(assistant, [(case, case), (case,)], "uji"))
    assert chats == ["uji-0", "uji-0", "uji-1"]
    assert [trial.session for trial in trials] == [0, 0, 1]


def trial(outcome: Outcome, verdict: Verdict, *ranked: str) -> Trial:
    return Trial(Case("x", Kind.IN_SCOPE, TUBRUK), 0, verdict, outcome, 0.5, ranked, ())


def test_the_best_entry_may_be_right_though_the_bot_did_not_dare() -> None:
    assert trial(Outcome.CLARIFY, Verdict.MISSED, "tubruk", "saring").best_is_right
    assert not trial(Outcome.CLARIFY, Verdict.TAP, "saring", "tubruk").best_is_right
    assert not trial(Outcome.SMALLTALK, Verdict.MISSED).best_is_right
    assert trial(Outcome.ANSWER, Verdict.RIGHT, "saring", "tubruk").best_is_right


def test_trials_are_chosen_by_kind() -> None:
    one = trial(Outcome.ANSWER, Verdict.RIGHT)
    assert of_kind([one], Kind.IN_SCOPE, Kind.OUT_OF_SCOPE) == [one]
    assert of_kind([one], Kind.OUT_OF_SCOPE) == []
