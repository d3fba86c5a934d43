"""The settings of one bot, from the environment, secret files and a .env file.

Lives here: names, defaults and checks of the settings, and one clear sentence for each wrong value.
Never here: what a setting is used for. No secret is ever part of a sentence or a repr.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import ConfigError

# The shape BotFather gives: the bot's number, a colon, and about 35 letters.
_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,128}")
# BotFather: 5 to 32 letters, digits and underscores, a letter first.
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{4,31}")
_NO_USERNAME = "harus nama bot di Telegram, misalnya tanya_peksos_bot: 5-32 huruf, angka, dan garis bawah."
# Bot API, setWebhook: secret_token is 1-256 of these; Telegram posts to these ports only.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_WEBHOOK_PORTS = (443, 80, 88, 8443)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# The keyed hash is HMAC-SHA-256; a shorter key would be its weakest part.
_KEY_LENGTH = 16
_PACKAGE = Path(__file__).resolve().parent
# Folders with one file a setting, named like it: Docker's is fixed, systemd (LoadCredential=) names its own.
_DOCKER_SECRETS = Path("/run/secrets")
_SYSTEMD_SECRETS = "CREDENTIALS_DIRECTORY"
_OWN_FOLDER = "tanya-peksos"


def shipped_knowledge() -> Path:
    """What comes with the bot: in a wheel it stands inside the package (pyproject.toml), in a checkout beside it."""
    inside = _PACKAGE / "knowledge"
    return inside if inside.is_dir() else _PACKAGE.parent / "knowledge"


def default_knowledge() -> Path:
    """The folder "knowledge" where the bot is started, as `new` makes it; where there is none, what is shipped."""
    here = Path("knowledge")
    return here.absolute() if here.is_dir() else shipped_knowledge()


def default_cache() -> Path:
    """A folder of the user's own for what can be made anew; systemd (CacheDirectory=) names one for a service."""
    if given := os.environ.get("CACHE_DIRECTORY"):
        return Path(given.partition(":")[0])
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or tempfile.gettempdir()) / _OWN_FOLDER
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / _OWN_FOLDER
    home = Path(os.path.expanduser("~"))
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / _OWN_FOLDER


