"""The tea knowledge with a small glossary."""

from __future__ import annotations

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.term import Term
from bot.core.turns import Turn
from tests.core.conftest import FREQUENCY, Alarm, make_knowledge

TERMS = (
    Term("pelayuan", "Dilayukan", "Daun dibiarkan lemas sebelum diolah.", "Buku Teh", names=("pelayuan",)),
    Term("pucuk", "Pucuk muda", "Daun paling ujung yang belum terbuka.", "Buku Teh", "putih"),
    Term("teh-hijau", "Teh hijau", "Teh yang tidak dilayukan.", "Buku Teh", "hijau"),
    Term("segar", "Segar", "Rasa yang ringan.", "Buku Teh"),
    Term("tannin", "Tannin", "Yang membuat sepat.", "Buku Teh", "hitam"),
)


def with_terms(*terms: Term, **changes: object) -> Knowledge:
    phrases = {**make_knowledge().phrases, "term_asked": ("buka glosarium", "daftar istilah")}
    return make_knowledge(terms={term.id: term for term in terms or TERMS}, phrases=phrases, **changes)


def open_dialogue(*terms: Term) -> Dialogue:
    made = Dialogue(with_terms(*terms), FREQUENCY)
    made.detector = Alarm()  # type: ignore[assignment]
    return made


def term_of(turn: Turn) -> str:
    """The name of the term that a turn shows; "" if it shows none."""
    return next((passage.title for passage in turn.reply.passages if not passage.entry), "")


def buttons(turn: Turn) -> list[str]:
    return [button.data for button in turn.reply.flat_buttons]
