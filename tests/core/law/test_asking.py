"""When a message asks for an article or a chapter, and for which."""

from __future__ import annotations

import pytest

from bot.core.law.asking import Asked, Context, Spot, What
from bot.core.law.references import Unit
from tests.core.law.rules import HOUSE, LAW, law_talk

ONE, TWO = law_talk(LAW).asking, law_talk(LAW, HOUSE).asking
SEDUH = Context(sure="seduh")
HERE = Context(here=Spot("uu-5-2001", "3"))


def ask(text: str, context: Context | None = None) -> Asked | None:
    return ONE.ask(text, context or Context())


def numbers(text: str, context: Context | None = None) -> tuple[str, ...]:
    """The articles that a message asks for; empty if for none."""
    asked = ask(text, context)
    return tuple(spot.number for spot in asked.spots) if asked else ()


def what(text: str, context: Context | None = None) -> What | None:
    asked = ask(text, context)
    return asked.what if asked else None


# By number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pasal 3", ("3",)),
        ("isi pasal 2-3 dong", ("2", "3")),
        ("pasal 3a", ("3a",)),
        ("pasal 2b", ("2",)),
        ("pasal 3 uu teh", ("3",)),
        ("pasal 2 dan 99", ("2",)),
        ("pasal 3 tentang izin kedai", ("3",)),
        ("tlg jelaskan pasal 3 untuk mobil kucing", ("3",)),
        ("pasal 3 jelaskn", ("3",)),
        ("pasal 2 sama 3 bedanya apa", ("2", "3")),
        ("pasal pertama", ("1",)),
        ("pasal terakhir", ("12",)),
        ("pasal pertama bab 3", ("4",)),
        ("pasal terakhir bab II", ("3a",)),
        ("pasal terakhir bab 9", ("12",)),
        ("cuaca mobil bola kucing harga uu teh pasal 3", ("3",)),
        ("apa pasal 2 ngasih tahu penyeduh cuci cangkir takar daun teh air panas suhu diukur", ("2",)),
        ("pasal 3 nyuruh apa", ("3",)),
    ],
)
def test_an_article_is_asked_for_by_its_number(text: str, found: tuple[str, ...]) -> None:
    assert numbers(text) == found
    assert what(text) is What.ARTICLES


def test_the_parts_of_an_article_are_kept() -> None:
    asked = ask("pasal 2 ayat 2 huruf b")
    assert asked is not None
    assert asked.parts == {Unit.PARAGRAPH: ("2",), Unit.LETTER: ("b",)}


@pytest.mark.parametrize("text", ["pasal 2b", "pasal 2 b"])
def test_a_letter_behind_the_number_may_be_a_part(text: str) -> None:
    asked = ask(text)
    assert asked is not None
    assert asked.loose == "b"


@pytest.mark.parametrize(
    "text",
    [
        "tetangga kena pasal 3", "mobil saya dijerat pasal 3 apa", "pasal 3 kucing", "isi pasal 3 kucing",
        "harga mobil kucing bola cuaca lagu pasal 3 apa", "harga mobil pasal 3", "cuaca panas pasal 3",
        "pasal berlapis", "pasalnya saya lupa", "pasal selanjutnya", "pasal itu", "ayat 2", "apa itu teh", "",
    ],
)  # fmt: skip
def test_a_story_asks_for_no_article(text: str) -> None:
    assert ask(text) is None


def test_a_number_beyond_the_last_is_told() -> None:
    assert what("pasal 13") is What.NO_ARTICLE
    assert what("pasal 99 uu teh") is What.NO_ARTICLE


@pytest.mark.parametrize("text", ["pasal 5 UU 23/2004", "pasal 351 KUHP bunyinya", "uu kopi bab 2", "pasal uu kopi"])
def test_another_law_is_told(text: str) -> None:
    assert what(text) is What.ANOTHER


