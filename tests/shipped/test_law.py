"""The law that is shipped: whole, numbered without a gap, found as people ask for it, and fitting Telegram."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.plain import plain_text
from bot.channels.telegram.answering.render import MESSAGE_UNITS, render, units
from bot.core.law.references import Unit
from bot.core.law.wording import Line, parse
from bot.core.model import Knowledge
from bot.core.rulebook import Rulebook
from bot.core.turns import Conversation, Data, Outcome, Utterance, Verb
from tests.shipped.conftest import Talk

SUBJECTS = Path(__file__).parents[2] / "benchmarks" / "subjects"
# How many articles each chapter has.
CHAPTERS = {
    "I": 3, "II": 11, "III": 4, "IV": 9, "V": 13, "VI": 5, "VII": 3, "VIII": 2, "IX": 6, "X": 2, "XI": 4, "XII": 7,
}  # fmt: skip


@pytest.fixture(scope="module")
def law(knowledge: Knowledge) -> Rulebook:
    return knowledge.rulebooks["uu-14-2019"]


def test_all_69_articles_stand_in_their_twelve_chapters(law: Rulebook) -> None:
    assert list(law.articles) == [str(number) for number in range(1, 70)]
    assert {chapter.number: len(chapter.articles) for chapter in law.chapters} == CHAPTERS


def labels(lines: tuple[Line, ...], unit: Unit) -> list[str]:
    return [line.label for line in lines if line.unit is unit]


@pytest.mark.parametrize("number", range(1, 70))
def test_paragraphs_letters_and_numbers_follow_each_other_without_a_gap(law: Rulebook, number: int) -> None:
    waiting = [parse(law.articles[str(number)].text)]
    while waiting:
        lines = waiting.pop()
        for unit, first in ((Unit.PARAGRAPH, "1"), (Unit.NUMBER, "1"), (Unit.LETTER, "a")):
            found = labels(lines, unit)
            assert found == [_after(first, place) for place in range(len(found))]
        waiting += [line.below for line in lines if line.below]


def _after(first: str, place: int) -> str:
    return str(int(first) + place) if first.isdigit() else chr(ord(first) + place)


@pytest.mark.parametrize("number", range(1, 70))
def test_no_list_is_run_into_one_line_and_no_word_is_torn(law: Rulebook, number: int) -> None:
    text = law.articles[str(number)].text
    assert not any(f"; dan {letter}. " in text or f"; {letter}. " in text for letter in "bcdefghijk")
    assert "- undang" not in text.lower()
    assert "__" not in text
    assert "  " not in text
    assert text.rstrip().endswith((".", ";"))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("1", "16. Organisasi Pekerja Sosial adalah wadah berhimpun Pekerja Sosial yang bersifat independen"),
        ("1", "dalam Undang-Undang Dasar Negara Republik Indonesia Tahun 1945."),
        ("17", "c. nilai,\ndalam Praktik Pekerjaan Sosial.\n(2) Standar kompetensi"),
        ("26", "serta berhak melakukan Praktik Pekerjaan Sosial."),
        ("30", "(1) STR berlaku selama 5 (lima) tahun dan dapat diregistrasi ulang"),
        ("38", "diberikan kepada Pekerja Sosial paling banyak untuk 2 (dua) tempat praktik mandiri."),
        ("42", "\ng. bertindak objektif dan tidak diskriminatif"),
        ("52", "d. melakukan pembinaan terhadap penyelenggaraan Praktik Pekerjaan Sosial"),
        ("52", "\ng. melakukan pengelolaan basis data"),
        ("60", "\nc. Pekerja sosial profesional yang telah memiliki Sertifikat Kompetensi"),
        ("69", "Undang-Undang ini mulai berlaku pada tanggal diundangkan."),
    ],
)
def test_known_sentences_stand_where_the_law_has_them(law: Rulebook, number: str, sentence: str) -> None:
    assert sentence in law.articles[number].text


def test_every_article_says_briefly_what_it_is_about_and_how_people_call_it(law: Rulebook) -> None:
    assert [number for number, article in law.articles.items() if len(article.about) > 40 or not article.words] == []
    abouts = [article.about for article in law.articles.values()]
    assert len(set(abouts)) == len(abouts)


def test_every_article_fits_telegram_and_leads_on(assistant: Assistant, talk: Talk, law: Rulebook) -> None:
    for number in law.articles:
        turn = talk((f"a:uu-14-2019:{number}",))
        assert turn.outcome is Outcome.ANSWER
        assert all(units(text.plain) <= MESSAGE_UNITS for text in render(turn.reply, assistant.knowledge))
        verbs = {data.verb for button in turn.reply.flat_buttons if (data := Data.parse(button.data))}
        assert {Verb.ARTICLE, Verb.CHAPTER, Verb.MENU} <= verbs


def test_an_article_is_read_with_its_place_and_source(assistant: Assistant, talk: Talk) -> None:
    turn = talk("psl 30 ayat (2) huruf c dong")
    assert plain_text(turn.reply, assistant.knowledge) == (
        "UU 14/2019, Bab V, Pasal 30 ayat (2) huruf c\n"
        "Masa berlaku & perpanjangan STR\n\n"
        "(2) Persyaratan untuk Registrasi Ulang sebagaimana dimaksud pada ayat (1) meliputi:\n"
        "c. memiliki surat keterangan kondisi jasmani dan rohani;\n\n"
        "Sumber: Undang-Undang Nomor 14 Tahun 2019 tentang Pekerja Sosial, Pasal 30 ayat (2) huruf c "
        "(Lembaran Negara RI Tahun 2019 Nomor 182, Tambahan Nomor 6397; diperiksa 2026-11-24)\n\n"
        "Penjelasan dengan bahasa sehari-hari ada di tombol di bawah ini."
    )


def test_people_go_on_from_an_article(talk: Talk) -> None:
    assert talk("pasal 37", "ayat 2 nya?").reply.passages[0].body.startswith("(2) Izin")
    assert "Pasal 38" in talk("pasal 37", "pasal selanjutnya").reply.passages[0].title
    assert "Pasal 36" in talk("pasal 37", "yang sebelumnya").reply.passages[0].title
    assert "Registrasi dan Izin Praktik" in talk("pasal 37", "bab itu tentang apa").reply.text


@pytest.mark.parametrize("name", ["pasal-uji.jsonl", "pasal-2-uji.jsonl", "pasal-3-uji.jsonl"])
def test_questions_about_articles_get_the_article(assistant: Assistant, name: str) -> None:
    cases = [json.loads(line) for line in (SUBJECTS / name).read_text("utf-8").splitlines()]
    wrong = []
    for case in cases:
        turn = assistant.dialogue.respond(Utterance(case["q"]), Conversation())
        shown = Data.parse(turn.conversation.article) if turn.reply.passages else None
        text = plain_text(turn.reply, assistant.knowledge)
        fits = case.get("isi", "") in text and case.get("bukan", "\0") not in text
        if (shown.extra if shown else None) != case["pasal"] or not fits:
            wrong.append(case["q"])
    assert len(wrong) <= 0.1 * len(cases), wrong
