"""What is learnt about danger is measured on examples that were left out."""

from __future__ import annotations

from bot.operators.evaluation.danger import validate_danger
from bot.operators.evaluation.folds import By
from tests.core.conftest import FREQUENCY, make_knowledge
from tests.core.talking_in_danger import SAFETY, knowledge_of_danger


def test_every_example_is_left_out_once() -> None:
    found = validate_danger(knowledge_of_danger(), FREQUENCY, 3)
    assert (found.by, found.trials) == (By.DANGER, ())
    totals = {spread.name: spread.total for spread in found.spreads}
    support = SAFETY.support
    assert support is not None
    assert totals == {
        "crisis_noticed": len(SAFETY.danger),
        "false_alarms": len(SAFETY.harmless),
        "kind_right": sum(map(len, SAFETY.kinds.values())),
        "move_right": sum(map(len, support.examples.values())),
        "lines_given": len(support.line_requests),
        "lines_unasked": len(support.other_requests),
    }
    assert all(0 <= spread.mean <= 1 for spread in found.spreads)


def test_what_was_left_out_was_not_learnt() -> None:
    examples = {"crisis_noticed": 1.0, "move_right": 1.0}
    found = {spread.name: spread.mean for spread in validate_danger(knowledge_of_danger(), FREQUENCY, 3).spreads}
    assert all(found[name] < share for name, share in examples.items())


def test_a_knowledge_without_a_talk_is_measured_as_far_as_it_goes() -> None:
    names = [spread.name for spread in validate_danger(make_knowledge(), FREQUENCY, 2).spreads]
    assert names == ["crisis_noticed", "false_alarms", "kind_right"]
