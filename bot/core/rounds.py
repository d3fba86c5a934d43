"""Quiz questions and rounds of them as frozen data.

Lives here: a question with its choices, a question as it was drawn, a round as far as it has come.
Never here: drawing, screens (bot.core.quiz), files, polls of a channel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

# A round has so many questions, or as many as there are.
ROUND = 5
_NAME_DIGITS = 10


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A question about an entry. `right` is the place of the right choice; `why` says why it is right."""

    question: str
    choices: tuple[str, ...]
    right: int
    why: str

    @property
    def name(self) -> str:
        """What it is called in rounds and counts: changed in anything, it is another question."""
        said = "\n".join((self.question, *self.choices, str(self.right)))
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_DIGITS]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question as it was drawn: `order` are the places of its choices, in the order in which they are shown, and
    `right` is the place of the right one in that order."""

    entry: str
    item: str
    order: tuple[int, ...]
    right: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answered a question, and how many of them rightly."""

    right: int = 0
    given: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """`topic`: "" for a mixed one. `step`: the question that is open, from 0. `tallies` are those of the first
    questions; `polls`: what a channel calls the messages that these were asked with."""

    topic: str
    drawn: tuple[Drawn, ...]
    step: int = 0
    tallies: tuple[Tally, ...] = ()
    polls: tuple[str, ...] = ()

    def tally(self, step: int) -> Tally:
        return self.tallies[step] if step < len(self.tallies) else Tally()

    def answered(self, choice: int) -> Round:
        """The round after its open question was answered with the choice shown at a place, by one more."""
        was = self.tally(self.step)
        now = Tally(was.right + (choice == self.drawn[self.step].right), was.given + 1)
        return replace(self, tallies=_put(self.tallies, self.step, now, Tally()))

    def asked_as(self, poll: str) -> Round:
        """The round with the name of the message that its open question was asked with."""
        return replace(self, polls=_put(self.polls, self.step, poll, ""))


def _put(found: Sequence, place: int, value: object, blank: object) -> tuple:  # type: ignore[type-arg]
    """`found` with `value` at `place`, filled up with blanks where it is shorter."""
    filled = [*found, *[blank] * (place + 1 - len(found))]
    filled[place] = value
    return tuple(filled)
