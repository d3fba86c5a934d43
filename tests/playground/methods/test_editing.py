"""Edited, deleted, pinned and reacted-to messages."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Message, Person, Playground

from ..conftest import Caller

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
KEYBOARD = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}


async def sent(call: Caller, person: Person, **params: Any) -> int:
    answer = await call("sendMessage", **{"chat_id": person.id, "text": "lama", **params})
    return int(answer.result["message_id"])


async def test_an_edited_text_replaces_text_and_buttons(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari, reply_markup=KEYBOARD)
    edited = (await call("editMessageText", chat_id=sari.id, message_id=message_id, text="baru")).result
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("baru", False, True)
    assert [message.text for message in sari.messages()] == ["baru"]


async def test_edited_buttons_leave_the_text_alone(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari, text="<b>lama</b>", parse_mode="HTML")
    edited = await call("editMessageReplyMarkup", chat_id=sari.id, message_id=message_id, reply_markup=KEYBOARD)
    assert edited.result["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
    assert edited.result["reply_markup"] == KEYBOARD


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
async def test_an_edit_that_changes_nothing_is_refused(call: Caller, sari: Person, method: str) -> None:
    message_id = await sent(call, sari, reply_markup=KEYBOARD)
    params = {"chat_id": sari.id, "message_id": message_id, "text": "lama", "reply_markup": KEYBOARD}
    assert (await call(method, **params)).error == NOT_MODIFIED


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"text": "a"}, "message identifier is not specified"),
        ({"text": "a", "message_id": 99}, "message to edit not found"),
        ({"text": "a", "message_id": 1}, "message can't be edited"),
        ({"text": "", "message_id": 2}, "message text is empty"),
        ({"text": "a", "message_id": 2, "reply_markup": {"keyboard": [["Ya"]]}}, "inline keyboard expected"),
    ],
)
async def test_an_edit_is_refused_in_telegrams_words(
    call: Caller, sari: Person, params: dict[str, Any], error: str
) -> None:
    assert (sari.send("halo").id, await sent(call, sari)) == (1, 2)
    answer = await call("editMessageText", chat_id=sari.id, **params)
    assert answer.error == f"400 Bad Request: {error}"


async def test_an_edit_without_any_message_is_refused(call: Caller) -> None:
    answer = await call("editMessageText", text="a")
    assert answer.error == "400 Bad Request: message identifier is not specified"


async def test_an_unknown_inline_message_is_refused(call: Caller) -> None:
    answer = await call("editMessageText", text="a", inline_message_id="x")
    assert answer.error == "400 Bad Request: MESSAGE_ID_INVALID"


async def test_a_caption_is_edited_but_a_photo_has_no_text(call: Caller, sari: Person) -> None:
    sent_photo = (await call("sendPhoto", chat_id=sari.id, photo="https://contoh.id/a.png", caption="x")).result
    target = {"chat_id": sari.id, "message_id": sent_photo["message_id"]}
    assert (await call("editMessageCaption", **target, caption="y")).result["caption"] == "y"
    answer = await call("editMessageText", **target, text="y")
    assert answer.error == "400 Bad Request: there is no text in the message to edit"


async def test_a_text_has_no_caption_to_edit(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari)
    answer = await call("editMessageCaption", chat_id=sari.id, message_id=message_id, caption="y")
    assert answer.error == "400 Bad Request: there is no caption in the message to edit"


async def test_a_deleted_message_is_gone(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari)
    assert (await call("deleteMessage", chat_id=sari.id, message_id=message_id)).result is True
    assert sari.messages() == []
    again = await call("deleteMessage", chat_id=sari.id, message_id=message_id)
    assert again.error == "400 Bad Request: message to delete not found"


async def test_an_old_message_cannot_be_deleted(pg: Playground, call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari)
    pg.clock.advance(49 * 3600)
    answer = await call("deleteMessage", chat_id=sari.id, message_id=message_id)
    assert answer.error == "400 Bad Request: message can't be deleted"


async def test_several_messages_are_deleted_at_once(call: Caller, sari: Person) -> None:
    numbers = [await sent(call, sari), await sent(call, sari)]
    assert (await call("deleteMessages", chat_id=sari.id, message_ids=[*numbers, 99])).result is True
    assert sari.messages() == []


async def test_a_reaction_of_the_bot_is_checked(call: Caller, sari: Person) -> None:
    target = {"chat_id": sari.id, "message_id": sari.send("halo").id}
    good = [{"type": "emoji", "emoji": "👍"}]
    assert (await call("setMessageReaction", **target, reaction=good)).result is True
    assert (await call("setMessageReaction", **target)).result is True
    assert (await call("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "x"}])).error == (
        "400 Bad Request: REACTION_INVALID"
    )
    assert (await call("setMessageReaction", **target, reaction=good * 2)).error == (
        "400 Bad Request: REACTIONS_TOO_MANY"
    )
    assert (await call("setMessageReaction", chat_id=sari.id, message_id=99, reaction=good)).error == (
        "400 Bad Request: message to react not found"
    )


async def test_a_pinned_message_is_shown_with_the_chat_until_unpinned(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari)
    await call("pinChatMessage", chat_id=sari.id, message_id=message_id)
    assert (await call("getChat", chat_id=sari.id)).result["pinned_message"]["message_id"] == message_id
    await call("unpinChatMessage", chat_id=sari.id)
    assert "pinned_message" not in (await call("getChat", chat_id=sari.id)).result


async def test_whoever_holds_an_old_version_still_has_it_after_an_edit(call: Caller, sari: Person) -> None:
    message_id = await sent(call, sari)
    before: Message = await sari.wait_reply()
    await call("editMessageText", chat_id=sari.id, message_id=message_id, text="baru")
    assert (before.text, (await sari.wait_edit(before)).text) == ("lama", "baru")
