"""Polls on the page: chosen by mouse and by keys, told in words, legible in both themes, with several people."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Message

from .conftest import Open, Tab, expect
from .test_looking import check_contrast

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def begun(tab: Tab, topic: str = "keterampilan") -> Any:
    """The poll of a round's first question."""
    if await tab.page.locator("#begin-button").is_visible():
        await tab.begin()
    await tab.say(f"/kuis {topic}")
    poll = tab.page.locator(".ballot").last
    await poll.wait_for()
    return poll


async def right_of(tab: Tab) -> str:
    """The right option of the newest poll."""
    chats = tab.house.actions.world.chats_of(tab.house.actions.world.chosen_bot())
    message = next(m for chat in chats for m in reversed(list(chat.log)) if "poll" in m)
    return Message(message).options[message["poll"]["correct_option_ids"][0]]


async def test_a_right_answer_is_marked_and_its_reason_waits_behind_the_lamp(tab: Tab) -> None:
    poll = await begun(tab)
    await expect(poll.locator(".ballot-kind")).to_have_text("Kuis")
    right = await right_of(tab)
    await poll.get_by_role("button", name=right, exact=True).click()
    await expect(poll.locator(".result.right .said")).to_contain_text(f"{right} (pilihanmu, jawaban benar)")
    await expect(poll.locator(".result.right .share")).to_have_text("100%")
    await expect(poll.locator(".why")).to_be_hidden()
    await poll.get_by_role("button", name="Penjelasan").click()
    await expect(poll.locator(".why")).to_be_visible()
    await expect(tab.page.locator("#said")).to_have_text("Benar.")


async def test_a_wrong_answer_is_told_why_at_once(tab: Tab) -> None:
    poll = await begun(tab)
    right = await right_of(tab)
    wrong = next(text for text in await poll.locator(".option span:last-child").all_inner_texts() if text != right)
    await poll.get_by_role("button", name=wrong, exact=True).click()
    await expect(poll.locator(".result.wrong .said")).to_contain_text(f"{wrong} (pilihanmu, belum tepat)")
    await expect(poll.locator(".why")).to_be_visible()
    await expect(tab.page.locator("#said")).to_contain_text(f"Belum tepat. Yang benar: {right}")


async def test_a_round_can_be_played_with_keys_alone(tab: Tab) -> None:
    poll = await begun(tab)
    await poll.locator(".option").first.press("Enter")
    await expect(poll.locator(".result")).to_have_count(4)
    await expect(tab.page.locator(":focus")).to_have_count(1)
    await tab.page.get_by_role("button", name="Soal berikutnya").last.press("Enter")
    await expect(tab.page.locator(".ballot h3").last).to_contain_text("2/5")


async def test_a_question_one_went_on_from_shows_its_result_to_everybody(tab: Tab) -> None:
    poll = await begun(tab)
    first = tab.page.locator(".ballot").first
    await tab.page.get_by_role("button", name="Soal berikutnya").click()
    await expect(first.locator(".ballot-kind")).to_have_text("Hasil akhir")
    await expect(first.locator(".result")).to_have_count(4)
    assert poll is not None


async def test_two_people_of_a_group_see_each_others_votes_after_their_own(tab: Tab) -> None:
    await tab.page.locator(".chat-item", has_text="Grup belajar").click()
    poll = await begun(tab)
    right = await right_of(tab)
    await poll.get_by_role("button", name=right, exact=True).click()
    await tab.page.get_by_role("radio", name="Budi").check(force=True)
    poll = tab.page.locator(".ballot").last
    await expect(poll.locator(".option")).to_have_count(4)
    await expect(poll.locator(".ballot-count")).to_have_text("1 jawaban")
    await poll.locator(".option").first.click()
    await expect(poll.locator(".ballot-count")).to_have_text("2 jawaban")


async def test_a_vote_is_still_there_after_a_reload(tab: Tab) -> None:
    poll = await begun(tab)
    right = await right_of(tab)
    await poll.get_by_role("button", name=right, exact=True).click()
    await expect(poll.locator(".result")).to_have_count(4)
    await tab.page.reload()
    await expect(tab.page.locator(".ballot .result.right .said")).to_contain_text("pilihanmu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_poll_is_legible_in_both_themes_and_on_a_phone(open_tab: Open, scheme: str) -> None:
    tab = await open_tab(color_scheme=scheme, reduced_motion="reduce")
    poll = await begun(tab)
    await check_contrast(tab, "the choices")
    await poll.locator(".option").first.click()
    await expect(poll.locator(".result")).to_have_count(4)
    if await poll.locator(".why").is_hidden():
        await poll.locator(".lamp").click()
    await check_contrast(tab, "the result")
    await tab.page.set_viewport_size({"width": 390, "height": 844})
    assert await tab.measure("names") == []
    assert await tab.measure("overflow") == []
