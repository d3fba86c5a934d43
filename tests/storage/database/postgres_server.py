"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, reached through a Unix socket.

Debian keeps initdb and pg_ctl out of the PATH, and initdb refuses to run as root, so root runs it as somebody else.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

INSTALL = "PostgreSQL is not installed: apt-get install postgresql (or: brew install postgresql)"
# Nothing here has to survive a power cut.
_SETTINGS = "fsync=off full_page_writes=off shared_buffers=32MB max_connections=60 listen_addresses=''"


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    candidates = [Path(on_path).resolve().parent] if on_path else []
    return next((folder for folder in [*reversed(folders), *candidates] if (folder / "pg_ctl").exists()), None)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server with its own superuser, "postgres"."""

    programs: Path
    folder: Path

    @classmethod
    def start(cls, programs: Path) -> PostgresServer:
        # Not below pytest's folder, which nobody else may enter; and a socket's path has at most 107 characters.
        server = cls(programs, Path(tempfile.mkdtemp(prefix="pg-")))
        if os.getuid() == 0:
            account = pwd.getpwnam(_user())
            os.chown(server.folder, account.pw_uid, account.pw_gid)
        server._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8")
        server._start()
        return server

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """Stop as in a crash: every session ends where it is."""
        self._run("pg_ctl", "stop", "--mode=immediate")

    def resume(self) -> None:
        self._start()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements outside of any transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _start(self) -> None:
        options = " ".join(
            f"-c {setting}" for setting in [*_SETTINGS.split(), f"unix_socket_directories={self.folder}"]
        )
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder}/log", f"--options={options}")

    def _run(self, program: str, *arguments: str) -> None:
        other = {"user": _user(), "group": pwd.getpwnam(_user()).pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        subprocess.run(
            [self.programs / program, f"--pgdata={self.folder}/data", *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **other,  # type: ignore[call-overload]
        )


def _user() -> str:
    """An account that is not root's."""
    known = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
