"""What goes into a turn and what comes out of it.

Lives here: events, replies, conversations and turns as frozen data, and the grammar of callback data.
Never here: decisions, texts, markup of a channel.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.model import ID_LIMIT, Danger
from bot.core.term import term_link

# Bot API: callback_data is 1-64 bytes. Ours is a verb of one to three letters, a colon, ids and small numbers.
DATA_LIMIT = 64
# So many misses in a row offer the whole menu, and end what was talked about.
MISSES = 2
_DATA = re.compile(rf"([a-z]{{1,3}})(?::([a-z0-9-]{{1,{ID_LIMIT}}}))?(?::([a-z0-9+-]{{1,{ID_LIMIT}}}))?")


class Outcome(StrEnum):
    """What a turn came to."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    FALLBACK = "fallback"
    SMALLTALK = "smalltalk"
    MENU = "menu"
    CRISIS = "crisis"
    HANDOFF = "handoff"


class Verb(StrEnum):
    """What a button does. The letters are stored in old messages for ever: never give one a new meaning."""

    ENTRY = "e"  # e:ID[:vs]        show an entry; or beside the last answer, to compare them
    TOPIC = "t"  # t:ID[:PAGE]      show a topic's menu
    MENU = "m"  # m                 show the main menu
    NONE = "x"  # x                 "none of these"
    HELP = "h"  # h                 help
    SAFE = "s"  # s                 "that is not what I meant" under a crisis reply
    LINES = "l"  # l                help lines
    REFLECT = "r"  # r:ID:STEP      guided reflection: question STEP, from 1; one more is the end
    VOTE = "v"  # v:up|down         a thumb for the message it stands under
    PRIVACY = "p"  # p:CHOICE       what is kept of a person: a copy, deletion, objection
    ARTICLE = "a"  # a:ID:NUMBER    an article of a rulebook
    TERM = "d"  # d:ID[:ENTRY]      what a term means; the entry it was tapped under, to go back to
    GLOSSARY = "g"  # g[:LETTER[:PAGE]]   the terms of a letter; without one, the letters
    CHAPTER = "b"  # b:ID[:PLACE[-PAGE]]   the articles of its chapter PLACE, from 1; of place 0, or none, its chapters


# What marks an entry's button that compares.
BESIDE = "vs"


@dataclass(frozen=True, slots=True)
class Data:
    """Callback data, taken apart."""

    verb: Verb
    target: str = ""
    extra: str = ""

    def __str__(self) -> str:
        return ":".join(part for part in (self.verb, self.target, self.extra) if part)

    @property
    def start(self) -> str:
        """What opens an entry, an article or a term by a link, behind /start: letters, digits, "-" and "_" may stand
        there (Bot API, deep linking), and no id has a "_"."""
        if self.verb is Verb.TERM:
            return term_link(self.target)
        return f"{self.target}_{self.extra}" if self.verb is Verb.ARTICLE else self.target

    @classmethod
    def parse(cls, text: str) -> Data | None:
        """The parts of `text`, or None: what a client sends is not to be trusted."""
        found = _DATA.fullmatch(text) if len(text) <= DATA_LIMIT else None
        if found is None or found[1] not in set(Verb):
            return None
        return cls(Verb(found[1]), found[2] or "", found[3] or "")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text that a person typed. `at` is in seconds on any steady scale."""

    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Callback:
    """A pressed button."""

    data: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash ("start", "menu", "cari", ...) and what stood behind it."""

    name: str
    argument: str = ""
    at: float = 0.0


Event = Utterance | Callback | Command


@dataclass(frozen=True, slots=True)
class QuickReply:
    """A button under a reply. Either `data` (a callback) or `url` is set."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """An entry, or an article of a rulebook (`entry` is empty then), as it is shown. Channels decide how: `summary`
    first, `body` may be folded away."""

    entry: str
    title: str
    summary: str
    body: str
    context: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot says. `in_place`: a menu screen, which replaces the message whose button was pressed."""

    text: str = ""
    passages: tuple[Passage, ...] = ()
    closing: str = ""
    buttons: tuple[tuple[QuickReply, ...], ...] = ()
    in_place: bool = False

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries that are shown; an article of a rulebook is none."""
        return tuple(passage.entry for passage in self.passages if passage.entry)

    @property
    def flat_buttons(self) -> tuple[QuickReply, ...]:
        return tuple(button for row in self.buttons for button in row)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how sure the bot is that it answers the question, 0 to 1."""

    entry: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state of one chat.

    `shown`: entries of the last reply, in order; `offered`: labels and data of the last choices;
    `listed`: the list that ordinals count in; `seen_at`: when the last event came, on the events' scale.
    `past`: the entries of the last answers, `lists` the lists before `listed`, the newest of each last.
    `danger`: somebody is in danger, and of which kind; `checking`: they were asked whether they are safe after all.
    `article`: the last article of a rulebook that was shown, as the data of its button.
    Of what they wrote nothing is kept.
    """

    shown: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    offered: tuple[QuickReply, ...] = ()
    asked: str = ""
    misses: int = 0
    turns: int = 0
    seen_at: float = 0.0
    past: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    danger: Danger | None = None
    checking: bool = False
    article: str = ""

    def advance(self, at: float, **changes: object) -> Conversation:
        """The conversation after one more turn."""
        return replace(self, turns=self.turns + 1, seen_at=at, **changes)  # type: ignore[arg-type]

    def within(self, entries: Container[str]) -> Conversation:
        """The conversation without the entries that are there no longer: knowledge may change between two turns."""

        def left(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(entry for entry in ids if entry in entries)

        if all(entry in entries for ids in (self.shown, self.listed, self.past, *self.lists) for entry in ids):
            return self
        lists = tuple(found for one in self.lists if (found := left(one)))
        return replace(self, shown=left(self.shown), listed=left(self.listed), past=left(self.past), lists=lists)


@dataclass(frozen=True, slots=True)
class Turn:
    """All that one event led to. `private`: the text of the event must not be kept anywhere. `follows`: it goes on with
    a talk about danger, and is no further alarm."""

    event: Event
    outcome: Outcome
    reply: Reply
    conversation: Conversation
    matches: tuple[Match, ...] = ()
    confidence: float = 0.0
    gap: str = ""
    private: bool = False
    follows: bool = False
