"""The inbox: what was accepted is answered, whatever happens to the process.

Lives here: taking updates in, giving them out, and what becomes of them.
Never here: the statements (inbox_rows.py), who is alive (presence.py), what an update means.

Promise: every accepted update is given out until somebody says that it is done, or given it up. It is answered twice
only if a process dies between Telegram's "sent" and `done`.

Suspects, not guilty: what a process had in hand when it died is given out again alone, to a process that has nothing
else in hand (`claim_suspect`), and is no attempt. Given up is only what was alone when its process died, twice, and
then only if it was being worked on: for what is on its way to Telegram or back the network is waited for (`mark`).
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from sqlalchemy import Connection, Row, func, select

from bot.core.language.redaction import redact
from bot.storage.database import conversations, rotation, turn_rows
from bot.storage.database.access import Access
from bot.storage.database.failures import ConflictError, UnavailableError
from bot.storage.database.inbox_rows import Rows
from bot.storage.database.keys import SealError
from bot.storage.database.names import ChatName, names_of
from bot.storage.database.tables import dead_letters, inbox
from bot.storage.database.transactions import Work
from bot.storage.database.turn_rows import Answered
from bot.storage.database.updates import Arrival, Claim, Depth, Standing

_LOG = logging.getLogger(__name__)
# After so many attempts an update is given up: until then it holds up its chat for a minute and a half.
ATTEMPTS = 5
# Deaths of a process that had one update in hand and nothing else. One may be chance.
DEATHS = 2
BACKOFF_SECONDS = (1.0, 4.0, 16.0, 64.0)
# Rounds of one call of `claim`: each may find only updates that came too late, or be overtaken by another process.
_ROUNDS = 20
_REASON_LIMIT = 120
# So long a cry for help waits for what was said before it.
RECALL_SECONDS = 1.0


class Inbox:
    """The inbox as one process sees it. Errors that this package knows to be temporary are UnavailableError."""

    def __init__(self, access: Access, owner: str) -> None:
        self._access = access
        self._rows = Rows(access, owner)
        self._held: dict[int, float] = {}
        self._overdue: dict[int, Work[object]] = {}
        self._news = asyncio.Event()
        self._wary = False

    async def accept(self, arrivals: Sequence[Arrival]) -> frozenset[int]:
        """Keep updates, all or none; returns the ids that were not known yet. Once this returns, nothing is lost.
        UnavailableError: nothing was kept for certain, and Telegram has to send again."""

        def work(connection: Connection) -> frozenset[int]:
            rotation.adopt(connection, self._access.keys, {arrival.chat for arrival in arrivals})
            return self._rows.insert(connection, [self._row(arrival) for arrival in arrivals])

        accepted = await self._access.transactions.write(work) if arrivals else frozenset()
        self.wake()
        return accepted

    async def claim(self, limit: int = 1, certain: Collection[int] = ()) -> tuple[Claim, ...]:
        """The next updates to work on, of up to `limit` different chats; none if there is nothing to do now. With
        `certain` none but these, if it is their turn in their chats: for what must not stand in line with others."""
        if not certain:
            self._news.clear()
        take = partial(self._take, limit=limit, certain=certain)
        for _ in range(_ROUNDS):
            try:
                found, some = await self._access.transactions.write_hastily(take)
            except ConflictError:
                continue
            if found or not some:
                self._hold(found)
                return found
        return ()

    def beware(self, suspects: int) -> None:
        """So many updates were in hand when a process died, by the last look (presence.py)."""
        if suspects:
            self._wary = True
            self.wake()

    async def suspect_waits(self) -> bool:
        """Whether something is to be tried alone now. Asks the database only after a crash."""
        if not self._wary:
            return False
        known, due = await self._access.transactions.read(self._rows.suspects)
        self._wary = known > 0
        return due > 0

    async def claim_suspect(self) -> Claim | None:
        """One update to be tried alone; None if there is none, or this process has something else in hand."""

        def take(connection: Connection) -> tuple[tuple[Claim, ...], bool]:
            return self._brought(connection, self._rows.take_suspect(connection))

        with suppress(ConflictError):
            found, _ = await self._access.transactions.write_hastily(take)
            self._hold(found)
            return found[0] if found else None
        return None

    async def mark(self, claim: Claim, alone: bool) -> None:
        """Whether a death of this process now would be due to `claim`, which is tried alone."""
        await self._access.transactions.write_hastily(lambda connection: self._rows.mark(connection, claim, alone))

    async def waiting(self, limit: int) -> tuple[bytes, ...]:
        """The first `limit` updates that nobody works on, as they came; without those that no key opens."""
        unseal = self._access.keys.unseal

        def work(connection: Connection) -> tuple[bytes, ...]:
            found = []
            for body in self._rows.waiting(connection, limit):
                with suppress(SealError):
                    found.append(unseal(body))
            return tuple(found)

        return await self._access.transactions.read(work)

    async def put_first(self, arrivals: Sequence[Arrival]) -> None:
        """Let updates that wait stand in the lines that their chats now name, before all others to be tried alone."""
        lanes = {arrival.update_id: self._access.names(arrival.chat).chat for arrival in arrivals}
        await self._access.transactions.write(lambda connection: self._rows.put_first(connection, lanes))

    async def wait(self, seconds: float = 1.0) -> None:
        """Until there may be something to claim. At most `seconds`, after which another process may have left something
        or a pause may be over."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            pass

    async def done(self, claim: Claim, answered: Answered | None = None) -> None:
        """`claim` was worked on: erase it, and in the same transaction keep the conversation and the turn it led to.

        Nothing is kept if the claim is no longer this process's, or its person asked to be forgotten meanwhile. While
        the database is away this is remembered and made up for; it raises nothing.
        """

        def work(connection: Connection) -> None:
            if self._rows.finish(connection, claim) and answered:
                turn_rows.write(connection, self._access, answered, claim.standing.noticed)

        await self._settle(claim, work)

    async def recalled(self, claim: Claim, chat: ChatName) -> Claim:
        """`claim` with the conversation of `chat`, where it stands in a lane of its own because it is urgent. Nobody in
        danger waits long for that, and without the database not at all."""
        names = names_of(chat, self._access.keys)
        if claim.lane in ("", names.chat):
            return claim
        try:
            async with asyncio.timeout(RECALL_SECONDS):
                found = await self._access.transactions.read(lambda one: conversations.read(one, self._access, names))
        except (UnavailableError, TimeoutError):
            return claim
        return dataclasses.replace(claim, conversation=found)

    async def failed(self, claim: Claim, reason: str, retry_after: float | None = None) -> None:
        """`claim` is to be tried again: after `retry_after` seconds if Telegram named them, and then this was no
        attempt; otherwise after a growing pause, or never if this was the last attempt. Raises nothing, like `done`."""

        def work(connection: Connection) -> None:
            self._put_off(connection, claim, reason, retry_after)

        await self._settle(claim, work)

    async def bury(self, claim: Claim, reason: str) -> None:
        """`claim` will never succeed: keep it among the dead letters. Raises nothing, like `done`."""
        await self._settle(claim, lambda connection: self._rows.bury(connection, claim, _short(reason)))

    async def dead_letter(self, body: bytes, reason: str) -> None:
        """Keep for an operator what could not be accepted, such as an update without an id."""
        values = {"day": self._access.moment.today(), "reason": _short(reason), "body": self._access.keys.seal(body)}
        await self._access.transactions.write(lambda connection: connection.execute(dead_letters.insert(), values))

    async def depth(self) -> Depth:
        """How much there is to do."""
        now, moment = self._access.moment.expression, self._access.moment.parameters
        statement = select(func.count(), now - func.min(inbox.c.received_at))
        dead = select(func.count()).select_from(dead_letters)

        def work(connection: Connection) -> Depth:
            waiting, oldest = connection.execute(statement, moment).one()
            suspects, _ = self._rows.suspects(connection)
            return Depth(waiting, max(oldest or 0.0, 0.0), connection.execute(dead).scalar_one(), suspects)

        return await self._access.transactions.read(work)

    @property
    def held(self) -> frozenset[int]:
        """The updates this process works on."""
        return frozenset(self._held)

    def wake(self) -> None:
        """There may be something to claim."""
        self._news.set()

    async def make_up(self) -> None:
        """Write down the ends of claims that could not be written down when they came. Raises UnavailableError."""
        for update_id, work in list(self._overdue.items()):
            try:
                await self._write_end(update_id, work)
            except UnavailableError:
                raise
            except Exception:
                _LOG.exception("Hasil pembaruan %s tidak bisa dicatat; akan dikerjakan lagi.", update_id)

    async def _settle(self, claim: Claim, work: Work[object]) -> None:
        """Write the end of a claim. Until it is written the claim stays this process's, so that nobody sends again."""
        self._overdue[claim.update_id] = work
        try:
            await self._write_end(claim.update_id, work)
        except UnavailableError as error:
            _LOG.warning("Hasil pembaruan %s belum tercatat, akan dicoba lagi. %s", claim.update_id, error)

    async def _write_end(self, update_id: int, work: Work[object]) -> None:
        try:
            await self._access.transactions.write(work)
        except (UnavailableError, asyncio.CancelledError):
            # Still overdue, also if it was written after all: every end can be written twice.
            raise
        except BaseException:
            # A bug. No longer held, the update is released and tried again, until its attempts are used up.
            self._let_go(update_id)
            raise
        self._let_go(update_id)

    def _hold(self, claims: Iterable[Claim]) -> None:
        self._held.update({claim.update_id: claim.taken_at for claim in claims})

    def _let_go(self, update_id: int) -> None:
        self._overdue.pop(update_id, None)
        self._held.pop(update_id, None)
        # The next update of the same chat may be claimed now.
        self.wake()

    def _row(self, arrival: Arrival) -> dict[str, Any]:
        names = self._access.names(arrival.chat)
        return {
            "update_id": arrival.update_id,
            "chat": names.chat,
            "person": names.person,
            "kind": arrival.kind.value,
            "body": self._access.keys.seal(arrival.body),
        }

    def _take(self, connection: Connection, limit: int, certain: Collection[int]) -> tuple[tuple[Claim, ...], bool]:
        """What is to be worked on, and whether anything was found at all."""
        return self._brought(connection, self._rows.take(connection, limit, certain))

    def _brought(self, connection: Connection, taken: Sequence[Row[Any]]) -> tuple[tuple[Claim, ...], bool]:
        """Claimed rows with what belongs to them."""
        if not taken:
            return (), False
        around = self._rows.around(connection, taken)
        claims = [self._sorted_out(connection, row, around[row.update_id]) for row in taken]
        return tuple(claim for claim in claims if claim), True

    def _sorted_out(self, connection: Connection, row: Row[Any], around: Any) -> Claim | None:
        """The claim, unless it came too late, brought down every process that took it, or cannot be read."""
        keys = self._access.keys
        state = conversations.decode(around.version, around.state, keys)
        standing = Standing(around.noticed_on is not None, bool(around.opted_out))
        claim = Claim(
            row.update_id,
            row.body,
            row.attempts,
            state,
            standing,
            lane=row.chat,
            taken_at=row.claimed_at,
            received_at=row.received_at,
        )
        if row.is_late:
            self._rows.finish(connection, claim)
        elif row.crashes >= DEATHS:
            self._rows.bury(connection, claim, "menghentikan bot dua kali")
        elif row.attempts > ATTEMPTS:
            self._rows.bury(connection, claim, "setiap percobaan terputus")
        else:
            try:
                return dataclasses.replace(claim, body=keys.unseal(row.body))
            except SealError:
                # Another replica may have the key already.
                self._put_off(connection, claim, "kunci tidak dikenal", None)
        return None

    def _put_off(self, connection: Connection, claim: Claim, reason: str, retry_after: float | None) -> None:
        if retry_after is not None:
            self._rows.postpone(connection, claim, retry_after, counted=False)
        elif claim.attempt >= ATTEMPTS:
            self._rows.bury(connection, claim, _short(reason))
        else:
            self._rows.postpone(connection, claim, BACKOFF_SECONDS[claim.attempt - 1], counted=True)


def _short(reason: str) -> str:
    """A reason may come from an error's text, and that from anywhere."""
    return redact(reason, _REASON_LIMIT)
