"""The quiz as Telegram's own polls.

Lives here: questions as polls, which round a poll belongs to, who answered it how.
Never here: drawing, what a round leads to (bot.core.quiz), keeping it (bot.storage.database).

The round of a poll is kept with the poll, so that everybody in a group goes through the same one, and whichever replica
is asked goes on from there.
"""

from __future__ import annotations

from dataclasses import replace

from telegram import Message, Update

from bot.channels.telegram.answering.keyboard import markup
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.sending import PollScreen, Sender
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.channels.telegram.wire.client import Sent
from bot.core.quiz.talk import VERBS
from bot.core.rounds import Round
from bot.core.turns import Data, QuickReply, Turn, Verb
from bot.storage.database import ChatName, Database

# What goes on from a question: of several people who press it, one does.
_ON = frozenset({Verb.ONWARD, Verb.FINISH})


class Quiz:
    """Asks and listens for one bot."""

    def __init__(self, database: Database, sender: Sender, sessions: Sessions) -> None:
        self._quizzes = database.quizzes
        self._sender = sender
        self._sessions = sessions

    async def take_up(self, data: Data, message: Message | None, session: Session) -> bool:
        """Before a press is answered: go on with the round of its message, and what came of it so far. False if
        somebody went on from there already."""
        if data.verb not in VERBS:
            return True
        poll = message.poll.id if message is not None and message.poll else ""
        round_ = await self._quizzes.find(poll) if poll else session.conversation.quiz
        session.take_up(await self._tallied(round_) if round_ else None)
        goes_on = bool(poll and round_) and data.verb in _ON
        return not goes_on or await self._quizzes.go_on(poll, session.claim.update_id)

    async def ask(self, turn: Turn, session: Session, place: Place) -> Sent | None:
        """Ask the question of a turn; None if polls may not be sent there."""
        round_ = turn.conversation.quiz
        if turn.reply.poll is None or round_ is None:
            return None
        sent = await self._sender.send_poll(PollScreen(turn.reply.poll, markup(_without_choices(turn))), place)
        if sent is not None:
            asked = round_.asked_as(sent.poll)
            await self._quizzes.keep(sent.poll, session.chat, place.chat_id < 0, asked)
            session.turn = replace(turn, conversation=replace(turn.conversation, quiz=asked))
        return sent

    async def leave(self, data: Data, message: Message | None, place: Place, session: Session) -> None:
        """After a press: the question that it went on from is closed, and only leads to its answer."""
        if message is None or message.poll is None or message.poll.is_closed or data.verb not in _ON:
            return
        shown = message.reply_markup.inline_keyboard if message.reply_markup else ()
        quick = [QuickReply(button.text, str(button.callback_data or "")) for row in shown for button in row]
        read = [(button,) for button in quick if button.data.startswith(f"{Verb.ENTRY}:")]
        await self._sender.stop_poll(place, message.message_id, markup(read))

    async def answered(self, update: Update, _context: object) -> None:
        """Somebody chose a choice."""
        answer = update.poll_answer
        if answer is None or answer.user is None or not answer.option_ids:
            return
        session = self._sessions.of(update)
        person = ChatName.private(answer.user.id)
        # Somebody may answer before it is noted which round the poll is of; what is not known then never will be.
        known = await self._quizzes.answer(answer.poll_id, person, answer.option_ids[0])
        if not known and session.claim.attempt == 1:
            session.again("kuis belum tercatat")

    async def _tallied(self, round_: Round) -> Round:
        """The round with what was answered by poll; what was typed or tapped instead stays where nothing was."""
        counted = await self._quizzes.tallies(round_.polls)
        filled = [
            counted[step] if step < len(counted) and counted[step].given else round_.tally(step)
            for step in range(len(round_.drawn))
        ]
        return replace(round_, tallies=tuple(filled))


def _without_choices(turn: Turn) -> list[tuple[QuickReply, ...]]:
    """The buttons that a poll does not hold itself."""
    rows = [
        tuple(button for button in row if not button.data.startswith(f"{Verb.PICK}:")) for row in turn.reply.buttons
    ]
    return [row for row in rows if row]
