"""What the inbox knows of an update: its number, whose turn it is, how long it is worth an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.telegram.intake.arrivals import arrival, chat_of, in_a_hurry, text_of
from bot.storage.database import Arrival, ChatName, Kind

PRIVATE = {"id": 7, "type": "private", "first_name": "Sari"}
GROUP = {"id": -100, "type": "supergroup", "title": "Kelas"}
SARI = {"id": 7, "is_bot": False, "first_name": "Sari"}

# Through whom administrators speak who are anonymous, in every group.
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def message(chat: Any = PRIVATE, sender: Any = SARI) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": "halo"}


@pytest.mark.parametrize(
    ("update", "name"),
    [
        ({"message": message()}, "7"),
        ({"edited_message": message()}, "7"),
        ({"callback_query": {"id": "1", "from": SARI, "message": message(sender={"id": 1, "is_bot": True})}}, "7"),
        ({"my_chat_member": {"chat": PRIVATE, "from": SARI}}, "7"),
        ({"message_reaction": {"chat": PRIVATE, "user": SARI, "message_id": 1}}, "7"),
        ({"message": message(GROUP)}, "-100:7"),
        ({"callback_query": {"id": "1", "from": SARI, "message": message(GROUP, {"id": 1})}}, "-100:7"),
        ({"message_reaction": {"chat": GROUP, "user": SARI, "message_id": 1}}, "-100:7"),
        ({"message_reaction": {"chat": GROUP, "actor_chat": GROUP, "message_id": 1}}, "-100:-100"),
        ({"message": {**message(GROUP, ANONYMOUS), "sender_chat": GROUP}}, "-100:-100"),
        ({"guest_message": message(GROUP)}, "guest:-100:7"),
        ({"inline_query": {"id": "1", "from": SARI, "query": "", "offset": ""}}, "inline:7"),
        ({"callback_query": {"id": "1", "from": SARI, "inline_message_id": "x"}}, "inline:7"),
    ],
)  # fmt: skip
def test_messages_and_presses_of_one_person_in_one_place_share_a_name(update: dict[str, Any], name: str) -> None:
    assert str(chat_of({"update_id": 1, **update})) == name


@pytest.mark.parametrize(
    "update",
    [{}, {"poll": {"id": "1"}}, {"message": 5}, {"message": None}, {"message": {"chat": []}}, {"callback_query": []},
     {"message": {"chat": {"id": "7", "type": "private"}}}, {"message": {"chat": {"id": True}, "from": {"id": 1.5}}},
     {"message": {"chat": {"id": 2**70}}}],
)  # fmt: skip
def test_whoever_cannot_be_made_out_shares_the_name_of_nobody(update: dict[str, Any]) -> None:
    found = arrival({"update_id": 1, **update})
    assert found is not None
    assert found.chat == ChatName(0, 0)


@pytest.mark.parametrize(
    "update",
    [None, 5, "x", [1], {}, {"update_id": None}, {"update_id": "1"}, {"update_id": True}, {"update_id": 1.0},
     {"update_id": 2**63}],
)  # fmt: skip
def test_what_has_no_number_is_no_arrival(update: object) -> None:
    assert arrival(update) is None


def test_what_is_nested_without_end_is_no_arrival() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    assert arrival({"update_id": 1, "message": nested}) is None
    while nested:  # Python's own end of such a list would be a crash
        nested = nested.pop()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("message", Kind.MESSAGE), ("edited_message", Kind.MESSAGE), ("guest_message", Kind.MESSAGE),
     ("callback_query", Kind.CALLBACK), ("inline_query", Kind.INLINE), ("chosen_inline_result", Kind.CHOSEN),
     ("my_chat_member", Kind.OTHER), ("kabar_2031", Kind.OTHER)],
)  # fmt: skip
def test_the_kind_tells_how_long_an_update_is_worth_an_answer(name: str, kind: Kind) -> None:
    found = arrival({name: {}, "update_id": 1})
    assert found is not None
    assert found.kind is kind


def test_the_update_is_kept_as_it_came_also_with_half_a_character_in_it() -> None:
    update = {"update_id": 1, "message": {**message(), "text": "\ud83d\x00é", "baru_2031": [1, {"a": None}]}}
    found = arrival(update)
    assert found is not None
    assert json.loads(found.body) == update


def test_nothing_of_a_person_is_in_the_repr() -> None:
    found = repr(arrival({"update_id": 1, "message": message()}))
    assert "Sari" not in found
    assert "halo" not in found


@pytest.mark.parametrize("chat", [ChatName.private(7), ChatName(-100, 7), ChatName(-100, 7, guest=True)])
def test_who_is_in_a_hurry_has_a_line_of_their_own_and_is_the_same_person(chat: ChatName) -> None:
    found = in_a_hurry(Arrival(1, chat, Kind.MESSAGE, b"{}"))
    assert str(found.chat) != str(chat)
    assert found.chat.person == 7


@pytest.mark.parametrize(
    ("update", "text"),
    [({"message": message()}, "halo"), ({"edited_message": {"text": "baru"}}, "baru"),
     ({"guest_message": {"text": "hai"}}, "hai"), ({"message": {"caption": "foto"}}, "foto"),
     ({"message": {"text": 5}}, ""), ({"message": []}, ""), ({"callback_query": {"data": "m"}}, ""), ({}, "")],
)  # fmt: skip
def test_what_somebody_wrote_is_found_wherever_it_stands(update: dict[str, Any], text: str) -> None:
    assert text_of({"update_id": 1, **update}) == text
