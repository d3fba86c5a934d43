"""Polls: who voted for what, and what their bot hears of it.

Lives here: a vote put into a poll, with what it must be; the updates `poll` and `poll_answer`.
Never here: sending and stopping polls (methods/polls.py), who votes (people/actions.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.playground.errors import PlaygroundError
from bot.playground.world.bots import Bot
from bot.playground.world.chats import Chat, User
from bot.playground.world.world import World

Json = dict[str, Any]


def vote(chat: Chat, message: Json, person: User, options: Sequence[int]) -> Json:
    """The message after a person voted; no options take a vote back. Raises PlaygroundError."""
    poll: Json | None = message.get("poll")
    if poll is None:
        raise PlaygroundError("this message is no poll")
    votes = chat.log.votes.setdefault(message["message_id"], {})
    _check(poll, options, voted=person.id in votes)
    votes[person.id] = tuple(options)
    if not options:
        del votes[person.id]
    counted = [
        {**option, "voter_count": sum(number in chosen for chosen in votes.values())}
        for number, option in enumerate(poll["options"])
    ]
    return chat.log.add({**message, "poll": {**poll, "options": counted, "total_voter_count": len(votes)}})


def tell_voted(world: World, bot: Bot, message: Json, person: User, options: Sequence[int]) -> None:
    """Tell the bot that sent the poll: its new state, and who it was unless the poll is anonymous."""
    poll: Json = message["poll"]
    tell_bot(world, bot, "poll", poll)
    if not poll["is_anonymous"]:
        ids = [poll["options"][number]["persistent_id"] for number in options]
        answer = {"poll_id": poll["id"], "user": person.json(), "option_ids": list(options)}
        tell_bot(world, bot, "poll_answer", {**answer, "option_persistent_ids": ids})


def tell_bot(world: World, bot: Bot, kind: str, payload: Json) -> None:
    """Queue an update about a poll."""
    update = bot.updates.put(kind, payload, f"poll:{payload.get('poll_id', payload.get('id'))}")
    if update is not None:
        world.events.publish("update", {"bot": bot.id, "kind": kind, "update_id": update.id})


def _check(poll: Json, options: Sequence[int], *, voted: bool) -> None:
    if poll["is_closed"]:
        raise PlaygroundError("the poll is closed")
    if voted and not poll["allows_revoting"]:
        raise PlaygroundError("a vote in this poll stays as it is")
    if any(number not in range(len(poll["options"])) for number in options) or len(set(options)) != len(options):
        raise PlaygroundError(f"there are options 0 to {len(poll['options']) - 1}, each once")
    if len(options) > 1 and not poll["allows_multiple_answers"]:
        raise PlaygroundError("this poll takes one option")
    if not options and not voted:
        raise PlaygroundError("there is no vote to take back")
