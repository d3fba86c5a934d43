"""Whole conversations from YAML: what somebody does, and what the bot must do then (bot/playground/journeys)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground import Playground
from bot.playground.journeys.player import Player
from bot.playground.journeys.script import JourneyError, read_journey

FILES = sorted(Path(__file__).parent.glob("*.yaml"))
# What the bot does not do yet. Once it does, its line here fails, and goes.
NOT_YET = {
    "dari-menu-tetap-tanya": "a question that begins like an offered label is taken for that label",
    "perbandingan-lanjutan": "a comparison of what was just shown is answered with one of the two",
}


def parameters() -> Iterator[object]:
    for file in FILES:
        reason = NOT_YET.get(file.stem)
        marks = [pytest.mark.xfail(reason=reason, raises=JourneyError, strict=True)] if reason else []
        yield pytest.param(file, id=file.stem, marks=marks)


@pytest.mark.parametrize("file", parameters())
async def test_a_journey_goes_as_written(file: Path, stage: Playground) -> None:
    await Player(stage, read_journey(file.read_text("utf-8"))).play()


def test_there_are_journeys() -> None:
    assert len(FILES) >= 25
