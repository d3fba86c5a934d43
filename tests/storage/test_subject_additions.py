from __future__ import annotations

import pytest

from bot.errors import KnowledgeError
from bot.storage.loader import load_placed

from .conftest import PHRASES, Folder


def test_a_subject_adds_ways_to_the_small_talk_of_the_general_part(folder: Folder) -> None:
    folder.write("umum.yaml", "obrolan:\n  - {id: siapa, pertanyaan: [kamu siapa], jawaban: [Bot., Mesin.]}\n")
    folder.write("bidang.yaml", "bidang:\n  obrolan:\n    siapa:\n      - kamu tukang kopi?\n")
    placed = load_placed(folder.root, PHRASES)
    assert placed.knowledge.intents["siapa"].questions == ("kamu siapa", "kamu tukang kopi?")
    assert [str(place) for place in placed.places.intents["siapa"].ways] == ["kopi/umum.yaml:2", "kopi/bidang.yaml:4"]


def test_small_talk_that_nobody_knows_cannot_be_added_to(folder: Folder) -> None:
    folder.write("umum.yaml", "obrolan:\n  - {id: siapa, pertanyaan: [kamu siapa], jawaban: [Bot., Mesin.]}\n")
    folder.write("bidang.yaml", "bidang:\n  obrolan:\n    siappa: [kamu tukang kopi?]\n")
    with pytest.raises(KnowledgeError) as caught:
        folder.load()
    assert [str(one) for one in caught.value.problems] == [
        'kopi/bidang.yaml:3: Obrolan "siappa" tidak ada; mungkin maksudnya "siapa".'
    ]
