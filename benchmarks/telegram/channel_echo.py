"""The bot's own Telegram channel and inbox around a dialogue that only repeats: what these themselves cost."""

from __future__ import annotations

import asyncio
from typing import cast

from bot.assistant import Assistant
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import load_settings
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Event, Outcome, Reply, Turn, Utterance
from bot.storage.database import find_key, open_database
from bot.storage.loader import load_knowledge


class Echo:
    """As much of a dialogue as the channel asks for; it is its own detector as well."""

    def __init__(self) -> None:
        self.knowledge = load_knowledge(load_settings().knowledge)
        self.detector = self

    def respond(self, event: Event, conversation: Conversation, group: bool = False) -> Turn:
        text = event.text if isinstance(event, Utterance) else ""
        return Turn(event, Outcome.SMALLTALK, Reply(text), conversation)

    def alarmed(self, text: str) -> bool:
        return False


async def main() -> None:
    settings = load_settings()
    assistant = Assistant(cast(Dialogue, Echo()))
    async with await open_database(settings.database_url, find_key(settings.database_url)) as database:
        await run_polling(settings, assistant, database)


if __name__ == "__main__":
    asyncio.run(main())
