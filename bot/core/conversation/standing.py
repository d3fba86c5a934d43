"""Meanings of a message taken by itself: labels, places in a list, several questions, one question, small talk.

Lives here: candidates that do not lean on the answer before, each with its chance.
Never here: those that do (leaning), what is done about them (carrying_out).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.core.conversation.meanings import GOING, NAMING, ON_ANSWER, RANKING, SEVERAL, Meaning, Way
from bot.core.conversation.places import Places, lines
from bot.core.conversation.questions import Question
from bot.core.conversation.situation import Situation
from bot.core.conversation.small_talk import TALK_VERY_LIKE
from bot.core.language.text import Reading
from bot.core.model import Act
from bot.core.turns import Data, QuickReply, Verb

# So many of the best entries are candidates.
RANKED = 4


def standing(at: Situation) -> Iterator[Meaning]:
    """All of them."""
    yield from _labels(at)
    yield from _places(at)
    yield from _several(at)
    yield from _question(at)
    yield from _term(at)
    yield from _talk(at)


# -- labels and places -----------------------------------------------------------------------------------------


def _labels(at: Situation) -> Iterator[Meaning]:
    """A title letter for letter, or the label of a button; never a look-alike's."""
    policy = at.tools.policy
    for typed in dict.fromkeys((at.question.reading.forms, at.whole.forms)):
        if typed and (entry := at.tools.names.titles.get(typed)):
            yield Meaning(Way.ANSWER, policy.sure, (entry,), because="title")
    called = at.tools.names.call(at.question.reading)
    if not called and at.here and (other := at.tools.names.call(at.content)) != at.here:
        called = other
    ambiguous = any(word.others for word in at.question.reading.words)
    if called and not ambiguous:
        # "What comes before mezzo" names mezzo and means another; what is compared is not meant alone.
        beside = max(at.act(Act.NEXT, Act.PREVIOUS, Act.OTHERS), 0.6 * at.compares)
        yield Meaning(Way.ANSWER, policy.named * (1.0 - beside), (called,), because="called")
    likeness = [(_like(button, at), button) for button in at.before.offered if button.data]
    best, button = max(likeness, key=lambda pair: pair[0], default=(0.0, QuickReply("")))
    if best >= policy.label and not _is_question(button, at):
        yield Meaning(Way.CHOICE, policy.sure * best / 100, data=button.data, because="label")


def _like(button: QuickReply, at: Situation) -> float:
    """How like what was typed is the label of a button, 0 to 100."""
    typed, label = at.whole, at.tools.questions.reader.read(button.label)
    # A label with one more word of content is another question ("apa itu teh" and "apa itu teh hijau").
    if not label.words or len(label.content) != len(typed.content):
        return 0.0
    # "mikro" and "makro" are alike and not the same: whoever types a title means that one.
    if typed.forms in at.tools.names.titles:
        return 100.0 * (typed.forms == label.forms)
    return fuzz.ratio(typed.text, label.text)


def _is_question(button: QuickReply, at: Situation) -> bool:
    """Whether a topic's label is better taken as the question it also is: a topic may be called "Apa itu teh", and
    whoever types that wants to know. Its menu is a tap away."""
    parsed, reading = Data.parse(button.data), at.question.reading
    asks = len(reading.content) < len(reading.words)
    sure = at.ranking.confidence >= at.tools.policy.answer
    return parsed is not None and parsed.verb is Verb.TOPIC and asks and sure


def _places(at: Situation) -> Iterator[Meaning]:
    """A place in the overview that the message names, or in the newest list that has it."""
    for listed in _lists(at):
        for reading in (at.question.reading, at.whole):
            if found := at.tools.places.read(reading, len(listed)):
                overview = listed is at.overview
                rest = Reading(()) if overview else found.rest
                yield _placed(replace(found, rest=rest), tuple(listed[place] for place in found.found)[:SEVERAL], at)
                return


