from __future__ import annotations

from dataclasses import replace

from bot.core.language.fitted import make_reader
from tests.core.conftest import ENTRIES, FREQUENCY, make_knowledge


def test_words_of_titles_answers_and_concepts_are_worth_mending_towards() -> None:
    vocabulary = make_reader(make_knowledge(), FREQUENCY).vocabulary
    assert {"menyeduh", "delapan", "toples", "pekat"} <= vocabulary


def test_in_a_small_folder_a_real_word_of_a_question_counts_at_once() -> None:
    vocabulary = make_reader(make_knowledge(), FREQUENCY).vocabulary
    assert "suhu" in vocabulary
    assert "apek" not in vocabulary


def test_slang_is_never_mended_towards() -> None:
    assert "gimana" not in make_reader(make_knowledge(), {**FREQUENCY, "gimana": 5.0}).vocabulary


def test_in_a_large_folder_a_word_of_a_question_must_recur() -> None:
    ways = (*(f"teh nomor {n}" for n in range(30)), "pahit sekali", "manis satu", "manis dua", "manis tiga")
    entries = {"hijau": replace(ENTRIES[1], questions=ways, parent="")}
    vocabulary = make_reader(make_knowledge(entries=entries), FREQUENCY).vocabulary
    assert "manis" in vocabulary
    assert "sekali" not in vocabulary
    assert "nomor" in vocabulary  # no general word here, but thirty people cannot all have slipped


def test_what_an_entry_is_called_is_no_slang() -> None:
    named = replace(ENTRIES[0], title="TKS dan teh")
    lexicon = replace(make_knowledge().lexicon, slang={"tks": "terima kasih", "gimana": "bagaimana"})
    reader = make_reader(make_knowledge(entries={"warna": named}, lexicon=lexicon), FREQUENCY)
    assert reader.read("tks gimana").forms == ("tks", "bagaimana")


def test_a_slip_that_recurs_is_still_one_of_a_much_more_frequent_word() -> None:
    ways = (*(f"teh pahiit {n}" for n in range(30)), *(f"teh pahit {n}" for n in range(200)))
    entries = {"hijau": replace(ENTRIES[1], questions=ways, parent="")}
    reader = make_reader(make_knowledge(entries=entries), FREQUENCY)
    assert "pahiit" not in reader.vocabulary
    assert reader.uses["pahit"] == 200


def test_a_greeting_is_not_mended_to_a_word_of_the_subject() -> None:
    knowledge = make_knowledge()
    steering = replace(knowledge.lexicon.steering, vocatives=("mas'e",), chatter=("teeh",), closings=("sekian dulu",))
    reader = make_reader(replace(knowledge, lexicon=replace(knowledge.lexicon, steering=steering)), FREQUENCY)
    assert reader.read("teeh").forms == ("teeh",)
    assert reader.spoken >= {"mase", "teeh"}
    assert not reader.spoken & {"sekian", "dulu", "teh"}
    assert make_reader(knowledge, FREQUENCY).read("teeh").forms == ("teh",)
