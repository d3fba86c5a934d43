"""Whoever installs the bot as a package gets all of it: the wheel holds what it answers from, and works on its own.

It is built by the backend itself and taken apart, not installed: no network, no environment, two seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the wheel was taken apart into."""
    home = tmp_path_factory.mktemp("wheel")
    ran([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home)], ROOT)
    (wheel,) = home.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(home / "site")
    return home / "site"


def ran(command: list[str], where: Path, site: Path | None = None) -> str:
    """What a command says that ends well, run where no setting is made."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    if site:
        environment["PYTHONPATH"] = str(site)
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path, *left_out: str) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not {*left_out} & {path.suffix})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_wheel_holds_the_knowledge_as_it_is(package: Path) -> None:
    assert files(package / "bot" / "knowledge") == files(ROOT / "knowledge")


def test_the_wheel_holds_every_file_of_the_package(package: Path) -> None:
    assert files(ROOT / "bot", ".pyc").keys() <= files(package / "bot").keys()


def test_installed_it_answers_from_what_it_brings(package: Path, tmp_path: Path) -> None:
    code = "import bot.config as c; print(c.load_settings(None).knowledge)"
    assert Path(ran([sys.executable, "-c", code], tmp_path, package).strip()) == package / "bot" / "knowledge"


def test_installed_it_makes_a_new_bot_with_the_general_part(package: Path, tmp_path: Path) -> None:
    ran([sys.executable, "-m", "bot", "new", "kopi"], tmp_path, package)
    assert files(tmp_path / "kopi" / "knowledge" / "umum") == files(ROOT / "knowledge" / "umum")
