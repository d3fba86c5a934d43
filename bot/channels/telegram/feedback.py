"""What people think of an answer, and which inline results they choose.

Lives here: thumbs as votes on the bot's messages, counting choices.
Never here: keeping votes (bot.core.votes). Other reactions are moods and no judgement of an answer.

Telegram tells only bots that ask for it (ALLOWED_UPDATES): of reactions in private chats and where the bot is an
administrator, of chosen results after /setinlinefeedback at BotFather.
"""

from __future__ import annotations

from collections.abc import Iterable

from telegram import ReactionType, ReactionTypeEmoji, Update
from telegram.constants import ReactionEmoji

from bot.assistant import Assistant
from bot.channels.telegram.health import Health
from bot.channels.telegram.reading import conversation

_VALUES = {ReactionEmoji.THUMBS_UP: 1, ReactionEmoji.THUMBS_DOWN: -1}


class Feedback:
    """Listens for one bot."""

    def __init__(self, assistant: Assistant, health: Health) -> None:
        self._assistant = assistant
        self._health = health

    async def reacted(self, update: Update, _context: object) -> None:
        """A reaction was set, changed or taken away."""
        change = update.message_reaction
        voter = conversation(change.chat, change.user.id) if change and change.user else ""
        if change is None or not voter:
            return
        if self._assistant.vote(voter, message_key(change.chat.id, change.message_id), _value(change.new_reaction)):
            self._health.count("suara")

    async def chosen(self, update: Update, _context: object) -> None:
        """An inline result was sent to a chat."""
        if update.chosen_inline_result is not None:
            self._health.count("inline_dipilih")


def message_key(chat_id: int, message_id: int) -> str:
    """The name of a message: ids count within a chat."""
    return f"{chat_id}:{message_id}"


def _value(reactions: Iterable[ReactionType]) -> int:
    """Of several reactions the first thumb counts."""
    emojis = (reaction.emoji for reaction in reactions if isinstance(reaction, ReactionTypeEmoji))
    return next((_VALUES[emoji] for emoji in emojis if emoji in _VALUES), 0)  # type: ignore[index]
