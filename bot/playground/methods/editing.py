"""Changing what was sent: editMessageText and its sisters, deleteMessage(s), pins, reactions.

Lives here: finding the message that is meant, also by its inline id, and whether the bot may change it.
Never here: sending (messages.py, media.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.content.entities import Formatted
from bot.playground.content.keyboards import reply_markup
from bot.playground.errors import NOT_MODIFIED, bad_request
from bot.playground.methods.messages import caption, link_preview, message_text
from bot.playground.methods.registry import Context, method
from bot.playground.world.chats import Chat

Json = dict[str, Any]
_DELETE_SECONDS = 48 * 3600


@method("editMessageText")
def edit_message_text(call: Context) -> Json | bool:
    body = message_text(call.params)
    target = _target(call)
    if "text" not in target.message:
        raise bad_request("there is no text in the message to edit")
    return _replace(call, target, {**body.fields(), **link_preview(call.params)})


@method("editMessageCaption")
def edit_message_caption(call: Context) -> Json | bool:
    body: Formatted = caption(call.params)
    target = _target(call)
    if not any(name in target.message for name in ("photo", "document", "voice")):
        raise bad_request("there is no caption in the message to edit")
    return _replace(call, target, body.fields("caption", "caption_entities"))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Context) -> Json | bool:
    target = _target(call)
    kept = {name: target.message[name] for name in _CONTENT if name in target.message}
    return _replace(call, target, kept)


@method("deleteMessage")
def delete_message(call: Context) -> bool:
    chat = call.chat()
    message = call.message(chat, "message to delete")
    _check_deletable(call, chat, message)
    _delete(call, chat, message["message_id"])
    return True


@method("deleteMessages")
def delete_messages(call: Context) -> bool:
    chat = call.chat()
    identifiers = call.params.array("message_ids")
    if not identifiers:
        raise bad_request("message identifiers are not specified")
    if len(identifiers) > 100:
        raise bad_request("too many message identifiers specified")
    for identifier in identifiers:
        if isinstance(identifier, int) and chat.log.get(identifier):
            _delete(call, chat, identifier)
    return True


@method("setMessageReaction")
def set_message_reaction(call: Context) -> bool:
    chat = call.writable_chat()
    message = call.message(chat, "message to react")
    emojis: list[str] = []
    for item in call.params.array("reaction") or []:
        kind = item.get("type") if isinstance(item, dict) else None
        if kind not in {"emoji", "custom_emoji"}:
            raise bad_request("can't parse reaction type: invalid reaction type specified")
        emojis.append(str(item.get("emoji") or item.get("custom_emoji_id") or ""))
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if emojis and not _is_reaction(emojis[0]):
        raise bad_request("REACTION_INVALID")
    message_id = message["message_id"]
    chat.log.reactions[message_id, call.bot.id] = emojis
    call.world.tell("reaction", call.bot, chat, message_id=message_id, reactions=emojis, user=call.bot.id)
    return True


@method("pinChatMessage")
def pin_chat_message(call: Context) -> bool:
    chat = call.writable_chat()
    message_id = call.message(chat, "message to pin")["message_id"]
    if message_id not in chat.pinned:
        chat.pinned.append(message_id)
    call.world.tell("pin", call.bot, chat, message_id=message_id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Context) -> bool:
    chat = call.writable_chat()
    message_id = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.tell("unpin", call.bot, chat, message_id=message_id)
    return True


_CONTENT = ("text", "entities", "caption", "caption_entities", "link_preview_options")


@dataclass(frozen=True, slots=True)
class _Target:
    """The bot's own message that is to change; for an inline one the result is just True."""

    chat: Chat
    message: Json
    is_inline: bool


def _target(call: Context) -> _Target:
    inline_id = call.params.text("inline_message_id")
    if not call.params.text("chat_id") and not call.params.integer("message_id"):
        if not inline_id:
            raise bad_request("message identifier is not specified")
        chat, message_id, owner = call.world.inline_messages.get(inline_id, (None, 0, 0))
        found = chat.log.get(message_id) if chat else None
        if chat is None or found is None or owner != call.bot.id:
            raise bad_request("MESSAGE_ID_INVALID")
        return _Target(chat, found, True)
    chat = call.writable_chat()
    message = call.message(chat, "message to edit")
    if message["from"]["id"] != call.bot.id:
        raise bad_request("message can't be edited")
    return _Target(chat, message, False)


def _replace(call: Context, target: _Target, content: Json) -> Json | bool:
    """Put new content and the new keyboard in; without a keyboard the old one goes, as at Telegram."""
    fields = call.world.name_mentions(content)
    markup = reply_markup(call.params.mapping("reply_markup"), inline_only=True)
    if markup:
        fields = {**fields, "reply_markup": markup}
    names = (*_CONTENT, "reply_markup")
    message = target.message
    if {name: message[name] for name in names if name in message} == fields:
        raise bad_request(NOT_MODIFIED)
    kept = {name: value for name, value in message.items() if name not in names}
    edited = target.chat.log.add({**kept, **fields, "edit_date": call.world.clock.date()})
    call.world.tell("edit", call.bot, target.chat, message=edited)
    return True if target.is_inline else edited


def _delete(call: Context, chat: Chat, message_id: int) -> None:
    chat.log.remove(message_id)
    call.world.tell("delete", call.bot, chat, message_id=message_id)


def _check_deletable(call: Context, chat: Chat, message: Json) -> None:
    """Not after 48 hours; others' messages only in private chats or as an administrator."""
    is_old = call.world.clock.date() - message["date"] > _DELETE_SECONDS
    is_foreign = message["from"]["id"] != call.bot.id
    if is_old or (is_foreign and not chat.is_private and call.bot.id not in chat.reads_all):
        raise bad_request("message can't be deleted")


def _is_reaction(emoji: str) -> bool:
    """The list of allowed emoji is long and changes; what is certainly none is refused."""
    return (1 <= len(emoji) <= 20 and not emoji.isascii()) or emoji.isdecimal()
