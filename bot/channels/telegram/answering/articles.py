"""What is put into a chat on somebody's behalf: the results of inline and guest queries.

Lives here: from a text to a result, and links that open the bot.
Never here: which results there are, when they are offered (inline.py, guests.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.channels.telegram.answering.render import Text
from bot.core.turns import Data, QuickReply, Reply, Verb

# What a link can open.
LINKED = (Verb.ENTRY, Verb.ARTICLE)


def article(
    result_id: str, titles: tuple[str, str], text: Text, links: Sequence[QuickReply] = ()
) -> InlineQueryResultArticle:
    """A result; `titles` are its title and description in the list of results, `links` stand below the message."""
    rows = [[InlineKeyboardButton(link.label, url=link.url)] for link in links]
    return InlineQueryResultArticle(
        result_id,
        titles[0],
        InputTextMessageContent(
            text.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        reply_markup=InlineKeyboardMarkup(rows) if rows else None,
        description=titles[1] or None,
    )


def link(label: str, username: str, start: str = "") -> QuickReply:
    """A button that opens the bot, at an entry or an article (`Data.start`) or at its start."""
    return QuickReply(label, url=f"https://t.me/{username}" + (f"?start={start}" if start else ""))


def links(reply: Reply, username: str) -> list[QuickReply]:
    """The entries and articles that the buttons of a reply lead to, as links.

    A press under a message like this comes without the message and its chat (Bot API, CallbackQuery).
    """
    found = [(button.label, Data.parse(button.data)) for button in reply.flat_buttons]
    return [link(label, username, data.start) for label, data in found if data and data.verb in LINKED]
