"""The knowledge as frozen data: what the bot can say, and what it has been taught about questions.

Lives here: entries, gaps, small talk, safety, the bot's own sentences, the lexicon, and lookups over them.
Never here: files, YAML, ranking, decisions. Whoever builds a `Knowledge` has checked it (see bot.storage).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Telegram's start parameter holds 64 characters and callback data 64 bytes; an id must fit both with a prefix.
ID_LIMIT = 32
# A button shows about this many characters before a phone cuts it.
TITLE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One answerable thing. `summary` is shown first, `answer` below it; `context` says where the answer holds.

    `reflection`: questions that people may put to themselves, one at a time; usually those of the answer.
    """

    id: str
    title: str
    topic: str
    questions: tuple[str, ...]
    summary: str
    answer: str
    source: str = ""
    context: str = ""
    parent: str = ""
    related: tuple[str, ...] = ()
    confusable: tuple[str, ...] = ()
    reflection: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A menu: its entries in the order of the file."""

    id: str
    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic people ask about that the knowledge does not cover: said honestly, with where to ask."""

    id: str
    title: str
    questions: tuple[str, ...]
    reply: str
    ask: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Intent:
    """Small talk. `outcome` is the outcome of its turn ("smalltalk", "handoff" or "menu")."""

    id: str
    questions: tuple[str, ...]
    replies: tuple[str, ...]
    outcome: str = "smalltalk"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A public help line. `checked_on` is an ISO date; an operator confirms the line before relying on it."""

    name: str
    contact: str
    note: str
    source: str
    checked_on: str


@dataclass(frozen=True, slots=True)
class Signs:
    """Words and patterns of danger, in the notation of bot.core.signs.

    `groups` are expressions by group; `background` groups are no sign by themselves, `calming` ones speak against
    danger; `patterns` are groups that together mean danger; `idioms` only sound like it; `affixes` belong to no group.
    """

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    background: tuple[str, ...] = ()
    calming: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    affixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safety:
    """How messages of danger are noticed and answered. `danger` and `harmless` are example messages."""

    danger: tuple[str, ...]
    harmless: tuple[str, ...]
    reply: str = ""
    lines: tuple[HelpLine, ...] = ()
    group_reply: str = ""
    signs: Signs = field(default_factory=Signs)


@dataclass(frozen=True, slots=True)
class Moves:
    """How people steer a conversation: expressions a move. `ordinals[0]` are the ways to say "first"."""

    next: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    repeat: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    correct: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    opener: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    pointer: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    ordinals: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words. `slang` maps colloquial to standard; `frame` asks rather than says; `concepts` are synonyms by name."""

    slang: Mapping[str, str] = field(default_factory=dict)
    frame: frozenset[str] = frozenset()
    frame_phrases: tuple[str, ...] = ()
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)


@dataclass(frozen=True, slots=True)
class About:
    """What the bot is called, what it answers about, and how it presents itself to Telegram."""

    name: str
    subject: str
    description: str
    short_description: str


@dataclass(frozen=True)
class Knowledge:
    """All that the bot knows. `version` changes with any change of the files it came from."""

    about: About
    topics: Mapping[str, Topic]
    entries: Mapping[str, Entry]
    gaps: Mapping[str, Gap]
    intents: Mapping[str, Intent]
    foreign: tuple[str, ...]
    safety: Safety
    phrases: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    version: str = ""

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The ids below each parent, in the order of the file."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.entries.values():
            if entry.parent:
                found[entry.parent] = (*found.get(entry.parent, ()), entry.id)
        return found

    def phrase(self, key: str, turn: int = 0, **values: str) -> str:
        """The bot's sentence `key`; its variants take turns. Placeholders are `{name}`."""
        variants = self.phrases[key]
        text = variants[turn % len(variants)]
        for name, value in {"subjek": self.about.subject, "nama": self.about.name, **values}.items():
            text = text.replace("{" + name + "}", value)
        return text

    def siblings(self, entry_id: str) -> tuple[str, ...]:
        """The list that `entry_id` stands in: its parent's children, or its topic's top entries."""
        entry = self.entries[entry_id]
        if entry.parent:
            return self.children[entry.parent]
        topic = self.topics[entry.topic]
        return tuple(other for other in topic.entries if not self.entries[other].parent)
