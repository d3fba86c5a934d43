"""Whether everybody can use the page: by keys, with a screen reader, in the dark, on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.running import tell

from .conftest import Open, Tab, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
# WCAG 2.2, 1.4.3: text below 24 px.
LEAST_CONTRAST = 4.5


async def crowd(tab: Tab) -> None:
    """A page with something of everything on it."""
    await tab.begin()
    await tab.ask("empati itu apa, terus kesabaran buat apa")
    answer = await tab.ask("apa itu pekerjaan sosial")
    await answer.hover()
    await answer.get_by_role("button", name="Pilihan pesan").click()
    await tab.page.get_by_role("menuitemcheckbox", name="Reaksi 👍").click()
    await answer.locator(".reaction").wait_for()
    await tab.ask("mkro itu apa")
    await tab.ask("resep rendang")


async def check_contrast(tab: Tab, where: str) -> None:
    texts = await tab.measure("contrast")
    assert len(texts) > 10, where
    assert [found for found in texts if found["contrast"] < LEAST_CONTRAST] == [], where


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_text_can_be_read(open_tab: Open, scheme: str) -> None:
    tab = await open_tab(color_scheme=scheme, reduced_motion="reduce")
    await check_contrast(tab, "the greeting")
    await crowd(tab)
    await check_contrast(tab, "the conversation")
    await tab.page.fill("#write", "/")
    await check_contrast(tab, "the commands")
    await tab.page.fill("#write", "@tanya_peksos_bot a")
    await tab.page.wait_for_selector(".offer.opens")
    await check_contrast(tab, "inline results")
    await tab.page.fill("#write", "")
    await tab.page.click("#tab-calls")
    await tab.page.locator(".call summary").first.click()
    await check_contrast(tab, "the calls")
    await tab.page.click("#tab-journey")
    await tab.page.click("#attach")
    await check_contrast(tab, "a menu")
    await tab.page.keyboard.press("Escape")
    await tab.page.locator(".chat-item", has_text="Grup belajar").click()
    await tab.page.get_by_role("radio", name="Budi").check(force=True)
    await tab.ask("/tanya empati itu apa")
    await check_contrast(tab, "the group")
    await tab.page.click("#add-person")
    await check_contrast(tab, "a dialog")


async def test_the_theme_can_be_chosen_and_stays(tab: Tab) -> None:
    await tab.page.click("#theme")
    await expect(tab.page.locator("html")).to_have_attribute("data-theme", "dark")
    await tab.page.reload()
    await expect(tab.page.get_by_role("button", name="Ganti ke tampilan terang")).to_be_visible()


async def test_everything_has_a_role_and_a_name(tab: Tab) -> None:
    assert await tab.measure("names") == []
    await crowd(tab)
    assert await tab.measure("names") == []
    await tab.page.click("#chat-menu")
    assert await tab.measure("names") == []
    await tab.page.keyboard.press("Escape")
    log = tab.page.get_by_role("log", name="Percakapan: Tanya Peksos")
    await expect(log).to_have_attribute("aria-live", "polite")
    for role in ("main", "navigation", "complementary"):
        await expect(tab.page.get_by_role(role)).to_have_count(1)


async def test_keys_alone_are_enough(tab: Tab) -> None:
    keyboard = tab.page.keyboard
    await expect(tab.page.locator("#begin-button")).to_be_focused()
    await keyboard.press("Enter")
    await tab.page.wait_for_selector(".msg.theirs .key")
    await expect(tab.page.locator("#write")).to_be_focused()
    await keyboard.type("mkro itu apa")
    await keyboard.press("Enter")
    await tab.page.wait_for_selector(".msg.theirs >> nth=1")
    # Backwards from where one writes come the buttons of the newest message, and no other's.
    for _ in range(12):
        await keyboard.press("Shift+Tab")
        if await focused(tab) == "Pekerjaan sosial makro":
            break
    await keyboard.press("Enter")
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("kebijakan, penelitian")
    await keyboard.press("Escape")
    await expect(tab.page.locator("#write")).to_be_focused()
    await tab.page.locator(".msg").last.focus()
    await keyboard.press("ArrowUp")
    await keyboard.press("ArrowUp")
    assert await tab.page.evaluate("document.activeElement.getAttribute('aria-label')") == await tab.page.locator(
        ".msg"
    ).nth(-3).get_attribute("aria-label")
    assert await tab.page.locator('.msg[tabindex="0"]').count() == 1


async def test_suggestions_are_chosen_by_keys(tab: Tab) -> None:
    await tab.begin()
    await tab.page.wait_for_selector("#commands:not([hidden])")
    await tab.page.focus("#write")
    await tab.page.keyboard.type("/")
    await tab.page.keyboard.press("ArrowDown")
    await tab.page.keyboard.press("ArrowDown")
    active = await tab.page.get_attribute("#write", "aria-activedescendant")
    await expect(tab.page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    await expect(tab.page.locator(f"#{active}")).to_contain_text("/menu")
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.locator("#offers")).to_be_hidden()


async def test_menus_and_dialogs_give_the_focus_back(tab: Tab) -> None:
    await tab.begin()
    await tab.page.focus("#attach")
    await tab.page.keyboard.press("Enter")
    await expect(tab.page.get_by_role("menuitem").first).to_be_focused()
    await tab.page.keyboard.press("ArrowDown")
    await expect(tab.page.get_by_role("menuitem").nth(1)).to_be_focused()
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.locator("#attach")).to_be_focused()
    await tab.page.focus("#add-person")
    await tab.page.keyboard.press("Enter")
    await expect(tab.page.locator("dialog input")).to_be_focused()
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.locator("dialog")).to_have_count(0)
    await expect(tab.page.locator("#add-person")).to_be_focused()


async def test_tabs_are_moved_through_with_arrows(tab: Tab) -> None:
    await tab.page.focus("#tab-understood")
    await tab.page.keyboard.press("ArrowRight")
    await expect(tab.page.locator("#tab-calls")).to_be_focused()
    await expect(tab.page.locator("#pane-calls")).to_be_visible()
    await expect(tab.page.locator("#pane-understood")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768])
async def test_nothing_sticks_out_on_small_screens(open_tab: Open, width: int) -> None:
    tab = await open_tab(width, 844)
    await tab.begin()
    await tab.ask("apa saja peran pekerja sosial")
    assert await tab.measure("overflow") == []
    await tab.page.click("#show-panel")
    await expect(tab.page.locator("#panel")).to_be_visible()
    assert await tab.measure("overflow") == []
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.locator("#panel")).to_be_hidden()


async def test_a_phone_shows_the_list_or_a_chat(open_tab: Open) -> None:
    tab = await open_tab(390, 844)
    await expect(tab.page.locator("#side")).to_be_hidden()
    await tab.page.click("#back")
    await expect(tab.page.locator("#chat")).to_be_hidden()
    await tab.page.locator(".chat-item", has_text="Grup belajar").click()
    await expect(tab.page.locator("#chat-name")).to_have_text("Grup belajar")
    await expect(tab.page.locator("#side")).to_be_hidden()


async def test_nothing_moves_for_those_who_want_it_still(open_tab: Open) -> None:
    tab = await open_tab(reduced_motion="reduce")
    await tab.begin()
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).animationName !== 'none').length"
    assert await tab.page.evaluate(moving) == 0


async def test_the_page_says_that_the_bot_is_getting_ready(tab: Tab) -> None:
    tell(tab.house, "loading")
    await expect(tab.page.locator("#notice")).to_contain_text("Bot sedang menyiapkan jawaban")
    await expect(tab.page.locator("#chat-state")).to_contain_text("sedang menyiapkan")
    tell(tab.house, "ready")
    await expect(tab.page.locator("#notice")).to_be_hidden()


async def test_a_lost_connection_is_said_and_found_again(open_tab: Open, house: Any) -> None:
    tab = await open_tab()
    await tab.begin()
    await house.suspend()
    await expect(tab.page.locator("#notice")).to_contain_text("Sambungan")
    await house.resume()
    await expect(tab.page.locator("#notice")).to_be_hidden(timeout=15_000)
    await tab.ask("halo")
    tab.troubles.clear()  # the browser's own words about the connection


async def focused(tab: Tab) -> str:
    return str(await tab.page.evaluate("document.activeElement.textContent"))
