"""How well a knowledge will do, foretold from what is left out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.operators.evaluation.forecast import NAMED, Forecast, foretell


@pytest.fixture(scope="module")
def forecast(trained: Dialogue) -> Forecast:
    return foretell(trained)


def test_every_way_of_asking_is_tried_once_without_being_learnt(forecast: Forecast, knowledge: Knowledge) -> None:
    ways = sum(len(entry.questions) for entry in knowledge.entries.values())
    assert forecast.right
    assert forecast.tap
    assert forecast.wrong
    assert forecast.near
    assert {figure.total for figure in (forecast.right, forecast.tap, forecast.wrong, forecast.near)} == {ways}
    assert forecast.right.hits <= forecast.tap.hits <= ways - forecast.wrong.hits


def test_the_entries_that_lose_most_are_named_with_how_often(forecast: Forecast) -> None:
    assert forecast.right
    shares = [one.lost / one.asked for one in forecast.weak]
    assert shares == sorted(shares, reverse=True)
    assert len(forecast.weak) <= NAMED
    assert bool(forecast.weak) == (forecast.right.hits < forecast.right.total)


def test_a_title_proves_nothing_about_the_questions_of_others(trained: Dialogue, knowledge: Knowledge) -> None:
    titled = {name: replace(entry, questions=(entry.title,)) for name, entry in knowledge.entries.items()}
    found = foretell(trained.about(replace(knowledge, entries=titled)))
    assert (found.right, found.tap, found.wrong, found.weak) == (None, None, None, ())
    assert found.bare == tuple(knowledge.entries)
    assert found.near
    assert found.near.total == len(knowledge.entries)


def test_of_two_entries_none_is_left_out_whole(trained: Dialogue, knowledge: Knowledge) -> None:
    names = list(knowledge.entries)[:2]
    topics = {
        key: replace(topic, entries=tuple(name for name in topic.entries if name in names))
        for key, topic in knowledge.topics.items()
    }
    few = replace(knowledge, entries={name: knowledge.entries[name] for name in names}, topics=topics)
    found = foretell(trained.about(few))
    assert (found.near, found.greedy) == (None, ())
    assert found.right
    assert found.right.total == 8
