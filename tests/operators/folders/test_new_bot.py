"""A bot on another subject: complete, in order, and answering at once."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.storage.loader import load_placed


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("baru") / "kopi-nusantara"
    result = run("new", folder)
    assert result.exit_code == 0, result.output
    return folder


def test_it_is_called_after_its_folder(made: Path) -> None:
    about = load_placed(made / "knowledge").knowledge.about
    assert (about.name, about.subject) == ("Tanya Kopi Nusantara", "kopi nusantara")
    assert made.name in (made / "README.md").read_text("utf-8")
    assert "{" not in (made / "README.md").read_text("utf-8")


def test_the_settings_are_for_its_owner_alone_and_hold_no_token(made: Path) -> None:
    assert stat.S_IMODE((made / ".env").stat().st_mode) == 0o600
    assert "BOT_TOKEN=\n" in (made / ".env").read_text("utf-8")
    assert ".env" in (made / ".gitignore").read_text("utf-8").split()


def test_it_answers_at_once_and_is_in_order(made: Path) -> None:
    line = json.dumps({"turns": ["contoh kedua apa isinya", "berapa biayanya"]})
    result = run("ask", "--jsonl", "--knowledge", made / "knowledge", typed=f"{line}\n")
    replies = json.loads(result.stdout)["replies"]
    assert (replies[0]["outcome"], replies[0]["entries"]) == ("answer", ["contoh-kedua"])
    assert replies[1]["outcome"] == "fallback"
    checked = run("check", "--knowledge", made / "knowledge")
    assert checked.exit_code == 0, checked.output


def test_nothing_is_ever_overwritten(made: Path) -> None:
    result = run("new", made)
    assert result.exit_code == 2
    assert "tidak kosong" in result.output


def test_another_name_and_subject_can_be_given(tmp_path: Path) -> None:
    run("new", tmp_path / "a", "--name", "Tanya Barista", "--subject", "meracik kopi")
    about = load_placed(tmp_path / "a" / "knowledge").knowledge.about
    assert (about.name, about.subject) == ("Tanya Barista", "meracik kopi")


def test_beside_a_knowledge_without_a_general_part_it_takes_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knowledge").mkdir()
    assert run("new", "teh").exit_code == 0
    named = run("new", "kopi", "--knowledge", "knowledge")
    assert (named.exit_code, "Bagian umum tidak ada" in named.output) == (2, True)


def test_in_an_empty_folder_it_is_made_right_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "teh"
    home.mkdir()
    number = home.stat().st_ino
    monkeypatch.chdir(home)
    result = run("new", ".")
    assert result.exit_code == 0, result.output
    assert home.stat().st_ino == number  # the shell stands in it
    assert load_placed(home / "knowledge").knowledge.about.name == "Tanya Teh"
    assert [path.name for path in tmp_path.iterdir()] == ["teh"]
