"""A message is judged once, however often it is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.language.fitted import make_reader
from bot.core.safety import detector as module
from bot.core.safety.detector import Detector
from bot.core.safety.lessons import Learnt

from ..conftest import FREQUENCY, make_knowledge


@pytest.fixture
def detector() -> Detector:
    return Detector.build(make_knowledge(), make_reader(make_knowledge(), FREQUENCY))


def test_the_second_time_the_verdict_is_known(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    before = detector.alarmed("saya ingin mati"), detector.alarmed("lampu mati")
    assert before == (True, False)
    monkeypatch.setattr(Detector, "_is_alarming", lambda _self, _text: pytest.fail("judged again"))
    assert (detector.alarmed("saya ingin mati"), detector.alarmed("lampu mati")) == before


def test_one_that_learnt_something_else_judges_for_itself(detector: Detector) -> None:
    assert detector.alarmed("saya ingin mati")
    assert not replace(detector, learnt=Learnt(bias=-100.0)).alarmed("saya ingin mati")


def test_nothing_that_was_written_is_kept_and_verdicts_are_not_kept_without_end(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CACHE_LIMIT", 3)
    for number in range(10):
        detector.alarmed(f"teh nomor {number}")
    assert 0 < len(detector._verdicts) <= 3
    assert {type(key) for key in detector._verdicts} == {int}
