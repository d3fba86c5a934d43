"""Settings: what is accepted, what is refused, and that no secret is ever shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.config import Settings, default_cache, load_settings, shipped_knowledge
from bot.errors import ConfigError

Patch = pytest.MonkeyPatch
TOKEN = "424242:AAPlantedTokenThatMustNeverBeShown_00"
SECRET = "PlantedSecret-1"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: Patch) -> None:
    for name in list(os.environ):
        if name.startswith("BOT_") or name == "CREDENTIALS_DIRECTORY":
            monkeypatch.delenv(name)


def load(monkeypatch: Patch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings(env_file=None)


def complaint(monkeypatch: Patch, **values: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(monkeypatch, **values)
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_what_is_learnt_is_kept_in_a_folder_of_the_users_own(monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", "/home/sari")
    for name in ("CACHE_DIRECTORY", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert load(monkeypatch).cache == Path("/home/sari/.cache/tanya-peksos")
    assert load(monkeypatch, XDG_CACHE_HOME="/c").cache == Path("/c/tanya-peksos")
    assert load(monkeypatch, CACHE_DIRECTORY="/var/cache/peksos:/lain").cache == Path("/var/cache/peksos")
    assert load(monkeypatch, BOT_CACHE="/data/c").cache == Path("/data/c")


@pytest.mark.parametrize(
    ("platform", "expected"),
    [("darwin", "/home/sari/Library/Caches/tanya-peksos"), ("win32", "/lokal/tanya-peksos")],
)
def test_other_systems_have_other_places_for_it(monkeypatch: Patch, platform: str, expected: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/sari")
    monkeypatch.setenv("LOCALAPPDATA", "/lokal")
    for name in ("CACHE_DIRECTORY", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert default_cache() == Path(expected)


def test_everything_has_a_default_but_the_token(monkeypatch: Patch) -> None:
    settings = load(monkeypatch)
    assert settings.api_url == "https://api.telegram.org"
    assert settings.knowledge.name == "knowledge"
    assert (settings.admins, settings.contact, settings.webhook_url) == ((), "", "")
    with pytest.raises(ConfigError, match="BOT_TOKEN belum diisi"):
        settings.token()


def test_every_setting_is_read_from_the_environment(monkeypatch: Patch, tmp_path: Path) -> None:
    settings = load(
        monkeypatch, BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:8081/", BOT_KNOWLEDGE=str(tmp_path),
        BOT_DATABASE_URL="sqlite:///x.db", BOT_KEY="k" * 16, BOT_ADMINS="12, 34,", BOT_CONTACT="Sari, 0811",
        BOT_WEBHOOK_URL="https://contoh.id:8443/kait", BOT_WEBHOOK_SECRET=SECRET,
        BOT_WEBHOOK_LISTEN="[::1]:9000",
    )  # fmt: skip
    assert settings.token() == TOKEN
    assert settings.secret() == SECRET
    assert settings.api_url == "http://127.0.0.1:8081"
    assert (settings.knowledge, settings.admins, settings.listen) == (tmp_path, (12, 34), ("::1", 9000))


def test_an_env_file_is_read_and_the_environment_wins(monkeypatch: Patch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"BOT_TOKEN={TOKEN}\nBOT_CONTACT=berkas\nLAIN=1\n")
    monkeypatch.setenv("BOT_CONTACT", "lingkungan")
    settings = load_settings(file)
    assert (settings.token(), settings.contact) == (TOKEN, "lingkungan")


@pytest.fixture(params=["systemd", "docker"])
def secrets(request: pytest.FixtureRequest, monkeypatch: Patch, tmp_path: Path) -> Path:
    """The folder that systemd or Docker puts secrets into."""
    folder = tmp_path / "rahasia"
    folder.mkdir()
    if request.param == "systemd":
        monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    else:
        monkeypatch.setattr("bot.config._DOCKER_SECRETS", folder)
    return folder


def test_every_setting_may_be_in_a_secret_file_of_its_name(secrets: Path) -> None:
    (secrets / "BOT_TOKEN").write_text(f"{TOKEN}\n")
    (secrets / "BOT_ADMINS").write_text("12,34\n")
    (secrets / "BOT_OLD_KEYS").write_text("lama-sekali-1\n")
    (secrets / "lain").write_text("bukan punya bot")
    settings = load_settings(env_file=None)
    assert (settings.token(), settings.admins, settings.keys()) == (TOKEN, (12, 34), ("", ("lama-sekali-1",)))


def test_the_environment_wins_over_secret_files_and_those_over_the_env_file(secrets: Path, monkeypatch: Patch) -> None:
    for name in ("CONTACT", "DATABASE_URL"):
        (secrets / f"BOT_{name}").write_text("berkas")
    (secrets.parent / ".env").write_text(f"BOT_TOKEN={TOKEN}\nBOT_CONTACT=env\nBOT_DATABASE_URL=env\n")
    monkeypatch.setenv("BOT_CONTACT", "lingkungan")
    settings = load_settings(secrets.parent / ".env")
    assert (settings.contact, settings.database_url, settings.token()) == ("lingkungan", "berkas", TOKEN)


def test_an_empty_secret_file_counts_as_none(secrets: Path, monkeypatch: Patch) -> None:
    (secrets / "BOT_KEY").write_text("\n")
    assert load_settings(env_file=None).key is None


def test_a_secret_that_cannot_be_read_is_told_with_its_file_and_nothing_of_its_content(secrets: Path) -> None:
    (secrets / "BOT_KEY").mkdir()  # what Docker makes of a file that is missing on the host
    (secrets / "BOT_TOKEN").write_bytes(TOKEN.encode() + b"\xff")
    with pytest.raises(ConfigError) as caught:
        load_settings(env_file=None)
    assert str(caught.value).splitlines() == [
        f"BOT_TOKEN: {secrets}/BOT_TOKEN bukan teks UTF-8. Simpan ulang sebagai teks biasa.",
        f"BOT_KEY: {secrets}/BOT_KEY tidak bisa dibaca (Is a directory). Periksa pemilik dan izinnya.",
    ]


def test_a_folder_of_systemd_that_is_closed_is_told(monkeypatch: Patch, tmp_path: Path) -> None:
    said = complaint(monkeypatch, CREDENTIALS_DIRECTORY=str(tmp_path / "tidak-ada"))
    assert said.startswith(f"CREDENTIALS_DIRECTORY: folder {tmp_path / 'tidak-ada'} tidak bisa dibuka.")


def test_a_wrong_value_in_a_secret_file_is_refused_without_being_shown(secrets: Path) -> None:
    (secrets / "BOT_TOKEN").write_text("rahasia-salah-bentuk")
    with pytest.raises(ConfigError, match=r"^BOT_TOKEN: ") as caught:
        load_settings(env_file=None)
    assert "rahasia-salah-bentuk" not in str(caught.value)


def test_systemd_names_a_folder_that_wins_over_dockers(monkeypatch: Patch, tmp_path: Path) -> None:
    for folder in ("docker", "systemd"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "BOT_CONTACT").write_text(folder)
    monkeypatch.setattr("bot.config._DOCKER_SECRETS", tmp_path / "docker")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "systemd"))
    assert load_settings(env_file=None).contact == "systemd"


def test_an_empty_value_counts_as_unset(monkeypatch: Patch) -> None:
    assert load(monkeypatch, BOT_TOKEN="", BOT_ADMINS="").bot_token is None


def test_repr_and_str_hide_every_secret(monkeypatch: Patch) -> None:
    settings = load(
        monkeypatch, BOT_TOKEN=TOKEN, BOT_KEY="kunci-rahasia-sekali", BOT_WEBHOOK_SECRET=SECRET,
        BOT_WEBHOOK_URL="https://contoh.id/",
    )  # fmt: skip
    shown = f"{settings!r} {settings} {settings.model_dump()}"
    assert not [secret for secret in (TOKEN, "kunci-rahasia-sekali", SECRET) if secret in shown]


def test_repr_and_str_hide_the_password_of_the_database(monkeypatch: Patch) -> None:
    settings = load(monkeypatch, BOT_DATABASE_URL="postgresql://bot:rahasia-db@db/bot")
    assert "rahasia-db" not in f"{settings!r} {settings}"


@pytest.mark.parametrize("token", ["halo", "123:short", f"{TOKEN} ", f'"{TOKEN}"', "12345:" + "a" * 40 + "/x"])
def test_a_malformed_token_is_refused_without_being_shown(monkeypatch: Patch, token: str) -> None:
    said = complaint(monkeypatch, BOT_TOKEN=token)
    assert said.startswith("BOT_TOKEN: ")
    assert token.strip() not in said


@pytest.mark.parametrize("url", ["ftp://x", "api.telegram.org", "https://", "https://x/?a=1"])
def test_the_api_url_must_be_an_address(monkeypatch: Patch, url: str) -> None:
    assert "BOT_API_URL" in complaint(monkeypatch, BOT_API_URL=url)


@pytest.mark.parametrize("admins", ["@sari", "1;2", "-5", "١٢"])
def test_admins_are_numbers_only(monkeypatch: Patch, admins: str) -> None:
    assert "BOT_ADMINS" in complaint(monkeypatch, BOT_ADMINS=admins)


@pytest.mark.parametrize(
    "url",
    [
        "http://contoh.id/kait", "https://contoh.id:8080/kait", "contoh.id", "https://contoh.id:99999/",
        "https://a:b@contoh.id/", "https://contoh.id/?x=1",
    ],
)  # fmt: skip
def test_a_webhook_that_telegram_would_not_call_is_refused(monkeypatch: Patch, url: str) -> None:
    assert "BOT_WEBHOOK_URL" in complaint(monkeypatch, BOT_WEBHOOK_URL=url, BOT_WEBHOOK_SECRET=SECRET)


@pytest.mark.parametrize("url", ["https://contoh.id/kait", "https://contoh.id:88/", "http://127.0.0.1:8080/kait"])
def test_https_on_telegrams_ports_and_loopback_are_accepted(monkeypatch: Patch, url: str) -> None:
    assert load(monkeypatch, BOT_WEBHOOK_URL=url, BOT_WEBHOOK_SECRET=SECRET).webhook_url == url


def test_a_webhook_needs_a_secret(monkeypatch: Patch) -> None:
    assert "BOT_WEBHOOK_SECRET" in complaint(monkeypatch, BOT_WEBHOOK_URL="https://contoh.id/kait")


@pytest.mark.parametrize("secret", ["dengan spasi", "x" * 257, "rahasia!"])
def test_a_secret_telegram_refuses_is_refused_without_being_shown(monkeypatch: Patch, secret: str) -> None:
    said = complaint(monkeypatch, BOT_WEBHOOK_SECRET=secret)
    assert "BOT_WEBHOOK_SECRET" in said
    assert secret not in said


@pytest.mark.parametrize("listen", ["8080", ":8080", "localhost:", "localhost:70000", "localhost:x"])
def test_the_listening_place_is_host_and_port(monkeypatch: Patch, listen: str) -> None:
    assert "BOT_WEBHOOK_LISTEN" in complaint(monkeypatch, BOT_WEBHOOK_LISTEN=listen)


def test_the_knowledge_is_the_folder_where_the_bot_is_started_and_else_what_is_shipped(
    monkeypatch: Patch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(monkeypatch).knowledge == shipped_knowledge()
    (tmp_path / "knowledge").mkdir()
    assert load(monkeypatch).knowledge == tmp_path / "knowledge"


def test_what_is_shipped_stands_inside_the_package_or_beside_it(monkeypatch: Patch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.config._PACKAGE", tmp_path / "bot")
    assert shipped_knowledge() == tmp_path / "knowledge"
    (tmp_path / "bot" / "knowledge").mkdir(parents=True)
    assert shipped_knowledge() == tmp_path / "bot" / "knowledge"


def test_a_missing_knowledge_folder_is_named(monkeypatch: Patch) -> None:
    assert "/tidak/ada" in complaint(monkeypatch, BOT_KNOWLEDGE="/tidak/ada")


def test_all_problems_are_told_at_once_one_a_line(monkeypatch: Patch) -> None:
    said = complaint(monkeypatch, BOT_TOKEN="x", BOT_KEY="pendek", BOT_ADMINS="@a")
    assert [line.split(":")[0] for line in said.splitlines()] == ["BOT_TOKEN", "BOT_KEY", "BOT_ADMINS"]


def test_the_bot_s_name_is_taken_with_or_without_its_sign(monkeypatch: Patch) -> None:
    assert load(monkeypatch, BOT_USERNAME="@tanya_kopi_bot").username == "tanya_kopi_bot"
    assert load(monkeypatch, BOT_USERNAME="tanya_kopi_bot").username == "tanya_kopi_bot"
    assert "nama bot di Telegram" in complaint(monkeypatch, BOT_USERNAME="t.me/kopi")
