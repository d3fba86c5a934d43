"""Every number of the policy decides: just below a threshold one thing happens, at it another; weights have a share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import cache

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.leaning import leaning
from bot.core.conversation.meanings import EXPLAINED, RANKING, SLOT, Meaning, Understood, Way, merged
from bot.core.conversation.places import lines
from bot.core.conversation.standing import standing
from bot.core.model import Act
from bot.core.policy import Policy
from bot.core.turns import Conversation, QuickReply, Turn, Utterance
from tests.core.conftest import FREQUENCY, after, make_knowledge
from tests.core.conversation.situations import because, matches, situation
from tests.core.glossary.words import open_dialogue
from tests.core.talking_in_danger import knowledge_of_danger

POLICY = Policy()
# Far less than any number of the policy is exact to, and far more than sums of floats err.
STEP = 1e-6
TEAS = ("hijau", "hitam", "putih")
GREEN, BLACK, PAIR = ("hijau",), ("hitam",), ("hijau", "hitam")


# -- thresholds ------------------------------------------------------------------------------------------------


def turn(dialogue: Dialogue, *meanings: Meaning, **ranking: object) -> Turn:
    """What is made of these meanings."""
    question = dialogue.questions.ask("kucing")
    question = replace(question, ranking=replace(question.ranking, **ranking))  # type: ignore[arg-type]
    return dialogue.carrying_out.turn(Utterance("kucing"), Understood(question, meanings, {}, 0), Conversation())


def said(dialogue: Dialogue, *meanings: Meaning, **ranking: object) -> str:
    """The key of the sentence that the reply begins with; "" for an answer as it stands."""
    return turn(dialogue, *meanings, **ranking).reply.text


def meant(chance: float, entry: str = "hijau", because: str = SLOT, way: Way = Way.ANSWER) -> Meaning:
    return Meaning(way, chance, (entry,), because=because)


def talks(dialogue: Dialogue, score: float, content: float) -> bool:
    """Whether a message of so much content (log(1 + words)) and such a score is small talk."""
    ranking = dialogue.questions.ask("kucing").ranking
    evidence = replace(ranking.evidence, score=0.0, words=content)
    small = replace(ranking, matches=matches(hijau=0.0), evidence=evidence, talk_score=score, talk_likeness=1.0)
    return dialogue.questions.is_talk(replace(small, out_of_scope_score=0.0))


def is_gap(dialogue: Dialogue, score: float) -> bool:
    evidence = replace(dialogue.questions.ask("hijau").ranking.evidence, score=0.0)
    at = situation(dialogue, "hijau", gap="harga", gap_score=score, evidence=evidence)
    return any(one.way is Way.GAP for one in standing(at))


def choices(dialogue: Dialogue, least: float) -> int:
    return len(turn(dialogue, meant(0.5), meant(0.49, "hitam"), meant(least, "putih")).matches)


def acts(dialogue: Dialogue, chance: float) -> bool:
    at = situation(dialogue, "lanjut", after("hijau", dialogue=dialogue), {Act.EXAMPLE: chance})
    return bool(list(leaning(at)))


def shortens_both(dialogue: Dialogue, chance: float) -> bool:
    before = after("hijau", "hitam", dialogue=dialogue)
    at = situation(dialogue, "lanjut", before, {Act.SHORTER: 0.6, Act.BOTH: chance})
    return any(one.way is Way.BRIEF and one.entries == PAIR for one in leaning(at))


def is_foreign(dialogue: Dialogue, score: float, least: float = STEP / 10) -> bool:
    """Whether a message of such a score of what is out of scope is so likely to be it."""
    return situation(dialogue, "kucing", out_of_scope_score=score).foreign >= least


Decide = Callable[[Dialogue, float], object]
BOUNDARIES: Mapping[str, tuple[str, Decide, object, object]] = {
    "a leaning answer": ("answer", lambda on, at: said(on, meant(at)), "hedge", ""),
    "an answer of the ranking": ("answer", lambda on, at: said(on, meant(at, because=RANKING)), "hedge", ""),
    "a leaning hedge": ("hedge", lambda on, at: said(on, meant(at)), "fallback", "hedge"),
    "a hedge that stands alone": (
        "hedge_alone", lambda on, at: said(on, meant(at, because=RANKING)), "fallback", "hedge",
    ),
    "the lead of a hedge": (
        "lead", lambda on, ahead: said(on, meant(0.5), meant(0.5 - ahead, "hitam")), "clarify", "hedge",
    ),
    "asking back": ("clarify", lambda on, at: said(on, meant(at), meant(0.2, "hitam")), "fallback", "clarify"),
    "what shows no entry": ("clarify", lambda on, at: said(on, meant(at, way=Way.MENU)), "fallback", "menu"),
    "a choice": ("choice", choices, 2, 3),
    "a near entry": (
        "choice",
        lambda on, at: len(turn(on, matches=matches(hijau=0.1, hitam=at)).reply.flat_buttons),
        3, 4,
    ),
    "any near entry": (
        "near", lambda on, at: turn(on, matches=matches(hijau=at)).reply.closing, "", "fallback_nearest",
    ),
    "a word of small talk": ("talk_word", lambda on, at: talks(on, at, 0.69), False, True),
    "words of small talk": ("talk", lambda on, at: talks(on, at, 1.2), False, True),
    "a long message of small talk": ("long_talk", lambda on, at: talks(on, at, 2.0), False, True),
    "a gap": ("gap", is_gap, False, True),
    "an act": ("act", acts, False, True),
    "both, and something to do": ("both", shortens_both, False, True),
    "what is out of scope": ("foreign", lambda on, at: is_foreign(on, at), False, True),
    "what is surely out of scope": ("foreign_sure", lambda on, at: is_foreign(on, at, 1.0), False, True),
}  # fmt: skip


# A difference of floats is never exactly a number, and what begins at one is nothing yet.
SMOOTH = frozenset({"lead", "foreign", "foreign_sure"})


@pytest.mark.parametrize("name", BOUNDARIES)
def test_a_decision_flips_at_its_threshold(name: str, dialogue: Dialogue) -> None:
    field, decide, below, at = BOUNDARIES[name]
    threshold = getattr(POLICY, field)
    assert decide(dialogue, threshold - STEP) == below
    assert decide(dialogue, threshold + STEP) == at
    if field not in SMOOTH:
        assert decide(dialogue, threshold) == at


@pytest.mark.parametrize("above", [False, True])
def test_help_lines_are_given_to_who_asks_for_them_as_clearly_as_an_answer_must_be(above: bool) -> None:
    asked = "nomor polisi berapa"
    plain = Dialogue(knowledge_of_danger(), FREQUENCY)
    asks = plain.companion.asks_for_lines(asked)
    policy = Policy(answer=asks - STEP if above else asks + STEP)
    reply = Dialogue(knowledge_of_danger(), FREQUENCY, policy).respond(Utterance(asked), Conversation()).reply
    assert reply.text.startswith("nomornya") is above


def test_help_lines_are_not_given_where_something_else_is_likelier() -> None:
    asked = "nomor polisi berapa"
    before = Conversation(offered=(QuickReply(asked, "e:hijau"),))
    dialogue = Dialogue(knowledge_of_danger(), FREQUENCY)
    assert POLICY.answer < dialogue.companion.asks_for_lines(asked) < POLICY.sure
    assert dialogue.respond(Utterance(asked), before).conversation.shown == ("hijau",)


@pytest.mark.parametrize("above", [False, True])
def test_a_line_of_a_pasted_list_is_known_where_it_would_be_answered(above: bool, dialogue: Dialogue) -> None:
    text = "hijau itu apa\nhitam itu apa sih"
    found = [dialogue.questions.rank(line).confidence for line in lines(dialogue.questions.reader, text)]
    policy = Policy(hedge_alone=min(found) - STEP if above else min(found) + STEP)
    meanings = list(standing(situation(dialogue, text, policy=policy)))
    assert (PAIR in because(meanings, "lines")) is above


@pytest.mark.parametrize("above", [False, True])
def test_the_part_that_asks_is_as_likely_as_what_the_bot_asks_back_about(above: bool, dialogue: Dialogue) -> None:
    told = "teh hijau itu apa? baru pindah kebun nih, besok ada tamu"
    whole = dialogue.questions.ask(told)
    whole = replace(whole, ranking=replace(whole.ranking, matches=matches(warna=0.0)))
    part = dialogue.questions.clause(whole)
    assert part is not None
    least = part.ranking.confidence
    strict = replace(dialogue.questions, policy=Policy(clarify=least - STEP if above else least + STEP))
    assert (strict.clause(whole) is not None) is above


# One letter of so many differs: the likeness is the share of the others.
@pytest.mark.parametrize(("letters", "chosen"), [(9, False), (10, True)])
def test_a_label_is_as_like_as_the_policy_asks(letters: int, chosen: bool, dialogue: Dialogue) -> None:
    assert POLICY.label == 90.0
    before = Conversation(offered=(QuickReply("q" + "xk" * 4 + "x" * (letters - 9), "m"),))
    written = "z" + "xk" * 4 + "x" * (letters - 9)
    found = standing(situation(dialogue, written, before))
    assert any(one.way is Way.CHOICE for one in found) is chosen


def test_thresholds_are_the_policy_of_the_dialogue() -> None:
    strict = Dialogue(make_knowledge(), FREQUENCY, Policy(answer=1.0))
    kind = Dialogue(make_knowledge(), FREQUENCY)
    outcomes = [one.respond(Utterance("hijau apa sih"), Conversation()).reply.text for one in (strict, kind)]
    assert outcomes == ["hedge", ""]


# -- weights ---------------------------------------------------------------------------------------------------


def chance(
    dialogue: Dialogue,
    policy: Policy,
    text: str,
    reason: str,
    entries: tuple[str, ...],
    shown: tuple[str, ...] = ("hijau",),
    acts: Mapping[Act, float] | None = None,
    **ranking: object,
) -> float:
    """The chance of a meaning that rests on `reason`."""
    before = after(*shown, dialogue=dialogue, listed=TEAS)
    at = situation(dialogue, text, before, acts, policy, **ranking)
    return because([*standing(at), *leaning(at)], reason)[entries]


LEANS = {Act.SAME_OF: 1.0}
LOW = {"matches": matches(seduh=0.1)}


def gap_chance(dialogue: Dialogue, policy: Policy) -> float:
    evidence = replace(dialogue.questions.ask("hijau").ranking.evidence, score=0.0)
    at = situation(dialogue, "hijau", policy=policy, gap="harga", gap_score=0.5, evidence=evidence)
    return next(one.chance for one in standing(at) if one.way is Way.GAP)


def yes(dialogue: Dialogue, policy: Policy) -> float:
    before = Conversation(offered=(QuickReply("hijau", "e:hijau"), QuickReply("bukan", "x")))
    found = leaning(situation(dialogue, "lanjut", before, {Act.YES: 1.0}, policy))
    return because(list(found), Act.YES)[GREEN]


def together(policy: Policy) -> float:
    return merged([meant(0.5, because=RANKING), meant(0.4)], policy.together)[0].chance


@cache
def with_terms() -> Dialogue:
    return open_dialogue()


def term_chance(text: str, policy: Policy) -> float:
    return next(one.chance for one in standing(situation(with_terms(), text, policy=policy)) if one.way is Way.TERM)


WEIGHTS: Mapping[str, Callable[[Dialogue, Policy], float]] = {
    "sure": lambda on, policy: chance(on, policy, "teh hitam", "title", BLACK),
    "gap_base": gap_chance,
    "gap_score": gap_chance,
    "about": lambda on, policy: chance(on, policy, "lanjut", Act.EXAMPLE, GREEN, acts={Act.EXAMPLE: 1.0}),
    "about_explained": lambda on, policy: chance(
        on, policy, "segar", Act.EXAMPLE, GREEN, acts={Act.EXAMPLE: 1.0}, **LOW
    ),
    "about_strange": lambda on, policy: chance(
        on, policy, "kucing", Act.EXAMPLE, GREEN, acts={Act.EXAMPLE: 1.0}, out_of_scope_score=0.0, **LOW
    ),
    "first_choice": lambda on, policy: yes(on, policy),
    "explained": lambda on, policy: chance(on, policy, "segar", EXPLAINED, GREEN),
    "explained_leaning": lambda on, policy: chance(on, policy, "segar", EXPLAINED, GREEN, acts=LEANS),
    "its": lambda on, policy: chance(on, policy, "rasanya", "its", GREEN),
    "going": lambda on, policy: chance(on, policy, "kucing", Act.NEXT, BLACK, acts={Act.NEXT: 1.0}),
    "going_explained": lambda on, policy: chance(on, policy, "pekat", Act.NEXT, BLACK, acts={Act.NEXT: 1.0}),
    "compare": lambda on, policy: chance(on, policy, "lanjut", Act.COMPARE, PAIR, shown=PAIR, acts={Act.COMPARE: 1.0}),
    "named": lambda on, policy: chance(on, policy, "hitam", SLOT, BLACK, acts=LEANS, **LOW, shown=("seduh",)),
    "slot": lambda on, policy: chance(on, policy, "hitam", SLOT, BLACK),
    "slot_leaning": lambda on, policy: chance(on, policy, "hitam", SLOT, BLACK, acts=LEANS),
    "place": lambda on, policy: chance(on, policy, "yang kedua", "place", BLACK),
    "place_rest": lambda on, policy: chance(on, policy, "yang kedua putih", "place", BLACK),
    "place_aspect": lambda on, policy: chance(on, policy, "yang kedua kucing", "place", BLACK, out_of_scope_score=0.0),
    "place_explained": lambda on, policy: chance(on, policy, "yang kedua pekat", "place", BLACK),
    "row": lambda on, policy: chance(on, policy, "hijau hitam", "names", PAIR),
    "together": lambda _, policy: together(policy),
    "term": lambda _, policy: term_chance("tannin", policy),
    "term_asked": lambda _, policy: term_chance("teh hijau", policy),
}


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_meaning_is_as_likely_as_its_weight_says(name: str, dialogue: Dialogue) -> None:
    weighed = [WEIGHTS[name](dialogue, replace(POLICY, **{name: getattr(POLICY, name) * part})) for part in (0.5, 1.0)]
    assert 0.0 < weighed[0] < weighed[1] <= 1.0


def test_every_number_decides_something_that_is_tested() -> None:
    tested = {field for field, *_ in BOUNDARIES.values()} | set(WEIGHTS) | {"label"}
    assert {field.name for field in fields(Policy)} == tested


def test_evidence_seen_together_is_worth_what_the_policy_says() -> None:
    assert together(replace(POLICY, together=0.0)) == 0.5
    assert together(replace(POLICY, together=1.0)) == pytest.approx(1 - 0.5 * 0.6)
