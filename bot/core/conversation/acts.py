"""What a message does: asks on its own, asks the same of another thing, wants it shorter, goes on, goes back ...

Lives here: the chance of each act, learnt from examples in which names are blanked out, so that what is learnt holds
for any subject.
Never here: which entries are meant (bot.core.conversation.interpretation), words of any language (data: `Steering`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.language.features import FIRST, LAST, LETTERS, PAIR, WORD, features
from bot.core.language.text import CACHE_LIMIT, Reader, Reading, Word
from bot.core.learning.classes import Classes, learn
from bot.core.model import Act, Knowledge

# A name of the subject, and any other word that says something, as the model sees them.
NAME, OTHER = "<x>", "<u>"
PLACEHOLDER = "{x}"
FAMILIES = {WORD: 1.0, PAIR: 0.8, LETTERS: 0.3, FIRST: 0.5, LAST: 0.4}
# Ways of asking are many and alike; more of them than this teach nothing about acts.
ASKED_LIMIT = 1_500
# Acts whose examples ask something of the subject: a word that so many of them use says what is done, a rarer one may
# say what is spoken of.
ASKING, RECURRING = frozenset({Act.ASPECT, Act.WHY}), 5


@dataclass(frozen=True)
class ActReader:
    """`names` are the roots that titles of entries are made of; `known` the words that say what is done, of which those
    that recur do so even where a title uses them."""

    names: frozenset[str]
    recurring: frozenset[str]
    known: frozenset[str]
    classes: Classes[Act]
    _cache: dict[tuple[str, ...], dict[Act, float]] = field(default_factory=dict)

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> ActReader:
        """Learns from the examples of steering, the ways of asking and small talk; about 0.3 s."""
        about = frozenset(word.stem for word in reader.read(knowledge.about.subject).content)
        names = (
            frozenset(word.stem for entry in knowledge.entries.values() for word in reader.read(entry.title).content)
            - about
        )
        examples = list(_examples(knowledge))
        read = [(_blanked(text, reader), act) for text, act in examples]
        times = Counter(word for words, _ in read for word in set(words))
        steering = {word for words, act in read if act not in ASKING for word in words}
        calls = {word.form for text in knowledge.lexicon.steering.vocatives for word in reader.read(text).words}
        recurring = frozenset(word for word, count in times.items() if count >= RECURRING)
        known = frozenset((*recurring, *steering, *calls))
        blank = cls(names, recurring, known, Classes(FAMILIES))
        asked = [(blank.words(reader.read(text)), act) for text, act in _ordinary(knowledge)]
        lessons = [(list(features(words)), act) for words, act in (*read, *asked) if words]
        return cls(names, recurring, known, learn(lessons, FAMILIES))

    def words(self, reading: Reading) -> list[str]:
        """The words of a message as the model sees them."""
        found: list[str] = []
        for word in reading.words:
            seen = self._seen(word)
            if not found or seen != found[-1]:
                found.append(seen)
        return found

    def _seen(self, word: Word) -> str:
        if word.function_word or word.form in self.recurring:
            return word.form
        if word.stem in self.names:
            return NAME
        return next((form for form in (word.form, word.stem) if form in self.known), OTHER)

    def chances(self, reading: Reading) -> Mapping[Act, float]:
        """The chance of each act; they add up to 1. Empty where nothing was learnt."""
        words = tuple(self.words(reading))
        found = self._cache.get(words)
        if found is None:
            if len(self._cache) >= CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[words] = self.classes.chances(features(words))
        return found

    def left_over(self, reading: Reading) -> Reading:
        """The words that say more than acts do: those of the subject, and those that nobody knows."""
        return Reading(tuple(word for word in reading.content if self._seen(word) in (NAME, OTHER)))


def _blanked(text: str, reader: Reader) -> list[str]:
    """The words of an example; a placeholder for a name stands for NAME."""
    before, mark, after = text.partition(PLACEHOLDER)
    parts = [[word.form for word in reader.read(part).words] for part in (before, after)]
    return [*parts[0], *([NAME] if mark else ()), *parts[1]]


def _examples(knowledge: Knowledge) -> Iterator[tuple[str, Act]]:
    steering = knowledge.lexicon.steering
    for examples in (steering.acts, steering.named):
        for act, texts in examples.items():
            yield from ((text, act) for text in texts)


def _ordinary(knowledge: Knowledge) -> Iterator[tuple[str, Act]]:
    asked: Sequence[str] = [
        text for source in (knowledge.entries, knowledge.gaps) for one in source.values() for text in one.questions
    ]
    step = max(1.0, len(asked) / ASKED_LIMIT)
    yield from ((asked[int(at * step)], Act.ASK) for at in range(min(len(asked), ASKED_LIMIT)))
    for intent in knowledge.intents.values():
        yield from ((text, Act.TALK) for text in intent.questions)
