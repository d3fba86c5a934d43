"""One bot as Telegram knows it: identity, what it set about itself, the queries it still has to answer.

Lives here: that state, and how long a query can be answered.
Never here: the token in anything shown, logged or published. It only tells bots apart.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Any

from bot.playground import limits
from bot.playground.errors import QUERY_TOO_OLD, bad_request
from bot.playground.world.chats import User
from bot.playground.world.clock import Clock
from bot.playground.world.updates import UpdateQueue

Json = dict[str, Any]
# digits, a colon, about 35 characters (BotFather gives exactly 35); anything else is 404, as at Telegram.
TOKEN = re.compile(r"(?P<id>[1-9]\d{0,15}):[A-Za-z0-9_-]{20,64}")


@dataclass(slots=True, eq=False)
class Query:
    """A callback, inline or guest query on its way; `answer` is what the bot said, once it did."""

    id: str
    kind: str
    person: User
    made_at: float
    context: Json = field(default_factory=dict)
    answer: Json | None = None


@dataclass(slots=True)
class Webhook:
    """What setWebhook was told, and how delivery went last."""

    url: str
    secret: str = ""
    max_connections: int = limits.WEBHOOK_CONNECTIONS
    has_certificate: bool = False
    ip_address: str = ""
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class Profile:
    """Commands by (scope, language); texts by (what, language); menu buttons by chat, 0 being the default."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)


class Bot:
    def __init__(self, token: str, clock: Clock) -> None:
        self.token = token
        self.id = int(token.partition(":")[0])
        self.clock = clock
        self.user = User(self.id, f"Bot {self.id}", username=f"bot_{self.id}_bot", is_bot=True)
        self.updates = UpdateQueue(clock)
        self.profile = Profile()
        self.webhook: Webhook | None = None
        self.revoked = False
        self.has_called = False
        self._queries: OrderedDict[str, Query] = OrderedDict()

    def __repr__(self) -> str:
        return f"Bot({self.id})"

    def rename(self, first_name: str, username: str = "") -> None:
        self.user = replace(self.user, first_name=first_name, username=username or self.user.username)

    def me(self) -> Json:
        """What getMe answers: everything switched on, so that nothing has to be asked of BotFather first."""
        return {
            **self.user.json(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_guest_queries": True,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
        }

    def ask(self, query: Query) -> Query:
        self._queries[query.id] = query
        while len(self._queries) > limits.KEPT_QUERIES:
            self._queries.popitem(last=False)
        return query

    def query(self, kind: str, query_id: str) -> Query:
        """The query that is being answered; raises Telegram's error when it is unknown or too old."""
        query = self._queries.get(query_id)
        if query is None or query.kind != kind or self._is_too_old(query):
            raise bad_request(QUERY_TOO_OLD)
        return query

    def _is_too_old(self, query: Query) -> bool:
        # How long Telegram waits for an answer is not documented; the life of the update is what is known.
        life = limits.UPDATE_SECONDS_BY_KIND.get(query.kind, limits.UPDATE_SECONDS)
        return self.clock.now() - query.made_at > life
