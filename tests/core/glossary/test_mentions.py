"""Which terms can be tapped under an answer."""

from __future__ import annotations

from dataclasses import replace

from bot.core.glossary.mentions import TAPPED, Mentions
from bot.core.term import Term
from tests.core.conftest import ENTRIES, make_knowledge
from tests.core.glossary.words import with_terms


def taps(answer: str, *terms: Term, title: str = "Lain") -> tuple[str, ...]:
    """What can be tapped under an entry with this answer."""
    entry = replace(ENTRIES[3], title=title, summary="", answer=answer, parent="", related=("hitam",))
    others = {one.id: one for one in ENTRIES if one.id != entry.id}
    return Mentions.build(with_terms(*terms, entries={**others, entry.id: entry})).of(entry.id)


DAUN, SEDUH, DAUN_TUA = Term("daun", "Daun", "x"), Term("seduh", "Seduh", "x"), Term("tua", "Daun tua", "x")


def test_a_term_that_the_answer_uses_can_be_tapped_however_it_is_written() -> None:
    assert taps("Ambil DAUN, lalu seduh.", DAUN, SEDUH) == ("daun", "seduh")
    assert taps("Ambil daunnya.", DAUN) == ("daun",)
    assert taps("Ambil daunan.", DAUN) == ()


def test_another_name_of_a_term_is_the_term() -> None:
    assert taps("Ambil helai itu.", Term("daun", "Daun", "x", names=("helai",))) == ("daun",)


def test_of_names_within_names_the_longest_is_meant() -> None:
    assert taps("Petik daun tua saja.", DAUN, DAUN_TUA) == ("tua",)


def test_there_are_few_and_the_rarest_come_first() -> None:
    everywhere = Term("teh", "Teh", "x")
    terms = (everywhere, DAUN, SEDUH, Term("petik", "Petik", "x"))
    found = taps("Petik daun teh, lalu seduh.", *terms)
    assert len(found) == TAPPED
    assert "teh" not in found


def test_what_the_entry_or_one_it_leads_to_explains_is_not_offered() -> None:
    assert taps("Petik daun.", replace(DAUN, entry="putih")) == ()
    assert taps("Petik daun.", replace(DAUN, entry="hitam")) == ()
    assert taps("Petik daun.", DAUN, title="Daun dari kebun") == ()


def test_an_overview_has_buttons_enough() -> None:
    assert Mentions.build(with_terms(Term("hijau", "Hijau", "x"))).of("warna") == ()


def test_without_terms_nothing_is_read_and_nothing_offered() -> None:
    assert Mentions.build(make_knowledge()).tapped == {}
    assert Mentions.build(with_terms(Term("kosong", "…", "x"))).tapped == {}
