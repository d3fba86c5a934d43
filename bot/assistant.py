"""The bot as channels see it: what arrived in, a turn out.

Lives here: the knowledge in use, answering from it, conversations of channels that keep none themselves.
Never here: matching rules, sentences, anything of a channel.
"""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.turns import Conversation, Event, Match, Turn
from bot.school import AT_ONCE, School
from bot.storage.loader import load_knowledge

# Chats kept in memory; the least recently used is forgotten first (about 1 KB each).
CHAT_LIMIT = 20_000


class MemoryConversations:
    """Conversations in this process only, at most CHAT_LIMIT of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Conversation] = OrderedDict()

    def get(self, chat: Hashable) -> Conversation:
        return self._kept.get(chat, Conversation())

    def put(self, chat: Hashable, conversation: Conversation) -> None:
        self._kept[chat] = conversation
        self._kept.move_to_end(chat)
        while len(self._kept) > CHAT_LIMIT:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event, the chat it came from (whatever names it), and whether others read along there."""

    event: Event
    chat: Hashable
    group: bool = False


class Assistant:
    """Answers events, each in about a millisecond. Safe to give a new dialogue to at any time: a channel that awaits
    between looking and answering takes the `dialogue` once and hands it back to `respond`."""

    def __init__(self, dialogue: Dialogue | None = None) -> None:
        self._dialogue = dialogue
        self._conversations = MemoryConversations()

    @property
    def is_ready(self) -> bool:
        """Whether there is anything to answer from."""
        return self._dialogue is not None

    @property
    def dialogue(self) -> Dialogue:
        """What it answers from; only for one that is ready."""
        if self._dialogue is None:
            raise RuntimeError("not ready")
        return self._dialogue

    @property
    def knowledge(self) -> Knowledge:
        return self.dialogue.knowledge

    def use(self, dialogue: Dialogue) -> None:
        """Answer from `dialogue` from now on."""
        self._dialogue = dialogue

    # All turns and searches of all channels go through these two, so whoever looks on (bot.demo) overrides them.

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        """The turn that something leads to, for a channel that keeps the conversation itself."""
        return dialogue.respond(arrived.event, conversation, arrived.group)

    def handle(self, event: Event, chat: Hashable, group: bool = False) -> Turn:
        """The same, with the conversation kept in this process."""
        arrived = Arrived(event, chat, group)
        turn = self.respond(arrived, self._conversations.get(chat), self.dialogue)
        self._conversations.put(chat, turn.conversation)
        return turn

    def before(self, chat: Hashable) -> Conversation:
        """The conversation so far that is kept in this process."""
        return self._conversations.get(chat)

    def search(self, text: str, limit: int, dialogue: Dialogue) -> tuple[Match, ...]:
        """The entries that fit `text`, best first, outside any conversation."""
        return dialogue.search(text, limit)


class ComingAssistant(Assistant):
    """One that becomes ready by itself: `load` is done in a thread, which does not keep the process from ending.
    `coming` is done with it, and holds the error that it raised."""

    def __init__(self, load: Callable[[], Dialogue]) -> None:
        super().__init__()
        self.coming: Future[None] = Future()
        threading.Thread(target=self._prepare, args=(load,), daemon=True).start()

    def _prepare(self, load: Callable[[], Dialogue]) -> None:
        try:
            self.use(load())
            _freeze()
        except BaseException as error:
            self.coming.set_exception(error)
        else:
            self.coming.set_result(None)


def open_assistant(folder: Path, contact: str = "", school: School = AT_ONCE) -> Assistant:
    """An assistant on the knowledge in `folder`. Raises KnowledgeError; takes seconds where the ranking is trained."""
    assistant = Assistant(open_dialogue(folder, contact, school))
    _freeze()
    return assistant


def _freeze() -> None:
    """What is in use from the start is never looked through for circular garbage again: that would stop everything for
    60 to 150 ms now and then."""
    gc.collect()
    gc.freeze()


def open_dialogue(folder: Path, contact: str = "", school: School = AT_ONCE) -> Dialogue:
    """What an assistant answers from; raises and takes as long as open_assistant."""
    return school.dialogue(load_knowledge(folder), contact, folder)
