"""Suggestions, and what comes of the operator's answers; decisions are piped in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.assistant import open_dialogue
from bot.cli import main
from bot.operators.sheets.importing import Import, import_sheet
from bot.operators.suggesting.suggest import suggestions
from bot.storage.loader import load_knowledge

SHEET = """\
judul,jawaban,pertanyaan
Jam buka,Kedai buka pukul 07.00 sampai 21.00. Hari raya kedai tutup.,
Harga tubruk,Kopi tubruk Rp8.000 segelas.,
Menyimpan biji,Biji disimpan di wadah rapat. Biji tahan tiga bulan.,"biji disimpan di mana
cara menyimpan biji agar awet
wadah biji yang rapat"
"""
Suggest = Callable[..., str]


@pytest.fixture(scope="module")
def bare(general: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("usul")
    (home / "kedai.csv").write_text(SHEET, encoding="utf-8")
    import_sheet(Import(home / "kedai.csv", home / "kedai", general))
    return home / "kedai"


@pytest.fixture
def folder(bare: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bare, tmp_path / "kedai"))


@pytest.fixture
def suggest(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Suggest:
    """Runs the command and gives all that was shown. Each of `typed` is a line."""
    monkeypatch.setenv("BOT_CACHE", str(tmp_path / "cache"))

    def suggesting(*typed: str, apply: bool = True) -> str:
        arguments = ["suggest", "--knowledge", str(folder), *(["--apply"] if apply else [])]
        result = CliRunner().invoke(main, arguments, input="".join(f"{line}\n" for line in typed))
        assert result.exit_code == 0, result.output
        return result.output

    return suggesting


def test_entries_of_few_ways_get_suggestions_and_others_none(bare: Path) -> None:
    found = {one.entry.id: one.ways for one in suggestions(open_dialogue(bare))}
    assert list(found) == ["jam-buka", "harga-tubruk"]
    assert "kedai buka jam berapa" in found["jam-buka"]
    assert "kopi tubruk berapa segelas" in found["harga-tubruk"]


def test_a_list_changes_nothing_and_says_how_to_go_on(suggest: Suggest, folder: Path) -> None:
    before = load_knowledge(folder).version
    shown = suggest(apply=False)
    assert "kedai buka jam berapa" in shown
    assert f'suggest --apply --knowledge "{folder}"' in shown
    assert load_knowledge(folder).version == before


def test_nothing_is_learnt_without_a_yes(suggest: Suggest, folder: Path) -> None:
    before = load_knowledge(folder).version
    assert "Tidak ada yang diubah." in suggest("", "")
    assert "Tidak ada yang diubah." in suggest()
    assert "Tidak ada yang diubah." in suggest("99", "k")
    assert load_knowledge(folder).version == before


def test_what_is_accepted_and_what_is_typed_become_ways_of_asking(suggest: Suggest, folder: Path) -> None:
    shown = suggest("semua", "tutupnya malam-malam ga", "", "1", "keluar")
    entries = load_knowledge(folder).entries
    assert "kedai buka jam berapa" in entries["jam-buka"].own_ways
    assert entries["jam-buka"].own_ways[-1] == "tutupnya malam-malam ga"
    assert len(entries["harga-tubruk"].own_ways) == 1
    assert "di 2 entri" in shown
    assert f'check --knowledge "{folder}"' in shown


def test_what_is_no_way_of_asking_is_refused_with_the_reason(suggest: Suggest, folder: Path) -> None:
    shown = suggest("biji disimpan di mana", "k")
    assert "Sudah ada di entri menyimpan-biji" in shown
    assert load_knowledge(folder).entries["jam-buka"].own_ways == ()


def test_the_second_time_only_what_still_lacks_ways_is_asked_about(suggest: Suggest, folder: Path) -> None:
    suggest("semua", "tutup jam segini belum", "masih buka ga sih kedainya", "k")
    assert "Jam buka" not in suggest("k")
    suggest("harga kopi ampas", "tubruk segelas duitnya", "mahal ga tubruknya", "k")
    assert "Semua entri punya paling sedikit 3" in suggest()
