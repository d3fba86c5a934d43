"""What was just sent in a chat, as far as it takes not to answer the same thing twice.

Lives here: the last message of a chat (a fingerprint, never its text) and the albums seen.
Never here: conversations (bot.assistant).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.storage.database import ChatName

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Last:
    message_id: int
    fingerprint: int


class Recent:
    """The last KEPT chats and albums of this process."""

    def __init__(self) -> None:
        self._last: OrderedDict[ChatName, Last] = OrderedDict()
        self._albums: OrderedDict[str, None] = OrderedDict()

    def note(self, key: ChatName, message_id: int, text: str) -> None:
        """`text` is the newest in the chat `key`."""
        self._last[key] = Last(message_id, hash(text))
        self._last.move_to_end(key)
        _trim(self._last)

    def is_news(self, key: ChatName, message_id: int, text: str) -> bool:
        """Whether an edit gives the newest message of a chat another text."""
        last = self._last.get(key)
        return last is not None and last.message_id == message_id and last.fingerprint != hash(text)

    def is_same(self, key: ChatName, message_id: int, text: str) -> bool:
        """Whether an edit leaves the text of the newest message as it was: a link preview, a reaction."""
        return self._last.get(key) == Last(message_id, hash(text))

    def is_known_album(self, album: str) -> bool:
        """Whether a file of this album came before; an album arrives as one message for each file."""
        if not album:
            return False
        known = album in self._albums
        self._albums[album] = None
        _trim(self._albums)
        return known


def _trim(kept: OrderedDict[ChatName, Last] | OrderedDict[str, None]) -> None:
    while len(kept) > KEPT:
        kept.popitem(last=False)
