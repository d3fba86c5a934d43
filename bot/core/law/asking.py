"""What a message asks of the rulebooks, or that it asks nothing of them.

Lives here: when a reference is clear ("bab 2 skripsi saya" is none), which rulebook and which article are meant.
Never here: reading references (references.py) and names (names.py), what is answered (screens.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from bot.core.law.cues import ASKS, CASES, CONTENTS, CUES, ETHICS, LINKS, OWN, POINTING, is_slip_of_cue
from bot.core.law.entries import EntryTexts
from bot.core.law.finding import Finder, Hit
from bot.core.law.names import Named, Names
from bot.core.law.references import FIRST, LAST, NEXT, PREVIOUS, THIS, Found, Unit, find, tokens
from bot.core.law.wording import Parts
from bot.core.model import Knowledge
from bot.core.rulebook import Rulebook

# A message with more words that say something tells a story around its reference.
ASIDE, ASKED_ASIDE, NAMED_ASIDE = 3, 5, 12
# A message of more words still asks for an article if no more than one in so many is not said there.
RETOLD = 3
# From this likeness on an article is what was asked for; from the lower one on it may be.
FITS, MAY_FIT = 0.55, 0.45
# Where only a rulebook was named, and neither articles nor chapters.
FITS_BY_NAME = 0.75
# The same against an entry that seems to answer, unless it explains that very article.
SURE_BY_NAME = 0.9
# So near to the best, articles fit equally; further ones as near as the second are offered beside it.
EQUAL, BESIDE = 0.97, 0.8
MOST = 5


class What(StrEnum):
    """What is asked for, or why it is not there."""

    ARTICLES = "articles"
    FOUND = "found"  # articles, by what they regulate
    OFFERED = "offered"  # articles that fit equally
    CHAPTER = "chapter"
    CONTENTS = "contents"
    NO_ARTICLE = "no-article"
    NO_CHAPTER = "no-chapter"
    ANOTHER = "another"  # a rulebook that is not here


# So many words are remembered, of which it is known whether they only ask; the rarest are forgotten first.
WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Spot:
    """An article: its rulebook and number."""

    rulebook: str
    number: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `spots`: the article, and others that were named or fit; `rulebooks`: those in question;
    `parts` of the article, and a letter that may be one; `entry`: what there is instead."""

    what: What
    spots: tuple[Spot, ...] = ()
    rulebooks: tuple[str, ...] = ()
    chapter: int = 0
    parts: Parts = field(default_factory=dict)
    loose: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What was spoken of: the last article, the entries of the last answer. `sure`: the entry that clearly answers the
    message, if there is one."""

    here: Spot | None = None
    shown: tuple[str, ...] = ()
    sure: str = ""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message taken apart; `content` are its words that say something beside the reference, `topic` is what articles
    are looked for by."""

    found: Found
    named: Named
    content: tuple[str, ...]
    topic: str


@dataclass(frozen=True)
class Asking:
    """Understands messages for the rulebooks of one knowledge."""

    rulebooks: Mapping[str, Rulebook]
    names: Names
    finder: Finder
    entries: EntryTexts

    @classmethod
    def build(cls, knowledge: Knowledge, finder: Finder) -> Asking:
        # Of each message nearly every word is asked about, and most of them in the next message too.
        says_little = lru_cache(WORDS)(lambda word: word in CUES or finder.is_function_word(word))
        names = Names.build(knowledge.rulebooks.values(), says_little)
        return cls(knowledge.rulebooks, names, finder, EntryTexts(knowledge.entries, finder))

    def ask(self, text: str, context: Context) -> Asked | None:
        """What `text` asks for; None if it is not about the rulebooks, or not clearly."""
        named = self.names.find(tokens(text))
        found = find(named.rest)
        if not (found.numbers or found.bare or named.ids):
            return None
        content = tuple(word for word in found.words if self._says_something(word))
        sought = [word for word in found.words if word not in LINKS and not is_slip_of_cue(word, self.finder.reader)]
        message = _Message(found, named, content, " ".join(sought))
        if named.another and not named.ids:
            return self._another(message, context)
        if named.another and context.sure:
            return None
        if Unit.ARTICLE in found.numbers:
            return self._articles(message, context)
        if Unit.CHAPTER in found.numbers:
            return self._chapter(message, context)
        if found.bare & {Unit.ARTICLE, Unit.CHAPTER}:
            return self._topic(message, context)
        if found.parts and context.here and len(message.content) <= ASIDE:
            return Asked(What.ARTICLES, (context.here,), parts=found.parts, loose=found.loose)
        return self._by_name(message, context) if named.ids else None

    def _says_something(self, word: str) -> bool:
        is_cue = word in CUES or is_slip_of_cue(word, self.finder.reader)
        return not is_cue and not self.finder.is_function_word(word)

    # -- other rulebooks ---------------------------------------------------------------------------------------

    def _another(self, message: _Message, context: Context) -> Asked | None:
        """Articles of a law that is not here; what is told beside it must not be a story."""
        found = message.found
        units = found.numbers.keys() | found.bare
        if not units & {Unit.ARTICLE, Unit.CHAPTER} or len(message.content) > ASKED_ASIDE:
            return None
        if context.sure and self._is_answered_by(context.sure, message):
            return None
        return Asked(What.ANOTHER, rulebooks=tuple(self.rulebooks), entry=context.sure)

    def _is_answered_by(self, entry: str, message: _Message) -> bool:
        """Whether an entry answers a question about a law that is not here: it names the article, or what is asked."""
        numbers = message.found.numbers.get(Unit.ARTICLE, ())
        return any(self.entries.cites(entry, number) for number in numbers) or self.entries.says(entry, message.content)

    # -- by number ---------------------------------------------------------------------------------------------

    def _articles(self, message: _Message, context: Context) -> Asked | None:
        found = message.found
        wanted = self._wanted(message, context)
        spots = [spot for rulebook in wanted for spot in self._spots(rulebook, message, context)]
        if found.numbers[Unit.ARTICLE][0] in (NEXT, PREVIOUS, THIS) and not context.here:
            return None
        if self._is_of_ethics(message, spots):
            return self._another(message, context)
        if not self._is_clear(message, context, spots) or self._is_explained_elsewhere(message, context, spots):
            return None
        if not spots:
            return Asked(What.NO_ARTICLE, rulebooks=wanted)
        if len({spot.rulebook for spot in spots}) > 1:
            return Asked(What.OFFERED, tuple(spots))
        split = _split(found.numbers[Unit.ARTICLE][0])
        loose = found.loose or (split[1] if spots[0].number == split[0] else "")
        return Asked(What.ARTICLES, tuple(dict.fromkeys(spots)), parts=found.parts, loose=loose)

    def _is_explained_elsewhere(self, message: _Message, context: Context, spots: Sequence[Spot]) -> bool:
        """Whether an entry clearly answers that explains none of these articles: of a law that nobody named."""
        if message.named.ids or not context.sure or any(context.sure in self._explaining(spot) for spot in spots):
            return False
        other = [word for word in message.content if not self._is_written(word, spots)]
        return self.entries.says(context.sure, other)

    def _explaining(self, spot: Spot) -> Sequence[str]:
        """The entries that explain an article."""
        return self.rulebooks[spot.rulebook].articles[spot.number].entries

    def _is_of_ethics(self, message: _Message, spots: Sequence[Spot]) -> bool:
        """Whether an article of a code of ethics is asked for, which is numbered like a law's."""
        ethics = message.found.words and set(ETHICS) <= set(message.found.words) and not message.named.ids
        return bool(ethics) and not all(self._is_said(word, spots[:1]) for word in ETHICS)

    def _wanted(self, message: _Message, context: Context) -> tuple[str, ...]:
        """The rulebooks that may be meant."""
        if message.named.ids:
            return message.named.ids[:1]
        return (context.here.rulebook,) if context.here else tuple(self.rulebooks)

    def _spots(self, rulebook: str, message: _Message, context: Context) -> Iterable[Spot]:
        """The articles of a rulebook that a message numbers; none as soon as the first is not there."""
        articles = list(self.rulebooks[rulebook].articles)
        chapters = message.found.numbers.get(Unit.CHAPTER, ())
        within = self._within(rulebook, chapters[0]) if chapters else ()
        here = articles.index(context.here.number) if context.here and context.here.rulebook == rulebook else 0
        ends = {FIRST: (within or articles)[0], LAST: (within or articles)[-1], THIS: articles[here]}
        ends |= {NEXT: "".join(articles[here + 1 : here + 2]), PREVIOUS: articles[here - 1] if here else ""}
        for place, number in enumerate(message.found.numbers[Unit.ARTICLE]):
            said = ends.get(number, number)
            known = next((one for one in (said, _split(said)[0]) if one in articles), "")
            if known:
                yield Spot(rulebook, known)
            elif not place:
                return

    def _within(self, rulebook: str, chapter: str) -> Sequence[str]:
        chapters = self.rulebooks[rulebook].chapters
        place = int(chapter) if chapter.isdigit() else 0
        return [one.number.casefold() for one in chapters[place - 1].articles] if 1 <= place <= len(chapters) else ()

    def _is_clear(self, message: _Message, context: Context, spots: Sequence[Spot]) -> bool:
        """Whether an article is asked for, and not only mentioned in a story or of a law that nobody named."""
        content, found = message.content, message.found
        if message.named.ids:
            return len(content) <= NAMED_ASIDE
        if CASES & set(found.words):
            return False
        strange = [word for word in content if not self._is_said(word, spots)]
        if found.after in strange:
            return False
        asks = bool(ASKS & set(found.words)) or context.here is not None
        # Whoever says at length what stands there asks too; whoever tells a story says other things.
        told = len(content) <= NAMED_ASIDE and len(strange) * RETOLD <= len(content)
        return len(content) <= ASKED_ASIDE or told if asks else len(content) <= ASIDE and not strange

    def _is_said(self, word: str, spots: Sequence[Spot]) -> bool:
        return any(self.finder.is_said_in(word, spot.rulebook, (spot.number,)) for spot in spots)

    def _is_written(self, word: str, spots: Sequence[Spot]) -> bool:
        return any(self.finder.is_written_in(word, spot.rulebook, (spot.number,)) for spot in spots)

    def _chapter(self, message: _Message, context: Context) -> Asked | None:
        number = message.found.numbers[Unit.CHAPTER][0]
        wanted = self._wanted(message, context)
        if number in (NEXT, PREVIOUS, THIS) and not context.here:
            return None
        places = {rulebook: self._place(rulebook, number, context) for rulebook in wanted}
        known = {rulebook: place for rulebook, place in places.items() if self._has_chapter(rulebook, place)}
        if not self._is_clearly_chapter(message, known):
            return None
        if not known:
            return Asked(What.NO_CHAPTER, rulebooks=wanted)
        rulebook, place = next(iter(known.items()))
        return Asked(What.CHAPTER, rulebooks=(rulebook,), chapter=place)

    def _place(self, rulebook: str, number: str, context: Context) -> int:
        """The place of a chapter, from 1; one that is not there is named by its own number."""
        book = self.rulebooks[rulebook]
        here = book.chapter_of.get(context.here.number, 1) if context.here else 1
        ends = {FIRST: 1, LAST: len(book.chapters), THIS: here, NEXT: here + 1, PREVIOUS: here - 1}
        return ends[number] if number in ends else int(_split(number)[0])

    def _has_chapter(self, rulebook: str, place: int) -> bool:
        return 1 <= place <= len(self.rulebooks[rulebook].chapters)

    def _is_clearly_chapter(self, message: _Message, known: Mapping[str, int]) -> bool:
        """A thesis has chapters too: without the rulebook's name, all that is said must be of the chapter."""
        if message.named.ids:
            return len(message.content) <= NAMED_ASIDE
        if OWN & set(message.found.words):
            return False
        articles = [(rulebook, self._within(rulebook, str(place))) for rulebook, place in known.items()]
        return all(
            any(self.finder.is_said_in(word, rulebook, numbers) for rulebook, numbers in articles)
            for word in message.content
        )

    # -- by what is regulated ----------------------------------------------------------------------------------

    def _topic(self, message: _Message, context: Context) -> Asked | None:
        """ "pasal berapa yang mengatur STR", "bab apa saja", and "itu pasal berapa" after an answer."""
        found, wanted = message.found, self._wanted(message, Context())
        brief = found.first is Unit.ARTICLE and len(message.content) <= ASIDE
        if not (found.asked or message.named.ids or brief) or CASES & set(found.words):
            return None
        hits = self.finder.find(message.topic, wanted)
        if not message.content and not hits:
            return self._contents(message, wanted, context)
        if Unit.CHAPTER in found.bare and (titled := self._titled(message, wanted)):
            return titled
        fitting = self._fitting(hits, FITS, MAY_FIT)
        if fitting is None or fitting.what is What.FOUND:
            return fitting
        return None if self._is_explained_elsewhere(message, context, fitting.spots) else fitting

    def _contents(self, message: _Message, wanted: tuple[str, ...], context: Context) -> Asked | None:
        if not POINTING & set(message.found.words) or message.named.ids:
            return Asked(What.CONTENTS, rulebooks=wanted)
        explained = [
            Spot(rulebook.id, number)
            for rulebook in self.rulebooks.values()
            for number, article in rulebook.articles.items()
            if set(article.entries) & set(context.shown)
        ]
        return Asked(What.FOUND, tuple(explained[:MOST])) if explained else None

    def _titled(self, message: _Message, wanted: Sequence[str]) -> Asked | None:
        """The chapter whose title says what is asked for."""
        for rulebook in wanted:
            for place, chapter in enumerate(self.rulebooks[rulebook].chapters, 1):
                if self.finder.is_titled(message.topic, chapter.title):
                    return Asked(What.CHAPTER, rulebooks=(rulebook,), chapter=place)
        return None

    def _by_name(self, message: _Message, context: Context) -> Asked | None:
        """A message that names a rulebook and no article: its contents, or an article that clearly fits."""
        if message.named.another:
            return None
        wanted = message.named.ids[:1]
        if not message.content:
            said = message.found.words
            listed = CONTENTS & set(said) or not (said or context.sure)
            only = all(word in CONTENTS or self.finder.is_function_word(word) for word in said)
            return Asked(What.CONTENTS, rulebooks=wanted) if listed and only else None
        hits = self.finder.find(message.topic, wanted)
        if not context.sure:
            return self._fitting(hits, FITS_BY_NAME, FITS_BY_NAME)
        # One word too few, or an entry that explains this very article: it answers.
        if len(message.content) < 2 or (hits and context.sure in self._explaining(_spot(hits[0]))):
            return None
        fitting = self._fitting(hits, SURE_BY_NAME, SURE_BY_NAME)
        return fitting if fitting and fitting.what is What.FOUND else None

    def _fitting(self, hits: Sequence[Hit], fits: float, may_fit: float) -> Asked | None:
        """The article that fits best, or those that fit equally, or may fit."""
        best = hits[0] if hits else None
        if best is None or best.score < may_fit:
            return None
        equal = [hit for hit in hits if hit.score >= EQUAL * best.score]
        near = [_spot(hit) for hit in hits if hit.score >= BESIDE * best.score][:MOST]
        if best.score < fits or not best.whole:
            return Asked(What.OFFERED, tuple(near))
        if len(equal) > 1:
            return Asked(What.OFFERED, tuple(_spot(hit) for hit in equal[:MOST]))
        return Asked(What.FOUND, tuple(near))


def _split(number: str) -> tuple[str, str]:
    """ "12a" as an article and a letter of it."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (digits, number[len(digits) :]) if digits else (number, "")


def _spot(hit: Hit) -> Spot:
    return Spot(hit.rulebook, hit.number)
