"""A Bot API of its own few lines: takes what the bot sends, and brings it what people write, in order in each chat.

Lives here: what a kill may be measured against besides the playground, so that one misunderstanding does not hide in
both: each delivery is repeated until it is answered with 200, and nothing is checked.
Never here: processes, kills (loops.py); anything of the playground.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

TOKEN = "424242:AABenchmarkTokenOnLoopbackOnly_00000"  # noqa: S105  nobody's
# How long a send takes here, and for how long after its answer the bot may not have written it down yet.
SEND_SECONDS, NOTE_SECONDS = 0.05, 0.15
_RETRY_SECONDS = 0.1
_NUMBER = re.compile(r"#(\d+)")
_ME = {"id": 424242, "is_bot": True, "first_name": "Uji", "username": "uji_bot", "supports_inline_queries": False}
_RESULTS: dict[str, object] = {
    "getMe": _ME,
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "commands"},
}


@dataclass(slots=True)
class Question:
    """When it was asked, and when each answer to it came."""

    chat: int
    asked_at: float
    answered_at: list[float] = field(default_factory=list)


@dataclass(slots=True)
class TinyApi:
    """Everything that was asked and answered. Every question holds its number, "#17", and so does its answer."""

    questions: dict[int, Question] = field(default_factory=dict)
    answers: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    # Beginning and end of each send; the end is later than now while it is under way.
    sends: list[tuple[float, float]] = field(default_factory=list)
    apologies: int = 0
    root: str = ""
    _session: aiohttp.ClientSession | None = None
    _hook: tuple[str, str] = ("", "")
    _lines: dict[int, asyncio.Queue[bytes]] = field(default_factory=dict)
    _waiting: list[bytes] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[TinyApi]:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession()
        try:
            yield self
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._session.close()
            await runner.cleanup()

    def ask(self, chat: int, text: str, number: int | None = None) -> None:
        """Somebody writes `text`."""
        update = next(self._numbers)
        if number is not None:
            self.questions[number] = Question(chat, time.monotonic())
        person = {"id": chat, "is_bot": False, "first_name": "Sari", "language_code": "id"}
        message = {
            "message_id": update,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "Sari"},
            "from": person,
            "text": text if number is None else f"{text} #{number}",
        }
        self._put(chat, json.dumps({"update_id": update, "message": message}).encode())

    def under_way(self) -> int:
        """How many sends are on their way, or were so just now."""
        now = time.monotonic()
        return sum(1 for _, end in self.sends[-200:] if end + NOTE_SECONDS > now)

    @property
    def unanswered(self) -> int:
        return sum(not question.answered_at for question in self.questions.values())

    def _put(self, chat: int, body: bytes) -> None:
        if chat not in self._lines:
            self._lines[chat] = asyncio.Queue()
            task = asyncio.create_task(self._deliver(self._lines[chat]))
            self._tasks.add(task)
        self._lines[chat].put_nowait(body)

    async def _deliver(self, line: asyncio.Queue[bytes]) -> None:
        while True:
            body = await line.get()
            while not await self._posted(body):
                await asyncio.sleep(_RETRY_SECONDS)

    async def _posted(self, body: bytes) -> bool:
        url, secret = self._hook
        if not url or self._session is None:
            return False
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        try:
            async with self._session.post(url, data=body, headers=headers, timeout=aiohttp.ClientTimeout(10)) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = json.loads(await request.read() or b"{}")
        if method == "setWebhook":
            self._hook = (given["url"], given.get("secret_token", ""))
        elif method == "sendMessage":
            return _ok(await self._sent(given))
        elif method == "getWebhookInfo":
            return _ok({"url": self._hook[0], "has_custom_certificate": False, "pending_update_count": 0})
        return _ok(_RESULTS.get(method, True))

    async def _sent(self, given: dict[str, object]) -> dict[str, object]:
        """The message counts from here on, also for a bot that does not live to hear of it."""
        now, chat = time.monotonic(), int(str(given["chat_id"]))
        self.sends.append((now, now + SEND_SECONDS))
        text = str(given["text"])
        if found := _NUMBER.match(text):
            number = int(found[1])
            self.answers[chat].append(number)
            self.questions[number].answered_at.append(now)
        elif "tersandung" in text or "telegram_set_aside" in text:
            self.apologies += 1
        await asyncio.sleep(SEND_SECONDS)
        place = {"id": chat, "type": "private", "first_name": "Sari"}
        return {"message_id": next(self._numbers), "date": int(time.time()), "chat": place, "from": _ME, "text": text}


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})
