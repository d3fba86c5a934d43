"""Meanings of a message that leans on the answers before it.

Lives here: an operation on an answer, an aspect of it, going on or back, the same question of another thing, each with
its chance.
Never here: what a message means by itself (standing), what is done about it (carrying_out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.conversation.meanings import EXPLAINED, GOING, ON_ANSWER, SEVERAL, SLOT, Meaning, Way
from bot.core.conversation.situation import Situation
from bot.core.language.text import Reading
from bot.core.model import Act

# "The first one" of what was asked before counts in a list of so many.
LONG_PAST = 6
COMPARING = (Act.COMPARE, Act.COMPARE_WITH)
# More words than these say something of their own.
SHORT = 3


def leaning(at: Situation) -> Iterator[Meaning]:
    """All of them."""
    yield from _on_answer(at)
    yield from _aspects(at)
    yield from _going(at)
    yield from _named(at)
    yield from _called(at)


# -- about the answer before -----------------------------------------------------------------------------------


def _on_answer(at: Situation) -> Iterator[Meaning]:
    """Shorter, simpler, an example, the source, who, where, why ... of an answer, or of the last two."""
    about, policy = _about(at), at.tools.policy
    likeliest = max(ON_ANSWER, key=at.act)
    for act, way in ON_ANSWER.items():
        # Whichever of them it is, it is about the answer: what speaks for the others speaks for the likeliest too.
        chance = at.act(*ON_ANSWER) if act is likeliest else at.act(act)
        if chance < policy.act:
            continue
        if not about:
            share = 0.9 if not at.content.words and at.edges is None else 0.3
            yield Meaning(Way.NOTHING, at.act(act) * share, because=act)
        for entry, likely in about:
            yield Meaning(way, chance * likely, (entry,), because=act)
    pair = at.choices[:SEVERAL] or _pair(at)
    if at.act(Act.BOTH) >= policy.both and len(pair) > 1 and at.act(likeliest) >= policy.both:
        share = policy.about + policy.about_explained * at.explained(at.content, pair)
        chance = min(policy.compare, at.act(*ON_ANSWER, Act.BOTH)) * share
        yield Meaning(ON_ANSWER[likeliest], chance, pair, because=Act.BOTH)


def _about(at: Situation) -> list[tuple[str, float]]:
    """The entries an act may be about: the one that the message names, and the last one."""
    policy = at.tools.policy
    found: dict[str, float] = {}
    if at.content.words:
        best = at.ranking.matches[0]
        found[best.entry] = policy.place * max(best.confidence, at.slot.get(best.entry, 0.0))
    if at.here:
        share = policy.about + policy.about_explained * at.explained(at.content, (at.here,))
        found[at.here] = max(found.get(at.here, 0.0), share, policy.about_strange * at.strange)
    return list(found.items())


def _aspects(at: Situation) -> Iterator[Meaning]:
    """ "pencegahannya gimana?" after an answer that speaks of prevention."""
    if not at.here or not at.content.words:
        return
    policy = at.tools.policy
    # Any entry uses most everyday words somewhere: that explains a message only as far as it is short.
    worth = 1.0 if len(at.content.words) <= SHORT else 0.6
    # An overview uses the words of all its parts; who asks on asks about a part.
    worth *= 0.5 if at.here in at.tools.knowledge.children else 1.0
    # Whoever goes on, or takes back what was shown, does not ask about it.
    away = (Act.NEXT, Act.PREVIOUS, Act.OTHERS, Act.CORRECT, Act.NO)
    worth *= (1.0 - at.foreign) * (1.0 - at.act(*away))
    chance = policy.explained + policy.explained_leaning * at.leans
    yield Meaning(Way.ASPECT, at.explained(at.content, (at.here,)) * worth * chance, (at.here,), because=EXPLAINED)
    if _is_its(at):
        yield Meaning(Way.ASPECT, policy.its * (1.0 - at.foreign), (at.here,), because="its")


def _is_its(at: Situation) -> bool:
    """Whether it asks for something of what was spoken of, in words that the knowledge uses and that name no entry."""
    stems = [word.stem for word in at.content.words]
    known = at.tools.questions.ranker.index.vocabulary.weights
    ours = all(stem in known and stem not in at.tools.acts.names for stem in stems)
    return 0 < len(stems) <= SHORT - 1 and ours and at.tools.questions.moves.points_back(at.question.reading)


# -- from one answer to another --------------------------------------------------------------------------------


def _going(at: Situation) -> Iterator[Meaning]:
    policy = at.tools.policy
    share = policy.going if at.content.words else 1.0
    for act in GOING:
        if act in COMPARING:
            continue
        chance = at.act(act) * (0.3 if at.compares else 1.0)
        if chance >= policy.act:
            gone = _gone(act, chance, at)
            explained = at.explained(at.content, gone.entries) if gone.entries else 0.0
            worth = policy.going + policy.going_explained * explained if gone.entries else share
            yield replace(gone, chance=gone.chance * worth)
    both = at.act(*COMPARING, *((act for act in GOING if act not in COMPARING) if at.compares else ()))
    if both >= policy.act:
        yield _gone(Act.COMPARE, min(policy.compare, both) * share, at)
    if (menu := at.act(Act.MENU) * share) >= policy.act:
        yield Meaning(Way.MENU, menu, because=Act.MENU)
    if (no := at.act(Act.NO) * share) >= policy.act and (at.here or at.choices):
        yield Meaning(Way.NOT_THAT, no, because=Act.NO)
    if (yes := at.act(Act.YES) * share) >= policy.act and at.choices:
        yield Meaning(Way.ANSWER, yes * policy.first_choice, at.choices[:1], because=Act.YES)


def _gone(act: Act, chance: float, at: Situation) -> Meaning:
    """Where an act leads."""
    if not at.here and not (act is Act.BOTH and at.choices):
        return Meaning(Way.NOTHING, chance * 0.9, because=act)
    match act:
        case Act.NEXT | Act.PREVIOUS:
            return _stepped(act, chance, at)
        case Act.OTHERS:
            return Meaning(Way.OTHERS, chance, (at.here,), because=act)
        case Act.COMPARE:
            return Meaning(Way.COMPARE, chance, _compared(at), because=act)
        case Act.BOTH:
            return Meaning(Way.ALL, chance, at.choices[:SEVERAL] or _pair(at), because=act)
        case Act.OTHER_ONE:
            return Meaning(Way.ANSWER, chance, (_other_one(at),), because=act)
        case _:
            return Meaning(Way.ANSWER, chance, (_earlier(at),), because=act)


def _stepped(act: Act, chance: float, at: Situation) -> Meaning:
    """The neighbour of the last answer, or of what the message names in its list."""
    row = _row(at)
    named = max(row, key=lambda entry: at.tools.names.share(entry, at.content))
    start = named if at.tools.names.share(named, at.content) >= 0.5 else at.here
    place = row.index(start) + (-1 if act is Act.PREVIOUS else 1)
    if 0 <= place < len(row):
        return Meaning(Way.ANSWER, chance, (row[place],), because=act)
    return Meaning(Way.END, chance, because=act)


def _row(at: Situation) -> Sequence[str]:
    """The list that "next" walks along: an overview's children, the entry's own siblings, or the last list."""
    children = at.tools.knowledge.children.get(at.here, ())
    return (at.here, *children) if children else at.siblings(at.here)


def _pair(at: Situation) -> tuple[str, ...]:
    """The things just spoken of: those of one answer, or the last two answers."""
    if len(at.choices) > 1:
        return at.choices[:2]
    if len(at.before.shown) > 1:
        return at.before.shown
    earlier = [entry for entry in reversed(at.before.past) if entry != at.here]
    return (earlier[0], at.here) if earlier else (at.here,)


def _compared(at: Situation) -> tuple[str, ...]:
    """The two that are compared: those just spoken of, or the only one and what it is easily taken for."""
    pair = _pair(at)
    alike = at.tools.knowledge.entries[pair[0]].confusable if len(pair) == 1 else ()
    return (*pair, *alike[:1])


def _other_one(at: Situation) -> str:
    """The one of two or three that was not shown last."""
    listed, shown = at.before.listed, at.before.shown
    if len(listed) == 2 and at.here in listed and len(shown) == 1:
        return next(entry for entry in listed if entry != at.here)
    seen = {at.here, *(at.before.past[-2:] if len(at.before.past) > 1 else ())}
    row = [entry for entry in _row(at) if entry not in seen]
    pair = [entry for entry in _pair(at) if entry != at.here]
    return row[0] if row and len(at.siblings(at.here)) <= 3 else pair[0] if pair else at.here


def _earlier(at: Situation) -> str:
    """The answer to go back to: the first one if the message says "first", else the last one that was given."""
    if at.before.past and at.tools.places.read(at.whole, LONG_PAST) is not None:
        return at.before.past[0]
    return at.here


# -- naming something ------------------------------------------------------------------------------------------


def _named(at: Situation) -> Iterator[Meaning]:
    """The same question of another thing, a correction, a comparison with it."""
    if not at.content.words:
        return
    policy = at.tools.policy
    compare = max(at.act(Act.COMPARE_WITH, Act.COMPARE), 0.9 if at.compares else 0.0)
    for entry, likely in sorted(at.slot.items(), key=lambda pair: -pair[1])[:SEVERAL]:
        back = at.act(Act.BACK_TO, Act.BACK) if entry in at.before.past else 0.0
        # What was just shown is not what a message goes on to.
        leans = back if entry == at.here else min(1.0, at.leans + back)
        lean = policy.slot + policy.slot_leaning * leans
        # "keluarganya dibantu juga?" asks for an aspect, though another entry is called after families.
        lean *= 1.0 - 0.5 * at.act(Act.ASPECT, Act.WHY)
        lean *= 0.8 if at.tools.questions.moves.points_back(at.question.reading) else 1.0
        yield Meaning(Way.ANSWER, likely * lean * (1.0 - 0.6 * compare), (entry,), because=SLOT)
        if compare >= 0.2 and at.here and entry != at.here:
            yield Meaning(Way.COMPARE, likely * (0.3 + 0.7 * compare), (at.here, entry), because=Act.COMPARE_WITH)


def _called(at: Situation) -> Iterator[Meaning]:
    """What a message goes on to, or is set right to, beyond the lists: "not skills, roles". What it names of the last
    answer is what it leaves."""
    naming = at.act(Act.SAME_OF, Act.CORRECT, Act.SWITCH, Act.BACK_TO)
    left = at.tools.names.own[at.here] if at.here else frozenset()
    said = Reading(tuple(word for word in at.content.words if word.stem not in left))
    if naming < at.tools.policy.act or not said.words:
        return
    if entry := at.tools.names.call(said):
        yield Meaning(Way.ANSWER, at.tools.policy.named * naming, (entry,), because="called")
    if said.words != at.question.reading.words:
        best = at.tools.questions.rank(said).matches[0]
        if best.entry != at.here:
            yield Meaning(Way.ANSWER, best.confidence * naming, (best.entry,), because="called")
