"""A start that cannot succeed ends with what is wrong, what to do about it, and a code that is not 0."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.core.phrases import PHRASES
from bot.storage.database import open_database
from tests.test_cli import ABOUT, ENTRIES, SAFETY, Run, folder, in_yaml, run

__all__ = ["folder", "run"]
TOKEN = "424242:AAPlantedTokenThatMustNeverBeShown_00"
KEY = "kunci-untuk-tes-saja"
HIDDEN = "PlantedTokenThatMustNever"


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Starting the bot for real also sets up its log, which is no business of the tests after these."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    filters = [list(handler.filters) for handler in handlers]
    yield
    root.handlers, root.level = handlers, level
    for handler, before in zip(handlers, filters, strict=True):
        handler.filters = before


class Refusing(BaseHTTPRequestHandler):
    """A Bot API that knows no token: 401 for a revoked one, 404 for one that never was."""

    status = 401

    def do_POST(self) -> None:
        texts = {401: "Unauthorized", 404: "Not Found"}
        body = json.dumps({"ok": False, "error_code": self.status, "description": texts[self.status]}).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing of it is printed."""


@pytest.fixture(params=[401, 404])
def api(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Refusing, "status", request.param)
    server = HTTPServer(("127.0.0.1", 0), Refusing)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_case_70_without_a_token_the_start_says_where_to_get_one(run: Run, folder: Path) -> None:
    done = run("run", "--knowledge", folder)
    assert done.exit_code == 2
    assert "@BotFather" in done.stderr


@pytest.mark.parametrize("token", [f"{TOKEN} ", f'"{TOKEN}"', TOKEN.replace(":", ""), f"bot{TOKEN}", "42:pendek"])
def test_case_70_a_malformed_token_is_not_shown(run: Run, folder: Path, token: str) -> None:
    done = run("run", "--knowledge", folder, env={"BOT_TOKEN": token})
    assert done.exit_code == 2
    assert "BOT_TOKEN" in done.stderr
    assert HIDDEN not in done.output


def test_case_70_a_token_that_telegram_refuses_ends_the_start(run: Run, folder: Path, api: str) -> None:
    done = run("run", "--knowledge", folder, env={"BOT_TOKEN": TOKEN, "BOT_API_URL": api})
    assert done.exit_code == 2
    assert "@BotFather" in done.stderr
    assert HIDDEN not in done.output


def test_case_70_a_token_among_the_knowledge_is_refused_with_its_place_and_not_shown(run: Run, folder: Path) -> None:
    with (folder / "umum.yaml").open("a") as file:
        file.write(f"bot_token: {TOKEN}\n")
    done = run("run", "--knowledge", folder, env={"BOT_TOKEN": TOKEN})
    assert done.exit_code == 3
    assert "umum.yaml:" in done.stderr
    assert HIDDEN not in done.output


def spoil(folder: Path, **changes: object) -> None:
    """Write the basics anew, with changes to their only help line."""
    (line,) = SAFETY["bantuan"]  # type: ignore[misc]
    kept = {name: value for name, value in {**line, **changes}.items() if value}  # type: ignore[dict-item]
    safety = {**SAFETY, "bantuan": [kept]}
    general = in_yaml(tentang=ABOUT, keselamatan=safety, frasa={key: key for key in PHRASES})
    (folder / "umum.yaml").write_text(general, "utf-8")


def test_case_74_a_help_line_that_nobody_checked_for_half_a_year_is_told(run: Run, folder: Path) -> None:
    old = (date.today() - timedelta(days=181)).isoformat()
    spoil(folder, diperiksa=old)
    done = run("check", "--no-match", "--strict", "--knowledge", folder)
    assert done.exit_code == 3
    assert old in done.output


@pytest.mark.parametrize("missing", ["sumber", "diperiksa"])
def test_case_74_a_help_line_without_a_source_or_a_date_is_refused(run: Run, folder: Path, missing: str) -> None:
    spoil(folder, **{missing: ""})
    done = run("check", "--no-match", "--knowledge", folder)
    assert done.exit_code == 3
    assert "umum.yaml" in done.output
    assert missing in done.output


# -- databases that a start refuses ---------------------------------------------------------------------------------


def damaged(path: Path) -> None:
    """A database with a page of rubbish."""
    asyncio.run(made(path))
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 512] = b"\xff" * 512
    path.write_bytes(content)


def overwritten(path: Path) -> None:
    path.write_text("catatan harian")


def emptied(path: Path) -> None:
    path.touch()


def of_tomorrow(path: Path) -> None:
    asyncio.run(made(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")


async def made(path: Path) -> None:
    async with await open_database(f"sqlite:///{path}", KEY):
        pass


@pytest.mark.parametrize("spoilt", [damaged, overwritten, emptied, of_tomorrow])
def test_case_26_27_a_start_refuses_a_spoilt_database_by_name_and_changes_nothing_of_it(
    run: Run, folder: Path, tmp_path: Path, spoilt: Callable[[Path], None]
) -> None:
    path = tmp_path / "bot.db"
    spoilt(path)
    before = path.read_bytes()
    environment = {"BOT_TOKEN": TOKEN, "BOT_DATABASE_URL": f"sqlite:///{path}", "BOT_KEY": KEY}
    done = run("run", "--knowledge", folder, env={**environment, "BOT_API_URL": "http://127.0.0.1:9"})
    assert done.exit_code == 4
    assert str(path) in "".join(done.stderr.split("\n"))
    assert "Traceback" not in done.output
    assert path.read_bytes() == before


def test_case_28_a_start_where_nothing_can_be_written_ends_with_the_place_and_code_4(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "bukan-folder"
    place.write_text("x")
    done = run("run", "--knowledge", folder, env={"BOT_TOKEN": TOKEN, "BOT_DATABASE_URL": f"sqlite:///{place}/bot.db"})
    assert done.exit_code == 4
    assert str(place) in "".join(done.stderr.split("\n"))
    assert "Traceback" not in done.output


def test_case_72_everything_wrong_with_a_folder_is_told_at_once(run: Run, folder: Path) -> None:
    entries = [
        {**ENTRIES[0], "terkait": ["tiada"]},
        {**ENTRIES[1], "id": "tubruk"},
        {**ENTRIES[1], "id": "panjang-" * 9, "judul": "Terlalu panjang"},
        {**ENTRIES[1], "id": "satu", "judul": "Satu", "induk": "dua"},
        {**ENTRIES[1], "id": "dua", "judul": "Dua", "induk": "satu"},
    ]
    (folder / "rusak.yaml").write_text(in_yaml(topik="seduh", entri=entries), "utf-8")
    done = run("check", "--json", "--no-match", "--knowledge", folder)
    assert done.exit_code == 3
    for wrong in ("tiada", "tubruk", "panjang-", "satu"):
        assert wrong in done.output, done.output
