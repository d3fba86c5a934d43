"""What is inserted into the text of a knowledge file, and that nothing else changes."""

from __future__ import annotations

from difflib import ndiff

import pytest

from bot.operators.editing.way_writing import NewEntry, new_file, with_entry, with_ways
from bot.operators.editing.yaml_places import UnclearPlaceError

TIDY = """\
# Topik: kopi
topik: kopi
judul: Kopi
entri:
  - id: tubruk   # jangan diganti
    judul:   'Kopi tubruk'
    jawaban: >
      Bubuk kasar
      diseduh.

      Sedap.
    pertanyaan:
      - apa itu tubruk
      # yang resmi
      - "cara: tubruk"     # dari dapur

  # Entri berikut belum lengkap.
  - id: saring
    judul: Kopi saring
    pertanyaan:
      - saring itu apa dan mengapa kopi yang disaring lewat kertas terasa lebih ringan daripada yang lain kak
    jawaban: Air menetes.
"""


def added(before: str, after: str) -> list[str]:
    """The lines that are new; nothing may be gone."""
    lines = list(ndiff(before.splitlines(True), after.splitlines(True)))
    assert [line for line in lines if line.startswith("- ")] == []
    return [line[2:] for line in lines if line.startswith("+ ")]


def test_a_way_goes_behind_the_last_one_and_before_the_comment_of_the_next_entry() -> None:
    written = with_ways(TIDY, "entri", "tubruk", ["tubruk dong"])
    assert added(TIDY, written.text) == ["      - tubruk dong\n"]
    lines = written.text.splitlines()
    assert lines[written.line - 1] == "      - tubruk dong"
    assert lines[written.line - 2] == '      - "cara: tubruk"     # dari dapur'


def test_several_ways_stand_in_order_and_are_quoted_where_they_must_be() -> None:
    ways = ["tanya: tubruk?", "# tubruk", "yes", 'kata "tubruk"', "- tubruk", "biasa saja"]
    assert added(TIDY, with_ways(TIDY, "entri", "saring", ways).text) == [
        '      - "tanya: tubruk?"\n', '      - "# tubruk"\n', '      - "yes"\n', '      - kata "tubruk"\n',
        '      - "- tubruk"\n', "      - biasa saja\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("    - a\n    - b\n", "    - baru\n"),  # not indented
        ("          -   a\n          -   b\n", "          -   baru\n"),  # wide
        ("      - a\n      - 'dua\n        baris'\n", "      - baru\n"),
        ("      - a\n      - dua\n        baris\n", "      - baru\n"),
        ("      - a\n      - |\n        dua\n\n        baris\n", "      - baru\n"),
        ("      - a\n      - >-\n          lipat\n          # bukan komentar\n", "      - baru\n"),
        ("      - a\n      -\n        bawah\n", "      - baru\n"),
    ],
)
def test_lists_keep_their_own_looks(items: str, expected: str) -> None:
    text = f"entri:\n  - id: x\n    pertanyaan:\n{items}\n    jawaban: z\n\n  - id: y\n    pertanyaan: [q]\n"
    written = with_ways(text, "entri", "x", ["baru"])
    assert added(text, written.text) == [expected]
    assert written.text.splitlines(True)[written.line - 1] == expected


def test_blank_lines_that_a_block_keeps_stay_in_it() -> None:
    text = "entri:\n  - id: x\n    pertanyaan:\n      - |+\n        a\n\n    jawaban: z\n"
    assert "        a\n\n      - baru\n    jawaban" in with_ways(text, "entri", "x", ["baru"]).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a, 'b']", "[a, 'b', \"baru, ya\"]"),
        ("[a,\n      b,   # c\n      ]", '[a,\n      b, "baru, ya",   # c\n      ]'),
    ],
)
def test_lists_in_brackets_grow_in_their_line(before: str, after: str) -> None:
    text = "entri:\n  - {{id: x, pertanyaan: {}, jawaban: z}}\n"
    assert with_ways(text.format(before), "entri", "x", ["baru, ya"]).text == text.format(after)


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_stay_as_they_are(ending: str) -> None:
    text = TIDY.replace("\n", ending)
    written = with_ways(text, "entri", "tubruk", ["baru", "lagi"]).text
    assert written == with_ways(TIDY, "entri", "tubruk", ["baru", "lagi"]).text.replace("\n", ending)


def test_a_file_need_not_end_in_a_line_break() -> None:
    text = "entri:\n  - id: x\n    pertanyaan:\n      - a"
    assert with_ways(text, "entri", "x", ["baru"]).text == f"{text}\n      - baru"


def test_gaps_have_ways_too_and_are_told_from_entries() -> None:
    text = "celah:\n  - id: x\n    pertanyaan: [a]\nentri:\n  - id: x\n    pertanyaan: [b]\n"
    assert 'pertanyaan: [a, "baru"]\nentri' in with_ways(text, "celah", "x", ["baru"]).text


def test_what_is_not_there_is_missed() -> None:
    with pytest.raises(KeyError):
        with_ways(TIDY, "entri", "luwak", ["baru"])


@pytest.mark.parametrize("text", ["entri:\n  - id: x\n", "entri:\n  - id: x\n    pertanyaan: a\n", "a: [", ""])
def test_a_text_that_is_built_otherwise_is_left_alone(text: str) -> None:
    with pytest.raises((UnclearPlaceError, KeyError)):
        with_ways(text, "entri", "x", ["baru"])


def test_an_entry_goes_to_the_end_of_its_topic() -> None:
    entry = NewEntry("luwak", "Kopi luwak: apa?", "Biji dari\nluwak.", ("luwak itu apa", "no: luwak"))
    written = with_entry(f"{TIDY}# Sampai di sini.\n", entry)
    lines = added(f"{TIDY}# Sampai di sini.\n", written.text)
    assert "".join(lines) == (
        '\n  - id: luwak\n    judul: "Kopi luwak: apa?"\n    jawaban: |\n      Biji dari\n      luwak.\n'
        '    pertanyaan:\n      - luwak itu apa\n      - "no: luwak"\n'
    )
    assert written.text.splitlines()[written.line - 1] == "  - id: luwak"
    assert written.text.endswith("luwak\"\n# Sampai di sini.\n")


def test_an_entry_stands_as_close_and_as_far_in_as_the_others() -> None:
    text = "entri:\n- id: x\n  pertanyaan: [a]\n- id: y\n  pertanyaan:\n  - b\njudul: Kopi\n"
    written = with_entry(text, NewEntry("z", "Z", "Ya.", ("c",)))
    assert written.text == text.replace(
        "  - b\n", "  - b\n- id: z\n  judul: Z\n  jawaban: Ya.\n  pertanyaan:\n    - c\n"
    )


def test_entries_in_brackets_are_for_people_to_edit() -> None:
    with pytest.raises(UnclearPlaceError):
        with_entry("entri: [{id: x, pertanyaan: [a]}]\n", NewEntry("z", "Z", "Ya.", ("c",)))


def test_a_new_file_holds_one_topic_with_one_entry() -> None:
    written = new_file("luwak", "Luwak: semua", NewEntry("luwak", "Luwak", "Ya.", ("luwak",)))
    assert written.text.splitlines()[:4] == ["topik: luwak", 'judul: "Luwak: semua"', "entri:", "  - id: luwak"]
    assert written.line == 4
