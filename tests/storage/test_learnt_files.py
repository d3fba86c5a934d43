"""What was learnt is read back as it was written, or not at all."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.core.learning.packing import Packed
from bot.storage import learnt_files
from bot.storage.learnt_files import LearntFiles

NAME = "a1b2"
PACKED = Packed(
    {"of": ["Teh", [1, 0.1, "é\n"]]}, {"float32": np.arange(4000, dtype=np.float32), "int64": np.array([7])}
)


@pytest.fixture
def files(tmp_path: Path) -> LearntFiles:
    return LearntFiles(tmp_path / "dalam" / "sekali")


@pytest.fixture
def home(files: LearntFiles) -> Path:
    """Where something is kept."""
    assert files.write(NAME, PACKED)
    return files.folder / NAME


def test_what_is_kept_comes_back(files: LearntFiles, home: Path) -> None:
    found = files.read(NAME)
    assert found is not None
    assert found.tree == PACKED.tree
    assert {name: row.tolist() for name, row in found.numbers.items()} == {
        name: row.tolist() for name, row in PACKED.numbers.items()
    }
    assert [path.name for path in files.folder.iterdir()] == [NAME]


def test_numbers_are_mapped_and_cannot_be_written_to(files: LearntFiles, home: Path) -> None:
    found = files.read(NAME)
    assert found is not None
    assert not found.numbers["float32"].flags.writeable
    assert isinstance(found.numbers["float32"].base, np.memmap)


def test_what_was_never_kept_is_not_there_and_nothing_is_said(
    files: LearntFiles, caplog: pytest.LogCaptureFixture
) -> None:
    assert files.read(NAME) is None
    assert caplog.text == ""


def test_others_may_not_look_into_the_folder(files: LearntFiles, home: Path) -> None:
    assert [path.stat().st_mode & 0o077 for path in (files.folder, home)] == [0, 0]


def cut(home: Path) -> None:
    row = home / "float32.npy"
    row.write_bytes(row.read_bytes()[:-100])


def flip(home: Path) -> None:
    row = home / "float32.npy"
    body = bytearray(row.read_bytes())
    body[-5] ^= 1
    row.write_bytes(body)


def garble_tree(home: Path) -> None:
    tree = home / "tree.json"
    tree.write_text(tree.read_text("utf-8").replace("0.1", "0.2"), "utf-8")


def garble_sums(home: Path) -> None:
    (home / "sums.json").write_bytes(b"\xff\x00{")


def listed_sums(home: Path) -> None:
    (home / "sums.json").write_text("[]")


def lose(home: Path) -> None:
    (home / "int64.npy").unlink()


def lose_sums(home: Path) -> None:
    (home / "sums.json").unlink()


def smuggle(home: Path) -> None:
    """Objects, which only unpickling would read; the sums are right."""
    np.save(home / "int64.npy", np.array([{"a": 1}], object), allow_pickle=True)
    sums = json.loads((home / "sums.json").read_text())
    sums["sums"]["int64.npy"] = learnt_files._checksum(home / "int64.npy")
    (home / "sums.json").write_text(json.dumps(sums))


def foreign(home: Path) -> None:
    sums = json.loads((home / "sums.json").read_text())
    (home / "sums.json").write_text(json.dumps({**sums, "name": "lain"}))


def add(home: Path) -> None:
    (home / "uint8.npy").write_bytes(b"lebih")


SPOILING = [cut, flip, garble_tree, garble_sums, listed_sums, lose, lose_sums, smuggle, foreign, add]


@pytest.mark.parametrize("spoil", SPOILING)
def test_what_is_damaged_or_foreign_is_told_and_done_away_with(
    files: LearntFiles, home: Path, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    spoil(home)
    assert files.read(NAME) is None
    assert "dipelajari ulang" in caplog.text
    assert list(files.folder.iterdir()) == []
    assert files.write(NAME, PACKED)
    assert files.read(NAME) is not None


def test_what_another_user_wrote_is_not_trusted(
    files: LearntFiles, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:
        for path in home.iterdir():
            os.chown(path, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert files.read(NAME) is None


def test_of_two_that_learn_the_same_at_once_either_may_be_first(files: LearntFiles, home: Path) -> None:
    assert files.write(NAME, PACKED)
    assert [path.name for path in files.folder.iterdir()] == [NAME]


def test_a_folder_that_cannot_be_written_is_told_and_nothing_else_happens(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (tmp_path / "berkas").write_text("bukan folder")
    files = LearntFiles(tmp_path / "berkas" / "dalam")
    assert not files.write(NAME, PACKED)
    assert not files.can_keep()
    assert files.read(NAME) is None
    assert "tidak bisa disimpan" in caplog.text


def test_a_folder_that_may_only_be_read_is_read(
    files: LearntFiles, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    assert files.read(NAME) is not None


def test_what_breaks_off_while_it_is_written_leaves_nothing(
    files: LearntFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert not files.write(NAME, PACKED)
    assert list(files.folder.iterdir()) == []


def test_what_was_used_longest_ago_is_cleared_away(files: LearntFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    for at, name in enumerate(("tua", "dipakai", "muda")):
        files.write(name, PACKED)
        os.utime(files.folder / name, (1000 + at, 1000 + at))
    monkeypatch.setattr(learnt_files, "TOTAL_BYTES", 2 * 17_000)  # one of them takes a little less than that half
    assert files.read("dipakai") is not None  # and so used last
    assert files.write("baru", PACKED)
    assert {path.name for path in files.folder.iterdir()} == {"dipakai", "baru"}


def test_what_is_not_its_own_is_never_cleared_away(files: LearntFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt_files, "TOTAL_BYTES", 0)
    letters = files.folder / "surat"
    letters.mkdir(parents=True)
    (letters / "ibu.txt").write_text("penting")
    (files.folder / "huruf.json").write_text("{}")
    os.utime(letters, (1000, 1000))
    files.write(NAME, PACKED)
    assert {path.name for path in files.folder.iterdir()} == {NAME, "surat", "huruf.json"}
    assert (letters / "ibu.txt").read_text() == "penting"


def test_what_was_just_written_stays_however_large(files: LearntFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learnt_files, "TOTAL_BYTES", 0)
    files.write("lama", PACKED)
    files.write(NAME, PACKED)
    assert [path.name for path in files.folder.iterdir()] == [NAME]


def test_leavings_of_a_process_that_died_go_but_not_what_is_being_written(files: LearntFiles, home: Path) -> None:
    old, fresh = files.folder / ".aside-tua", files.folder / ".aside-baru"
    for path in (old, fresh):
        path.mkdir()
        (path / "tree.json").write_text("{}")
    os.utime(old, (1000, 1000))
    files.write("baru", PACKED)
    assert not old.exists()
    assert fresh.exists()
