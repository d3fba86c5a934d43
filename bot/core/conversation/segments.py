"""A message cut into what opens it, what it says, and what closes it.

Lives here: peeling greetings, permission, vocatives, chatter and thanks off both ends, again and again.
Never here: what is left means (bot.core.conversation.interpretation), words of any language (data: `Steering`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.language.text import Reader, Reading, Word
from bot.core.model import Knowledge

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segments:
    """`core` is what is left between what was peeled; it may be empty. `peeled`: how many words were. `intent`: the
    kind of small talk that the longest of them are, if any."""

    core: Reading
    peeled: int
    intent: str = ""


class Edges:
    """Phrases that may stand at an edge of a message, by their first and by their last word."""

    def __init__(self, phrases: Iterable[Forms]) -> None:
        self._starting: dict[str, list[Forms]] = {}
        self._ending: dict[str, list[Forms]] = {}
        for phrase in sorted(set(phrases), key=lambda forms: (-len(forms), forms)):
            self._starting.setdefault(phrase[0], []).append(phrase)
            self._ending.setdefault(phrase[-1], []).append(phrase)

    def at_start(self, forms: Forms) -> int:
        """How many words of the longest phrase stand at the start of some words; 0 for none."""
        found = self._starting.get(forms[0], ())
        return next((len(phrase) for phrase in found if forms[: len(phrase)] == phrase), 0)

    def at_end(self, forms: Forms) -> int:
        """How many words of the longest phrase stand at the end of some words; 0 for none."""
        found = self._ending.get(forms[-1], ())
        return next((len(phrase) for phrase in found if forms[-len(phrase) :] == phrase), 0)


@dataclass(frozen=True)
class Segmenter:
    """Cuts messages. Phrases are read by the same reader as messages, so that variants and slips meet."""

    front: Edges
    back: Edges
    intents: Mapping[Forms, str]

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Segmenter:
        """Small talk may stand before and behind a question; so may what is used to call somebody. What is mended
        to a word of a title ("sippp" to the name of a licence) may not: it would take that word off a question."""
        steering, lexicon = knowledge.lexicon.steering, knowledge.lexicon
        talk = [text for intent in knowledge.intents.values() if intent.courtesy for text in intent.questions]
        anywhere = [*steering.vocatives, *steering.chatter, *talk]
        titled = {word.form for entry in knowledge.entries.values() for word in reader.read(entry.title).content}
        read: dict[str, Forms] = {}
        for text in (*anywhere, *steering.openings, *steering.closings, *lexicon.function_phrases):
            found = reader.read(text)
            if titled.isdisjoint(word.form for word in found.words if word.form != word.typed):
                read[text] = found.forms
        front = (read.get(text, ()) for text in (*anywhere, *steering.openings, *lexicon.function_phrases))
        back = (read.get(text, ()) for text in (*anywhere, *steering.closings, *lexicon.function_phrases))
        kinds = {
            read[text]: intent.id
            for intent in knowledge.intents.values()
            for text in intent.questions
            if read.get(text)
        }
        return cls(Edges(filter(None, front)), Edges(filter(None, back)), kinds)

    def cut(self, reading: Reading) -> Segments:
        """What a message says, without what opens and closes it."""
        words: tuple[Word, ...] = reading.words
        forms: Forms = reading.forms
        taken: list[Forms] = []
        while forms:
            if size := self.front.at_start(forms):
                taken.append(forms[:size])
                words, forms = words[size:], forms[size:]
            elif size := self.back.at_end(forms):
                taken.append(forms[-size:])
                words, forms = words[:-size], forms[:-size]
            else:
                break
        intent = self.intents.get(max(taken, key=self._worth, default=()), "")
        return Segments(Reading(words) if taken else reading, len(reading.words) - len(words), intent)

    def _worth(self, phrase: Forms) -> tuple[bool, int]:
        return phrase in self.intents, len(phrase)
