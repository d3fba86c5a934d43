"""Playing a journey: new people do its steps, and what the bot does is held against it.

Lives here: what each verb does.
Never here: reading the file (script.py), comparing (expectations.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.playground.content.keyboards import callback_buttons
from bot.playground.errors import PlaygroundError
from bot.playground.journeys.expectations import about_message, about_results, about_text, labels
from bot.playground.journeys.script import Journey, JourneyError, Step, texts
from bot.playground.people.actions import Actions
from bot.playground.people.input_message import InputMessage
from bot.playground.people.messages import Message
from bot.playground.people.people import Group, Person, new_group, new_person
from bot.playground.people.queries import CallbackQuery, InlineQuery
from bot.playground.people.waiting import wait_until
from bot.playground.world.faults import Fault
from bot.playground.world.world import Identity

Json = dict[str, Any]
PATIENCE = 10.0
_QUIET_SECONDS = "0.3"
_LINKS = frozenset({"t.me", "telegram.me"})

# Told of each step before it is done.
Watch = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """Nobody looks."""


class Player:
    """Plays one journey, once. `pause` is in seconds, before every step: for somebody who watches."""

    def __init__(self, actions: Actions, journey: Journey, watch: Watch = unwatched, pause: float = 0.0) -> None:
        self._actions = actions
        self._world = actions.world
        self._journey = journey
        self._watch = watch
        self._pause = pause
        self.people: dict[str, Person] = {}
        self.groups: dict[str, Group] = {}
        self._who = ""
        self._where = ""
        # What steps refer to: the message last sent, last held, the last press and the last inline query.
        self._sent: Message | None = None
        self._held: Message | None = None
        self._pressed: CallbackQuery | None = None
        self._asked: InlineQuery | None = None
        self._copied = ""
        self._call = 0

    def enter(self) -> None:
        """Bring the people and groups."""
        for name in self._journey.people:
            self.people[name] = new_person(self._actions, Identity(name))
        everybody = list(self.people.values())
        for title, has_bot in self._journey.groups.items():
            self.groups[title] = new_group(self._actions, title, everybody, with_bot=has_bot)
        self._who = self._journey.people[0]
        self._call = self._world.calls.total

    async def play(self) -> None:
        """Do all steps. Raises JourneyError at the first that goes wrong."""
        if not self.people:
            self.enter()
        username = self._world.chosen_bot().user.username
        for written in self._journey.steps:
            step = written.named(username)
            await asyncio.sleep(self._pause)
            self._watch(step)
            try:
                await self._do(step)
            except (PlaygroundError, TimeoutError, ValueError) as error:
                raise JourneyError(f"step {step.number} ({step}): {error}") from error

    async def _do(self, step: Step) -> None:
        self._who = step.details.get("by", self._who)
        self._where = step.details.get("in", self._where)
        if self._who not in self.people:
            raise JourneyError(f"nobody is called {self._who!r}")
        if self._where and self._where not in self.groups:
            raise JourneyError(f"there is no group {self._where!r}")
        verbs: Mapping[str, Callable[[Step], Awaitable[None]]] = {
            "start": self._start, "send": self._send, "file": self._file, "edit": self._edit,
            "press": self._press, "vote": self._vote, "open": self._open, "tap": self._tap, "inline": self._inline,
            "choose": self._choose, "summon": self._summon, "react": self._react, "block": self._block,
            "unblock": self._block, "restart": self._restart, "fault": self._fault, "later": self._later,
            "expect": self._expect, "edited": self._edited, "toast": self._toast, "results": self._results,
            "copied": self._check_copied, "quiet": self._quiet, "calls": self._calls,
        }  # fmt: skip
        await verbs[step.verb](step)

    @property
    def _person(self) -> Person:
        person = self.people[self._who]
        return person.at(self.groups[self._where]) if self._where else person

    # What people do

    async def _start(self, step: Step) -> None:
        self._sent = self._person.start(step.value)

    async def _send(self, step: Step) -> None:
        source = step.details.get("forwarded_from", "")
        self._sent = self._person.send(
            step.value, reply_to=self._replied(step), forwarded_from=self.people.get(source, source) or None
        )

    async def _file(self, step: Step) -> None:
        replied = self._replied(step)
        caption = step.details.get("caption", "")
        self._sent = self._person.send_message(InputMessage(caption, step.value, reply_to=replied.id if replied else 0))

    async def _edit(self, step: Step) -> None:
        if self._sent is None:
            raise JourneyError("nothing was sent that could be edited")
        self._sent = self._person.edit(self._sent, step.value)

    async def _press(self, step: Step) -> None:
        if step.details.get("forged", "false") == "true":
            self._held = self._newest(step)
            self._pressed = self._person.press(self._held, step.value, forged=True)
            return
        self._held, button = self._button(step)
        if "callback_data" not in button:
            raise JourneyError(f"{button['text']!r} is to be opened, not pressed")
        self._pressed = self._person.press(self._held, button["callback_data"])

    async def _vote(self, step: Step) -> None:
        """In the newest poll, or the newest one with the text that the step names."""
        wanted = step.details.get("on", "").casefold()
        polls = [m for m in reversed(self._person.messages()) if "poll" in m.raw and wanted in m.text.casefold()]
        if not polls:
            raise JourneyError(f"there is no poll with {wanted!r} here")
        self._person.vote(polls[0], step.value)

    async def _open(self, step: Step) -> None:
        """What the app does at a press of a button that tells the bot nothing."""
        _, button = self._button(step)
        if "copy_text" in button:
            self._copied = str(button["copy_text"]["text"])
        elif "url" in button:
            self._follow(str(button["url"]))
        else:
            query = button.get("switch_inline_query", button.get("switch_inline_query_current_chat"))
            if query is None:
                raise JourneyError(f"{button['text']!r} is to be pressed, not opened")
            self._asked = self._person.inline(str(query))

    async def _tap(self, step: Step) -> None:
        self._sent = self._person.tap(step.value)

    async def _inline(self, step: Step) -> None:
        self._asked = self._person.inline(step.value)

    async def _choose(self, step: Step) -> None:
        answer = await self._query().answered(PATIENCE)
        for result in answer.results:
            if step.value.casefold() in str(result.get("title", "")).casefold():
                self._sent = self._person.choose(self._query(), result["id"])
                return
        raise JourneyError(f"no result {step.value!r}; there is {list(answer.titles)}")

    async def _summon(self, step: Step) -> None:
        self._person.summon(step.value)

    async def _react(self, step: Step) -> None:
        self._person.react(self._newest(step), *step.value.split())

    async def _block(self, step: Step) -> None:
        (self._person.block if step.verb == "block" else self._person.unblock)()

    # What else happens

    async def _restart(self, _step: Step) -> None:
        await self._world.stage.restart()

    async def _fault(self, step: Step) -> None:
        kinds = {each.name: getattr(Fault(), each.name) for each in fields(Fault)}
        if unknown := sorted(set(step.value) - set(kinds)):
            raise JourneyError(f"unknown {', '.join(unknown)}; there is {', '.join(kinds)}")
        given = {name: _like(kinds[name], said) for name, said in step.value.items()}
        self._world.faults.plan(Fault(**given))

    async def _later(self, step: Step) -> None:
        self._world.clock.advance(float(step.value))

    # What the bot is expected to do

    async def _expect(self, step: Step) -> None:
        self._held = await self._person.wait_reply(PATIENCE)
        self._hold_against(step, self._held)

    async def _edited(self, step: Step) -> None:
        if self._held is None:
            raise JourneyError("there is no message yet")
        self._held = await self._person.wait_edit(self._held, PATIENCE)
        self._hold_against(step, self._held)

    async def _toast(self, step: Step) -> None:
        if self._pressed is None:
            raise JourneyError("nothing was pressed")
        answer = await self._pressed.answered(PATIENCE)
        _demand(about_text(step.value, answer.text, "the notice"))

    async def _results(self, step: Step) -> None:
        _demand(about_results(step.value, await self._query().answered(PATIENCE)))

    async def _check_copied(self, step: Step) -> None:
        _demand(about_text(step.value, self._copied, "what was copied"))

    async def _quiet(self, step: Step) -> None:
        if not await self._person.stays_quiet(float(step.value or _QUIET_SECONDS)):
            last = self._newest(step)
            raise JourneyError(f"the bot said {last.text!r}")

    async def _calls(self, step: Step) -> None:
        """The answers that the calls of a method got since the journey began."""
        wanted, method = texts(step.value.get("statuses", [])), step.value["method"]

        def look() -> bool | None:
            return len(self._world.calls.list(method, self._call)) >= len(wanted) or None

        await wait_until(self._world, look, PATIENCE, f"fewer than {len(wanted)} calls of {method}")
        found = tuple(str(call.status) for call in self._world.calls.list(method, self._call))
        if found != wanted:
            raise JourneyError(f"{method} was answered {list(found)}, not {list(wanted)}")

    # Finding things

    def _hold_against(self, step: Step, message: Message) -> None:
        _demand(about_message(step.value, message))
        if "outcome" in step.value:
            chat = self.groups[self._where].id if self._where else self._person.id
            found = self._world.stage.outcome(chat, self._person.id)
            if found != step.value["outcome"]:
                raise JourneyError(f"the outcome is {found!r}. The message: {message.text[:200]!r}")

    def _query(self) -> InlineQuery:
        if self._asked is None:
            raise JourneyError("nothing was asked inline")
        return self._asked

    def _newest(self, step: Step) -> Message:
        """The bot's newest message here, or the newest with the text that the step names."""
        wanted = step.details.get("on", "").casefold()
        for message in reversed(self._person.messages()):
            if _is_the_bots(message) and wanted in message.text.casefold():
                return message
        raise JourneyError(f"the bot said nothing with {wanted!r} here")

    def _button(self, step: Step) -> tuple[Message, Json]:
        """The newest message with such a button: its label or data, or what its label has in it."""
        label, on = step.value, step.details.get("on", "").casefold()
        found = [m for m in reversed(self._person.messages()) if _is_the_bots(m) and on in m.text.casefold()]
        for fits in (_is_called, _has_in_its_label):
            for message in found:
                for button in callback_buttons(message.raw):
                    if fits(button, label):
                        return message, button
        seen = list(labels(found[0])) if found else "no message"
        raise JourneyError(f"no button {label!r}; the newest message has {seen}")

    def _replied(self, step: Step) -> Message | None:
        wanted = step.details.get("reply_to")
        if wanted is None:
            return None
        for message in reversed(self._person.messages()):
            if wanted.casefold() in message.text.casefold():
                return message
        raise JourneyError(f"no message with {wanted!r} to reply to")

    def _follow(self, url: str) -> None:
        """A link to a bot opens its chat, and Start is pressed there."""
        parts = urlsplit(url)
        if parts.hostname not in _LINKS:
            raise JourneyError(f"{url} leads out of the playground")
        self._where = ""
        self._sent = self._person.start(parse_qs(parts.query).get("start", [""])[0])


def _is_the_bots(message: Message) -> bool:
    return bool(message.raw["from"].get("is_bot") or message.raw.get("via_bot"))


def _is_called(button: Json, label: str) -> bool:
    return label in (button["text"], button.get("callback_data"))


def _has_in_its_label(button: Json, label: str) -> bool:
    return label.casefold() in str(button["text"]).casefold()


def _like(example: object, said: str) -> Any:
    """A text as the type of an example. Raises ValueError."""
    if isinstance(example, bool):
        return said == "true"
    if isinstance(example, int):
        return int(said)
    return float(said) if isinstance(example, float) else said


def _demand(wrong: str) -> None:
    if wrong:
        raise JourneyError(wrong)
