"""The Bot API's methods, a family to a module; importing this package fills the registry.

Lives here: what a method checks, what it changes in the world and what it returns; the parameters of a call
(params.py).
Never here: tokens, faults, records and HTTP. A method is found by its name and gets a Context.
"""

from bot.playground.methods import chats, editing, media, messages, polls, profile, queries, receiving
from bot.playground.methods.registry import find

__all__ = ["chats", "editing", "find", "media", "messages", "polls", "profile", "queries", "receiving"]
