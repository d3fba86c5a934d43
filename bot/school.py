"""Where dialogues learn, once for each state of the knowledge and of the code.

Lives here: learning now, or taking up what was learnt before; learning in a process beside the one that answers.
Never here: what is learnt (bot.core), how it is kept (bot.storage), answering.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.conversation.dialogue import Dialogue
from bot.core.learning.packing import UnreadableError
from bot.core.model import Knowledge
from bot.storage.frequencies import load_frequencies
from bot.storage.learnt_files import LearntFiles
from bot.storage.learnt_name import name_of
from bot.storage.loader import load_knowledge


def _unheard() -> None:
    pass


@dataclass(frozen=True, slots=True)
class School:
    """What was learnt is kept in the folder `cache` (None: nowhere). `says` is told when something has to be learnt
    anew, which takes seconds; that is done in a process beside this one if `beside`: it neither holds up whoever
    answers here nor leaves its memory behind."""

    cache: Path | None = None
    says: Callable[[], None] = _unheard
    beside: bool = False

    def dialogue(self, knowledge: Knowledge, contact: str = "", folder: Path | None = None) -> Dialogue:
        """What answers from `knowledge`, learnt now or before. `folder`: where it was read from."""
        frequency = load_frequencies()
        name = name_of(knowledge, frequency, knowledge.policy) if self.cache else ""
        files = LearntFiles(self.cache) if self.cache and name else None
        with undisturbed():
            if files and (found := _recalled(files, name, knowledge, contact)):
                return found
            self.says()
            if files and folder and self.beside and files.can_keep():
                _learn_beside(folder, files.folder)
                if found := _recalled(files, name, knowledge, contact):
                    return found
            dialogue = Dialogue(knowledge, frequency, contact=contact)
            if files:
                files.write(name, dialogue.learnt)
            return dialogue


AT_ONCE = School()


def _recalled(files: LearntFiles, name: str, knowledge: Knowledge, contact: str) -> Dialogue | None:
    packed = files.read(name)
    if packed is None:
        return None
    try:
        return Dialogue.recalled(knowledge, load_frequencies(), packed, contact)
    except UnreadableError as error:
        files.refuse(name, str(error))
        return None


def _learn_beside(folder: Path, cache: Path) -> None:
    """Comes to nothing if the process fails: then it is learnt here, and what is wrong shows itself."""
    # Not forked: threads and connections of this process must not be there twice.
    process = multiprocessing.get_context("spawn").Process(target=learn, args=(folder, School(cache)), daemon=True)
    process.start()
    process.join()


def learn(folder: Path, school: School) -> bool:
    """Learn what `folder` holds, unless that is done, and say whether it is kept. Raises KnowledgeError."""
    knowledge = load_knowledge(folder)
    school.dialogue(knowledge)
    if school.cache is None:
        return False
    return LearntFiles(school.cache).read(name_of(knowledge, load_frequencies(), knowledge.policy)) is not None


@contextmanager
def undisturbed() -> Iterator[None]:
    """While much is built at once, nobody looks through it for circular garbage: whoever answers meanwhile would stand
    still for 100 ms each time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
