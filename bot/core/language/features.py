"""The features of a short message: its words, pairs and edges of them, and their n-grams.

Lives here: what a model of short messages sees. The first letter of a feature names its family.
Never here: weights of families, learning, what a message means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

WORD, PAIR, LETTERS, FIRST, LAST = "w", "p", "l", "a", "z"
# So many letters of a word, its edges included.
NGRAM_SIZES = (3, 4)


def features(words: Sequence[str]) -> Iterator[str]:
    """The features of a message, each once. Short messages are misspelt, so n-grams of letters count too."""
    yield from (WORD + word for word in dict.fromkeys(words))
    yield from (f"{PAIR}{left} {right}" for left, right in dict.fromkeys(pairwise(words)))
    yield from dict.fromkeys(LETTERS + ngram for word in words for ngram in _ngrams(word))
    if words:
        yield FIRST + words[0]
        yield LAST + words[-1]


def _ngrams(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for size in NGRAM_SIZES:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))
