"""What people think of an answer, and which inline results they choose.

Lives here: thumbs, as buttons and as reactions, into votes on the bot's messages; counting choices.
Never here: keeping votes (bot.storage.database). Other reactions are moods and no judgement of an answer.

A vote belongs to the message it is given on, so that a thumb under an answer of last week still counts, whichever
replica sent it. Telegram tells of reactions only bots that ask for it (ALLOWED_UPDATES), in private chats and where the
bot is an administrator; of chosen results after /setinlinefeedback at BotFather.
"""

from __future__ import annotations

from collections.abc import Iterable

from telegram import ReactionType, ReactionTypeEmoji, Update
from telegram.constants import ReactionEmoji

from bot.channels.telegram.answering.keyboard import DOWN, UP
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.channels.telegram.reporting.health import Health
from bot.core.turns import Data, Verb
from bot.storage.database import ChatName, Database, UnavailableError

_VALUES = {ReactionEmoji.THUMBS_UP: True, ReactionEmoji.THUMBS_DOWN: False}


class Feedback:
    """Listens for one bot."""

    def __init__(self, database: Database, health: Health, sessions: Sessions) -> None:
        self._log = database.log
        self._health = health
        self._sessions = sessions

    async def pressed(self, data: Data, message: str, session: Session) -> str:
        """A thumb below `message`. Returns what to say about it."""
        up = data.target == UP
        try:
            kept = await self._vote(message, session.chat, up)
        except UnavailableError:
            kept = False
        return session.phrase(("telegram_vote_up" if up else "telegram_vote_down") if kept else "telegram_vote_unknown")

    async def reacted(self, update: Update, _context: object) -> None:
        """A reaction was set, changed or taken away."""
        change = update.message_reaction
        if change is not None and change.user:
            voter = self._sessions.of(update).chat
            await self._vote(message_key(change.chat.id, change.message_id), voter, _value(change.new_reaction))

    async def chosen(self, update: Update, _context: object) -> None:
        """An inline result was sent to a chat."""
        if update.chosen_inline_result is not None:
            self._health.count("inline_dipilih")

    async def _vote(self, message: str, voter: ChatName, up: bool | None) -> bool:
        kept = await self._log.vote(message, voter, up)
        if kept:
            self._health.count("suara")
        return kept


def is_thumb(data: Data) -> bool:
    """Whether a button is one."""
    return data.verb is Verb.VOTE and data.target in (UP, DOWN)


def message_key(chat_id: int, message_id: int) -> str:
    """The name of a message: ids count within a chat."""
    return f"{chat_id}:{message_id}"


def _value(reactions: Iterable[ReactionType]) -> bool | None:
    """Of several reactions the first thumb counts; None without any."""
    emojis = (reaction.emoji for reaction in reactions if isinstance(reaction, ReactionTypeEmoji))
    return next((_VALUES[emoji] for emoji in emojis if emoji in _VALUES), None)  # type: ignore[index]
