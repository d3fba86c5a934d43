"""sendMessage, sendChatAction, sendMessageDraft, and what all sending methods share.

Lives here: texts and captions within their limits, in reply to what, with which buttons; telling everybody of a new
message.
Never here: files (media.py), changes to sent messages (editing.py).
"""

from __future__ import annotations

from typing import Any

from bot.playground import limits
from bot.playground.content.entities import Formatted, formatted
from bot.playground.content.keyboards import reply_markup
from bot.playground.errors import CAPTION_TOO_LONG, TEXT_EMPTY, TEXT_TOO_LONG, bad_request
from bot.playground.methods.params import Params
from bot.playground.methods.registry import Context, method
from bot.playground.world.chats import Chat, as_replied

Json = dict[str, Any]
_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
        "cancel",
        # Older names that the server still takes (Client.cpp, get_chat_action).
        "record_audio", "upload_audio",
    }
)  # fmt: skip

_PREVIEW = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")


@method("sendMessage")
def send_message(call: Context) -> Json:
    chat = call.writable_chat()
    body = message_text(call.params)
    return deliver(call, chat, {**body.fields(), **link_preview(call.params)})


@method("sendMessageDraft")
def send_message_draft(call: Context) -> bool:
    chat = call.writable_chat()
    if not chat.is_private:
        raise bad_request("message drafts can be sent only to private chats")
    if call.params.integer("draft_id") == 0:
        raise bad_request("DRAFT_ID_INVALID")
    draft = formatted(call.params.text("text"), call.params.text("parse_mode"), call.params.array("entities"))
    call.world.tell("draft", call.bot, chat, draft_id=call.params.integer("draft_id"), **draft.fields())
    return True


@method("sendChatAction")
def send_chat_action(call: Context) -> bool:
    chat = call.writable_chat()
    action = call.params.text("action").strip().lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.world.tell("chat_action", call.bot, chat, action=action)
    return True


def message_text(params: Params) -> Formatted:
    """The text of a message to send or edit, 1-4096 UTF-16 units after parsing."""
    raw = params.text("text")
    if not raw:
        raise bad_request(TEXT_EMPTY)
    if len(raw.encode()) > limits.RAW_TEXT_BYTES:
        raise bad_request("text is too long")
    body = formatted(raw, params.text("parse_mode"), params.array("entities"))
    if not body.text:
        raise bad_request("text must be non-empty")
    if body.units > limits.TEXT_UNITS:
        raise bad_request(TEXT_TOO_LONG)
    return body


def link_preview(params: Params) -> Json:
    """link_preview_options as a field of the message, without what Telegram does not know."""
    given = params.mapping("link_preview_options") or {}
    known = {name: given[name] for name in _PREVIEW if name in given}
    return {"link_preview_options": known} if known else {}


def caption(params: Params) -> Formatted:
    """The caption of a file, 0-1024 UTF-16 units after parsing."""
    if len(params.text("caption").encode()) > limits.RAW_TEXT_BYTES:
        raise bad_request(CAPTION_TOO_LONG)
    body = formatted(params.text("caption"), params.text("parse_mode"), params.array("caption_entities"))
    if body.units > limits.CAPTION_UNITS:
        raise bad_request(CAPTION_TOO_LONG)
    return body


def deliver(call: Context, chat: Chat, fields: Json) -> Json:
    """Put a message of the bot into the chat: reply, buttons, flood limits, and tell everybody."""
    params = call.params
    markup = reply_markup(params.mapping("reply_markup"))
    replied = _replied(call, chat)
    call.world.check_flood(call.bot, chat)
    fields = {**call.world.name_mentions(fields), **replied}
    if params.flag("protect_content"):
        fields["has_protected_content"] = True
    if markup and "inline_keyboard" in markup:
        fields["reply_markup"] = markup
    message = call.world.new_message(chat, call.bot.user, fields)
    if markup and "inline_keyboard" not in markup:
        chat.keyboard = None if "remove_keyboard" in markup else markup
        call.world.tell("keyboard", call.bot, chat, reply_markup=markup, message_id=message["message_id"])
    call.world.tell("message", call.bot, chat, message=message)
    return message


def _replied(call: Context, chat: Chat) -> Json:
    """reply_parameters, or reply_to_message_id of older clients, as a field of the message."""
    parameters = call.params.mapping("reply_parameters")
    if parameters is None and "reply_to_message_id" in call.params:
        parameters = {
            "message_id": call.params.integer("reply_to_message_id"),
            "allow_sending_without_reply": call.params.flag("allow_sending_without_reply"),
        }
    if not parameters:
        return {}
    elsewhere = parameters.get("chat_id")
    source = chat if elsewhere in (None, "") else call.world.chat_for(call.bot, str(elsewhere))
    message_id = parameters.get("message_id")
    found = source.log.get(message_id) if isinstance(message_id, int) else None
    if found is None:
        if parameters.get("allow_sending_without_reply") is True:
            return {}
        raise bad_request("message to be replied not found")
    if source is not chat:
        return {"external_reply": {"origin": _origin(found), "message_id": message_id, "chat": source.json()}}
    return {"reply_to_message": as_replied(found), **_quote(parameters, found)}


def _quote(parameters: Json, message: Json) -> Json:
    quote = parameters.get("quote")
    if not isinstance(quote, str) or not quote:
        return {}
    said = str(message.get("text") or message.get("caption") or "")
    given = parameters.get("quote_entities")
    cited = formatted(
        quote, str(parameters.get("quote_parse_mode", "")), given if isinstance(given, list) else None
    )
    if cited.text not in said:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {
        "quote": {**Formatted(cited.text).fields(), "position": said.index(cited.text), "is_manual": True}
    }


def _origin(message: Json) -> Json:
    return {"type": "user", "date": message["date"], "sender_user": message["from"]}
