"""What people do: write, edit, press buttons, vote, ask inline, react, block, add a bot and remove it.

Lives here: how each action changes the chat, and the update that bots get of it.
Never here: how bots answer (methods/); errors of the Bot API, for people can cause PlaygroundError only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground import limits
from bot.playground.content.entities import plain
from bot.playground.content.inline_results import content_of
from bot.playground.content.keyboards import callback_buttons
from bot.playground.errors import PlaygroundError
from bot.playground.people.input_message import InputMessage, content_of_message
from bot.playground.world import polls
from bot.playground.world.bots import Bot, Query
from bot.playground.world.chats import Chat, User, as_replied
from bot.playground.world.world import World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """Who acts, where, and in front of which bot."""

    person: User
    chat: Chat
    bot: Bot


class Actions:
    def __init__(self, world: World) -> None:
        self.world = world

    def send(self, spot: Spot, given: InputMessage) -> Json:
        """Write into the chat; every bot that reads there gets a message update."""
        fields = content_of_message(given, self.world.files)
        if given.reply_to:
            fields["reply_to_message"] = as_replied(self._message(spot.chat, given.reply_to))
        if given.forwarded_from is not None:
            fields["forward_origin"] = self._origin(given.forwarded_from)
        self._join(spot)
        message = self.world.new_message(spot.chat, spot.person, {**fields, **given.extra})
        self.world.tell("message", spot.bot, spot.chat, message=message)
        self._deliver_message(spot, "message", message)
        return message

    def edit(self, spot: Spot, message_id: int, text: str) -> Json:
        message = self._message(spot.chat, message_id)
        if message["from"]["id"] != spot.person.id:
            raise PlaygroundError("only one's own messages can be edited")
        name = "text" if "text" in message else "caption"
        entities = "entities" if name == "text" else "caption_entities"
        kept = {key: value for key, value in message.items() if key not in {name, entities}}
        fields = plain(text).fields(name, entities)
        edited = spot.chat.log.add({**kept, **fields, "edit_date": self.world.clock.date()})
        self.world.tell("edit", spot.bot, spot.chat, message=edited)
        self._deliver_message(spot, "edited_message", edited)
        return edited

    def press(self, spot: Spot, message_id: int, data: str) -> Query:
        """Send a callback query for a message of the bot; `data` need not be on any of its buttons."""
        message = self._message(spot.chat, message_id)
        world = self.world
        query = spot.bot.ask(
            Query(str(7_000_000_000 + world.take_number()), "callback_query", spot.person, world.clock.now())
        )
        payload: Json = {
            "id": query.id,
            "from": spot.person.json(),
            "chat_instance": str(abs(spot.chat.id) * 31),
        }
        payload["data"] = data
        inline_id = spot.chat.log.inline_ids.get(message_id)
        if inline_id:
            payload["inline_message_id"] = inline_id
        else:
            payload["message"] = message
        world.tell(
            "press", spot.bot, spot.chat,
            message_id=message_id, data=data, query=query.id, user=spot.person.id,
        )  # fmt: skip
        self._deliver(spot.bot, "callback_query", payload, f"3:{spot.person.id}")
        return query

    def ask_inline(self, spot: Spot, text: str, offset: str = "") -> Query:
        """Type `@bot text` in the chat; Telegram cuts the text to 256 characters."""
        world = self.world
        query = Query(
            str(8_000_000_000 + world.take_number()), "inline_query", spot.person, world.clock.now()
        )
        query.context = {"query": text[: limits.INLINE_QUERY], "chat_id": spot.chat.id}
        spot.bot.ask(query)
        own = spot.chat.is_private
        payload = {
            "id": query.id, "from": spot.person.json(), "query": query.context["query"], "offset": offset,
            "chat_type": "sender" if own else spot.chat.type,
        }  # fmt: skip
        self._deliver(spot.bot, "inline_query", payload, f"1:{spot.person.id}")
        return query

    def choose(self, spot: Spot, query: Query, result_id: str) -> Json:
        """Send an inline result into the chat; the bot hears of it as chosen_inline_result."""
        results: list[Json] = (query.answer or {}).get("results", [])
        result = next((result for result in results if result["id"] == result_id), None)
        if result is None:
            raise PlaygroundError(f"the bot offered no result {result_id!r}")
        chosen: Json = {"result_id": result_id, "from": spot.person.json(), "query": query.context["query"]}
        fields = self.world.name_mentions(content_of(result))
        inline_id = ""
        if "reply_markup" in fields:
            inline_id = chosen["inline_message_id"] = f"PGINLINE{self.world.take_number():08d}"
        fields["via_bot"] = spot.bot.user.json()
        self._join(spot)
        title = str(result.get("title") or result_id)
        self.world.tell("chosen", spot.bot, spot.chat, query=chosen["query"], title=title)
        message = self.world.new_message(spot.chat, spot.person, fields)
        if inline_id:
            self.world.keep_inline(inline_id, spot.bot, spot.chat, message["message_id"])
        self.world.tell("message", spot.bot, spot.chat, message=message)
        self._deliver_message(spot, "message", message)
        self._deliver(spot.bot, "chosen_inline_result", chosen, f"2:{spot.person.id}")
        return message

    def summon(self, spot: Spot, text: str, reply_to: int = 0) -> Query:
        """Mention the bot where it is no member: it gets guest_message (Bot API 10.0)."""
        if spot.chat.is_private or spot.bot.id in spot.chat.bots:
            raise PlaygroundError("a guest message needs a group in which the bot is no member")
        world = self.world
        query = Query(f"PGGUEST{world.take_number():08d}", "guest_message", spot.person, world.clock.now())
        fields = plain(text).fields()
        if reply_to:
            fields["reply_to_message"] = as_replied(self._message(spot.chat, reply_to))
        spot.chat.members[spot.person.id] = spot.person
        message = world.new_message(spot.chat, spot.person, fields)
        query.context = {"chat_id": spot.chat.id, "message_id": message["message_id"]}
        spot.bot.ask(query)
        world.tell("message", spot.bot, spot.chat, message=message)
        payload = {**message, "guest_query_id": query.id}
        self._deliver(spot.bot, "guest_message", payload, str(spot.chat.id))
        return query

    def react(self, spot: Spot, message_id: int, emojis: list[str]) -> None:
        """Set one's reactions; only bots that asked for message_reaction hear of it."""
        self._message(spot.chat, message_id)
        key = (message_id, spot.person.id)
        old, spot.chat.log.reactions[key] = spot.chat.log.reactions.get(key, []), emojis
        payload = {
            "chat": spot.chat.json(), "message_id": message_id, "user": spot.person.json(),
            "date": self.world.clock.date(), "old_reaction": _reactions(old),
            "new_reaction": _reactions(emojis),
        }  # fmt: skip
        self.world.tell(
            "reaction", spot.bot, spot.chat, message_id=message_id, reactions=emojis, user=spot.person.id
        )
        # In groups only administrators hear of reactions (Update.message_reaction).
        if spot.chat.is_private or spot.bot.id in spot.chat.reads_all:
            self._deliver(spot.bot, "message_reaction", payload, str(spot.chat.id))

    def vote(self, spot: Spot, message_id: int, options: Sequence[int]) -> Json:
        """Vote in a poll; the bot that sent it hears of it."""
        message = polls.vote(spot.chat, self._message(spot.chat, message_id), spot.person, options)
        self.world.tell("vote", spot.bot, spot.chat, message=message, user=spot.person.id, options=list(options))
        sender = self.world.bot_by_id(message["from"]["id"])
        if sender is not None:
            polls.tell_voted(self.world, sender, message, spot.person, options)
        return message

    def block(self, spot: Spot, blocked: bool) -> None:
        """Block or unblock the bot in the private chat."""
        if spot.chat.blocked == blocked:
            return
        spot.chat.blocked = blocked
        self._membership(spot, "member" if blocked else "kicked", "kicked" if blocked else "member")

    def add_bot(self, spot: Spot) -> None:
        """A person adds the bot to a group."""
        before = "kicked" if spot.bot.id in spot.chat.removed_bots else "left"
        spot.chat.removed_bots.discard(spot.bot.id)
        spot.chat.bots.add(spot.bot.id)
        spot.chat.members[spot.person.id] = spot.person
        self._membership(spot, before, "member")
        members = {"new_chat_members": [spot.bot.user.json()]}
        self._deliver_message(spot, "message", self.world.new_message(spot.chat, spot.person, members))

    def remove_bot(self, spot: Spot) -> None:
        spot.chat.bots.discard(spot.bot.id)
        spot.chat.removed_bots.add(spot.bot.id)
        self._membership(spot, "member", "kicked")

    def migrate(self, group: Chat) -> Chat:
        """Turn a group into a supergroup with another id; calls with the old id then say so."""
        new = self.world.add_group(group.title)
        new.members, new.bots, group.migrated_to = dict(group.members), set(group.bots), new.id
        speaker = next(iter(group.members.values()), User(1087968824, "Group", is_bot=True))
        for bot in [bot for bot in self.world.bots() if bot.id in group.bots]:
            for chat, fields in (
                (group, {"migrate_to_chat_id": new.id}),
                (new, {"migrate_from_chat_id": group.id}),
            ):
                message = self.world.new_message(chat, speaker, fields)
                self._deliver(bot, "message", message, str(chat.id))
        return new

    def _join(self, spot: Spot) -> None:
        """Writing begins a private chat and lifts a block, as the app does; groups are joined."""
        if spot.chat.is_private:
            if spot.chat.blocked:
                self.block(spot, False)
            spot.chat.begun = True
        else:
            spot.chat.members[spot.person.id] = spot.person

    def _membership(self, spot: Spot, before: str, after: str) -> None:
        payload = {
            "chat": spot.chat.json(), "from": spot.person.json(), "date": self.world.clock.date(),
            "old_chat_member": _member(spot.bot, before), "new_chat_member": _member(spot.bot, after),
        }  # fmt: skip
        self.world.tell("membership", spot.bot, spot.chat, status=after)
        self._deliver(spot.bot, "my_chat_member", payload, f"5:{spot.chat.id}")

    def _deliver_message(self, spot: Spot, kind: str, message: Json) -> None:
        if spot.chat.is_private:
            self._deliver(spot.bot, kind, message, str(spot.chat.id))
            return
        for bot in self.world.bots():
            if bot.id in spot.chat.bots and _reads(bot, spot.chat, message):
                self._deliver(bot, kind, message, str(spot.chat.id))

    def _deliver(self, bot: Bot, kind: str, payload: Json, key: str) -> None:
        update = bot.updates.put(kind, payload, key)
        if update is not None:
            self.world.events.publish("update", {"bot": bot.id, "kind": kind, "update_id": update.id})

    def _message(self, chat: Chat, message_id: int) -> Json:
        message = chat.log.get(message_id)
        if message is None:
            raise PlaygroundError(f"there is no message {message_id} in chat {chat.id}")
        return message

    def _origin(self, source: int | str) -> Json:
        date = self.world.clock.date() - 60
        if isinstance(source, str):
            return {"type": "hidden_user", "date": date, "sender_user_name": source}
        return {"type": "user", "date": date, "sender_user": self.world.person(source).json()}


