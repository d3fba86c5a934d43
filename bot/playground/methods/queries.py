"""Answers to what people ask without a message: answerCallbackQuery, answerInlineQuery, answerGuestQuery.

Lives here: what an answer may hold, and what becomes of it.
Never here: asking (people/actions.py); the form of results (content/inline_results.py).
"""

from __future__ import annotations

import re
from typing import Any

from bot.playground import limits
from bot.playground.content.inline_results import checked, checked_list, content_of
from bot.playground.content.utf16 import units
from bot.playground.errors import TEXT_TOO_LONG, bad_request
from bot.playground.methods.registry import Context, method
from bot.playground.world.chats import as_replied

Json = dict[str, Any]
_START_PARAMETER = re.compile(rf"[A-Za-z0-9_-]{{1,{limits.START_PARAMETER}}}")


@method("answerCallbackQuery")
def answer_callback_query(call: Context) -> bool:
    params = call.params
    query = call.bot.query("callback_query", params.text("callback_query_id"))
    if units(params.text("text")) > limits.CALLBACK_ANSWER:
        raise bad_request(TEXT_TOO_LONG)
    answer = {"text": params.text("text"), "show_alert": params.flag("show_alert"), "url": params.text("url")}
    # The app takes the first answer; later ones are accepted and change nothing.
    if query.answer is None:
        query.answer = answer
    call.world.events.publish(
        "callback_answer", {"bot": call.bot.id, "query": query.id, "user": query.person.id, **answer}
    )
    return True


@method("answerInlineQuery")
def answer_inline_query(call: Context) -> bool:
    params = call.params
    query = call.bot.query("inline_query", params.text("inline_query_id"))
    results = params.array("results")
    if results is None:
        raise bad_request("can't parse inline query results: expected an Array")
    if len(params.text("next_offset").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    query.answer = {
        "results": checked_list(results),
        "cache_time": params.integer("cache_time", 300),
        "is_personal": params.flag("is_personal"),
        "next_offset": params.text("next_offset"),
        "button": _button(params.mapping("button")),
    }
    call.world.events.publish(
        "inline_answer", {"bot": call.bot.id, "query": query.id, "user": query.person.id, **query.answer}
    )
    return True


@method("answerGuestQuery")
def answer_guest_query(call: Context) -> Json:
    world = call.world
    query = call.bot.query("guest_message", call.params.text("guest_query_id"))
    if query.answer is not None:
        raise bad_request("GUEST_QUERY_ALREADY_ANSWERED")
    result = call.params.mapping("result")
    if result is None:
        raise bad_request("result is not specified")
    fields = world.name_mentions(content_of(checked(result)))
    chat = world.groups[query.context["chat_id"]]
    summons = chat.log.get(query.context["message_id"])
    if summons is not None:
        fields["reply_to_message"] = as_replied(summons)
    fields["guest_bot_caller_user"] = query.person.json()
    message = world.new_message(chat, call.bot.user, fields)
    inline_id = f"PGINLINE{world.take_number():08d}"
    world.keep_inline(inline_id, call.bot, chat, message["message_id"])
    query.answer = {"inline_message_id": inline_id, "message_id": message["message_id"]}
    world.tell("message", call.bot, chat, message=message)
    return {"inline_message_id": inline_id}


def _button(button: Json | None) -> Json | None:
    """InlineQueryResultsButton: a text and a start parameter or a web app."""
    if button is None:
        return None
    if not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request("can't parse inline query results button: Can't find field \"text\"")
    parameter = button.get("start_parameter")
    if parameter is None and not isinstance(button.get("web_app"), dict):
        raise bad_request("can't parse inline query results button: exactly one optional field must be used")
    if parameter is not None and (
        not isinstance(parameter, str) or not _START_PARAMETER.fullmatch(parameter)
    ):
        raise bad_request("START_PARAM_INVALID")
    return button
