"""One of everything that there is: bots, people, chats, files, and the rules of the day.

Lives here: finding, making and showing them; what a bot may see and whom it may write to.
Never here: what people do (people/actions.py), what bots ask for (methods/), how anything travels (wire/).
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from bot.playground import limits
from bot.playground.errors import (
    CHAT_NOT_FOUND,
    ApiError,
    PlaygroundError,
    bad_request,
    forbidden,
    not_found,
    unauthorized,
)
from bot.playground.world.bots import TOKEN, Bot
from bot.playground.world.call_log import CallLog
from bot.playground.world.chats import Chat, User
from bot.playground.world.clock import Clock
from bot.playground.world.events import Events
from bot.playground.world.faults import Faults
from bot.playground.world.files import Files
from bot.playground.world.flood import FloodLimits
from bot.playground.world.polling import Poller
from bot.playground.world.stage import EmptyStage, Stage

Json = dict[str, Any]
FIRST_PERSON = 5_000_001
_FIRST_GROUP = 4_000_001
_SUPERGROUP_OFFSET = 1_000_000_000_000


@dataclass(slots=True)
class Rules:
    """What can be switched. Flood limits and poll brakes are Telegram's, but off so that tests stay fast."""

    flood_limits: bool = False
    poll_brakes: bool = False
    webhook_retry_seconds: float = limits.WEBHOOK_RETRY_SECONDS


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to be; `id` 0 takes the next free one."""

    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "id"
    id: int = 0


class World:
    def __init__(self) -> None:
        self.clock = Clock()
        self.events = Events(self.clock)
        self.files = Files()
        self.faults = Faults()
        self.calls = CallLog()
        self.rules = Rules()
        # Whoever runs the bot may stand here, for what journeys ask of them.
        self.stage: Stage = EmptyStage()
        self.people: dict[int, User] = {}
        self.groups: dict[int, Chat] = {}
        self.inline_messages: OrderedDict[str, tuple[Chat, int, int]] = OrderedDict()
        self._bots: dict[str, Bot] = {}
        self._pollers: dict[int, Poller] = {}
        self._floods: dict[int, FloodLimits] = {}
        self._private: dict[tuple[int, int], Chat] = {}
        self._number = 0

    def take_number(self) -> int:
        self._number += 1
        return self._number

    # Bots

    def bot(self, token: str) -> Bot:
        """The bot of a token, made at its first use. 404 for a malformed token, 401 for a revoked one."""
        if TOKEN.fullmatch(token) is None:
            raise not_found()
        bot = self._bots.get(token) or self._new_bot(token)
        if bot.revoked:
            raise unauthorized()
        return bot

    def bots(self) -> list[Bot]:
        return list(self._bots.values())

    def chosen_bot(self, bot_id: int | None = None) -> Bot:
        """The bot with this id; without one, the only one there is, or the only one that has called."""
        candidates = [bot for bot in self.bots() if bot_id in (None, bot.id)]
        if len(candidates) > 1:
            candidates = [bot for bot in candidates if bot.has_called] or candidates
        if len(candidates) != 1:
            asked = "no bot yet" if not candidates else "several bots, say which"
            raise PlaygroundError(f"{asked}: known ids are {[bot.id for bot in self.bots()]}")
        return candidates[0]

    def bot_by_id(self, bot_id: int) -> Bot | None:
        return next((bot for bot in self.bots() if bot.id == bot_id), None)

    def poller(self, bot: Bot) -> Poller:
        poller = self._pollers[id(bot)]
        poller.brakes = self.rules.poll_brakes
        return poller

    def check_flood(self, bot: Bot, chat: Chat) -> None:
        if self.rules.flood_limits:
            self._floods[id(bot)].check(chat.id, is_group=not chat.is_private)

    def _new_bot(self, token: str) -> Bot:
        if len(self._bots) >= limits.KEPT_BOTS:
            raise unauthorized()
        bot = Bot(token, self.clock)
        self._bots[token] = bot
        self._pollers[id(bot)] = Poller(bot.updates)
        self._floods[id(bot)] = FloodLimits(self.clock)
        self.events.publish("bot", {"bot": bot.id, "user": bot.user.json()})
        return bot

    # People and chats

    def add_person(self, identity: Identity) -> User:
        if len(self.people) >= limits.KEPT_PEOPLE:
            raise PlaygroundError("too many people")
        user_id = identity.id or FIRST_PERSON + len(self.people)
        while not identity.id and user_id in self.people:
            user_id += 1
        if user_id <= 0 or user_id in self.people:
            raise PlaygroundError(f"the id {user_id} is taken or not positive")
        person = User(
            user_id, identity.first_name, identity.last_name, identity.username, identity.language_code
        )
        self.people[user_id] = person
        self.events.publish("person", {"user": person.json()})
        return person

    def person(self, user_id: int) -> User:
        if user_id not in self.people:
            raise PlaygroundError(f"nobody has the id {user_id}")
        return self.people[user_id]

    def add_group(self, title: str, *, supergroup: bool = True, username: str = "") -> Chat:
        number = _FIRST_GROUP + len(self.groups)
        group_id = -(_SUPERGROUP_OFFSET + number) if supergroup else -number
        group = Chat(group_id, "supergroup" if supergroup else "group", title=title, username=username)
        self.groups[group_id] = group
        self.events.publish("group", {"chat": group.json()})
        return group

    def private_chat(self, bot: Bot, person: User) -> Chat:
        key = (id(bot), person.id)
        if key not in self._private:
            self._private[key] = Chat(person.id, "private", person=person)
        return self._private[key]

    def chat(self, chat_id: int, bot: Bot) -> Chat:
        """For people: their private chat with `bot`, or a group."""
        if chat_id in self.groups:
            return self.groups[chat_id]
        return self.private_chat(bot, self.person(chat_id))

    def chats_of(self, bot: Bot) -> list[Chat]:
        private = [chat for (owner, _), chat in self._private.items() if owner == id(bot)]
        return private + [group for group in self.groups.values() if bot.id in group.bots]

    # What a bot may see and do

    def chat_for(self, bot: Bot, reference: str) -> Chat:
        """The chat a bot means by an id or a public @username; raises Telegram's errors."""
        reference = reference.strip()
        if not reference:
            raise bad_request("chat_id is empty")
        chat = self._public(reference) if reference.startswith("@") else self._numbered(bot, reference)
        if chat is None:
            raise bad_request(CHAT_NOT_FOUND)
        if chat.migrated_to:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        return chat

    def check_writable(self, bot: Bot, chat: Chat) -> None:
        """403 when the person or the group does not let the bot write."""
        if chat.is_private:
            if chat.blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.begun:
                raise forbidden("bot can't initiate conversation with a user")
        elif bot.id not in chat.bots:
            kind = "supergroup" if chat.type == "supergroup" else "group"
            was = "was kicked from" if bot.id in chat.removed_bots else "is not a member of"
            raise forbidden(f"bot {was} the {kind} chat")

    def _public(self, reference: str) -> Chat | None:
        name = reference[1:].lower()
        return next((g for g in self.groups.values() if g.username and g.username.lower() == name), None)

    def _numbered(self, bot: Bot, reference: str) -> Chat | None:
        try:
            chat_id = int(reference)
        except ValueError:
            return None
        if chat_id in self.groups:
            return self.groups[chat_id]
        chat = self._private.get((id(bot), chat_id))
        if chat is not None and chat.begun:
            return chat
        meets = any(bot.id in group.bots and chat_id in group.members for group in self.groups.values())
        # Somebody the bot only met in a group exists for it, but may not be written to.
        return self.private_chat(bot, self.people[chat_id]) if meets and chat_id in self.people else None

    # Messages

    def new_message(self, chat: Chat, sender: User, fields: Json) -> Json:
        """Number, date and keep a message; telling anybody about it is the caller's business."""
        own = {"message_id": chat.log.take_id(), "from": sender.json(), "chat": chat.json()}
        others = {name: value for name, value in fields.items() if name not in own}
        return chat.log.add({**own, "date": self.clock.date(), **others})

    def name_mentions(self, fields: Json) -> Json:
        """Replace `user_id` in entities by the user; people nobody knows are dropped, as at Telegram."""
        for name in ("entities", "caption_entities"):
            if name in fields:
                named = [entity for item in fields[name] if (entity := self._named(item))]
                fields = {**fields, name: named} if named else {k: v for k, v in fields.items() if k != name}
        return fields

    def _named(self, entity: Json) -> Json | None:
        if "user_id" not in entity:
            return entity
        person = self.people.get(entity["user_id"])
        rest = {name: value for name, value in entity.items() if name != "user_id"}
        return {**rest, "user": person.json()} if person else None

    def keep_inline(self, inline_message_id: str, bot: Bot, chat: Chat, message_id: int) -> None:
        chat.log.inline_ids[message_id] = inline_message_id
        self.inline_messages[inline_message_id] = (chat, message_id, bot.id)
        while len(self.inline_messages) > limits.KEPT_QUERIES:
            self.inline_messages.popitem(last=False)

    def tell(self, kind: str, bot: Bot | None, chat: Chat, **data: Any) -> None:
        """Publish what happened in a chat."""
        self.events.publish(kind, {"bot": bot.id if bot else None, "chat": chat.id, **data})

    def close(self) -> None:
        for poller in self._pollers.values():
            poller.close()
        self.events.close()
