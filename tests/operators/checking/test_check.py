"""The whole check: nothing is found where nothing is wrong; order and exit codes. Single faults: planted.py."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from bot.operators.checking.findings import Kind, Level

from .shop import Shop, places


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    report = Shop.open(tmp_path).check(asks=True)
    assert report.findings == ()
    assert (report.exit_code(strict=False), report.exit_code(strict=True)) == (0, 0)
    assert len(report.asked) == 4 + 24 + 4


def test_all_slips_are_found_at_once(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    first = shop.put("seduh.yaml", "terkait: [saring]", "terkait: [sarung]")
    second = shop.put("biji.yaml", "judul: Menyimpan biji", 'judul: ""')
    assert places(shop.find(Kind.LOADING)) == [f"biji.yaml:{second}", f"seduh.yaml:{first}"]


def test_what_cannot_be_loaded_is_an_error_and_nothing_else_is_tried(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    (shop.root / "seduh.yaml").write_bytes(b"topik: caf\xe9\n")
    report = shop.check(asks=True)
    assert [(one.kind, one.level, one.place.line) for one in report.findings] == [(Kind.LOADING, Level.ERROR, 1)]
    assert (report.placed, report.asked, report.exit_code(strict=False)) == (None, (), 3)


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    (only,) = Shop(tmp_path / "tiada").find(Kind.LOADING)
    assert "tidak ada" in only.message


def test_hints_end_the_check_with_an_error_only_when_that_is_wanted(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    shop.put("seduh.yaml", "    sumber: Buku Kedai, halaman 5\n", "")
    report = shop.check()
    assert [one.level for one in report.findings] == [Level.HINT]
    assert (report.exit_code(strict=False), report.exit_code(strict=True)) == (0, 3)


def test_errors_come_before_hints_and_files_in_order(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    shop.put("seduh.yaml", "    sumber: Buku Kedai, halaman 5\n", "")
    shop.put("biji.yaml", "    sumber: Buku Kedai, halaman 9\n", "")
    shop.put("dasar.yaml", "2026-11-01", "2027-01-01")
    found = shop.check().findings
    assert [(one.level, one.kind, one.place.path.name) for one in found] == [
        (Level.ERROR, Kind.HELP_LINE, "dasar.yaml"),
        (Level.HINT, Kind.SOURCE, "biji.yaml"),
        (Level.HINT, Kind.SOURCE, "seduh.yaml"),
    ]


def test_what_was_checked_a_year_ago_to_the_day_still_counts(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    checked = date(2026, 11, 1)
    assert shop.find(Kind.CHECKED, today=checked + timedelta(days=365)) == []
    assert places(shop.find(Kind.CHECKED, today=checked + timedelta(days=366))) == ["atur.yaml:7"]
