"""The Bot API's methods, one module a family; importing this package fills the registry.

Lives here: the Bot API's methods, one module a family; importing this package fills the registry.
Never here: what any particular bot knows or decides.

A method gets a Context, checks its parameters, changes the world and returns its result. Tokens, faults,
records and HTTP are not its business.
"""

from bot.playground.methods import chats, editing, media, messages, profile, queries, receiving
from bot.playground.methods.registry import Answer, Context, find

__all__ = [
    "Answer", "Context", "chats", "editing", "find", "media", "messages", "profile", "queries", "receiving",
]  # fmt: skip
