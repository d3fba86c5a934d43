"""sendPhoto, sendDocument and getFile.

Lives here: which file a parameter means: an upload, a file_id, or an address that is not fetched.
Never here: keeping files (world/files.py).
"""

from __future__ import annotations

from typing import Any

from bot.playground import limits
from bot.playground.errors import bad_request
from bot.playground.methods.messages import caption, deliver
from bot.playground.methods.registry import Context, method
from bot.playground.world.files import PIXEL, StoredFile, Upload, document, photo_sizes

Json = dict[str, Any]


@method("sendPhoto")
def send_photo(call: Context) -> Json:
    chat = call.writable_chat()
    stored = _file(call, "photo")
    fields: Json = {
        "photo": photo_sizes(stored),
        **caption(call.params).fields("caption", "caption_entities"),
    }
    for name in ("has_spoiler", "show_caption_above_media"):
        if call.params.flag(name):
            fields["has_media_spoiler" if name == "has_spoiler" else name] = True
    return deliver(call, chat, fields)


@method("sendDocument")
def send_document(call: Context) -> Json:
    chat = call.writable_chat()
    stored = _file(call, "document")
    fields = {"document": document(stored), **caption(call.params).fields("caption", "caption_entities")}
    return deliver(call, chat, fields)


@method("getFile")
def get_file(call: Context) -> Json:
    file_id = call.params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.world.files.get(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > limits.DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.json(), "file_path": stored.path}


def _file(call: Context, name: str) -> StoredFile:
    """The file a parameter means: an upload of that name, `attach://other`, a file_id, or an http address."""
    value = call.params.text(name)
    part = value.removeprefix("attach://") if value.startswith("attach://") else name
    upload = call.params.files.get(part)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return call.world.files.add(upload, f"{name}s")
    if value.startswith(("http://", "https://")):
        # Nothing leaves the machine: a stand-in takes the place of what Telegram would download.
        return call.world.files.add(Upload(value.rpartition("/")[2] or name, "image/png", PIXEL), f"{name}s")
    if not value:
        raise bad_request(f"there is no {name} in the request")
    stored = call.world.files.get(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored
