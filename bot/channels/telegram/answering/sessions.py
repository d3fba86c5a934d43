"""One update being worked on: the state of its chat, the knowledge it is answered from, and what came of it.

Lives here: sessions, and finding the one that belongs to an update.
Never here: what to answer; keeping any of it (the dispatcher hands it to the inbox).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256

from telegram import Update

from bot.assistant import Arrived, Assistant
from bot.channels.telegram.answering.workers import Workers
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.rounds import Round
from bot.core.turns import Callback, Conversation, Data, Event, Turn, Verb
from bot.storage.database import Answered, ChatName, Claim, Rejection, Standing


@dataclass(slots=True)
class Session:
    """`trouble` is why the update has to be tried again ("": it has not), `retry_after` what Telegram asked for.

    All of an update is answered from one `dialogue`, also if the knowledge is loaded anew meanwhile.
    """

    assistant: Assistant
    dialogue: Dialogue
    claim: Claim
    chat: ChatName
    turn: Turn | None = None
    reply: str = ""
    trouble: str = ""
    retry_after: float | None = None
    workers: Workers | None = None
    _rejected: Rejection | None = field(default=None, init=False)

    @property
    def knowledge(self) -> Knowledge:
        return self.dialogue.knowledge

    @property
    def conversation(self) -> Conversation:
        return self.turn.conversation if self.turn else self.claim.conversation

    @property
    def standing(self) -> Standing:
        return self.claim.standing

    def phrase(self, key: str, **values: str) -> str:
        return self.knowledge.phrase(key, 0, **values)

    def respond(self, event: Event, group: bool = False) -> Turn:
        """The turn that `event` leads to; it is kept when the update is done."""
        before, arrived = self.conversation, Arrived(self._drawn(event), self.chat, group)
        return self._made(self.assistant.respond(arrived, before, self.dialogue), event, before)

    async def understand(self, event: Event, group: bool = False) -> Turn:
        """The same, in a process beside this one if there are any."""
        if self.workers is None:
            return self.respond(event, group)
        before, arrived = self.conversation, Arrived(self._drawn(event), self.chat, group)
        return self._made(await self.workers.respond(arrived, before, self.dialogue), event, before)

    def _made(self, turn: Turn, event: Event, before: Conversation) -> Turn:
        self.turn, self._rejected = turn, rejection(event, before)
        return turn

    def _drawn(self, event: Event) -> Event:
        """`event` with what is left to chance: nobody outside can tell it, and tried again it is the same."""
        said = f"{self.claim.lane}|{self.claim.update_id}"
        return replace(event, seed=int.from_bytes(sha256(said.encode()).digest()[:8], "big"))

    def take_up(self, round_: Round | None) -> None:
        """Answer as if the chat were in this round of the quiz: a poll brings its own."""
        self.claim = replace(self.claim, conversation=replace(self.conversation, quiz=round_))

    def alarmed(self, text: str) -> bool:
        """Whether `text` comes from a person in danger: it sounds like it, or they told so before."""
        return self.conversation.danger is not None or self.is_cry(text)

    def is_cry(self, text: str) -> bool:
        """Whether `text` itself, whatever came before it, sounds like a person in danger."""
        return self.dialogue.detector.alarmed(text)

    def again(self, trouble: str, retry_after: float | None = None) -> None:
        """The person has no answer yet: try later."""
        self.trouble, self.retry_after = trouble, retry_after

    @property
    def answered(self) -> Answered | None:
        """What is to be kept of this update."""
        if self.turn is None:
            return None
        return Answered(self.chat, self.turn, self.knowledge.version, self.reply, self._rejected)


class Sessions:
    """The sessions under way, by update."""

    def __init__(self, assistant: Assistant, workers: Workers | None = None) -> None:
        self._assistant = assistant
        self._workers = workers
        self._open: dict[int, Session] = {}

    @property
    def knowledge(self) -> Knowledge:
        return self._assistant.knowledge

    def alarmed(self, text: str) -> bool:
        """Whether `text` sounds like a person in danger, by the knowledge in use; without any, nobody can tell."""
        return self._assistant.is_ready and self._assistant.dialogue.detector.alarmed(text)

    def open(self, claim: Claim, chat: ChatName) -> Session:
        session = Session(self._assistant, self._assistant.dialogue, claim, chat, workers=self._workers)
        self._open[claim.update_id] = session
        return session

    def of(self, update: Update) -> Session:
        return self._open[update.update_id]

    def close(self, session: Session) -> None:
        self._open.pop(session.claim.update_id, None)


def rejection(event: Event, before: Conversation) -> Rejection | None:
    """The question and the entries that "none of these" turned down; None if `event` is something else."""
    data = Data.parse(event.data) if isinstance(event, Callback) else None
    if data is None or data.verb is not Verb.NONE or not before.asked:
        return None
    offered = (Data.parse(button.data) for button in before.offered if button.data)
    return Rejection(before.asked, tuple(part.target for part in offered if part and part.verb is Verb.ENTRY))
