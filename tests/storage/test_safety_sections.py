"""How the bot talks with somebody in danger is read completely, or every fault is named with its line."""

from __future__ import annotations

import json

import pytest
import yaml

from bot.core.model import Danger, Move
from bot.errors import KnowledgeError
from bot.storage.safety_sections import KINDS, MOVES, TEXTS
from tests.storage.conftest import BASICS, Folder

LINES = "    - {id: sahabat, singkat: Sahabat, tulis: surat, nama:"


def talk() -> dict[str, dict[str, object]]:
    """The smallest complete talk."""
    opening = {"pembuka": ["satu", "dua"], "bantuan": ["sahabat"], "penutup": "Aku bot.", "sumber": "Panduan"}
    answers = {"umum": ["tiga", "empat"], "sumber": "Panduan"}
    made = {
        "jenis": {kind: dict(opening) for kind in KINDS},
        "gerak": {move: dict(answers) for move in MOVES},
        "minta_nomor": {"contoh": ["nomor siapa"], "bukan": ["nomor kursi"], "jawaban": ["Ini.", "Itu."]},
        **{key: ["lima", "enam"] for key in TEXTS},
    }
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]  # no part of it twice: YAML would refer to it


def written(said: dict[str, dict[str, object]]) -> str:
    return yaml.safe_dump({"pendampingan": said}, sort_keys=False)


def basics() -> str:
    return BASICS.replace("    - {nama:", LINES)


def problems(folder: Folder, said: dict[str, dict[str, object]]) -> list[str]:
    folder.write("dasar.yaml", basics())
    folder.write("teman.yaml", written(said))
    with pytest.raises(KnowledgeError) as caught:
        folder.load()
    return [str(problem) for problem in caught.value.problems]


def test_a_talk_is_read(folder: Folder) -> None:
    said = talk()
    said["gerak"]["takut"] = {
        "umum": ["a", "b"], "jenis": {"anak": ["c", "d"]}, "contoh": ["takut nelpon"], "sumber": "WHO"
    }  # fmt: skip
    folder.write("dasar.yaml", basics())
    folder.write("teman.yaml", written(said))
    safety = folder.load().safety
    support = safety.support
    assert support is not None
    assert (safety.lines[0].id, safety.lines[0].short, safety.lines[0].writing) == ("sahabat", "Sahabat", "surat")
    assert support.openings[Danger.CHILD].variants == ("satu", "dua")
    assert support.openings[Danger.CHILD].lines == ("sahabat",)
    afraid = support.answers[Move.AFRAID]
    assert (afraid.general, afraid.by_kind, afraid.source) == (("a", "b"), {Danger.CHILD: ("c", "d")}, "WHO")
    assert support.examples[Move.AFRAID] == ("takut nelpon",)
    assert (support.line_requests, support.other_requests) == (("nomor siapa",), ("nomor kursi",))
    assert (support.after, support.doubted) == (("lima", "enam"), ("lima", "enam"))


def test_a_folder_may_do_without_such_a_talk(folder: Folder) -> None:
    assert folder.load().safety.support is None


def test_examples_of_danger_may_tell_their_kind(folder: Folder) -> None:
    lines = BASICS.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  bahaya:"))
    lines[at] = "  bahaya:\n    anak: [anak dipukul]\n    bunuh-diri: [ingin mati]"
    folder.write("dasar.yaml", "\n".join(lines) + "\n")
    safety = folder.load().safety
    assert safety.kinds == {Danger.CHILD: ("anak dipukul",), Danger.SUICIDE: ("ingin mati",)}
    assert safety.danger == ("anak dipukul", "ingin mati")


def test_nobody_is_answered_with_silence(folder: Folder) -> None:
    said = talk()
    del said["jenis"]["anak"], said["gerak"]["takut"], said["grup"]
    found = " ".join(problems(folder, said))
    assert 'Bagian "jenis" pada pendampingan belum memuat anak' in found
    assert 'Bagian "gerak" pada pendampingan belum memuat takut' in found
    assert '"grup" belum ada' in found


