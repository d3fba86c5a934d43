"""The shipped knowledge as a book: nothing of it is left out."""

from __future__ import annotations

from datetime import date

from bot.core.term import MEANING_LIMIT
from bot.operators.book.contents import book
from bot.operators.book.page import page
from tests.operators.book.test_writing import Read
from tests.shipped_knowledge import shipped_dialogue


def test_every_answer_source_and_term_stands_in_it() -> None:
    knowledge = shipped_dialogue().knowledge
    found = Read(page(book(knowledge, date(2026, 11, 25), "tanya_peksos_bot")))
    for entry in knowledge.entries.values():
        assert f"e-{entry.id}" in found.ids
        assert all(said in found.text for said in (entry.title, entry.summary, entry.source))
        bare = (line.strip().lstrip("•").strip() for line in entry.answer.split("\n"))
        assert [line for line in bare if line not in found.text] == []
    for term in knowledge.terms.values():
        assert all(said in found.text for said in (term.name, term.meaning, term.source))
    assert len(found.ids) == len(set(found.ids))
    addresses = {address for _, address in found.addresses if "://" in address}
    assert all(address.startswith("https://t.me/tanya_peksos_bot") for address in addresses)


def test_every_term_says_where_it_comes_from_and_where_to_read_on_in_one_sentence() -> None:
    knowledge = shipped_dialogue().knowledge
    terms = knowledge.terms.values()
    assert len(terms) >= 60
    assert all(term.source and term.entry in knowledge.entries for term in terms)
    assert all(term.meaning.endswith(".") and len(term.meaning) <= MEANING_LIMIT for term in terms)