@pytest.mark.parametrize(
    "text", ["uu kopi itu apa", "mobil kucing bola cuaca harga lagu kena pasal 3 KUHP", "beda uu kopi dan uu teh"]
)
def test_another_law_in_passing_is_not(text: str) -> None:
    assert ask(text) is None


@pytest.mark.parametrize("text", ["pasal 8 uu kopi", "seduh di pasal 3 uu kopi", "suhu air uu kopi pasal berapa"])
def test_another_law_is_left_to_the_entry_that_cites_it_or_is_about_what_is_asked(text: str) -> None:
    assert ask(text, SEDUH) is None


def test_an_entry_that_may_help_is_offered_beside_it() -> None:
    asked = ask("pasal 3 uu kopi", SEDUH)
    assert asked is not None
    assert (asked.what, asked.entry) == (What.ANOTHER, "seduh")


def test_two_laws_at_once_are_left_to_the_entry_that_clearly_answers() -> None:
    assert ask("pasal 3 uu teh dan uu kopi", SEDUH) is None
    assert numbers("pasal 3 uu teh dan uu kopi") == ("3",)


def test_an_article_of_a_law_that_nobody_named_may_be_that_of_an_entry() -> None:
    assert ask("pasal 3 isinya suhu air", SEDUH) is None
    assert numbers("pasal 3 isinya suhu air") == ("3",)
    assert numbers("pasal 2 isinya suhu air", SEDUH) == ("2",)
    assert numbers("pasal 3 isinya izin", SEDUH) == ("3",)
    assert ask("pasal berapa yang mengatur izin kedai wali mobil suhu", SEDUH) is None


def test_an_article_of_a_code_of_ethics_is_none_of_the_law() -> None:
    assert what("kode etik pasal 3") is What.ANOTHER
    assert what("kode etik uu teh pasal 3") is What.ARTICLES


def test_of_several_rulebooks_those_that_have_the_number_are_offered() -> None:
    asked = TWO.ask("pasal 1", Context())
    assert asked is not None
    assert (asked.what, asked.spots) == (What.OFFERED, (Spot("uu-5-2001", "1"), Spot("tatib", "1")))
    assert TWO.ask("pasal 1 tatib kedai", Context()) == Asked(What.ARTICLES, (Spot("tatib", "1"),))
    assert TWO.ask("pasal 3", Context()) == Asked(What.ARTICLES, (Spot("uu-5-2001", "3"),))
    assert TWO.ask("pasal 1", Context(here=Spot("tatib", "1"))) == Asked(What.ARTICLES, (Spot("tatib", "1"),))


# By chapter


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("bab 2", 2),
        ("bab II isinya apa", 2),
        ("bab dua uu teh", 2),
        ("bab pertama", 1),
        ("bab terakhir", 3),
        ("bab 2 penyeduhan", 2),
        ("bab apa yang mengatur penyeduhan", 2),
        ("bab 2 uu teh buat mobil", 2),
    ],
)
def test_a_chapter_is_asked_for(text: str, place: int) -> None:
    asked = ask(text)
    assert asked is not None
    assert (asked.what, asked.chapter) == (What.CHAPTER, place)


@pytest.mark.parametrize(
    "text",
    ["bab 2 skripsi", "revisi bab 2", "bab 2 saya", "bab 2 saya tentang penyeduhan", "bab itu", "bab selanjutnya",
     "bab mobil", "susah bab", "skripsi bab 9"],
)  # fmt: skip
def test_the_chapter_of_something_else_is_not(text: str) -> None:
    assert ask(text) is None


def test_a_chapter_that_is_not_there_is_told() -> None:
    assert what("bab 9") is What.NO_CHAPTER
    assert what("bab 4 uu teh") is What.NO_CHAPTER


