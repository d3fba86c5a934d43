"""The look for known holes: a hole ends it with 1, nobody to ask does not, and is never told as a good answer."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / ".ci" / "audit"
HOLE = {
    "id": "GHSA-made-up",
    "summary": "Terbuka.",
    "affected": [
        {
            "package": {"name": "kopi", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1"}]}],
        }
    ],
}
Audit = Callable[[], tuple[int, str]]


class Advisories(ThreadingHTTPServer):
    """A service that knows of holes, in the form of osv.dev."""

    holes: dict[str, Any]
    status = 200


class Handler(BaseHTTPRequestHandler):
    server: Advisories

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = self.server.holes.get(asked["package"]["name"])
        body = json.dumps({"vulns": [found]} if found else {}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    server = Advisories(("127.0.0.1", 0), Handler)
    server.holes = {}
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def audit(advisories: Advisories, tmp_path: Path) -> Audit:
    """The script on two made-up packages."""
    file = tmp_path / "requirements.txt"
    file.write_text("".join(f"{name}==1.0 --hash=sha256:{0:064d}\n" for name in ("kopi", "teh")))
    address = f"http://127.0.0.1:{advisories.server_port}/"
    command = [sys.executable, SCRIPT, file, "--vulnerability-service", "osv", "--osv-url", address]

    def audited() -> tuple[int, str]:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout

    return audited


def test_packages_without_a_known_hole_pass(audit: Audit) -> None:
    assert audit() == (0, "No known hole in 2 packages.\n")


def test_a_known_hole_fails_and_is_told_with_the_version_that_mends_it(advisories: Advisories, audit: Audit) -> None:
    advisories.holes["kopi"] = HOLE
    code, told = audit()
    assert code == 1
    assert told.splitlines()[0] == "kopi 1.0: GHSA-made-up, mended in ['1.1']"


def test_a_service_that_fails_is_told_and_fails_nothing(advisories: Advisories, audit: Audit) -> None:
    advisories.status = 500
    code, told = audit()
    assert (code, told.partition(":")[0]) == (0, "NOT AUDITED")


def test_a_service_that_is_away_is_told_and_fails_nothing(advisories: Advisories, audit: Audit) -> None:
    advisories.shutdown()
    advisories.server_close()
    code, told = audit()
    assert (code, told.partition(":")[0]) == (0, "NOT AUDITED")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (0, "NOT AUDITED: whoever answered knows none of the 2 packages."),
        (1, "NOT AUDITED: p1. No known hole in the other 1."),
    ],
)
def test_packages_that_nobody_knows_do_not_count_as_looked_at(known: int, told: str) -> None:
    loader = SourceFileLoader("audit", str(SCRIPT))
    spec = spec_from_loader("audit", loader)
    assert spec is not None
    script = module_from_spec(spec)
    loader.exec_module(script)
    packages = [
        {"name": f"p{number}", **({"version": "1", "vulns": []} if number < known else {"skip_reason": "not found"})}
        for number in range(2)
    ]
    assert script.judge(json.dumps({"dependencies": packages}), "") == (0, [told])
