"""The command line: what each command answers, and how errors end it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.channels.batch import Batch
from bot.cli import main
from bot.core.phrases import PHRASES

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., Result]


def in_yaml(**sections: Any) -> str:
    """A knowledge file; JSON is YAML too."""
    return "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in sections.items()) + "\n"


ABOUT = {"nama": "Tanya Kopi", "subjek": "kopi", "deskripsi": "Soal kopi.", "deskripsi_pendek": "Soal kopi."}
SAFETY = {
    "bahaya": ["aku mau mati", "rasanya mau mati saja"],
    "bukan_bahaya": ["kopinya terlalu kuat", "lampunya mati"],
    "jawaban": "Kamu tidak sendiri. {bantuan}",
    "bantuan": [
        {"nama": "Teman", "kontak": "119", "keterangan": "Siang.", "sumber": "contoh.id", "diperiksa": "2026-11-01"}
    ],
}
ENTRIES = [
    {
        "id": "tubruk",
        "judul": "Kopi tubruk",
        "pertanyaan": ["apa itu kopi tubruk", "cara bikin tubruk", "tubruk itu apa"],
        "jawaban": "Bubuk kasar diseduh air panas.",
    },
    {
        "id": "saring",
        "judul": "Kopi saring",
        "pertanyaan": ["apa itu kopi saring", "cara bikin saring", "saring itu apa"],
        "jawaban": "Air menetes lewat kertas.",
    },
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder in order; its phrases are their own keys."""
    found = tmp_path / "kopi"
    found.mkdir()
    (found / "umum.yaml").write_text(
        in_yaml(tentang=ABOUT, keselamatan=SAFETY, frasa={key: key for key in PHRASES}), "utf-8"
    )
    (found / "seduh.yaml").write_text(in_yaml(topik="seduh", judul="Menyeduh", entri=ENTRIES), "utf-8")
    return found


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command where no setting is made: `run("chat", input="halo")`."""
    for name in [name for name in os.environ if name.startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: object, **more: Any) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], **more)

    return invoke


def test_help_lists_every_command_with_a_sentence(run: Run) -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    assert {"ask", "chat"} <= main.commands.keys()
    assert [name for name, command in main.commands.items() if not command.help] == []
    assert all(name in shown.output for name in main.commands)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_explains_itself_without_being_run(run: Run, name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert "--help" in shown.output


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"chat" in done.stdout


def test_ask_answers_line_by_line_in_json(run: Run, folder: Path) -> None:
    lines = [{"turns": ["apa itu kopi tubruk"]}, {"turns": [{"press": "e:saring"}]}]
    done = run("ask", "--jsonl", "--knowledge", folder, input="\n".join(map(json.dumps, lines)))
    replies = [json.loads(line)["replies"][0] for line in done.stdout.splitlines()]
    assert [reply["entries"] for reply in replies] == [["tubruk"], ["saring"]]
    assert done.exit_code == 0


def test_ask_takes_bytes_that_are_no_text(run: Run, folder: Path) -> None:
    done = run("ask", "--jsonl", "--knowledge", folder, input=b'{"turns": ["\xff\xfe"]}\n')
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1


def test_a_line_of_another_form_ends_ask_with_its_number(run: Run, folder: Path) -> None:
    done = run("ask", "--jsonl", "--knowledge", folder, input='{"turns": []}\nhalo\n')
    assert done.exit_code == 2
    assert done.stderr.startswith("Gagal: baris 2:")


def test_ask_insists_on_its_format(run: Run) -> None:
    assert run("ask").exit_code == 2


def test_chat_talks_through_a_pipe(run: Run, folder: Path) -> None:
    done = run("chat", "--knowledge", folder, input="apa itu kopi saring\n")
    assert "Air menetes lewat kertas." in done.stdout
    assert done.stdout.endswith("terminal_bye\n")
    assert done.exit_code == 0


def test_chat_can_explain_itself(run: Run, folder: Path) -> None:
    done = run("chat", "--explain", "--knowledge", folder, input="apa itu kopi saring\n")
    assert "terminal_why_closest: apa itu kopi saring" in done.stdout


def test_it_learns_beforehand_once(run: Run, folder: Path, tmp_path: Path) -> None:
    cache = {"BOT_CACHE": str(tmp_path / "singgahan")}
    first = run("learn", "--knowledge", folder, env=cache)
    assert (first.exit_code, first.stdout) == (0, f"Dipelajari, tersimpan di {tmp_path / 'singgahan'}.\n")
    assert run("learn", "--knowledge", folder, env=cache).stdout.startswith("Sudah dipelajari")
    (tmp_path / "berkas").write_text("")
    failed = run("learn", "--knowledge", folder, env={"BOT_CACHE": str(tmp_path / "berkas" / "dalam")})
    assert failed.exit_code == 1
    assert "BOT_CACHE" in failed.stderr


def test_the_folder_may_come_from_the_environment(run: Run, folder: Path) -> None:
    done = run("chat", input="apa itu kopi saring\n", env={"BOT_KNOWLEDGE": str(folder)})
    assert "Air menetes lewat kertas." in done.stdout


def test_wrong_knowledge_ends_with_file_line_and_code_three(run: Run, folder: Path) -> None:
    (folder / "seduh.yaml").write_text("topik: seduh\njudul: Menyeduh\nentri:\n  - id: Tubruk!\n", "utf-8")
    done = run("chat", "--knowledge", folder, input="halo\n")
    assert done.exit_code == 3
    assert "kopi/seduh.yaml:4" in done.stderr
    assert "Traceback" not in done.output


def test_a_wrong_setting_ends_with_its_name_and_code_two(run: Run) -> None:
    done = run("chat", env={"BOT_WEBHOOK_LISTEN": "di mana saja"})
    assert done.exit_code == 2
    assert "BOT_WEBHOOK_LISTEN" in done.stderr


def test_a_bug_is_not_dressed_up_as_an_expected_error(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Batch, lines: object) -> list[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(Batch, "answer", broken)
    done = run("ask", "--jsonl", "--knowledge", folder)
    assert isinstance(done.exception, ZeroDivisionError)
