"""Whose data a row is.

Lives here: from the name of a chat to the pseudonyms in the tables.
Never here: how a channel makes up the names of chats.

The name of a chat is "PERSON", or "PLACE:PERSON" for one person in a group: what stands behind the last colon is the
person. So what a person said in groups is found, exported and deleted together with the rest, and who objected to
being logged is not logged anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.database.keys import Keyring


@dataclass(frozen=True, slots=True)
class Names:
    """The pseudonyms of one chat. In a private chat both are the same."""

    chat: str
    person: str


def names_of(chat: str, keys: Keyring) -> Names:
    name, person = keys.pseudonym(chat), person_in(chat)
    return Names(name, name if person == chat else keys.pseudonym(person))


def old_names_of(chat: str, keys: Keyring) -> tuple[Names, ...]:
    """What the rows of `chat` were called under older keys."""
    pairs = zip(keys.old_pseudonyms(chat), keys.old_pseudonyms(person_in(chat)), strict=True)
    return tuple(Names(*pair) for pair in pairs)


def person_in(chat: str) -> str:
    return chat.rpartition(":")[2]
