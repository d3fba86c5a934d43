"""The peers: other ways of finding the entry that a question means, as their documentation shows them.

Lives here: one class a peer, each learning from ways of asking and ranking entries by a score.
Never here: questions, counting, time.

A peer gets the same ways of asking and titles as the bot, in lower case. `out_of_scope` are questions to be left
alone; only peers that can learn a class for them use them.
"""

from __future__ import annotations

import importlib
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

# A label, and how well it fits; the scale is the peer's own.
Ranked = list[tuple[str, float]]
FIRST = 4
OUT_OF_SCOPE = "*out-of-scope"
_WORD = re.compile(r"\w+")


class Peer:
    """Ranks labels for a question; best first."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], out_of_scope: Sequence[str] = ()) -> None:
        raise NotImplementedError

    def rank(self, text: str) -> Ranked:
        raise NotImplementedError


class Labels:
    """From a score for each text to the best labels."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.names = sorted(set(labels))
        places = {name: i for i, name in enumerate(self.names)}
        self.owner = np.array([places[label] for label in labels])

    def best(self, scores: Any) -> Ranked:
        """A label is worth its best text."""
        worth = np.full(len(self.names), -np.inf)
        np.maximum.at(worth, self.owner, np.asarray(scores, float))
        return self.first(worth)

    def first(self, worth: Any) -> Ranked:
        top = np.argsort(-np.asarray(worth), kind="stable")[:FIRST]
        return [(self.names[i], float(worth[i])) for i in top]


class RapidFuzz(Peer):
    """rapidfuzz: the scorer named over every way of asking. `process.cdist` is its fastest way to do that."""

    scorer = "WRatio"

    def __init__(self, texts: Sequence[str], labels: Sequence[str], out_of_scope: Sequence[str] = ()) -> None:
        from rapidfuzz import fuzz, process, utils

        self.texts = [utils.default_process(text) for text in texts]
        self.labels = Labels(labels)
        self.compare: Callable[[str], Any] = lambda text: process.cdist(
            [utils.default_process(text)], self.texts, scorer=getattr(fuzz, self.scorer)
        )[0]

    def rank(self, text: str) -> Ranked:
        return self.labels.best(self.compare(text))


class TokenSort(RapidFuzz):
    scorer = "token_sort_ratio"


class TokenSet(RapidFuzz):
    scorer = "token_set_ratio"


class Bm25(Peer):
    """bm25s; a document is all that is said of one entry, which does better than one a way of asking."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], out_of_scope: Sequence[str] = ()) -> None:
        import bm25s

        self.labels = Labels(labels)
        pooled: dict[str, list[str]] = {name: [] for name in self.labels.names}
        for text, label in zip(texts, labels, strict=True):
            pooled[label] += _WORD.findall(text.lower())
        self.index = bm25s.BM25()
        self.index.index(list(pooled.values()), show_progress=False)

    def rank(self, text: str) -> Ranked:
        known = [word for word in _WORD.findall(text.lower()) if word in self.index.vocab_dict]
        worth = self.index.get_scores(known) if known else np.zeros(len(self.labels.names))
        return self.labels.first(worth)


class Linear(Peer):
    """scikit-learn: TF-IDF of words (1-2) and letters (2-5) with a linear SVM."""

    learns_out_of_scope = False

    def __init__(self, texts: Sequence[str], labels: Sequence[str], out_of_scope: Sequence[str] = ()) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+")  # noqa: S106 - no secret
        letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        more = list(out_of_scope) if self.learns_out_of_scope else []
        self.model = make_pipeline(make_union(words, letters), LinearSVC())
        self.model.fit([*texts, *more], [*labels, *[OUT_OF_SCOPE] * len(more)])
        self.names = list(self.model.classes_)

    def rank(self, text: str) -> Ranked:
        """The best entries; an out-of-scope class that scores higher lowers them all by its lead."""
        worth = dict(zip(self.names, np.ravel(self.model.decision_function([text])), strict=False))
        out_of_scope = worth.pop(OUT_OF_SCOPE, None)
        ranked = sorted(worth.items(), key=lambda item: -item[1])[:FIRST]
        return [(name, score if out_of_scope is None else score - out_of_scope) for name, score in ranked]


class LinearOutOfScope(Linear):
    learns_out_of_scope = True


class ChatterBot(Peer):
    """ChatterBot: BestMatch on SQLite, with the tagger that needs no English model."""

    def __init__(self, texts: Sequence[str], labels: Sequence[str], out_of_scope: Sequence[str] = ()) -> None:
        from chatterbot import ChatBot
        from chatterbot.tagging import LowercaseTagger
        from chatterbot.trainers import ListTrainer

        file = Path(tempfile.mkdtemp()) / "bot.sqlite3"
        self.bot = ChatBot("peer", database_uri=f"sqlite:///{file}", tagger=LowercaseTagger, read_only=True)
        trainer = ListTrainer(self.bot, show_training_progress=False)
        for text, label in zip(texts, labels, strict=True):
            trainer.train([text, label])

    def rank(self, text: str) -> Ranked:
        answer = self.bot.get_response(text)
        return [(answer.text, float(answer.confidence))]


PEERS: Mapping[str, type[Peer]] = {
    "rapidfuzz WRatio": RapidFuzz,
    "rapidfuzz token_sort_ratio": TokenSort,
    "rapidfuzz token_set_ratio": TokenSet,
    "BM25 (bm25s)": Bm25,
    "TF-IDF + linear SVM": Linear,
    "the same with an out-of-scope class": LinearOutOfScope,
    "ChatterBot": ChatterBot,
}
MODULES = {"BM25 (bm25s)": "bm25s", "TF-IDF + linear SVM": "sklearn", "the same with an out-of-scope class": "sklearn"}


def missing(name: str) -> str:
    """Why a peer cannot take part; empty if it can."""
    module = MODULES.get(name, "chatterbot" if name == "ChatterBot" else "rapidfuzz")
    try:
        importlib.import_module(module)
    except Exception as error:  # a peer that fails to load in any way is reported, not fatal
        return f"{type(error).__name__}: {error}"
    return ""
