"""What may become a way of asking, and for which entry or gap.

Lives here: the reasons against a wording, finding a target by id or by words.
Never here: prompts (review.py), files (bot.operators.editing). The loader has the last word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process, utils

from bot.core.conversation.dialogue import Dialogue
from bot.core.language.redaction import redact
from bot.core.model import Knowledge
from bot.operators.editing.knowledge_editing import Target
from bot.operators.gaps.miss_groups import same
from bot.operators.gaps.misses import whole

ENTRY, GAP = "entri", "celah"
# Choices that still fit one look.
FOUND = 6
# Least likeness of a title (of 100), and least confidence in a content, to be worth a line.
_LIKE, _NEAR = 70, 0.1


class NewWays:
    """Judges wordings against one knowledge. Make another after every change."""

    def __init__(self, knowledge: Knowledge, dialogue: Dialogue) -> None:
        self._knowledge = knowledge
        self._dialogue = dialogue
        self._owners = {same(way): owner for owner, ways in _owned(knowledge) for way in ways}

    def trouble(self, way: str) -> str:
        """Why `way` is not to be learnt; empty if it may be."""
        key = same(way)
        if not any(letter.isalpha() for letter in key):
            return "Tidak ada kata di dalamnya."
        if not whole(way) or redact(way) != way:
            return "Ada bagian yang disamarkan, terpotong, atau bisa menunjuk orang; tulis tanpa itu."
        if key in self._owners:
            return f"Sudah ada di {self._owners[key]}."
        if self._dialogue.detector.alarmed(way):
            return "Terbaca sebagai tanda bahaya, jadi tidak akan sampai ke entri."
        return ""

    def offerable(self, ways: Sequence[str]) -> list[str]:
        """Those that may be learnt as they are."""
        return [way for way in ways if not self.trouble(way)]

    def targets(self, text: str) -> list[Target]:
        """What `text` means: the part with this id, or else those whose title or content is like it, best first."""
        everything = {(target.section, target.id): target for target in _targets(self._knowledge)}
        exact = [target for target in everything.values() if target.id == text.strip()]
        if exact:
            return exact
        titles = {key: f"{target.title} {target.id}" for key, target in everything.items()}
        processed = process.extract(
            text, titles, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=_LIKE, limit=FOUND
        )
        keys = [key for _, _, key in processed]
        keys += [(ENTRY, match.entry) for match in self._dialogue.search(text, FOUND) if match.confidence >= _NEAR]
        return [everything[key] for key in dict.fromkeys(keys) if key in everything][:FOUND]

    def entry(self, entry_id: str) -> Target | None:
        """The entry as a target; None if the knowledge no longer has it."""
        entry = self._knowledge.entries.get(entry_id)
        return Target(ENTRY, entry.id, entry.title) if entry else None


def _owned(knowledge: Knowledge) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything that the bot was taught about wordings. Entries come last: what they own is theirs."""
    yield "asing: bukan urusan bot ini", knowledge.out_of_scope
    for intent in knowledge.intents.values():
        yield f"obrolan {intent.id}", intent.questions
    for gap in knowledge.gaps.values():
        yield f"celah {gap.id}", gap.questions
    for entry in knowledge.entries.values():
        yield f"entri {entry.id}", entry.questions


def _targets(knowledge: Knowledge) -> Iterator[Target]:
    yield from (Target(ENTRY, entry.id, entry.title) for entry in knowledge.entries.values())
    yield from (Target(GAP, gap.id, gap.title) for gap in knowledge.gaps.values())
