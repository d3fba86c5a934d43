"""What the documents say is true: settings, commands, files and examples exist and work."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.config import Settings
from bot.core.model import Entry
from bot.core.phrases import PHRASES
from bot.core.policy import Policy
from bot.storage.loader import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
PAGES = tuple(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md")))
DOCUMENTS = ("README.md", "PANDUAN.md", "CONTRIBUTING.md", "CHANGELOG.md", *PAGES)
# Beside the examples, what every folder needs.
BASICS = """\
tentang: {nama: Uji, subjek: uji, deskripsi: Uji., deskripsi_pendek: Uji.}
keselamatan:
  bahaya: [aku mau mati]
  bukan_bahaya: [mati lampu]
  jawaban: Kamu tidak sendiri.
  bantuan:
    - {nama: Teman, kontak: "119", keterangan: Siang., sumber: contoh.id, diperiksa: 2026-11-01}
frasa:
"""


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_every_yaml_example_of_the_guide_is_knowledge_in_order(tmp_path: Path) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", read("PANDUAN.md"), re.DOTALL)
    for number, example in enumerate(examples):
        (tmp_path / f"{number}.yaml").write_text(example, "utf-8")
    phrases = "".join(f"  {key}: {key}\n" for key in PHRASES)
    (tmp_path / "umum.yaml").write_text(BASICS + phrases, "utf-8")
    knowledge = load_knowledge(tmp_path)
    assert list(knowledge.entries) == ["mendengarkan", "bertanya"]
    assert (list(knowledge.gaps), list(knowledge.intents)) == (["gaji-pelatih"], ["pamit"])
    assert knowledge.lexicon.slang["wkwk"] == ""
    assert list(knowledge.rulebooks["tata-tertib"].articles) == ["1", "2"]


def test_the_guide_names_every_field_of_an_entry_and_no_other(tmp_path: Path) -> None:
    table = read("PANDUAN.md").partition("| kunci |")[2].partition("\n\n")[0]
    fields = re.findall(r"^\| `(\w+)`", table, re.MULTILINE)
    # The topic is the file's and not the entry's.
    assert len(fields) == len(dataclasses.fields(Entry)) - 1
    values = {"id": "a", "pertanyaan": "[apa]", "terkait": "[b]", "mudah_tertukar": "[b]", "induk": "b"}
    values |= {"diperiksa": "2026-01-31", "fakta": "[T1]"}
    values |= {"renungan": "[apa]", "kutipan": "[{hukum: uu, teks: apa}]"}
    lines = "".join(f"    {field}: {values.get(field, 'teks')}\n" for field in fields).replace("    ", "  - ", 1)
    other = "  - {id: b, judul: B, jawaban: teks, pertanyaan: [mana]}\n"
    phrases = "".join(f"  {key}: {key}\n" for key in PHRASES)
    (tmp_path / "a.yaml").write_text(f"{BASICS}{phrases}topik: t\njudul: T\nentri:\n{lines}{other}", "utf-8")
    assert load_knowledge(tmp_path).entries["a"].parent == "b"


def test_the_guide_gives_the_thresholds_that_are_in_force() -> None:
    thresholds = Policy()
    for value in (thresholds.answer, thresholds.clarify):
        assert f"{value:.2f}".replace(".", ",") in read("PANDUAN.md")


def test_the_readme_lists_exactly_the_settings_there_are() -> None:
    listed = re.findall(r"^\| `(BOT_\w+)`", read("README.md"), re.MULTILINE)
    names = {name.removeprefix("bot_").upper() for name in Settings.model_fields}
    assert sorted(listed) == sorted(f"BOT_{name}" for name in names)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_shows_exists(name: str) -> None:
    shown = set(re.findall(r"python -m bot ([\w-]+)", read(name)))
    assert shown - main.commands.keys() == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_that_a_document_shows_exists(name: str) -> None:
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?! sure)", read(name))) - targets == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_file_leads_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_setting_that_a_document_names_exists(name: str) -> None:
    settings = {f"BOT_{setting.removeprefix('bot_').upper()}" for setting in Settings.model_fields}
    assert set(re.findall(r"\bBOT_[A-Z_]+", read(name))) - settings == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_file_of_ours_that_a_page_for_operators_names_exists(name: str) -> None:
    named = set(re.findall(r"(?:deploy|docs)/[\w./-]+|\bcompose\.[\w.]+yaml|\brequirements\.txt", read(name)))
    # Made by deploy/make-secrets, and a folder of certbot's.
    named = {path for path in named if not path.startswith("deploy/secrets") and path != "deploy/"}
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locked_requirements_are_hashed_and_name_no_place(name: str) -> None:
    text = read(name)
    assert re.findall(r"file:|://|index-url|find-links|^[-/]", text, re.MULTILINE) == []
    pins = re.split(r"\n(?=\S)", text.strip())
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin and not pin.startswith("#")] == []


def test_what_the_bot_runs_on_is_locked_to_the_versions_it_is_tested_with() -> None:
    tested = set(re.findall(r"^\S+==\S+", read("requirements-dev.txt"), re.MULTILINE))
    assert set(re.findall(r"^\S+==\S+", read("requirements.txt"), re.MULTILINE)) <= tested
