from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.errors import StorageError
from bot.storage.database import migrating
from bot.storage.database.engines import connect, parse_url
from bot.storage.database.migrating import VERSION_TABLE, migrate
from bot.storage.database.tables import metadata

from . import replica
from .conftest import Start, peek, poke

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("colour", sa.String()))
"""


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, quick_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{quick_path}/bot.db"
    return str(request.getfixturevalue("empty_postgres_url"))


def up(url: str) -> None:
    engines = connect(parse_url(url))
    try:
        migrate(engines.writer, "basis data ini")
    finally:
        engines.dispose()


def test_the_migrations_lead_to_the_tables_that_the_code_knows(empty_url: str) -> None:
    up(empty_url)
    engines = connect(parse_url(empty_url))
    with engines.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, metadata) == []
    engines.dispose()


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    up(empty_url)
    up(empty_url)
    assert len(peek(empty_url, "SELECT version_num FROM schema_version")) == 1


def test_replicas_that_start_together_migrate_once(empty_url: str, start: Start) -> None:
    processes = [start(replica.open_and_close, empty_url) for _ in range(4)]
    for process in processes:
        process.join(30)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    assert len(peek(empty_url, "SELECT version_num FROM schema_version")) == 1
    assert peek(empty_url, "SELECT name FROM budgets") == [("token",)]


@pytest.fixture
def next_scripts(tmp_path: Path) -> Path:
    """The migrations of the next release."""
    scripts = Path(shutil.copytree(migrating._SCRIPTS, tmp_path / "migrations"))
    (scripts / "versions" / "next.py").write_text(NEXT.format(head=migrating._scripts().get_current_head()))
    return scripts


@contextmanager
def released(scripts: Path) -> Iterator[None]:
    """The bot with other migrations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "_SCRIPTS", scripts)
        migrating._scripts.cache_clear()
        yield
    migrating._scripts.cache_clear()


def test_an_older_database_is_brought_up_to_date_and_then_refused_by_the_older_bot(
    empty_url: str, next_scripts: Path
) -> None:
    up(empty_url)
    with released(next_scripts):
        up(empty_url)
        up(empty_url)
    assert peek(empty_url, "SELECT version_num FROM schema_version") == [("next",)]
    assert peek(empty_url, "SELECT colour FROM people") == []
    with pytest.raises(StorageError, match="versi next"):
        up(empty_url)


def test_a_migration_that_fails_leaves_everything_as_it_was(empty_url: str, next_scripts: Path) -> None:
    up(empty_url)
    broken = next_scripts / "versions" / "next.py"
    broken.write_text(broken.read_text() + '    op.drop_table("nowhere")\n')
    with released(next_scripts), pytest.raises(StorageError, match="basis data ini"):
        up(empty_url)
    assert peek(empty_url, "SELECT version_num FROM schema_version") != [("next",)]
    up(empty_url)


WAITING = (
    "INSERT INTO inbox (chat, update_id, person, kind, body, received_at, run_after, attempts) "
    "VALUES ('{number}', {number}, 'p', 'message', '', 0, 0, 0)"
)


def test_what_waited_under_the_first_version_waits_unsuspected_and_a_replica_of_it_goes_on_taking_in(
    empty_url: str, tmp_path: Path
) -> None:
    first = Path(shutil.copytree(migrating._SCRIPTS, tmp_path / "first"))
    for later in first.glob("versions/v0*.py"):
        if not later.name.startswith("v0001"):
            later.unlink()
    with released(first):
        up(empty_url)
    poke(empty_url, WAITING.format(number=7))
    up(empty_url)
    poke(empty_url, WAITING.format(number=8))
    rows = peek(empty_url, "SELECT suspect, alone, crashes FROM inbox")
    assert [tuple(map(int, row)) for row in rows] == [(0, 0, 0)] * 2
