"""A client of the Bot API that never shows its token, and decodes no more than is needed.

Lives here: the framework's client with a repr that hides the token, updates as they came, a message sent without
decoding all of the answer.
Never here: what is sent, when it is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram.ext import ExtBot

# The kinds of updates this bot is about. Telegram remembers the last list it was given, so it is always sent.
ALLOWED_UPDATES = (
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "guest_message",
    "message_reaction", "my_chat_member", "poll_answer",
)  # fmt: skip
# The longest wait the server allows is 50 s (telegram-bot-api, Client.h); many proxies cut at 60.
POLL_SECONDS = 30
UPDATES_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that arrived; `poll` is the id of the poll that it is, if it is one."""

    chat_id: int
    message_id: int
    poll: str = ""


class Client(ExtBot[None]):
    """The framework prints the token in the repr of its client, and of all that holds one."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Client"

    async def raw_updates(self, offset: int, seconds: int = POLL_SECONDS) -> list[Any]:
        """The updates from `offset` on, undecoded: one that cannot be decoded must not spoil the others.

        `Bot.get_updates` decodes all or nothing, and then asks for the same ones again without a pause.
        """
        asked = {
            "offset": offset,
            "timeout": seconds,
            "limit": UPDATES_LIMIT,
            "allowed_updates": list(ALLOWED_UPDATES),
        }
        read_timeout = seconds + (self.request.read_timeout or 0)
        found = await self._post("getUpdates", asked, read_timeout=read_timeout)
        return found if isinstance(found, list) else []

    async def post_message(self, fields: dict[str, Any]) -> Sent:
        """sendMessage with these fields. `Bot.send_message` decodes all of the answer, a third of its time."""
        return _sent(await self._post("sendMessage", {**fields, "link_preview_options": {"is_disabled": True}}))

    async def post_poll(self, fields: dict[str, Any]) -> Sent:
        """sendPoll with these fields."""
        return _sent(await self._post("sendPoll", fields))


def _sent(found: Any) -> Sent:
    message = found if isinstance(found, dict) else {}
    poll = message.get("poll") or {}
    return Sent(message.get("chat", {}).get("id", 0), message.get("message_id", 0), str(poll.get("id", "")))
