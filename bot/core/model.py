"""The knowledge as frozen data: what the bot can say, and what it has been taught about questions.

Lives here: entries, gaps, small talk, safety, rulebooks, the bot's own sentences, the lexicon, and lookups over them.
Never here: files, YAML, ranking, decisions. Whoever builds a `Knowledge` has checked it (see bot.storage).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from bot.core.policy import Policy
from bot.core.rounds import QuizItem
from bot.core.rulebook import Quote, Rulebook
from bot.core.term import Term

# Telegram's start parameter holds 64 characters and callback data 64 bytes; an id must fit both with a prefix.
ID_LIMIT = 32
# A button shows about this many characters before a phone cuts it.
TITLE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One answerable thing. `summary` is shown first, `answer` below it; `context` says where the answer holds.

    `simple` says it in plain words, `example` is an example of it. `according`: the textbook or organisation it rests
    on; `valid`: since or until when it holds; `checked_on`: an ISO date; `facts`: the verified facts behind it.
    `reflection`: questions that people may put to themselves, one at a time; usually those of the answer.
    `quotes`: what the answer quotes of laws; `quiz`: questions by which people may test what they know of it.
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
    simple: str = ""
    example: str = ""
    according: str = ""
    checked_on: str = ""
    valid: str = ""
    facts: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    quiz: tuple[QuizItem, ...] = ()

    def is_titled(self, text: str) -> bool:
        """Whether `text` is its title, whatever the case."""
        return text.casefold() == self.title.casefold()

    @property
    def own_ways(self) -> tuple[str, ...]:
        """The ways of asking that say more than its title does."""
        return tuple(way for way in self.questions if not self.is_titled(way))


@dataclass(frozen=True, slots=True)
class Topic:
    """A menu: its entries in the order of the file. `parent`: the topic whose menu it stands in; "": the main menu."""

    id: str
    title: str
    entries: tuple[str, ...]
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic people ask about that the knowledge does not cover: said honestly, with where to ask."""

    id: str
    title: str
    questions: tuple[str, ...]
    reply: str
    ask: str
    nearest: str
    danger: Danger | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """Small talk. `outcome` is the outcome of its turn ("smalltalk", "handoff" or "menu"), `screen` the screen it shows
    instead of the menu. `courtesy`: it may stand before or behind a question without being what is meant."""

    id: str
    questions: tuple[str, ...]
    replies: tuple[str, ...]
    outcome: str = "smalltalk"
    courtesy: bool = False
    screen: str = ""


class Danger(StrEnum):
    """The kinds of danger: each has help lines of its own. The values are kept in conversations."""

    SUICIDE = "suicide"  # thoughts of suicide, self-harm
    DONE = "done"  # something was taken or done: an ambulance comes first
    FAMILY = "family"  # violence by a partner or in the family
    CHILD = "child"  # a child hurt or neglected
    SEXUAL = "sexual"  # sexual violence, also by pictures and threats
    NEGLECT = "neglect"  # an old, sick or disabled person neglected
    OTHER = "other"  # somebody else in danger
    UNCLEAR = "unclear"


class Move(StrEnum):
    """What somebody in danger writes next."""

    SERIOUS = "serious"
    AFRAID = "afraid"  # afraid or ashamed to call
    NO_CREDIT = "no-credit"  # cannot call: no credit, cannot speak aloud
    NO_ANSWER = "no-answer"  # nobody answers the line
    ALONE = "alone"
    WHAT_NOW = "what-now"
    CAN_YOU_HELP = "can-you-help"
    TELL_NOBODY = "tell-nobody"
    STORY = "story"
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    SILENCE = "silence"
    CRYING = "crying"
    REFUSES = "refuses"  # no advice
    WORSE = "worse"
    SAFE = "safe"
    JOKE = "joke"  # a joke, a misunderstanding
    THANKS = "thanks"
    UNKNOWN = "unknown"  # none of these was recognised