def button_data(message: Json, label_or_data: str) -> str:
    """Callback data of the button with this label or data; raises when it has none."""
    buttons = callback_buttons(message)
    for button in buttons:
        if label_or_data in (button["text"], button.get("callback_data")):
            if "callback_data" not in button:
                action = next(name for name in button if name not in {"text", "style"})
                raise PlaygroundError(f"the button {button['text']!r} has no callback_data but {action}")
            return str(button["callback_data"])
    raise PlaygroundError(f"no button {label_or_data!r}; there are {[button['text'] for button in buttons]}")


def options_of(message: Json, said: str) -> list[int]:
    """The options of a poll that somebody means: by their text, or "right" and "wrong" in a quiz."""
    poll = message.get("poll")
    if poll is None:
        raise PlaygroundError("this message is no poll")
    right = poll.get("correct_option_ids")
    numbers = range(len(poll["options"]))
    if right is not None and said in ("right", "wrong"):
        return list(right) if said == "right" else [next(number for number in numbers if number not in right)]
    found = [number for number in numbers if said.casefold() in poll["options"][number]["text"].casefold()]
    if not found:
        raise PlaygroundError(f"no option {said!r}; there are {[option['text'] for option in poll['options']]}")
    return found[:1]


def _reads(bot: Bot, chat: Chat, message: Json) -> bool:
    """Privacy mode lets through commands, mentions, replies (core.telegram.org/bots/features)."""
    text = str(message.get("text") or message.get("caption") or "")
    is_service = not any(name in message for name in ("text", "photo", "voice", "sticker", "document"))
    if bot.id in chat.reads_all or is_service:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id:
        return True
    if message.get("via_bot", {}).get("id") == bot.id:
        return True
    if re.search(rf"@{re.escape(bot.user.username)}\b", text, re.IGNORECASE):
        return True
    return text.startswith("/") and "@" not in text.split(maxsplit=1)[0]


def _reactions(emojis: list[str]) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji} for emoji in emojis]


def _member(bot: Bot, status: str) -> Json:
    member: Json = {"status": status, "user": bot.user.json()}
    return {**member, "until_date": 0} if status == "kicked" else member
