"""The bot's own Telegram channel around an assistant that only repeats: what the channel itself costs."""

from __future__ import annotations

import asyncio
from typing import cast

from bot.assistant import Assistant
from bot.channels.telegram.running import run_polling
from bot.config import load_settings
from bot.core.turns import Conversation, Event, Outcome, Reply, Turn, Utterance
from bot.storage.loader import load_knowledge


class Echo:
    """As much of an assistant as the channel asks for."""

    def __init__(self) -> None:
        self.knowledge = load_knowledge(load_settings().knowledge)

    def handle(self, event: Event, chat: str, group: bool = False) -> Turn:
        text = event.text if isinstance(event, Utterance) else ""
        return Turn(event, Outcome.SMALLTALK, Reply(text), Conversation())

    def alarmed(self, text: str) -> bool:
        return False

    def shown(self, message_key: str, turn: Turn) -> None:
        """Nothing is voted on."""


if __name__ == "__main__":
    asyncio.run(run_polling(load_settings(), cast(Assistant, Echo())))
