"""The playground as tests and tools start it: a world, people in it, and a server around it.

Lives here: wiring these, and short ways to what tests want of them.
Never here: how any of it works.

It serves inside the caller's event loop: actions are plain function calls, only waiting is awaited. A client that
blocks (requests, a bot in its own thread) must therefore run in another thread or process than the loop.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypedDict, TypeVar, Unpack

from starlette.routing import BaseRoute

from bot.playground.control.control import Control
from bot.playground.control.journeys import JourneyControl
from bot.playground.control.page import routes as page_routes
from bot.playground.people.actions import Actions
from bot.playground.people.people import Group, Person, new_group, new_person
from bot.playground.people.waiting import PATIENCE, wait_until
from bot.playground.wire.server import Server
from bot.playground.world.bots import Bot
from bot.playground.world.call_log import Call
from bot.playground.world.clock import Clock
from bot.playground.world.faults import ALL_METHODS, Fault
from bot.playground.world.world import Identity, Rules, World

T = TypeVar("T")
Json = dict[str, Any]
# Any well-formed token is a bot; this one is there from the beginning, so that people can write before it
# calls.
TOKEN = "424242:AAPlaygroundTokenForTestsOnly_00000"  # noqa: S105


class FaultDetails(TypedDict, total=False):
    """The fields of faults.Fault but its method."""

    times: int
    code: int
    description: str
    retry_after: int
    migrate_to_chat_id: int
    raw: str | None
    content_type: str
    delay: float
    trickle: float
    drop: bool
    applied: bool
    chat_id: int


class Playground:
    """One emulated Bot API with its people; see README.md for the same over HTTP."""

    def __init__(
        self, port: int = 0, host: str = "127.0.0.1", routes: Sequence[BaseRoute] = (), *, token: str = TOKEN
    ) -> None:
        self.world = World()
        self.actions = Actions(self.world)
        control = [*Control(self.actions).routes(), *page_routes(), *JourneyControl(self.actions).routes()]
        self._server = Server(self.world, host, port, [*control, *routes])
        self.token = token
        self.bot = self.world.bot(token)

    @classmethod
    @asynccontextmanager
    async def start(
        cls, port: int = 0, host: str = "127.0.0.1", routes: Sequence[BaseRoute] = (), *, token: str = TOKEN
    ) -> AsyncIterator[Playground]:
        """Serve until the block ends; port 0 takes a free one. `routes` are served too."""
        playground = cls(port, host, routes, token=token)
        await playground.open()
        try:
            yield playground
        finally:
            await playground.close()

    async def open(self) -> None:
        await self._server.start()

    async def close(self) -> None:
        await self._server.stop()

    async def suspend(self) -> None:
        """Be unreachable: connections are reset and new ones refused, while people can go on writing."""
        await self._server.suspend()

    async def resume(self) -> None:
        """Be reachable again, at the same address and with everything still there."""
        await self._server.resume()

    # Addresses

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def base_url(self) -> str:
        """What clients call base_url: the token comes right behind it."""
        return f"{self._server.root}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self._server.root}/file/bot"

    @property
    def root_url(self) -> str:
        """For clients that put /bot<token> behind it themselves."""
        return self._server.root

    @property
    def page_url(self) -> str:
        """The chat page."""
        return f"{self._server.root}/"

    @property
    def control_url(self) -> str:
        return f"{self._server.root}/control"

    # People and groups

    def person(
        self, name: str = "Sari", *, username: str = "", language_code: str = "id", last_name: str = ""
    ) -> Person:
        """A new person, in front of the only bot there is."""
        return self.person_as(Identity(name, last_name, username, language_code))

    def person_as(self, identity: Identity) -> Person:
        return new_person(self.actions, identity)

    def group(self, title: str = "Kelas", members: Iterable[Person] = (), *, with_bot: bool = True) -> Group:
        """A new supergroup; the first member adds the bot, unless it is to stay outside (guest mode)."""
        return new_group(self.actions, title, members, with_bot=with_bot)

    # Bots

    def bot_of(self, token: str) -> Bot:
        """The bot of another token, known before it calls."""
        return self.world.bot(token)

    def inject(self, update: Json, bot_id: int | None = None) -> int:
        """Queue an update as it is, whatever it holds; returns its update_id (one given is kept)."""
        bot = self.world.chosen_bot(bot_id)
        kind = next((name for name in update if name != "update_id"), "")
        return bot.updates.put_raw(update, kind, str(_chat_id(update))).id

    def revoke(self, bot_id: int | None = None) -> None:
        """From now on the token is refused with 401, as after /revoke at BotFather."""
        bot = self.world.chosen_bot(bot_id)
        bot.revoked = True
        self.world.poller(bot).end()

    def restore(self) -> None:
        """Undo every `revoke`."""
        for bot in self.world.bots():
            bot.revoked = False

    # Faults, rules, time

    def plan_fault(self, method: str = ALL_METHODS, **details: Unpack[FaultDetails]) -> Fault:
        """Let the next calls of a method fail; see faults.Fault for the details."""
        fault = Fault(method, **details)
        self.world.faults.plan(fault)
        return fault

    def clear_faults(self) -> None:
        """Forget planned faults and delays."""
        self.world.faults.clear()

    def delay(self, seconds: float, method: str = ALL_METHODS) -> None:
        """Every answer takes this much longer, like the way to a real server and back."""
        self.world.faults.set_delay(method, seconds)

    @property
    def rules(self) -> Rules:
        return self.world.rules

    @property
    def clock(self) -> Clock:
        return self.world.clock

    # Calls, and waiting

    def calls(self, method: str = "", since: int = 0) -> list[Call]:
        """The calls made so far, of one method or of all, with a number above `since`."""
        return self.world.calls.list(method, since)

    def clear_calls(self) -> None:
        self.world.calls.clear()

    async def wait_call(self, method: str, count: int = 1, timeout: float = PATIENCE) -> Call:  # noqa: ASYNC109
        """The `count`-th call of a method since the beginning, once it was answered."""

        def look() -> Call | None:
            calls = self.calls(method)
            return calls[count - 1] if len(calls) >= count else None

        return await self.wait_until(look, timeout, f"fewer than {count} calls of {method}")

    async def wait_until(self, look: Callable[[], T | None], timeout: float, otherwise: str) -> T:  # noqa: ASYNC109
        """What `look` finds; raises TimeoutError with `otherwise`."""
        return await wait_until(self.world, look, timeout, otherwise)


def _chat_id(update: Json) -> int:
    for payload in update.values():
        chat = payload.get("chat") if isinstance(payload, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            return int(chat["id"])
    return 0
