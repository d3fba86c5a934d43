"""Whole conversations from YAML: what somebody does, and what the bot must do then (bot/playground/journeys)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground import Playground
from bot.playground.journeys.player import Player
from bot.playground.journeys.script import read_journey

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_a_journey_goes_as_written(file: Path, stage: Playground) -> None:
    await Player(stage.actions, read_journey(file.read_text("utf-8"))).play()


def test_there_are_journeys() -> None:
    assert len(FILES) >= 25
