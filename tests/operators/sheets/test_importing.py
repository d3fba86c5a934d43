"""From a sheet to a folder that can be used at once, and back without loss."""

from __future__ import annotations

import shutil
import string
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model import Knowledge
from bot.errors import ConfigError, KnowledgeError, Problem
from bot.operators.sheets.entries import COLUMNS
from bot.operators.sheets.exporting import export_sheet
from bot.operators.sheets.importing import Import, import_sheet
from bot.operators.sheets.rows import SheetError, write_rows
from bot.storage.loader import load_knowledge

from ..conftest import SHEET

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def sheet(written: Write) -> Path:
    return written("soal_kopi.csv", SHEET)


def test_the_folder_is_complete_and_loads(sheet: Path, general: Path, tmp_path: Path) -> None:
    made = import_sheet(Import(sheet, tmp_path / "baru", general))
    knowledge = load_knowledge(tmp_path / "baru")
    assert (made.entries, made.topics, made.questions) == (4, 2, 16)
    assert list(knowledge.entries) == ["tubruk", "saring", "giling", "simpan"]
    assert knowledge.about.subject == "soal kopi"
    assert sorted(path.name for path in (tmp_path / "baru").iterdir()) == ["entri", "tentang.yaml", "umum"]
    assert not (tmp_path / "baru" / "umum" / "catatan.txt").exists()


def test_the_bot_is_called_as_wished(sheet: Path, general: Path, tmp_path: Path) -> None:
    import_sheet(Import(sheet, tmp_path / "baru", general, "Si Kopi", "dunia kopi"))
    about = load_knowledge(tmp_path / "baru").about
    assert (about.name, about.subject) == ("Si Kopi", "dunia kopi")


def test_an_empty_folder_is_filled(sheet: Path, general: Path, tmp_path: Path) -> None:
    (tmp_path / "baru").mkdir()
    assert import_sheet(Import(sheet, tmp_path / "baru", general)).entries == 4


def test_nothing_is_overwritten(sheet: Path, general: Path, tmp_path: Path) -> None:
    home = tmp_path / "ada"
    home.mkdir()
    (home / "catatan").write_text("penting")
    with pytest.raises(ConfigError, match="tidak kosong"):
        import_sheet(Import(sheet, home, general))
    with pytest.raises(ConfigError, match="bukan folder"):
        import_sheet(Import(sheet, home / "catatan", general))
    assert [path.name for path in home.iterdir()] == ["catatan"]


def test_a_folder_without_the_general_part_cannot_lend_it(sheet: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Bagian umum"):
        import_sheet(Import(sheet, tmp_path / "baru", tmp_path / "tiada"))


def test_a_problem_leaves_nothing_behind(written: Write, general: Path, tmp_path: Path) -> None:
    bad = written("a.csv", "id,judul,jawaban,induk,topik\na,A,x,b,satu\nb,B,y,,dua\n")
    with pytest.raises(SheetError, match=r"a\.csv, baris 2, kolom induk: .* topik lain"):
        import_sheet(Import(bad, tmp_path / "baru", general))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_what_only_the_loader_sees_is_told_by_row_and_column_too(
    sheet: Path, general: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise KnowledgeError([Problem(Path("baru/entri/1-seduh.yaml"), 5, "judulnya aneh.")])

    monkeypatch.setattr("bot.operators.sheets.importing.load_knowledge", refuse)
    with pytest.raises(SheetError, match=r"soal_kopi\.csv, baris 2, kolom judul: judulnya aneh\."):
        import_sheet(Import(sheet, tmp_path / "baru", general))


def test_a_problem_of_no_row_is_told_as_it_is(sheet: Path, general: Path, tmp_path: Path) -> None:
    less = tmp_path / "umum"
    shutil.copytree(general, less)
    (less / "keselamatan.yaml").unlink()
    with pytest.raises(SheetError, match="keselamatan"):
        import_sheet(Import(sheet, tmp_path / "baru", less))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co", "Cf")), max_size=30
)
LINES = st.lists(WORDS, max_size=3).map("\n".join).map(str.strip)
ID = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=32)


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[str, ...]]:
    ids = draw(st.lists(ID, min_size=1, max_size=4, unique=True))
    topics = draw(
        st.lists(st.sampled_from(["", "Satu", "dua: Judul dua", "Satu lagi: bukan id"]), min_size=4, max_size=4)
    )
    rows = [COLUMNS]
    for place, name in enumerate(ids):
        others = [other for other in ids if other != name]
        links = ", ".join(draw(st.lists(st.sampled_from(others), unique=True))) if others else ""
        title = draw(st.text(string.ascii_letters + " ?:-", min_size=1, max_size=70).map(str.strip).filter(bool))
        ways = "\n".join(f"{way} {place} {number}" for number, way in enumerate(draw(st.lists(WORDS, max_size=3))))
        texts = [draw(LINES) for _ in range(3)]
        answer = draw(LINES.filter(bool))
        rows.append(
            (name, title, ways or f"cara {place}", answer, topics[place], *texts, "", links, links, draw(LINES))
        )
    return rows


def entries_of(knowledge: Knowledge) -> list[object]:
    return [list(knowledge.entries.values()), list(knowledge.topics.values())]


@settings(max_examples=60, deadline=None)
@given(rows=sheets(), suffix=st.sampled_from([".csv", ".csv", ".csv", ".xlsx"]))
def test_what_is_exported_and_imported_again_is_the_same(
    general: Path, rows: list[tuple[str, ...]], suffix: str
) -> None:
    home = Path(tempfile.mkdtemp())
    try:
        write_rows(home / f"mula{suffix}", rows)
        import_sheet(Import(home / f"mula{suffix}", home / "satu", general, "N", "s"))
        first = load_knowledge(home / "satu")
        export_sheet(first, home / f"antara{suffix}")
        import_sheet(Import(home / f"antara{suffix}", home / "dua", general, "N", "s"))
        second = load_knowledge(home / "dua")
        export_sheet(second, home / f"akhir{suffix}")
        assert entries_of(first) == entries_of(second)
        assert first.version == second.version
        if suffix == ".csv":
            assert (home / "antara.csv").read_bytes() == (home / "akhir.csv").read_bytes()
    finally:
        shutil.rmtree(home)
