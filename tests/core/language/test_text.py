from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.text import CACHE_LIMIT, QUERY_LIMIT, Reader, Reading, Word, clean, shortened, tokens
from tests.core.conftest import FREQUENCY

SLANG = {"gimana": "bagaimana", "tlg": "", "makasih": "terima kasih"}
FUNCTION_WORDS = frozenset({"apa", "itu", "bagaimana", "di"})
VOCABULARY = frozenset({"mikro", "makro", "penjara", "komunikasi", "kesabaran", "teh"})


@pytest.fixture
def reader() -> Reader:
    more = {"tempat": 5.0, "tulis": 4.7, "sapu": 4.0, "makan": 5.0, "sabar": 4.0}
    return Reader(SLANG, FUNCTION_WORDS, VOCABULARY, {**FREQUENCY, **more})


def forms(reader: Reader, text: str) -> tuple[str, ...]:
    return reader.read(text).forms


def test_accents_case_and_width_are_folded() -> None:
    assert clean("ＫĒSÁBARAN") == "kesabaran"


def test_controls_marks_and_zero_widths_are_dropped() -> None:
    assert clean("te\u200bh\u0301\u202e\x00 a\ud800") == "teh  a"


def test_a_long_text_keeps_its_head_and_its_tail() -> None:
    text = clean("awal " + "x" * 5000 + " akhir")
    assert len(text) <= QUERY_LIMIT
    assert text.startswith("awal")
    assert text.endswith("akhir")


def test_a_text_that_is_short_enough_is_left_as_it_is() -> None:
    assert shortened("Teh, apa itu?") == "Teh, apa itu?"
    assert shortened("a" * 300 + "b" * 300) == "a" * 219 + " " + "b" * 140


@given(st.text(min_size=1, max_size=30), st.integers(1, 40), st.integers(0, 700))
def test_a_shortened_text_fits_its_limit_and_holds_both_ends(text: str, times: int, limit: int) -> None:
    text *= times
    found = shortened(text, limit)
    assert len(found) <= limit
    if len(text) <= limit:
        assert found == text
    elif limit >= 4:
        assert (found[0], found[-1]) == (text[0], text[-1])


def test_letters_that_expand_are_capped_again() -> None:
    assert len(clean("\ufdfa" * 4096)) <= 2 * QUERY_LIMIT


@given(st.text(max_size=600))
def test_any_text_is_read_without_error_and_stored_clean(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert not any(unicodedata.category(char)[0] in "CM" for char in cleaned)
    Reader({}, frozenset(), frozenset({"teh"}), {}).read(text)


def test_tokens_are_words_and_numbers() -> None:
    assert tokens("jum'at, 2 teh_manis!") == ["jum'at", "2", "teh", "manis"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mikroooo", "mikro"),
        ("teh2", "teh"),
        ("mikro2nya", "mikro"),
        ("gimana", "bagaimana"),
        ("gimanaa", "bagaimana"),
        ("tehnya", "teh"),
        ("gimananya", "bagaimana"),
        ("mikrro", "mikro"),
        ("pnjara", "penjara"),
        ("kmnksi", "komunikasi"),
        ("komuniksai", "komunikasi"),
        ("apaitu", "apa itu"),
        ("gimanateh", "bagaimana teh"),
        ("makasih", "terima kasih"),
    ],
)
def test_what_people_type_is_mended(typed: str, meant: str, reader: Reader) -> None:
    assert forms(reader, typed) == tuple(meant.split())


def test_a_word_that_only_fills_is_dropped(reader: Reader) -> None:
    assert forms(reader, "tlg teh") == ("teh",)


def test_reduplication_counts_once(reader: Reader) -> None:
    assert forms(reader, "teh-teh teh") == ("teh",)


def test_a_common_word_is_taken_as_meant(reader: Reader) -> None:
    assert forms(reader, "mobil") == ("mobil",)


