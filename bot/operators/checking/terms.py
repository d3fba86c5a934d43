"""Whether the terms of the glossary hold what they promise.

Lives here: terms without a source or an entry that explains them, and those that their own answer never uses.
Never here: what keeps a folder from being loaded: a term twice, an unknown entry, a meaning too long (bot.storage).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.term import Term
from bot.core.turns import Conversation, Outcome, Turn, Utterance
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted


def term_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """Terms that say not where they come from, or not the entry that explains them."""
    for term in knowledge.terms.values():
        spots = places.terms[term.id]
        if not term.source:
            message = f'Istilah {quoted(term.name)} tidak punya "sumber".'
            advice = "Tulis dari mana artinya, supaya orang bisa memeriksa."
            yield Finding(Level.HINT, Kind.SOURCE, spots.begin, message, advice)
        if not term.entry:
            message = f'Istilah {quoted(term.name)} tidak punya "entri".'
            advice = "Tulis id entri yang menjelaskannya lebih panjang, supaya orang bisa membaca lanjutannya."
            yield Finding(Level.HINT, Kind.TERM, spots.begin, message, advice)


def unreached_findings(dialogue: Dialogue, places: Places) -> Iterator[Finding]:
    """Terms that a question by their name finds neither themselves nor an entry that answers it."""
    for term in dialogue.knowledge.terms.values():
        turn = dialogue.respond(Utterance(term.name), Conversation())
        if turn.outcome is Outcome.ANSWER and _is_about(turn, term):
            continue
        message = f"Yang mengetik {quoted(term.name)} tidak sampai ke istilah itu, dan tidak ke entri."
        advice = "Ganti namanya, atau periksa celah dan obrolan yang mengambilnya; /istilah tetap menemukannya."
        place = places.terms[term.id].key("istilah")
        yield Finding(Level.HINT, Kind.TERM, place, message, advice, {"term": term.id})


def _is_about(turn: Turn, term: Term) -> bool:
    """Whether a turn shows the term, or entries, rather than an article of a law."""
    return bool(turn.reply.entries) or any(passage.title == term.name for passage in turn.reply.passages)
