"""The people and groups of a test. Doing something is immediate; only waiting for the bot is awaited.

Lives here: who acts where and in front of which bot, and how far somebody has read.
Never here: what comes of an action (actions.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.errors import PlaygroundError
from bot.playground.people.actions import Actions, Spot, button_data, options_of
from bot.playground.people.input_message import InputMessage
from bot.playground.people.messages import Message
from bot.playground.people.queries import CallbackQuery, GuestQuery, InlineQuery
from bot.playground.people.waiting import PATIENCE, wait_until
from bot.playground.world.chats import Chat, User
from bot.playground.world.files import Upload
from bot.playground.world.world import Identity

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """A group. Whoever writes in it is in it from then on."""

    actions: Actions
    chat: Chat

    @property
    def id(self) -> int:
        return self.chat.id

    def messages(self) -> list[Message]:
        return [Message(message) for message in self.chat.log]

    def add_bot(self, by: Person) -> None:
        self.actions.add_bot(Spot(by.user, self.chat, self.actions.world.chosen_bot(by.bot_id)))

    def remove_bot(self, by: Person) -> None:
        self.actions.remove_bot(Spot(by.user, self.chat, self.actions.world.chosen_bot(by.bot_id)))

    def let_read_all(self, bot_id: int | None = None) -> None:
        """Make the bot an administrator here: it reads everything and hears of reactions."""
        self.chat.reads_all.add(self.actions.world.chosen_bot(bot_id).id)

    def migrate(self) -> Group:
        """Become a supergroup with another id; calls with the old one get migrate_to_chat_id."""
        return replace(self, chat=self.actions.migrate(self.chat))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody before a bot (`bot_id` None: the only one), in the private chat or `at` a group."""

    actions: Actions
    user: User
    group: Group | None = None
    bot_id: int | None = None

    @property
    def id(self) -> int:
        return self.user.id

    def at(self, group: Group) -> Person:
        """The same person, in a group."""
        return replace(self, group=group)

    def with_bot(self, bot_id: int) -> Person:
        """The same person, in front of a certain bot."""
        return replace(self, bot_id=bot_id)

    def send(
        self, text: str, *, reply_to: Message | None = None, forwarded_from: Person | str | None = None
    ) -> Message:
        """Write a text or a command; `forwarded_from` is a person, or the name of somebody hidden."""
        source = forwarded_from.id if isinstance(forwarded_from, Person) else forwarded_from
        return self.send_message(InputMessage(text, reply_to=reply_to.id if reply_to else 0, forwarded_from=source))

    def start(self, payload: str = "") -> Message:
        """Press Start, or follow a deep link with `payload`."""
        return self.send(f"/start {payload}".rstrip())

    def send_file(self, kind: str, caption: str = "", *, name: str = "", content: bytes = b"") -> Message:
        """Send a "photo", "voice", "sticker" or "document"; without content a small stand-in is sent."""
        upload = Upload(name or f"{kind}.bin", "application/octet-stream", content) if content else None
        return self.send_message(InputMessage(caption, kind, upload))

    def send_message(self, given: InputMessage) -> Message:
        """Send anything that an InputMessage can hold, for what the shorter methods do not offer."""
        spot = self._spot()
        message = self.actions.send(spot, given)
        self._look(spot)
        return Message(message)

    def edit(self, message: Message, text: str) -> Message:
        spot = self._spot()
        self._look(spot)
        return Message(self.actions.edit(spot, message.id, text))

    def press(self, message: Message, label_or_data: str, *, forged: bool = False) -> CallbackQuery:
        """Press an inline button, found by label or data on the message as it is now.

        With `forged` the data are sent as they are, whether or not a button carries them: what a hostile
        client does.
        """
        spot = self._spot()
        now = spot.chat.log.get(message.id)
        data = label_or_data if forged else button_data(now or message.raw, label_or_data)
        self._look(spot)
        return CallbackQuery(self.actions.world, self.actions.press(spot, message.id, data))

    def vote(self, message: Message, option: str) -> Message:
        """Choose an option of a poll by its text, or "right" or "wrong" in a quiz."""
        spot = self._spot()
        self._look(spot)
        now = spot.chat.log.get(message.id) or message.raw
        return Message(self.actions.vote(spot, message.id, options_of(now, option)))

    def tap(self, label: str) -> Message:
        """Press a button of the reply keyboard, which sends its label."""
        spot = self._spot()
        rows = (spot.chat.keyboard or {}).get("keyboard", [])
        labels = [button["text"] for row in rows for button in row]
        if label not in labels:
            raise PlaygroundError(f"the reply keyboard has no {label!r}; it has {labels}")
        return self.send(label)

    def inline(self, text: str, offset: str = "") -> InlineQuery:
        """Type an inline query."""
        return InlineQuery(self.actions.world, self.actions.ask_inline(self._spot(), text, offset))

    def choose(self, asked: InlineQuery, result_id: str) -> Message:
        """Send one of the offered inline results into the chat."""
        spot = self._spot()
        message = self.actions.choose(spot, asked.query, result_id)
        self._look(spot)
        return Message(message)

    def summon(self, text: str, reply_to: Message | None = None) -> GuestQuery:
        """Mention the bot in a group it is no member of (guest mode)."""
        spot = self._spot()
        query = self.actions.summon(spot, text, reply_to.id if reply_to else 0)
        return GuestQuery(self.actions.world, query, spot.chat)

    def react(self, message: Message, *emojis: str) -> None:
        self.actions.react(self._spot(), message.id, list(emojis))

    def block(self) -> None:
        self.actions.block(self._spot(), True)

    def unblock(self) -> None:
        self.actions.block(self._spot(), False)

    def begin(self) -> None:
        """Let the bot write here although the person has not said anything yet."""
        self._spot().chat.begun = True

    def messages(self) -> list[Message]:
        """The chat as the person sees it now, oldest first."""
        return [Message(message) for message in self._spot().chat.log]

    async def wait_reply(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """The bot's first message after what this person did or got last; each is returned once."""
        spot = self._spot()
        read = spot.chat.read_up_to.get(self.id, 0)

        def look() -> Json | None:
            return next((m for m in spot.chat.log.after(read) if m["from"]["id"] == spot.bot.id), None)

        found = await wait_until(self.actions.world, look, timeout, f"no reply to {self.user.first_name}")
        self._read(spot.chat, found["message_id"])
        return Message(found)

    async def wait_replies(self, count: int, timeout: float = PATIENCE) -> Sequence[Message]:  # noqa: ASYNC109
        return [await self.wait_reply(timeout) for _ in range(count)]

    async def wait_edit(self, message: Message, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """The message once it differs from the version given."""
        log = self._spot().chat.log

        def look() -> Json | None:
            now = log.get(message.id)
            return now if now is not None and now != message.raw else None

        otherwise = f"message {message.id} was not edited"
        return Message(await wait_until(self.actions.world, look, timeout, otherwise))

    async def ask(self, text: str, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109
        """Send a text and wait for the reply."""
        self.send(text)
        return await self.wait_reply(timeout)

    async def stays_quiet(self, seconds: float = 0.3) -> bool:
        """True when the bot says nothing new for so long."""
        try:
            await self.wait_reply(seconds)
        except TimeoutError:
            return True
        return False

    def _spot(self) -> Spot:
        bot = self.actions.world.chosen_bot(self.bot_id)
        chat = self.group.chat if self.group else self.actions.world.private_chat(bot, self.user)
        return Spot(self.user, chat, bot)

    def _look(self, spot: Spot) -> None:
        """Everything up to now counts as read."""
        self._read(spot.chat, spot.chat.log.next_id - 1)

    def _read(self, chat: Chat, message_id: int) -> None:
        chat.read_up_to[self.id] = max(message_id, chat.read_up_to.get(self.id, 0))


def new_person(actions: Actions, identity: Identity) -> Person:
    """Somebody new, in front of the only bot there is."""
    return Person(actions, actions.world.add_person(identity))


def new_group(actions: Actions, title: str, members: Iterable[Person], *, with_bot: bool = True) -> Group:
    """A new supergroup; the first member adds the bot, unless it is to stay outside (guest mode)."""
    group = Group(actions, actions.world.add_group(title))
    people = list(members)
    group.chat.members.update({person.id: person.user for person in people})
    if with_bot:
        group.add_bot(people[0] if people else new_person(actions, Identity("Admin")))
    return group