def test_a_slip_between_two_words_keeps_both_readings(reader: Reader) -> None:
    (word,) = reader.read("mkro").words
    assert {word.form, *word.others} == {"mikro", "makro"}
    (other,) = reader.read("mkro").alternatives()
    assert other.forms == word.others


def test_numbers_and_other_scripts_stay_as_they_are(reader: Reader) -> None:
    assert reader.read("14 日本").forms == ("14", "日本")


def test_what_nobody_knows_stays(reader: Reader) -> None:
    assert forms(reader, "qwzxv") == ("qwzxv",)


def test_a_short_unknown_word_is_not_guessed_at(reader: Reader) -> None:
    assert forms(reader, "qzx") == ("qzx",)


def test_of_several_splits_the_likeliest_wins() -> None:
    reader = Reader({}, frozenset(), frozenset(), {"apai": 4.6, "tuh": 4.6, "apa": 6.5, "ituh": 5.5})
    assert reader.read("apaituh").forms == ("apa", "ituh")


def test_a_word_with_few_consonants_is_not_found_by_its_skeleton() -> None:
    reader = Reader({}, frozenset(), frozenset({"kaukai", "kaukais"}), {})
    assert forms(reader, "kuka") == ("kuka",)
    assert forms(reader, "kukas") == ("kaukais",)


def test_function_words_carry_no_subject(reader: Reader) -> None:
    read = reader.read("apa itu teh")
    assert [word.form for word in read.content] == ["teh"]
    assert read.text == "apa itu teh"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("menempatkan", "tempat"),
        ("menulis", "tulis"),
        ("menyapu", "sapu"),
        ("kesabaran", "sabar"),
        ("makanannya", "makan"),
        ("zzz", "zzz"),
        ("manis", "manis"),
    ],
)
def test_the_root_of_a_word_is_found(word: str, stem: str, reader: Reader) -> None:
    assert reader.stem(word) == stem


def test_the_cache_of_words_does_not_grow_without_end(reader: Reader) -> None:
    for number in range(CACHE_LIMIT + 2):
        reader.read(f"k{number}")
    assert len(reader._cache) <= CACHE_LIMIT


def test_a_reading_without_other_readings_has_no_alternatives() -> None:
    assert Reading((Word("teh", "teh", "teh"),)).alternatives() == ()


@pytest.mark.parametrize("text", ["a" * 4096, "ha" * 2000 + "!", " " * 4000, " ".join(f"kata{n}" for n in range(900))])
def test_bait_for_slow_code_is_cut_to_a_question(text: str, reader: Reader) -> None:
    assert sum(map(len, reader.read(text).forms)) <= 2 * QUERY_LIMIT


def test_tags_that_were_copied_along_are_no_words_and_all_else_in_brackets_is() -> None:
    assert tokens(clean("<b>empati</b> & <i>apa</i>?")) == ["empati", "apa"]
    assert "mati" in tokens(clean("mau <mati>"))
    assert "3" in tokens(clean("i <3 u"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pkss", "peksos"),  # not "pks" with a doubled letter
        ("gmpng", "mudah"),  # slang, in what it means
        ("bgmn", "bagaimana"),
        ("trm", "terima kasih"),
        ("xkss", "xkss"),  # another first letter
        ("pks", "pks"),  # a common word
    ],
)
def test_a_word_without_vowels_is_filled_up(typed: str, meant: str) -> None:
    slang = {"gampang": "mudah", "trima": "terima kasih"}
    reader = Reader(slang, frozenset({"bagaimana"}), frozenset({"peksos"}), {"pks": 4.0})
    assert " ".join(forms(reader, typed)) == meant


def test_of_two_words_that_a_slip_fits_the_one_that_the_knowledge_uses_more_is_meant() -> None:
    words, general = frozenset({"sosial", "soal"}), {"soal": 5.0, "sosial": 4.0}
    assert forms(Reader({}, frozenset(), words, general), "sosal") == ("soal",)
    assert forms(Reader({}, frozenset(), words, general, {"sosial": 9}), "sosal") == ("sosial",)
