from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.names import Names
from bot.core.conversation.questions import Questions
from tests.core.conftest import ENTRIES, FREQUENCY, LEXICON, make_knowledge


@pytest.fixture
def questions(dialogue: Dialogue) -> Questions:
    return dialogue.questions


@pytest.fixture
def names(questions: Questions) -> Names:
    return Names.build(questions)


def test_titles_and_ways_of_asking_are_known_letter_for_letter(names: Names) -> None:
    assert names.titles["teh", "hijau"] == "hijau"
    assert names.ways["apa", "itu", "teh", "hitam"] == "hitam"
    assert ("teh", "hita") not in names.titles


def test_what_a_title_shares_with_its_siblings_or_the_subject_does_not_name_it(names: Names) -> None:
    assert (names.own["hijau"], names.shared["hijau"]) == ({"hijau"}, {"teh"})
    assert (names.own["seduh"], names.shared["seduh"]) == ({"seduh"}, {"cara", "teh"})


def test_the_only_entry_of_a_list_shares_nothing(questions: Questions) -> None:
    (seduh,) = (entry for entry in ENTRIES if entry.id == "seduh")
    topics = {"dapur": replace(questions.knowledge.topics["dapur"], entries=("seduh",))}
    alone = make_knowledge(entries={"seduh": seduh}, topics=topics)
    assert Names.build(replace(questions, knowledge=alone)).own["seduh"] == {"cara", "seduh"}


def test_a_word_that_most_titles_of_a_list_have_names_none_of_them(questions: Questions) -> None:
    titles = {"hijau": "Teh hijau muda", "hitam": "Teh hitam muda", "putih": "Teh putih"}
    entries = {entry.id: replace(entry, title=titles.get(entry.id, entry.title)) for entry in ENTRIES}
    own = Names.build(replace(questions, knowledge=make_knowledge(entries=entries))).own
    assert (own["hijau"], own["putih"]) == ({"hijau"}, {"putih"})


def test_synonyms_of_the_subject_name_nothing_either() -> None:
    lexicon = replace(LEXICON, concepts={"teh": ("teh", "minuman")})
    about = Dialogue(make_knowledge(lexicon=lexicon), FREQUENCY).interpreter.tools.names.about
    assert {"teh", "minuman"} <= about


@pytest.mark.parametrize(
    ("said", "entry", "share"),
    [
        ("hijau", "hijau", 1.0),
        ("teh hijau", "hijau", 1.0),  # the subject itself counts neither way
        ("hijau kucing", "hijau", 1.0),  # and so does what names nothing
        ("hijau putih", "hijau", 0.5),  # half of what is named
        ("hitam", "hijau", 0.0),
        ("teh", "hijau", 0.0),
        ("cara seduh", "seduh", 1.0),
        ("cara", "seduh", 0.0),  # both ways in the kitchen are called so
        ("cara hijau", "hijau", 0.5),  # "cara" names others
    ],
)
def test_words_name_an_entry_as_far_as_they_are_its_own(
    said: str, entry: str, share: float, names: Names, questions: Questions
) -> None:
    assert names.share(entry, questions.reader.read(said)) == pytest.approx(share)


def test_half_a_title_names_less_than_all_of_it(names: Names, questions: Questions) -> None:
    longer = replace(names, own={**names.own, "hijau": frozenset({"hijau", "warna"})})
    assert longer.share("hijau", questions.reader.read("hijau")) == pytest.approx(0.6 + 0.4 / 2)
    assert longer.share("hijau", questions.reader.read("warna hijau")) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("stems", "row"),
    [
        ("hijau putih", ("hijau", "putih")),
        ("putih hijau hitam", ("putih", "hijau", "hitam")),  # in the order named
        ("teh hijau teh putih", ("hijau", "putih")),
        ("hijau putih kucing", ("hijau", "putih")),
        ("hijau putih kucing bola", ()),  # two other things are said
        ("hijau", ()),
        ("hijau hijau", ()),
        ("kucing", ()),
        ("hijau seduh", ()),  # of no one list
        ("", ()),
    ],
)
def test_entries_of_one_list_in_a_row(stems: str, row: tuple[str, ...], names: Names) -> None:
    assert names.row(stems.split()) == row


def test_a_word_of_two_titles_means_the_one_that_the_words_cover_better(names: Names) -> None:
    alike = {**names.own, "putih": frozenset({"muda", "pucuk"}), "hitam": frozenset({"muda", "daun"})}
    twins = replace(names, own=alike)
    assert twins.row(["muda", "daun", "hijau"]) == ("hitam", "hijau")
    assert twins.row(["muda", "pucuk", "hijau"]) == ("putih", "hijau")


def test_what_is_called_by_its_name_alone_is_meant(questions: Questions) -> None:
    titles = {"hijau": "Sencha (teh hijau)", "hitam": "Assam (kebun)", "putih": "Ceylon (kebun)"}
    entries = {entry.id: replace(entry, title=titles.get(entry.id, entry.title)) for entry in ENTRIES}
    names = Names.build(replace(questions, knowledge=make_knowledge(entries=entries)))
    read = questions.reader.read
    assert names.call(read("sencha itu apa")) == "hijau"
    assert names.call(read("hijau")) == "hijau"  # the second name, without the subject of the bot
    assert names.call(read("sencha pahit")) == ""  # says more
    assert names.call(read("kebun")) == ""  # two are called so
    assert names.call(read("teh")) == ""  # is what all is about


def test_words_that_one_title_holds_together_are_no_row(questions: Questions) -> None:
    titles = {"hijau": "Daun pucuk", "hitam": "Pucuk"}
    entries = {entry.id: replace(entry, title=titles.get(entry.id, entry.title)) for entry in ENTRIES}
    entries |= {other: replace(entries[other], parent="warna") for other in ("seduh", "simpan")}
    names = Names.build(replace(questions, knowledge=make_knowledge(entries=entries)))
    assert names.row(["daun", "pucuk"]) == ()
    assert names.row(["pucuk", "putih"]) == ("hitam", "putih")
