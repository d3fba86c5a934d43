from __future__ import annotations

import pytest

from bot.core.votes import MemoryVotes


@pytest.fixture
def votes() -> MemoryVotes:
    made = MemoryVotes(kept=2)
    made.offer("1", ("hijau", "hitam"))
    return made


def counts(votes: MemoryVotes) -> tuple[dict[str, int], dict[str, int]]:
    return dict(+votes.up), dict(+votes.down)


def test_a_vote_counts_for_every_entry_of_its_reply(votes: MemoryVotes) -> None:
    assert votes.cast("sari", "1", 1)
    assert counts(votes) == ({"hijau": 1, "hitam": 1}, {})


def test_a_person_has_one_vote_a_reply_and_may_change_it(votes: MemoryVotes) -> None:
    for value in (1, 1, -1):
        votes.cast("sari", "1", value)
    votes.cast("budi", "1", 1)
    assert counts(votes) == ({"hijau": 1, "hitam": 1}, {"hijau": 1, "hitam": 1})


def test_a_vote_can_be_withdrawn(votes: MemoryVotes) -> None:
    votes.cast("sari", "1", -1)
    votes.cast("sari", "1", 0)
    votes.cast("sari", "1", 0)
    assert counts(votes) == ({}, {})


def test_a_reply_nobody_knows_of_is_not_counted(votes: MemoryVotes) -> None:
    assert not votes.cast("sari", "9", 1)
    assert counts(votes) == ({}, {})


def test_the_oldest_reply_is_forgotten_first(votes: MemoryVotes) -> None:
    votes.offer("2", ("putih",))
    votes.offer("3", ("putih",))
    assert [votes.cast("sari", reply, 1) for reply in ("1", "2", "3")] == [False, True, True]
