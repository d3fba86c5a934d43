from __future__ import annotations

import pytest

from bot.storage.database.keys import Keyring
from bot.storage.database.names import names_of, person_in

KEYS = Keyring("kunci-satu-yang-panjang")


@pytest.mark.parametrize(
    ("chat", "person"), [("42", "42"), ("-1001:42", "42"), ("inline:42", "42"), ("-1001:-1001", "-1001"), ("", "")]
)
def test_the_person_stands_behind_the_last_colon(chat: str, person: str) -> None:
    assert person_in(chat) == person


def test_a_person_is_the_same_in_private_and_in_a_group() -> None:
    private, group = names_of("42", KEYS), names_of("-1001:42", KEYS)
    assert private.person == group.person == private.chat
    assert group.chat != private.chat
