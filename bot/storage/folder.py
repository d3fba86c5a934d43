"""The files of a knowledge folder and the text in them.

Lives here: which files count, what may be opened at all, sizes, encodings, the version of the whole.
Never here: YAML and what it means.

Files count when their name ends in .yaml or .yml and no part of it begins with a dot: editors and
systems keep their own copies under such names (".#a.yaml", "._a.yaml", the "..data" of a mounted ConfigMap).
"""

from __future__ import annotations

import codecs
import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import KnowledgeError, Problem
from bot.storage.problems import Place

SUFFIXES = (".yaml", ".yml")
FILE_LIMIT = 1 << 20  # bytes; the whole shipped knowledge is smaller
FOLDER_LIMIT = 32 << 20
VERSION_LENGTH = 12
# The folder with the part that fits any subject, inside a knowledge folder: new folders get a copy of it.
GENERAL = "umum"

# What YAML 1.1 does not call printable, and four that only mislead: U+0085, U+2028 and U+2029 are line breaks
# to YAML and nothing to an editor, and a byte order mark inside a file hides in front of a key.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_REASONS = {
    errno.ELOOP: "Tautan (symlink) ini berputar ke dirinya sendiri; hapus atau perbaiki tautannya.",
    errno.ENOENT: "Tautan (symlink) ini menunjuk ke berkas yang tidak ada; hapus atau perbaiki tautannya.",
    errno.EACCES: "Tidak ada izin untuk membacanya; beri izin baca kepada pengguna yang menjalankan bot.",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read: `path` is how problems name it, `name` is relative to the folder."""

    path: Path
    name: str
    data: bytes


def place_in(folder: Path, path: Path) -> Place:
    """How problems name `path`: from the folder's own name on, with undecodable bytes escaped."""
    shown = os.fsencode(path.relative_to(folder.parent)).decode("utf-8", "backslashreplace")
    return Place(Path(shown))


def is_general(path: Path) -> bool:
    """Whether a file, named as problems name it, belongs to the part that fits any subject."""
    return GENERAL in path.parts[1:-1]


def read_folder(folder: Path, problems: list[Problem]) -> tuple[SourceFile, ...]:
    """All YAML files at any depth, by name. What cannot be read goes to `problems`; nothing is raised."""
    home = place_in(folder, folder)
    if not folder.is_dir():
        problems.append(home.problem(f'Folder pengetahuan "{folder}" tidak ada; periksa namanya.'))
        return ()
    files, total = [], 0
    root = os.path.realpath(folder)
    for path in sorted(_candidates(folder, problems)):
        place = place_in(folder, path)
        try:
            data = _read(path, root, place)
        except KnowledgeError as error:
            problems.extend(error.problems)
            continue
        total += len(data)
        if total > FOLDER_LIMIT:
            problems.append(home.problem(f"Folder lebih besar dari {FOLDER_LIMIT >> 20} MiB; kurangi isinya."))
            break
        files.append(SourceFile(place.path, path.relative_to(folder).as_posix(), data))
    return tuple(files)


def version_of(files: Iterable[SourceFile]) -> str:
    """A short hash over names and bytes: any change of either changes it, and nothing else does."""
    digest = hashlib.sha256()
    for file in files:
        name = os.fsencode(file.name)
        digest.update(b"%d %d " % (len(name), len(file.data)) + name + file.data)
    return digest.hexdigest()[:VERSION_LENGTH]


def decode(file: SourceFile, problems: list[Problem]) -> str | None:
    """The text of `file` with line breaks as "\\n"; None, and a problem, if it is no plain text.

    UTF-8 with or without a byte order mark and UTF-16 with one are read.
    """
    wide = file.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if wide else "utf-8-sig"
    try:
        text = file.data.decode(encoding)
    except UnicodeDecodeError as error:
        line = file.data[: error.start].decode(encoding, "ignore").count("\n") + 1
        message = "Ada huruf yang tidak terbaca; simpan ulang berkas ini dengan pengodean UTF-8."
        problems.append(Place(file.path, line).problem(message))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        code = f"U+{ord(bad[0]):04X}"
        message = f"Ada karakter tak terlihat ({code}); hapus, atau simpan ulang berkas ini sebagai UTF-8."
        problems.append(Place(file.path, line).problem(message))
        return None
    return text


def _candidates(folder: Path, problems: list[Problem]) -> Iterable[Path]:
    def note(error: OSError) -> None:
        problems.append(place_in(folder, Path(error.filename)).problem(_reason(error)))

    for here, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            # Following it could leave the folder, run in circles, or read the same files twice.
            if os.path.islink(os.path.join(here, name)):
                message = "Tautan (symlink) ke folder tidak diikuti; pindahkan isinya ke folder biasa."
                problems.append(place_in(folder, Path(here, name)).problem(message))
        for name in names:
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                yield Path(here, name)


def _read(path: Path, root: str, place: Place) -> bytes:
    try:
        real = os.path.realpath(path, strict=True)
        found = os.stat(real)
        if os.path.commonpath((root, real)) != root:
            raise _refusal(place, "Tautan (symlink) ini keluar dari folder; salin berkasnya ke dalam.")
        if not stat.S_ISREG(found.st_mode):  # opening a FIFO would wait for ever
            raise _refusal(place, "Ini bukan berkas biasa; hapus, atau ganti dengan berkas teks.")
        if found.st_size > FILE_LIMIT:
            raise _refusal(place, f"Berkas lebih besar dari {FILE_LIMIT >> 20} MiB; pecah berkasnya.")
        return Path(real).read_bytes()
    except OSError as error:
        raise _refusal(place, _reason(error)) from error


def _refusal(place: Place, message: str) -> KnowledgeError:
    return KnowledgeError([place.problem(message)])


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"Tidak dapat dibaca ({error.strerror}); periksa berkasnya.")
