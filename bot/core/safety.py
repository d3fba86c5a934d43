"""Noticing that a person may be in danger, before anything else is done with a message.

Lives here: the detector, learnt from examples of danger and of what only sounds like it.
Never here: help lines, texts, what happens next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.core.linear import Matrix, ridge
from bot.core.model import Knowledge
from bot.core.terms import Concepts, Vectoriser, terms
from bot.core.text import Reader, Reading, clean

DANGER, HARMLESS = 0, 1
# A message scores +1 where it is like the danger examples and -1 where it is like the harmless ones.
ALARM = 0.12
# Long messages hide one sentence among many, so pieces are looked at as well. They need a clearer sign.
PIECE_ALARM = 0.3
PIECE_WORDS = 3
# "bvnvh d1r1", "b u n u h": letters that stand for others, and single letters with gaps between them.
_LEET = str.maketrans("013457@$!", "oieastasi")
_GAPPED = re.compile(r"\b(?:[a-z][\s.\-_*]+){3,}[a-z]\b")
_PIECES = re.compile(r"[.!?;,\n]+|\b(?:tapi|tetapi|dan|soalnya|karena)\b")


@dataclass(frozen=True)
class Detector:
    """Tells messages of danger from the rest."""

    reader: Reader
    concepts: Concepts
    vectoriser: Vectoriser
    weights: Matrix
    alarms: tuple[tuple[str, ...], ...]

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Detector:
        """Learns from the safety examples; ordinary questions count as harmless."""
        safety = knowledge.safety
        ordinary = _ordinary(knowledge)
        texts = [*safety.danger, *safety.harmless, *ordinary]
        labels = ["danger"] * len(safety.danger) + ["harmless"] * (len(safety.harmless) + len(ordinary))
        concepts = Concepts.build({}, reader)
        documents = [terms(reader.read(text), concepts) for text in texts]
        vectoriser = Vectoriser.build(documents, [f"{label}{i % 40}" for i, label in enumerate(labels)])
        signs = np.array([1.0 if label == "danger" else -1.0 for label in labels], np.float32)
        weights = ridge(vectoriser.matrix(documents), signs[:, None])
        alarms = tuple(reader.read(alarm).forms for alarm in safety.alarms)
        return cls(reader, concepts, vectoriser, weights, alarms)

    def alarmed(self, text: str) -> bool:
        """Whether `text` sounds like a person in danger or distress."""
        plain = clean(text, limit=4096)
        for variant in dict.fromkeys((plain, _unmask(plain))):
            if self._is_danger(variant):
                return True
        return False

    def _is_danger(self, text: str) -> bool:
        whole = self.reader.read(text)
        if any(_contains(whole.forms, alarm) for alarm in self.alarms):
            return True
        if len(whole.words) <= 40 and self.score(whole) >= ALARM:
            return True
        pieces = (self.reader.read(piece) for piece in _PIECES.split(text)[:60])
        return any(len(piece.words) >= PIECE_WORDS and self.score(piece) >= PIECE_ALARM for piece in pieces)

    def score(self, reading: Reading) -> float:
        """About +1 for danger, -1 for harmless; 0 for nothing known."""
        columns, values = self.vectoriser.vector(terms(reading, self.concepts))
        return float(values @ self.weights[columns, 0]) if len(columns) else -1.0


def _ordinary(knowledge: Knowledge) -> list[str]:
    asked = [text for entry in knowledge.entries.values() for text in entry.questions]
    asked += [text for gap in knowledge.gaps.values() for text in gap.questions]
    asked += [text for intent in knowledge.intents.values() for text in intent.questions]
    return [*asked, *knowledge.foreign]


def _unmask(text: str) -> str:
    """The text with letters for digits and without gaps between single letters."""
    joined = _GAPPED.sub(lambda found: re.sub(r"[^a-z]", "", found[0]), text)
    return re.sub(r"(?<=[a-z])v(?=[^aeiou\s]|\b)", "u", joined.translate(_LEET))


def _contains(forms: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return any(tuple(forms[i : i + size]) == tuple(part) for i in range(len(forms) - size + 1))


Array = npt.NDArray[np.float32]
