"""How the bot is used, in numbers: of the terminal, the page, the picture and /statistik.

Lives here: which turns are questions, days and the weeks they are drawn together to, rankings.
Never here: reading the log (log_reading.py), titles, sentences, drawing.

Every turn is counted, but only turns of people who were told about the log are kept. So how much was asked, and when,
comes from the counts; which entries and gaps, and the votes, from the turns, which are kept for a shorter time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.turns import Outcome
from bot.operators.statistics.quizzes import is_counted
from bot.storage.database import Count, LoggedTurn
from bot.storage.database.turn_rows import HOUR, OUTCOME

# A tuple of names, each with how often; the most frequent first.
Ranked = tuple[tuple[str, int], ...]

TOP = 10
HOURS = 24
# More bars than this cannot be told apart; then a bar is a week.
BARS = 62
WEEK = 7

# The outcomes behind each number of a span. A menu is a way to somewhere and counts as nothing.
_NUMBERS = {
    "answered": (Outcome.ANSWER,),
    "asked": (Outcome.CLARIFY,),
    "missed": (Outcome.FALLBACK,),
    "talk": (Outcome.SMALLTALK, Outcome.HANDOFF),
    "crisis": (Outcome.CRISIS,),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A day, or several from `day` on. What was `asked` was asked back; `missed` are honest "I don't know"s."""

    day: date
    answered: int = 0
    asked: int = 0
    missed: int = 0
    talk: int = 0
    crisis: int = 0

    @property
    def questions(self) -> int:
        return self.answered + self.asked + self.missed

    @property
    def turns(self) -> int:
        """Everything but menus."""
        return self.questions + self.talk + self.crisis


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of the days from `since` to `until`.

    `days` has every day; `hours` holds 24 numbers; `logged` is how many turns `entries`, `gaps`, `disliked` (entries
    by thumbs down), `versions` (of the knowledge) and the thumbs come from. Of the rankings there are the first TOP.
    `quiz` is how often each choice of each question was chosen, by the names of their counts.
    """

    since: date
    until: date
    days: tuple[Span, ...]
    hours: tuple[int, ...]
    entries: Ranked
    gaps: Ranked
    disliked: Ranked
    versions: Ranked
    thumbs_up: int
    thumbs_down: int
    logged: int
    quiz: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> Span:
        """All days together."""
        return _sum(self.days)

    @property
    def empty(self) -> bool:
        """Whether nothing was asked or said at all."""
        return not self.total.turns and not self.logged and not self.quiz


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart over time shows: spans of one length, which is called `each`. The first week may be shorter."""

    spans: tuple[Span, ...]
    each: str

    @property
    def most(self) -> int:
        """The questions of the highest bar."""
        return max(span.questions for span in self.spans)


def statistics(turns: Sequence[LoggedTurn], counts: Iterable[Count], days: int, today: date) -> Statistics:
    """The figures of the last `days` days, `today` included. What is older in `turns` and `counts` is left out."""
    since = today - timedelta(days=days - 1)
    recent = [turn for turn in turns if since <= turn.day <= today]
    by_day: dict[date, Counter[str]] = {since + timedelta(days=number): Counter() for number in range(days)}
    for count in counts:
        if count.day in by_day:
            by_day[count.day][count.name] += count.number
    hours = (sum(found[f"{HOUR}{hour:02}"] for found in by_day.values()) for hour in range(HOURS))
    votes = [(turn.entry, up) for turn in recent for up in turn.votes]
    return Statistics(
        since=since,
        until=today,
        days=tuple(_span(day, found) for day, found in by_day.items()),
        hours=tuple(hours),
        entries=_ranked(turn.entry for turn in recent if turn.outcome == Outcome.ANSWER),
        gaps=_ranked(turn.gap for turn in recent),
        disliked=_ranked(entry for entry, up in votes if not up),
        versions=_ranked(turn.knowledge for turn in recent),
        thumbs_up=sum(up for _, up in votes),
        thumbs_down=sum(not up for _, up in votes),
        logged=len(recent),
        quiz={name: times for name, times in sum(by_day.values(), Counter[str]()).items() if is_counted(name)},
    )


def bars(days: Sequence[Span], most: int = BARS) -> Bars:
    """`days` from the first one with a question on, one a bar, or one week a bar where those would be too many."""
    started = next((place for place, span in enumerate(days) if span.questions), len(days))
    shown = days[min(started, max(0, len(days) - WEEK)) :]
    if len(shown) <= most:
        return Bars(tuple(shown), "hari")
    first = len(shown) % WEEK
    starts = [0] * bool(first) + list(range(first, len(shown), WEEK))
    ends = [*starts[1:], len(shown)]
    return Bars(tuple(_sum(shown[start:end]) for start, end in zip(starts, ends, strict=True)), "minggu")


def as_json(found: Statistics) -> dict[str, object]:
    """The figures for programs; days are ISO dates."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "total": _numbers(found.total),
        "days": [{"day": span.day.isoformat(), **_numbers(span)} for span in found.days],
        "hours": list(found.hours),
        **{name: dict(getattr(found, name)) for name in ("entries", "gaps", "disliked", "versions")},
        "thumbs": {"up": found.thumbs_up, "down": found.thumbs_down},
        "logged": found.logged,
        "quiz": dict(found.quiz),
    }


def _span(day: date, found: Counter[str]) -> Span:
    return Span(
        day,
        **{name: sum(found[f"{OUTCOME}{kind.value}"] for kind in kinds) for name, kinds in _NUMBERS.items()},
    )


def _sum(spans: Sequence[Span]) -> Span:
    total = {name: sum(getattr(span, name) for span in spans) for name in _NUMBERS}
    return Span(spans[0].day, **total)


def _numbers(span: Span) -> dict[str, int]:
    return {name: getattr(span, name) for name in _NUMBERS}


def _ranked(names: Iterable[str]) -> Ranked:
    """The first TOP of `names`, without empty ones; equally frequent ones in the order of the alphabet."""
    found = Counter(name for name in names if name)
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:TOP])
