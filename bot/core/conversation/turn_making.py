"""Turns of each kind: an answer, a choice, an honest no, a screen; and what the conversation remembers of it.

Lives here: from what is to be said to a finished turn.
Never here: when each is said (bot.core.conversation.dialogue, carrying_out), screens (composing), sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.commands import ASKING
from bot.core.conversation.composing import Composer
from bot.core.turns import (
    BESIDE,
    MISSES,
    Command,
    Conversation,
    Data,
    Event,
    Match,
    Outcome,
    Reply,
    Turn,
    Utterance,
    Verb,
)

# So many answers are remembered to go back to.
PAST = 6
# And so many lists, to count in.
LISTS = 3


class TurnMaker:
    """Makes the turns of one knowledge."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.knowledge = composer.knowledge

    def answer(self, event: Event, conversation: Conversation, matches: Sequence[Match], lead: str = "") -> Turn:
        """Shows the best match, or all of them where a lead says that there are several."""
        several = bool(lead) and len(matches) > 1
        ids = tuple(match.entry for match in matches) if several else (matches[0].entry,)
        return self.shown(event, conversation, matches, self.composer.answer(ids, lead))

    def entry(self, event: Event, conversation: Conversation, data: Data) -> Turn:
        """The entry of a button, or the last answer and it, side by side."""
        before = conversation.shown[-1:]
        if data.extra != BESIDE or not before or before == (data.target,):
            return self.answer(event, conversation, (Match(data.target, 1.0),))
        return self.compared(event, conversation, [Match(entry, 1.0) for entry in (*before, data.target)])

    def compared(self, event: Event, conversation: Conversation, matches: Sequence[Match]) -> Turn:
        """Entries side by side."""
        titles = ", ".join(self.knowledge.entries[one.entry].title for one in matches)
        lead = self.composer.say("compare", conversation.turns, daftar=titles)
        return self.answer(event, conversation, matches, lead)

    def shown(self, event: Event, conversation: Conversation, matches: Sequence[Match], reply: Reply) -> Turn:
        """An answer about some entries, in whatever form; `matches` begin with those that it is about."""
        ids = tuple(passage.entry for passage in reply.passages) or (matches[0].entry,)
        state = conversation.advance(
            event.at, shown=ids, offered=reply.flat_buttons, asked=said(event) or conversation.asked, misses=0,
            past=remembered(conversation.past, ids), **_lists(conversation, self.listed(ids, conversation)),
        )  # fmt: skip
        return Turn(event, Outcome.ANSWER, reply, state, tuple(matches), matches[0].confidence)

    def listed(self, ids: Sequence[str], conversation: Conversation) -> tuple[str, ...]:
        """The list that "the third one" counts in from now on."""
        if len(ids) > 1:
            return tuple(ids)
        children = self.knowledge.children.get(ids[0], ())
        if children:
            return children
        return conversation.listed if ids[0] in conversation.listed else self.knowledge.siblings(ids[0])

    def clarify(
        self, event: Event, conversation: Conversation, matches: Sequence[Match], lead: str, beside: bool = False
    ) -> Turn:
        """Asks which of several entries is meant, or is to be shown `beside` the last answer."""
        ids = tuple(match.entry for match in matches)
        reply = self.composer.choices(ids, lead, beside)
        lists = _lists(conversation, ids)
        state = conversation.advance(event.at, offered=reply.flat_buttons, asked=said(event), misses=0, **lists)
        return Turn(event, Outcome.CLARIFY, reply, state, tuple(matches), matches[0].confidence)

    def miss(self, event: Event, conversation: Conversation, reply: Reply, matches: Sequence[Match] = ()) -> Turn:
        """An honest no."""
        misses, asked = conversation.misses + 1, said(event) or conversation.asked
        state = conversation.advance(event.at, offered=reply.flat_buttons, asked=asked, misses=misses)
        confidence = 1.0 - (matches[0].confidence if matches else 0.0)
        return Turn(event, Outcome.FALLBACK, reply, state, tuple(matches), confidence)

    def unreadable(self, event: Event, conversation: Conversation) -> Turn:
        """A message without a word."""
        return self.miss(event, conversation, self.composer.unknown(self.composer.say("unreadable")))

    def gap(self, event: Event, conversation: Conversation, gap_id: str, matches: Sequence[Match]) -> Turn:
        """A known gap: said so, with where to ask. It was understood, so it does not count towards the menu."""
        gap = self.knowledge.gaps[gap_id]
        nearest = (gap.nearest,) if gap.nearest else ()
        reply = self.composer.unknown(f"{gap.reply}\n\n{gap.ask}", nearest, "gap_nearest")
        turn = self.miss(event, conversation, reply, matches)
        return replace(turn, gap=gap.id, conversation=replace(turn.conversation, misses=0))

    def rejected(self, event: Event, conversation: Conversation) -> Turn:
        """ "None of these" under a list of choices."""
        if conversation.misses + 1 >= MISSES:
            return self.miss(event, conversation, self.composer.lost())
        reply = replace(self.composer.menu("none_of_these"), in_place=False)
        return self.miss(event, conversation, reply)

    def reflect(self, event: Event, conversation: Conversation, data: Data) -> Turn:
        """A step of a reflection. Private: what is typed instead of tapped is nobody's business."""
        reply = self.composer.reflection(data.target, step(data))
        state = conversation.advance(event.at, shown=(data.target,), offered=reply.flat_buttons, misses=0)
        return Turn(event, Outcome.MENU, reply, state, confidence=1.0, private=True)

    def screen(self, event: Event, conversation: Conversation, reply: Reply) -> Turn:
        return self.plain(event, conversation, Outcome.MENU, reply)

    def plain(self, event: Event, conversation: Conversation, outcome: Outcome, reply: Reply) -> Turn:
        """A reply that shows no entry; what its buttons offer, in their order, can be counted from now on."""
        targets = [data for button in reply.flat_buttons if (data := Data.parse(button.data))]
        entries = tuple(data.target for data in targets if data.verb is Verb.ENTRY)
        lists = _lists(conversation, entries or conversation.listed)
        state = conversation.advance(event.at, offered=reply.flat_buttons, misses=0, **lists)
        return Turn(event, outcome, reply, state, confidence=1.0)


def remembered(past: tuple[str, ...], ids: Sequence[str]) -> tuple[str, ...]:
    """The answers to go back to, the newest last; what is shown again moves to the end."""
    return (*(entry for entry in past if entry not in ids), *ids)[-PAST:]


def _lists(before: Conversation, listed: tuple[str, ...]) -> dict[str, object]:
    """The list that is counted in from now on, and those before it."""
    if listed == before.listed or not before.listed:
        return {"listed": listed}
    older = (*(one for one in before.lists if one not in (listed, before.listed)), before.listed)
    return {"listed": listed, "lists": older[-LISTS:]}


def step(data: Data) -> int:
    """The step of a reflection; 0 for what is none."""
    return int(data.extra) if data.extra.isdigit() else 0


def said(event: Event) -> str:
    """What a person asked in their own words; nothing for a pressed button and for most commands."""
    if isinstance(event, Command):
        return event.argument.strip() if event.name in ASKING else ""
    return event.text if isinstance(event, Utterance) else ""
