"""Talking to the bot in the page: asking, pressing, reading on, looking behind the scenes."""

from __future__ import annotations

import pytest

from bot.playground.journeys.script import read_journey

from .conftest import Open, Tab, expect

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_a_first_question_is_answered_and_explained(tab: Tab) -> None:
    await expect(tab.page.locator(".hello")).to_contain_text("Aku bot tanya jawab")
    await tab.begin()
    answer = await tab.ask("apa itu pekerjaan sosial klinis")
    await expect(answer.locator("strong").first).to_have_text("Pekerja sosial klinis")
    card = tab.page.locator("#pane-understood .card").first
    await expect(card.locator(".outcome")).to_have_text("Jawaban")
    await expect(card.locator(".rank.chosen")).to_contain_text("Pekerja sosial klinis")
    await expect(card.locator(".rank.taken")).to_contain_text("jawaban: Pekerja sosial klinis")
    await expect(card.locator("dl")).to_contain_text("Keyakinan")


async def test_a_menu_changes_in_place_and_the_focus_stays_on_it(tab: Tab) -> None:
    await tab.begin()
    menu = await tab.ask("/menu")
    number = await menu.get_attribute("data-id")
    count = await tab.page.locator(".msg").count()
    await menu.get_by_role("button", name="Dasar pekerjaan sosial").click()
    changed = tab.page.locator(f'.msg[data-id="{number}"]')
    await expect(changed).to_contain_text("Mau baca yang mana")
    assert await tab.page.locator(".msg").count() == count
    assert await tab.page.evaluate("document.activeElement.closest('.msg')?.dataset.id") == number


async def test_a_choice_is_offered_and_taken(tab: Tab) -> None:
    await tab.begin()
    choice = await tab.ask("mkro itu apa")
    await choice.get_by_role("button", name="Pekerjaan sosial makro").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("kebijakan, penelitian")


async def test_a_long_quote_unfolds_and_folds(tab: Tab) -> None:
    await tab.begin()
    answer = await tab.ask("jelaskan pekerjaan sosial makro")
    quote, toggle = answer.locator(".quote-text"), answer.locator(".quote-toggle")
    folded = await quote.evaluate("node => node.clientHeight")
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    assert await quote.evaluate("node => node.clientHeight") > folded
    await toggle.click()
    assert await quote.evaluate("node => node.clientHeight") == folded


async def test_commands_are_offered_while_a_slash_is_typed(tab: Tab) -> None:
    await tab.begin()
    await tab.page.wait_for_selector("#commands:not([hidden])")
    await tab.page.fill("#write", "/pri")
    await expect(tab.page.get_by_role("option")).to_have_count(1)
    await tab.page.press("#write", "Enter")
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Soal privasimu")


async def test_an_inline_result_is_found_and_sent(tab: Tab) -> None:
    await tab.begin()
    await tab.page.fill("#write", "@tanya_peksos_bot empati")
    await expect(tab.page.get_by_role("option", name="Keterampilan: empati")).to_be_visible()
    await tab.page.get_by_role("option", name="Keterampilan: empati").click()
    sent = tab.page.locator(".msg.mine").last
    await expect(sent).to_contain_text("lewat @tanya_peksos_bot")
    await expect(tab.page.locator("#write")).to_have_value("")
    await sent.get_by_role("button", name="Buka bot").click()
    await tab.page.click("#begin-button")
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Keterampilan: empati")


async def test_an_answer_is_shared_into_a_group(tab: Tab) -> None:
    await tab.begin()
    answer = await tab.ask("jelaskan pekerjaan sosial mezzo")
    await answer.get_by_role("button", name="Bagikan").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Grup belajar").click()
    await tab.page.get_by_role("option", name="Pekerjaan sosial mezzo").click()
    await expect(tab.page.locator("#chat-name")).to_have_text("Grup belajar")
    await expect(tab.page.locator(".msg.mine").last).to_contain_text("Pekerjaan sosial mezzo")


async def test_a_deep_link_opens_what_it_is_about(open_tab: Open) -> None:
    tab = await open_tab(path="?start=mezzo")
    await tab.begin()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Pekerjaan sosial mezzo")
    assert await tab.page.evaluate("location.search") == ""


async def test_a_second_person_and_a_group(tab: Tab) -> None:
    await tab.page.locator(".chat-item", has_text="Grup belajar").click()
    await tab.say("halo semua")
    await tab.page.get_by_role("radio", name="Budi").check(force=True)
    theirs = tab.page.locator(".msg.theirs", has_text="halo semua")
    await expect(theirs.locator(".who")).to_have_text("Sari")
    answer = await tab.ask("/tanya empati itu apa")
    await expect(answer.locator(".who")).to_have_text("Tanya Peksos")
    await expect(answer.locator(".reply-ref")).to_contain_text("/tanya empati itu apa")
    await tab.page.get_by_role("radio", name="Sari").check(force=True)
    await expect(tab.page.get_by_role("article", name="Budi")).to_contain_text("/tanya empati")


async def test_the_bot_is_called_into_a_group_it_is_not_in(tab: Tab) -> None:
    await tab.page.click("#add-group")
    await tab.page.fill("dialog input[name=title]", "Keluarga")
    await tab.page.uncheck("dialog input[name=bot]")
    await tab.page.get_by_role("button", name="Buat").click()
    await expect(tab.page.locator("#chat-name")).to_have_text("Keluarga")
    answer = await tab.ask("@tanya_peksos_bot apa itu pekerjaan sosial klinis?")
    await expect(answer).to_contain_text("Pekerja sosial klinis")


