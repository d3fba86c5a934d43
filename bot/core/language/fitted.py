"""A reader fitted to one knowledge.

Lives here: which words of a knowledge are worth mending towards.
Never here: how words are mended (bot.core.language.text).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from bot.core.language.text import Reader, clean, tokens
from bot.core.model import Knowledge

# Ways of asking hold typing errors, so a word that only stands there must be a real one (Zipf frequency) and
# recur, or recur so often that it is no slip ("peksos").
RECURRING, FREQUENT, REAL = 3, 25, 2.0


def make_reader(knowledge: Knowledge, frequency: Mapping[str, float]) -> Reader:
    """The reader for questions about `knowledge`. `frequency` gives Zipf frequencies of general words."""
    lexicon = knowledge.lexicon
    titled = {word for entry in knowledge.entries.values() for word in tokens(clean(entry.title))}
    # What an entry is called is no slang, even if it is elsewhere: "TKS" may be a name, and thanks.
    slang = {word: meant for word, meant in lexicon.slang.items() if word not in titled}
    vouched: set[str] = set()
    for entry in knowledge.entries.values():
        vouched.update(tokens(clean(f"{entry.title} {entry.summary} {entry.answer}", limit=len(entry.answer) + 400)))
    for term in knowledge.terms.values():
        for name in term.called:
            vouched.update(tokens(clean(name)))
    for expressions in lexicon.concepts.values():
        for expression in expressions:
            vouched.update(tokens(clean(expression)))
    asked: Counter[str] = Counter()
    for entry in knowledge.entries.values():
        for question in entry.questions:
            asked.update(set(tokens(clean(question))))
    small = sum(len(entry.questions) for entry in knowledge.entries.values()) < 20 * len(knowledge.entries)
    recurring = 1 if small else RECURRING
    vouched.update(
        word
        for word, times in asked.items()
        if word not in slang
        and (times >= FREQUENT or (times >= recurring and frequency.get(word, 0.0) >= REAL))
    )
    return Reader(slang, lexicon.function_words, frozenset(vouched), frequency)
