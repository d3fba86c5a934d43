"""Who may have how many replies.

Lives here: a budget for each chat, the repeated press of one button, the pause Telegram asks of everybody, as far as
one process can know of it.
Never here: what is said when the budget is used up. Danger is never counted against anybody (handlers.py).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

T = TypeVar("T")

# Chats remembered; the least recently seen is forgotten first.
KEPT = 10_000
# A second press of the same button within this is a double tap.
DOUBLE_TAP_SECONDS = 1.0


class Verdict(Enum):
    PASS = auto()
    NOTICE = auto()  # the first one over: say so, once
    SILENCE = auto()


@dataclass(frozen=True, slots=True)
class Budget:
    """`burst` replies at once, then `per_second`. A refused one costs `penalty`, down to a debt `floor`."""

    burst: float
    per_second: float
    penalty: float = 0.0
    floor: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """What is left of a budget, as of `at`; `over`: the last one was refused."""

    left: float
    at: float
    over: bool = False


# Faster than anybody reads; core.telegram.org/bots/faq asks for about one message per second in a chat. Who
# goes on all the same has to pause before anything is answered again.
PRIVATE = Budget(burst=30, per_second=1.0, penalty=1.0, floor=5.0)
# The same page: not more than 20 messages per minute in a group.
GROUP = Budget(burst=10, per_second=10 / 60)
# Each letter typed is an inline query of its own; clients wait a little between them.
INLINE = Budget(burst=20, per_second=5.0)


class Pace:
    """Budgets by chat. `now` is a steady clock in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._accounts: OrderedDict[str, Account] = OrderedDict()
        self._presses: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def spend(self, key: str, budget: Budget, at: float | None = None) -> Verdict:
        """Take one reply from the budget of `key`. `at`: when it was asked for, if that was not just now; for one key
        always by the same clock."""
        now = self._now() if at is None else at
        account = self._accounts.get(key, Account(budget.burst, now))
        # What was asked later may have been dealt with before.
        now = max(now, account.at)
        left = min(budget.burst, account.left + (now - account.at) * budget.per_second)
        if left >= 1:
            _keep(self._accounts, key, Account(left - 1, now))
            return Verdict.PASS
        _keep(self._accounts, key, Account(max(left - budget.penalty, -budget.floor), now, over=True))
        return Verdict.SILENCE if account.over else Verdict.NOTICE

    def is_double_tap(self, place: str, button: str) -> bool:
        """Whether the last press at `place`, a moment ago, was of the same button. Where a message changes under one's
        finger, the same button may be meant again after another ("back")."""
        now = self._now()
        before = self._presses.get(place)
        _keep(self._presses, place, (button, now))
        return before is not None and before[0] == button and now - before[1] < DOUBLE_TAP_SECONDS


class Gate:
    """Open but for as long as Telegram asked for (429): for all chats, because the limit is the token's.

    The permits of a bot whose Bot API has no limits (one of its own, or a load test).
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._opens_at = 0.0

    async def enter(self, chat: str, group: bool = False, urgent: bool = False, patience: float = 60.0) -> float:
        while (pause := await self.paused()) > 0:
            if pause > patience:
                return pause
            await asyncio.sleep(pause)
        return 0.0

    async def pause(self, seconds: float) -> None:
        self._opens_at = max(self._opens_at, self._now() + seconds)

    async def paused(self) -> float:
        return max(0.0, self._opens_at - self._now())


def _keep(kept: OrderedDict[str, T], key: str, value: T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
