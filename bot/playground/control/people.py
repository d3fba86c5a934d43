"""The control side for people: who there is, what they write and press, and what their chats look like.

Lives here: an address for everything that somebody can do. `wait` in a body is how many seconds to wait for the bot,
and the answer says what it did.
Never here: the actions themselves (people/actions.py of the playground).
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from bot.playground.control.request import Body, Handler, answering, integer
from bot.playground.errors import PlaygroundError
from bot.playground.people.actions import Actions, Spot, button_data
from bot.playground.people.input_message import InputMessage
from bot.playground.world.bots import Query
from bot.playground.world.chats import Chat
from bot.playground.world.files import Upload
from bot.playground.world.world import Identity

Json = dict[str, Any]
_MOST_WAIT = 60.0
_SETTLING = 0.5
_NAME = 64


class PeopleControl:
    def __init__(self, actions: Actions) -> None:
        self._world = actions.world
        self._actions = actions
        # Inline queries by id, for choosing a result later.
        self._asked: dict[str, Query] = {}

    def routes(self) -> list[Route]:
        verbs: dict[str, Handler] = {
            "send": self.send, "edit": self.edit, "press": self.press, "inline": self.inline,
            "vote": self.vote, "choose": self.choose, "summon": self.summon, "react": self.react, "block": self.block,
            "bot": self.change_bot, "migrate": self.migrate,
        }  # fmt: skip
        return [
            Route("/control/people", answering(self.people), methods=["GET"]),
            Route("/control/people", answering(self.add_person), methods=["POST"]),
            Route("/control/groups", answering(self.add_group), methods=["POST"]),
            Route("/control/chats", answering(self.chats), methods=["GET"]),
            Route("/control/chats/{chat}/messages", answering(self.messages), methods=["GET"]),
            *(
                Route(f"/control/chats/{{chat}}/{verb}", answering(handler), methods=["POST"])
                for verb, handler in verbs.items()
            ),
        ]

    # Who and where

    async def people(self, _request: Request, _body: Body) -> Json:
        return {"people": [person.json() for person in self._world.people.values()]}

    async def add_person(self, _request: Request, body: Body) -> Json:
        names = {name: body.text(name, "")[:_NAME] for name in ("last_name", "username")}
        identity = Identity(
            first_name=body.text("name")[:_NAME],
            language_code=body.text("language_code", "id")[:16],
            id=body.integer("id", 0),
            **names,
        )
        if not identity.first_name:
            raise PlaygroundError("a person needs a name")
        return self._world.add_person(identity).json()

    async def add_group(self, _request: Request, body: Body) -> Json:
        """`members`: ids of people; `bot` false keeps the bot outside, for guest mode."""
        members = [self._world.person(member) for member in body.list("members") if isinstance(member, int)]
        if not members:
            raise PlaygroundError("a group needs members")
        group = self._world.add_group(
            body.text("title", "Group"),
            supergroup=body.flag("supergroup", True),
            username=body.text("username", ""),
        )
        group.members.update({member.id: member for member in members})
        if body.flag("bot", True):
            bot = self._world.chosen_bot(body.optional_integer("bot_id"))
            self._actions.add_bot(Spot(members[0], group, bot))
        return group.json()

    async def chats(self, request: Request, _body: Body) -> Json:
        bot = self._world.chosen_bot(_bot_id(request))
        return {"bot": bot.id, "chats": [_shown(chat) for chat in self._world.chats_of(bot)]}

    async def messages(self, request: Request, body: Body) -> Json:
        """The newest messages with an id above `since`, and the reply keyboard."""
        bot = self._world.chosen_bot(_bot_id(request))
        chat = self._world.chat(integer(request.path_params["chat"]), bot)
        since = integer(request.query_params.get("since", "0"))
        reactions = [
            {"message_id": message_id, "user": user, "reactions": emojis}
            for (message_id, user), emojis in chat.log.reactions.items()
            if emojis
        ]
        votes = [
            {"message_id": message_id, "user": user, "options": list(options)}
            for message_id, found in chat.log.votes.items()
            for user, options in found.items()
        ]
        shown = {"keyboard": chat.keyboard, "reactions": reactions, "votes": votes, **_shown(chat)}
        return {"messages": chat.log.after(since), **shown}

    # What people do

    async def send(self, request: Request, body: Body) -> Json:
        """Write a message of any kind; with `wait`, `reply` is the bot's next message or null."""
        spot = self._spot(request, body)
        given = InputMessage(
            text=body.text("text", ""),
            kind=body.text("kind", "text"),
            file=_upload(body),
            reply_to=body.integer("reply_to", 0),
            forwarded_from=_source(body),
            emoji=body.text("emoji", "👍"),
            extra=body.mapping("extra", {}),
        )
        message = self._actions.send(spot, given)
        return {"message": message, "reply": await self._reply(spot, message["message_id"], body)}

    async def edit(self, request: Request, body: Body) -> Json:
        spot = self._spot(request, body)
        return {"message": self._actions.edit(spot, body.integer("message_id"), body.text("text"))}

    async def press(self, request: Request, body: Body) -> Json:
        """Press `button` (label or data); `data` instead is sent as it is, on a button or not."""
        spot = self._spot(request, body)
        message_id = body.integer("message_id")
        message = spot.chat.log.get(message_id)
        if message is None:
            raise PlaygroundError(f"there is no message {message_id}")
        last = spot.chat.log.next_id - 1
        data = body.text("data", "") or button_data(message, body.text("button"))
        query = self._actions.press(spot, message_id, data)
        answer = await self._answer(query, body)

        def look() -> bool | None:
            return spot.chat.log.get(message_id) is not message or bool(spot.chat.log.after(last)) or None

        # Good bots answer first, to stop the spinner, and change the chat right after.
        await self._world.events.wait_until(look, min(_wait(body), _SETTLING))
        return {
            "query": query.id,
            "answer": answer,
            "message": spot.chat.log.get(message_id),
            "new_messages": spot.chat.log.after(last),
        }

    async def inline(self, request: Request, body: Body) -> Json:
        spot = self._spot(request, body)
        query = self._actions.ask_inline(spot, body.text("query", ""), body.text("offset", ""))
        self._asked[query.id] = query
        while len(self._asked) > 1_000:
            del self._asked[next(iter(self._asked))]
        return {"query": query.id, "answer": await self._answer(query, body)}

    async def choose(self, request: Request, body: Body) -> Json:
        """Send the result `result_id` of the inline query `query` into the chat."""
        query = self._asked.get(body.text("query"))
        if query is None:
            raise PlaygroundError("there is no such inline query")
        return {"message": self._actions.choose(self._spot(request, body), query, body.text("result_id"))}

    async def summon(self, request: Request, body: Body) -> Json:
        """Mention the bot in a group it is no member of."""
        spot = self._spot(request, body)
        query = self._actions.summon(spot, body.text("text"), body.integer("reply_to", 0))
        answer = await self._answer(query, body)
        return {"query": query.id, "message": spot.chat.log.get(answer["message_id"]) if answer else None}

    async def react(self, request: Request, body: Body) -> Json:
        emojis = [str(emoji) for emoji in body.list("reactions")]
        self._actions.react(self._spot(request, body), body.integer("message_id"), emojis)
        return {"reactions": emojis}

    async def vote(self, request: Request, body: Body) -> Json:
        """Choose the options with these numbers, from 0, in a poll."""
        options = [number for number in body.list("options") if isinstance(number, int)]
        return {"message": self._actions.vote(self._spot(request, body), body.integer("message_id"), options)}

    async def block(self, request: Request, body: Body) -> Json:
        spot = self._spot(request, body)
        self._actions.block(spot, body.flag("blocked", True))
        return _shown(spot.chat)

    async def change_bot(self, request: Request, body: Body) -> Json:
        """Add the bot to the group or remove it; `reads_all` switches privacy mode off."""
        spot = self._spot(request, body)
        present = body.flag("present", True)
        if present != (spot.bot.id in spot.chat.bots):
            (self._actions.add_bot if present else self._actions.remove_bot)(spot)
        (spot.chat.reads_all.add if body.flag("reads_all", False) else spot.chat.reads_all.discard)(
            spot.bot.id
        )
        return _shown(spot.chat)

    async def migrate(self, request: Request, body: Body) -> Json:
        return self._actions.migrate(self._spot(request, body).chat).json()

    # Shared by all

    def _spot(self, request: Request, body: Body) -> Spot:
        """Who acts where: in a private chat its person, in a group `person` or its first member."""
        bot = self._world.chosen_bot(body.optional_integer("bot_id"))
        chat = self._world.chat(integer(request.path_params["chat"]), bot)
        person_id = body.optional_integer("person")
        if chat.person is not None:
            if person_id not in (None, chat.person.id):
                raise PlaygroundError("a private chat has one person only")
            return Spot(chat.person, chat, bot)
        if person_id is not None:
            return Spot(self._world.person(person_id), chat, bot)
        if not chat.members:
            raise PlaygroundError("say which person")
        return Spot(next(iter(chat.members.values())), chat, bot)

    async def _reply(self, spot: Spot, after: int, body: Body) -> Json | None:
        def look() -> Json | None:
            return next((m for m in spot.chat.log.after(after) if m["from"]["id"] == spot.bot.id), None)

        return await self._world.events.wait_until(look, _wait(body)) if _wait(body) else None

    async def _answer(self, query: Query, body: Body) -> Json | None:
        if not (seconds := _wait(body)):
            return query.answer
        return await self._world.events.wait_until(lambda: query.answer, seconds)


def _wait(body: Body) -> float:
    return max(0.0, min(_MOST_WAIT, body.number("wait", 0.0)))


def _bot_id(request: Request) -> int | None:
    given = request.query_params.get("bot_id")
    return None if given is None else integer(given)


def _source(body: Body) -> int | str | None:
    source = body.values.get("forwarded_from")
    if source is not None and not isinstance(source, (int, str)):
        raise PlaygroundError("forwarded_from is a person's id or a name")
    return source


def _upload(body: Body) -> Upload | None:
    """A file given as `{"name", "type", "base64"}`."""
    given = Body(body.mapping("file", {}))
    if not given.values:
        return None
    try:
        content = base64.b64decode(given.text("base64"), validate=True)
    except binascii.Error as error:
        raise PlaygroundError("file.base64 is no base64") from error
    return Upload(given.text("name", "file.bin"), given.text("type", "application/octet-stream"), content)


def _shown(chat: Chat) -> Json:
    return {
        "chat": chat.json(),
        "blocked": chat.blocked,
        "members": [member.json() for member in chat.members.values()],
        "bots": sorted(chat.bots),
        "last_message_id": chat.log.next_id - 1,
    }