# By what is regulated


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("pasal berapa yang mengatur izin kedai", "3"),
        ("izin dicabut diatur di pasal berapa", "3a"),
        ("pasal tentang takaran daun", "2"),
        ("pasal hak gula", "4"),
        ("izin kedai itu tertulis di pasal berapa", "3"),
        ("pencabutan izin mulai pasal berapa", "3a"),
        ("hak gula ada di bab apa", "4"),
        ("hak gula menurut uu teh", "4"),
    ],
)
def test_an_article_is_asked_for_by_what_it_regulates(text: str, number: str) -> None:
    assert (what(text), numbers(text)[0]) == (What.FOUND, number)


def test_articles_that_fit_equally_are_offered() -> None:
    assert what("pasal berapa yang mengatur penikmat") is What.OFFERED
    assert len(numbers("pasal berapa yang mengatur penikmat")) > 1


@pytest.mark.parametrize("text", ["pasal berapa yang mengatur izin kedai wali mobil", "uu teh pasal wali kota"])
def test_an_article_that_may_fit_is_offered(text: str) -> None:
    assert (what(text), numbers(text)[0]) == (What.OFFERED, "3")


@pytest.mark.parametrize(
    "text", ["pasal mobil bekas", "pasal tentang skor bola", "kena pasal apa saya", "izin pasal kedai wali kota gula",
             "harga mobil menurut uu teh", "uu teh harga gula mobil"]
)  # fmt: skip
def test_what_no_article_regulates_is_left_alone(text: str) -> None:
    assert ask(text) is None


@pytest.mark.parametrize("text", ["bab apa saja", "ada berapa pasal", "uu teh isinya apa", "uu teh", "daftar pasal"])
def test_the_contents_are_asked_for(text: str) -> None:
    assert what(text) is What.CONTENTS


def test_a_law_by_name_is_left_to_the_entry_that_clearly_answers() -> None:
    assert ask("uu teh", Context(sure="seduh")) is None
    assert what("uu teh isinya apa", Context(sure="seduh")) is What.CONTENTS
    assert ask("uu teh itu apa") is None
    assert ask("uu teh isinya pengertian apa") is None
    assert ask("hak gula menurut uu teh", Context(sure="seduh")) is not None
    assert ask("takaran daun menurut uu teh", Context(sure="seduh")) is None
    assert ask("penikmat menurut uu teh", Context(sure="seduh")) is None
    assert ask("harga menurut uu teh", Context(sure="seduh")) is None


def test_the_article_that_an_entry_explains_is_asked_for_after_it() -> None:
    assert numbers("itu diatur pasal berapa", Context(shown=("seduh",))) == ("2",)
    assert ask("itu diatur pasal berapa", Context(shown=("warna",))) is None


# After an article


@pytest.mark.parametrize(
    ("text", "number"),
    [("pasal selanjutnya", "3a"), ("pasal sebelumnya", "2"), ("pasal itu isinya apa", "3"), ("ayat 2 nya?", "3")],
)
def test_a_message_may_lean_on_the_last_article(text: str, number: str) -> None:
    assert numbers(text, HERE) == (number,)


@pytest.mark.parametrize(("text", "place"), [("bab itu tentang apa", 2), ("bab selanjutnya", 3), ("bab sebelumnya", 1)])
def test_or_on_its_chapter(text: str, place: int) -> None:
    asked = ask(text, HERE)
    assert asked is not None
    assert (asked.what, asked.chapter) == (What.CHAPTER, place)


def test_behind_the_last_article_there_is_none() -> None:
    assert what("pasal selanjutnya", Context(here=Spot("uu-5-2001", "12"))) is What.NO_ARTICLE
    assert what("pasal sebelumnya", Context(here=Spot("uu-5-2001", "1"))) is What.NO_ARTICLE
    assert what("bab selanjutnya", Context(here=Spot("uu-5-2001", "12"))) is What.NO_CHAPTER


def test_a_story_with_a_part_leans_on_nothing() -> None:
    assert ask("surat kucing mobil bola ayat 2", HERE) is None
