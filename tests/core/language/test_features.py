"""What a model of short messages sees of one."""

from __future__ import annotations

from bot.core.language.features import features


def test_words_pairs_edges_and_pieces_are_features_each_once() -> None:
    found = list(features(["ya", "ya", "oke"]))
    assert len(found) == len(set(found))
    assert {"wya", "woke", "pya ya", "pya oke", "aya", "zoke", "l<ya", "lya>", "l<ok", "l<oke"} <= set(found)


def test_nothing_has_no_features() -> None:
    assert list(features([])) == []
