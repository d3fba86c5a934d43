from __future__ import annotations

import pytest

from bot.storage.database import ChatName
from bot.storage.database.keys import Keyring
from bot.storage.database.names import names_of, old_names_of

from .conftest import SARI, SARI_IN_GROUP

KEYS = Keyring("kunci-satu-yang-panjang")


@pytest.mark.parametrize(
    ("chat", "text"),
    [
        (ChatName.private(42), "42"),
        (ChatName(-1001, 42), "-1001:42"),
        (ChatName(-1001, -1001), "-1001:-1001"),
        (ChatName(-1001, 42, guest=True), "guest:-1001:42"),
        (ChatName(-1001, 0), "-1001:0"),
        (ChatName(0, 42), "inline:42"),
        (ChatName(0, 0), "0"),
        (ChatName(42, 42, urgent=True), "darurat:42"),
    ],
)
def test_what_was_kept_under_a_name_is_found_by_the_same_text(chat: ChatName, text: str) -> None:
    assert str(chat) == text
    assert names_of(chat, KEYS).chat == KEYS.pseudonym(text)


@pytest.mark.parametrize("way", [ChatName(-1001, 42), ChatName(-1001, 42, guest=True), ChatName(0, 42)])
def test_a_person_is_the_same_in_private_and_everywhere_else(way: ChatName) -> None:
    private, other = names_of(SARI, KEYS), names_of(way, KEYS)
    assert private.person == other.person == private.chat
    assert other.chat != private.chat


def test_an_older_key_called_all_of_it_something_else() -> None:
    newer = Keyring("kunci-dua-yang-panjang", ["kunci-satu-yang-panjang"])
    assert old_names_of(SARI_IN_GROUP, newer) == (names_of(SARI_IN_GROUP, KEYS),)


def test_a_repr_shows_nobody() -> None:
    assert "42" not in repr(ChatName(-1001, 42))
