"""The examples that a ranking learns from, and the words that each entry is known to use.

Lives here: turning a `Knowledge` into labelled rows; which words explain which entry.
Never here: weights, probabilities, decisions.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.language.terms import CONCEPT, Concepts
from bot.core.language.text import Reading
from bot.core.model import Entry, Knowledge

# Column names of the labels that are no entry. Ids hold no such letters, so they cannot collide.
OUT_OF_SCOPE = "*out-of-scope"
TALK = "*talk"
GAP = "gap:"
INTENT = "intent:"

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+(?:\d+\.\s*)?")
# A sentence of an answer shorter than this says too little to stand for its entry.
SENTENCE_WORDS = 3
# A word explained only by a synonym is explained nearly as well as by itself.
SYNONYM_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Sample:
    """One example: its text, the labels it stands for, and whether it is a way of asking (not a passage)."""

    text: str
    labels: tuple[str, ...]
    asked: bool = True
    block: int = 0

    @property
    def label(self) -> str:
        return self.labels[0]


def samples(knowledge: Knowledge, blocks: int) -> list[Sample]:
    """Every example in the knowledge.

    A `block` is a run of neighbouring ways of asking: people write them one author at a time, so leaving out a
    block comes closer to a stranger's question than leaving out every fifth line.
    """
    found: list[Sample] = []
    for entry in knowledge.entries.values():
        found += _blocked(entry.questions, (entry.id,), blocks)
        found += [Sample(text, (entry.id,), asked=False) for text in _passages(entry)]
    for gap in knowledge.gaps.values():
        found += _blocked((*gap.questions, gap.title), (OUT_OF_SCOPE, GAP + gap.id), blocks)
    for intent in knowledge.intents.values():
        found += _blocked(intent.questions, (TALK, INTENT + intent.id), blocks)
    found += [Sample(text, (OUT_OF_SCOPE,), block=i // 4 % blocks) for i, text in enumerate(knowledge.out_of_scope)]
    return found


def _blocked(texts: Sequence[str], labels: tuple[str, ...], blocks: int) -> list[Sample]:
    size = max(1, math.ceil(len(texts) / blocks))
    return [Sample(text, labels, block=i // size) for i, text in enumerate(texts)]


def _passages(entry: Entry) -> Iterable[str]:
    yield entry.title
    for sentence in _SENTENCE.split(f"{entry.summary}\n{entry.answer}"):
        if len(sentence.split()) >= SENTENCE_WORDS:
            yield sentence


@dataclass(frozen=True, slots=True)
class Explanation:
    """How much of a question an entry explains: `share` of its weight, and the heaviest word left over."""

    share: float
    left_over: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which roots and concepts each entry uses, how often, and how much each root weighs.

    A word that nobody in the knowledge uses weighs the most, unless it is common everywhere: coverage of the
    question's own words is what rejects best.
    """

    counts: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, float]
    unknown: float
    frequency: Mapping[str, float]

    @classmethod
    def build(
        cls, samples: Iterable[tuple[str, tuple[str, ...]]], frequency: Mapping[str, float], beside: str = ""
    ) -> Vocabulary:
        """From labels and the roots of one of their examples each; `frequency` is that of general words (Zipf).

        The label `beside` has words, too, and no part in what they weigh.
        """
        gathered: dict[str, list[str]] = {}
        for label, roots in samples:
            gathered.setdefault(label, []).extend(roots)
        counts = {label: Counter(used) for label, used in gathered.items()}
        owners: Counter[str] = Counter()
        for label, used in counts.items():
            owners.update(used.keys() if label != beside else ())
        total = len(counts.keys() - {beside})
        weights = {root: math.log((total + 1) / (number + 0.5)) + 0.2 for root, number in owners.items()}
        return cls(counts, weights, math.log(2 * (total + 1)) + 0.2, frequency)

    def explain(
        self, reading: Reading, labels: Iterable[str], concepts: Concepts, named: Iterable[str]
    ) -> list[Explanation]:
        """What each label explains of a reading, which names the concepts `named`.

        A word counts as explained if the entry uses it or one of its synonyms; often beats once.
        """
        words = {word.stem: word for word in reading.content}
        weighed = [(stem, word.form, self.weight(stem)) for stem, word in words.items()]
        mass = sum([weight for _, _, weight in weighed])
        synonyms = [(CONCEPT + name, concepts.words[name]) for name in named]
        found = []
        for label in labels:
            used = self.counts.get(label, {})
            alike = [same for name, same in synonyms if name in used]
            explained = left_over = 0.0
            for stem, form, weight in weighed:
                times = used.get(stem, 0)
                if times:
                    share = times / (times + 0.5)
                else:
                    share = SYNONYM_SHARE if any([form in same for same in alike]) else 0.0
                explained += weight * share
                left = weight * (1.0 - share)
                if left > left_over:
                    left_over = left
            found.append(Explanation(explained / mass if mass else 0.0, left_over))
        return found

    def weight(self, root: str) -> float:
        """The weight of a root in a question."""
        known = self.weights.get(root)
        if known is not None:
            return known
        return self.unknown * min(1.0, max(0.25, (7.0 - self.frequency.get(root, 0.0)) / 4.0))


def roots(reading: Reading, named: Iterable[str]) -> tuple[str, ...]:
    """The roots of a reading's content, each once, and the concepts it names."""
    stems = dict.fromkeys([word.stem for word in reading.content])
    return (*stems, *(CONCEPT + name for name in named))
