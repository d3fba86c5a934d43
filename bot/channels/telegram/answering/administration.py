"""What the people who run the bot see of it in Telegram.

Lives here: who they are, their commands, telling them something.
Never here: figures, gaps, loading knowledge (the desk does that). Nobody else is told that there are such commands.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from telegram import Chat, Message
from telegram.error import TelegramError

from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.reading import Place, command_in
from bot.channels.telegram.answering.sending import Sender
from bot.channels.telegram.answering.sessions import Session
from bot.core.commands import GAPS, OF_ADMINISTRATORS, RELOAD, STATISTICS
from bot.core.model import Knowledge
from bot.storage.database import Database

_LOG = logging.getLogger(__name__)
# For as long no other replica says the same: all of them see the same file change.
_TOLD_SECONDS = 600.0
Tell = Callable[[str], Awaitable[None]]


class Report(Protocol):
    """A text, and a picture (PNG) above it if there is one."""

    @property
    def text(self) -> str: ...

    @property
    def picture(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """A report without a picture."""

    text: str
    picture: bytes = b""


class Desk(Protocol):
    """Whoever keeps the figures and the knowledge."""

    async def statistics(self) -> Report: ...

    async def gaps(self) -> Report: ...

    async def digest(self) -> Report: ...

    async def reload(self) -> Report: ...

    async def watch(self, tell: Tell) -> None:
        """Load knowledge whenever it changes, for as long as the bot runs, and `tell` of it."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What administration is done with. `introduce` shows an administrator's commands in their chat."""

    answers: Answers
    sender: Sender
    database: Database
    introduce: Callable[[Knowledge, int], Awaitable[None]]


class Administration:
    """`admins`: Telegram's numbers. Not user names: those can be taken over by somebody else."""

    def __init__(self, desk: Desk | None, admins: frozenset[int], tools: Tools) -> None:
        self._desk = desk
        self._admins = admins
        self._tools = tools
        self._met: set[int] = set()

    def asked(self, message: Message) -> str:
        """The command of an administrator; "" for everything else. What was forwarded is somebody else's."""
        name = command_in(message.text or "") if self._is_one(message) and message.forward_origin is None else ""
        return name if name in OF_ADMINISTRATORS else ""

    async def meet(self, message: Message, session: Session) -> None:
        """Show an administrator their commands, once: Telegram takes them only for chats that have begun."""
        admin = message.chat.id
        if not self._is_one(message) or admin in self._met:
            return
        self._met.add(admin)
        try:
            await self._tools.introduce(session.knowledge, admin)
        except TelegramError as error:
            _LOG.warning("Perintah pengelola belum tampil: %s", error)

    def _is_one(self, message: Message) -> bool:
        sender = message.from_user.id if message.from_user else 0
        return self._desk is not None and message.chat.type == Chat.PRIVATE and sender in self._admins

    async def handle(self, name: str, session: Session, place: Place) -> None:
        if self._desk is None:
            return
        if name == RELOAD:
            await self._tools.answers.say("admin_reloading", session.knowledge, place)
        work = {STATISTICS: self._desk.statistics, GAPS: self._desk.gaps, RELOAD: self._desk.reload}
        await self._show(await work[name](), place)

    async def tell(self, text: str) -> None:
        """Tell every administrator something, once for all replicas."""
        await self._tell(Notice(text))

    async def send_digest(self) -> None:
        """The figures of the week."""
        if self._desk is not None and self._admins:
            await self._tell(await self._desk.digest())

    async def _tell(self, report: Report) -> None:
        said = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if not await self._tools.database.duties.take(f"told-{said}", _TOLD_SECONDS):
            return
        for admin in sorted(self._admins):
            try:
                await self._show(report, Place(admin))
            except TelegramError as error:
                _LOG.warning("Seorang pengelola belum bisa dikabari (%s).", type(error).__name__)

    async def _show(self, report: Report, place: Place) -> None:
        if report.picture:
            await self._tools.sender.send_picture(report.picture, place)
        await self._tools.answers.show_screen(report.text, (), place)
