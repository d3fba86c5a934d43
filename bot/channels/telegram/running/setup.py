"""How the bot presents itself: commands, descriptions, the menu button.

Lives here: what is shown to whom, and setting only what differs, for Telegram limits these calls strictly.
Never here: sentences. The bot's name is its owner's, set with BotFather.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.answering.render import units
from bot.core.commands import ALL, GLOSSARY, IN_GROUPS, OF_PEOPLE
from bot.core.model import Knowledge

_LOG = logging.getLogger(__name__)
# Bot API: setMyDescription, setMyShortDescription.
DESCRIPTION_UNITS, SHORT_DESCRIPTION_UNITS = 512, 120
# None: for every language without a list of its own.
LANGUAGES = {None: "cmd_", "en": "cmd_en_"}


async def present(bot: ExtBot[None], knowledge: Knowledge) -> None:
    """Bring Telegram's idea of the bot up to date. A failure is logged: the bot answers without it."""
    steps: list[Callable[[], Awaitable[None]]] = [
        lambda: _commands(bot, knowledge, BotCommandScopeAllPrivateChats(), OF_PEOPLE),
        lambda: _commands(bot, knowledge, BotCommandScopeAllGroupChats(), IN_GROUPS),
        lambda: _description(bot, knowledge.about.description),
        lambda: _short_description(bot, knowledge.about.short_description),
        lambda: _menu_button(bot),
    ]
    for step in steps:
        try:
            await step()
        except TelegramError as error:
            _LOG.warning("Perkenalan bot belum diperbarui: %s", error)


async def present_to(bot: ExtBot[None], knowledge: Knowledge, admin: int) -> None:
    """Show an administrator, who has written to the bot, the commands that are theirs as well."""
    await _commands(bot, knowledge, BotCommandScopeChat(admin), ALL)


async def _commands(bot: ExtBot[None], knowledge: Knowledge, scope: BotCommandScope, names: tuple[str, ...]) -> None:
    for language, prefix in LANGUAGES.items():
        shown = (name for name in names if name != GLOSSARY or knowledge.terms)
        wanted = tuple(BotCommand(name, knowledge.phrase(prefix + name)) for name in shown)
        if await bot.get_my_commands(scope, language) != wanted:
            await bot.set_my_commands(wanted, scope, language)


async def _description(bot: ExtBot[None], wanted: str) -> None:
    wanted = _cut(wanted, DESCRIPTION_UNITS)
    if (await bot.get_my_description()).description != wanted:
        await bot.set_my_description(wanted)


async def _short_description(bot: ExtBot[None], wanted: str) -> None:
    wanted = _cut(wanted, SHORT_DESCRIPTION_UNITS)
    if (await bot.get_my_short_description()).short_description != wanted:
        await bot.set_my_short_description(wanted)


async def _menu_button(bot: ExtBot[None]) -> None:
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


def _cut(text: str, limit: int) -> str:
    """`text` within a limit, at the end of a word."""
    text = text.strip()
    while units(text) > limit:
        text = text.rpartition(" ")[0] or text[: limit // 2]
    return text
