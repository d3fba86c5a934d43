"""Loading a folder as a whole: everything at once, nothing but KnowledgeError, and fast enough."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.phrases import PHRASES, RULEBOOK, TERMS
from bot.errors import KnowledgeError
from bot.storage.loader import load_knowledge
from bot.storage.yaml_source import NODE_LIMIT

from .conftest import BASICS, TOPIC, Folder

KEYS = (
    *(
        "tentang",
        "topik",
        "judul",
        "entri",
        "celah",
        "asing",
        "obrolan",
        "keselamatan",
        "frasa",
        "ragam",
        "bingkai",
    ),
    *("konsep", "id", "pertanyaan", "ringkas", "jawaban", "sumber", "konteks", "induk", "terkait", "tanya"),
    *("mudah_tertukar", "terdekat", "hasil", "bahaya", "bukan_bahaya", "tanda", "bantuan", "nama", "kontak"),
    *("keterangan", "diperiksa", "subjek", "deskripsi", "deskripsi_pendek", "kata"),
)
MARKS = (*"[]{}-?:,&*!|>'\"%@`#\n \t\\\0", "- ", ": ", "\n  ", "<<: ", "---\n")


def test_sound_files_become_knowledge(folder: Folder) -> None:
    knowledge = folder.load()
    assert list(knowledge.entries) == ["tubruk", "saring"]
    assert knowledge.phrase("topic", topik="seduh") == "Soal seduh di kopi."


def test_all_problems_of_all_files_are_told_in_order(folder: Folder) -> None:
    folder.write("a.yaml", "asing: [\n")
    folder.write("b.yaml", b"\xff")
    folder.write("c.yaml", "asing: teks\nbingkai: [x]\n")
    folder.write(
        "seduh.yaml", TOPIC.replace("judul: Kopi saring", "jdul: Kopi saring") + "    terkait: [zzz]\n"
    )
    places = [(problem.path.name, problem.line) for problem in folder.problems()]
    assert places == [
        ("a.yaml", 2), ("b.yaml", 1), ("c.yaml", 1), ("c.yaml", 2),
        ("seduh.yaml", 10), ("seduh.yaml", 11), ("seduh.yaml", 14),
    ]  # fmt: skip


def test_the_error_is_one_text_with_a_line_for_each_problem(folder: Folder) -> None:
    folder.write("a.yaml", "asing: teks\nbingkai: [x]\n")
    with pytest.raises(KnowledgeError) as caught:
        folder.load()
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "kopi/a.yaml:1",
        "kopi/a.yaml:2",
    ]
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("name", ["dasar.yaml", "seduh.yaml"])
def test_what_may_stand_in_a_broken_file_is_not_called_missing(folder: Folder, name: str) -> None:
    entry = "{id: a, judul: A, pertanyaan: [b], jawaban: c, terkait: [tubruk]}"
    folder.write("lain.yaml", f"topik: lain\njudul: Lain\nentri:\n  - {entry}\n")
    for encoding in ("utf-8", "utf-16"):
        text = {"dasar.yaml": BASICS, "seduh.yaml": TOPIC}[name] + "rusak: ]\n"
        folder.write(name, text.encode(encoding))
        assert [problem.path.name for problem in folder.problems()] == [name]


def test_a_link_that_leads_nowhere_is_told_beside_a_broken_file(folder: Folder) -> None:
    folder.write("a.yaml", "asing: ]\n")
    folder.more("terkait: [zzz]")
    assert [problem.path.name for problem in folder.problems()] == ["a.yaml", "seduh.yaml"]


def test_a_wrong_entry_still_counts_as_the_aim_of_links(folder: Folder) -> None:
    folder.write("seduh.yaml", TOPIC.replace("    judul: Kopi tubruk\n", "") + "    terkait: [tubruk]\n")
    assert [problem.line for problem in folder.problems()] == [4]


def test_the_phrases_of_the_bot_are_asked_for_unless_told_otherwise(folder: Folder) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder.root)
    missing = [problem for problem in caught.value.problems if problem.message.endswith('di bawah "frasa:".')]
    needed = {key for key in PHRASES if not key.startswith((RULEBOOK, *TERMS))}
    assert len(missing) == len(needed - {"menu", "topic"})


def test_ten_thousand_ways_of_asking_load_in_under_two_seconds(folder: Folder) -> None:
    for topic in range(10):
        lines = [f"topik: t{topic}", "judul: Topik", "entri:"]
        for entry in range(20):
            ways = "".join(
                f"\n      - bagaimana cara menyeduh kopi nomor {topic} {entry} {way}" for way in range(50)
            )
            lines.append(
                f"  - id: e-{topic}-{entry}\n    judul: Judul\n    jawaban: Begini.\n    pertanyaan:{ways}"
            )
        folder.write(f"banyak/{topic}.yaml", "\n".join(lines) + "\n")
    start = time.perf_counter()
    knowledge = folder.load()
    assert time.perf_counter() - start < 2  # 0.15 s where this was written
    assert sum(len(entry.questions) for entry in knowledge.entries.values()) == 10_003


def test_two_hundred_thousand_items_are_too_many(folder: Folder) -> None:
    folder.write("a.yaml", "asing: [" + "x," * NODE_LIMIT + "]")
    assert f"sudah berisi {NODE_LIMIT} butir" in str(folder.problems()[0])


def loads_or_complains(content: bytes) -> None:
    """Loads sound files beside one of `content`; anything but KnowledgeError fails the test."""
    home = Path(tempfile.mkdtemp())
    try:
        (home / "dasar.yaml").write_text(BASICS)
        (home / "seduh.yaml").write_text(TOPIC)
        (home / "acak.yaml").write_bytes(content)
        load_knowledge(home, {"menu": frozenset(), "topic": frozenset({"topik"})})
    except KnowledgeError as error:
        complaint = error
    else:
        return
    finally:
        shutil.rmtree(home)
    assert complaint.problems
    assert all(problem.message and problem.line >= 0 for problem in complaint.problems)
    assert str(complaint).encode()


fast = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@fast
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"a: \xed\xa0\x80")
def test_no_bytes_raise_anything_but_a_knowledge_error(content: bytes) -> None:
    loads_or_complains(content)


@fast
@given(
    st.lists(
        st.sampled_from([*"[]{}-?:,&*!|>'\"%@`#\n \t\\\0", "- ", ": ", "\n  ", "<<: ", "---\n", *KEYS]),
        max_size=60,
    )
)
def test_no_yaml_like_text_raises_anything_but_a_knowledge_error(pieces: list[str]) -> None:
    loads_or_complains("".join(pieces).encode())


words = st.sampled_from([*KEYS, "tubruk", "saring", "", "{topik}", "2026-11-01", "handoff"]) | st.text(
    max_size=5
)
trees = st.recursive(
    words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6),
    max_leaves=30,
)


@fast
@given(st.dictionaries(st.sampled_from(KEYS), trees, max_size=6))
def test_no_structure_raises_anything_but_a_knowledge_error(tree: dict[str, object]) -> None:
    loads_or_complains(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass"))
