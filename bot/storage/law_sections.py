"""What the key `peraturan` means: a law or another rulebook, by chapter and article, as a draft.

Lives here: the keys of a rulebook, and its numbering: no number twice, none left out.
Never here: the other keys (see sections), rules that need more than one file to see (see checks), reading the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.law.numerals import from_roman
from bot.core.model import TITLE_LIMIT
from bot.core.rulebook import Article, Chapter, Rulebook
from bot.storage.drafts import Drafts, RulebookDraft
from bot.storage.parts import Part, places_of, values
from bot.storage.problems import Place, Placed, quoted

ABOUT_LIMIT = 60
ARTICLE_KEYS = ("nomor", "isi", "tentang", "kata", "entri")
# Articles put in later are called "27A"; callback data has room for twelve characters.
_NUMBER = re.compile(r"([1-9][0-9]{0,3})([A-Z]?)")


@dataclass(slots=True)
class _Counter:
    """Numbers one after another, each with its place."""

    places: dict[str, Place] = field(default_factory=dict)
    last: tuple[int, str] = (0, "")

    def count(self, part: Part, number: tuple[int, str], written: str) -> None:
        """Notes a number that was there before, or that does not follow the last one."""
        first = self.places.setdefault(written, part.place("nomor"))
        value, letter = self.last
        following = {(value + 1, ""), (value, chr(ord(letter) + 1) if letter else "A")} if value else {number}
        if first != part.place("nomor"):
            part.note(f"Nomor {quoted(written)} sudah ada di baris {first.line}; hapus atau betulkan.", "nomor")
        elif number not in following:
            part.note(f"Nomor {quoted(written)} melompat dari {quoted(f'{value}{letter}')}; lengkapi.", "nomor")
        self.last = number


def read_rulebook(page: Part, drafts: Drafts) -> None:
    """Adds the rulebook of one file to `drafts`."""
    if not (part := page.part("peraturan", "peraturan")):
        return
    part.only("id", "nama", "singkat", "sebutan", "sumber", "diperiksa", "entri", "bab")
    reading = _Reading(part.id(), drafts)
    names, entries = part.texts("sebutan"), part.optional_texts("entri")
    rulebook = Rulebook(
        id=reading.id,
        name=part.text("nama"),
        short=part.text("singkat", TITLE_LIMIT),
        names=values(names),
        source=part.text("sumber"),
        checked_on=part.date("diperiksa"),
        chapters=tuple(reading.chapters(part)),
        entries=values(entries),
    )
    drafts.rulebooks.append(RulebookDraft(rulebook, part.place("id"), (*entries, *reading.links), names))
    drafts.places.rulebooks.setdefault(rulebook.id, places_of(part))


@dataclass(slots=True)
class _Reading:
    """Reads the chapters of the rulebook `id`, and gathers the entries that its articles name."""

    id: str
    drafts: Drafts
    links: list[Placed[str]] = field(default_factory=list)
    numbers: _Counter = field(default_factory=_Counter)

    def chapters(self, rulebook: Part) -> Iterator[Chapter]:
        counted = _Counter()
        for part in rulebook.parts("bab", "bab"):
            part.only("nomor", "judul", "bagian", "pasal")
            written = part.text("nomor")
            value = int(written) if written.isascii() and written.isdigit() else from_roman(written)
            if written and not value:
                part.note(f"Nomor bab {quoted(written)} tidak terbaca; tulis angka Romawi atau biasa.", "nomor")
            elif value:
                counted.count(part, (value, ""), written)
            yield Chapter(written, part.text("judul"), tuple(self._articles(part)))

    def _articles(self, chapter: Part) -> Iterator[Article]:
        """The articles that stand in a chapter itself, and those of its sections."""
        if "pasal" in chapter or "bagian" not in chapter:
            yield from self._article_list(chapter, "")
        for part in chapter.parts("bagian", "bagian") if "bagian" in chapter else ():
            part.only("nomor", "judul", "pasal")
            part.text("nomor")
            yield from self._article_list(part, part.text("judul"))

    def _article_list(self, holder: Part, section: str) -> Iterator[Article]:
        for part in holder.parts("pasal", "pasal"):
            part.only(*ARTICLE_KEYS)
            entries = part.optional_texts("entri")
            self.links += entries
            article = Article(
                number=self._number(part),
                text=part.text("isi"),
                about=part.text("tentang", ABOUT_LIMIT),
                words=values(part.optional_texts("kata")),
                entries=values(entries),
                section=section,
            )
            self.drafts.places.articles.setdefault((self.id, article.number), places_of(part, (), "isi"))
            yield article

    def _number(self, part: Part) -> str:
        written = part.text("nomor")
        found = _NUMBER.fullmatch(written)
        if found:
            self.numbers.count(part, (int(found[1]), found[2]), written)
        elif written:
            part.note(f"Nomor pasal {quoted(written)} tidak terbaca; tulis misalnya 27 atau 27A.", "nomor")
        return written