class Settings(BaseSettings):
    """All settings; each is read from `BOT_` and its name in capitals, `bot_token` from BOT_TOKEN."""

    model_config = SettingsConfigDict(
        env_prefix="BOT_", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(default=None, validation_alias="BOT_TOKEN")
    api_url: str = "https://api.telegram.org"
    knowledge: Path = Field(default_factory=default_knowledge)
    # It may hold a password.
    database_url: Annotated[str, Field(repr=False)] = "sqlite:///tanya-peksos.db"
    # Where what was learnt is kept, so that the next start takes a second.
    cache: Path = Field(default_factory=default_cache)
    # Processes that understand beside the one that takes in and sends; each takes memory of its own.
    workers: Annotated[int, Field(ge=0, le=32)] = 0
    key: SecretStr | None = None
    old_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    # Days that questions are kept for, without whoever asked them (UU 27/2022: no longer than needed).
    retention_days: Annotated[int, Field(ge=1, le=365)] = 30
    # Telegram's limits are kept to; 0 only for a Bot API without them, of one's own or in a load test.
    send_limits: bool = True
    admins: Annotated[tuple[int, ...], NoDecode] = ()
    contact: str = ""
    # Under which people find the bot, for links to it where nobody can be asked.
    username: str = ""
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    webhook_listen: str = "127.0.0.1:8080"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over secret files, and those over .env, which is for trying things.

        Pydantic's own reading of files lists the whole folder and, for one it may not read, shows a traceback.
        """
        return init_settings, env_settings, InitSettingsSource(cls, _from_files(cls.model_fields)), dotenv_settings

    def token(self) -> str:
        """The token, for whoever talks to Telegram; a ConfigError if there is none."""
        if self.bot_token is None:
            raise ConfigError("BOT_TOKEN belum diisi. Minta ke @BotFather, lalu tulis di .env: BOT_TOKEN=...")
        return self.bot_token.get_secret_value()

    def secret(self) -> str:
        """The secret that Telegram sends with every webhook call; "" without a webhook."""
        return self.webhook_secret.get_secret_value() if self.webhook_secret else ""

    def keys(self) -> tuple[str, tuple[str, ...]]:
        """BOT_KEY ("" if it is not set) and the keys it took the place of."""
        old = tuple(key.get_secret_value() for key in self.old_keys)
        return (self.key.get_secret_value() if self.key else "", old)

    @property
    def listen(self) -> tuple[str, int]:
        """Host and port the bot's own server listens on."""
        host, _, port = self.webhook_listen.rpartition(":")
        return host.strip("[]"), int(port)

    @field_validator("bot_token")
    @classmethod
    def _check_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("bentuknya bukan token bot. Salin lagi dari @BotFather, tanpa spasi dan kutip.")
        return value

    @field_validator("username")
    @classmethod
    def _check_username(cls, value: str) -> str:
        name = value.removeprefix("@")
        if name and not _USERNAME.fullmatch(name):
            raise ValueError(_NO_USERNAME)
        return name

    @field_validator("api_url")
    @classmethod
    def _check_api_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("harus alamat http(s), misalnya https://api.telegram.org.")
        return value.rstrip("/")

    @field_validator("knowledge")
    @classmethod
    def _check_knowledge(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError(f"folder {value} tidak ada.")
        return value

    @field_validator("key")
    @classmethod
    def _check_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < _KEY_LENGTH:
            raise ValueError(f"terlalu pendek: pakai sedikitnya {_KEY_LENGTH} huruf acak.")
        return value

    @field_validator("old_keys", mode="before")
    @classmethod
    def _split_keys(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("admins", mode="before")
    @classmethod
    def _split_admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        # By id only: a username can be taken over by somebody else.
        if not all(part.isascii() and part.isdecimal() and len(part) <= 20 for part in ids):
            raise ValueError("harus daftar id angka dipisah koma, misalnya 12345678,87654321 (bukan @nama).")
        return tuple(map(int, ids))

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("hanya boleh 1-256 karakter dari A-Z, a-z, 0-9, garis bawah dan tanda hubung.")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _check_webhook_url(cls, value: str) -> str:
        return value and _checked_webhook_url(value)

    @field_validator("webhook_listen")
    @classmethod
    def _check_listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not (port.isascii() and port.isdecimal()) or not 1 <= int(port) <= 65535:
            raise ValueError("harus host:port, misalnya 127.0.0.1:8080.")
        return value

    @model_validator(mode="after")
    def _require_secret(self) -> Settings:
        if self.webhook_url and self.webhook_secret is None:
            raise ValueError(
                "BOT_WEBHOOK_SECRET: wajib diisi bila BOT_WEBHOOK_URL dipakai, agar hanya Telegram didengar."
            )
        return self


def checked_username(text: str) -> str:
    """A bot's name on Telegram without its sign; a ConfigError for what cannot be one."""
    name = text.removeprefix("@")
    if not _USERNAME.fullmatch(name):
        raise ConfigError(f'"{text}" {_NO_USERNAME}')
    return name


def load_settings(env_file: str | Path | None = ".env") -> Settings:
    """The settings of this process, or a ConfigError that names everything wrong, one problem a line."""
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        # `from None`: the original shows what was typed.
        raise ConfigError(_explain(error)) from None


def _from_files(fields: Mapping[str, FieldInfo]) -> dict[str, str]:
    """The settings that Docker or systemd hand over in files; an empty file counts as none."""
    found: dict[str, str] = {}
    problems = []
    for field, about in fields.items():
        name = _name((field,))
        for path in (folder / name for folder in _secret_folders()):
            try:
                found[str(about.validation_alias or field)] = path.read_text("utf-8").strip()
            except FileNotFoundError:
                continue
            except OSError as error:
                problems.append(f"{name}: {path} tidak bisa dibaca ({error.strerror}). Periksa pemilik dan izinnya.")
            except UnicodeDecodeError:  # its text shows what is in the file
                problems.append(f"{name}: {path} bukan teks UTF-8. Simpan ulang sebagai teks biasa.")
    if problems:
        raise ConfigError("\n".join(problems))
    return {name: text for name, text in found.items() if text}


def _secret_folders() -> Iterator[Path]:
    """Those that are there; of two values the later one counts."""
    # Not ours to enter: this is no container, and somebody else keeps secrets there.
    if os.access(_DOCKER_SECRETS, os.X_OK):
        yield _DOCKER_SECRETS
    named = os.environ.get(_SYSTEMD_SECRETS)
    if named and not os.access(named, os.X_OK):
        raise ConfigError(f"{_SYSTEMD_SECRETS}: folder {named} tidak bisa dibuka. Periksa LoadCredential= di unitnya.")
    if named:
        yield Path(named)


def _checked_webhook_url(value: str) -> str:
    parts = urlsplit(value)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.query or parts.fragment or parts.username:
        raise ValueError("harus alamat lengkap, misalnya https://contoh.id/telegram.")
    if parts.scheme == "http" and host in _LOOPBACK:
        return value
    if parts.scheme != "https":
        raise ValueError("harus memakai https (http hanya untuk komputer ini sendiri).")
    if (port or 443) not in _WEBHOOK_PORTS:
        raise ValueError(f"Telegram hanya mengirim ke port {', '.join(map(str, _WEBHOOK_PORTS))}.")
    return value


def _explain(error: ValidationError) -> str:
    lines = []
    for problem in error.errors(include_input=False, include_url=False):
        said = problem.get("ctx", {}).get("error")
        sentence = str(said) if isinstance(said, ValueError) else "nilainya tidak sah."
        lines.append(f"{_name(problem['loc'])}: {sentence}" if problem["loc"] else sentence)
    return "\n".join(lines)


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0]).upper()
    return name if name.startswith("BOT_") else f"BOT_{name}"
