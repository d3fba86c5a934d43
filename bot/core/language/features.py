"""The features of a short message: its words, pairs and edges of them, and their pieces.

Lives here: what a model of short messages sees. The first letter of a feature names its family.
Never here: weights of families, learning, what a message means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

WORD, PAIR, LETTERS, FIRST, LAST = "w", "p", "l", "a", "z"
# Pieces of so many letters of a word, its edges included.
NGRAMS = (3, 4)


def features(words: Sequence[str]) -> Iterator[str]:
    """The features of a message, each once. Short messages are misspelt, so pieces of words count too."""
    yield from (WORD + word for word in dict.fromkeys(words))
    yield from (f"{PAIR}{left} {right}" for left, right in dict.fromkeys(pairwise(words)))
    yield from dict.fromkeys(LETTERS + piece for word in words for piece in _pieces(word))
    if words:
        yield FIRST + words[0]
        yield LAST + words[-1]


def _pieces(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for size in NGRAMS:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
