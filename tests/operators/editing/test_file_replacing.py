"""Replacing a file whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.operators.editing.file_replacing import ReplacingError, replace_file


def test_content_changes_and_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"lama")
    path.chmod(0o640)
    replace_file(path, b"baru")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"baru", 0o640)
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_a_new_file_may_be_read_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").touch()
    replace_file(tmp_path / "a.yaml", b"baru")
    assert (tmp_path / "a.yaml").stat().st_mode == (tmp_path / "b.yaml").stat().st_mode


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "asli.yaml").write_bytes(b"lama")
    (tmp_path / "a.yaml").symlink_to("asli.yaml")
    replace_file(tmp_path / "a.yaml", b"baru")
    assert (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "asli.yaml").read_bytes() == b"baru"


def test_what_cannot_be_written_is_named_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(ReplacingError, match=r"a\.yaml: tidak dapat ditulis"):
        replace_file(tmp_path / "a.yaml", b"baru")
    assert os.listdir(tmp_path) == ["a.yaml"]
    with pytest.raises(ReplacingError):
        replace_file(tmp_path / "tiada" / "a.yaml", b"baru")
