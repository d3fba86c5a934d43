"""Journeys over HTTP: saving a chat as one, and playing one.

Lives here: the two addresses, and telling listeners how far a journey has got.
Never here: steps.
"""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from bot.playground.control.request import Body, answering, integer
from bot.playground.errors import PlaygroundError
from bot.playground.journeys.player import Player
from bot.playground.journeys.recording import write_journey
from bot.playground.journeys.script import JourneyError, Step, read_journey
from bot.playground.people.actions import Actions

Json = dict[str, Any]
_MOST_PAUSE = 5.0


class JourneyControl:
    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._playing = asyncio.Lock()

    def routes(self) -> list[Route]:
        return [
            Route("/control/chats/{chat}/journey", answering(self.save), methods=["GET"]),
            Route("/control/journeys", answering(self.play), methods=["POST"]),
        ]

    async def save(self, request: Request, _body: Body) -> Json:
        """`{"yaml": ...}`: what happened in a chat, called `?name=`."""
        world = self._actions.world
        given = request.query_params.get("bot_id")
        bot = world.chosen_bot(integer(given) if given else None)
        chat = world.chat(integer(request.path_params["chat"]), bot)
        name = request.query_params.get("name", "").strip() or "Percakapan"
        return {"yaml": write_journey(name, chat, bot.user, world.events.since(0))}

    async def play(self, _request: Request, body: Body) -> Json:
        """Play the journey in `yaml`, with `pause` seconds before each step; answers how it went."""
        journey = read_journey(body.text("yaml"))
        if self._playing.locked():
            raise PlaygroundError("another journey is being played")
        async with self._playing:
            pause = max(0.0, min(_MOST_PAUSE, body.number("pause", 0.0)))
            player = Player(self._actions, journey, lambda step: self._tell("step", step), pause)
            player.enter()
            people = [person.id for person in player.people.values()]
            groups = [group.id for group in player.groups.values()]
            started = {"name": journey.name, "people": people, "groups": groups, "steps": len(journey.steps)}
            self._publish({"state": "started", **started})
            try:
                await player.play()
            except JourneyError as error:
                self._publish({"state": "failed", "error": str(error)})
                return {"ok": False, "error": str(error), **started}
            self._publish({"state": "done"})
            return {"ok": True, "error": "", **started}

    def _tell(self, state: str, step: Step) -> None:
        self._publish({"state": state, "number": step.number, "said": str(step)})

    def _publish(self, data: Json) -> None:
        self._actions.world.events.publish("journey", data)
