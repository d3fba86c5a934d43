"""What a person can put into a message: text, a picture, a voice note, a sticker, a file.

Lives here: text, a picture, a voice note, a sticker, a file.
Never here: what any particular bot knows or decides.

Here a letter becomes the fields of a message. Sending it is in actions.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground import limits
from bot.playground.content.entities import plain
from bot.playground.content.utf16 import units
from bot.playground.errors import PlaygroundError
from bot.playground.world.files import PIXEL, Files, StoredFile, Upload, document, photo_sizes

Json = dict[str, Any]
KINDS = ("text", "photo", "voice", "sticker", "document")
_STAND_INS = {
    "photo": Upload("photo.png", "image/png", PIXEL),
    "voice": Upload("voice.oga", "audio/ogg", b"OggS" + bytes(60)),
    "sticker": Upload("sticker.webp", "image/webp", b"RIFF\x1a\0\0\0WEBPVP8L"),
    "document": Upload("berkas.txt", "text/plain", b"berkas\n"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is the caption where `kind` is a file. `reply_to` is a message id in the same chat.

    `forwarded_from` is a user id, or a name for somebody who hides their account. `extra` are further fields
    of the message, taken as they are: contacts, polls, service messages.
    """

    text: str = ""
    kind: str = "text"
    file: Upload | None = None
    reply_to: int = 0
    forwarded_from: int | str | None = None
    emoji: str = "👍"
    extra: Json = field(default_factory=dict)


def content(letter: Letter, files: Files) -> Json:
    """Text or file of a letter, as fields of a message."""
    if letter.kind not in KINDS:
        raise PlaygroundError(f"kind must be one of {', '.join(KINDS)}")
    if units(letter.text) > limits.TEXT_UNITS:
        raise PlaygroundError(f"people cannot send more than {limits.TEXT_UNITS} UTF-16 units in one message")
    if letter.kind == "text":
        if not letter.text and not letter.extra:
            raise PlaygroundError("a message needs a text")
        return plain(letter.text).fields()
    stored = files.add(letter.file or _STAND_INS[letter.kind], f"{letter.kind}s")
    shown: Json = {letter.kind: _shown(letter, stored)}
    if letter.kind != "sticker":
        shown.update(plain(letter.text).fields("caption", "caption_entities"))
    return shown


def _shown(letter: Letter, stored: StoredFile) -> Any:
    if letter.kind == "photo":
        return photo_sizes(stored)
    if letter.kind == "voice":
        return {**stored.json(), "duration": 3, "mime_type": stored.content_type}
    if letter.kind == "sticker":
        return _sticker(stored, letter.emoji)
    return document(stored)


def _sticker(stored: StoredFile, emoji: str) -> Json:
    size = {"width": 512, "height": 512}
    return {
        **stored.json(),
        "type": "regular",
        **size,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
    }
