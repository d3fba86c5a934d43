"""Where the parts of a loaded knowledge stand in its files.

Lives here: the places of topics, entries, gaps, rulebooks, terms, small talk, help lines, sentences, slang, for whoever
judges them.
Never here: how they are read (see sections), and judging.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.storage.problems import Place


@dataclass(frozen=True, slots=True)
class PartPlaces:
    """The places of one part: of its keys, of each line of its texts by key, of its ways of asking in their order."""

    begin: Place
    keys: Mapping[str, Place]
    lines: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    ways: tuple[Place, ...] = ()

    def key(self, name: str) -> Place:
        """Where `name` stands; where the part begins, if it does not say that."""
        return self.keys.get(name, self.begin)

    def line(self, name: str, number: int) -> Place:
        """Where line `number` (from 0) of the text under `name` stands."""
        lines = self.lines.get(name, ())
        return lines[number] if number < len(lines) else self.key(name)


@dataclass(slots=True)
class Places:
    """All of them. `home` is the folder itself; `out_of_scope` and `help_lines` are in the order of the knowledge.

    `safety` is the part about danger, `topics` are the first lines that name each topic; `articles` are named by the id
    of their rulebook and their number.
    """

    home: Place
    topics: dict[str, Place] = field(default_factory=dict)
    entries: dict[str, PartPlaces] = field(default_factory=dict)
    gaps: dict[str, PartPlaces] = field(default_factory=dict)
    intents: dict[str, PartPlaces] = field(default_factory=dict)
    out_of_scope: list[Place] = field(default_factory=list)
    safety: PartPlaces | None = None
    help_lines: list[PartPlaces] = field(default_factory=list)
    phrases: dict[str, Place] = field(default_factory=dict)
    slang: dict[str, Place] = field(default_factory=dict)
    rulebooks: dict[str, PartPlaces] = field(default_factory=dict)
    articles: dict[tuple[str, str], PartPlaces] = field(default_factory=dict)
    terms: dict[str, PartPlaces] = field(default_factory=dict)
