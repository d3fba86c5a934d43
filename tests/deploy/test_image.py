"""The optional job that builds the image: it says when it could not, and no trial that fails goes unnoticed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

IMAGE = Path(__file__).resolve().parents[2] / ".ci" / "image"
# Stands in for Docker: writes down what it is asked, and answers as the test says.
DOCKER = """#!/bin/sh
echo "$*" >> {log}
case "$1 $*" in
    "info "*) exit {info} ;;
    "build "*) exit {build} ;;
    *" run") exit {run} ;;
    *) exit 0 ;;
esac
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "asked.txt"


def build(folder: Path, log: Path, **codes: int) -> subprocess.CompletedProcess[str]:
    """Run the job with a Docker that ends with these codes."""
    docker = folder / "docker"
    docker.write_text(DOCKER.format(log=log, **{"info": 0, "build": 0, "run": 2, **codes}))
    docker.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}
    return subprocess.run([IMAGE], env=environment, capture_output=True, text=True, check=False, timeout=20)


def test_without_a_docker_that_runs_it_says_so_and_stops_nobody(tmp_path: Path, log: Path) -> None:
    done = build(tmp_path, log, info=1)
    assert (done.returncode, done.stdout) == (0, "NOT BUILT: no Docker runs here.\n")
    assert log.read_text() == "info\n"


def test_the_image_is_built_and_tried_without_rights_and_without_a_network(tmp_path: Path, log: Path) -> None:
    done = build(tmp_path, log)
    assert done.returncode == 0, done.stderr
    asked = log.read_text().splitlines()
    assert "build --tag tanya-peksos:ci ." in asked
    tried = [line for line in asked if line.startswith("run ")]
    assert [line.split("tanya-peksos:ci ")[1] for line in tried] == ["check --no-match", "run"]
    assert all("--read-only" in line and "--network none" in line for line in tried)


@pytest.mark.parametrize("codes", [{"build": 1}, {"run": 0}, {"run": 1}])
def test_what_fails_ends_the_job(tmp_path: Path, log: Path, codes: dict[str, int]) -> None:
    assert build(tmp_path, log, **codes).returncode != 0
