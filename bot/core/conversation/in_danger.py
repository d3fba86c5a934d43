"""The conversation with somebody in danger: a state of its own, until it ends.

Lives here: how it begins, what each message in it leads to, and when it ends.
Never here: noticing danger, texts (bot.core.conversation.support), the ranking. Nothing that was written is kept: the
state is the kind of danger, and whether it was asked if all is well after all.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation.support import SupportComposer
from bot.core.model import Danger, Move
from bot.core.safety.companion import Companion, Other
from bot.core.turns import Conversation, Event, Outcome, Reply, Turn

# Who was asked whether all is well says so with one of these.
_WELL = frozenset({Move.YES, Move.SAFE, Move.JOKE, Move.THANKS})


class InDanger:
    """Leads such conversations. `companion` understands what is written, `composer` says what is said."""

    def __init__(self, companion: Companion, composer: SupportComposer) -> None:
        self._companion = companion
        self.composer = composer

    def begin(self, event: Event, text: str, conversation: Conversation, group: bool) -> Turn:
        """The alarm: from now on it is a conversation of danger."""
        danger = self._companion.kind(text)
        turn = conversation.turns
        reply = self.composer.in_group(turn, first=True) if group else self.composer.opening(danger, turn)
        return self._turn(event, conversation, reply, danger)

    def follow(self, event: Event, text: str, conversation: Conversation, group: bool, alarmed: bool) -> Turn:
        """What somebody wrote next; `alarmed`: it sounds like danger by itself."""
        before = conversation.danger or Danger.UNCLEAR
        move = self._companion.move(text, alarmed)
        if conversation.checking:
            return self._checked(event, move, conversation, group)
        if move is Move.JOKE and not group:
            reply = self.composer.answer(Move.JOKE, before, conversation.turns)
            return self._turn(event, conversation, reply, before, checking=True)
        danger = self._companion.kind(text, before) if alarmed or move is Move.WORSE else before
        reply = self._reply(move, danger, conversation, group, new=danger is not before)
        return self._turn(event, conversation, reply, danger)

    def end(self, turn: Turn, conversation: Conversation) -> Turn:
        """`turn` ends the talk: what it shows stands above one gentle line."""
        state = replace(turn.conversation, danger=None, checking=False)
        line = self.composer.after(conversation.turns)
        closing = "\n\n".join(part for part in (turn.reply.closing, line) if part)
        return replace(turn, conversation=state, reply=replace(turn.reply, closing=closing))

    def is_about_something_else(self, text: str) -> bool:
        """Whether a message within the talk reads like a question, and not like something about the danger."""
        return self._companion.move(text) is Other.SUBJECT

    def _reply(self, move: Move | Other, danger: Danger, conversation: Conversation, group: bool, new: bool) -> Reply:
        turn = conversation.turns
        if group:
            return self.composer.in_group(turn, first=False)
        if new:
            return self.composer.opening(danger, turn)
        if move is Other.LINES:
            return self.composer.answer(Move.WHAT_NOW, danger, turn)
        return self.composer.answer(move if isinstance(move, Move) else Move.UNKNOWN, danger, turn)

    def _checked(self, event: Event, move: Move | Other, conversation: Conversation, group: bool) -> Turn:
        """The answer to whether all is well. It is asked once."""
        danger = conversation.danger or Danger.UNCLEAR
        if move in _WELL:
            turn = self._turn(event, conversation, self.composer.confirmed(conversation.turns), None)
            return replace(turn, outcome=Outcome.SMALLTALK)
        if move in (Move.WORSE, Move.SERIOUS):
            reply = self._reply(move, danger, conversation, group, new=False)
        else:
            reply = self.composer.doubted(danger, conversation.turns)
        return self._turn(event, conversation, reply, danger)

    def _turn(
        self, event: Event, before: Conversation, reply: Reply, danger: Danger | None, checking: bool = False
    ) -> Turn:
        """Of the conversation before, what was shown stays; nothing of this message, nor the buttons under it."""
        follows = before.danger is not None
        state = before.advance(event.at, offered=(), asked="", misses=0, danger=danger, checking=checking)
        return Turn(event, Outcome.CRISIS, reply, state, confidence=1.0, private=True, follows=follows)
