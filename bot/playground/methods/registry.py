"""The table of methods by name, and what every method is given.

Lives here: registering and finding a method; the context of a call, with what is needed there of webhooks.
Never here: a method.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.playground.errors import bad_request
from bot.playground.methods.params import Params
from bot.playground.world.bots import Bot
from bot.playground.world.chats import Chat
from bot.playground.world.world import World

Json = dict[str, Any]


class Delivery(Protocol):
    """Whoever carries updates to webhooks, as far as methods have to do with it."""

    def start(self, bot: Bot) -> None:
        """Deliver to the webhook that is set now."""
        ...

    def stop(self, bot: Bot) -> None: ...


@dataclass(frozen=True, slots=True)
class Context:
    """One call of one bot."""

    world: World
    webhooks: Delivery
    bot: Bot
    params: Params

    def chat(self) -> Chat:
        """The chat in `chat_id`; raises Telegram's errors."""
        return self.world.chat_for(self.bot, self.params.text("chat_id"))

    def writable_chat(self) -> Chat:
        """The chat in `chat_id` if the bot may write there; topics and business accounts do not exist."""
        chat = self.chat()
        if self.params.text("business_connection_id"):
            raise bad_request("business connection not found")
        if self.params.integer("message_thread_id"):
            raise bad_request("message thread not found")
        self.world.check_writable(self.bot, chat)
        return chat

    def message(self, chat: Chat, what: str) -> Json:
        """The message in `message_id`; `what` completes the error: "message to edit not found"."""
        message_id = self.params.integer("message_id")
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        found = chat.log.get(message_id)
        if found is None:
            raise bad_request(f"{what} not found")
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """A result with the description that setWebhook and deleteWebhook add to it."""

    result: Any
    description: str = ""


Method = Callable[[Context], Any | Awaitable[Any]]
F = TypeVar("F", bound=Method)


@dataclass(frozen=True, slots=True)
class ApiMethod:
    name: str
    run: Method


_METHODS: dict[str, ApiMethod] = {}


def method(name: str) -> Callable[[F], F]:
    """Register a function under a Bot API name; names are found in any case."""

    def register(function: F) -> F:
        _METHODS[name.lower()] = ApiMethod(name, function)
        return function

    return register


def find(name: str) -> ApiMethod | None:
    return _METHODS.get(name.lower())


def names() -> list[str]:
    return sorted(each.name for each in _METHODS.values())
