"""Which files of a knowledge folder are read, how, and what is refused before anything is parsed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.storage import folder as files
from bot.storage.loader import load_knowledge

from .conftest import TOPIC, Folder

EXTRA = "asing: [cuaca besok]\n"


def only(folder: Folder) -> str:
    (complaint,) = folder.complaints()
    return complaint


@pytest.mark.parametrize("name", ["a.yml", "A.YAML", "dalam/sekali/lagi.yaml", "berkas spasi.yaml"])
def test_yaml_files_are_read_at_any_depth(folder: Folder, name: str) -> None:
    folder.write(name, EXTRA)
    assert folder.load().out_of_scope == ("cuaca besok",)


@pytest.mark.parametrize("name", ["README.md", "a.yaml~", ".#a.yaml", "._a.yaml", ".simpanan/a.yaml"])
def test_other_and_hidden_files_are_passed_over(folder: Folder, name: str) -> None:
    folder.write(name, "bukan: [yaml")
    assert folder.load().out_of_scope == ()


def test_files_are_read_in_the_order_of_their_names(folder: Folder) -> None:
    folder.write("b.yaml", "asing: [dua]\n")
    folder.write("a/z.yaml", "asing: [satu]\n")
    assert folder.load().out_of_scope == ("satu", "dua")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"tiada: Folder pengetahuan .* tidak ada"):
        load_knowledge(tmp_path / "tiada")


def test_a_file_in_place_of_the_folder_is_refused(folder: Folder) -> None:
    with pytest.raises(KnowledgeError, match="tidak ada"):
        load_knowledge(folder.root / "dasar.yaml")


def test_an_empty_folder_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"belum memuat berkas \.yaml"):
        load_knowledge(tmp_path)


def test_paths_begin_with_the_name_of_the_folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("dalam/rusak.yaml", "")
    assert only(folder).startswith("kopi/dalam/rusak.yaml: ")
    monkeypatch.chdir(folder.root.parent)
    assert only(Folder(Path("kopi"))).startswith("kopi/dalam/rusak.yaml: ")
    monkeypatch.chdir(folder.root)
    assert only(Folder(Path())).startswith("dalam/rusak.yaml: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_save_as_unicode_is_read(folder: Folder, encoding: str) -> None:
    folder.write("a.yaml", "asing: [kafé 😀]\n".encode(encoding))
    assert folder.load().out_of_scope == ("kafé 😀",)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_any_line_break_is_read_and_counted(folder: Folder, line_break: str) -> None:
    folder.write("seduh.yaml", TOPIC.replace("\n", line_break))
    assert folder.load().entries["tubruk"].questions[0] == "Apa itu kopi tubruk?"
    folder.write("seduh.yaml", (TOPIC + "    warna: hitam\n").replace("\n", line_break))
    assert only(folder).startswith("kopi/seduh.yaml:14: ")


def test_latin_1_is_refused_at_its_line(folder: Folder) -> None:
    folder.write("a.yaml", "asing:\n  - satu\n  - kafé\n".encode("latin-1"))
    assert only(folder).startswith("kopi/a.yaml:3: Ada huruf yang tidak terbaca; simpan ulang")


def test_broken_utf_16_is_refused_at_its_line(folder: Folder) -> None:
    folder.write("a.yaml", "asing:\n  - satu\n".encode("utf-16") + b"\x00\xd8")
    assert only(folder).startswith("kopi/a.yaml:3: Ada huruf yang tidak terbaca")


@pytest.mark.parametrize(
    ("bad", "code"),
    [(b"\0", "U+0000"), (b"\x1b", "U+001B"), ("\u2028".encode(), "U+2028"), ("\ufeff".encode(), "U+FEFF")],
)
def test_invisible_characters_are_refused_by_name(folder: Folder, bad: bytes, code: str) -> None:
    folder.write("a.yaml", b"asing:\n  - sa" + bad + b"tu\n")
    assert only(folder).startswith(f"kopi/a.yaml:2: Ada karakter tak terlihat ({code})")


def test_encoded_surrogates_are_refused(folder: Folder) -> None:
    folder.write("a.yaml", b"asing: [\xed\xa0\xbd]\n")
    assert "tidak terbaca" in only(folder)


def test_utf_16_without_its_mark_is_refused(folder: Folder) -> None:
    folder.write("a.yaml", "asing: [satu]\n".encode("utf-16-le"))
    assert "U+0000" in only(folder)


def test_a_fifo_is_refused_without_being_opened(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipa.yaml")
    assert only(folder) == "kopi/pipa.yaml: Ini bukan berkas biasa; hapus, atau ganti dengan berkas teks."


def test_a_link_to_itself_is_refused(folder: Folder) -> None:
    (folder.root / "putar.yaml").symlink_to("putar.yaml")
    assert only(folder).startswith("kopi/putar.yaml: Tautan (symlink) ini berputar")


def test_a_link_to_nothing_is_refused(folder: Folder) -> None:
    (folder.root / "hilang.yaml").symlink_to("tiada.yaml")
    assert "menunjuk ke berkas yang tidak ada" in only(folder)


def test_a_link_out_of_the_folder_is_refused(folder: Folder) -> None:
    outside = folder.root.parent / "luar.yaml"
    outside.write_text(EXTRA)
    (folder.root / "luar.yaml").symlink_to(outside)
    assert "keluar dari folder" in only(folder)


def test_a_neighbour_whose_name_begins_alike_is_outside(folder: Folder) -> None:
    outside = folder.root.parent / "kopi-lain" / "luar.yaml"
    outside.parent.mkdir()
    outside.write_text(EXTRA)
    (folder.root / "luar.yaml").symlink_to(outside)
    assert "keluar dari folder" in only(folder)


def test_a_link_within_the_folder_is_read(folder: Folder) -> None:
    folder.write("simpan.txt", EXTRA)
    (folder.root / "a.yaml").symlink_to("simpan.txt")
    assert folder.load().out_of_scope == ("cuaca besok",)


def test_a_mounted_config_map_is_read_once(folder: Folder) -> None:
    folder.write("..2026/a.yaml", EXTRA)
    (folder.root / "..data").symlink_to("..2026")
    (folder.root / "a.yaml").symlink_to("..data/a.yaml")
    assert folder.load().out_of_scope == ("cuaca besok",)


def test_a_linked_folder_is_refused(folder: Folder) -> None:
    (folder.root / "putar").symlink_to(".")
    assert only(folder).startswith("kopi/putar: Tautan (symlink) ke folder tidak diikuti")


def test_a_folder_reached_by_a_link_is_read(folder: Folder) -> None:
    link = folder.root.parent / "tautan"
    link.symlink_to(folder.root)
    assert Folder(link).load().version == folder.load().version


def test_a_file_that_may_not_be_read_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Tidak ada izin untuk membacanya" in folder.complaints()[0]


def test_a_folder_that_may_not_be_listed_says_so(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.root / "rahasia").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("rahasia"):
            raise OSError(5, "Input/output error", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert only(folder) == "kopi/rahasia: Tidak dapat dibaca (Input/output error); periksa berkasnya."


def test_a_file_over_the_limit_is_refused_unread(folder: Folder) -> None:
    folder.write("besar.yaml", b"#" * (files.FILE_LIMIT + 1))
    assert only(folder) == "kopi/besar.yaml: Berkas lebih besar dari 1 MiB; pecah berkasnya."


def test_a_folder_over_the_limit_is_refused(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FOLDER_LIMIT", 32 << 10)
    folder.write("z.yaml", "#" * (32 << 10) + "\n" + EXTRA)
    assert only(folder).startswith("kopi: Folder lebih besar dari")


def test_a_name_that_is_no_utf_8_can_be_printed(folder: Folder) -> None:
    (Path(os.fsdecode(os.fsencode(folder.root) + b"/a\xff.yaml"))).write_bytes(b"")
    assert only(folder).encode() == b"kopi/a\\xff.yaml: Berkas kosong; isi, atau hapus berkasnya."


def test_the_version_is_twelve_hex_digits_and_repeats(folder: Folder) -> None:
    version = folder.load().version
    assert len(version) == 12
    assert int(version, 16) >= 0
    assert folder.load().version == version


def test_the_version_changes_with_a_comment_and_with_a_name(folder: Folder) -> None:
    versions = {folder.load().version}
    folder.write("seduh.yaml", TOPIC + "# selesai\n")
    versions.add(folder.load().version)
    (folder.root / "seduh.yaml").rename(folder.root / "menyeduh.yaml")
    versions.add(folder.load().version)
    assert len(versions) == 3


def test_the_version_is_the_same_wherever_the_folder_lies(folder: Folder, tmp_path: Path) -> None:
    version = folder.load().version
    assert Folder(folder.root.rename(tmp_path / "pindah")).load().version == version
