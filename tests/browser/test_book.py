"""The book in a browser: searched, read on a phone and in the dark, by keys, and printed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.operators.book.writing import PAGE, PRINTED, Order, write_book
from tests.shipped_knowledge import shipped_dialogue

from .conftest import MEASURING, PATIENCE_MS, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
# WCAG 2.2, 1.4.3: text below 24 px.
LEAST_CONTRAST = 4.5
PHONE, DESKTOP = 390, 1280

Open = Callable[..., Awaitable[Any]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("buku")
    write_book(Order(made, date(2026, 11, 25), "tanya_peksos_bot"), shipped_dialogue().knowledge)
    return made


@pytest_asyncio.fixture(loop_scope="package")
async def open_book(browser: Any, folder: Path) -> AsyncIterator[Open]:
    """Opens the book; whatever it asks for beside itself, and whatever the console complains of, fails the test."""
    troubles: list[str] = []
    home = folder.as_uri()
    async with AsyncExitStack() as stack:

        async def open_one(width: int = DESKTOP, name: str = PAGE, **more: Any) -> Any:
            context = await browser.new_context(viewport={"width": width, "height": 844}, locale="id-ID", **more)
            stack.push_async_callback(context.close)
            context.set_default_timeout(PATIENCE_MS)
            page = await context.new_page()
            page.on("console", lambda said: said.type in ("error", "warning") and troubles.append(said.text))
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("request", lambda asked: asked.url.startswith(home) or troubles.append(f"asked for {asked.url}"))
            await page.goto(f"{home}/{name}")
            return page

        yield open_one
    assert troubles == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_what_is_looked_for_is_found_and_opened(open_book: Open, width: int) -> None:
    page = await open_book(width)
    await page.fill("#cari", "hak klien")
    await expect(page.locator("#hasil a").first).to_contain_text("Hak dan kewajiban klien")
    await expect(page.get_by_role("status")).to_contain_text("hasil")
    await page.press("#cari", "Enter")
    await expect(page.locator("#e-hak-klien")).to_be_focused()
    await expect(page.locator("#e-hak-klien h3")).to_be_in_viewport()
    await expect(page.locator("#hasil")).to_be_hidden()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("apa itu terminasi", "Terminasi"),
        ("KEBERFUNGSIAN", "Keberfungsian"),
        ("pasal 44", "Pasal 44"),
        ("surat tanda registrasi", "STR"),
        ("peksos medis", "medis"),
    ],
)
async def test_entries_terms_and_articles_are_found(open_book: Open, said: str, found: str) -> None:
    page = await open_book()
    await page.fill("#cari", said)
    await expect(page.locator("#hasil a").first).to_contain_text(found)


async def test_what_is_not_there_is_said_and_escape_clears(open_book: Open) -> None:
    page = await open_book()
    await page.fill("#cari", "zzqqxx")
    await expect(page.get_by_role("status")).to_have_text("Tidak ada hasil. Coba kata lain.")
    await page.press("#cari", "Escape")
    await expect(page.locator("#cari")).to_have_value("")
    await expect(page.get_by_role("status")).to_have_text("")


async def test_keys_alone_are_enough(open_book: Open) -> None:
    page = await open_book()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    for _ in range(4):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "cari":
            break
    await page.keyboard.type("empati")
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("#hasil a").first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#cari")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert "mpati" in await page.evaluate("document.activeElement.textContent")
    unreachable = "[...document.querySelectorAll('a, input')].filter(one => one.checkVisibility() && one.tabIndex < 0)"
    assert await page.evaluate(f"{unreachable}.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
async def test_all_text_can_be_read(open_book: Open, width: int, scheme: str) -> None:
    page = await open_book(width, color_scheme=scheme)
    await page.fill("#cari", "klien")
    await page.focus("#hasil a >> nth=0")
    found = await page.evaluate(MEASURING, "contrast")
    assert len(found) > 1000
    assert [one for one in found if one["contrast"] < LEAST_CONTRAST] == []
    await page.click("#hasil a >> nth=0")  # what a link led to is marked
    marked = await page.evaluate(MEASURING, "contrast")
    assert [one for one in marked if one["contrast"] < LEAST_CONTRAST] == []


@pytest.mark.parametrize("width", [320, PHONE, DESKTOP])
@pytest.mark.parametrize("name", [PAGE, PRINTED])
async def test_nothing_sticks_out_and_everything_has_a_name(open_book: Open, width: int, name: str) -> None:
    page = await open_book(width, name)
    assert await page.evaluate(MEASURING, "overflow") == []
    assert await page.evaluate(MEASURING, "names") == []


async def test_without_a_script_there_is_no_search_and_all_the_rest(open_book: Open) -> None:
    page = await open_book(java_script_enabled=False)
    await expect(page.locator(".find")).to_be_hidden()
    await expect(page.locator("#e-hak-klien")).to_be_visible()


@pytest.mark.parametrize("name", [PAGE, PRINTED])
async def test_it_is_printed_without_what_paper_cannot_do(open_book: Open, tmp_path: Path, name: str) -> None:
    page = await open_book(name=name)
    await page.emulate_media(media="print")
    if name == PAGE:
        await expect(page.locator(".find")).to_be_hidden()
    await expect(page.locator(".ask").first).to_be_hidden()
    await expect(page.locator("#e-hak-klien .source")).to_be_visible()
    printed = await page.pdf(path=tmp_path / "buku.pdf", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF-")
    assert 40 < printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page/") + printed.count(b"/Type /Page ") < 200
