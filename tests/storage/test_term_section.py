"""Terms are read as they are written, or every slip in them is told with its line and a remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.phrases import TERMS
from bot.core.term import Term
from bot.storage.loader import load_knowledge, load_placed
from tests.storage.conftest import PHRASES, Folder

Complaint = Callable[[str], str]

WORDS = """\
istilah:
  - id: ampas
    istilah: Ampas
    lain: [endapan, sisa bubuk]
    arti: Yang tertinggal di dasar cangkir.
    sumber: Buku Kopi
    entri: tubruk
  - {id: crema, istilah: Crema, arti: Busa di atas espreso.}
"""


def one(fields: str) -> str:
    return "istilah:\n  - {id: ampas, istilah: Ampas, arti: Sisa." + fields + "}\n"


def test_terms_are_read_with_all_they_say(folder: Folder) -> None:
    folder.write("istilah.yaml", WORDS)
    assert list(folder.load().terms.values()) == [
        Term(
            "ampas",
            "Ampas",
            "Yang tertinggal di dasar cangkir.",
            "Buku Kopi",
            "tubruk",
            ("endapan", "sisa bubuk"),
        ),
        Term("crema", "Crema", "Busa di atas espreso."),
    ]


def test_terms_stand_where_they_are_written(folder: Folder) -> None:
    folder.write("istilah.yaml", WORDS)
    places = load_placed(folder.root, PHRASES).places
    assert [places.terms[name].begin.line for name in ("ampas", "crema")] == [2, 8]
    assert places.terms["ampas"].key("arti").line == 5


def test_terms_may_stand_in_several_files(folder: Folder) -> None:
    folder.write("a.yaml", one(""))
    folder.write("b.yaml", "istilah:\n  - {id: crema, istilah: Crema, arti: Busa.}\n")
    assert list(folder.load().terms) == ["ampas", "crema"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (one(", art: x"), '2: Kunci "art" pada istilah "ampas" tidak dikenal; mungkin maksudnya "arti".'),
        (one(", entri: tubruc"), '2: Entri "tubruc" di "entri" tidak ada; mungkin maksudnya "tubruk".'),
        (one(", lain: [AMPAS]"), '2: Istilah "AMPAS" sudah ada di kopi/rusak.yaml:2; hapus salah satu.'),
        ("istilah:\n  - {id: a, istilah: A}\n", '2: "arti" belum ada pada istilah "a"; tambahkan.'),
        ("istilah:\n  - {istilah: A, arti: x}\n", '2: "id" belum ada pada istilah ke-1; tambahkan.'),
        (
            f"istilah:\n  - {{id: a, istilah: A, arti: {'x' * 201}}}\n",
            '2: "arti" pada istilah "a" terlalu panjang (201 karakter, paling banyak 200); persingkat.',
        ),
        (
            f"istilah:\n  - {{id: a, istilah: {'x' * 41}, arti: x}}\n",
            '2: "istilah" pada istilah "a" terlalu panjang (41 karakter, paling banyak 40); persingkat.',
        ),
        (
            f"istilah:\n  - {{id: {'x' * 29}, istilah: A, arti: x}}\n",
            f'2: id "{"x" * 29}" terlalu panjang; paling banyak 28 karakter.',
        ),
        (
            "istilah:\n  - id: a\n    istilah: A\n    arti: |\n      satu\n      dua\n",
            '4: "arti" pada istilah "a" harus satu baris; jadikan satu kalimat.',
        ),
    ],
)
def test_a_slip_is_told_with_its_line(complaint: Complaint, text: str, expected: str) -> None:
    found = complaint(text)
    assert found == expected


def test_two_terms_never_share_an_id_or_a_name(folder: Folder) -> None:
    twice = "  - {id: ampas, istilah: Dedak, arti: x}\n  - {id: d, istilah: endapan, arti: x}\n"
    folder.write("istilah.yaml", WORDS + twice)
    assert folder.complaints() == [
        'kopi/istilah.yaml:9: Id istilah "ampas" sudah dipakai di kopi/istilah.yaml:2; ganti salah satu.',
        'kopi/istilah.yaml:10: Istilah "endapan" sudah ada di kopi/istilah.yaml:4; hapus salah satu.',
    ]


def test_the_sentences_about_terms_are_needed_only_where_there_are_some(folder: Folder) -> None:
    phrases = {**PHRASES, **{f"{key}x": frozenset[str]() for key in TERMS}}
    assert load_knowledge(folder.root, phrases).terms == {}
    folder.write("istilah.yaml", WORDS)
    with pytest.raises(Exception, match="term_x"):
        load_knowledge(folder.root, phrases)
