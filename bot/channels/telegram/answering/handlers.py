"""What happens when an update arrives.

Lives here: messages, edits, presses and membership, each from update to answer.
Never here: what an update means (reading.py), what is said (the assistant), how it looks (answers.py).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Chat, ChatMember, Message, MessageEntity, Update
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    PollAnswerHandler,
    filters,
)

from bot.channels.telegram.answering.administration import Administration
from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.failures import Failures
from bot.channels.telegram.answering.feedback import Feedback, is_thumb, message_key
from bot.channels.telegram.answering.guests import Guests
from bot.channels.telegram.answering.inline import Inline
from bot.channels.telegram.answering.pace import GROUP, PRIVATE, Pace, Verdict
from bot.channels.telegram.answering.privacy import Asked, Privacy
from bot.channels.telegram.answering.quiz import Quiz
from bot.channels.telegram.answering.reading import Incoming, Place, Reader
from bot.channels.telegram.answering.recent import Recent
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.channels.telegram.reporting.health import Health
from bot.core.commands import OF_PRIVACY
from bot.core.turns import Callback, Command, Data, Outcome, Turn, Verb

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]
# What a group hears that only replied to the bot without calling it; anything else is talk among people.
_WORTH_SAYING = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.CRISIS)
_QUOTES = (MessageEntity.BLOCKQUOTE, MessageEntity.EXPANDABLE_BLOCKQUOTE)
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True)
class Parts:
    """What handling rests on."""

    reader: Reader
    answers: Answers
    failures: Failures
    health: Health
    privacy: Privacy
    feedback: Feedback
    administration: Administration
    quiz: Quiz


class Handlers:
    """The callbacks of one bot."""

    def __init__(self, sessions: Sessions, parts: Parts) -> None:
        self._sessions = sessions
        self._answers = parts.answers
        self._reader = parts.reader
        self._health = parts.health
        self._failures = parts.failures
        self._privacy = parts.privacy
        self._feedback = parts.feedback
        self._administration = parts.administration
        self._quiz = parts.quiz
        self._pace = Pace()
        self._recent = Recent()

    async def message(self, update: Update, _context: Context) -> None:
        message = update.message
        incoming = self._reader.message(message, self._sessions.of(update).chat, time.time()) if message else None
        if message is None or incoming is None:
            return
        await self._administration.meet(message, self._sessions.of(update))
        command = self._administration.asked(message)
        if command and not self._sessions.of(update).is_cry(incoming.text):
            await self._administration.handle(command, self._sessions.of(update), incoming.place)
            return
        self._recent.note(incoming.key, message.message_id, incoming.text)
        if incoming.event is None and self._recent.is_known_album(incoming.album):
            return
        await self._take(incoming, self._sessions.of(update), message.date.timestamp())

    async def edited(self, update: Update, _context: Context) -> None:
        """An edit is answered when it changes the newest message of a private chat, and always in danger."""
        message = update.edited_message
        incoming = self._reader.message(message, self._sessions.of(update).chat, time.time()) if message else None
        if message is None or incoming is None or not incoming.text:
            return
        asked = (incoming.key, message.message_id, incoming.text)
        if self._recent.is_same(*asked):
            return
        news, session = self._recent.is_news(*asked) and not incoming.group, self._sessions.of(update)
        if news or session.alarmed(incoming.text):
            await self._take(incoming, session, (message.edit_date or message.date).timestamp())
            # Not before: what could not be answered comes again, and must not seem to be known.
            self._recent.note(*asked)

    async def press(self, update: Update, _context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        session = self._sessions.of(update)
        toast, event = self._read_press(query, session)
        data = Data.parse(event.data) if event else None
        if data is not None and query.message is not None and is_thumb(data):
            key = message_key(query.message.chat.id, query.message.message_id)
            await self._answers.stop_spinner(query.id, await self._feedback.pressed(data, key, session))
            return
        # At once, and not waited for: the spinner turns until then, and the query expires (PTB #2254).
        answering = asyncio.create_task(self._answers.stop_spinner(query.id, toast))
        try:
            if event is not None and query.message is not None:
                await self._pressed(query, event, session)
        finally:
            await answering

    async def membership(self, update: Update, _context: Context) -> None:
        """The bot was blocked, unblocked, added or removed. A group that added it is told how to ask."""
        change = update.my_chat_member
        if change is None:
            return
        was, now = change.old_chat_member.status in _GONE, change.new_chat_member.status in _GONE
        if now and not was:
            self._health.count("diblokir_atau_dikeluarkan")
        if was and not now and change.chat.type in (Chat.GROUP, Chat.SUPERGROUP):
            await self._say("telegram_group_hint", Place(change.chat.id), self._sessions.of(update))

    async def failed(self, update: object, context: Context) -> None:
        if context.error is not None:
            await self._failures.handle(update, context.error)

    async def _take(self, incoming: Incoming, session: Session, at: float) -> None:
        """Answer a message that was written `at`, as far as its chat has not used up its budget."""
        group = incoming.group
        budget, key = (GROUP, str(incoming.place.chat_id)) if group else (PRIVATE, str(incoming.key))
        # By when it was written, and not by when it is its turn: replies are sent one a second, so that whoever writes
        # faster would never seem to.
        verdict = self._pace.spend(key, budget, at)
        if verdict is not Verdict.PASS and not session.alarmed(incoming.text):
            self._health.count("terlalu_cepat")
            if verdict is Verdict.NOTICE and not group:
                await self._say("telegram_slow_down", incoming.place, session)
            return
        if incoming.event is None:
            await self._say(incoming.sentence, incoming.place, session)
        elif isinstance(incoming.event, Command) and incoming.event.name in OF_PRIVACY:
            await self._private_matter(incoming, incoming.event, session)
        else:
            await self._answer(incoming, session)

    async def _private_matter(self, incoming: Incoming, command: Command, session: Session) -> None:
        """What somebody asks about their data. Behind words of danger it can wait for a press of a button."""
        asked = Asked(session, incoming.place)
        if not session.is_cry(incoming.text):
            await self._privacy.command(command.name, asked, incoming.group)
            return
        turn = session.respond(command, incoming.group)
        told = turn if incoming.group else self._privacy.offered(turn, command.name, asked)
        await self._show(told, asked.place, session)

    async def _answer(self, incoming: Incoming, session: Session) -> None:
        if incoming.event is None:
            return
        turn = await session.understand(incoming.event, incoming.group)
        if incoming.called or turn.outcome in _WORTH_SAYING:
            await self._show(turn, incoming.place, session)

    def _read_press(self, query: CallbackQuery, session: Session) -> tuple[str, Callback | None]:
        """What to answer a press with, and the event it is; no event if it needs no more than that."""
        phrase = session.phrase
        where = f"{query.message.chat.id}:{query.message.message_id}" if query.message else ""
        if self._pace.is_double_tap(f"{where}:{query.from_user.id}", query.data or ""):
            return "", None
        data = Data.parse(query.data or "")
        # Help is never counted against anybody.
        if data is None or data.verb not in (Verb.LINES, Verb.SAFE):
            verdict = self._pace.spend(str(query.from_user.id), PRIVATE, session.claim.received_at)
            if verdict is not Verdict.PASS:
                return phrase("telegram_slow_down"), None
        if data is None:
            # No button of any version carries it: it was made up.
            self._health.count("tombol_asing")
        toast = "" if data else phrase("telegram_old_button")
        return toast, Callback(query.data or "", time.time())

    async def _pressed(self, query: CallbackQuery, event: Callback, session: Session) -> None:
        if query.message is None:
            return
        chat, data = query.message.chat, Data.parse(event.data)
        group = chat.type != Chat.PRIVATE
        # An old message comes without its content and cannot be changed (Bot API, InaccessibleMessage); the
        # framework makes a Message of it all the same, dated 1970.
        given = query.message
        message = given if isinstance(given, Message) and given.is_accessible else None
        thread = message.message_thread_id if message and message.is_topic_message else None
        place = Place(chat.id, message.message_id if message and group else 0, thread)
        edited = message.message_id if message else 0
        if data is not None and self._privacy.knows(data) and not group:
            await self._privacy.pressed(
                data, Asked(session, place, 0 if message and _is_to_be_kept(message) else edited)
            )
            return
        if data is not None and not await self._quiz.take_up(data, message, session):
            return
        turn = await session.understand(event, group)
        if turn.reply.in_place and message and not _is_to_be_kept(message):
            await self._show(turn, place, session, edited)
        else:
            await self._show(turn, place, session)
        if data is not None:
            await self._quiz.leave(data, message, place, session)

    async def _show(self, turn: Turn, place: Place, session: Session, edited: int = 0) -> None:
        """Show a turn; the first one in a private chat comes with the notice of what is logged."""
        if turn.reply.poll is not None and await self._quiz.ask(turn, session, place):
            return
        told = turn if place.chat_id < 0 else self._privacy.with_notice(turn, session)
        arrived = await self._answers.show(told, session.knowledge, place, edited)
        if arrived:
            # The last of several messages is the one with the buttons.
            session.reply = message_key(arrived[-1].chat_id, arrived[-1].message_id)
        if arrived or edited:
            # Not if the person has blocked the bot: then they have not read it.
            await self._privacy.note(told is not turn, session)

    async def _say(self, key: str, place: Place, session: Session) -> None:
        await self._answers.say(key, session.knowledge, place)


@dataclass(frozen=True, slots=True)
class Doors:
    """All that updates come in through."""

    handlers: Handlers
    inline: Inline
    guests: Guests
    feedback: Feedback
    quiz: Quiz


def register(app: App, doors: Doors) -> None:
    """Edits would match the message filters as well, hence the kinds of updates."""
    handlers = doors.handlers
    app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, handlers.message))
    app.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, handlers.edited))
    app.add_handler(CallbackQueryHandler(handlers.press))
    app.add_handler(InlineQueryHandler(doors.inline.answer))
    app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, doors.guests.answer))
    app.add_handler(
        MessageReactionHandler(
            doors.feedback.reacted, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
        )
    )
    app.add_handler(ChosenInlineResultHandler(doors.feedback.chosen))
    app.add_handler(PollAnswerHandler(doors.quiz.answered))
    app.add_handler(ChatMemberHandler(handlers.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_error_handler(handlers.failed)


def _is_to_be_kept(message: Message) -> bool:
    """Answers (recognised by their quotation), polls and help in danger stay to be read; menus may be replaced."""
    if message.poll or any(entity.type in _QUOTES for entity in message.entities):
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == str(Data(Verb.SAFE)) for row in rows for button in row)
