"""What the entries beyond the course material rest on: numbered facts, their grades, and the words of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bot.core.law.quotes import quoted_rulebook, stands_in, wording
from bot.core.model import Entry, Knowledge

# Read in a text of law itself, without a number: "UU 11/2009 Pasal 34 (teks)".
READ = re.compile(r"(UU|PP) \d+/\d{4} (Pasal \d.*|Menimbang|penutup) \(teks\)")
NUMBERED = re.compile(r"(T\d{2}(?:\.\d+)?) (\S+)")
ARTICLES = re.compile(r"UU 14/2019 (?:Pasal )(\d+)")
COURSE = "materi kuliah"


@dataclass(frozen=True, slots=True)
class Fact:
    """A verified statement: its grades (A, A*, B; C is not to be used), what it says in short, and where it stands."""

    grades: tuple[str, ...]
    says: str
    source: str


@pytest.fixture(scope="module")
def facts() -> dict[str, Fact]:
    said = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text("utf-8"))
    return {name: Fact(tuple(one["nilai"]), one["isi"], one["sumber"]) for name, one in said.items()}


@pytest.fixture(scope="module")
def entries(knowledge: Knowledge) -> list[Entry]:
    """Those that the course material does not carry."""
    return [entry for entry in knowledge.entries.values() if entry.according != COURSE]


def test_every_fact_has_a_grade_and_a_source(facts: dict[str, Fact]) -> None:
    assert {grade for fact in facts.values() for grade in fact.grades} == {"A", "A*", "B", "C"}
    assert all(fact.grades and fact.says and fact.source for fact in facts.values())


def test_every_entry_beyond_the_course_material_names_its_facts(entries: list[Entry]) -> None:
    assert len(entries) >= 113
    assert [entry.id for entry in entries if not any(NUMBERED.fullmatch(said) for said in entry.facts)] == []
    odd = [said for entry in entries for said in entry.facts if not (NUMBERED.fullmatch(said) or READ.fullmatch(said))]
    assert odd == []


def test_the_grades_that_entries_name_are_those_of_the_facts_and_none_is_c(
    entries: list[Entry], facts: dict[str, Fact]
) -> None:
    named = [(entry.id, match) for entry in entries for said in entry.facts if (match := NUMBERED.fullmatch(said))]
    grades = [(entry, match[1], grade) for entry, match in named for grade in match[2].split("/")]
    assert [one for one in grades if one[2] == "C" or one[2] not in facts[one[1]].grades] == []


def test_facts_of_the_law_name_articles_that_it_has(facts: dict[str, Fact], knowledge: Knowledge) -> None:
    articles = knowledge.rulebooks["uu-14-2019"].articles
    named = {number for fact in facts.values() for number in ARTICLES.findall(fact.source)}
    assert len(named) > 20
    assert named <= set(articles)


def test_what_entries_quote_of_the_law_stands_in_it(entries: list[Entry], knowledge: Knowledge) -> None:
    books = list(knowledge.rulebooks.values())
    texts = {book.id: wording(book) for book in books}
    quotes = [(entry.id, quote, quoted_rulebook(quote.law, books)) for entry in entries for quote in entry.quotes]
    kept = [(entry, quote.text, book.id) for entry, quote, book in quotes if book]
    assert len(kept) >= 60
    assert [(entry, text) for entry, text, book in kept if not stands_in(text, texts[book])] == []


def test_entries_on_articles_of_the_law_quote_it(entries: list[Entry]) -> None:
    """Of the entries whose first source is the law that is kept here, each has its words beside it."""
    on_law = [entry for entry in entries if entry.source.startswith("UU 14/2019 Pasal")]
    assert len(on_law) >= 20
    assert [entry.id for entry in on_law if not entry.quotes] == []


def test_what_ages_says_when_it_was_checked(knowledge: Knowledge) -> None:
    ageing = ("dtsen", "cek-bansos", "pkh", "kanal-aduan", "sapa-129", "karang-taruna", "pidana-kersos", "poltekesos")
    assert [one for one in ageing if not knowledge.entries[one].checked_on] == []
    assert knowledge.entries["pidana-kersos"].valid
