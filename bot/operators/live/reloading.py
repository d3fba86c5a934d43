"""New knowledge in a running bot: read, checked, tried, and only then used.

Lives here: the order of that, and what an operator is told.
Never here: noticing that a file changed (watching.py), telling people.

A bot that answers goes on answering from what it has: loading and training take place in a thread, and whatever is
wrong with the new knowledge leaves the old one in use.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.errors import KnowledgeError, Problem
from bot.operators.checking.regression import failures
from bot.school import AT_ONCE, School, undisturbed
from bot.storage.loader import load_placed

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What came of it. `version` is what is in use now; with `problems` that is the old one."""

    version: str
    changed: bool
    entries: int
    problems: tuple[Problem, ...] = ()


class Reloader:
    """Loads anew for one assistant, once at a time."""

    def __init__(self, assistant: Assistant, folder: Path, contact: str = "", school: School = AT_ONCE) -> None:
        self._assistant = assistant
        self._folder = folder
        self._contact = contact
        self._school = school
        self._one = asyncio.Lock()

    @property
    def folder(self) -> Path:
        return self._folder

    async def reload(self) -> Reloaded:
        """Use what the folder holds now, if it passes."""
        async with self._one:
            try:
                fresh = await asyncio.to_thread(self._prepare)
            except KnowledgeError as error:
                _LOG.warning("Pengetahuan baru ditolak: %d masalah. Yang lama tetap dipakai.", len(error.problems))
                return self._told(problems=error.problems)
            if fresh is None:
                return self._told()
            self._assistant.use(fresh)
            _LOG.info("Pengetahuan versi %s dipakai.", fresh.knowledge.version)
            return self._told(changed=True)

    def _prepare(self) -> Dialogue | None:
        """A dialogue on what the folder holds; None if that is in use already. Raises KnowledgeError, also for
        questions in `uji` that it does not pass."""
        with undisturbed():
            placed = load_placed(self._folder)
            if placed.knowledge.version == self._assistant.knowledge.version:
                return None
            dialogue = self._school.dialogue(placed.knowledge, self._contact, self._folder)
            failed = failures(dialogue, placed.trials)
            if failed:
                raise KnowledgeError(failed)
            # While nobody looks for garbage yet: the first look through all of this would stop everybody for 100 ms,
            # and so would several after it. What it takes the place of goes all the same, for it is no circle.
            gc.freeze()
        return dialogue

    def _told(self, changed: bool = False, problems: Sequence[Problem] = ()) -> Reloaded:
        knowledge = self._assistant.knowledge
        return Reloaded(knowledge.version, changed, len(knowledge.entries), tuple(problems))
