"""From a knowledge folder to checked knowledge, or to all its problems at once.

Lives here: the order of the steps, and nothing else.
Never here: the steps (see folder, yaml_source, sections, checks).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Knowledge
from bot.core.phrases import PHRASES
from bot.errors import KnowledgeError, Problem
from bot.storage.checks import Surroundings, check_all
from bot.storage.drafts import Drafts
from bot.storage.folder import decode, place_in, read_folder, version_of
from bot.storage.parts import Part
from bot.storage.places import Places
from bot.storage.problems import Place
from bot.storage.sections import read_page
from bot.storage.trials import Trial
from bot.storage.yaml_source import YamlReader

_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class PlacedKnowledge:
    """A knowledge, where its parts stand in the files it was read from, and the questions it has to pass."""

    knowledge: Knowledge
    places: Places
    trials: tuple[Trial, ...] = ()


def load_knowledge(folder: Path, phrases: Mapping[str, frozenset[str]] = PHRASES) -> Knowledge:
    """The knowledge in `folder`; see `load_placed`."""
    return load_placed(folder, phrases).knowledge


def load_placed(folder: Path, phrases: Mapping[str, frozenset[str]] = PHRASES) -> PlacedKnowledge:
    """The knowledge in the *.yaml and *.yml files of `folder`, at any depth.

    `phrases` are the sentences the folder has to hold, each with the placeholders it may use. Raises
    KnowledgeError with every problem of every file, each with path (from the folder's own name on), line and
    what to do.
    """
    problems: list[Problem] = []
    files = read_folder(folder, problems)
    home = place_in(folder, folder)
    drafts = Drafts(Places(home))
    reader = YamlReader(problems)
    unread: set[str] = set()
    for file in files:
        text = decode(file, problems)
        root = None if text is None else reader.read(file.path, text)
        if root:
            read_page(Part(Place(file.path, root.line), root, "berkas ini", problems), drafts)
        else:
            unread.update(_NAME.findall(text or file.data.decode("utf-8", "ignore")))
    if files:
        problems.extend(check_all(drafts, Surroundings(home, frozenset(unread), phrases)))
    elif not problems:
        problems.append(home.problem("Folder belum memuat berkas .yaml; tambahkan."))
    if problems:
        raise KnowledgeError(problems)
    return PlacedKnowledge(drafts.knowledge(version_of(files)), drafts.places, tuple(drafts.trials))
