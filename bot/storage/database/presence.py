"""Which processes are at work, so that what a dead one had claimed is taken up by another.

Lives here: signs of life, and releasing the claims of whoever gives none.
Never here: claiming (inbox.py).

What a dead process had in hand is from then on suspected of its death; nothing is that somebody gave back, had lost or
had forgotten. A machine that was started anew explains the death of all that ran on it.

A claim is not a lock that is held while a message is being sent: that would take a connection and an open transaction
for each of them, for as long as Telegram takes, and PostgreSQL could not clean up behind the oldest. It is a mark with
a name on it, good for as long as its owner gives a sign of life every few seconds. Who took over by mistake is harmless
(every ending names its claim), only a message could be sent twice.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from functools import cache
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, case, delete, false, func, select, true, update

from bot.storage.database.access import Access
from bot.storage.database.tables import facts, inbox, replicas

# Who is silent for as long is taken for dead.
LEASE_SECONDS = 15.0
# Signs of life in a lease.
BEATS = 5
# A claim that this process knows nothing of: its transaction was committed, but the answer got lost on the way.
_LOST_SECONDS = 10.0
# Nothing takes as long as this; whoever claimed it has forgotten about it.
_FORGOTTEN_SECONDS = 600.0
CLOCK = "clock"
_REPLICAS = select(func.count()).select_from(replicas)
_SUSPECTS = select(func.count()).where(inbox.c.suspect)
_NO_ATTEMPT = inbox.c.attempts - 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Presence:
    """This process among the others. `name` is different with every start."""

    def __init__(self, access: Access, lease_seconds: float = LEASE_SECONDS) -> None:
        self.name = secrets.token_hex(8)
        self.pause = lease_seconds / BEATS
        self._access = access
        self._lease = lease_seconds
        self._steady_since = time.monotonic()
        self._last_beat = self._steady_since
        self._known = 0
        self.suspects = 0
        self.after_crash = False

    @property
    def is_alone(self) -> bool:
        """Whether no other process was at work when this one last looked, seconds ago."""
        return self._known == 1

    async def begin(self, alone: bool) -> None:
        """Announce this process. `alone`: it is known that every other one is dead."""

        def work(connection: Connection) -> None:
            if alone:
                boots = connection.execute(select(replicas.c.boot)).scalars().all()
                self.after_crash = bool(boots)
                connection.execute(delete(replicas))
                # Where nothing is known of the machine, or it is the same start, it explains nothing.
                explained = bool(boots) and all(boot not in (None, _boot()) for boot in boots)
                self._release(connection, inbox.c.owner != self.name, **_suspected(explained))
            self._sign(connection)
            self._look(connection)

        await self._access.transactions.write(work)

    async def beat(self, held: Collection[int]) -> bool:
        """Give a sign of life, and release what nobody works on. `held`: the updates this process has claimed. Returns
        whether something was released."""
        now = time.monotonic()
        if now - self._last_beat > self._lease / 2:
            self._steady_since = now
        released = await self._access.transactions.write_hastily(lambda connection: self._beat(connection, held))
        self._last_beat = time.monotonic()
        return released

    async def leave(self) -> None:
        """Give back at once what this process has claimed."""

        def work(connection: Connection) -> None:
            # Not an attempt: it was broken off.
            self._release(connection, inbox.c.owner == self.name, attempts=_NO_ATTEMPT)
            connection.execute(delete(replicas).where(replicas.c.id == self.name))

        await self._access.transactions.write(work)

    def _beat(self, connection: Connection, held: Collection[int]) -> bool:
        now = self._access.moment.expression
        self._sign(connection)
        mine, since = inbox.c.owner == self.name, inbox.c.claimed_at
        lost = mine & (since < now - _LOST_SECONDS) & inbox.c.update_id.not_in(list(held))
        released = self._release(connection, lost)
        released += self._release(connection, mine & (since < now - _FORGOTTEN_SECONDS))
        if time.monotonic() - self._steady_since > self._lease:
            # Only who could speak all the time may judge the silence of others: after the database was away, everybody
            # has been silent for as long.
            silent = delete(replicas).where(replicas.c.seen_at < now - self._lease)
            connection.execute(silent, self._access.moment.parameters)
            known = inbox.c.owner.in_(select(replicas.c.id))
            released += self._release(connection, inbox.c.owner.is_not(None) & ~known, **_suspected())
        self._look(connection)
        return released > 0

    def _look(self, connection: Connection) -> None:
        self._known = connection.execute(_REPLICAS).scalar_one()
        self.suspects = connection.execute(_SUSPECTS).scalar_one()

    def _sign(self, connection: Connection) -> None:
        now, moment = self._access.moment.expression, self._access.moment.parameters
        sign = self._access.upsert(replicas, "seen_at").values(id=self.name, seen_at=now, boot=_boot())
        connection.execute(sign, moment)
        for _, value in moment.items():
            # For the next start, should the machine's clock be set back until then (clock.py).
            fact = {"name": CLOCK, "value": str(value)}
            connection.execute(self._access.upsert(facts, "value"), fact)

    def _release(self, connection: Connection, which: ColumnElement[bool], **values: object) -> int:
        statement = update(inbox).where(which).values(owner=None, claimed_at=None, alone=false(), **values)
        return connection.execute(statement, self._access.moment.parameters).rowcount


def _suspected(explained: bool = False) -> dict[str, object]:
    """What becomes of the claims of a dead process: no attempts, and suspects; its death is held against the one that
    was worked on alone, unless something else explains it."""
    death = 0 if explained else case((inbox.c.alone, 1), else_=0)
    return {"suspect": true(), "crashes": inbox.c.crashes + death, "attempts": _NO_ATTEMPT}


@cache
def _boot() -> str | None:
    """Which start of this machine it is; None where the system does not say (Linux does: random(4))."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return None
