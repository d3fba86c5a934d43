"""What becomes of every title and way of asking when it is typed to the bot.

Lives here: asking them one by one in a fresh chat, and telling what came of each.
Never here: judging that (ways.py), which entries are alike (rivals.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.turns import Conversation, Data, Outcome, Turn, Utterance, Verb
from bot.storage.places import Places
from bot.storage.problems import Place


class Fate(StrEnum):
    """What came of a text that belongs to an entry. RELATIVE: its parent, its parts or an entry that offers it were
    answered; WORDING: the
    article that it names was shown; DECLINED: the bot named a gap; TALK: small talk, menu, handoff."""

    ANSWERED = "answered"
    RELATIVE = "relative"
    WORDING = "wording"
    OFFERED = "offered"
    ELSEWHERE = "elsewhere"
    LOST = "lost"
    DECLINED = "declined"
    TALK = "talk"
    DANGER = "danger"


REACHED = frozenset({Fate.ANSWERED, Fate.RELATIVE, Fate.OFFERED, Fate.WORDING})
# A text whose own entry has less than this share of the confidence of another has hardly anything in common with it.
ALONE = 0.02


@dataclass(frozen=True, slots=True)
class Probe:
    """A text to ask: the entry or gap it belongs to, where it stands, and whether it is the title."""

    owner: str
    text: str
    place: Place
    title: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe and what came of it. `others` are further entries, best first, each with its confidence."""

    probe: Probe
    fate: Fate
    shown: tuple[str, ...]
    own: float
    others: tuple[tuple[str, float], ...]
    gap: str = ""

    @property
    def rival(self) -> tuple[str, float]:
        """What won instead, or else the runner-up; ("", 0.0) if there is none."""
        others = [name for name in self.shown if name != self.probe.owner]
        if others and self.probe.owner not in self.shown:
            return others[0], dict(self.others).get(others[0], 0.0)
        return self.others[0] if self.others else ("", 0.0)


def probes(knowledge: Knowledge, places: Places) -> list[Probe]:
    """Every title and way of asking of the entries, and every way of the gaps; a way that is the title counts as it."""
    found: list[Probe] = []
    for entry in knowledge.entries.values():
        spots = places.entries[entry.id]
        found.append(Probe(entry.id, entry.title, spots.key("judul"), title=True))
        ways = zip(entry.questions, spots.ways, strict=True)
        found += [Probe(entry.id, *way) for way in ways if not entry.is_titled(way[0])]
    for gap in knowledge.gaps.values():
        ways = zip(gap.questions, places.gaps[gap.id].ways, strict=True)
        found += [Probe(gap.id, text, place, gap=True) for text, place in ways]
    return found


class Asker:
    """Types a text into a chat of its own, to a bot that does not know it letter for letter.

    What is answered is asked once more of one that learns loosely: a text that nothing else at its entry is like, and
    that belongs elsewhere by all others, is only known by heart.
    """

    def __init__(self, dialogue: Dialogue) -> None:
        self._usual, self._loose = dialogue.by_likeness(), dialogue.by_likeness(loosely=True)

    def ask(self, probe: Probe) -> Asked:
        one = _asked_of(self._usual, probe)
        if probe.gap or one.fate not in (*REACHED, Fate.ELSEWHERE):
            return one
        other = _asked_of(self._loose, probe)
        return other if _is_astray(other, one.fate in REACHED) else one


def _is_astray(one: Asked, reached: bool) -> bool:
    """Whether a text belongs elsewhere by all that is like it; what is `reached` when learnt closely, only if hardly
    anything at its entry is like it."""
    least = ALONE * one.rival[1] if reached else 1.0
    return one.fate in (Fate.DECLINED, Fate.TALK) or (one.fate is Fate.ELSEWHERE and one.own < least)


def _asked_of(dialogue: Dialogue, probe: Probe) -> Asked:
    return asked(probe, dialogue.respond(Utterance(probe.text), Conversation()), dialogue.knowledge)


def asked(probe: Probe, turn: Turn, knowledge: Knowledge) -> Asked:
    """What a turn came to, seen from the text's owner."""
    shown = turn.reply.entries
    confidences = {match.entry: match.confidence for match in turn.matches}
    own = confidences.pop(probe.owner, 0.0) if not probe.gap else 0.0
    return Asked(probe, _fate(probe, turn, shown, knowledge), shown, own, tuple(confidences.items()), turn.gap)


def _fate(probe: Probe, turn: Turn, shown: Sequence[str], knowledge: Knowledge) -> Fate:
    if turn.outcome is Outcome.CRISIS:
        return Fate.DANGER
    if turn.outcome in (Outcome.SMALLTALK, Outcome.MENU, Outcome.HANDOFF):
        return Fate.TALK
    if probe.gap and turn.gap:  # also where it is named below an answer to the rest of the text
        return Fate.DECLINED
    if turn.outcome is Outcome.ANSWER and not shown and turn.conversation.article:
        return Fate.WORDING
    if shown:
        return Fate.RELATIVE if probe.owner in _offered(turn) else _answered(probe, shown, knowledge)
    if probe.gap:
        return Fate.LOST
    offered = _offered(turn)
    if probe.owner in offered:
        return Fate.OFFERED
    if turn.outcome is Outcome.CLARIFY and _are_related(probe.owner, offered, knowledge):
        return Fate.RELATIVE
    return Fate.DECLINED if turn.gap else Fate.LOST


def _answered(probe: Probe, shown: Sequence[str], knowledge: Knowledge) -> Fate:
    if probe.gap:
        return Fate.ELSEWHERE
    if probe.owner in shown:
        return Fate.ANSWERED
    return Fate.RELATIVE if _are_related(probe.owner, shown, knowledge) else Fate.ELSEWHERE


def _offered(turn: Turn) -> list[str]:
    """The entries that the buttons of a reply lead to."""
    buttons = (Data.parse(button.data) for button in turn.reply.flat_buttons)
    return [data.target for data in buttons if data and data.verb is Verb.ENTRY]


def _are_related(one: str, others: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether all others are the entry's parent or children: each of them leads to it in one tap."""
    entries = knowledge.entries
    return all(entries[one].parent == other or entries[other].parent == one for other in others)
