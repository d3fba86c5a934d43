"""What a bot sees of chats: getChat, getChatMember, getChatMemberCount; and leaveChat.

Lives here: the fields of a whole chat, and which chats a bot may look at.
Never here: making and joining chats, which only people do (people/actions.py).
"""

from __future__ import annotations

from typing import Any

from bot.playground.errors import bad_request, forbidden
from bot.playground.methods.registry import Context, method
from bot.playground.world.chats import Chat

Json = dict[str, Any]


@method("getChat")
def get_chat(call: Context) -> Json:
    chat = _known(call)
    full: Json = {
        **chat.json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    if chat.person is not None and chat.person.username:
        full["active_usernames"] = [chat.person.username]
    if not chat.is_private:
        full["permissions"] = {"can_send_messages": True, "can_send_photos": True, "can_send_documents": True}
    pinned = chat.log.get(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = pinned
    return full


@method("getChatMember")
def get_chat_member(call: Context) -> Json:
    chat = _known(call)
    user_id = call.params.integer("user_id")
    if user_id == call.bot.id:
        status = "member" if chat.is_private or user_id in chat.bots else "left"
        return {"status": status, "user": call.bot.user.json()}
    person = call.world.people.get(user_id)
    if person is None:
        raise bad_request("user not found")
    is_in = user_id in chat.members or (chat.is_private and user_id == chat.id)
    return {"status": "member" if is_in else "left", "user": person.json()}


@method("getChatMemberCount")
def get_chat_member_count(call: Context) -> int:
    chat = _known(call)
    return 2 if chat.is_private else len(chat.members) + len(chat.bots)


@method("leaveChat")
def leave_chat(call: Context) -> bool:
    chat = _known(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bots.discard(call.bot.id)
    call.world.tell("membership", call.bot, chat, status="left")
    return True


def _known(call: Context) -> Chat:
    """A chat the bot may look at: its private ones, and groups it is in."""
    chat = call.chat()
    if not chat.is_private and call.bot.id not in chat.bots:
        kind = "supergroup" if chat.type == "supergroup" else "group"
        raise forbidden(f"bot is not a member of the {kind} chat")
    return chat
