"""An emulator of the Telegram Bot API on loopback, in which any bot can be tried.

Lives here: an emulator of the Telegram Bot API on loopback, in which any bot can be tried.
Never here: what any particular bot knows or decides.

Here lives what tests and tools may import. Nothing in this package knows the bot of this repository, and
nothing in it ever leaves the machine.
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
