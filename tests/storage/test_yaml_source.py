"""YAML is read as plain strings with lines, and whatever is dangerous or misleading in it is refused."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.storage import yaml_source
from bot.storage.yaml_source import DEPTH_LIMIT, Fields, Items, Text, YamlReader

from .conftest import Folder

PATH = Path("kopi/a.yaml")
HOME = Path(yaml_source.__file__).parents[2]
Complaint = Callable[[str], str]


@pytest.fixture(params=["CBaseLoader", "BaseLoader"], autouse=True)
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here holds with libyaml and with PyYAML's own scanner."""
    monkeypatch.setattr(yaml_source, "LOADER", getattr(yaml, request.param))


def read(text: str) -> Fields:
    problems: list[object] = []
    root = YamlReader(problems).read(PATH, text)  # type: ignore[arg-type]
    assert root is not None
    assert problems == []
    return root


@pytest.mark.parametrize(
    "written", ["no", "ya", "on", "off", "null", "~", "0811", "10:30", "1e3", "2026-11-24", ".inf"]
)
def test_every_scalar_stays_the_text_that_was_written(written: str) -> None:
    root = read(f"{written}: {written}\n")
    assert root.values == {written: Text(1, written)}


def test_everything_knows_its_line() -> None:
    root = read("a:\n  - satu\n  - b: dua\n    c:\n      tiga\n")
    items = root.values["a"]
    assert isinstance(items, Items)
    first, second = items.values
    assert isinstance(second, Fields)
    assert (first.line, second.line, second.lines) == (2, 3, {"b": 3, "c": 4})


def test_quoted_and_folded_texts_are_read_as_yaml_has_them() -> None:
    root = read("a: 'satu: dua'\nb: \"\\u00e9\"\nc: |\n  x\n  y\nd: >\n  x\n  y\n")
    assert [node.value for node in root.values.values() if isinstance(node, Text)] == [
        "satu: dua", "é", "x\ny\n", "x y\n",
    ]  # fmt: skip


