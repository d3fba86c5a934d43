"""The files of the chat page: how they are served, and what they must never do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.playground.control
from bot.playground import Playground

from ..conftest import Caller

FOLDER = Path(bot.playground.control.__file__).parent / "page"
SCRIPTS = sorted((FOLDER / "js").glob("*.js"))
# What would make a person's words markup or code.
DANGEROUS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    r"|DOMParser|createContextualFragment"
)
LINES, COLUMNS = 300, 120


async def test_the_page_and_its_parts_are_served_with_strict_headers(pg: Playground, call: Caller) -> None:
    async with call.session.get(pg.page_url) as response:
        page, headers = await response.text(), response.headers
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    parts = re.findall(r'(?:src|href)="(/page/[^"]+)"', page)
    assert len(parts) > 5
    for part in parts:
        async with call.session.get(f"{pg.root_url}{part}") as response:
            assert response.status == 200, part


@pytest.mark.parametrize(
    "path",
    ["/page/", "/page/nothing.js", "/page/../page.py", "/page/%2e%2e/page.py", "/page/js", "/page/..%2fcontrol.py"],
)
async def test_nothing_else_is_served(pg: Playground, call: Caller, path: str) -> None:
    async with call.session.get(f"{pg.root_url}{path}") as response:
        assert response.status == 404


async def test_every_module_that_is_imported_is_there(pg: Playground, call: Caller) -> None:
    names = {name for script in SCRIPTS for name in re.findall(r"from '\./(\w+\.js)'", script.read_text("utf-8"))}
    assert names <= {script.name for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_makes_no_markup_from_words(script: Path) -> None:
    assert DANGEROUS.findall(script.read_text("utf-8")) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_says_what_lives_there_and_can_be_overseen(script: Path) -> None:
    lines = script.read_text("utf-8").splitlines()
    header = " ".join(line.removeprefix("// ") for line in lines[: next(n for n, line in enumerate(lines) if not line)])
    assert "Lives here" in header
    assert "Never here" in header
    assert len(lines) <= LINES
    assert [number for number, line in enumerate(lines, 1) if len(line) > COLUMNS] == []


def test_the_page_asks_nobody_else() -> None:
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    addresses = {
        found
        for file in files
        for found in re.findall(r"https?://[\w.-]+", file.read_text("utf-8"))
        if found != "http://www.w3.org"  # the name of SVG, not an address
    }
    assert addresses == set()
