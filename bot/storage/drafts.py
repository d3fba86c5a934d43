"""What the files say, each with its place: knowledge that has been read and not yet checked as a whole.

Lives here: the drafts and how they become a `Knowledge`.
Never here: fields and their types (see parts and sections), rules across files (see checks).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.core.model import About, Entry, Gap, Intent, Knowledge, Lexicon, Moves, Safety, Steering, Support, Topic
from bot.core.policy import Policy
from bot.core.rulebook import Quote, Rulebook
from bot.core.term import Term
from bot.storage.field_safety import FieldSafety, with_field
from bot.storage.places import Places
from bot.storage.problems import Place, Placed
from bot.storage.trials import Trial


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry; `ways` are its questions and `links` the pairs of a field and an id that it points to."""

    entry: Entry
    place: Place
    ways: tuple[Placed[str], ...]
    links: tuple[tuple[str, Placed[str]], ...]
    quotes: tuple[Placed[Quote], ...] = ()


@dataclass(frozen=True, slots=True)
class RulebookDraft:
    """A rulebook; `links` are the ids of entries that its articles name, `names` the ways people call it."""

    rulebook: Rulebook
    place: Place
    links: tuple[Placed[str], ...]
    names: tuple[Placed[str], ...]


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term; `links` is the id of the entry that it names, if it does, `names` all that it is called."""

    term: Term
    place: Place
    links: tuple[Placed[str], ...]
    names: tuple[Placed[str], ...]


@dataclass(slots=True)
class TopicDraft:
    """A topic as gathered from its files; `title` is the first one found."""

    place: Place
    title: Placed[str] | None = None
    parent: Placed[str] | None = None
    entries: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Drafts:
    """Everything read so far, in the order of the files."""

    places: Places
    keys: set[str] = field(default_factory=set)  # the top-level keys, whatever is under them
    abouts: list[Placed[About]] = field(default_factory=list)
    safeties: list[Placed[Safety]] = field(default_factory=list)
    supports: list[Placed[Support]] = field(default_factory=list)
    field_safeties: list[FieldSafety] = field(default_factory=list)
    groups_added_to: list[Placed[str]] = field(default_factory=list)
    topics: dict[str, TopicDraft] = field(default_factory=dict)
    entries: list[EntryDraft] = field(default_factory=list)
    gaps: list[Placed[Gap]] = field(default_factory=list)
    intents: list[Placed[Intent]] = field(default_factory=list)
    talk_added: list[tuple[Placed[str], tuple[Placed[str], ...]]] = field(default_factory=list)  # id, ways
    out_of_scope: list[str] = field(default_factory=list)
    phrases: dict[str, Placed[tuple[str, ...]]] = field(default_factory=dict)
    slang: dict[str, Placed[str]] = field(default_factory=dict)
    function_words: set[str] = field(default_factory=set)
    function_phrases: list[str] = field(default_factory=list)
    concepts: dict[str, list[str]] = field(default_factory=dict)
    moves: list[Placed[Moves]] = field(default_factory=list)
    policies: list[Placed[Policy]] = field(default_factory=list)
    steerings: list[Placed[Steering]] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    rulebooks: list[RulebookDraft] = field(default_factory=list)
    terms: list[TermDraft] = field(default_factory=list)

    def knowledge(self, version: str) -> Knowledge:
        """The finished knowledge; only for drafts without problems (IndexError if `abouts` is empty)."""
        return Knowledge(
            about=self.abouts[0].value,
            topics={
                name: Topic(
                    name,
                    draft.title.value if draft.title else "",
                    tuple(draft.entries),
                    draft.parent.value if draft.parent else "",
                )
                for name, draft in self.topics.items()
            },
            entries={draft.entry.id: draft.entry for draft in self.entries},
            gaps={gap.value.id: gap.value for gap in self.gaps},
            intents=self._intents(),
            out_of_scope=tuple(self.out_of_scope),
            safety=with_field(
                self.safeties[0].value,
                self.supports[0].value if self.supports else None,
                self.field_safeties,
            ),
            phrases={key: phrase.value for key, phrase in self.phrases.items()},
            lexicon=Lexicon(
                slang={word: standard.value for word, standard in self.slang.items()},
                function_words=frozenset(self.function_words),
                function_phrases=tuple(self.function_phrases),
                concepts={name: tuple(words) for name, words in self.concepts.items()},
                moves=self.moves[0].value if self.moves else Moves(),
                steering=self.steerings[0].value if self.steerings else Steering(),
            ),
            version=version,
            policy=self.policies[0].value if self.policies else Policy(),
            rulebooks={draft.rulebook.id: draft.rulebook for draft in self.rulebooks},
            terms={draft.term.id: draft.term for draft in self.terms},
        )

    def _intents(self) -> dict[str, Intent]:
        """Small talk, with what the subject adds to it; the places of that follow those of the general part."""
        found = {intent.value.id: intent.value for intent in self.intents}
        for name, ways in self.talk_added:
            own, places = found[name.value], self.places.intents[name.value]
            found[own.id] = replace(own, questions=(*own.questions, *(way.value for way in ways)))
            self.places.intents[own.id] = replace(places, ways=(*places.ways, *(way.place for way in ways)))
        return found
