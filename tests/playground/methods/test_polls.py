"""Polls: what they hold, what Telegram refuses in which words, votes, and what the bot hears of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, Playground
from bot.playground.errors import PlaygroundError

from ..conftest import Caller

QUIZ: dict[str, Any] = {
    "question": "Berapa?", "options": [{"text": "satu"}, {"text": "dua"}], "type": "quiz", "is_anonymous": False,
    "correct_option_ids": [1], "explanation": "Dua.",
}  # fmt: skip


async def updates(call: Caller, *kinds: str) -> list[tuple[str, Any]]:
    found = (await call("getUpdates", allowed_updates=list(kinds))).result
    return [(kind, body) for update in found for kind, body in update.items() if kind in ("poll", "poll_answer")]


async def test_a_quiz_is_a_message_with_a_poll(call: Caller, sari: Person) -> None:
    poll = (await call("sendPoll", chat_id=sari.id, **QUIZ)).result["poll"]
    assert [option["text"] for option in poll["options"]] == ["satu", "dua"]
    assert len({option["persistent_id"] for option in poll["options"]}) == 2
    assert (poll["type"], poll["correct_option_ids"], poll["explanation"]) == ("quiz", [1], "Dua.")
    assert (poll["is_anonymous"], poll["allows_revoting"], poll["is_closed"]) == (False, False, False)
    assert (await sari.wait_reply()).options == ("satu", "dua")


async def test_the_one_right_option_may_be_said_as_before_bot_api_10(call: Caller, sari: Person) -> None:
    older = {name: value for name, value in QUIZ.items() if name != "correct_option_ids"}
    sent = (await call("sendPoll", chat_id=sari.id, **older, correct_option_id=0)).result
    assert sent["poll"]["correct_option_ids"] == [0]


async def test_a_poll_is_anonymous_and_regular_unless_it_says_otherwise(call: Caller, sari: Person) -> None:
    poll = (await call("sendPoll", chat_id=sari.id, question="Apa?", options=["a", "b"], open_period=60)).result["poll"]
    assert (poll["type"], poll["is_anonymous"], poll["allows_revoting"], poll["open_period"]) == (
        "regular", True, True, 60,
    )  # fmt: skip
    assert "correct_option_ids" not in poll


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"question": ""}, "text must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": None}, "can't parse options JSON object"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": ["x"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["x", ""]}, "text must be non-empty"),
        ({"options": ["x", "y" * 101]}, "poll options length must not exceed 100"),
        ({"options": [1]}, "can't parse InputPollOption: Expected InputPollOption to be an Object"),
        ({"options": [{}]}, "can't parse InputPollOption: Can't find field \"text\""),
        ({"type": "essay"}, "unsupported poll type specified"),
        ({"correct_option_ids": None}, "correct quiz option list must be non-empty"),
        ({"correct_option_ids": [2]}, "wrong correct option ID specified"),
        ({"correct_option_ids": [1, 0]}, "wrong correct option ID specified"),
        ({"explanation": "x" * 201}, "explanation is too long"),
        ({"explanation": "a\nb\nc\nd"}, "explanation is too long"),
    ],
)
async def test_what_no_poll_may_be(call: Caller, sari: Person, changed: dict[str, Any], error: str) -> None:
    params = {name: value for name, value in {**QUIZ, **changed}.items() if value is not None}
    assert (await call("sendPoll", chat_id=sari.id, **params)).error == f"400 Bad Request: {error}"


async def test_characters_are_counted_and_no_utf_16_units(call: Caller, sari: Person) -> None:
    assert (await call("sendPoll", chat_id=sari.id, **{**QUIZ, "options": ["😀" * 100, "b"]})).status == 200


async def test_the_bot_hears_who_chose_what(call: Caller, sari: Person) -> None:
    await call("getUpdates", allowed_updates=["poll", "poll_answer"])
    poll = (await call("sendPoll", chat_id=sari.id, **QUIZ)).result["poll"]
    message = await sari.wait_reply()
    after = sari.vote(message, "dua").raw["poll"]
    assert ([option["voter_count"] for option in after["options"]], after["total_voter_count"]) == ([0, 1], 1)
    (first, state), (second, answer) = await updates(call, "poll", "poll_answer")
    assert (first, state) == ("poll", after)
    assert second == "poll_answer"
    assert (answer["poll_id"], answer["user"]["id"], answer["option_ids"]) == (poll["id"], sari.id, [1])
    assert answer["option_persistent_ids"] == [poll["options"][1]["persistent_id"]]


async def test_of_an_anonymous_poll_only_its_state_is_told(call: Caller, sari: Person) -> None:
    await call("getUpdates", allowed_updates=["poll", "poll_answer"])
    await call("sendPoll", chat_id=sari.id, **{**QUIZ, "is_anonymous": True})
    sari.vote(await sari.wait_reply(), "right")
    assert [kind for kind, _ in await updates(call, "poll", "poll_answer")] == ["poll"]


async def test_a_bot_that_asked_for_neither_hears_nothing(call: Caller, sari: Person) -> None:
    await call("getUpdates", allowed_updates=["message"])
    await call("sendPoll", chat_id=sari.id, **QUIZ)
    sari.vote(await sari.wait_reply(), "wrong")
    assert await updates(call, "message") == []


async def test_a_vote_in_a_quiz_stays_and_one_in_a_poll_can_be_changed(call: Caller, sari: Person) -> None:
    await call("sendPoll", chat_id=sari.id, **QUIZ)
    quiz = await sari.wait_reply()
    sari.vote(quiz, "right")
    with pytest.raises(PlaygroundError, match="stays as it is"):
        sari.vote(quiz, "wrong")
    await call("sendPoll", chat_id=sari.id, question="Apa?", options=["a", "b"])
    poll = await sari.wait_reply()
    sari.vote(poll, "a")
    changed = sari.vote(poll, "b").raw["poll"]
    assert [option["voter_count"] for option in changed["options"]] == [0, 1]
    taken_back = sari.actions.vote(sari._spot(), poll.id, [])["poll"]
    assert taken_back["total_voter_count"] == 0


async def test_what_nobody_can_vote_for(call: Caller, sari: Person) -> None:
    await call("sendPoll", chat_id=sari.id, question="Apa?", options=["a", "b"])
    poll = await sari.wait_reply()
    for options, said in (([2], "options 0 to 1"), ([0, 0], "each once"), ([0, 1], "one option"), ([], "no vote")):
        with pytest.raises(PlaygroundError, match=said):
            sari.actions.vote(sari._spot(), poll.id, options)
    with pytest.raises(PlaygroundError, match="no option"):
        sari.vote(poll, "c")
    await call("sendMessage", chat_id=sari.id, text="halo")
    words = await sari.wait_reply()
    with pytest.raises(PlaygroundError, match="no poll"):
        sari.vote(words, "a")
    with pytest.raises(PlaygroundError, match="no poll"):
        sari.actions.vote(sari._spot(), words.id, [0])


async def test_several_may_be_chosen_where_the_poll_lets_them(call: Caller, sari: Person) -> None:
    await call("sendPoll", chat_id=sari.id, question="Apa?", options=["a", "b"], allows_multiple_answers=True)
    after = sari.actions.vote(sari._spot(), (await sari.wait_reply()).id, [0, 1])["poll"]
    assert [option["voter_count"] for option in after["options"]] == [1, 1]
    assert after["total_voter_count"] == 1


async def test_a_stopped_poll_takes_no_votes_and_has_the_buttons_it_was_given(call: Caller, sari: Person) -> None:
    keys = {"inline_keyboard": [[{"text": "Lanjut", "callback_data": "x"}]]}
    sent = (await call("sendPoll", chat_id=sari.id, **QUIZ, reply_markup=keys)).result
    message = await sari.wait_reply()
    assert message.labels == ("Lanjut",)
    stopped = (await call("stopPoll", chat_id=sari.id, message_id=sent["message_id"])).result
    assert stopped["is_closed"]
    assert sari.messages()[-1].labels == ()
    with pytest.raises(PlaygroundError, match="closed"):
        sari.vote(message, "right")


async def test_what_cannot_be_stopped(call: Caller, sari: Person) -> None:
    words = (await call("sendMessage", chat_id=sari.id, text="halo")).result["message_id"]
    poll = (await call("sendPoll", chat_id=sari.id, **QUIZ)).result["message_id"]
    await call("stopPoll", chat_id=sari.id, message_id=poll)
    said = sari.send("halo").id
    for number, error in (
        (words, "message is not a poll"),
        (poll, "poll has already been closed"),
        (said, "message is not a poll"),
        (999, "message with poll to stop not found"),
    ):
        answer = await call("stopPoll", chat_id=sari.id, message_id=number)
        assert answer.error == f"400 Bad Request: {error}"


async def test_a_closed_poll_can_be_sent_for_show(pg: Playground, call: Caller, sari: Person) -> None:
    await call("sendPoll", chat_id=sari.id, **QUIZ, is_closed=True)
    with pytest.raises(PlaygroundError, match="closed"):
        sari.vote(await sari.wait_reply(), "right")
    assert pg.calls("sendPoll")[-1].status == 200