@dataclass(frozen=True, slots=True)
class Opening:
    """How a kind of danger is answered first: `variants` of what is said, the ids of the help lines, the fitting one
    first, and `closing`: what the bot is and is not. `source`: the guidance that it rests on."""

    variants: tuple[str, ...]
    lines: tuple[str, ...]
    closing: str
    source: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said to a move: for any kind of danger, and better where the kind has its own. Two variants at least, so
    that nothing is said twice running."""

    general: tuple[str, ...]
    by_kind: Mapping[Danger, tuple[str, ...]]
    source: str


@dataclass(frozen=True, slots=True)
class Support:
    """How the bot talks with somebody in danger. All texts have variants, which take turns.

    `examples` of moves teach how they are told apart; `line_requests` and `other_requests`, who asks for a help line.
    `group` and `group_next` are said where others read along, `after` below an answer that ends the talk, `confirmed`
    when it was no danger, `doubted` when that is not confirmed, `beside` under an ordinary answer, `requested` above
    the lines that somebody asked for. Texts may hold {utama}, the fitting line, and {tulis}, where one can write to.
    """

    openings: Mapping[Danger, Opening]
    answers: Mapping[Move, Answers]
    examples: Mapping[Move, tuple[str, ...]]
    line_requests: tuple[str, ...]
    other_requests: tuple[str, ...]
    group: tuple[str, ...]
    group_next: tuple[str, ...]
    after: tuple[str, ...]
    confirmed: tuple[str, ...]
    doubted: tuple[str, ...]
    beside: tuple[str, ...]
    requested: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A public help line. `checked_on` is an ISO date; an operator confirms the line before relying on it.

    `id` is what openings call it by, `short` its name within a sentence, `writing` where it can be reached without
    speaking; each may be empty.
    """

    name: str
    contact: str
    note: str
    source: str
    checked_on: str
    id: str = ""
    short: str = ""
    writing: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """Words and patterns of danger, in the notation of bot.core.safety.signs.

    `groups` are expressions by group; `background` groups are no sign by themselves, `calming` ones speak against
    danger; `patterns` are groups that together mean danger, `personal` ones that somebody asks about what they live
    through; `idioms` only sound like it; `affixes` belong to no group.
    """

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    background: tuple[str, ...] = ()
    calming: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    affixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Safety:
    """How messages of danger are noticed and answered. `danger` and `harmless` are example messages; `kinds` are those
    of danger whose kind is told."""

    danger: tuple[str, ...]
    harmless: tuple[str, ...]
    reply: str = ""
    lines: tuple[HelpLine, ...] = ()
    group_reply: str = ""
    signs: Signs = field(default_factory=Signs)
    kinds: Mapping[Danger, tuple[str, ...]] = field(default_factory=dict)
    support: Support | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """Words that connect two things, compare them, go on from what was said, and ask."""

    compare: tuple[str, ...] = ()
    join: tuple[str, ...] = ()
    opener: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


class Act(StrEnum):
    """What a message does with the answers before it. Those of NAMED name an entry, or a part of its name."""

    SHORTER = "shorter"
    SIMPLER = "simpler"
    LONGER = "longer"
    EXAMPLE = "example"
    AGAIN = "again"
    SOURCE = "source"
    NEXT = "next"
    PREVIOUS = "previous"
    OTHERS = "others"
    COMPARE = "compare"  # the things just spoken of
    WHY = "why"
    ASPECT = "aspect"  # who, where, how ... of what was just explained
    BOTH = "both"
    OTHER_ONE = "other-one"
    BACK = "back"  # to an earlier answer
    YES = "yes"
    NO = "no"
    MENU = "menu"
    SAME_OF = "same-of"  # the same question about another thing
    CORRECT = "correct"
    SWITCH = "switch"
    BACK_TO = "back-to"
    COMPARE_WITH = "compare-with"
    ASK = "ask"  # a question that stands on its own
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Steering:
    """How people steer a conversation, in examples: whole messages by act, and those that hold {x}, a name.

    `openings`, `closings`, `vocatives` and `chatter` say nothing of the subject and stand at the edges of a message.
    `places[0]` are the ways to say "first"; `pointers` stand before a place; `last`, `middle`, `top` and `bottom` are
    places without a number.
    """

    acts: Mapping[Act, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[Act, tuple[str, ...]] = field(default_factory=dict)
    openings: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    vocatives: tuple[str, ...] = ()
    chatter: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    places: tuple[tuple[str, ...], ...] = ()
    last: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words. `slang` maps colloquial to standard; `concepts` are synonyms by name.

    Function words, as linguists call them, only ask, link and are polite ("apa", "yang", "tolong"), and say nothing of
    a subject (stop words of a search engine); function phrases are greetings and the like, which may be taken off.
    """

    slang: Mapping[str, str] = field(default_factory=dict)
    function_words: frozenset[str] = frozenset()
    function_phrases: tuple[str, ...] = ()
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    steering: Steering = field(default_factory=Steering)


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
    out_of_scope: tuple[str, ...]
    safety: Safety
    phrases: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    version: str = ""
    rulebooks: Mapping[str, Rulebook] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    terms: Mapping[str, Term] = field(default_factory=dict)

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The ids below each parent, in the order of the file."""
        found: dict[str, tuple[str, ...]] = {}
        for entry in self.entries.values():
            if entry.parent:
                found[entry.parent] = (*found.get(entry.parent, ()), entry.id)
        return found

    @cached_property
    def quizzed(self) -> tuple[str, ...]:
        """The entries with quiz questions, in the order of the files."""
        return tuple(entry.id for entry in self.entries.values() if entry.quiz)

    def subtopics(self, topic_id: str = "") -> tuple[Topic, ...]:
        """The topics in the menu of a topic, or in the main menu."""
        return tuple(topic for topic in self.topics.values() if topic.parent == topic_id)

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