def test_what_would_be_said_twice_running_is_named(folder: Folder) -> None:
    said = talk()
    said["gerak"]["takut"]["umum"] = ["hanya satu"]  # type: ignore[index]
    (found,) = problems(folder, said)
    assert "teman.yaml:" in found
    assert "butuh paling sedikit dua kalimat" in found


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"jenis": {"orang": {}}}, 'Kunci "orang" pada jenis tidak dikenal'),
        ({"gerak": {"lari": {}}}, 'Kunci "lari" pada gerak tidak dikenal'),
        ({"lagi": ["a", "b"]}, 'Kunci "lagi" pada pendampingan tidak dikenal'),
    ],
)
def test_an_unknown_key_is_named(folder: Folder, change: dict[str, dict[str, object]], message: str) -> None:
    said = talk()
    for key, value in change.items():
        said[key] = {**said[key], **value} if isinstance(value, dict) else value
    assert any(message in found for found in problems(folder, said))


def test_a_help_line_that_is_not_there_is_named(folder: Folder) -> None:
    said = talk()
    said["jenis"]["anak"]["bantuan"] = ["sahabt"]  # type: ignore[index]
    (found,) = problems(folder, said)
    assert 'Nomor bantuan "sahabt" tidak ada di keselamatan' in found
    assert '"sahabat"' in found


def test_a_second_talk_is_one_too_many(folder: Folder) -> None:
    folder.write("lagi.yaml", written(talk()))
    assert any('Bagian "pendampingan:" sudah ada' in found for found in problems(folder, talk()))


def test_a_gap_may_name_a_kind_of_danger(folder: Folder) -> None:
    gap = "celah:\n  - {id: lapor, judul: Lapor, pertanyaan: [lapor], jawaban: A., tanya: B., bantuan: BANTUAN}\n"
    folder.write("celah.yaml", gap.replace("BANTUAN", "anak"))
    assert folder.load().gaps["lapor"].danger is Danger.CHILD
    folder.write("celah.yaml", gap.replace("BANTUAN", "bocah"))
    with pytest.raises(KnowledgeError, match='"bocah" tidak dikenal pada "bantuan"'):
        folder.load()


ADDED = {
    "kata": {"pukul": ["gibeng"]}, "kiasan": ["pukul rata"], "bukan_bahaya": ["siapa yang mengurus korban"],
    "minta_nomor": {"contoh": ["nomor peksos"], "bukan": ["nomor registrasi"]},
}  # fmt: skip


def with_signs() -> str:
    signs = {"kata": {"pukul": ["pukul"]}, "pola": ["pukul"], "kiasan": ["kena pukul"]}
    made = yaml.safe_load(basics())
    made["keselamatan"]["tanda"] = signs
    return yaml.safe_dump(made, sort_keys=False)


def test_a_subject_adds_words_idioms_and_examples_to_the_general_part(folder: Folder) -> None:
    folder.write("dasar.yaml", with_signs())
    folder.write("teman.yaml", written(talk()))
    before = folder.load().safety
    folder.write("bidang.yaml", yaml.safe_dump({"bidang": {"keselamatan": ADDED}}, sort_keys=False))
    safety = folder.load().safety
    assert safety.harmless == (*before.harmless, "siapa yang mengurus korban")
    assert (safety.signs.groups, safety.signs.idioms) == ({"pukul": ("pukul", "gibeng")}, ("kena pukul", "pukul rata"))
    assert (safety.danger, safety.signs.patterns) == (before.danger, before.signs.patterns)
    assert safety.support is not None
    assert safety.support.line_requests == ("nomor siapa", "nomor peksos")
    assert safety.support.other_requests == ("nomor kursi", "nomor registrasi")


def test_a_subject_may_add_to_a_general_part_without_a_talk(folder: Folder) -> None:
    folder.write("bidang.yaml", yaml.safe_dump({"bidang": {"keselamatan": {"bukan_bahaya": ["tugas sekolah"]}}}))
    safety = folder.load().safety
    assert (safety.harmless[-1], safety.support) == ("tugas sekolah", None)


def test_words_for_a_group_that_is_not_there_are_named_with_their_line(folder: Folder) -> None:
    folder.write("dasar.yaml", with_signs())
    folder.write("bidang.yaml", "bidang:\n  keselamatan:\n    kata:\n      pukull: [gibeng]\n    lain: [x]\n")
    with pytest.raises(KnowledgeError) as caught:
        folder.load()
    found = [str(problem) for problem in caught.value.problems]
    assert any("bidang.yaml:5" in one and "lain" in one for one in found), found
    assert any("bidang.yaml:4" in one and "pukull" in one and "pukul" in one for one in found), found
