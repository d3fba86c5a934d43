"""Steps of editing, each checked by the loader."""

from __future__ import annotations

import codecs
import shutil
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.operators.editing.knowledge_editing import EditRefusedError, KnowledgeEditor, Target
from bot.operators.editing.way_writing import NewEntry

TUBRUK = Target("entri", "tubruk", "Kopi tubruk")
LUWAK = NewEntry("luwak", "Kopi luwak", "Biji dari luwak.", ("luwak itu apa",))


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coffee, tmp_path / "kopi"))


@pytest.fixture
def editor(folder: Path) -> KnowledgeEditor:
    return KnowledgeEditor(folder)


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_way_is_written_where_the_entry_stands_and_known_at_once(editor: KnowledgeEditor, folder: Path) -> None:
    before = contents(folder)
    place = editor.add_ways(TUBRUK, ["tubruk dong", "tubruk pls"])
    assert editor.knowledge.entries["tubruk"].questions[-2:] == ("tubruk dong", "tubruk pls")
    assert place.path.read_text("utf-8").splitlines()[place.line - 1] == "      - tubruk dong"
    assert [path for path, data in contents(folder).items() if before[path] != data] == [place.path]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8 with a mark", "utf-16", "line ends of Windows"],
)
def test_a_file_keeps_its_encoding_and_line_ends(folder: Path, encode: object) -> None:
    path = next(path for path in folder.rglob("*.yaml") if "id: tubruk" in path.read_text("utf-8"))
    text = path.read_text("utf-8")
    path.write_bytes(encode(text))  # type: ignore[operator]
    KnowledgeEditor(folder).add_ways(TUBRUK, ["tubruk dóng"])
    last = "      - bikin tubruk pakai apa\n"
    assert path.read_bytes() == encode(text.replace(last, f"{last}      - tubruk dóng\n"))  # type: ignore[operator]


def test_what_the_loader_refuses_is_taken_back(editor: KnowledgeEditor, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(EditRefusedError, match=r"sudah ada di entri[\s\S]*dibatalkan"):
        editor.add_ways(TUBRUK, ["apa itu kopi saring"])
    assert contents(folder) == before
    assert "apa itu kopi saring" not in editor.knowledge.entries["tubruk"].questions


def test_a_new_file_that_the_loader_refuses_is_gone_again(editor: KnowledgeEditor, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(EditRefusedError, match="sudah dipakai"):
        editor.add_topic("Luwak", NewEntry("tubruk", "Luwak", "Ya.", ("luwak",)))
    assert contents(folder) == before


def test_what_somebody_else_saved_meanwhile_is_not_taken_back(
    editor: KnowledgeEditor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next(path for path in folder.rglob("*.yaml") if "id: tubruk" in path.read_text("utf-8"))

    def loads(*_args: object) -> None:
        path.write_bytes(b"punya orang")
        raise KnowledgeError(())

    monkeypatch.setattr("bot.operators.editing.knowledge_editing.load_knowledge", loads)
    with pytest.raises(EditRefusedError):
        editor.add_ways(TUBRUK, ["tubruk dong"])
    assert path.read_bytes() == b"punya orang"


def test_an_entry_joins_its_topic(editor: KnowledgeEditor) -> None:
    place = editor.add_entry(LUWAK, "biji")
    assert editor.knowledge.topics["biji"].entries[-1] == "luwak"
    assert editor.knowledge.entries["luwak"].answer == "Biji dari luwak."
    assert place.path.read_text("utf-8").splitlines()[place.line - 1] == "  - id: luwak"


def test_a_topic_gets_a_file_that_is_numbered_as_the_others_are(editor: KnowledgeEditor) -> None:
    place = editor.add_topic("Kopi liar", LUWAK)
    assert place.path.name == "3-kopi-liar.yaml"
    assert editor.knowledge.topics["kopi-liar"].title == "Kopi liar"


def test_without_numbers_a_topic_gets_its_name(folder: Path) -> None:
    for path in (folder / "entri").iterdir():
        path.rename(path.with_name(path.name[2:]))
    assert KnowledgeEditor(folder).add_topic("Kopi liar", LUWAK).path.name == "kopi-liar.yaml"


def test_ids_come_from_titles_and_are_never_given_twice(editor: KnowledgeEditor) -> None:
    assert (editor.new_id("Kopi Luwak!"), editor.new_id("Tubruk")) == ("kopi-luwak", "tubruk-2")


@pytest.mark.parametrize("target", [Target("entri", "luwak", ""), Target("celah", "tubruk", "")])
def test_a_target_that_is_gone_is_named(editor: KnowledgeEditor, target: Target) -> None:
    with pytest.raises(EditRefusedError, match=target.id):
        editor.add_ways(target, ["baru"])


def test_a_topic_whose_file_is_gone_is_named(editor: KnowledgeEditor) -> None:
    with pytest.raises(EditRefusedError, match="tiada"):
        editor.add_entry(LUWAK, "tiada")


def test_a_folder_with_problems_is_not_edited(folder: Path) -> None:
    (folder / "rusak.yaml").write_text("entri: [")
    with pytest.raises(KnowledgeError):
        KnowledgeEditor(folder)
