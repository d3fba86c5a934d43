"""What a bot can send and how the page shows it, and what never becomes markup."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from .conftest import Open, Tab, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
HOSTILE = '<img src=x onerror="window.caught=1"><b>tebal</b>&amp;'


async def call(tab: Tab, method: str, **params: Any) -> Any:
    """A call of the Bot API, as the bot would make it."""
    url = f"{tab.house.base_url}{tab.house.token}/{method}"
    async with aiohttp.ClientSession() as session, session.post(url, json=params) as response:
        answer = await response.json()
    assert answer["ok"], answer
    return answer["result"]


async def send(tab: Tab, **params: Any) -> Any:
    """A message of the bot to the person in the page, as an element."""
    chat = await tab.page.evaluate("Number(document.querySelector('#people input:checked').value)")
    sent = await call(tab, "sendMessage", chat_id=chat, **params)
    shown = tab.page.locator(f'.msg[data-id="{sent["message_id"]}"]')
    await shown.wait_for()
    return shown


async def test_every_kind_of_formatting_has_its_look(tab: Tab) -> None:
    await tab.begin()
    text = (
        "<b>tebal <i>miring</i></b> <u>garis</u> <s>coret</s> <code>kode</code> <pre>blok</pre>"
        '<a href="https://contoh.id">tautan</a> <tg-spoiler>rahasia</tg-spoiler>'
        "<blockquote>kutipan</blockquote>akhir 🙂 /menu"
    )
    shown = await send(tab, text=text, parse_mode="HTML")
    looks = {"strong em": "miring", "u": "garis", "s": "coret", "code >> nth=0": "kode", "pre": "blok"}
    for tag, said in looks.items():
        await expect(shown.locator(tag)).to_have_text(said)
    await expect(shown.locator("a")).to_have_attribute("href", "https://contoh.id/")
    await expect(shown.locator("a")).to_have_attribute("rel", "noopener noreferrer")
    await expect(shown.locator("blockquote")).to_have_text("kutipan")
    await expect(shown.locator(".text")).to_contain_text("akhir 🙂")
    spoiler = shown.locator(".spoiler")
    await expect(spoiler).to_have_attribute("aria-expanded", "false")
    await spoiler.click()
    await expect(spoiler).to_have_attribute("aria-expanded", "true")
    await shown.locator(".command").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Mau tahu soal apa")


async def test_buttons_copy_open_and_warn(open_tab: Open) -> None:
    tab = await open_tab(permissions=["clipboard-read", "clipboard-write"])
    await tab.begin()
    rows = [
        [{"text": "Salin", "copy_text": {"text": "0812"}}, {"text": "Situs", "url": "https://contoh.id"}],
        [{"text": "Cari di sini", "switch_inline_query_current_chat": "klinis"}],
        [{"text": "Merah", "callback_data": "m", "style": "danger"}],
    ]
    shown = await send(tab, text="tombol", reply_markup={"inline_keyboard": rows})
    await shown.get_by_role("button", name="Salin").click()
    await expect(tab.page.locator(".toast").first).to_have_text("Disalin.")
    assert await tab.page.evaluate("navigator.clipboard.readText()") == "0812"
    await expect(shown.locator(".key.danger")).to_have_text("Merah")
    await shown.get_by_role("button", name="Cari di sini").click()
    await expect(tab.page.locator("#write")).to_have_value("@tanya_peksos_bot klinis")
    await expect(tab.page.get_by_role("option", name="Pekerja sosial klinis Fokus")).to_be_visible()


async def test_typing_shows_until_the_message_comes(tab: Tab) -> None:
    await tab.begin()
    chat = await tab.page.evaluate("Number(document.querySelector('#people input:checked').value)")
    await call(tab, "sendChatAction", chat_id=chat, action="typing")
    await expect(tab.page.locator("#chat-state")).to_have_text("mengetik …")
    await expect(tab.page.locator(".dots")).to_be_visible()
    await send(tab, text="sudah")
    await expect(tab.page.locator(".dots")).to_have_count(0)
    await expect(tab.page.locator("#chat-state")).to_have_text("bot")


async def test_typing_is_not_lost_when_the_conversation_is_drawn_anew(tab: Tab) -> None:
    """As when the bot introduces itself while it answers: its name changes, and the page draws all messages again."""
    await tab.begin()
    chat = await tab.page.evaluate("Number(document.querySelector('#people input:checked').value)")
    await call(tab, "sendMessageDraft", chat_id=chat, draft_id=1, text="sebentar lagi")
    draft = tab.page.locator(".msg.theirs[aria-hidden]")
    await expect(draft).to_have_text("sebentar lagi")
    await call(tab, "setMyName", name="Tanya Lagi")
    await expect(tab.page.locator("#chat-name")).to_have_text("Tanya Lagi")
    await expect(draft).to_have_text("sebentar lagi")
    await send(tab, text="sudah")
    await expect(draft).to_have_count(0)


async def test_what_comes_is_followed_until_one_scrolls_back(open_tab: Open) -> None:
    tab = await open_tab(390, 844)
    await tab.begin()
    chat = await tab.page.evaluate("Number(document.querySelector('#people input:checked').value)")
    # The second comes while the page still scrolls to the first.
    for number in range(6):
        await call(tab, "sendMessage", chat_id=chat, text="baris\n" * 12 + f"pesan {number}")
    down = tab.page.locator("#down")
    await expect(tab.page.locator(".msg.theirs .meta").last).to_be_in_viewport()
    await expect(down).to_be_hidden()
    await tab.page.evaluate("document.querySelector('#scroll').scrollTo({ top: 0, behavior: 'instant' })")
    await tab.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shown = await send(tab, text="sesudahnya")
    await expect(down).to_have_attribute("data-count", "1")
    await expect(shown).not_to_be_in_viewport()
    await down.click()
    await expect(shown).to_be_in_viewport()
    await expect(down).to_be_hidden()


async def test_messages_are_edited_and_deleted_before_ones_eyes(tab: Tab) -> None:
    await tab.begin()
    shown = await send(tab, text="satu")
    number = int(await shown.get_attribute("data-id"))
    chat = await tab.page.evaluate("Number(document.querySelector('#people input:checked').value)")
    await call(tab, "editMessageText", chat_id=chat, message_id=number, text="dua")
    await expect(shown.locator(".text")).to_contain_text("dua")
    await expect(shown.locator(".meta")).to_contain_text("diubah")
    await expect(tab.page.locator("#said")).to_contain_text("Pesan diubah: dua")
    await call(tab, "deleteMessage", chat_id=chat, message_id=number)
    await expect(shown).to_have_count(0)


async def test_a_keyboard_the_bot_asks_for_is_shown_and_sends_its_labels(tab: Tab) -> None:
    await tab.begin()
    markup = {"keyboard": [[{"text": "/privasi"}]], "input_field_placeholder": "Pilih"}
    await send(tab, text="pilih", reply_markup=markup)
    await expect(tab.page.locator("#write")).to_have_attribute("placeholder", "Pilih")
    await tab.page.locator("#keyboard").get_by_role("button", name="/privasi").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Soal privasimu")


async def test_what_people_and_bots_write_never_becomes_markup(tab: Tab) -> None:
    await tab.page.click("#add-person")
    await tab.page.fill("dialog input", HOSTILE[:40])
    await tab.page.keyboard.press("Enter")
    await tab.begin()
    answer = await tab.ask(HOSTILE)
    await answer.hover()
    await answer.get_by_role("button", name="Pilihan pesan").click()
    await tab.page.get_by_role("menuitem", name="Balas").click()
    await tab.say(HOSTILE)
    shown = await send(tab, text=HOSTILE, reply_markup={"inline_keyboard": [[{"text": HOSTILE, "callback_data": "m"}]]})
    await expect(shown.locator(".text")).to_contain_text(HOSTILE)
    await tab.page.click("#add-group")
    await tab.page.fill("dialog input[name=title]", HOSTILE)
    await tab.page.get_by_role("button", name="Buat").click()
    await expect(tab.page.locator("#chat-name")).to_have_text(HOSTILE)
    await tab.page.click("#tab-calls")
    assert await tab.page.locator("body img, body b, body script").count() == 0
    assert await tab.page.evaluate("window.caught") is None


async def test_a_link_that_would_run_a_script_is_only_text(tab: Tab) -> None:
    await tab.begin()
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:window.caught=1"}
    inject = """async (entity) => {
      const { renderText } = await import('/page/js/entities.js');
      const box = document.createElement('div');
      box.append(renderText('klik', [entity], {}));
      return box.querySelector('a') === null && box.textContent;
    }"""
    assert await tab.page.evaluate(inject, entity) == "klik"
