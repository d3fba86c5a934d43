"""The updates that wait for one bot: numbered, filtered by type, and gone when they are too old.

Lives here: the queue, and what confirms an update.
Never here: how updates reach the bot (polling.py, wire/webhook.py), and what is in them (people/actions.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground import limits
from bot.playground.world.clock import Clock

Json = dict[str, Any]

UPDATE_TYPES = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
        "business_message", "edited_business_message", "deleted_business_messages", "guest_message",
        "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
        "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
        "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
        "removed_chat_boost", "managed_bot",
    }
)  # fmt: skip
# getUpdates: by default all but these, which a bot must ask for.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_UPDATE_ID = 100_000_001


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    body: Json
    # Updates with the same key are delivered to a webhook one after the other (WebhookActor.cpp).
    key: str
    expires_at: float
    # The number was chosen by whoever injected it; it may be lower than numbers confirmed before.
    is_renumbered: bool = False


class UpdateQueue:
    """Unconfirmed updates, oldest first; beyond `limits.KEPT_UPDATES` the oldest are given up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[Update] = deque(maxlen=limits.KEPT_UPDATES)
        self._next_id = FIRST_UPDATE_ID
        self._listeners: list[Callable[[Update], None]] = []
        self._handed_out: set[int] = set()
        # None: the default. Persisted between calls, as on Telegram's side.
        self.allowed: tuple[str, ...] | None = None

    def on_arrival(self, listener: Callable[[Update], None]) -> None:
        self._listeners.append(listener)

    def forget(self, listener: Callable[[Update], None]) -> None:
        self._listeners.remove(listener)

    def put(self, kind: str, payload: Json, key: str) -> Update | None:
        """Queue an update; None when the bot did not ask for its type."""
        if not self.wants(kind):
            return None
        return self.put_raw({kind: payload}, kind, key)

    def put_raw(self, body: Json, kind: str = "", key: str = "") -> Update:
        """Queue a body that is not looked at; an `update_id` in it is kept, even one seen before."""
        given = body.get("update_id")
        is_renumbered = isinstance(given, int) and not isinstance(given, bool)
        number = int(given) if is_renumbered and given is not None else self._take_id()
        life = limits.UPDATE_SECONDS_BY_KIND.get(kind, limits.UPDATE_SECONDS)
        expires_at = self._clock.now() + life
        update = Update(number, {**body, "update_id": number}, key, expires_at, is_renumbered)
        self._waiting.append(update)
        for listener in tuple(self._listeners):
            listener(update)
        return update

    def _take_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def wants(self, kind: str) -> bool:
        return kind not in ON_REQUEST if self.allowed is None else kind in self.allowed

    def allow(self, kinds: list[Any]) -> None:
        """Remember `allowed_updates`: unknown names are ignored, an empty list means the default."""
        known = tuple(kind for kind in dict.fromkeys(map(str, kinds)) if kind in UPDATE_TYPES)
        self.allowed = known or None

    def confirm_before(self, offset: int) -> None:
        """Forget all updates below `offset`; a negative one counts from the end (getUpdates)."""
        self.drop_expired()
        if offset < 0:
            keep = list(self._waiting)[offset:]
            self._waiting.clear()
            self._waiting.extend(keep)
            return
        while self._waiting and self._is_confirmed(self._waiting[0], offset):
            self._handed_out.discard(id(self._waiting.popleft()))
        if self._handed_out:  # then numbers are out of order, and the head is not all there is to look at
            for update in [each for each in self._waiting if self._is_confirmed(each, offset)]:
                self._waiting.remove(update)
                self._handed_out.discard(id(update))

    def first(self, limit: int) -> list[Update]:
        self.drop_expired()
        found = [update for update, _ in zip(self._waiting, range(limit), strict=False)]
        self._handed_out.update(id(update) for update in found if update.is_renumbered)
        return found

    def remove(self, update: Update) -> None:
        if update in self._waiting:
            self._waiting.remove(update)

    def clear(self) -> None:
        self._waiting.clear()

    def drop_expired(self) -> None:
        now = self._clock.now()
        if any(update.expires_at <= now for update in self._waiting):
            fresh = [update for update in self._waiting if update.expires_at > now]
            self._waiting.clear()
            self._waiting.extend(fresh)

    def _is_confirmed(self, update: Update, offset: int) -> bool:
        """Below the offset; if its number was chosen (ids may restart), only once the bot has got it."""
        return update.id < offset and (not update.is_renumbered or id(update) in self._handed_out)

    def __len__(self) -> int:
        self.drop_expired()
        return len(self._waiting)

    def __contains__(self, update: object) -> bool:
        return update in self._waiting
