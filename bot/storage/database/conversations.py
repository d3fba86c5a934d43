"""The state of each chat, for whichever replica answers next.

Lives here: conversations as sealed JSON with a version, into a row and out of it. A claim brings one, `done` keeps one.
Never here: what is in a conversation and why. Nothing is cached: another replica may have answered in between.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from bot.core.model import Danger
from bot.core.rounds import Drawn, Round, Tally
from bot.core.turns import Conversation, QuickReply
from bot.storage.database.access import Access
from bot.storage.database.keys import Keyring, SealError
from bot.storage.database.names import Names
from bot.storage.database.tables import conversations as table

# Raised when an older program could not make sense of what a newer one writes. It then starts a fresh conversation:
# state is leaned on for half an hour only, and guessing at it would answer questions that nobody asked.
VERSION = 1


def write(connection: Connection, access: Access, names: Names, conversation: Conversation) -> None:
    """Keep `conversation` as a part of a transaction."""
    values = {
        "chat": names.chat,
        "person": names.person,
        "day": access.moment.today(),
        "version": VERSION,
        "state": access.keys.seal(encode(conversation)),
    }
    connection.execute(access.upsert(table, "person", "day", "version", "state"), values)


def read(connection: Connection, access: Access, names: Names) -> Conversation:
    """The conversation of a chat as a part of a transaction; a fresh one if there is none."""
    row = connection.execute(select(table.c.version, table.c.state).where(table.c.chat == names.chat)).first()
    return decode(row.version, row.state, access.keys) if row else Conversation()


def encode(conversation: Conversation) -> bytes:
    # ASCII: a lone surrogate in what a person typed stays an escape (faults A3).
    return json.dumps(asdict(conversation), separators=(",", ":")).encode("ascii")


def decode(version: int | None, state: bytes | None, keys: Keyring) -> Conversation:
    """A conversation from its row; a fresh one if it cannot be understood."""
    if version != VERSION or state is None:
        return Conversation()
    try:
        return _parse(json.loads(keys.unseal(state)))
    except (SealError, ValueError, TypeError, KeyError):
        return Conversation()


def _parse(fields: dict[str, Any]) -> Conversation:
    fields["offered"] = tuple(QuickReply(**button) for button in fields["offered"])
    fields["danger"] = Danger(fields["danger"]) if fields.get("danger") else None
    for name in ("shown", "listed", "past"):
        fields[name] = tuple(fields.get(name, ()))
    fields["lists"] = tuple(tuple(one) for one in fields.get("lists", ()))
    fields["quiz"] = parse_round(fields["quiz"]) if fields.get("quiz") else None
    return Conversation(**fields)


def parse_round(fields: dict[str, Any]) -> Round:
    """A round of the quiz from its JSON. KeyError, TypeError: it is none."""
    return Round(
        topic=fields["topic"],
        drawn=tuple(Drawn(**{**one, "order": tuple(one["order"])}) for one in fields["drawn"]),
        step=fields["step"],
        tallies=tuple(Tally(**one) for one in fields["tallies"]),
        polls=tuple(fields["polls"]),
    )
