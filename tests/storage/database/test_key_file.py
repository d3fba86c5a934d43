from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.errors import ConfigError, StorageError
from bot.storage.database.key_file import find_key


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'a.db'}"


def test_a_key_that_is_set_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert find_key(url(tmp_path), "k" * 20) == "k" * 20
    assert not list(tmp_path.iterdir())


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    made = find_key(url(tmp_path))
    assert len(made) == 64
    assert find_key(url(tmp_path)) == made
    assert stat.S_IMODE((tmp_path / "a.db.key").stat().st_mode) == 0o600


def test_a_lost_key_is_not_replaced_while_its_database_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"SQLite")
    with pytest.raises(StorageError, match="berkas kunci hilang"):
        find_key(url(tmp_path))


def test_another_file_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "a.db.key").write_text("a\nb\n")
    with pytest.raises(StorageError, match="bukan berkas kunci"):
        find_key(url(tmp_path))


def test_an_unreadable_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db.key").mkdir()
    with pytest.raises(StorageError, match=r"a\.db\.key"):
        find_key(url(tmp_path))


def test_several_replicas_need_a_key_that_is_set() -> None:
    with pytest.raises(ConfigError, match="BOT_KEY"):
        find_key("postgresql://u@h/d")
