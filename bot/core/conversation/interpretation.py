"""What a message may mean, all on one scale: from candidates with their chances to the likeliest.

Lives here: candidates for one message in its conversation, and the evidence for each.
Never here: what is done about the likeliest (bot.core.conversation.dialogue), danger, replies.

No candidate goes before another: each states its chance, 0 to 1, from what the ranking says of the words, how much of
the message it explains, and what the message is likely to do with the answers before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz

from bot.core.conversation.acts import ActReader
from bot.core.conversation.places import PlaceReader, Places, lines
from bot.core.conversation.questions import Question, Questions
from bot.core.conversation.segments import Segmenter
from bot.core.language.text import Reading
from bot.core.model import Act
from bot.core.ranking.ranker import Ranking
from bot.core.turns import Conversation, Data, QuickReply, Verb

# A typed label may differ from the button's by a slip or two.
LABEL_LIKENESS = 90
# What a meaning rests on that is just what the ranking says of the words.
RANKING = "ranking"
SURE = 0.97
# What speaks for an answer from different sides, and how much each further side is worth.
TOGETHER, TOGETHER_WORTH = frozenset({RANKING, "slot", "explained", Act.ASPECT, Act.WHY}), 0.6
# "The first one" of what was asked before counts in a list of so many.
LONG_PAST = 6
# At most this many passages in one reply.
SEVERAL = 3
# Acts that are about the answer before, and need nothing else.
ON_ANSWER = {
    Act.SHORTER: "brief", Act.SIMPLER: "simple", Act.LONGER: "full", Act.EXAMPLE: "example", Act.AGAIN: "again",
    Act.SOURCE: "source", Act.WHY: "aspect", Act.ASPECT: "aspect",
}  # fmt: skip
# Acts that go from the answer before to another.
GOING = frozenset({Act.NEXT, Act.PREVIOUS, Act.OTHERS, Act.COMPARE, Act.BOTH, Act.OTHER_ONE, Act.BACK})
# Acts that name an entry, or a part of its name.
NAMING = frozenset({Act.SAME_OF, Act.CORRECT, Act.SWITCH, Act.BACK_TO, Act.COMPARE_WITH})


class Way(StrEnum):
    """How a meaning is carried out."""

    ANSWER = "answer"  # as it stands, or said of something before
    CHOICE = "choice"  # a button that was typed
    BRIEF = "brief"
    SIMPLE = "simple"
    FULL = "full"
    EXAMPLE = "example"
    AGAIN = "again"
    SOURCE = "source"
    ASPECT = "aspect"
    COMPARE = "compare"
    ALL = "all"  # several, one below the other
    OTHERS = "others"
    END = "end"  # the list has no more
    NOT_THAT = "not-that"
    NOTHING = "nothing"  # there is no answer before that it could be about
    TALK = "talk"
    GAP = "gap"
    MENU = "menu"
    LINES = "lines"  # help lines


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a message may mean, with its chance, 0 to 1. `because` names the evidence, for whoever looks."""

    way: Way
    chance: float
    entries: tuple[str, ...] = ()
    data: str = ""
    name: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as understood: its question (the core of it), the meanings, the likeliest first, and its acts."""

    question: Question
    meanings: tuple[Meaning, ...]
    acts: Mapping[Act, float]
    peeled: int

    @property
    def best(self) -> Meaning | None:
        return self.meanings[0] if self.meanings else None


@dataclass(frozen=True)
class Interpreter:
    """Finds the meanings of messages for one knowledge."""

    questions: Questions
    segmenter: Segmenter
    acts: ActReader
    places: PlaceReader
    titles: Mapping[tuple[str, ...], str]
    own_words: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    about: frozenset[str]
    ways: Mapping[tuple[str, ...], str]

    @classmethod
    def build(cls, questions: Questions) -> Interpreter:
        knowledge, reader = questions.knowledge, questions.reader
        titles = {reader.read(entry.title).forms: entry.id for entry in knowledge.entries.values()}
        ways = {
            reader.read(way).forms: entry.id for entry in knowledge.entries.values() for way in entry.questions
        }
        moves = knowledge.lexicon.moves
        return cls(
            questions, Segmenter.build(knowledge, reader), ActReader.build(knowledge, reader),
            PlaceReader.build(knowledge.lexicon.steering, moves.join), titles, *_own_words(questions), ways,
        )  # fmt: skip

    def understand(self, text: str, conversation: Conversation) -> Understood:
        """The meanings of `text`, the likeliest first."""
        whole = self.questions.reader.read(text)
        segments = self.segmenter.cut(whole)
        core = segments.core if segments.core.words else whole
        question = self.questions.asked(text, core, whole)
        acts = self._acts(core, whole)
        turn = _Turn(self, question, whole, conversation, acts, not segments.core.words)
        found = sorted(turn.weighed(), key=lambda one: -one.chance)
        return Understood(question, _merged(found), acts, segments.peeled)

    def _acts(self, core: Reading, whole: Reading) -> Mapping[Act, float]:
        """What the core of a message does, or the whole of it where that says more: what opens a question may be all
        that is said."""
        acts = self.acts.chances(core)
        if core is whole:
            return acts
        all_of_it = self.acts.chances(whole)
        steering = (*ON_ANSWER, *GOING, Act.MENU, Act.NO)
        said, more = (max((found.get(act, 0.0) for act in steering), default=0.0) for found in (acts, all_of_it))
        return all_of_it if more > said and not self.acts.left_over(core).words else acts

    @property
    def children(self) -> tuple[str, ...]:
        """The entries that belong to an overview."""
        return tuple(child for row in self.questions.knowledge.children.values() for child in row)

    def siblings(self, entry: str) -> tuple[str, ...]:
        return self.questions.knowledge.siblings(entry)


def _own_words(questions: Questions) -> tuple[dict[str, tuple[frozenset[str], frozenset[str]]], frozenset[str]]:
    """The roots of each title that name it among its siblings, and those that do not; the roots of the subject."""
    knowledge, reader, concepts = questions.knowledge, questions.reader, questions.ranker.index.concepts
    words = {
        entry.id: frozenset(word.stem for word in reader.read(entry.title).content)
        for entry in knowledge.entries.values()
    }
    # The subject itself names none of its entries.
    subject = reader.read(knowledge.about.subject)
    synonyms = [word for name in concepts.find(subject.forms) for word in concepts.words[name]]
    about = frozenset((*(word.stem for word in subject.content), *map(reader.stem, synonyms), *synonyms))
    found = {}
    for entry in knowledge.entries:
        row = knowledge.siblings(entry)
        times = Counter(word for other in row for word in words[other])
        shared = frozenset(word for word, count in times.items() if count > len(row) / 2 and len(row) > 1)
        found[entry] = (words[entry] - shared - about, shared | about)
    return found, about


def _merged(found: Sequence[Meaning]) -> tuple[Meaning, ...]:
    """Each meaning once, by what it leads to. What several kinds of evidence speak for is likelier by all of them."""
    kept: dict[tuple[object, ...], Meaning] = {}
    because: dict[tuple[object, ...], set[str]] = {}
    for one in found:
        shows = one.way in (Way.ANSWER, Way.ASPECT)
        key = (Way.ANSWER if shows else one.way, one.entries, one.data, one.name)
        best = kept.setdefault(key, one)
        seen = because.setdefault(key, {one.because})
        if shows and one.because not in seen and one.because in TOGETHER and best.because in TOGETHER:
            kept[key] = replace(best, chance=1.0 - (1.0 - best.chance) * (1.0 - TOGETHER_WORTH * one.chance))
            seen.add(one.because)
    return tuple(sorted(kept.values(), key=lambda one: -one.chance))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message with all that its meanings are judged by. `empty`: it is nothing but opening and closing."""

    of: Interpreter
    question: Question
    whole: Reading
    before: Conversation
    acts: Mapping[Act, float]
    empty: bool

    # -- what was said before ----------------------------------------------------------------------------------

    @property
    def here(self) -> str:
        """The entry that was spoken of last."""
        return self.before.shown[-1] if self.before.shown else ""

    @property
    def ranking(self) -> Ranking:
        return self.question.ranking

    @property
    def content(self) -> Reading:
        """The words that say something beside the act."""
        return self.of.acts.left_over(self.question.reading)

    def act(self, *acts: Act) -> float:
        return sum(self.acts.get(act, 0.0) for act in acts)

    def meanings(self) -> Iterator[Meaning]:
        yield from self._typed_labels()
        yield from self._places()
        yield from self._on_answer()
        yield from self._going()
        yield from self._named()
        yield from self._several()
        yield from self._standing()
        yield from self._talk()

    def weighed(self) -> Iterator[Meaning]:
        """The meanings, less likely where the message takes back what they show."""
        taken_back = self.act(Act.CORRECT, Act.NO)
        for one in self.meanings():
            again = one.way in (Way.ANSWER, Way.ASPECT) and one.entries == (self.here,)
            yield replace(one, chance=one.chance * (1.0 - taken_back)) if again else one

    # -- labels and places -------------------------------------------------------------------------------------

    def _typed_labels(self) -> Iterator[Meaning]:
        """A title letter for letter, or the label of a button; never a look-alike's."""
        forms = {self.question.reading.forms, self.whole.forms}
        for typed in forms:
            if typed and (entry := self.of.titles.get(typed)):
                yield Meaning(Way.ANSWER, SURE, (entry,), because="title")
        likeness = [(self._like(button), button) for button in self.before.offered if button.data]
        best = max(likeness, key=lambda pair: pair[0], default=(0.0, QuickReply("")))
        if best[0] >= LABEL_LIKENESS and not self._is_question(best[1]):
            yield Meaning(Way.CHOICE, SURE * best[0] / 100, data=best[1].data, because="label")

    def _like(self, button: QuickReply) -> float:
        typed, label = self.whole, self.of.questions.reader.read(button.label)
        if not label.words or len(label.content) != len(typed.content):
            return 0.0
        # "mikro" and "makro" are alike and not the same: whoever types a title means that one.
        if typed.forms in self.of.titles:
            return 100.0 * (typed.forms == label.forms)
        return fuzz.ratio(typed.text, label.text)

    def _is_question(self, button: QuickReply) -> bool:
        """Whether a topic's label is better taken as the question it also is; its menu is a tap away."""
        parsed = Data.parse(button.data)
        reading = self.question.reading
        asks = len(reading.content) < len(reading.words)
        sure = self.ranking.confidence >= self.of.questions.thresholds.answer
        return parsed is not None and parsed.verb is Verb.TOPIC and asks and sure

    def _places(self) -> Iterator[Meaning]:
        for listed in (self.before.listed, *reversed(self.before.lists)):
            found = self.of.places.read(self.question.reading, len(listed)) or self.of.places.read(
                self.whole, len(listed)
            )
            if found is not None:
                yield self._placed(found, tuple(listed[place] for place in found.found)[:SEVERAL])
                return

    def _placed(self, found: Places, entries: tuple[str, ...]) -> Meaning:
        """What the places of a list mean, and what is said of them."""
        rest = self.of.acts.left_over(found.rest)
        share = self._explained(rest, entries)
        sure = 0.95 if found.pointed or not found.rest.content else 0.7
        chance = sure * (0.45 + 0.5 * share if rest.words else 1.0)
        way = Way.ANSWER if len(entries) == 1 else Way.COMPARE if self._compares() else Way.ALL
        acts = self.of.acts.chances(found.rest) if found.rest.words else {}
        if len(entries) == 1 and self.acts:
            best = max(self.acts, key=lambda act: self.acts[act])
            way = Way(ON_ANSWER[best]) if best in ON_ANSWER and self.acts[best] > 0.5 else way
        if len(entries) > 1 and way is Way.COMPARE:
            sure = SURE
        # "the first thing I asked" counts in what was asked, not in a list.
        return Meaning(way, chance * (1.0 - 0.8 * acts.get(Act.BACK, 0.0)), entries, because="place")

    def _compares(self) -> bool:
        return self.of.questions.moves.compares(self.whole) or self.act(Act.COMPARE, Act.COMPARE_WITH) > 0.5

    # -- about the answer before -------------------------------------------------------------------------------

    def _on_answer(self) -> Iterator[Meaning]:
        content = self.content
        named = bool(content.words)
        about = self._about()
        for act, way in ON_ANSWER.items():
            chance = self.acts.get(act, 0.0)
            if chance < 0.05:
                continue
            if not about:
                yield Meaning(Way.NOTHING, chance * (0.3 if named else 0.9), because=act)
                continue
            for entry, likely in about:
                yield Meaning(Way(way), chance * likely, (entry,), because=act)
        if self.here and named:
            share = self._explained(content, (self.here,))
            # Any entry uses most everyday words somewhere, so that explains a message only as far as it is short.
            short = 1.0 if len(content.words) <= 3 else 0.6
            # An overview uses the words of all its parts; who asks on asks about a part.
            short *= 0.5 if self.here in self.of.questions.knowledge.children else 1.0
            yield Meaning(Way.ASPECT, share * short * (0.35 + 0.45 * self._leans()), (self.here,), because="explained")
            if self._belongs_to_it():
                yield Meaning(Way.ASPECT, 0.72, (self.here,), because="its")

    def _belongs_to_it(self) -> bool:
        """ "its use": something of what was spoken of, in words that the knowledge uses and that name no entry."""
        stems = [word.stem for word in self.content.words]
        known = self.of.questions.ranker.index.vocabulary.weights
        ours = all(stem in known and stem not in self.of.acts.names for stem in stems)
        return 0 < len(stems) <= 2 and ours and self.of.questions.moves.points_back(self.question.reading)

    def _leans(self) -> float:
        """How likely the message leans on something before."""
        return min(1.0, 1.0 - self.act(Act.ASK, Act.TALK))

    def _about(self) -> list[tuple[str, float]]:
        """The entries an act may be about: the one that the message names, else the last one."""
        content = self.content
        found: dict[str, float] = {}
        if content.words:
            best = self.ranking.matches[0]
            named = max(best.confidence, self._slot().get(best.entry, 0.0))
            found[best.entry] = 0.95 * named
        if self.here:
            share = self._explained(content, (self.here,)) if content.words else 1.0
            found[self.here] = max(found.get(self.here, 0.0), 0.2 + 0.75 * share)
        return list(found.items())

    def _explained(self, content: Reading, entries: Sequence[str]) -> float:
        """The share of the words that the entries explain; 1 if there is none to explain."""
        if not content.words:
            return 1.0
        index = self.of.questions.ranker.index
        found = index.vocabulary.explain(content, entries, index.concepts, index.concepts.find(content.forms))
        return max((one.share for one in found), default=0.0)

    # -- from one answer to another ----------------------------------------------------------------------------

    def _going(self) -> Iterator[Meaning]:
        share = 0.35 if self.content.words else 1.0
        compares = 1.0 if self._compares() else 0.0
        for act in GOING - {Act.COMPARE}:
            if (chance := self.acts.get(act, 0.0) * (1.0 - 0.7 * compares)) >= 0.05:
                gone = self._gone(act, chance)
                explained = self._explained(self.content, gone.entries) if self.content.words and gone.entries else 1.0
                yield replace(gone, chance=chance * (0.35 + 0.65 * explained) if gone.entries else chance * share)
        both = self.act(Act.COMPARE, Act.COMPARE_WITH, *(GOING if compares else ()))
        if both >= 0.05:
            yield self._gone(Act.COMPARE, min(0.94, both) * share)
        if (menu := self.act(Act.MENU) * share) >= 0.05:
            yield Meaning(Way.MENU, menu, because=Act.MENU)
        if (no := self.act(Act.NO) * share) >= 0.05 and self.before.shown:
            yield Meaning(Way.NOT_THAT, no, because=Act.NO)

    def _gone(self, act: Act, chance: float) -> Meaning:
        if not self.here and not (act is Act.BOTH and self._choices()):
            return Meaning(Way.NOTHING, chance * 0.9, because=act)
        match act:
            case Act.NEXT | Act.PREVIOUS:
                return self._stepped(act, chance)
            case Act.OTHERS:
                return Meaning(Way.OTHERS, chance, (self.here,), because=act)
            case Act.COMPARE:
                pair = self._pair()
                return Meaning(Way.COMPARE, chance if len(pair) > 1 else chance * 0.5, pair, because=act)
            case Act.BOTH:
                return Meaning(Way.ALL, chance, self._choices()[:SEVERAL] or self._pair(), because=act)
            case Act.OTHER_ONE:
                return Meaning(Way.ANSWER, chance, (self._other_one(),), because=act)
            case _:
                return Meaning(Way.ANSWER, chance, (self._earlier(),), because=act)

    def _stepped(self, act: Act, chance: float) -> Meaning:
        row = self._row()
        place = row.index(self.here) + (-1 if act is Act.PREVIOUS else 1)
        if 0 <= place < len(row):
            return Meaning(Way.ANSWER, chance, (row[place],), because=act)
        return Meaning(Way.END, chance, because=act)

    def _row(self) -> Sequence[str]:
        """The list that "next" walks along: an overview's children, the last list, or the entry's own siblings."""
        children = self.of.questions.knowledge.children.get(self.here, ())
        if children:
            return (self.here, *children)
        siblings = self.of.siblings(self.here)
        listed = self.before.listed
        return siblings if self.here in siblings or self.here not in listed else listed

    def _choices(self) -> tuple[str, ...]:
        """The entries that the bot asked to choose from, if it just did."""
        parsed = [Data.parse(button.data) for button in self.before.offered if button.data]
        asked = self.before.misses > 0 or any(data and data.verb is Verb.NONE for data in parsed)
        return tuple(data.target for data in parsed if data and data.verb is Verb.ENTRY) if asked else ()

    def _pair(self) -> tuple[str, ...]:
        """The things just spoken of: those of one answer, or the last two answers."""
        if choices := self._choices():
            return choices[:2]
        if len(self.before.shown) > 1:
            return self.before.shown
        earlier = [entry for entry in reversed(self.before.past) if entry != self.here]
        return (earlier[0], self.here) if earlier else (self.here,)

    def _other_one(self) -> str:
        """The one of two or three that was not shown last."""
        seen = {self.here, *(self.before.past[-2:] if len(self.before.past) > 1 else ())}
        row = [entry for entry in self._row() if entry not in seen]
        pair = [entry for entry in self._pair() if entry != self.here]
        if len(self.before.listed) == 2 and self.here in self.before.listed and len(self.before.shown) == 1:
            return next(entry for entry in self.before.listed if entry != self.here)
        siblings = self.of.siblings(self.here)
        return row[0] if len(siblings) <= 3 and row else pair[0] if pair else self.here

    def _earlier(self) -> str:
        """The answer to go back to: the first one if the message says "first", else the one before the last miss."""
        if self.of.places.read(self.whole, LONG_PAST) is not None and self.before.past:
            return self.before.past[0]
        return self.here

    # -- naming something --------------------------------------------------------------------------------------

    def _named(self) -> Iterator[Meaning]:
        if not self.content.words:
            return
        compare = max(self.act(Act.COMPARE_WITH, Act.COMPARE), 0.9 if self._compares() else 0.0)
        back = self.act(Act.BACK_TO, Act.BACK)
        for entry, likely in sorted(self._slot().items(), key=lambda pair: -pair[1])[:3]:
            again = entry in self.before.past
            lean = 0.55 + 0.45 * min(1.0, self._leans() + (back if again else 0.0))
            lean *= 1.0 - 0.5 * self.act(Act.ASPECT, Act.WHY)
            yield Meaning(Way.ANSWER, likely * lean * (1.0 - 0.6 * compare), (entry,), because="slot")
            if compare >= 0.2 and self.here and entry != self.here:
                yield Meaning(Way.COMPARE, likely * (0.3 + 0.7 * compare), (self.here, entry), because="compare")

    def _slot(self) -> Mapping[str, float]:
        """Entries beside the last one, and earlier ones, that the words fit, said of what the last one is about."""
        if not self.here:
            return {}
        knowledge = self.of.questions.knowledge
        earlier = self.before.past if self.act(Act.BACK, Act.BACK_TO) >= 0.2 else ()
        pool = dict.fromkeys((*self.of.siblings(self.here), *self.before.listed, *earlier))
        parent = knowledge.entries[self.here].parent
        frame = parent or self.here
        title = self.of.questions.reader.read(knowledge.entries[frame].title)
        ranking = self.of.questions.rank(Reading((*title.words, *self.content.words))) if parent else self.ranking
        share = {entry: self._explained(self.content, (entry,)) for entry in pool}
        found = {match.entry: match.confidence for match in (*ranking.matches, *self.ranking.matches)}
        for match in (*ranking.matches, *self.ranking.matches):
            found[match.entry] = max(found[match.entry], match.confidence)
        named = {entry: self._names(entry) for entry in pool}
        return {
            entry: min(0.97, max(found.get(entry, 0.0), 0.85 * named[entry]))
            for entry in pool
            if named[entry] >= 0.5 or (found.get(entry, 0.0) >= 0.1 and share[entry] >= 0.3)
        }

    def _names(self, entry: str, reading: Reading | None = None) -> float:
        """How much the words name the entry: which share of them stands in its title, and which share of its title in
        them. Words that most siblings share say nothing."""
        own, shared = self.of.own_words[entry]
        words = {word.stem for word in (reading or self.content).content} & self.of.acts.names - shared
        both = words & own
        return len(both) / len(words) * (0.6 + 0.4 * len(both) / len(own)) if both else 0.0

    # -- several at once ---------------------------------------------------------------------------------------

    def _several(self) -> Iterator[Meaning]:
        """Two or three questions at once, a comparison by names, or a list of points."""
        questions = self.of.questions
        best = [questions.rank(line).matches[0] for line in lines(questions.reader, self.question.text)]
        known = tuple(dict.fromkeys(match.entry for match in best if match.confidence >= questions.thresholds.answer))
        if len(known) > 1:
            yield Meaning(Way.ALL, SURE, known[:SEVERAL], because="lines")
        if several := questions.several(self.question, self.before.shown):
            way = Way.COMPARE if several.compares else Way.ALL
            # Things that are named one by one are meant one by one, whatever overview holds them all.
            chance = 0.5 + 0.5 * several.confidence if several.compares else several.confidence
            overviews = self.of.questions.knowledge.children
            named = all(self._names(entry) > 0 or entry in overviews for entry in several.entries)
            chance *= 1.0 if named or not self.here else 0.7
            # Where the likeliest single answer is one of them, all of them are meant.
            if self.ranking.matches[0].entry in several.entries:
                chance = max(chance, min(0.99, self.ranking.confidence + 0.01))
            yield Meaning(way, chance, self._completed(several.entries), because="several")
        if len(row := self._row_of_names()) > 1:
            yield Meaning(Way.COMPARE if self._compares() else Way.ALL, 0.96, row, because="names")
        if half := questions.half(self.question):
            entries = tuple(match.entry for match in half.matches)
            yield Meaning(Way.ANSWER, half.matches[0].confidence, entries, name=half.gap, because="half")

    def _completed(self, entries: tuple[str, ...]) -> tuple[str, ...]:
        """The entries of a message with one more part than they answer, and the likeliest entry that is not among
        them."""
        best = self.ranking.matches[0].entry
        short = len(entries) < SEVERAL and len(self.of.questions.parts(self.question)) == len(entries) + 1
        sure = self.ranking.confidence >= self.of.questions.thresholds.answer
        return (best, *entries) if short and sure and best not in entries else entries

    def _row_of_names(self) -> tuple[str, ...]:
        """Entries of one list that are named in a row: "medis, militer, sama sekolah"; empty if much else is said."""
        words = [word.stem for word in self.content.words if word.stem not in self.of.about]
        found: dict[str, str] = {}
        for word in dict.fromkeys(words):
            named = [(self._names_with(entry, words), entry) for entry in self.of.children if self._owns(entry, word)]
            if named:
                found[word] = max(named)[1]
        rows: dict[str, list[str]] = {}
        for entry in dict.fromkeys(found.values()):
            rows.setdefault(self.of.questions.knowledge.entries[entry].parent, []).append(entry)
        row = max(rows.values(), key=len, default=[])
        told = sum(found.get(word) in row for word in words)
        return tuple(row)[:SEVERAL] if len(row) > 1 and told >= len(words) - 1 else ()

    def _owns(self, entry: str, word: str) -> bool:
        return word in self.of.own_words[entry][0]

    def _names_with(self, entry: str, words: Sequence[str]) -> float:
        """The share of an entry's own words among `words`."""
        own = self.of.own_words[entry][0]
        return len(own.intersection(words)) / len(own)

    # -- as it stands ------------------------------------------------------------------------------------------

    def _standing(self) -> Iterator[Meaning]:
        ranking = self.ranking
        if not self.question.reading.words:
            return
        acting = self.act(*ON_ANSWER, *GOING, Act.NO, Act.YES)
        worth = 1.0 if self.content.words else max(0.3, 1.0 - acting)
        for match in ranking.matches[:4]:
            yield Meaning(Way.ANSWER, match.confidence * worth, (match.entry,), because=RANKING)
        if way := self.of.ways.get(self.question.reading.forms):
            yield Meaning(Way.ANSWER, SURE * worth, (way,), because="way")
        thresholds = self.of.questions.thresholds
        if ranking.gap_score >= thresholds.gap and ranking.gap_score > ranking.evidence.score:
            chance = min(0.95, 0.45 + 0.6 * ranking.gap_score) * (1.0 if self.content.words else 0.5)
            yield Meaning(Way.GAP, chance, name=ranking.gap, because="gap")

    def _talk(self) -> Iterator[Meaning]:
        ranking = self.ranking
        if self.empty and ranking.intent:
            acting = max(self.act(act) for act in (*GOING, *ON_ANSWER, *NAMING, Act.MENU))
            chance = 0.95 * (1.0 - 0.6 * acting)
            yield Meaning(Way.TALK, chance, name=ranking.intent, because="edges")
        elif ranking.intent and self.of.questions.is_talk(ranking):
            talking = max(self.act(Act.TALK), self.of.acts.chances(self.whole).get(Act.TALK, 0.0))
            chance = min(SURE, 0.5 + 0.5 * ranking.talk_score) * (0.5 + 0.5 * talking)
            yield Meaning(Way.TALK, chance, name=ranking.intent, because="talk")

