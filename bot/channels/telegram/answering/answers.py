"""Showing a turn in a chat.

Lives here: from a turn, or a sentence of the channel's own, to messages on their way.
Never here: when that happens (handlers.py), how calls fail (sending.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram.answering.keyboard import keyboard, markup
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.render import Text, render
from bot.channels.telegram.answering.sending import Screen, Sender
from bot.channels.telegram.wire.client import Sent
from bot.core.model import Knowledge
from bot.core.turns import Data, Outcome, QuickReply, Turn, Verb


class Answers:
    """Shows for one bot. `inline_mode`: whether the bot has it (BotFather's /setinline)."""

    def __init__(self, sender: Sender, *, inline_mode: bool) -> None:
        self._sender = sender
        self._inline_mode = inline_mode

    async def show(self, turn: Turn, knowledge: Knowledge, place: Place, edited: int = 0) -> list[Sent]:
        """Send a turn's reply; its first message takes the place of message `edited`, if given.

        Returns the new messages.
        """
        arrived = []
        texts = render(turn.reply, knowledge)
        buttons = keyboard(turn, knowledge, inline_mode=self._inline_mode)
        for number, text in enumerate(texts, 1):
            screen = Screen(text, buttons if number == len(texts) else None, turn.outcome is Outcome.CRISIS)
            if edited and number == 1:
                await self._sender.edit(screen, place, edited)
            elif sent := await self._sender.send(screen, place):
                arrived.append(sent)
        return arrived

    async def say(self, key: str, knowledge: Knowledge, place: Place) -> None:
        """One of the channel's own sentences, with a way to the menu."""
        menu = QuickReply(knowledge.phrase("telegram_menu_button"), str(Data(Verb.MENU)))
        await self._sender.send(Screen(Text.of(knowledge.phrase(key)), markup(((menu,),))), place)

    async def show_screen(
        self, text: str, buttons: Sequence[Sequence[QuickReply]], place: Place, edited: int = 0
    ) -> None:
        """A text of the channel's own with buttons below; it takes the place of message `edited`, if given."""
        screen = Screen(Text.of(text), markup(buttons))
        if edited:
            await self._sender.edit(screen, place, edited)
        else:
            await self._sender.send(screen, place)

    async def stop_spinner(self, query_id: str, toast: str = "") -> None:
        """Answer a press; `toast` is shown for a moment."""
        await self._sender.answer(query_id, toast)
