"""A playground for every test, somebody in it, and a plain way to call the Bot API without any library."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Playground


@dataclass(frozen=True, slots=True)
class Answered:
    """Status, headers and JSON of one answer."""

    status: int
    body: Any
    headers: Any

    @property
    def result(self) -> Any:
        assert self.status == 200, self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        return f"{self.status} {self.body['description']}"


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls the Bot API with JSON as `call("sendMessage", chat_id=1, text="halo")`."""

    session: aiohttp.ClientSession
    base_url: str
    token: str

    async def __call__(self, method: str, **params: Any) -> Answered:
        return await self.post(method, json=params)

    async def post(self, method: str, **request: Any) -> Answered:
        return await self.request("POST", f"{self.base_url}{self.token}/{method}", **request)

    async def request(self, verb: str, url: str, **request: Any) -> Answered:
        async with self.session.request(verb, url, **request) as response:
            return Answered(response.status, await response.json(content_type=None), response.headers)


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground.start() as playground:
        yield playground


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def call(pg: Playground, session: aiohttp.ClientSession) -> Caller:
    return Caller(session, pg.base_url, pg.token)


@pytest.fixture
def sari(pg: Playground) -> Person:
    """Somebody whom the bot may write to."""
    person = pg.person("Sari")
    person.begin()
    return person
