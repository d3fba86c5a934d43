"""Databases that may not be used are refused, with what is wrong and what to do; nothing is ever replaced."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.database import Options, open_database, sqlite_file

from .conftest import KEY, message, peek, poke
from .postgres_server import PostgresServer


def refusal(url: str) -> str:
    with pytest.raises(StorageError) as caught:
        asyncio.run(open_database(url, KEY))
    return str(caught.value)


async def open_and_close(url: str) -> None:
    async with await open_database(url, KEY) as database:
        assert await database.inbox.accept([message(7)]) == {7}


@pytest.mark.parametrize(
    "url",
    ["", "kopi", "sqlite://", "sqlite:///:memory:", "sqlite:///a.db?mode=ro", "mysql://a/b", "postgresql://a:rahasia@"],
)
def test_a_url_of_something_else_is_refused(url: str) -> None:
    told = refusal(url)
    assert "BOT_DATABASE_URL" in told
    assert "rahasia" not in told


def test_a_missing_file_is_created_for_its_owner_only(quick_path: Path) -> None:
    asyncio.run(open_and_close(f"sqlite:///{quick_path}/bot.db"))
    assert (quick_path / "bot.db").stat().st_mode & 0o777 == 0o600
    assert {file.name for file in quick_path.iterdir()} == {"bot.db", "bot.db.lock"}


async def test_what_was_kept_is_there_at_the_next_start(url: str) -> None:
    async with await open_database(url, KEY) as database:
        await database.inbox.accept([message(7)])
    async with await open_database(url, KEY) as database:
        assert [claim.update_id for claim in await database.inbox.claim()] == [7]


async def test_postgres_under_its_older_name_is_understood(postgres_url: str) -> None:
    async with await open_database(postgres_url.replace("postgresql://", "postgres://"), KEY) as database:
        await database.check()


def test_a_folder_that_is_missing_is_named(quick_path: Path) -> None:
    assert "foldernya tidak ada" in refusal(f"sqlite:///{quick_path}/tiada/bot.db")


def test_something_that_is_no_file_is_refused(quick_path: Path) -> None:
    assert "bukan berkas" in refusal(f"sqlite:///{quick_path}")


def test_an_empty_file_is_refused_and_left_alone(quick_path: Path) -> None:
    path = quick_path / "bot.db"
    path.touch()
    told = refusal(f"sqlite:///{path}")
    assert str(path) in told
    assert "kosong" in told
    assert path.read_bytes() == b""


def test_a_file_that_is_no_database_is_refused_and_left_alone(quick_path: Path) -> None:
    path = quick_path / "bot.db"
    path.write_text("catatan harian")
    assert "bukan basis data" in refusal(f"sqlite:///{path}")
    assert path.read_text() == "catatan harian"


def test_a_database_cut_short_is_refused(quick_path: Path, sqlite_template: Path) -> None:
    path = Path(shutil.copy(sqlite_template, quick_path / "bot.db"))
    os.truncate(path, path.stat().st_size // 2)
    assert "rusak" in refusal(f"sqlite:///{path}")


@pytest.mark.parametrize("place", [100, 4096 * 3, 4096 * 9])
def test_a_damaged_page_is_noticed_at_the_start(quick_path: Path, sqlite_template: Path, place: int) -> None:
    path = Path(shutil.copy(sqlite_template, quick_path / "bot.db"))
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * 512)
    told = refusal(f"sqlite:///{path}")
    assert "rusak" in told
    assert ".recover" in told


def test_a_write_ahead_log_without_its_database_is_not_passed_over(quick_path: Path) -> None:
    (quick_path / "bot.db-wal").write_bytes(b"x")
    assert "bot.db-wal" in refusal(f"sqlite:///{quick_path}/bot.db")


@contextmanager
def nobody() -> Iterator[None]:
    """As an ordinary user, for root may do everything."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "said"),
    [(0o444, 0o777, "tidak bisa ditulis"), (0o666, 0o555, "tidak bisa ditulis"), (0o000, 0o777, "tidak bisa dibaca")],
)
def test_a_file_that_is_somebody_elses_is_refused(
    quick_path: Path, sqlite_template: Path, file_mode: int, folder_mode: int, said: str
) -> None:
    path = Path(shutil.copy(sqlite_template, quick_path / "bot.db"))
    path.chmod(file_mode)
    quick_path.chmod(folder_mode)
    with nobody():
        told = refusal(f"sqlite:///{path}")
    quick_path.chmod(0o700)
    assert said in told
    assert str(path) in told


def test_a_folder_nothing_can_be_created_in_is_refused(quick_path: Path) -> None:
    quick_path.chmod(0o555)
    with nobody():
        told = refusal(f"sqlite:///{quick_path}/bot.db")
    quick_path.chmod(0o700)
    assert "tidak bisa ditulis" in told


def test_a_sqlite_that_is_too_old_is_refused(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file.sqlite3, "sqlite_version_info", (3, 34, 1))
    assert "terlalu lama" in refusal(f"sqlite:///{quick_path}/bot.db")


def test_a_server_that_is_not_there_is_named_without_its_password(quick_path: Path) -> None:
    told = refusal(f"postgresql://bot:rahasia@/bot?host={quick_path}")
    assert "rahasia" not in told
    assert "postgresql://bot:***@/bot" in told


def test_a_server_user_without_rights_is_told_so(postgres: PostgresServer, empty_postgres_url: str) -> None:
    postgres.execute("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN")
    assert "hak akses" in refusal(empty_postgres_url.replace("postgres@", "guest@"))


async def test_who_only_looks_takes_part_in_nothing(url: str) -> None:
    async with await open_database(url, KEY) as database:
        await database.inbox.accept([message(7)])
        await database.inbox.claim()
        async with await open_database(url, KEY, options=Options(works=False)) as looking:
            assert (await looking.inbox.depth()).waiting == 1
        assert peek(url, "SELECT count(*) FROM replicas") == [(1,)]
        assert peek(url, "SELECT count(*) FROM inbox WHERE owner IS NOT NULL") == [(1,)]


def test_a_database_written_by_somebody_else_is_refused(quick_path: Path) -> None:
    path = quick_path / "bot.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE diary (day)")
    assert "program lain" in refusal(f"sqlite:///{path}")


def test_tables_of_a_newer_version_are_refused(url: str) -> None:
    asyncio.run(open_and_close(url))
    before = peek(url, "SELECT version_num FROM schema_version")
    poke(url, "UPDATE schema_version SET version_num = '9999'")
    told = refusal(url)
    poke(url, f"UPDATE schema_version SET version_num = '{before[0][0]}'")
    assert "lebih baru" in told
    assert "9999" in told


def test_a_file_system_without_links_does_as_well(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    asyncio.run(open_and_close(f"sqlite:///{quick_path}/bot.db"))
    assert (quick_path / "bot.db").stat().st_size > 0


async def test_a_system_without_locks_does_as_well(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "fcntl", None)
    async with await open_database(f"sqlite:///{quick_path}/bot.db", KEY) as database:
        assert await database.inbox.accept([message(7)]) == {7}
