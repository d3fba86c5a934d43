"""Journeys in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.demo import playing
from bot.demo.playing import play_files
from bot.demo.running import DemoError, Order
from bot.school import School

GOOD = "name: a\nsteps:\n- send: apa itu kopi tubruk\n- expect: {text: Kopi tubruk, outcome: answer}\n- restart:\n"
BAD = "name: b\nsteps:\n- fault: {method: getMe, code: 500}\n- send: halo\n- expect: teh\n"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, dialogue: Dialogue) -> None:
    monkeypatch.setattr(playing, "load_knowledge", lambda _folder: dialogue.knowledge)
    monkeypatch.setattr(School, "dialogue", lambda *_parts: dialogue)


async def test_each_file_is_played_and_named(tmp_path: Path) -> None:
    lines: list[str] = []
    files = [tmp_path / "baik.yaml", tmp_path / "juga.yaml"]
    for file in files:
        file.write_text(GOOD, "utf-8")
    await play_files(Order(tmp_path, say=lines.append), files)
    assert lines == ["✓ baik", "✓ juga"]


async def test_what_went_another_way_is_said_and_fails_and_does_not_spoil_the_next(tmp_path: Path) -> None:
    lines: list[str] = []
    (tmp_path / "buruk.yaml").write_text(BAD, "utf-8")
    (tmp_path / "baik.yaml").write_text(GOOD, "utf-8")
    with pytest.raises(DemoError, match="1 dari 2"):
        await play_files(Order(tmp_path, say=lines.append), [tmp_path / "buruk.yaml", tmp_path / "baik.yaml"])
    assert lines[0].startswith("✗ buruk: step 3")
    assert lines[1] == "✓ baik"
