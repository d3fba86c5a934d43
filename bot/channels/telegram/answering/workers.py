"""Understanding in processes beside this one, so that it takes in and sends while they think.

Lives here: starting them, handing each update to one of them, doing without one that is busy, gone or not up to date.
Never here: understanding (bot.core), the order within a chat (the inbox gives out one update of a chat at a time).

A process holds the same knowledge as this one, by its version, and takes up what this one has learnt. Whatever goes
wrong with it, the update is answered here, as without it.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import multiprocessing
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from bot.assistant import Arrived, Assistant, open_dialogue
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Event, Turn
from bot.errors import BotError
from bot.school import School

_LOG = logging.getLogger(__name__)
# So many updates wait for one process at most: what is written to it then never fills the pipe, which would stop
# everything here.
IN_HAND = 16
# Thinking takes milliseconds; whoever takes this long is stuck.
PATIENCE_SECONDS = 5.0
# Between two attempts to start a process, or to bring it up to date.
RETRY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Source:
    """What a process needs to know as much as this one: the knowledge folder, whom to send people to, and where what
    was learnt is kept."""

    folder: Path
    contact: str = ""
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a process; without an event, to load what the folder holds now."""

    number: int
    event: Event | None = None
    conversation: Conversation = field(default_factory=Conversation)
    group: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What comes back: a turn (None: it could not be made), or the version of the knowledge that was loaded."""

    number: int
    turn: Turn | None = None
    version: str = ""


class Helper:
    """One process, and what is in its hands."""

    def __init__(self, source: Source) -> None:
        self.version = ""
        self.waiting: dict[int, asyncio.Future[Turn | None]] = {}
        self._source = source
        self._retry_at = 0.0
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def look(self, version: str) -> bool:
        """Whether it can be asked about knowledge of that version; otherwise see to it that it soon can."""
        if self._connection is not None and self.version == version:
            return len(self.waiting) < IN_HAND
        now = asyncio.get_running_loop().time()
        if now >= self._retry_at:
            self._retry_at = now + RETRY_SECONDS
            self._start() if self._connection is None else self._send(Question(0))
        return False

    async def ask(self, question: Question) -> Turn | None:
        """The turn; None if there is none in time, and then the process is ended."""
        answer: asyncio.Future[Turn | None] = asyncio.get_running_loop().create_future()
        self.waiting[question.number] = answer
        try:
            if not self._send(question):
                return None
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await answer
        except TimeoutError:
            self.end("macet")
            return None
        finally:
            self.waiting.pop(question.number, None)

    def end(self, why: str = "") -> None:
        """End the process; what it had in hand is answered without it."""
        if why:
            _LOG.warning("Proses pembantu %s; dimulai lagi.", why)
        if self._connection is not None:
            asyncio.get_running_loop().remove_reader(self._connection.fileno())
            self._connection.close()
        if self._process is not None:
            self._process.kill()
        self._connection, self._process, self.version = None, None, ""
        for answer in self.waiting.values():
            if not answer.done():
                answer.set_result(None)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._source), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is noticed here
        asyncio.get_running_loop().add_reader(self._connection.fileno(), self._hear)

    def _send(self, question: Question) -> bool:
        try:
            if self._connection is not None:
                self._connection.send(question)
            return self._connection is not None
        except OSError:
            self.end("berhenti")
            return False

    def _hear(self) -> None:
        try:
            while self._connection is not None and self._connection.poll():
                said: Said = self._connection.recv()
                answer = self.waiting.get(said.number)
                if answer is None:
                    self.version = said.version or self.version
                elif not answer.done():
                    answer.set_result(said.turn)
        except (EOFError, OSError):
            self.end("berhenti")


class Workers:
    """The processes for one assistant: none of them for `count` 0."""

    def __init__(self, assistant: Assistant, source: Source, count: int) -> None:
        self._assistant = assistant
        self._helpers = [Helper(source) for _ in range(count)]
        self._numbers = itertools.count(1)

    async def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        """What the assistant would respond: from the process that has least in hand, or from here."""
        helper = self._free(dialogue.knowledge.version)
        if helper is not None:
            question = Question(next(self._numbers), arrived.event, conversation, arrived.group)
            if turn := await helper.ask(question):
                return turn
        return self._assistant.respond(arrived, conversation, dialogue)

    def start(self) -> None:
        """Start the processes; until they know what is known here, everything is answered from here."""
        self._free(self._assistant.knowledge.version)

    def close(self) -> None:
        for helper in self._helpers:
            helper.end()

    def _free(self, version: str) -> Helper | None:
        able: Iterable[Helper] = [helper for helper in self._helpers if helper.look(version)]
        return min(able, key=lambda helper: len(helper.waiting), default=None)


def serve(connection: Connection, source: Source) -> None:
    """What a process does until the other end of its connection is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are for the bot, which ends its processes when it is done
    dialogue = _loaded(source)
    with suppress(EOFError, OSError):
        connection.send(Said(0, version=dialogue.knowledge.version if dialogue else ""))
        while True:
            question: Question = connection.recv()
            if question.event is None:
                dialogue = _loaded(source)
                connection.send(Said(0, version=dialogue.knowledge.version if dialogue else ""))
            else:
                connection.send(Said(question.number, _turn(dialogue, question)))


def _loaded(source: Source) -> Dialogue | None:
    with suppress(BotError):  # whoever loads for the bot tells of it
        return open_dialogue(source.folder, source.contact, School(source.cache))
    return None


def _turn(dialogue: Dialogue | None, question: Question) -> Turn | None:
    """None for whatever goes wrong: it goes wrong where the update is answered instead, and is told of there."""
    if dialogue is None or question.event is None:
        return None
    try:
        return dialogue.respond(question.event, question.conversation, question.group)
    except Exception:
        return None
