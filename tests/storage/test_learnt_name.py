"""The name of what was learnt is another one as soon as anything is that learning depends on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from bot.core.policy import Policy
from bot.storage import learnt_name
from bot.storage.learnt_name import code_version, name_of

from .conftest import Folder

FREQUENCY = {"kopi": 5.0, "tubruk": 2.5}
BOT = Path(learnt_name.__file__).parent.parent


def test_the_same_has_the_same_name_again(folder: Folder) -> None:
    assert name_of(folder.load(), FREQUENCY, Policy()) == name_of(folder.load(), dict(FREQUENCY), Policy())


@pytest.mark.parametrize("change", ["\n# catatan\n", "asing: [cuaca]\n"])
def test_any_change_of_a_file_changes_it(folder: Folder, change: str) -> None:
    before = name_of(folder.load(), FREQUENCY, Policy())
    path = folder.root / "dasar.yaml"
    path.write_text(path.read_text("utf-8") + change, "utf-8")
    assert name_of(folder.load(), FREQUENCY, Policy()) != before


def test_any_change_of_the_policy_or_of_a_frequency_changes_it(folder: Folder) -> None:
    knowledge = folder.load()
    names = {
        name_of(knowledge, FREQUENCY, Policy()),
        name_of(knowledge, FREQUENCY, replace(Policy(), near=0.05)),
        name_of(knowledge, {**FREQUENCY, "kopi": 5.01}, Policy()),
        name_of(knowledge, {**FREQUENCY, "air": 5.0}, Policy()),
        name_of(knowledge, {"tubruk": 2.5, "kopi": 5.0}, Policy()),
    }
    assert len(names) == 5


@pytest.fixture
def code(tmp_path: Path) -> Path:
    for room in ("core", "storage"):
        copytree(BOT / room, tmp_path / "bot" / room)
    return tmp_path / "bot"


def test_the_same_code_elsewhere_counts_as_the_same(code: Path) -> None:
    assert code_version(code) == code_version(BOT)


@pytest.mark.parametrize(
    "file", ["core/ranking/rows.py", "core/safety/signs.py", "storage/yaml_source.py", "core/x.py"]
)
def test_any_change_of_the_code_that_reads_or_learns_changes_it(code: Path, file: str) -> None:
    with (code / file).open("a") as module:
        module.write("# lain\n")
    assert code_version(code) != code_version(BOT)


def test_a_package_of_another_version_changes_it(code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt_name, "version", lambda package: "0.0.1" if package == "scipy" else "1")
    assert code_version(code) != code_version(BOT)


def test_a_knowledge_that_was_read_from_no_files_has_no_name(folder: Folder) -> None:
    assert name_of(replace(folder.load(), version=""), FREQUENCY, Policy()) == ""
