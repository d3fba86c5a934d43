"""What a person may ask about what is kept of them: what it is, a copy, deletion, not being logged.

Lives here: the commands /privasi, /data and /hapus with their buttons, and the notice before anything is logged.
Never here: keeping and deleting (bot.storage.database). Everybody can ask for themselves only, and in private only.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.sending import Sender
from bot.channels.telegram.answering.sessions import Session
from bot.channels.telegram.reporting.health import Health
from bot.core import commands
from bot.core.turns import Data, QuickReply, Turn, Verb
from bot.storage.database import Database, PersonalCopy
from bot.storage.database.retention import CONVERSATION_DAYS, COUNT_DAYS, DEAD_LETTER_DAYS, UPDATE_ID_HOURS

# The choices below the privacy text, as they stand in callback data.
COPY, FORGET, FORGET_YES, OBJECT, AGREE, EXPLAIN = "data", "hapus", "hapus-ya", "tanpa-catatan", "catat", "jelaskan"
# What each command is offered as where something else goes first.
_OFFERED = {
    commands.PRIVACY: (EXPLAIN, "cmd_privasi"),
    commands.COPY: (COPY, "button_my_data"),
    commands.FORGET: (FORGET, "button_forget"),
}
FILE_NAME = "dataku.json"


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody asked, and the message to be changed (0: none)."""

    session: Session
    place: Place
    edited: int = 0


class Privacy:
    """`days`: how long questions are kept."""

    def __init__(self, database: Database, answers: Answers, sender: Sender, health: Health, days: int) -> None:
        self._database = database
        self._answers = answers
        self._sender = sender
        self._health = health
        self._days = days
        self._commands: dict[str, Callable[[Asked], Awaitable[None]]] = {
            commands.PRIVACY: self._explain,
            commands.COPY: self._copy,
            commands.FORGET: self._ask,
        }
        self._deeds: dict[str, Callable[[Asked], Awaitable[None]]] = {
            COPY: self._copy,
            FORGET: self._ask,
            FORGET_YES: self._forget,
            OBJECT: self._object,
            AGREE: self._agree,
            EXPLAIN: self._explain,
        }

    def knows(self, data: Data | None) -> bool:
        """Whether a button leads here."""
        return data is not None and data.verb is Verb.PRIVACY and data.target in self._deeds and not data.extra

    async def command(self, name: str, asked: Asked, group: bool) -> None:
        """/privasi, /data or /hapus. In a group others read along, so there it only explains."""
        if group:
            await self._answers.show_screen(self._text(asked.session), (), asked.place)
        else:
            await self._commands[name](asked)

    def offered(self, turn: Turn, name: str, asked: Asked) -> Turn:
        """`turn` with a button below it that does what the command would have done."""
        choice, label = _OFFERED[name]
        row = (_button(choice, asked.session.phrase(label)),)
        return replace(turn, reply=replace(turn.reply, buttons=(*turn.reply.buttons, row)))

    async def pressed(self, data: Data, asked: Asked) -> None:
        await self._deeds[data.target](asked)

    def with_notice(self, turn: Turn, session: Session) -> Turn:
        """`turn`, with the notice below its reply if this person has not read it yet."""
        notice = session.phrase("telegram_notice", hari=str(self._days))
        if turn.private or session.standing.noticed or session.standing.opted_out or not notice:
            return turn
        closing = f"{turn.reply.closing}\n\n{notice}".strip()
        return replace(turn, reply=replace(turn.reply, closing=closing))

    async def note(self, told: bool, session: Session) -> None:
        """Remember that the notice was shown: from the next question on, questions are logged."""
        if told:
            await self._database.people.notice_shown(session.chat)

    async def _explain(self, asked: Asked) -> None:
        standing = await self._database.people.standing(asked.session.chat)
        phrase = asked.session.phrase
        choice = (AGREE, "button_log") if standing.opted_out else (OBJECT, "button_no_log")
        buttons = (
            (_button(COPY, phrase("button_my_data")), _button(FORGET, phrase("button_forget"))),
            (_button(choice[0], phrase(choice[1])),),
            (_menu(asked.session),),
        )
        await self._answers.show_screen(self._text(asked.session), buttons, asked.place, asked.edited)

    async def _copy(self, asked: Asked) -> None:
        copy = await self._database.personal_data.export(asked.session.chat)
        caption = asked.session.phrase("telegram_data")
        await self._sender.send_file(FILE_NAME, written(copy), caption, asked.place)

    async def _ask(self, asked: Asked) -> None:
        phrase = asked.session.phrase
        buttons = ((_button(FORGET_YES, phrase("button_forget_yes")),), (_menu(asked.session),))
        await self._answers.show_screen(phrase("telegram_forget"), buttons, asked.place, asked.edited)

    async def _forget(self, asked: Asked) -> None:
        await self._database.personal_data.forget(asked.session.chat)
        self._health.count("dihapus")
        await self._say(asked, "telegram_forgotten")

    async def _object(self, asked: Asked) -> None:
        await self._database.people.opt_out(asked.session.chat)
        await self._say(asked, "telegram_not_logged")

    async def _agree(self, asked: Asked) -> None:
        await self._database.people.opt_out(asked.session.chat, False)
        # They know what they agree to: the button stands below the text that says it.
        await self._database.people.notice_shown(asked.session.chat)
        await self._say(asked, "telegram_logged")

    async def _say(self, asked: Asked, key: str) -> None:
        text = asked.session.phrase(key, hari=str(self._days))
        await self._answers.show_screen(text, ((_menu(asked.session),),), asked.place, asked.edited)

    def _text(self, session: Session) -> str:
        return session.phrase(
            "telegram_privacy",
            hari=str(self._days),
            jam=str(UPDATE_ID_HOURS),
            obrolan=str(CONVERSATION_DAYS),
            gagal=str(DEAD_LETTER_DAYS),
            angka=str(COUNT_DAYS),
        )


def written(copy: PersonalCopy) -> bytes:
    """The copy as a file that a person, and any program, can read."""
    content = {
        "boleh_dicatat": copy.standing.noticed and not copy.standing.opted_out,
        "diberi_tahu_pada": copy.noticed_on,
        "pertanyaan": [
            {
                "tanggal": turn.day,
                "isi": turn.question,
                "hasil": turn.outcome,
                "jawaban": turn.entry,
                "ditolak": list(turn.offered),
            }
            for turn in copy.turns
        ],
        "suara": [{"tanggal": vote.day, "jawaban": vote.entry, "bagus": vote.up} for vote in copy.votes],
        "jawaban_kuis": [
            {"tanggal": given.day, "jawaban": given.entry, "soal": given.item, "benar": given.right}
            for given in copy.answers
        ],
        "ronde_kuis": [asdict(round_) for round_ in copy.rounds],
        "keadaan_obrolan": [asdict(conversation) for conversation in copy.conversations],
        "menunggu_dijawab": copy.waiting,
        "gagal_dijawab": copy.dead_letters,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=_day).encode("utf-8", "replace")


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _button(choice: str, label: str) -> QuickReply:
    return QuickReply(label, str(Data(Verb.PRIVACY, choice)))


def _menu(session: Session) -> QuickReply:
    return QuickReply(session.phrase("telegram_menu_button"), str(Data(Verb.MENU)))
