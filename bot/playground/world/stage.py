"""What only whoever runs the bot can do or tell: start it anew, and say what its last turn came to.

Lives here: these two questions, and the answers where nobody is there to ask.
Never here: a bot.
"""

from __future__ import annotations

from typing import Protocol

from bot.playground.errors import PlaygroundError


class Stage(Protocol):
    """Stands behind the bot that people talk to."""

    async def restart(self) -> None:
        """Put a new bot process (or what amounts to one) in the place of the old."""
        ...

    def outcome(self, chat: int, person: int) -> str:
        """What the last turn of a person in a chat came to, in the bot's own words; "" for none yet."""
        ...


class EmptyStage:
    """Any bot that just calls: it can be talked to and no more."""

    async def restart(self) -> None:
        raise PlaygroundError("nobody here can restart the bot")

    def outcome(self, chat: int, person: int) -> str:
        raise PlaygroundError(f"nobody here knows outcomes (chat {chat}, person {person})")