def _lists(at: Situation) -> Iterator[Sequence[str]]:
    """The lists to count in: the overview that is named ("skill number 2"), then the newest. Numbers are seen before a
    list: of some of its things, shown one below the other, they are still those of the list."""
    if at.overview:
        yield at.overview
    lists = (at.before.listed, *reversed(at.before.lists))
    if any(word.typed.isdigit() for word in at.whole.words):
        yield from (one for one in lists if len(one) > len(lists[0]) and set(one) > set(lists[0]))
    yield from lists


def _placed(found: Places, entries: tuple[str, ...], at: Situation) -> Meaning:
    """What the places of a list mean, and what is said of them."""
    policy, acts = at.tools.policy, at.tools.acts
    rest = acts.left_over(found.rest)
    sure = policy.place
    if len(entries) > 1:
        way, sure = (Way.COMPARE, policy.sure) if at.compares else (Way.ALL, sure)
    else:
        act = max(at.acts, key=lambda one: at.acts[one], default=Act.ASK)
        way = ON_ANSWER[act] if act in ON_ANSWER and at.acts[act] > 0.5 else Way.ANSWER
    share = policy.place_rest + policy.place_explained * at.explained(rest, entries) if rest.words else 1.0
    # "Whom does the second one help": what names nothing is asked of the place.
    if not any(word.stem in acts.names for word in rest.words):
        share = max(share, policy.place_aspect * (1.0 - at.foreign))
    # "the first thing I asked" counts in what was asked, not in a list.
    back = acts.chances(found.rest).get(Act.BACK, 0.0) if found.rest.words else 0.0
    # "Thanks for ..." holds the word for the top of a list.
    bare = not any(word.typed.isdigit() for word in at.whole.words) and at.whole.words != at.question.reading.words
    talk = at.act(Act.TALK) if bare and at.tools.questions.is_talk(at.ranking) else 0.0
    return Meaning(way, sure * share * (1.0 - 0.8 * back) * (1.0 - 0.5 * talk), entries, because="place")


# -- several at once -------------------------------------------------------------------------------------------


def _several(at: Situation) -> Iterator[Meaning]:
    """Two or three questions at once, a comparison by names, or a list that was pasted."""
    questions, policy = at.tools.questions, at.tools.policy
    way = Way.COMPARE if at.compares else Way.ALL
    best = [questions.rank(line).matches[0] for line in lines(questions.reader, at.question.text)]
    known = tuple(dict.fromkeys(match.entry for match in best if match.confidence >= policy.hedge_alone))
    if len(known) > 1:
        yield Meaning(Way.ALL, policy.sure, known[:SEVERAL], because="lines")
    if row := at.tools.names.row([word.stem for word in at.content.words]):
        # "What else beside A and B" names what is not meant.
        yield Meaning(way, policy.row * (1.0 - at.act(Act.OTHERS)), row[:SEVERAL], because="names")
    yield from _parts(at)
    if half := questions.half(at.question):
        entries = tuple(match.entry for match in half.matches)
        yield Meaning(Way.ALL, half.matches[0].confidence, entries, name=half.gap, because="half")


def _parts(at: Situation) -> Iterator[Meaning]:
    """The parts of a message between connectives, each of which asks for something."""
    several = at.tools.questions.several(at.question, at.before.shown)
    if several is None:
        return
    # Things that are named one by one are meant one by one, whatever overview holds them all.
    chance = 0.5 + 0.5 * several.confidence if several.compares else several.confidence
    overviews = at.tools.knowledge.children
    named = all(at.tools.names.share(entry, at.content) > 0 or entry in overviews for entry in several.entries)
    chance *= 1.0 if named or not at.here else 0.7
    best = at.ranking.matches[0].entry
    # Where the likeliest single answer is one of them, all of them are meant.
    if best in several.entries:
        chance = max(chance, min(at.tools.policy.sure - 0.01, at.ranking.confidence + 0.01))
    missing = len(at.tools.questions.parts(at.question)) == len(several.entries) + 1 <= SEVERAL
    sure = at.ranking.confidence >= at.tools.policy.answer
    entries = (best, *several.entries) if missing and sure and best not in several.entries else several.entries
    yield Meaning(Way.COMPARE if several.compares else Way.ALL, chance, entries, because="parts")


