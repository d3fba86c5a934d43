"""How fast messages may go out.

Lives here: the limits of Telegram and the arithmetic of obeying them.
Never here: where the state is kept (budget.py), the clock, sleeping.

A budget is one number: how many seconds from now it will be full again (its debt). A message adds `interval` to it and
may go out while the debt leaves room for the burst (generic cell rate algorithm).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` messages at once, then one in `interval` seconds."""

    interval: float
    burst: int

    def wait(self, debt: float) -> float:
        """Seconds until the next message."""
        return max(0.0, debt - (self.burst - 1) * self.interval)

    def add(self, debt: float) -> float:
        """The debt after one more message."""
        return max(debt, 0.0) + self.interval


# core.telegram.org/bots/faq: about 30 messages a second in all. Two a second are left for what is urgent, which does
# not wait; and no burst, so that no second has more than 30.
TOKEN = Pace(1 / 28, 1)
# The same page: one a second in a chat, "short bursts" allowed.
CHAT = Pace(1.0, 3)
# The same page: 20 a minute in a group. A burst of 5 and 15 a minute are 20 in any minute.
GROUP = Pace(4.0, 5)


@dataclass(frozen=True, slots=True)
class Debts:
    """What is owed, in seconds from now: to all chats together, to one chat, and to a pause that Telegram asked for."""

    token: float = 0.0
    chat: float = 0.0
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Leave to send in `wait` seconds unless a pause begins before; or, not `granted`, advice to ask again then."""

    wait: float
    granted: bool


def reserve(debts: Debts, group: bool, urgent: bool) -> tuple[Slot, Debts]:
    """A slot for one message, and what is owed after it. An urgent one waits for nothing but a pause (429), which
    Telegram enforces against everybody; what it takes, the others wait for."""
    pace = GROUP if group else CHAT
    if debts.pause > 0:
        return Slot(debts.pause, False), debts
    wait = 0.0 if urgent else pace.wait(debts.chat)
    if wait > 0:
        return Slot(wait, False), debts
    slot = Slot(0.0 if urgent else TOKEN.wait(debts.token), True)
    return slot, Debts(TOKEN.add(debts.token), pace.add(debts.chat))
