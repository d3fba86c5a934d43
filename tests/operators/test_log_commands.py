"""`gaps` and `stats` as they are typed, on a real database."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.core.turns import Callback, Conversation, Match, Outcome, Reply, Turn, Utterance
from bot.storage.database import Answered, ChatName, Rejection, find_key, open_database
from bot.storage.loader import load_knowledge

from .logged import keep

SARI = ChatName.private(42)
ANSWERED = Turn(
    Utterance("apa itu kopi tubruk"), Outcome.ANSWER, Reply(), Conversation(), (Match("tubruk", 0.9),), 0.9
)
MISSED = Turn(Utterance("robusta sama arabika"), Outcome.FALLBACK, Reply(), Conversation())
DECLINED = Turn(Utterance("harga emas per gram"), Outcome.FALLBACK, Reply(), Conversation(), gap="harga")
REJECTED = Turn(Callback("x"), Outcome.FALLBACK, Reply(), Conversation())


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coffee, tmp_path / "kopi"))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database, which is not there yet."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    monkeypatch.setenv("BOT_DATABASE_URL", url)
    monkeypatch.chdir(tmp_path)
    return url


@pytest.fixture
def log(database: str) -> None:
    """A bot answered, missed, declined and was rejected."""

    async def fill() -> None:
        async with await open_database(database, find_key(database)) as opened:
            await opened.people.notice_shown(SARI)
            for place, turn in enumerate((ANSWERED, MISSED, DECLINED)):
                await keep(opened, Answered(SARI, turn, "versi-1", str(place)))
            await opened.log.vote("0", SARI, True)
            rejection = Rejection("beda robusta dan arabika", ("tubruk",))
            await keep(opened, Answered(SARI, REJECTED, "versi-1", rejected=rejection))

    asyncio.run(fill())


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=typed)


@pytest.mark.usefixtures("log")
def test_figures_are_shown_and_written_as_a_page(folder: Path, tmp_path: Path) -> None:
    shown = run("stats", "--knowledge", folder, "--html", tmp_path / "a.html")
    assert shown.exit_code == 0, shown.output
    assert "3 pertanyaan: 33 % dijawab" in shown.output
    assert "Kopi tubruk" in (tmp_path / "a.html").read_text("utf-8")


@pytest.mark.usefixtures("log")
def test_figures_are_written_as_json(folder: Path) -> None:
    found = json.loads(run("stats", "--knowledge", folder, "--json").stdout)
    assert (found["entries"], found["gaps"], found["thumbs"]) == ({"tubruk": 1}, {"harga": 1}, {"up": 1, "down": 0})


@pytest.mark.usefixtures("log")
def test_days_for_which_nothing_is_kept_are_pointed_out(folder: Path) -> None:
    assert "hanya dari 30 hari terakhir" in run("stats", "--knowledge", folder, "--days", 90).stderr


@pytest.mark.usefixtures("log")
def test_a_page_that_cannot_be_written_ends_the_command(folder: Path, tmp_path: Path) -> None:
    shown = run("stats", "--knowledge", folder, "--html", tmp_path / "tiada" / "a.html")
    assert (shown.exit_code, "tidak dapat ditulis" in shown.output) == (2, True)


@pytest.mark.usefixtures("log")
def test_open_questions_are_listed_and_known_gaps_apart(folder: Path) -> None:
    shown = run("gaps", "--knowledge", folder)
    assert shown.exit_code == 0, shown.output
    assert "1 tak terjawab, 1 ditolak" in shown.output
    assert "harga" in shown.output.split("Celah yang dikenal")[1]


@pytest.mark.usefixtures("log")
def test_open_questions_are_written_as_json(folder: Path) -> None:
    (group,) = json.loads(run("gaps", "--knowledge", folder, "--json").stdout)["groups"]
    assert (group["times"], len(group["ways"])) == (2, 2)


@pytest.mark.usefixtures("log")
def test_what_an_operator_approves_is_learnt(folder: Path) -> None:
    shown = run("gaps", "--knowledge", folder, "--apply", typed="p\nsimpan\n\nsemua\n")
    assert shown.exit_code == 0, shown.output
    assert set(load_knowledge(folder).entries["simpan"].questions[-2:]) == {
        "robusta sama arabika", "beda robusta dan arabika",
    }  # fmt: skip


@pytest.mark.usefixtures("log")
def test_applying_and_json_do_not_go_together(folder: Path) -> None:
    assert run("gaps", "--knowledge", folder, "--apply", "--json").exit_code == 2


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", ["stats", "gaps"])
def test_where_no_bot_ran_there_is_nothing_and_nothing_is_made(command: str, folder: Path, tmp_path: Path) -> None:
    shown = run(command, "--knowledge", folder)
    assert shown.exit_code == 0, shown.output
    assert "Belum ada pertanyaan dalam 30 hari terakhir." in shown.stdout
    assert "bot.db: belum ada" in shown.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["kopi"]


@pytest.mark.usefixtures("database")
def test_json_of_nothing_is_json_too(folder: Path) -> None:
    assert json.loads(run("gaps", "--knowledge", folder, "--json").stdout) == {"groups": [], "known": [], "settled": 0}
    assert json.loads(run("stats", "--knowledge", folder, "--json").stdout)["logged"] == 0


@pytest.mark.usefixtures("log")
def test_stats_tell_how_many_messages_were_set_aside(database: str, folder: Path) -> None:
    assert "disisihkan" not in run("stats", "--knowledge", folder).output

    async def spoil() -> None:
        async with await open_database(database, find_key(database)) as opened:
            await opened.inbox.dead_letter(b"[1]", "bukan pembaruan")

    asyncio.run(spoil())
    assert "1 pesan disisihkan karena tidak bisa dikerjakan." in run("stats", "--knowledge", folder).output
    assert '"set_aside": 1' in run("stats", "--json", "--knowledge", folder).output