# -- one question, small talk ----------------------------------------------------------------------------------


def _question(at: Situation) -> Iterator[Meaning]:
    """What the ranking says of the words, and of the part of a longer message that asks."""
    if not at.question.reading.words:
        return
    acting = at.act(*ON_ANSWER, *GOING, Act.NO, Act.YES)
    worth = 1.0 if at.content.words else max(0.3, 1.0 - acting)
    yield from _ranked(at.question, worth, at)
    if at.ranking.confidence < at.tools.policy.answer and (clause := at.tools.questions.clause(at.question)):
        yield from _ranked(clause, worth, at)
    if way := at.tools.names.ways.get(at.question.reading.forms):
        yield Meaning(Way.ANSWER, at.tools.policy.sure * worth, (way,), because="way")


def _named_part(question: Question, at: Situation) -> str:
    """The one part of the likeliest overview that the words call by its title; "" if there is none, or several."""
    parts = at.tools.knowledge.children.get(question.ranking.matches[0].entry, ())
    named = [part for part in parts if at.tools.names.share(part, question.reading) > 0]
    return named[0] if len(named) == 1 else ""


def _ranked(question: Question, worth: float, at: Situation) -> Iterator[Meaning]:
    ranking, policy = question.ranking, at.tools.policy
    for match in ranking.matches[:RANKED]:
        yield Meaning(Way.ANSWER, match.confidence * worth, (match.entry,), because=RANKING)
    if part := _named_part(question, at):
        chance = min(policy.sure, ranking.confidence + 0.01)
        yield Meaning(Way.ANSWER, chance * worth, (part,), because=RANKING)
    if ranking.gap_score >= policy.gap and ranking.gap_score > ranking.evidence.score:
        chance = min(0.95, policy.gap_base + policy.gap_score * ranking.gap_score)
        yield Meaning(Way.GAP, chance * (1.0 if at.content.words else 0.5), name=ranking.gap, because="gap")


def _term(at: Situation) -> Iterator[Meaning]:
    """A term that is named and nothing else said. An entry that people ask for by the same name goes before it."""
    tools, reading = at.tools, at.question.reading
    if tools.naming.asks_for_all(reading, at.whole):
        yield Meaning(Way.TERM, tools.policy.sure, because="terms")
    if term := tools.naming.find(reading):
        owned = tools.naming.is_owned(reading) or tools.names.call(reading)
        yield Meaning(Way.TERM, tools.policy.term_asked if owned else tools.policy.term, name=term, because="term")


def _talk(at: Situation) -> Iterator[Meaning]:
    """Small talk: what is nothing but opening and closing, and what is like an example of it."""
    ranking = at.ranking
    if at.edges is not None:
        acting = max(at.act(act) for act in (*GOING, *ON_ANSWER, *NAMING, Act.MENU))
        known = ranking.intent if ranking.talk_score >= at.tools.policy.talk_word else ""
        surely = known if ranking.talk_likeness >= TALK_VERY_LIKE else ""
        # "I am looking for material" says nothing yet, and is like no small talk: whoever says so is asked what about.
        way = Way.TALK if (intent := surely or at.edges.intent or known) else Way.MENU
        yield Meaning(way, 0.95 * (1.0 - 0.6 * acting), name=intent, because="edges")
    elif ranking.intent and at.tools.questions.is_talk(ranking):
        talking = max(at.act(Act.TALK), at.tools.acts.chances(at.whole).get(Act.TALK, 0.0))
        chance = min(at.tools.policy.sure, 0.5 + 0.5 * ranking.talk_score) * (0.5 + 0.5 * talking)
        yield Meaning(Way.TALK, chance, name=ranking.intent, because="talk")