def test_a_tab_inside_a_text_is_no_indentation() -> None:
    assert read('a: "x\ty"\n').values == {"a": Text(1, "x\ty")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Berkas kosong"),
        ("# hanya komentar\n", "Berkas kosong"),
        ("---\n", "Berkas kosong"),
        ("cuma kalimat\n", "1: Berkas harus berisi kunci"),
        ("\n- satu\n- dua\n", "2: Berkas harus berisi kunci"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(complaint: Complaint, text: str, expected: str) -> None:
    assert complaint(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ragam:\n\tgak: tidak\n", "2: Baris ini menjorok dengan tab"),
        ("ragam:\n  gak: tidak\n\tnggak: tidak\n", "3: Baris ini menjorok dengan tab"),
        ("asing:\n  - a\n\t- b\n", "3: Baris ini menjorok dengan tab"),
        ("ragam:\n  gak: kenapa: begini\n", '2: Ada ": " yang tidak pada tempatnya'),
        ('ragam:\n  gak: "tidak\n  nggak: tidak\n', "2: Tanda kutip yang dibuka di sini tidak ditutup"),
        ("ragam:\n  gak: 'tidak\n---\n", "2: Tanda kutip yang dibuka di sini tidak ditutup"),
        ("ragam:\n  gak: x\n  nggak\n  kagak: y\n", "3: Titik dua setelah kunci ini tidak ada"),
        ("asing:\n  - @nama siapa\n", "2: Teks tidak boleh diawali tanda ini"),
        ("asing:\n  - `kode`\n", "2: Teks tidak boleh diawali tanda ini"),
        ("asing:\n  - ** tebal\n", '2: Teks tidak boleh diawali "*" atau "&"'),
        ("asing: [a, b\nfrasa2: {}\n", "2: Daftar [...] tidak lengkap"),
        ("ragam: {a: b, c: d\nasing: []\n", "2: Isian {...} tidak lengkap"),
        ('ragam:\n  gak: "\\q"\n', '2: Tanda "\\" di dalam kutip ganda tidak dikenal'),
        ('ragam:\n  gak: "\\xzz"\n', '2: Kode karakter setelah "\\" salah'),
        ("ragam:\n  gak: a\n nggak: b\n", "3: Susunan YAML tidak terbaca"),
        ("asing: ]\n", "1: Susunan YAML tidak terbaca"),
    ],
)
def test_broken_syntax_is_explained_at_its_line(complaint: Complaint, text: str, expected: str) -> None:
    assert complaint(text).startswith(expected)


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\ud83d", "\\r", "\\L", "\\UFFFFFFFF", "\\U00110000"])
def test_escapes_cannot_smuggle_in_what_no_text_may_hold(complaint: Complaint, escape: str) -> None:
    assert any(word in complaint(f'ragam:\n  gak: "a{escape}b"\n') for word in ("karakter", "Susunan"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ragam: &r\n  gak: tidak\n", '1: Jangkar "&r" tidak didukung'),
        ("asing:\n  - &a satu\n", '2: Jangkar "&a" tidak didukung'),
        ("asing:\n  - satu\n  - *a\n", '3: Rujukan "*a" tidak didukung'),
        ("ragam:\n  *a : b\n", '2: Rujukan "*a" tidak didukung'),
        ("ragam:\n  gak: tidak\n  <<: {nggak: tidak}\n", '3: Kunci gabungan "<<" tidak didukung'),
        ("ragam:\n  gak: !!str tidak\n", '2: Tag "tag:yaml.org,2002:str" tidak didukung'),
        ("asing: !daftar [a]\n", '1: Tag "!daftar" tidak didukung'),
        ("ragam: !!python/object/apply:os.system {a: b}\n", "1: Tag "),
        ("ragam:\n  gak: tidak\n  gak: enggak\n", '3: Kunci "gak" sudah ada di baris 2'),
        ("ragam: {gak: a}\nragam: {nggak: b}\n", '2: Kunci "ragam" sudah ada di baris 1'),
        ("ragam:\n  ? [a]\n  : b\n", "2: Kunci di sini kosong atau bukan teks"),
        ("ragam:\n  '': b\n", "2: Kunci di sini kosong atau bukan teks"),
        ("ragam: {a: b}\n---\nragam: {c: d}\n", "2: Satu berkas hanya boleh berisi satu dokumen"),
        ("%TAG ! tag:x,2026:\n---\nragam: {a: b}\n", '1: Baris tidak boleh diawali "%"'),
    ],
)
def test_what_yaml_offers_and_hides_is_refused(complaint: Complaint, text: str, expected: str) -> None:
    assert complaint(text).startswith(expected)


def test_all_refusals_of_one_file_are_told_together(folder: Folder) -> None:
    folder.write("rusak.yaml", "asing:\n  - &a satu\n  - !b dua\n  - *a\nragam: {x: y, x: z}\nasal: a\n")
    assert [problem.line for problem in folder.problems()] == [2, 3, 4, 5, 6]


def test_nesting_is_allowed_up_to_the_limit_and_not_beyond() -> None:
    def nested(depth: int) -> str:
        return "a: " + "[" * (depth - 1) + "]" * (depth - 1)

    problems: list[object] = []
    assert YamlReader(problems).read(PATH, nested(DEPTH_LIMIT))  # type: ignore[arg-type]
    assert YamlReader(problems).read(PATH, nested(DEPTH_LIMIT + 1)) is None  # type: ignore[arg-type]
    assert ["bersarang" in str(problem) for problem in problems] == [True]


def test_the_limit_of_nodes_counts_over_all_files(monkeypatch: pytest.MonkeyPatch, folder: Folder) -> None:
    monkeypatch.setattr(yaml_source, "NODE_LIMIT", 100)
    folder.write("tambah1.yaml", "asing: [a, b, c]\n")
    folder.write("tambah2.yaml", "asing:\n" + "  - a\n" * 50)
    (only,) = folder.problems()
    assert only.path.name == "tambah2.yaml"
    assert "100 butir" in only.message


SECONDS = 5.0
BOMB = "a: &a {x: y}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join(['*' + old] * 9)}]}}\n"
    for old, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "[\n" * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "".join(" " * depth + "a:\n" for depth in range(1000)),
        "".join(f"%TAG !a{number}! x\n" for number in range(60_000)),
        "a: b\n...\n" + "".join(f"%TAG !a{number}! x\n" for number in range(60_000)),
        "asing: &a [x]\nlain: [" + "*a, " * 1000 + "]\n",
        BOMB,
        '"' * 200_000,
        "!" * 200_000,
    ],
    ids=[
        "brackets",
        "braces",
        "lines",
        "dashes",
        "marks",
        "stairs",
        "tags",
        "tags later",
        "alias",
        "merge",
        "quotes",
        "bangs",
    ],
)
def test_hostile_files_are_refused_without_being_followed(folder: Folder, text: str) -> None:
    folder.write("rusak.yaml", text)
    start = time.process_time()
    assert all(problem.path.name == "rusak.yaml" for problem in folder.problems())
    # Followed to their end these take hours, or all memory; refused they take a second at most, with either scanner.
    assert time.process_time() - start < SECONDS


def test_a_hundred_thousand_brackets_do_not_crash_the_process(folder: Folder) -> None:
    folder.write("rusak.yaml", "[" * 100_000)
    code = (
        "import sys, pathlib\n"
        "from bot.errors import KnowledgeError\n"
        "from bot.storage.loader import load_knowledge\n"
        "try:\n    load_knowledge(pathlib.Path(sys.argv[1]), {})\n"
        "except KnowledgeError as error:\n    sys.exit(error.exit_code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder.root)], check=False, timeout=30, cwd=HOME)
    assert done.returncode == 3
