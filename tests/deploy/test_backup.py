"""What docs/cadangan.md says about backing up and restoring, run as it stands there: on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.storage.database import ChatName, open_database
from tests.storage.database.postgres_server import INSTALL, PostgresServer, find_programs

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "kunci-untuk-percobaan-saja"
# In place of Docker and systemd: what they would run elsewhere runs here, and what they would start or stop is not.
STAND_INS = """
set -euo pipefail
systemctl() { :; }
docker() {
    local program=()
    shift
    while [ $# -gt 0 ] && [ "$1" != bot ] && [ "$1" != database ]; do
        case $1 in
            -f) shift ;;
            --entrypoint) program=("$2"); shift ;;
            stop | up) return ;;
        esac
        shift
    done
    shift
    "${program[@]}" "$@"
}
"""


def run(block: str, folder: Path, places: dict[str, str], **environment: str) -> None:
    """Run a block of the page, with the places of this test in place of a server's."""
    found = re.search(rf"<!-- {block} -->\n```sh\n(.*?)```", (ROOT / "docs" / "cadangan.md").read_text(), re.DOTALL)
    assert found
    text = found[1]
    for old, new in places.items():
        assert block.startswith("postgres") or old in text
        text = text.replace(old, new)
    environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(["bash", "-c", STAND_INS + text], cwd=folder, env=os.environ | environment, check=True, timeout=60)


async def objects(url: str, *people: int) -> list[bool]:
    """Which of these have objected to being logged."""
    async with await open_database(url, KEY) as database:
        return [(await database.people.standing(ChatName.private(person))).opted_out for person in people]


@pytest.mark.parametrize("way", ["sqlite", "systemd"])
async def test_an_sqlite_backup_taken_while_the_bot_runs_brings_back_what_was_there(tmp_path: Path, way: str) -> None:
    data, backups = tmp_path / "data", tmp_path / "cadangan"
    data.mkdir()
    backups.mkdir()
    if way == "sqlite":
        saving = restoring = {"/data/": f"{data}/"}
    else:
        saving = {"/opt/tanya-peksos/.venv/bin/": "", "/root/": f"{backups}/", "/var/lib/tanya-peksos": str(data)}
        restoring = {"/root/": f"{backups}/", "/var/lib/tanya-peksos": str(data)}
    url = f"sqlite:///{data / 'tanya-peksos.db'}"
    async with await open_database(url, KEY) as database:
        await database.people.opt_out(ChatName.private(1))
        run(f"{way}: back up", backups, saving)
        await database.people.opt_out(ChatName.private(2))
    assert await objects(url, 1, 2) == [True, True]
    (backup,) = backups.iterdir()
    assert backup.stat().st_mode & 0o077 == 0
    assert backup.read_bytes()[:6] == b"SQLite"
    # What a crash left behind belongs to what was there before.
    (data / "tanya-peksos.db-wal").write_bytes(b"lama")
    run(f"{way}: restore", backups, restoring)
    assert await objects(url, 1, 2) == [True, False]
    assert (data / "tanya-peksos.db").stat().st_mode & 0o077 == 0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PostgresServer]:
    """A server as compose.yaml has it: with the role and the database of bot-role.sh."""
    programs = find_programs()
    if programs is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(INSTALL)
    server = PostgresServer.start(programs)
    (tmp_path / "password").write_text("rahasia'\"$x")
    script = (ROOT / "deploy" / "postgres" / "bot-role.sh").read_text()
    script = "set -Eeuo pipefail\n" + script.replace("/run/secrets/bot_database_password", str(tmp_path / "password"))
    try:
        environment = os.environ | {"PGHOST": str(server.folder)}
        subprocess.run(["bash", "-c", script], env=environment, check=True, timeout=60, stdout=subprocess.DEVNULL)
        yield server
    finally:
        server.stop()


async def test_a_backup_of_postgresql_taken_while_the_bot_runs_brings_back_what_was_there(
    server: PostgresServer, tmp_path: Path
) -> None:
    place = {"PGHOST": str(server.folder)}
    url = server.url("tanya_peksos").replace("postgres@", "tanya_peksos@")
    async with await open_database(url, KEY) as database:
        await database.people.opt_out(ChatName.private(1))
        run("postgres: back up", tmp_path, {}, **place)
        await database.people.opt_out(ChatName.private(2))
    server.execute("CREATE TABLE baru (x int)", database="tanya_peksos")  # of a later version
    run("postgres: restore", tmp_path, {}, **place)
    assert await objects(url, 1, 2) == [True, False]
    with pytest.raises(StorageError, match="BOT_KEY yang lain"):
        await open_database(url, "kunci-yang-sama-sekali-lain")


def test_the_bots_role_in_postgresql_may_do_nothing_but_its_own_work(server: PostgresServer) -> None:
    command = ["psql", "-h", str(server.folder), "-U", "tanya_peksos", "-tAc"]
    rights = "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    own = subprocess.run([*command, rights, "tanya_peksos"], capture_output=True, text=True, check=True)
    assert own.stdout == "f|f|f\n"
    other = subprocess.run([*command, "SELECT 1", "postgres"], capture_output=True, text=True, check=False)
    assert "permission denied for database" in other.stderr
