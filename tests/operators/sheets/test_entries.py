"""What rows mean, what may be left out, and what is wrong with a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import Knowledge
from bot.core.rulebook import Quote
from bot.operators.sheets.entries import COLUMNS, SheetEntries, to_entries, to_rows
from bot.operators.sheets.rows import Row, SheetError
from bot.storage.sections import ENTRY_KEYS

PATH = Path("kopi.csv")
HEAD = ("id", "judul", "pertanyaan", "jawaban", "topik")


def made(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> SheetEntries:
    return to_entries(PATH, [Row(number, cells) for number, cells in enumerate((head, *rows), 1)])


def complaints(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[str]:
    with pytest.raises(SheetError) as caught:
        made(*rows, head=head)
    return str(caught.value).split("\n")


def test_only_title_and_answer_are_needed() -> None:
    found = made(("Kopi tubruk", "Diseduh."), head=("judul", "jawaban"))
    entry = found.entries["kopi-tubruk"]
    assert (entry.title, entry.questions, entry.answer) == ("Kopi tubruk", ("Kopi tubruk",), "Diseduh.")
    assert [(topic.id, topic.title) for topic in found.topics] == [("tanya-jawab", "Tanya jawab")]
    assert found.notes == ("1 id dibuat dari judul.",)


def test_headings_may_stand_in_any_order_and_case() -> None:
    found = made(("Diseduh.", "Kopi"), head=("JAWABAN", " Judul "))
    assert found.entries["kopi"].answer == "Diseduh."


def test_all_columns_reach_the_entry() -> None:
    lists = ("b, c", "c", "Satu?\n\nDua?", "uu-1: Satu: dua.\n")
    row = ("a", "A", "apa a", "Isi a.", "T", "buku", "ringkas a", "di sini", "b", *lists)
    rest = [(name, name.upper(), "", f"Isi {name}.", "T", *[""] * 8) for name in ("b", "c")]
    entry = made(row, *rest, head=COLUMNS).entries["a"]
    assert (entry.source, entry.summary, entry.context) == ("buku", "ringkas a", "di sini")
    assert (entry.parent, entry.related, entry.confusable) == ("b", ("b", "c"), ("c",))
    assert entry.reflection == ("Satu?", "Dua?")
    assert entry.quotes == (Quote("uu-1", "Satu: dua."),)


@pytest.mark.parametrize("quote", ["tanpa titik dua", ": tanpa hukum", "uu-1:"])
def test_a_quote_names_its_law_and_its_words(quote: str) -> None:
    row = ("a", "A", "apa a", "Isi a.", "T", *[""] * 7, quote)
    with pytest.raises(SheetError, match="kolom kutipan"):
        made(row, head=COLUMNS)


def test_a_sheet_has_a_column_for_every_field_of_an_entry() -> None:
    assert sorted(COLUMNS) == sorted((*ENTRY_KEYS, "topik", "induk_topik"))


def test_ways_of_asking_stand_one_a_line() -> None:
    found = made(("a", "A", "satu\n\n  dua  kata \nSATU?", "Isi.", ""))
    assert found.entries["a"].questions == ("satu", "dua kata")
    assert 'pertanyaan "SATU?" dua kali' in found.notes[0]


def test_a_long_title_is_cut_for_the_button_and_kept_as_a_way_of_asking() -> None:
    title = "Bagaimana cara menyeduh kopi tubruk yang enak"
    found = made(("a", title, "cara tubruk", "Isi.", ""))
    assert found.entries["a"].title == "Bagaimana cara menyeduh kopi tubruk…"
    assert found.entries["a"].questions == (title, "cara tubruk")
    assert "Baris 2: judul dipendekkan" in found.notes[0]


def test_made_up_ids_avoid_those_that_are_given_anywhere() -> None:
    found = made(("", "Kopi", "x", "1", ""), ("", "Kopi", "y", "2", ""), ("kopi", "Kopi", "z", "3", ""))
    assert list(found.entries) == ["kopi-2", "kopi-3", "kopi"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Cara seduh"], {"cara-seduh": "Cara seduh"}),
        (["seduh: Cara seduh"], {"seduh": "Cara seduh"}),
        (["seduh", "seduh: Cara seduh", "seduh"], {"seduh": "Cara seduh"}),
        (["Seduh", "SEDUH"], {"seduh": "Seduh"}),
        (["", "Seduh"], {"tanya-jawab": "Tanya jawab", "seduh": "Seduh"}),
    ],
)
def test_a_topic_is_named_by_its_title_or_with_its_id(cells: list[str], expected: dict[str, str]) -> None:
    found = made(*[(f"e{i}", f"E{i}", f"q{i}", "Isi.", cell) for i, cell in enumerate(cells)])
    assert {topic.id: topic.title for topic in found.topics} == expected


def test_entries_are_grouped_by_topic_in_the_order_of_the_sheet() -> None:
    rows = [("a", "A", "q1", "1", "X"), ("b", "B", "q2", "2", "Y"), ("c", "C", "q3", "3", "X")]
    found = made(*rows)
    assert list(found.entries) == ["a", "c", "b"]
    assert found.rows == {"a": 2, "b": 3, "c": 4}


def test_all_problems_are_told_at_once_with_their_rows() -> None:
    said = complaints(
        ("a", "", "q", "isi", ""),
        ("b", "B", "qb", "", ""),
        ("c", "C", "qc", "isi", ""),
        ("c", "C2", "qc2", "isi", ""),
        ("D d", "D", "qd", "isi", ""),
        ("e", "E", "QC!", "isi", ""),
        ("f", "F", "qf", "isi", "", "lebih"),
    )
    places = [line.partition(": ")[0].removeprefix("kopi.csv, ") for line in said]
    assert places == [
        "baris 2, kolom judul",
        "baris 3, kolom jawaban",
        "baris 5, kolom id",
        "baris 6, kolom id",
        "baris 7, kolom pertanyaan",
        "baris 8, kolom F",
    ]
    words = ("masih kosong; isi", "masih kosong; isi", "sudah dipakai di baris 4", "tidak sah", "ditanyakan di baris 4")
    for word, line in zip((*words, "apit teks"), said, strict=True):
        assert word in line


def test_a_row_with_one_fault_is_looked_at_for_others() -> None:
    head = ("id", "judul", "jawaban", "pertanyaan", "terkait")
    said = complaints(("a", "A", "isi", "satu", ""), ("A b", "", "isi", "satu", "c"), head=head)
    assert [line.split(": ")[0].split(", kolom ")[1] for line in said] == ["id", "judul", "pertanyaan", "terkait"]


def test_a_way_of_asking_made_of_a_title_is_told_as_the_title() -> None:
    (said,) = complaints(("a", "Kopi", "", "isi", ""), ("b", "Kopi", "", "isi", ""))
    assert said.startswith("kopi.csv, baris 3, kolom judul:")
    assert "tulis cara bertanya yang lain di kolom pertanyaan" in said


def test_a_formula_without_a_result_is_no_text() -> None:
    (said,) = complaints(("a", "A", "q", "#N/A", ""))
    assert said == "kopi.csv, baris 2, kolom jawaban: rumusnya gagal (#N/A); betulkan, atau tulis teksnya langsung."


def test_a_cell_below_an_empty_heading_is_not_lost_without_a_word() -> None:
    (said,) = complaints(("a", "A", "q", "isi", "", "catatan"), head=(*HEAD, ""))
    assert "baris 2, kolom F: tidak punya kepala kolom" in said


def test_ways_of_asking_may_hold_commas_and_bars() -> None:
    found = made(("a", "A", "kopi, teh | susu?\nsatu; dua", "isi", ""))
    assert found.entries["a"].questions == ("kopi, teh | susu?", "satu; dua")


def test_links_must_lead_to_another_entry() -> None:
    head = ("id", "judul", "jawaban", "induk", "terkait")
    said = complaints(("tubruk", "T", "isi", "tubruk", "turbuk"), ("saring", "S", "isi", "", "tubrk"), head=head)
    assert 'baris 2, kolom induk: "tubruk" adalah entri ini sendiri' in said[0]
    assert 'baris 2, kolom terkait: entri "turbuk" tidak ada' in said[1]
    assert 'baris 3, kolom terkait: entri "tubrk" tidak ada; mungkin maksudnya "tubruk"' in said[2]


def test_a_parent_stands_in_the_same_topic() -> None:
    head = ("id", "judul", "jawaban", "induk", "topik")
    (said,) = complaints(("a", "A", "isi", "b", "satu"), ("b", "B", "isi", "", "dua"), head=head)
    assert said == 'kopi.csv, baris 2, kolom induk: "b" (baris 3) ada di topik lain; samakan topiknya.'


def test_parents_end_somewhere() -> None:
    head = ("id", "judul", "jawaban", "induk")
    rows = [("a", "A", "isi", "b"), ("b", "B", "isi", "a"), ("c", "C", "isi", "a")]
    assert [line.split(": ")[0] for line in complaints(*rows, head=head)] == [
        "kopi.csv, baris 2, kolom induk",
        "kopi.csv, baris 3, kolom induk",
    ]


def test_one_topic_has_one_title() -> None:
    (said,) = complaints(("a", "A", "q1", "1", "x: Satu"), ("b", "B", "q2", "2", "x: Dua"))
    assert 'baris 3, kolom topik: "x" berjudul "Satu"' in said


def test_missing_columns_are_named_with_what_is_there() -> None:
    (said,) = complaints(("x", "y"), head=("titel", "jawaban"))
    assert 'kolom "judul" tidak ada' in said
    assert '"titel", "jawaban"' in said


def test_an_empty_sheet_is_refused() -> None:
    assert "tidak ada" in complaints(head=())[0]
    assert "belum memuat entri" in complaints()[0]


def test_unknown_columns_are_told_and_passed_over() -> None:
    found = made(("A", "isi", "?"), head=("judul", "jawaban", "pertanyan"))
    assert 'mungkin maksudnya "pertanyaan"' in found.notes[0]


def test_every_entry_becomes_a_row(knowledge: Knowledge) -> None:
    head, first, *rest = to_rows(knowledge)
    assert head == COLUMNS
    assert first[:2] == ("tubruk", "Kopi tubruk")
    assert first[4] == "Seduh"
    assert len(rest) == 3


def test_titles_that_look_the_same_on_their_buttons_are_told_with_both_rows() -> None:
    long = "Kopi yang diseduh dengan air panas di gelas"
    rows = [("a", "Kopi", "qa", "isi", ""), ("b", "KOPI", "qb", "isi", ""), ("c", long, "", "isi", "")]
    notes = made(*rows, ("d", f"{long} besar", "qd", "isi", "")).notes
    same = [note for note in notes if "sama dengan" in note]
    assert same[0] == 'Baris 3: judul "KOPI" sama dengan judul di baris 2; bedakan, supaya tombolnya terbeda.'
    assert [note.partition(":")[0] for note in same] == ["Baris 3", "Baris 5"]
