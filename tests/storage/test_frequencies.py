"""How common words are in Indonesian, read once."""

from __future__ import annotations

import pytest

from bot.storage.frequencies import load_frequencies


def test_common_words_are_common_and_strange_ones_absent() -> None:
    frequencies = load_frequencies()
    assert frequencies["yang"] > 7 > frequencies["kopi"] > 3
    assert "qwzx" not in frequencies


def test_frequencies_are_zipf_values() -> None:
    from wordfreq import zipf_frequency

    assert load_frequencies()["sosial"] == pytest.approx(
        zipf_frequency("sosial", "id", wordlist="best"), abs=0.01
    )


def test_frequencies_are_read_once_and_cannot_be_changed() -> None:
    frequencies = load_frequencies()
    assert load_frequencies() is frequencies
    with pytest.raises(TypeError):
        frequencies["kopi"] = 0.0  # type: ignore[index]
