"""Budgets, double taps and the gate, on a clock that stands still."""

from __future__ import annotations

import pytest

from bot.channels.telegram.answering import pace
from bot.channels.telegram.answering.pace import GROUP, PRIVATE, Budget, Gate, Pace, Verdict


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spend(paced: Pace, times: int, budget: Budget = PRIVATE, key: str = "a") -> list[Verdict]:
    return [paced.spend(key, budget) for _ in range(times)]


def test_a_burst_passes_then_comes_one_notice_then_silence(clock: Clock) -> None:
    paced = Pace(clock)
    assert spend(paced, 30) == [Verdict.PASS] * 30
    assert spend(paced, 5) == [Verdict.NOTICE, *[Verdict.SILENCE] * 4]


def test_fifty_a_second_for_a_minute_get_thirty_replies_and_one_notice(clock: Clock) -> None:
    paced, got = Pace(clock), []
    for _ in range(3000):
        got += spend(paced, 1)
        clock.now += 0.02
    assert (got.count(Verdict.PASS), got.count(Verdict.NOTICE)) == (30, 1)


def test_who_pauses_is_answered_again_and_may_be_told_again(clock: Clock) -> None:
    paced = Pace(clock)
    spend(paced, 40)
    clock.now += 6
    assert spend(paced, 3) == [Verdict.PASS, Verdict.NOTICE, Verdict.SILENCE]


def test_what_counts_is_when_it_was_asked_and_not_when_it_is_dealt_with(clock: Clock) -> None:
    paced, got = Pace(clock), []
    for number in range(200):
        got.append(paced.spend("a", PRIVATE, 5000.0 + number // 50))
        clock.now += 1
    assert (got.count(Verdict.PASS), got.count(Verdict.NOTICE)) == (30, 1)


def test_what_was_asked_before_and_comes_later_costs_the_same(clock: Clock) -> None:
    paced = Pace(clock)
    got = [paced.spend("a", PRIVATE, at) for at in [5000.0, 100.0] * 20]
    assert got.count(Verdict.PASS) == 30


def test_one_chat_does_not_spend_anothers_budget(clock: Clock) -> None:
    paced = Pace(clock)
    spend(paced, 40)
    assert spend(paced, 1, key="b") == [Verdict.PASS]


def test_a_group_gets_at_most_twenty_replies_in_any_minute(clock: Clock) -> None:
    paced, passed = Pace(clock), []
    for number in range(300):
        if paced.spend("g", GROUP) is Verdict.PASS:
            passed.append(number)
        clock.now += 0.6
    assert all(sum(start <= other < start + 100 for other in passed) <= 20 for start in passed)
    assert len(passed) > 30


def test_the_same_press_within_a_second_is_a_double_tap(clock: Clock) -> None:
    paced = Pace(clock)
    presses = [("here", "x"), ("here", "x"), ("there", "x"), ("here", "y")]
    assert [paced.is_double_tap(*press) for press in presses] == [False, True, False, False]
    clock.now += 1.5
    assert not paced.is_double_tap("here", "y")


def test_the_same_press_after_another_is_meant_again(clock: Clock) -> None:
    paced = Pace(clock)
    assert not any([paced.is_double_tap("here", button) for button in ("topic", "part", "topic")])


def test_only_the_last_chats_are_remembered(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "KEPT", 3)
    paced = Pace(clock)
    spend(paced, 40)
    for key in "bcd":
        spend(paced, 1, key=key)
    assert spend(paced, 1) == [Verdict.PASS]


async def test_the_gate_stays_closed_for_the_longest_time_asked(clock: Clock) -> None:
    gate = Gate(clock)
    assert await gate.enter("1") == 0
    await gate.pause(5)
    await gate.pause(2)
    assert await gate.paused() == 5
    assert await gate.enter("1", patience=4) == 5
    clock.now += 6
    assert await gate.paused() == 0
