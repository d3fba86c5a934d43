"""Quiz questions in a knowledge file, and what is wrong with one, with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.storage.loader import load_placed

GOOD = """\
      - tanya: Apa rasanya?
        pilihan:
          - pahit
          - manis
        benar: manis
        alasan: Rasanya manis.
"""


def load(tmp_path: Path, quiz: str) -> Path:
    tmp_path.mkdir(exist_ok=True)
    entry = f"topik: teh\njudul: Teh\nentri:\n  - id: teh\n    judul: Teh\n    jawaban: Manis.\n    kuis:\n{quiz}"
    (tmp_path / "teh.yaml").write_text(f"{entry}    pertanyaan: [apa itu teh]\n", encoding="utf-8")
    return tmp_path


def problems(tmp_path: Path, quiz: str) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load_placed(load(tmp_path, quiz), {})
    found = [p for p in caught.value.problems if p.path.name == "teh.yaml"]
    return [f"{problem.line}: {problem.message}" for problem in found]


def test_a_question_is_read_with_the_place_of_its_right_choice(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("benar: manis", "benar: asin", 12, 'Jawaban benar "asin" tidak ada di "pilihan"'),
        ("benar: manis", "benar: [manis, pahit]", 12, "harus berupa teks, bukan daftar"),
        ("- pahit", "- Manis.", 11, 'Pilihan "manis" sama dengan yang di baris 10'),
        ("- pahit", f"- {'p' * 101}", 10, "terlalu panjang (101 karakter, paling banyak 100)"),
        ("Apa rasanya?", "A" * 281, 8, "terlalu panjang (281 karakter, paling banyak 280)"),
        ("Rasanya manis.", "R" * 201, 13, "terlalu panjang (201 karakter, paling banyak 200)"),
        ("alasan: Rasanya manis.", 'alasan: "a\\nb\\nc\\nd"', 13, "paling banyak 3 baris"),
        ("          - pahit\n", "", 9, '"pilihan" ada 1; tulis 2 sampai 10'),
        ("        alasan: Rasanya manis.\n", "", 8, '"alasan" belum ada pada kuis ke-1'),
        ("alasan:", "sebab:", 13, 'Kunci "sebab" pada kuis ke-1 tidak dikenal'),
    ],
)
def test_what_telegram_would_not_take_is_said_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in GOOD
    assert any(one.startswith(f"{line}: ") and said in one for one in problems(tmp_path, GOOD.replace(old, new)))


def test_eleven_choices_are_too_many(tmp_path: Path) -> None:
    more = "".join(f"          - pilihan {number}\n" for number in range(9))
    found = problems(tmp_path, GOOD.replace("          - pahit\n", f"          - pahit\n{more}"))
    assert any("ada 11" in one for one in found)
