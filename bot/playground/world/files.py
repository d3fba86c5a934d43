"""The files that went through the playground, in memory and bounded: the oldest content is given up first.

Lives here: uploads, what is kept of them, and how messages show it.
Never here: the disk and the network. Nothing is written, and no address is fetched.
"""

from __future__ import annotations

import struct
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.playground import limits

Json = dict[str, Any]
# A 1x1 grey PNG, so that a photo somebody sends is a picture that opens.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081"
    "77cd72b60000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    content: bytes

    def json(self) -> Json:
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class Files:
    def __init__(self) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._bytes = 0
        self._number = 0

    def add(self, upload: Upload, folder: str) -> StoredFile:
        self._number += 1
        extension = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        extension = "".join(c for c in extension if c.isalnum() and c.isascii())[:8] or "bin"
        stored = StoredFile(
            id=f"PGFILE{self._number:010d}AAQADBAADAgADFgQ",
            unique_id=f"AQAD{self._number:010d}",
            path=f"{folder}/file_{self._number}.{extension}",
            name=upload.name,
            content_type=upload.content_type or "application/octet-stream",
            content=upload.content,
        )
        self._files[stored.id] = stored
        self._bytes += len(stored.content)
        while self._bytes > limits.KEPT_FILE_BYTES and len(self._files) > 1:
            self._bytes -= len(self._files.popitem(last=False)[1].content)
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((stored for stored in self._files.values() if stored.path == path), None)


def photo_sizes(stored: StoredFile) -> list[Json]:
    width, height = picture_size(stored.content)
    return [{**stored.json(), "width": width, "height": height}]


def document(stored: StoredFile) -> Json:
    return {**stored.json(), "file_name": stored.name, "mime_type": stored.content_type}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG; a plausible size for everything else, which is not worth a decoder."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return max(1, width), max(1, height)
    return 640, 480