async def test_one_reacts_replies_and_edits(tab: Tab) -> None:
    await tab.begin()
    answer = await tab.ask("jelaskan pekerjaan sosial mikro")
    await answer.hover()
    await answer.get_by_role("button", name="Pilihan pesan").click()
    await tab.page.get_by_role("menuitemcheckbox", name="Reaksi 👍").click()
    await expect(answer.get_by_role("button", name="👍 1")).to_have_attribute("aria-pressed", "true")
    await answer.get_by_role("button", name="👍 1").click()
    await expect(answer.get_by_role("button", name="👍 1")).to_have_count(0)
    await answer.get_by_role("button", name="Pilihan pesan").click()
    await tab.page.get_by_role("menuitem", name="Balas").click()
    await expect(tab.page.locator("#reference-what")).to_have_text("Membalas Tanya Peksos")
    await tab.say("makasih")
    await expect(tab.page.locator(".msg.mine").last.locator(".reply-ref")).to_contain_text("Pekerjaan sosial mikro")
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Sama-sama")
    await tab.page.press("#write", "ArrowUp")
    await tab.page.fill("#write", "apa itu pekerjaan sosial mezzo")
    await tab.page.press("#write", "Enter")
    await expect(tab.page.locator(".msg.mine").last).to_contain_text("diubah")
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Pekerjaan sosial mezzo")


async def test_files_are_sent_as_stand_ins(tab: Tab) -> None:
    await tab.begin()
    await tab.page.click("#attach")
    await tab.page.get_by_role("menuitem", name="Pesan suara").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("belum bisa mendengarkan")
    await tab.page.fill("#write", "apa itu pekerjaan sosial klinis")
    await tab.page.click("#attach")
    await tab.page.get_by_role("menuitem", name="Foto").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Pekerja sosial klinis")


async def test_the_calls_on_the_wire_are_shown_with_what_was_said_and_answered(tab: Tab) -> None:
    await tab.begin()
    await tab.page.click("#tab-calls")
    await tab.page.select_option("#pane-calls select", "server")
    await expect(tab.page.locator(".toast")).to_contain_text("Berlaku")
    await tab.ask("apa itu pekerjaan sosial klinis")
    calls = tab.page.locator(".call", has_text="sendMessage")
    await expect(calls.nth(0).locator(".call-status")).to_have_text("200")
    await expect(calls.nth(1).locator(".call-status")).to_have_text("502")
    await calls.nth(0).locator("summary").click()
    await expect(calls.nth(0).locator("pre").first).to_contain_text("Pekerja sosial klinis")
    assert tab.house.token.partition(":")[2] not in await tab.page.content()


async def test_a_conversation_is_saved_as_a_test_and_played_again(tab: Tab) -> None:
    await tab.begin()
    choice = await tab.ask("mkro itu apa")
    await choice.get_by_role("button", name="Pekerjaan sosial makro").click()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("kebijakan")
    await tab.page.click("#tab-journey")
    async with tab.page.expect_download() as download:
        await tab.page.get_by_role("button", name="Simpan sebagai tes").click()
    saved = await download.value
    assert saved.suggested_filename == "mkro-itu-apa.yaml"
    journey = read_journey((await saved.path()).read_text("utf-8"))
    assert [step.verb for step in journey.steps] == ["start", "expect", "send", "expect", "press", "expect"]
    await tab.page.get_by_role("button", name="Putar ulang obrolan ini").click()
    await expect(tab.page.locator(".steps .good")).to_have_text("✓Semua langkah sesuai.")
    await expect(tab.page.get_by_role("radio", name="Sari 2")).to_be_checked()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("kebijakan")


async def test_what_went_another_way_in_a_replay_is_said(tab: Tab) -> None:
    await tab.begin()
    await tab.page.click("#tab-journey")
    wrong = "name: Salah\nsteps:\n- send: apa itu pekerjaan sosial klinis\n- expect: bukan ini\n"
    await tab.page.set_input_files(
        "#pane-journey input[type=file]", {"name": "salah.yaml", "mimeType": "text/yaml", "buffer": wrong.encode()}
    )
    await expect(tab.page.locator(".steps .bad")).to_contain_text("no 'bukan ini'")


async def test_blocking_and_unblocking(tab: Tab) -> None:
    await tab.begin()
    await tab.page.click("#chat-menu")
    await tab.page.get_by_role("menuitem", name="Blokir bot").click()
    await expect(tab.page.locator("#chat-state")).to_have_text("diblokir")
    await tab.page.get_by_role("button", name="Buka blokir").click()
    await expect(tab.page.locator("#write")).to_be_visible()
    await tab.ask("halo")


async def test_what_was_said_is_still_there_after_a_reload(tab: Tab) -> None:
    await tab.begin()
    await tab.ask("apa itu pekerjaan sosial klinis")
    await tab.page.reload()
    await expect(tab.page.locator(".msg.theirs").last).to_contain_text("Pekerja sosial klinis")
    await expect(tab.page.locator("#pane-understood .card").first).to_contain_text("apa itu pekerjaan sosial klinis")
