"""Whether everything the bot says fits where it is shown.

Lives here: every screen that a knowledge makes, each with the place that an editor would change.
Never here: what fits: the channel says that of itself (see `Fits`), with the code it shows things with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.core.conversation.composing import PAGE, Composer
from bot.core.conversation.support import SupportComposer
from bot.core.law.asking import Asked, Spot, What
from bot.core.law.screens import PAGE as LAW_PAGE
from bot.core.law.screens import LawScreens
from bot.core.model import Knowledge
from bot.core.turns import Command, Conversation, Outcome, Reply, Turn
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import PartPlaces, Places
from bot.storage.problems import quoted

# The screens that are a sentence of their own.
SCREENS = ("help", "privacy", "search_empty")


class Misfit(Protocol):
    """What a channel says of a turn; `field` is the key to look at, `refused` turns never arrive."""

    @property
    def message(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def refused(self) -> bool: ...


Fits = Callable[[Turn, Knowledge], Iterable[Misfit]]


@dataclass(frozen=True, slots=True)
class Screen:
    """Something the bot says, what it is called, and where it is written."""

    name: str
    spot: PartPlaces
    turn: Turn


def fit_findings(composer: Composer, places: Places, fits: Fits) -> Iterator[Finding]:
    """A finding for each thing that does not fit, once for each place."""
    seen: set[tuple[str, str]] = set()
    for screen in screens(composer, places):
        for misfit in fits(screen.turn, composer.knowledge):
            place = screen.spot.key(misfit.field)
            if (str(place), misfit.message) in seen:
                continue
            seen.add((str(place), misfit.message))
            level = Level.ERROR if misfit.refused else Level.HINT
            message = f"{screen.name}: {misfit.message}."
            yield Finding(level, Kind.TELEGRAM, place, message, _ADVICE.get(misfit.field, _SHORTER))


_SHORTER = "Persingkat teksnya."
_ADVICE = {
    "jawaban": "Pecah jadi beberapa paragraf dengan baris kosong di antaranya, atau jadi dua entri.",
    "sumber": "Persingkat sumbernya; yang panjang boleh pindah ke konteks.",
    "judul": "Persingkat judulnya.",
    "id": "Persingkat id-nya sebelum bot dipakai.",
}


def screens(composer: Composer, places: Places) -> Iterator[Screen]:
    """Every reply that can be made of the knowledge, but for several entries in one."""
    yield from _entries(composer, places)
    yield from _menus(composer, places)
    yield from _declined(composer, places)
    yield from _talk(composer, places)
    yield from _rulebooks(composer, places)
    yield from _terms(composer, places)
    if places.safety:
        for reply in SupportComposer(composer).replies():
            yield Screen("Keselamatan", places.safety, _turn(Outcome.CRISIS, reply))


def _entries(composer: Composer, places: Places) -> Iterator[Screen]:
    for entry in composer.knowledge.entries.values():
        spot = places.entries[entry.id]
        yield Screen(f"Entri {quoted(entry.id)}", spot, _turn(Outcome.ANSWER, composer.answer((entry.id,))))
        steps = len(entry.reflection) + 1 if entry.reflection else 0
        for step in range(1, steps + 1):
            reply = composer.reflection(entry.id, step)
            yield Screen(f"Renungan {quoted(entry.id)}", spot, _turn(Outcome.MENU, reply))


def _menus(composer: Composer, places: Places) -> Iterator[Screen]:
    phrases = {key: PartPlaces(place, {}) for key, place in places.phrases.items()}
    yield Screen("Menu utama", phrases["menu"], _turn(Outcome.MENU, composer.menu()))
    yield Screen("Sapaan /start", phrases["start"], _turn(Outcome.MENU, composer.menu("start")))
    for key in SCREENS:
        yield Screen(f"Frasa {quoted(key)}", phrases[key], _turn(Outcome.MENU, composer.screen(key)))
    for topic in composer.knowledge.topics.values():
        spot = PartPlaces(places.topics[topic.id], {})
        for page in range((len(topic.entries) - 1) // PAGE + 1):
            yield Screen(f"Topik {quoted(topic.id)}", spot, _turn(Outcome.MENU, composer.topic(topic.id, page)))


def _declined(composer: Composer, places: Places) -> Iterator[Screen]:
    for gap in composer.knowledge.gaps.values():
        nearest = (gap.nearest,) if gap.nearest else ()
        reply = composer.unknown(f"{gap.reply}\n\n{gap.ask}", nearest)
        yield Screen(f"Celah {quoted(gap.id)}", places.gaps[gap.id], _turn(Outcome.FALLBACK, reply))


def _talk(composer: Composer, places: Places) -> Iterator[Screen]:
    for intent in composer.knowledge.intents.values():
        for number in range(len(intent.replies)):
            reply = composer.talk(intent.id, number)
            name = f"Obrolan {quoted(intent.id)}"
            yield Screen(name, places.intents[intent.id], _turn(Outcome.SMALLTALK, reply))


def _rulebooks(composer: Composer, places: Places) -> Iterator[Screen]:
    """Every article, the lists of chapters and articles page by page, and what is said of what is not there."""
    screens = LawScreens(composer.knowledge)
    for book in composer.knowledge.rulebooks.values():
        spot, name = places.rulebooks[book.id], f"Peraturan {quoted(book.id)}"
        for article in book.articles.values():
            asked = Asked(What.ARTICLES, (Spot(book.id, article.number.casefold()),))
            own = places.articles[book.id, article.number]
            where = PartPlaces(own.begin, {"jawaban": own.key("isi"), "sumber": spot.key("sumber")})
            reply = screens.article(asked, screens.found(asked.spots[0], 0))
            yield Screen(f"{name}, pasal {article.number}", where, _turn(Outcome.ANSWER, reply))
        lists = [screens.contents(book.id, page) for page in _pages(len(book.chapters))]
        for place, chapter in enumerate(book.chapters, 1):
            lists += [screens.chapter(book.id, place, page) for page in _pages(len(chapter.articles))]
        lists += [screens.no_article([book.id]), screens.no_chapter([book.id]), screens.another([book.id])]
        for reply in lists:
            yield Screen(name, spot, _turn(Outcome.MENU, reply))


def _terms(composer: Composer, places: Places) -> Iterator[Screen]:
    """Every term, every page of them, and the letters."""
    terms = composer.knowledge.terms
    for term in terms.values():
        own = places.terms[term.id]
        where = PartPlaces(own.begin, {"jawaban": own.key("arti"), "sumber": own.key("sumber")})
        yield Screen(f"Istilah {quoted(term.id)}", where, _turn(Outcome.ANSWER, composer.terms.term(term.id)))
    if terms:
        where = PartPlaces(places.phrases["term_contents"], {})
        lists = [composer.glossary(), *(composer.terms.sheet(*sheet) for sheet in composer.terms.sheets)]
        for reply in lists:
            yield Screen("Daftar istilah", where, _turn(Outcome.MENU, reply))


def _pages(entries: int) -> range:
    return range((entries - 1) // LAW_PAGE + 1)


def _turn(outcome: Outcome, reply: Reply) -> Turn:
    return Turn(Command("start"), outcome, reply, Conversation(), confidence=1.0)
