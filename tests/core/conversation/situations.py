"""Situations made by hand: a text read by the tea dialogue, with acts and a ranking of one's own choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.meanings import Meaning, Way
from bot.core.conversation.situation import Situation
from bot.core.model import Act
from bot.core.policy import Policy
from bot.core.turns import Conversation, Match


def situation(
    dialogue: Dialogue,
    text: str,
    before: Conversation | None = None,
    acts: Mapping[Act, float] | None = None,
    policy: Policy | None = None,
    **ranking: object,
) -> Situation:
    """`acts`: it asks, unless said otherwise; `ranking`: fields that are to differ from what was learnt."""
    tools = dialogue.interpreter.tools
    if policy is not None:
        tools = replace(tools, questions=replace(tools.questions, policy=policy))
    whole = tools.questions.reader.read(text)
    segments = dialogue.interpreter.segmenter.cut(whole)
    core = segments.core
    question = tools.questions.asked(text, core if core.words else whole, whole)
    question = replace(question, ranking=replace(question.ranking, **ranking))  # type: ignore[arg-type]
    doing = {Act.ASK: 1.0} if acts is None else acts
    return Situation(tools, question, whole, before or Conversation(), doing, None if core.words else segments)


def matches(**confidence: float) -> tuple[Match, ...]:
    return tuple(Match(entry, chance) for entry, chance in confidence.items())


def because(found: list[Meaning], reason: str, way: Way | None = None) -> dict[tuple[str, ...], float]:
    """The entries of the meanings that rest on `reason`, with their chances."""
    return {one.entries: one.chance for one in found if one.because == reason and way in (None, one.way)}
