"""Running the demonstration from start to stop.

Lives here: starting the parts in order, a bot that can be started anew, stopping on Ctrl-C.
Never here: what a part does.

The page is there at once and says that the bot is getting ready: loading trains the ranking, which takes
seconds. What is written meanwhile waits, as it would at Telegram, and is answered then.
"""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import signal
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from pydantic import SecretStr

from bot.assistant import Assistant
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.demo.stage import DemoStage
from bot.demo.understanding import Json, ObservedAssistant
from bot.errors import BotError
from bot.operators.live.desk import OperatorsDesk
from bot.operators.live.reloading import Reloader
from bot.playground import Playground, PlaygroundError
from bot.playground.world.world import FIRST_PERSON
from bot.school import AT_ONCE, School
from bot.storage.database import find_key, open_database
from bot.storage.loader import load_knowledge

T = TypeVar("T")
Say = Callable[[str], None]
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# BotFather: a username is 5-32 of letters, digits and underscores, and ends with "bot".
_USERNAME = 32
_BOT_ID = 424242


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `port` 0 takes a free one; `say` gets lines for the terminal."""

    knowledge: Path
    contact: str = ""
    port: int = 0
    opens_browser: bool = False
    say: Say = print
    school: School = AT_ONCE


@dataclass(frozen=True, slots=True)
class Life:
    """How a bot lives on the playground. Without `send_limits` nothing is waited for that Telegram would refuse.

    With an `order` its folder is watched, and whoever comes first on the page is the bot's administrator.
    """

    playground: Playground
    dialogue: Dialogue
    send_limits: bool = True
    order: Order | None = None


class DemoError(BotError):
    """The demonstration cannot run."""


async def demo(order: Order, stop: asyncio.Event | None = None) -> None:
    """Run until SIGINT, SIGTERM or `stop`. Raises KnowledgeError, and DemoError for a port that is taken."""
    ending = stop or asyncio.Event()
    with _signals(ending):
        async with _playground(order.port) as playground:
            order.say(f"Halaman obrolan: {playground.page_url}   (berhenti: Ctrl-C)")
            if order.opens_browser:
                _in_thread(lambda: webbrowser.open(playground.page_url))
            tell(playground, "loading")
            dialogue = await _until(ending, _load(order, playground))
            if dialogue is not None:
                order.say("Bot siap menjawab.")
                await run_bot(Life(playground, dialogue, order=order), ending)


async def run_bot(life: Life, stop: asyncio.Event) -> None:
    """The real bot on the playground until `stop`; journeys may have it started anew."""
    stage, playground = DemoStage(), life.playground
    playground.world.stage = stage

    def told(turn: Json) -> None:
        stage.note(turn)
        playground.world.events.publish("understood", turn)

    with TemporaryDirectory(prefix="tanya-peksos-") as folder:
        settings = bot_settings(life, Path(folder))
        while not stop.is_set():
            assistant = ObservedAssistant(life.dialogue, told)
            bot = asyncio.ensure_future(_live(settings, assistant, life.order, stop))
            tell(playground, "ready")
            await stage.watch(bot)


async def _live(settings: Settings, assistant: Assistant, order: Order | None, stop: asyncio.Event) -> None:
    """One life of the bot. Its database outlives it, and is gone with the demonstration."""
    key = find_key(settings.database_url)
    async with await open_database(settings.database_url, key) as database:
        desk = None
        if order is not None:
            desk = OperatorsDesk(database, assistant, Reloader(assistant, order.knowledge, order.contact, order.school))
        await run_polling(settings, assistant, database, stop, desk)


def bot_settings(life: Life, folder: Path) -> Settings:
    """Settings for a bot on the playground and nothing else: no environment, no webhook, no server of its own."""
    return Settings.model_construct(
        _fields_set={"bot_token", "api_url", "database_url", "send_limits", "admins"},
        bot_token=SecretStr(life.playground.token),
        api_url=life.playground.root_url,
        send_limits=life.send_limits,
        admins=(FIRST_PERSON,) if life.order else (),
        database_url=f"sqlite:///{folder / 'obrolan.db'}",
    )


def introduce(playground: Playground, knowledge: Knowledge) -> None:
    """Give the playground's bot its name, as its owner would at BotFather."""
    name = knowledge.about.name
    word = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "tanya"
    playground.bot.rename(name[:64], f"{word[: _USERNAME - 4]}_bot")
    playground.world.events.publish("profile", {"bot": playground.bot.id, "what": "name"})


def tell(playground: Playground, state: str) -> None:
    """Tell the page how far the bot is: loading or ready."""
    playground.world.events.publish("status", {"bot": playground.bot.id, "state": state})


def new_token() -> str:
    """A token nobody can guess: with a known one, any page could call the Bot API here."""
    return f"{_BOT_ID}:{secrets.token_urlsafe(26)}"


def has_screen() -> bool:
    """Whether a browser could be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@asynccontextmanager
async def _playground(port: int) -> AsyncIterator[Playground]:
    try:
        playground = Playground(port, token=new_token())
    except PlaygroundError as error:
        raise DemoError(f"Port {port} tidak bisa dipakai ({error}). Pilih yang lain dengan --port.") from error
    await playground.open()
    try:
        yield playground
    finally:
        await playground.close()


async def _load(order: Order, playground: Playground) -> Dialogue:
    """The name first, for the page to show; the training after it."""
    knowledge = await _in_thread(lambda: load_knowledge(order.knowledge))
    introduce(playground, knowledge)
    return await _in_thread(lambda: order.school.dialogue(knowledge, order.contact, order.knowledge))


def _in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """The result of `work`, done in a thread that does not keep the process from ending (an executor's does)."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def finish(value: T | None, error: BaseException | None) -> None:
        if result.done():
            return
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(value)  # type: ignore[arg-type]

    def run() -> None:
        value, failure = None, None
        try:
            value = work()
        except BaseException as error:
            failure = error
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(finish, value, failure)

    threading.Thread(target=run, daemon=True).start()
    return result


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of `work`, or None if `stop` came first."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


@contextmanager
def _signals(stop: asyncio.Event) -> Iterator[None]:
    """The signals set `stop`. A running bot takes them over, and sets the same."""
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, RuntimeError, ValueError):  # other threads; Windows
        for number in _SIGNALS:
            loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in _SIGNALS:
                loop.remove_signal_handler(number)
