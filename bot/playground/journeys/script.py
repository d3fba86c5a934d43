"""What a journey is, and reading it from YAML.

Lives here: the steps there are, with the fields each may have, and a clear complaint about every other.
Never here: doing them (player.py).

    name: Bertanya balik
    people: [Sari, Budi]                 # the first one acts where nobody is named
    groups: {Kelas: {bot: true}}         # everybody is in every group; bot: false keeps the bot out
    steps:
      - send: mkro itu apa               # also: start, press, open, edit, inline, choose, react, ... (VERBS)
        by: Budi                         # who, if not the one before
        in: Kelas                        # where, if not where it was; "" is the private chat
      - expect: {text: yang mana, buttons: [Makro], outcome: clarify}
      - press: Makro
      - expect: tingkat makro            # short for {text: ...}
      - vote: Makro                      # in a poll; in a quiz also: right, wrong
      - send: "@{bot} mikro?"            # the username of whichever bot it is
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from bot.playground.errors import PlaygroundError

Json = dict[str, Any]
LONGEST = 200_000
STEPS = 500
# Stands for the bot's username in all that is said and expected.
BOT = "{bot}"
_WHERE = frozenset({"by", "in"})
# What each step may say besides who and where.
VERBS: Mapping[str, frozenset[str]] = {
    "start": frozenset(),
    "send": frozenset({"reply_to", "forwarded_from"}),
    "file": frozenset({"caption", "reply_to"}),
    "edit": frozenset(),
    "press": frozenset({"on", "forged"}),
    "open": frozenset({"on"}),
    "vote": frozenset({"on"}),
    "tap": frozenset(),
    "inline": frozenset(),
    "choose": frozenset(),
    "summon": frozenset(),
    "react": frozenset({"on"}),
    "block": frozenset(),
    "unblock": frozenset(),
    "restart": frozenset(),
    "fault": frozenset(),
    "later": frozenset(),
    "expect": frozenset(),
    "edited": frozenset(),
    "toast": frozenset(),
    "results": frozenset(),
    "copied": frozenset(),
    "quiet": frozenset(),
    "calls": frozenset(),
}
# What may be asked of a message, and of the results of an inline query.
OF_MESSAGES = frozenset({"text", "without", "buttons", "no_buttons", "outcome", "entities", "reply_to"})
OF_RESULTS = frozenset({"titles", "count", "button"})


class JourneyError(PlaygroundError):
    """A journey that cannot be read, or that went another way than it is written."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done or expected; `number` counts from 1, `value` is what stands behind the verb."""

    number: int
    verb: str
    value: Any = ""
    details: Mapping[str, str] = field(default_factory=dict)

    def named(self, username: str) -> Step:
        """The step with the bot's username where BOT stands."""
        details = {name: said.replace(BOT, username) for name, said in self.details.items()}
        return replace(self, value=_named(self.value, username), details=details)

    def __str__(self) -> str:
        said = self.value if isinstance(self.value, str) else yaml_line(self.value)
        return f"{self.verb} {said}".strip()


@dataclass(frozen=True, slots=True)
class Journey:
    """Steps in order. `groups`: title and whether the bot is in it."""

    name: str
    people: tuple[str, ...]
    groups: Mapping[str, bool]
    steps: tuple[Step, ...]


class _Loader(yaml.BaseLoader):
    """Every scalar is a text, so that nobody's "no" becomes False; no anchors, no tags."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise JourneyError("aliases are not read")
        return super().compose_node(parent, index)


def read_journey(text: str) -> Journey:
    """The journey in a YAML text. Raises JourneyError."""
    if len(text) > LONGEST:
        raise JourneyError(f"longer than {LONGEST} characters")
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a BaseLoader makes texts, lists and mappings only
    except yaml.YAMLError as error:
        raise JourneyError(f"no YAML: {error}") from error
    whole = _mapping(found, "a journey", {"name", "people", "groups", "steps"})
    steps = _list(whole.get("steps"), "steps")
    if not 1 <= len(steps) <= STEPS:
        raise JourneyError(f"a journey has 1 to {STEPS} steps")
    return Journey(
        name=_text(whole.get("name"), "name"),
        people=tuple(_text(name, "people") for name in _list(whole.get("people", ["Sari"]), "people")),
        groups=_groups(whole.get("groups", {})),
        steps=tuple(_step(number, step) for number, step in enumerate(steps, 1)),
    )


def yaml_line(value: object) -> str:
    """A value in one line, as somebody would write it."""
    shown = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return str(shown).removesuffix("...\n").strip()


def texts(value: object) -> tuple[str, ...]:
    """One text or a list of them."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(_text(item, "a list") for item in _list(value, "a list"))


def _named(value: Any, username: str) -> Any:
    if isinstance(value, str):
        return value.replace(BOT, username)
    if isinstance(value, dict):
        return {name: _named(item, username) for name, item in value.items()}
    return [_named(item, username) for item in value]


def _groups(value: object) -> dict[str, bool]:
    groups = _mapping(value, "groups", None)
    plans = {title: _mapping(plan or {}, f"group {title}", {"bot"}) for title, plan in groups.items()}
    return {title: plan.get("bot", "true") != "false" for title, plan in plans.items()}


def _step(number: int, value: object) -> Step:
    what = f"step {number}"
    step = _mapping(value, what, None)
    verbs = [name for name in step if name in VERBS]
    if len(verbs) != 1:
        raise JourneyError(f"{what} has {len(verbs)} verbs ({', '.join(step)}); one of {', '.join(VERBS)}")
    verb = verbs[0]
    _mapping(step, what, {verb, *_WHERE, *VERBS[verb]})
    details = {name: _text(said, f"{what}, {name}") for name, said in step.items() if name != verb}
    return Step(number, verb, _checked(verb, step[verb], what), details)


def _checked(verb: str, value: object, what: str) -> Any:
    if verb in ("expect", "edited"):
        return {"text": value} if isinstance(value, str) else _mapping(value, what, OF_MESSAGES)
    if verb == "results":
        return {"titles": value} if isinstance(value, str) else _mapping(value, what, OF_RESULTS)
    if verb in ("fault", "calls"):
        return _mapping(value, what, None)
    return _text(value, what)


def _mapping(value: object, what: str, known: set[str] | frozenset[str] | None) -> Json:
    if not isinstance(value, dict):
        raise JourneyError(f"{what} must be a mapping")
    if known is not None and (unknown := sorted(set(value) - known)):
        raise JourneyError(f"{what}: unknown {', '.join(unknown)}; there is {', '.join(sorted(known))}")
    return value


def _list(value: object, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise JourneyError(f"{what} must be a list")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise JourneyError(f"{what} must be a text")
    return value
