"""What a person can put into a message: text, a picture, a voice note, a sticker, a file.

Lives here: how that becomes the fields of a message, with small stand-ins for files that nobody gave.
Never here: sending it (actions.py).
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
class InputMessage:
    """What somebody is about to send, as an app hands it over (TDLib: inputMessageContent).

    `text` is the caption where `kind` is a file. `reply_to` is a message id in the same chat.

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


def content_of_message(given: InputMessage, files: Files) -> Json:
    """Text or file, as fields of the message that comes of it."""
    if given.kind not in KINDS:
        raise PlaygroundError(f"kind must be one of {', '.join(KINDS)}")
    if units(given.text) > limits.TEXT_UNITS:
        raise PlaygroundError(f"people cannot send more than {limits.TEXT_UNITS} UTF-16 units in one message")
    if given.kind == "text":
        if not given.text and not given.extra:
            raise PlaygroundError("a message needs a text")
        return plain(given.text).fields()
    stored = files.add(given.file or _STAND_INS[given.kind], f"{given.kind}s")
    shown: Json = {given.kind: _shown(given, stored)}
    if given.kind != "sticker":
        shown.update(plain(given.text).fields("caption", "caption_entities"))
    return shown


def _shown(given: InputMessage, stored: StoredFile) -> Any:
    if given.kind == "photo":
        return photo_sizes(stored)
    if given.kind == "voice":
        return {**stored.json(), "duration": 3, "mime_type": stored.content_type}
    if given.kind == "sticker":
        return _sticker(stored, given.emoji)
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
