"""Commands that people are told to type work where they stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.operators.wording.own_command import again


def test_the_python_of_this_very_bot_is_named_as_short_as_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    assert again() == ".venv/bin/python -m bot"
    monkeypatch.setattr(sys, "executable", "/opt/python")
    assert again() == "/opt/python -m bot"
