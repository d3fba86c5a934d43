"""What the inbox has to know of an update: its number, whose turn it is, how long it is worth an answer.

Lives here: from an update as it came on the wire to an arrival.
Never here: decoding it (working.py), what it asks (answering/reading.py). Nothing in an update is to be relied on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeGuard

from bot.storage.database import Arrival, ChatName, Kind

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
# Whose updates those are that nobody can be found behind: they are worked on one after the other.
NOBODY = ChatName(0, 0)


def arrival(update: object) -> Arrival | None:
    """`update` for the inbox; None if it has no number to know it by."""
    if not isinstance(update, dict) or not _is_number(update.get("update_id")):
        return None
    name = next((key for key in update if key != "update_id"), "")
    try:
        body = json.dumps(update, separators=(",", ":")).encode("ascii")
    except RecursionError:
        return None
    return Arrival(update["update_id"], chat_of(update), _KINDS.get(name, Kind.OTHER), body)


def in_a_hurry(found: Arrival) -> Arrival:
    """`found` in a line of its own, so that it need not wait for what the same person wrote before."""
    return replace(found, chat=replace(found.chat, urgent=True))


def text_of(update: Raw) -> str:
    """What somebody wrote in an update; "" if nothing."""
    content: Raw = next((update[kind] for kind in _WRITTEN if isinstance(update.get(kind), dict)), {})
    text = content.get("text") or content.get("caption")
    return text if isinstance(text, str) else ""


def chat_of(update: Raw) -> ChatName:
    """Whose turn an update is: the person's in a private chat, and the person's in the group or the guest's chat
    elsewhere. Messages and presses of one person share it, so they are worked on one after the other.
    """
    kind, content = next(((key, part) for key, part in update.items() if key != "update_id"), ("", None))
    if not isinstance(content, dict):
        return NOBODY
    person = _speaker(content)
    if kind == "poll_answer":  # it does not say where; in order with what the same person writes in private
        return ChatName.private(person) if person else NOBODY
    message = content.get("message") if kind == "callback_query" else content
    chat = message.get("chat") if isinstance(message, dict) else None
    place = _id_of(chat)
    if place and isinstance(chat, dict) and chat.get("type") == "private":
        return ChatName.private(place)
    # Such a chat may share its id with one that the bot is in (Bot API, Message.guest_query_id).
    return ChatName(place, person, guest=bool(place) and kind == "guest_message")


def _speaker(content: Raw) -> int:
    """Who is behind an update. Whoever speaks for a chat is that chat, and no person: anonymous administrators of all
    groups share one sender (Bot API, Message.sender_chat)."""
    said_by = (content.get(field) for field in ("sender_chat", "from", "user", "actor_chat"))
    return next(filter(None, map(_id_of, said_by)), 0)


def _id_of(part: object) -> int:
    """The id of a user or chat; 0 if there is none."""
    found = part.get("id") if isinstance(part, dict) else None
    return found if _is_number(found) else 0


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
