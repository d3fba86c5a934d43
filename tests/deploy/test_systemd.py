"""The systemd unit: what it lets the bot do, and that it names only what there is."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.errors import BotError, ConfigError, KnowledgeError, StorageError

from .conftest import ROOT, names, secret_names

UNIT = ROOT / "deploy" / "systemd" / "tanya-peksos.service"
systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def values(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text(), re.MULTILINE)


def test_every_secret_comes_as_a_file_that_root_alone_can_read(secrets: Path) -> None:
    loaded = dict(value.split(":") for value in values("LoadCredential"))
    assert set(loaded) == secret_names() - {"BOT_DATABASE_URL"}
    assert all(path == f"/etc/tanya-peksos/secrets/{name}" for name, path in loaded.items())
    assert [name for name in loaded if not (secrets / name).is_file()] == []


def test_its_settings_exist_and_are_no_secrets() -> None:
    given = {value.split("=")[0] for value in values("Environment")}
    given = {name for name in given if name.startswith("BOT_")}
    assert given <= names()
    assert given & secret_names() <= {"BOT_DATABASE_URL"}  # a path, here


def test_only_failures_that_may_pass_are_tried_again() -> None:
    (codes,) = values("RestartPreventExitStatus")
    assert {int(code) for code in codes.split()} == {ConfigError.exit_code, KnowledgeError.exit_code}
    assert {BotError.exit_code, StorageError.exit_code}.isdisjoint(map(int, codes.split()))
    assert values("Restart") == ["on-failure"]


def test_the_bot_is_given_the_time_to_finish() -> None:
    assert int(values("TimeoutStopSec")[0]) > 10


@systemd
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    program = tmp_path / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.symlink_to("/bin/true")
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/opt/tanya-peksos", str(tmp_path)))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False, timeout=60
    )
    assert unit.name not in done.stderr


@systemd
def test_systemd_finds_little_that_the_bot_could_harm() -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", UNIT]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout
