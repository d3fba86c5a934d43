"""What a message asks of the rulebooks, or that it asks nothing of them.

Lives here: when a reference is clear ("bab 2 skripsi saya" is none), which rulebook and which article are meant.
Never here: reading references (references.py) and names (names.py), what is answered (screens.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.law.finding import Finder, Hit
from bot.core.law.names import Named, Names
from bot.core.law.references import FIRST, LAST, NEXT, PREVIOUS, THIS, Found, Unit, find, tokens
from bot.core.law.wording import Parts
from bot.core.model import Knowledge, Rulebook

# A message with more words that say something tells a story around its reference.
ASIDE, ASKED_ASIDE, NAMED_ASIDE = 3, 5, 12
# From this likeness on an article is what was asked for; from the lower one on it may be.
FITS, MAY_FIT = 0.55, 0.45
# Where only a rulebook was named, and neither articles nor chapters.
FITS_BY_NAME = 0.75
# The same against an entry that seems to answer, unless it explains that very article.
SURE_BY_NAME = 0.9
# So near to the best, articles fit equally; further ones as near as the second are offered beside it.
EQUAL, BESIDE = 0.97, 0.8
MOST = 5
# A word of so many letters may hold a slip.
SLIPPING = 6

# What asks for a wording, and says nothing of what is in it.
_CUES = frozenset({
    "isi", "isinya", "bunyi", "bunyinya", "teks", "teksnya", "redaksi", "redaksinya", "kutipan", "kutip", "lengkap",
    "lengkapnya", "naskah", "naskahnya", "ketentuan", "ketentuannya", "arti", "artinya", "maksud", "maksudnya",
    "pengertian", "definisi", "baca", "bacain", "bacakan", "lihat", "liat", "liatin", "lihatkan", "tampilkan",
    "tampilin", "kirim", "kirimin", "buka", "bukain", "cari", "cariin", "carikan", "kasih", "kasi", "sebut",
    "sebutin", "sebutkan", "jelasin", "jelaskan", "terangin", "mengatur", "ngatur", "diatur", "atur", "bahas",
    "membahas", "dibahas", "ngebahas", "memuat", "berisi", "termuat", "tercantum", "mencakup", "menyebut", "nyebut",
    "nyebutin", "bilang", "bilangnya", "ngomong", "ngomongin", "bicara", "membicarakan", "daftar", "jumlah",
    "jumlahnya", "total", "judul", "judulnya", "beda", "bedanya", "perbedaan", "perbedaannya",
})  # fmt: skip
_ASKS = _CUES | frozenset({
    "apa", "apaan", "apakah", "gimana", "gmn", "bagaimana", "berapa", "brp", "mana", "tolong", "mohon", "coba",
    "dong", "piye", "opo",
})  # fmt: skip
# What links a topic to the article that is looked for.
_LINKS = frozenset({
    "mengatur", "ngatur", "diatur", "atur", "diaturnya", "bahas", "membahas", "dibahas", "ngebahas", "memuat",
    "dimuat", "termuat", "berisi", "isi", "isinya", "tercantum", "bunyi", "bunyinya", "mencakup", "menyebut",
    "menyebutkan", "nyebut", "nyebutin", "bilang", "bilangnya", "ngomongin", "terdapat", "daftar", "nomor", "no",
    "nomer", "cari", "carikan", "jumlah", "jumlahnya", "total", "judul",
})  # fmt: skip
# Whoever tells of a case tells of another law.
_CASES = frozenset({
    "kena", "dijerat", "terjerat", "jerat", "menjerat", "dituntut", "tuntutan", "didakwa", "dakwaan", "dituduh",
    "tersangka", "terdakwa", "divonis", "vonis", "dipenjara", "penjara", "polisi", "pidana", "dipidana",
    "dipidanakan", "dilaporin", "dilaporkan", "ditangkap",
})  # fmt: skip
_OWN = frozenset({"saya", "aku", "gue", "gua", "gw", "ane", "ku", "mine"})
_POINTING = frozenset({"itu", "ini", "tadi", "tersebut", "tsb"})
_CONTENTS = frozenset({
    "isi", "isinya", "daftar", "lengkap", "lengkapnya", "naskah", "naskahnya", "teks", "teksnya", "baca",
})  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class Spot:
    """An article: its rulebook and number."""

    rulebook: str
    number: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for. `spots`: the article, and others that were named or fit; `rulebooks`: those in question;
    `parts` of the article, and a letter that may be one."""

    what: What
    spots: tuple[Spot, ...] = ()
    rulebooks: tuple[str, ...] = ()
    chapter: int = 0
    parts: Parts = field(default_factory=dict)
    loose: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What was spoken of: the last article, the entries of the last answer. `sure`: the entry that clearly answers the
    message, if there is one."""

    here: Spot | None = None
    shown: tuple[str, ...] = ()
    sure: str = ""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message taken apart; `content` are its words that say something beside the reference."""

    found: Found
    named: Named
    content: tuple[str, ...]

    @property
    def topic(self) -> str:
        return " ".join(word for word in self.found.words if word not in _LINKS)


