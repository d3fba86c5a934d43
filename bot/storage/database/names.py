"""Whose data a row is.

Lives here: the name of a chat, which is made once when an update comes in; its text, and the pseudonyms in the tables.
Never here: how a channel finds out who speaks, and where.

What a person said in groups is found, exported and deleted together with the rest, and who objected to being logged is
not logged anywhere: every place of theirs leads to the same pseudonym.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.storage.database.keys import Keyring


@dataclass(frozen=True, slots=True)
class ChatName:
    """One person in one place, by their numbers; no repr shows them.

    `place` is the chat, which has its person's own number if it is private, and 0 where there is none. `person` is 0 if
    nobody can be made out. `guest`: a chat that the bot is only called into, and that may share its number with one it
    is in. `urgent`: beside everything else that this person waits for.
    """

    place: int = field(repr=False)
    person: int = field(repr=False)
    guest: bool = False
    urgent: bool = False

    @classmethod
    def private(cls, person: int) -> ChatName:
        return cls(person, person)

    def __str__(self) -> str:
        """What the pseudonym is made from: were it to change, what is kept would no longer be found."""
        return f"darurat:{self._quiet}" if self.urgent else self._quiet

    @property
    def _quiet(self) -> str:
        if not self.place:
            return f"inline:{self.person}" if self.person else "0"
        if self.place == self.person > 0:
            return str(self.person)
        return f"guest:{self.place}:{self.person}" if self.guest else f"{self.place}:{self.person}"


@dataclass(frozen=True, slots=True)
class Names:
    """The pseudonyms of one chat. In a private chat both are the same."""

    chat: str
    person: str


def names_of(chat: ChatName, keys: Keyring) -> Names:
    return Names(*(keys.pseudonym(name) for name in _texts(chat)))


def old_names_of(chat: ChatName, keys: Keyring) -> tuple[Names, ...]:
    """What the rows of `chat` were called under older keys."""
    name, person = _texts(chat)
    pairs = zip(keys.old_pseudonyms(name), keys.old_pseudonyms(person), strict=True)
    return tuple(Names(*pair) for pair in pairs)


def _texts(chat: ChatName) -> tuple[str, str]:
    return str(chat), str(chat.person)
