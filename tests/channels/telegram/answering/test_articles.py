"""Links below what is put into a chat on somebody's behalf."""

from __future__ import annotations

from bot.channels.telegram.answering.articles import link, links
from bot.core.turns import QuickReply, Reply


def test_buttons_to_entries_and_articles_become_links_and_others_fall_away() -> None:
    buttons = tuple(QuickReply(data, data) for data in ("e:tubruk", "a:tata-tertib:3a", "b:tata-tertib:1", "m"))
    found = links(Reply("", buttons=(buttons,)), "kopi_bot")
    assert [(one.label, one.url) for one in found] == [
        ("e:tubruk", "https://t.me/kopi_bot?start=tubruk"),
        ("a:tata-tertib:3a", "https://t.me/kopi_bot?start=tata-tertib_3a"),
    ]


def test_a_link_without_a_target_opens_the_start() -> None:
    assert link("Buka", "kopi_bot").url == "https://t.me/kopi_bot"
