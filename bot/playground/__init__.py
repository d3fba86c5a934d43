"""A Bot API on this machine, in which any bot can be tried.

Lives here: the names that tests and tools may import; README.md tells what can be done with them.
Never here: the bot of this repository, or any other; anything that leaves this machine.
"""

from bot.playground.errors import ApiError, PlaygroundError
from bot.playground.people.messages import Button, CallbackAnswer, InlineAnswer, Message
from bot.playground.people.people import Group, Person
from bot.playground.people.queries import CallbackQuery
from bot.playground.playground import Playground
from bot.playground.serve import run
from bot.playground.world.call_log import Call
from bot.playground.world.faults import Fault

__all__ = [
    "ApiError",
    "Button",
    "Call",
    "CallbackAnswer",
    "CallbackQuery",
    "Fault",
    "Group",
    "InlineAnswer",
    "Message",
    "Person",
    "Playground",
    "PlaygroundError",
    "run",
]
