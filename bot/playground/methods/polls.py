"""sendPoll and stopPoll.

Lives here: what a poll may hold, in the words it is refused with (TDLib, MessageContent.cpp and PollOption.cpp), and
its end.
Never here: voting (people/actions.py); closing by itself after a time, which the playground does not do.
"""

from __future__ import annotations

from typing import Any

from bot.playground import limits
from bot.playground.content.entities import Formatted, formatted
from bot.playground.content.keyboards import reply_markup
from bot.playground.errors import bad_request
from bot.playground.methods.messages import deliver
from bot.playground.methods.params import Params
from bot.playground.methods.registry import Context, method
from bot.playground.world.polls import tell_bot

Json = dict[str, Any]
QUIZ, REGULAR = "quiz", "regular"


@method("sendPoll")
def send_poll(call: Context) -> Json:
    chat = call.writable_chat()
    params = call.params
    kind = params.text("type", REGULAR)
    if kind not in (QUIZ, REGULAR):
        raise bad_request("unsupported poll type specified")
    question, options = _question(params), _options(params)
    quiz = _quiz(params, len(options)) if kind == QUIZ else {}
    poll: Json = {
        "id": str(5_000_000_000_000_000_000 + call.world.take_number()),
        **question.fields("question", "question_entities"),
        "options": options,
        "total_voter_count": 0,
        "is_closed": params.flag("is_closed"),
        "is_anonymous": params.flag("is_anonymous") or "is_anonymous" not in params,
        "type": kind,
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting") if "allows_revoting" in params else kind == REGULAR,
        "members_only": params.flag("members_only"),
        **quiz,
    }
    for name in ("open_period", "close_date"):
        if moment := params.integer(name):
            poll[name] = moment
    return deliver(call, chat, {"poll": poll})


@method("stopPoll")
def stop_poll(call: Context) -> Json:
    chat = call.writable_chat()
    message = call.message(chat, "message with poll to stop")
    if "poll" not in message:
        raise bad_request("message is not a poll")
    if message["from"]["id"] != call.bot.id:
        raise bad_request("poll can't be stopped")
    if message["poll"]["is_closed"]:
        raise bad_request("poll has already been closed")
    markup = reply_markup(call.params.mapping("reply_markup"), inline_only=True)
    kept = {name: value for name, value in message.items() if name != "reply_markup"}
    closed = {**kept, "poll": {**message["poll"], "is_closed": True}, **({"reply_markup": markup} if markup else {})}
    chat.log.add(closed)
    call.world.tell("poll", call.bot, chat, message=closed)
    tell_bot(call.world, call.bot, "poll", closed["poll"])
    poll: Json = closed["poll"]
    return poll


def _question(params: Params) -> Formatted:
    question = formatted(params.text("question"), params.text("question_parse_mode"), params.array("question_entities"))
    if not question.text:
        raise bad_request("text must be non-empty")
    if len(question.text) > limits.POLL_QUESTION:
        raise bad_request(f"poll question length must not exceed {limits.POLL_QUESTION}")
    return question


def _options(params: Params) -> list[Json]:
    """InputPollOption, or a plain text, as older clients send it."""
    given = params.array("options")
    if given is None:
        raise bad_request("can't parse options JSON object")
    if not given:
        raise bad_request("poll must have at least 1 option")
    if len(given) > limits.POLL_OPTIONS:
        raise bad_request(f"poll can't have more than {limits.POLL_OPTIONS} options")
    return [_option(number, option) for number, option in enumerate(given)]


def _option(number: int, given: object) -> Json:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise bad_request("can't parse InputPollOption: Expected InputPollOption to be an Object")
    if not isinstance(given.get("text"), str):
        raise bad_request("can't parse InputPollOption: Can't find field \"text\"")
    entities = given.get("text_entities")
    text = formatted(
        given["text"], str(given.get("text_parse_mode", "")), entities if isinstance(entities, list) else None
    )
    if not text.text:
        raise bad_request("text must be non-empty")
    if len(text.text) > limits.POLL_OPTION:
        raise bad_request(f"poll options length must not exceed {limits.POLL_OPTION}")
    return {"persistent_id": str(number), **text.fields("text", "text_entities"), "voter_count": 0}


def _quiz(params: Params, options: int) -> Json:
    """What only a quiz has. One right option came as a number of its own before Bot API 10.0."""
    right = params.array("correct_option_ids")
    if right is None and "correct_option_id" in params:
        right = [params.integer("correct_option_id")]
    if not right:
        raise bad_request("correct quiz option list must be non-empty")
    rising = all(isinstance(each, int) and 0 <= each < options for each in right) and right == sorted(set(right))
    if not rising:
        raise bad_request("wrong correct option ID specified")
    why = formatted(
        params.text("explanation"), params.text("explanation_parse_mode"), params.array("explanation_entities")
    )
    if len(why.text) > limits.POLL_EXPLANATION or why.text.count("\n") > limits.POLL_EXPLANATION_LINE_FEEDS:
        raise bad_request("explanation is too long")
    said = why.fields("explanation", "explanation_entities") if why.text else {}
    return {"correct_option_ids": right, **said}
