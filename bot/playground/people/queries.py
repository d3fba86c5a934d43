"""Queries on their way to the bot: a pressed button, an inline query, a guest query.

Lives here: waiting for the answer, and the answer as a test reads it.
Never here: making a query (people.py).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import PlaygroundError
from bot.playground.people.messages import CallbackAnswer, InlineAnswer, Message
from bot.playground.people.waiting import PATIENCE, answer_to
from bot.playground.world.bots import Query
from bot.playground.world.chats import Chat
from bot.playground.world.world import World


@dataclass(frozen=True, slots=True)
class CallbackQuery:
    """A button that was pressed: `await` it, or `answered(timeout)`, for how the bot responded."""

    world: World
    query: Query

    async def answered(self, timeout: float = PATIENCE) -> CallbackAnswer:  # noqa: ASYNC109
        answer = await answer_to(self.world, self.query, timeout)
        return CallbackAnswer(**answer)

    def __await__(self) -> Generator[Any, None, CallbackAnswer]:
        return self.answered().__await__()


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """An inline query on its way."""

    world: World
    query: Query

    async def answered(self, timeout: float = PATIENCE) -> InlineAnswer:  # noqa: ASYNC109
        answer = await answer_to(self.world, self.query, timeout)
        return InlineAnswer(**{**answer, "results": tuple(answer["results"])})

    def __await__(self) -> Generator[Any, None, InlineAnswer]:
        return self.answered().__await__()


@dataclass(frozen=True, slots=True)
class GuestQuery:
    """A guest query on its way; its answer is the message the bot left in the group."""

    world: World
    query: Query
    chat: Chat

    async def answered(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        answer = await answer_to(self.world, self.query, timeout)
        found = self.chat.log.get(answer["message_id"])
        if found is None:
            raise PlaygroundError("the answer was deleted")
        return Message(found)

    def __await__(self) -> Generator[Any, None, Message]:
        return self.answered().__await__()
