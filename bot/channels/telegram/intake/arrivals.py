"""What the inbox has to know of an update: its number, whose turn it is, how long it is worth an answer.

Lives here: from an update as it came on the wire to an arrival.
Never here: decoding it (working.py), what it asks (answering/reading.py). Nothing in an update is to be relied on.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from bot.storage.database import Arrival, Kind

Raw = Mapping[str, Any]
# Columns of that many bits hold the number; Telegram's are far below.
_LARGEST = 2**63 - 1
_KINDS = {
    "callback_query": Kind.CALLBACK,
    "inline_query": Kind.INLINE,
    "chosen_inline_result": Kind.CHOSEN,
    "message": Kind.MESSAGE,
    "edited_message": Kind.MESSAGE,
    "guest_message": Kind.MESSAGE,
}
_WRITTEN = ("message", "edited_message", "guest_message")
# Who is behind an update that nobody can be found behind: they are worked on one after the other.
_NOBODY = "0"


def arrival(update: object) -> Arrival | None:
    """`update` for the inbox; None if it has no number to know it by."""
    if not isinstance(update, dict) or not _is_number(update.get("update_id")):
        return None
    name = next((key for key in update if key != "update_id"), "")
    try:
        body = json.dumps(update, separators=(",", ":")).encode("ascii")
    except RecursionError:
        return None
    return Arrival(update["update_id"], conversation_of(update), _KINDS.get(name, Kind.OTHER), body)


def in_a_hurry(found: Arrival) -> Arrival:
    """`found` in a line of its own, so that it need not wait for what the same person wrote before."""
    return dataclasses.replace(found, chat=f"darurat:{found.chat}")


def text_of(update: Raw) -> str:
    """What somebody wrote in an update; "" if nothing."""
    content: Raw = next((update[kind] for kind in _WRITTEN if isinstance(update.get(kind), dict)), {})
    text = content.get("text") or content.get("caption")
    return text if isinstance(text, str) else ""


def conversation_of(update: Raw) -> str:
    """The name of the conversation an update belongs to: the person in a private chat, and the person in the group or
    the guest's chat elsewhere. Messages and presses of one person share it, so they are worked on one after the other.
    """
    kind, content = next(((key, part) for key, part in update.items() if key != "update_id"), ("", None))
    if not isinstance(content, dict):
        return _NOBODY
    person = _id_of(content.get("from")) or _id_of(content.get("user")) or _id_of(content.get("actor_chat"))
    message = content.get("message") if kind == "callback_query" else content
    chat = message.get("chat") if isinstance(message, dict) else None
    if not isinstance(chat, dict) or not _id_of(chat):
        return f"inline:{person}" if person else _NOBODY
    if chat.get("type") == "private":
        return _id_of(chat)
    place = f"{_id_of(chat)}:{person or _NOBODY}"
    # Such a chat may share its id with one that the bot is in (Bot API, Message.guest_query_id).
    return f"guest:{place}" if kind == "guest_message" else place


def _id_of(part: object) -> str:
    """The id of a user or chat as text; "" if there is none."""
    found = part.get("id") if isinstance(part, dict) else None
    return str(found) if _is_number(found) else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
