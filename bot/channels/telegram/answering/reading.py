"""What an update asks of the bot.

Lives here: from a message to an event, and where an answer to it goes.
Never here: answering; whose it is (intake/arrivals.py). Everything in an update is as untrusted as its sender.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Chat, Message, MessageEntity, User

from bot.core.commands import ASK, known
from bot.core.turns import Command, Event, Utterance
from bot.storage.database import ChatName

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,64}))?(?:\s+(.*))?", re.DOTALL)
# Content that is not text, by what the bot says to it. Whatever is neither here nor text is a service message,
# or something that did not exist yet: not for the bot.
KINDS = {
    "telegram_voice": ("voice", "audio", "video_note", "video"),
    "telegram_photo": ("photo", "document", "animation"),
    "telegram_sticker": ("sticker", "dice"),
    "telegram_other": (
        "location", "venue", "contact", "poll", "game", "story", "paid_media", "checklist",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, below which message (0: none), in which topic of the chat."""

    chat_id: int
    reply_to: int = 0
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message for the bot. Either `event` is set, or `sentence`, the key of what the channel says itself.

    `key`: whose it is, and where. `called`: the bot was called by command or by name; silence would be rude.
    `album`: the id of the album a file belongs to.
    """

    key: ChatName
    place: Place
    event: Event | None = None
    sentence: str = ""
    group: bool = False
    called: bool = True
    album: str = ""

    @property
    def text(self) -> str:
        """What the person wrote, without the command."""
        if isinstance(self.event, Utterance):
            return self.event.text
        return self.event.argument if isinstance(self.event, Command) else ""


class Reader:
    """Reads updates for the bot `me`."""

    def __init__(self, me: User) -> None:
        self._me = me

    def message(self, message: Message, key: ChatName, at: float) -> Incoming | None:
        """What `message` asks; None if it is not for the bot. `at` in seconds, see Utterance."""
        if not is_somebodys(message, self._me):
            return None
        if message.chat.type == Chat.PRIVATE:
            place = Place(message.chat.id, 0, _thread(message))
            return self._private(message, Incoming(key, place), at)
        return self._group(message, Incoming(key, Place(message.chat.id, message.message_id, _thread(message))), at)

    def guest(self, message: Message, key: ChatName, at: float) -> Incoming | None:
        """What a message asks in a group that the bot is no member of; None if nobody in particular wrote it."""
        if not is_somebodys(message, self._me):
            return None
        text = message.text or message.caption or ""
        asked = self._unmentioned(message, text)
        frame = _grouped(Incoming(key, Place(message.chat.id)), called=True)
        return self._read(text if asked is None else asked, frame, at)

    def _private(self, message: Message, frame: Incoming, at: float) -> Incoming | None:
        text = message.text or message.caption
        if text:
            return self._read(text, frame, at)
        sentence = next(
            (key for key, kinds in KINDS.items() if any(getattr(message, kind, None) for kind in kinds)), ""
        )
        if not sentence:
            return None
        return Incoming(frame.key, frame.place, sentence=sentence, album=message.media_group_id or "")

    def _group(self, message: Message, frame: Incoming, at: float) -> Incoming | None:
        """In a group only what is meant for the bot: commands, mentions, replies to its messages."""
        text = message.text or message.caption or ""
        found = _COMMAND.fullmatch(text)
        if found and self._is_mine(found):
            return self._read(text, _grouped(frame, called=True), at)
        if found:
            return None
        asked = self._unmentioned(message, text)
        if asked is None and not self._answers_me(message):
            return None
        return self._read(text if asked is None else asked, _grouped(frame, called=asked is not None), at)

    def _read(self, text: str, frame: Incoming, at: float) -> Incoming:
        event = self._event(text, at)
        sentence = ""
        if event is None:
            sentence = "telegram_group_hint" if frame.group else "telegram_ask_what"
        return Incoming(frame.key, frame.place, event, sentence, frame.group, frame.called)

    def _event(self, text: str, at: float) -> Event | None:
        """An utterance or a command; None for a question that is missing."""
        found = _COMMAND.fullmatch(text)
        if found is None:
            return Utterance(text, at) if text.strip() else None
        name, argument = found[1].lower(), (found[3] or "").strip()
        if name == ASK:
            return Utterance(argument, at) if argument else None
        if command := known(name):
            return Command(command, argument, at)
        asked = f"{name.replace('_', ' ')} {argument}".strip()
        return Utterance(asked, at) if asked else None

    def _is_mine(self, found: re.Match[str]) -> bool:
        """Whether a command in a group is this bot's: by its name, or one of its commands without a name."""
        if found[2]:
            return found[2].lower() == (self._me.username or "").lower()
        return bool(known(found[1].lower()))

    def _unmentioned(self, message: Message, text: str) -> str | None:
        """`text` without the mention of the bot; None if it is not mentioned."""
        name = f"@{self._me.username}".lower()
        kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
        parse = message.parse_entities if message.text else message.parse_caption_entities
        for entity, part in parse(kinds).items():
            if part.lower() == name or (entity.user and entity.user.id == self._me.id):
                return text.replace(part, " ", 1).strip()
        return None

    def _answers_me(self, message: Message) -> bool:
        answered = message.reply_to_message
        return bool(answered and answered.from_user and answered.from_user.id == self._me.id)


def command_in(text: str) -> str:
    """The name of the command that `text` is; "" if it is none."""
    found = _COMMAND.fullmatch(text)
    return found[1].lower() if found else ""


def is_somebodys(message: Message, me: User) -> bool:
    """Whether somebody in particular speaks: no bot, nobody through this bot, no channel."""
    if message.chat.type == Chat.CHANNEL or (message.via_bot and message.via_bot.id == me.id):
        return False
    if message.sender_chat:
        # An anonymous administrator speaks as the group; a channel's posts are nobody's question.
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


def _grouped(frame: Incoming, *, called: bool) -> Incoming:
    return Incoming(frame.key, frame.place, group=True, called=called)


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
