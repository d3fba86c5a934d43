"""A reader fitted to one knowledge.

Lives here: which words of a knowledge are worth mending towards.
Never here: how words are mended (bot.core.language.text).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

from bot.core.language.text import Reader, clean, once, tokens
from bot.core.model import Knowledge

# Ways of asking hold typing errors, so a word that only stands there must be a real one (Zipf frequency) and
# recur, or recur so often that it is no slip ("peksos").
RECURRING, FREQUENT, REAL = 3, 25, 2.0
# However often it recurs, it is a slip if it is one letter away from a word that is asked so many times as often.
TIMES_AS_OFTEN = 5


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
    real = {word for word, times in asked.items() if times >= recurring and frequency.get(word, 0.0) >= REAL}
    often = {word for word, times in asked.items() if times >= FREQUENT} - real - vouched
    vouched.update(word for word in (*real, *(often - _slips(often, asked))) if word not in slang)
    uses = {slang.get(word, word): times for word, times in sorted(asked.items(), key=lambda pair: pair[1])}
    return Reader(slang, lexicon.function_words, frozenset(vouched), frequency, uses, _spoken(knowledge) - vouched)


def _spoken(knowledge: Knowledge) -> frozenset[str]:
    """What is said alone around a question: greetings, vocatives, interjections. Were it mended to a word of the
    subject ("askum" to "skema"), that word would be taken off every question as a greeting."""
    steering = knowledge.lexicon.steering
    talk = [text for intent in knowledge.intents.values() if intent.courtesy for text in intent.questions]
    said = (*steering.vocatives, *steering.chatter, *steering.openings, *steering.closings, *talk)
    read = [tokens(clean(text)) for text in said]
    return frozenset(once(words[0]).replace("'", "") for words in read if len(words) == 1)


def _slips(words: Iterable[str], asked: Mapping[str, int]) -> set[str]:
    """Those of the words that are one letter away from a much more frequent one ("pekrja")."""
    return {word for word in words if any(_mistakes(word, other, asked) for other in asked)}


def _mistakes(word: str, other: str, asked: Mapping[str, int]) -> bool:
    often = asked[other] >= TIMES_AS_OFTEN * asked[word]
    return often and OSA.distance(word, other, score_cutoff=1) == 1
