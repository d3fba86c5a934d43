"""Telegram's flood limits, for where a rule has switched them on.

Lives here: counting what one bot sends. The real limits are not published exactly; these are the FAQ's
(core.telegram.org/bots/faq), without its tolerance for short bursts.
Never here: the numbers (limits.py), and the rule (world.py).
"""

from __future__ import annotations

import math
from collections import defaultdict, deque

from bot.playground import limits
from bot.playground.errors import too_many_requests
from bot.playground.world.clock import Clock

_ALL = 0


class FloodLimits:
    """Counts what one bot sends: a chat, a group, all together."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: defaultdict[int, deque[float]] = defaultdict(deque)

    def check(self, chat_id: int, *, is_group: bool) -> None:
        """Note one message to `chat_id`; raises 429 with whole seconds to wait, not counting it."""
        now = self._clock.now()
        rules = [(chat_id, limits.FLOOD_GROUP if is_group else limits.FLOOD_CHAT), (_ALL, limits.FLOOD_ALL)]
        waits = [self._wait(self._sent[key], now, *rule) for key, rule in rules]
        if (longest := max(waits)) > 0:
            raise too_many_requests(max(1, math.ceil(longest)))
        for key, _ in rules:
            self._sent[key].append(now)
        if len(self._sent) > limits.KEPT_PEOPLE:
            self._sent.clear()

    @staticmethod
    def _wait(sent: deque[float], now: float, most: int, seconds: float) -> float:
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        return sent[0] + seconds - now if len(sent) >= most else 0.0