@dataclass(frozen=True)
class Asking:
    """Understands messages for the rulebooks of one knowledge."""

    rulebooks: Mapping[str, Rulebook]
    names: Names
    finder: Finder

    @classmethod
    def build(cls, knowledge: Knowledge, finder: Finder) -> Asking:
        names = Names.build(knowledge.rulebooks.values(), lambda word: word in _CUES or finder.frames(word))
        return cls(knowledge.rulebooks, names, finder)

    def ask(self, text: str, context: Context) -> Asked | None:
        """What `text` asks for; None if it is not about the rulebooks, or not clearly."""
        named = self.names.find(tokens(text))
        found = find(named.rest)
        if not (found.numbers or found.bare or named.ids):
            return None
        content = tuple(word for word in found.words if not self._is_cue(word) and not self.finder.frames(word))
        message = _Message(found, named, content)
        if named.another and not named.ids:
            return self._another(message)
        if Unit.ARTICLE in found.numbers:
            return self._articles(message, context)
        if Unit.CHAPTER in found.numbers:
            return self._chapter(message, context)
        if found.bare & {Unit.ARTICLE, Unit.CHAPTER}:
            return self._topic(message, context)
        if found.parts and context.here and len(content) <= ASIDE:
            return Asked(What.ARTICLES, (context.here,), parts=found.parts, loose=found.loose)
        return self._by_name(message, context) if named.ids else None

    def _is_cue(self, word: str) -> bool:
        """Whether a word only asks for a wording; of a long one that nobody knows, also with a slip."""
        if word in _CUES:
            return True
        strange = len(word) >= SLIPPING and not all(one.known for one in self.finder.reader.read(word).words)
        return strange and process.extractOne(word, _CUES, scorer=OSA.distance, score_cutoff=1) is not None

    # -- other rulebooks ---------------------------------------------------------------------------------------

    def _another(self, message: _Message) -> Asked | None:
        """Articles of a law that is not here; what is told beside it must not be a story."""
        found = message.found
        units = found.numbers.keys() | found.bare
        if not units & {Unit.ARTICLE, Unit.CHAPTER} or len(message.content) > ASKED_ASIDE:
            return None
        return Asked(What.ANOTHER, rulebooks=tuple(self.rulebooks))

    # -- by number ---------------------------------------------------------------------------------------------

    def _articles(self, message: _Message, context: Context) -> Asked | None:
        found = message.found
        wanted = self._wanted(message, context)
        spots = [spot for rulebook in wanted for spot in self._spots(rulebook, message, context)]
        if found.numbers[Unit.ARTICLE][0] in (NEXT, PREVIOUS, THIS) and not context.here:
            return None
        if not self._is_clear(message, context, spots):
            return None
        if not spots:
            return Asked(What.NO_ARTICLE, rulebooks=wanted)
        if len({spot.rulebook for spot in spots}) > 1:
            return Asked(What.OFFERED, tuple(spots))
        split = _split(found.numbers[Unit.ARTICLE][0])
        loose = found.loose or (split[1] if spots[0].number == split[0] else "")
        return Asked(What.ARTICLES, tuple(dict.fromkeys(spots)), parts=found.parts, loose=loose)

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
        if _CASES & set(found.words):
            return False
        strange = [word for word in content if not self._is_said(word, spots)]
        if found.after in strange:
            return False
        asks = bool(_ASKS & set(found.words)) or context.here is not None
        return len(content) <= ASKED_ASIDE if asks else len(content) <= ASIDE and not strange

    def _is_said(self, word: str, spots: Sequence[Spot]) -> bool:
        return any(self.finder.is_said_in(word, spot.rulebook, (spot.number,)) for spot in spots)

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
        if _OWN & set(message.found.words):
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
        if not (found.asked or message.named.ids or brief) or _CASES & set(found.words):
            return None
        hits = self.finder.find(message.topic, wanted)
        if not message.content and not hits:
            return self._contents(message, wanted, context)
        if Unit.CHAPTER in found.bare and (titled := self._titled(message, wanted)):
            return titled
        return self._fitting(hits, FITS, MAY_FIT)

    def _contents(self, message: _Message, wanted: tuple[str, ...], context: Context) -> Asked | None:
        if not _POINTING & set(message.found.words) or message.named.ids:
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
            listed = _CONTENTS & set(said) or not (said or context.sure)
            only = all(word in _CONTENTS or self.finder.frames(word) for word in said)
            return Asked(What.CONTENTS, rulebooks=wanted) if listed and only else None
        hits = self.finder.find(message.topic, wanted)
        if context.sure and hits and context.sure in self.rulebooks[wanted[0]].articles[hits[0].number].entries:
            return None
        least = SURE_BY_NAME if context.sure else FITS_BY_NAME
        fitting = self._fitting(hits, least, least)
        return None if context.sure and fitting and fitting.what is not What.FOUND else fitting

    def _fitting(self, hits: Sequence[Hit], fits: float, may_fit: float) -> Asked | None:
        """The article that fits best, or those that fit equally, or may fit."""
        best = hits[0] if hits else None
        if best is None or best.score < may_fit:
            return None
        equal = [hit for hit in hits if hit.score >= EQUAL * best.score]
        near = [Spot(hit.rulebook, hit.number) for hit in hits if hit.score >= BESIDE * best.score][:MOST]
        if best.score < fits or not best.whole:
            return Asked(What.OFFERED, tuple(near))
        if len(equal) > 1:
            return Asked(What.OFFERED, tuple(Spot(hit.rulebook, hit.number) for hit in equal[:MOST]))
        return Asked(What.FOUND, tuple(near))


def _split(number: str) -> tuple[str, str]:
    """ "12a" as an article and a letter of it."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return (digits, number[len(digits) :]) if digits else (number, "")

