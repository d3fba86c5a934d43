from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database.pacing import Debts, Slot, reserve


class Sending:
    """Messages on a timeline, each sent when the budgets allow."""

    def __init__(self) -> None:
        self.now = 0.0
        self.token = 0.0
        self.chats: dict[str, float] = {}

    def ask(self, chat: str, *, group: bool = False, urgent: bool = False) -> Slot:
        debts = Debts(self.token - self.now, self.chats.get(chat, 0.0) - self.now)
        slot, after = reserve(debts, group, urgent)
        if slot.granted:
            self.token, self.chats[chat] = self.now + after.token, self.now + after.chat
        return slot

    def send(self, chat: str, *, group: bool = False) -> float:
        """When the message goes out, for somebody who does nothing but wait for it."""
        while not (slot := self.ask(chat, group=group)).granted:
            self.now += slot.wait
        return self.now + slot.wait


def most_in(seconds: float, times: list[float]) -> int:
    return max(sum(1 for other in times if start <= other < start + seconds - 1e-6) for start in times)


def test_a_first_message_goes_at_once() -> None:
    assert Sending().ask("42") == Slot(0.0, True)


def test_no_second_has_more_than_thirty_messages() -> None:
    sending = Sending()
    times = [sending.send(str(chat)) for chat in range(200)]
    assert most_in(1.0, times) <= 30
    assert max(times) < 200 / 27


def test_a_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    sending = Sending()
    times = [sending.send("42") for _ in range(8)]
    assert times[2] < 0.2
    assert [round(later - earlier, 1) for earlier, later in pairwise(times[3:])] == [1.0] * 4


def test_no_minute_of_a_group_has_more_than_twenty_messages() -> None:
    sending = Sending()
    times = [sending.send("-100", group=True) for _ in range(60)]
    assert most_in(60.0, times) <= 20


def test_what_is_urgent_passes_by_the_queue_and_the_others_wait_for_it() -> None:
    sending = Sending()
    queued = [sending.ask(str(chat)).wait for chat in range(100)]
    assert sending.ask("42", urgent=True) == Slot(0.0, True)
    assert sending.ask("43").wait > queued[-1] + 0.05


def test_what_is_urgent_does_not_wait_for_its_chat() -> None:
    sending = Sending()
    for _ in range(5):
        sending.ask("42")
    assert not sending.ask("42").granted
    assert sending.ask("42", urgent=True) == Slot(0.0, True)


@pytest.mark.parametrize("urgent", [False, True])
def test_a_pause_holds_for_everybody_and_takes_nothing(urgent: bool) -> None:
    debts = Debts(token=0.5, chat=0.5, pause=3.0)
    assert reserve(debts, False, urgent) == (Slot(3.0, False), debts)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.floats(0, 2)), max_size=60))
def test_waits_are_never_negative_and_never_forgotten(asked: list[tuple[str, bool, float]]) -> None:
    sending = Sending()
    for chat, urgent, pause in asked:
        slot = sending.ask(chat, urgent=urgent)
        assert slot.wait >= 0
        assert slot.granted or slot.wait > 0
        sending.now += pause
