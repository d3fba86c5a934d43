"""What the files for servers are checked against: the settings, and the secrets that deploy/make-secrets makes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
TOKEN = "424242:AAPlantedTokenThatMustNeverBeShown_00"


def names() -> set[str]:
    """All settings, by the names people write."""
    return {f"BOT_{name.removeprefix('bot_').upper()}" for name in Settings.model_fields}


def secret_names() -> set[str]:
    """Those that must not be seen by whoever looks at a process or a file that others may read."""
    fields = Settings.model_fields.items()
    secret = {name for name, field in fields if SecretStr.__name__ in str(field.annotation) or not field.repr}
    return {f"BOT_{name.removeprefix('bot_').upper()}" for name in secret}


def make_secrets(folder: Path, token: str = TOKEN) -> subprocess.CompletedProcess[str]:
    command = [ROOT / "deploy" / "make-secrets", folder]
    return subprocess.run(command, input=f"{token}\n", capture_output=True, text=True, check=False, timeout=30)


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A folder as deploy/make-secrets leaves it."""
    folder = tmp_path / "secrets"
    assert make_secrets(folder).returncode == 0
    return folder
