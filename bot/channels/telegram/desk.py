"""What this channel needs from the assistant.

Lives here: one protocol, so that tests can stand in for the assistant and nobody reaches past it.
Never here: anything that is done.
"""

from __future__ import annotations

from typing import Protocol

from bot.core.model import Knowledge
from bot.core.turns import Event, Match, Reply, Turn


class Desk(Protocol):
    """The assistant as Telegram sees it; bot.assistant.Assistant is the real one."""

    @property
    def knowledge(self) -> Knowledge: ...

    def handle(self, event: Event, chat: str, *, group: bool = False) -> Turn:
        """The turn of an event; recorded."""
        ...

    def search(self, text: str, limit: int) -> tuple[Match, ...]:
        """Entries for an unfinished question, best first; not recorded."""
        ...

    def is_danger(self, text: str) -> bool:
        """Whether the person who wrote this may be in danger; not recorded."""
        ...

    def danger_reply(self) -> Reply:
        """What is said then, where no conversation is possible."""
        ...
