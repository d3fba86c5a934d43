"""What people thought of replies: up, down, or a vote withdrawn.

Lives here: which reply showed which entries, one vote of each person a reply, counts by entry.
Never here: how a vote arrives, who the people are (names of chats and replies are any strings), sentences.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from typing import Protocol

# Replies remembered; a vote on an older one is not counted.
KEPT = 20_000


class Votes(Protocol):
    """Keeps votes."""

    def offer(self, reply: str, entries: tuple[str, ...]) -> None:
        """`reply` shows these entries and can be voted on from now on."""
        ...

    def cast(self, voter: str, reply: str, value: int) -> bool:
        """+1, -1 or 0 (withdrawn) takes the place of the voter's earlier vote; False if the reply is unknown."""
        ...


@dataclass(slots=True)
class Ballot:
    """The votes on one reply, by voter."""

    entries: tuple[str, ...]
    cast: dict[str, int] = field(default_factory=dict)


class MemoryVotes:
    """Votes in this process only. `up` and `down` count by entry."""

    def __init__(self, kept: int = KEPT) -> None:
        self.up: Counter[str] = Counter()
        self.down: Counter[str] = Counter()
        self._ballots: OrderedDict[str, Ballot] = OrderedDict()
        self._kept = kept

    def offer(self, reply: str, entries: tuple[str, ...]) -> None:
        self._ballots[reply] = Ballot(entries)
        while len(self._ballots) > self._kept:
            self._ballots.popitem(last=False)

    def cast(self, voter: str, reply: str, value: int) -> bool:
        ballot = self._ballots.get(reply)
        if ballot is None:
            return False
        self._count(ballot, ballot.cast.pop(voter, 0), -1)
        if value:
            ballot.cast[voter] = value
        self._count(ballot, value, +1)
        return True

    def _count(self, ballot: Ballot, value: int, change: int) -> None:
        if value:
            counts = self.up if value > 0 else self.down
            for entry in ballot.entries:
                counts[entry] += change
