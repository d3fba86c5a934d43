"""Every threshold and weight that decides, by name: a value that the core takes, and another subject may replace.

Lives here: the numbers, each with its unit, what it means and how it was chosen.
Never here: what is decided with them.

"Chosen by dialogues" means: on conversations written apart from the knowledge (benchmarks/subjects), by the share of
turns that were right, with none wrong that was right before. "By measure": on single questions and out-of-scope ones
(`python -m bot evaluate`). "By hand": it only orders what is alike, and neighbouring values give the same turns.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """All numbers are chances or shares, 0 to 1, unless said otherwise."""

    # -- the ladder: what is done about the likeliest meaning ----------------------------------------------------
    # Answered at or above it; by measure: 94.7 % right and 1.4 % of the out-of-scope questions answered.
    answer: float = 0.65
    # Answered with a hedge at or above it, where the meaning leans on what was said before; chosen by dialogues.
    hedge: float = 0.37
    # The same for a question that stands alone: below it, out-of-scope questions would be answered; by measure.
    hedge_alone: float = 0.55
    # A hedged answer is that far ahead of the next entry; by measure.
    lead: float = 0.15
    # Asked back at or above it, if there are two choices at least; by measure.
    clarify: float = 0.22
    # The least chance of a choice beside the likeliest; by hand.
    choice: float = 0.02
    # Below it the best entry has nothing to do with the question, and naming it as the nearest would puzzle; by hand.
    near: float = 0.04
    # The ceiling of all meanings but those that are certain; by hand.
    sure: float = 0.97

    # -- small talk and gaps, raw scores of the ranking (1 is as sure as a training example); by measure ------------
    talk_word: float = 0.2
    talk: float = 0.3
    long_talk: float = 0.85
    gap: float = 0.25
    # A gap's chance is its base and so much of its score.
    gap_base: float = 0.45
    gap_score: float = 0.6

    # -- what a message says of the answer before; chosen by dialogues ---------------------------------------------
    # An act below it is none.
    act: float = 0.05
    # An act about an answer, if nothing of what else is said belongs to that answer, and how much all of it adds.
    about: float = 0.2
    about_explained: float = 0.75
    # The same act, where what else is said names nothing and is not out of scope.
    about_strange: float = 0.6
    # An act and "both" in one message: both at least so likely.
    both: float = 0.15
    # What is out of scope does not lean on an answer: raw scores of the ranking from which that is doubted, and sure.
    foreign: float = 0.28
    foreign_sure: float = 0.68
    # "Yes" to a question with several choices means the first.
    first_choice: float = 0.6
    # Words that the answer before explains, and how much it adds that the message leans on something.
    explained: float = 0.35
    explained_leaning: float = 0.45
    # "its use": in words of the knowledge that name no entry.
    its: float = 0.72
    # Going on or back although something else is said, and how much it adds that the target explains it.
    going: float = 0.35
    going_explained: float = 0.65
    # A comparison of what was just spoken of, at most: what names its two sides says more.
    compare: float = 0.94

    # -- what a message names; chosen by dialogues -----------------------------------------------------------------
    # A sibling that the words name by its title, and how much it adds that the message leans.
    named: float = 0.85
    slot: float = 0.55
    slot_leaning: float = 0.45
    # A term of the glossary that is named, and nothing else said; by hand: surer than a name that some entry shares.
    term: float = 0.93
    # The same where people ask for an entry by that name: below every answer, above asking back.
    term_asked: float = 0.55
    # A place in a list.
    place: float = 0.95
    # A place whose rest the entry does not explain, and how much it adds that it does.
    place_rest: float = 0.45
    place_explained: float = 0.5
    # A place whose rest names nothing.
    place_aspect: float = 0.75
    # Names of one list in a row.
    row: float = 0.96
    # What several kinds of evidence say together: how much each further one is worth.
    together: float = 0.6

    # -- texts, 0 to 100 -------------------------------------------------------------------------------------------
    # A typed label may differ from the button's by a slip or two; the exact title of another entry goes before it.
    label: float = 90.0
