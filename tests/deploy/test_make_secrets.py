"""The secret files: whole, readable inside containers, closed outside, never replaced, never shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.storage.database.engines import parse_url

from .conftest import TOKEN, make_secrets, secret_names


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_the_bot_takes_what_it_makes(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in secret_names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(secrets))
    settings = load_settings(env_file=None)
    made = contents(secrets)
    assert (settings.token(), settings.secret()) == (TOKEN, made["BOT_WEBHOOK_SECRET"].strip())
    assert settings.keys() == (made["BOT_KEY"].strip(), ())
    url = parse_url(settings.database_url)
    assert (url.username, url.password, url.host) == (
        "tanya_peksos", made["bot_database_password"].strip(), "database",
    )  # fmt: skip


def test_only_its_owner_may_enter_the_folder_and_every_container_may_read_its_file(secrets: Path) -> None:
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in secrets.iterdir() if path.is_file()} == {0o444}
    assert (secrets / "tls").stat().st_mode & 0o777 == 0o755


def test_every_secret_is_another_and_long(secrets: Path, tmp_path: Path) -> None:
    make_secrets(tmp_path / "other")
    random = [
        folder[name].strip()
        for folder in (contents(secrets), contents(tmp_path / "other"))
        for name in ("BOT_KEY", "BOT_WEBHOOK_SECRET", "postgres_password", "bot_database_password")
    ]
    assert len(set(random)) == 8
    assert {len(bytes.fromhex(text)) for text in random} == {32}


def test_what_is_there_stays_and_the_token_is_not_asked_for_again(secrets: Path) -> None:
    before = contents(secrets)
    again = make_secrets(secrets, token="")
    assert (again.returncode, contents(secrets)) == (0, before)
    assert "BOT_KEY: sudah ada, dibiarkan" in again.stdout


def test_it_shows_no_secret(tmp_path: Path) -> None:
    done = make_secrets(tmp_path / "s")
    shown = done.stdout + done.stderr
    assert [name for name, text in contents(tmp_path / "s").items() if text.strip() and text.strip() in shown] == []


def test_what_is_no_token_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    done = make_secrets(tmp_path / "s", token='"salah"')
    assert (done.returncode, contents(tmp_path / "s")) == (2, {})
    assert "bukan token bot" in done.stderr
    assert "salah" not in done.stdout + done.stderr
