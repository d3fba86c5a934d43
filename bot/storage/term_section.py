"""What the key `istilah` means: the terms of a glossary, as drafts.

Lives here: the keys of a term and their limits.
Never here: the other keys (see sections), rules that need more than one file to see (see checks).
"""

from __future__ import annotations

from bot.core.term import MEANING_LIMIT, NAME_LIMIT, TERM_ID_LIMIT, Term
from bot.storage.drafts import Drafts, TermDraft
from bot.storage.parts import Part, places_of, values
from bot.storage.problems import Placed, quoted

KEYS = ("id", "istilah", "lain", "arti", "sumber", "entri")


def read_terms(page: Part, drafts: Drafts) -> None:
    """Adds the terms of one file to `drafts`."""
    for part in page.parts("istilah", "istilah"):
        part.only(*KEYS)
        others, entry = part.optional_texts("lain"), part.optional_text("entri")
        term = Term(
            id=part.id(),
            name=part.text("istilah", NAME_LIMIT),
            meaning=_meaning(part),
            source=part.optional_text("sumber"),
            entry=entry,
            names=values(others),
        )
        if len(term.id) > TERM_ID_LIMIT:
            part.note(f"id {quoted(term.id)} terlalu panjang; paling banyak {TERM_ID_LIMIT} karakter.", "id")
        links = (Placed(entry, part.place("entri")),) if entry else ()
        names = (Placed(term.name, part.place("istilah")), *others)
        drafts.terms.append(TermDraft(term, part.place(), links, names))
        drafts.places.terms.setdefault(term.id, places_of(part, (), "arti"))


def _meaning(part: Part) -> str:
    """One line, for it is shown among others."""
    meaning = part.text("arti", MEANING_LIMIT)
    if "\n" in meaning:
        part.note(f'"arti" pada {part.label} harus satu baris; jadikan satu kalimat.', "arti")
    return meaning
