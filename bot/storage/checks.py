"""The rules that need the whole knowledge to see.

Lives here: what must be there once, ids, links, parents, ways of asking, rulebooks, the bot's own sentences.
Never here: files, YAML, and rules that one field or one part can break by itself (see parts and sections).

Each rule yields its problems; none of them raises.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.core.model import Gap, Intent
from bot.core.phrases import RULEBOOK, TERMS
from bot.errors import Problem
from bot.storage.drafts import Drafts, EntryDraft
from bot.storage.problems import Place, Placed, nearest, quoted, suggestion
from bot.storage.trials import DANGER, UNKNOWN

T = TypeVar("T")

# `Knowledge.phrase` fills these in wherever they occur.
ALWAYS_FILLED = frozenset({"subjek", "nama"})

# The keys without which there is no knowledge, and what is said of a folder that lacks one.
NEEDED = {
    "tentang": 'Bagian "tentang:" belum ada; tambahkan di salah satu berkas.',
    "keselamatan": 'Bagian "keselamatan:" belum ada; tambahkan di salah satu berkas.',
    "entri": 'Folder belum memuat entri; tambahkan berkas dengan "topik:" dan "entri:".',
}

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules need beside the drafts.

    `unread` holds the words of the files that could not be read: what seems to be missing may well stand
    there, and is not called missing until they are mended. `phrases` are the sentences that the bot needs,
    each with the placeholders it may use.
    """

    home: Place
    unread: frozenset[str]
    phrases: Mapping[str, frozenset[str]]


def check_all(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    """Every problem of the knowledge as a whole."""
    yield from _there(drafts, around)
    yield from _once(drafts.abouts, "tentang")
    yield from _once(drafts.safeties, "keselamatan")
    yield from _once(drafts.moves, "percakapan")
    yield from _once(drafts.policies, "kebijakan")
    yield from _once(drafts.supports, "pendampingan")
    yield from _once(drafts.steerings, "kemudi")
    yield from _help_lines_are_known(drafts)
    yield from _groups_of_signs_are_known(drafts)
    yield from _talk_that_is_added_to_is_known(drafts, around)
    yield from _topics_have_titles(drafts)
    yield from _topics_stand_in_menus(drafts, around)
    yield from _unique("entri", ((draft.entry.id, draft.place) for draft in drafts.entries))
    yield from _unique("celah", _ids(drafts.gaps))
    yield from _unique("obrolan", _ids(drafts.intents))
    yield from _unique("istilah", ((draft.term.id, draft.place) for draft in drafts.terms))
    yield from _unique("peraturan", ((draft.rulebook.id, draft.place) for draft in drafts.rulebooks))
    yield from _links_lead_somewhere(drafts, around)
    yield from _rulebooks_are_told_apart(drafts)
    yield from _terms_are_told_apart(drafts)
    yield from _parents_share_the_topic(drafts)
    yield from _parents_end(drafts)
    yield from _ways_differ(drafts.entries)
    yield from _trials_can_be_passed(drafts, around)
    yield from _phrases_are_known(drafts, around)
    yield from _phrases_are_complete(drafts, around)


def _there(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    missing = {*NEEDED} - drafts.keys - around.unread
    for key in sorted(missing):
        yield around.home.problem(NEEDED[key])


def _once(found: Sequence[Placed[T]], key: str) -> Iterator[Problem]:
    for extra in found[1:]:
        yield extra.place.problem(f'Bagian "{key}:" sudah ada di {found[0].place}; hapus salah satu.')


def _help_lines_are_known(drafts: Drafts) -> Iterator[Problem]:
    known = {line.id for safety in drafts.safeties for line in safety.value.lines}
    for support in drafts.supports if drafts.safeties else ():
        for opening in support.value.openings.values():
            for name in opening.lines:
                if name not in known:
                    hint = suggestion(name, sorted(known - {""}))
                    yield support.place.problem(f"Nomor bantuan {quoted(name)} tidak ada di keselamatan; {hint}.")


def _groups_of_signs_are_known(drafts: Drafts) -> Iterator[Problem]:
    """A subject adds words to groups of the general part: to a group of its own no pattern would listen."""
    known = {name for safety in drafts.safeties for name in safety.value.signs.groups}
    for group in drafts.groups_added_to if drafts.safeties else ():
        if group.value not in known:
            hint = suggestion(group.value, sorted(known))
            yield group.place.problem(f"Kelompok {quoted(group.value)} tidak ada di keselamatan; {hint}.")


def _talk_that_is_added_to_is_known(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    known = {intent.value.id for intent in drafts.intents}
    for name, _ in drafts.talk_added:
        if name.value not in known | around.unread:
            hint = suggestion(name.value, sorted(known))
            yield name.place.problem(f"Obrolan {quoted(name.value)} tidak ada; {hint}.")


def _topics_have_titles(drafts: Drafts) -> Iterator[Problem]:
    for name, topic in drafts.topics.items():
        if name and topic.title is None:
            yield topic.place.problem(f'Topik {quoted(name)} belum punya judul; tambahkan baris "judul:".')


def _topics_stand_in_menus(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    """A topic stands in the main menu or in that of a topic that does: two levels can be walked without reading."""
    for draft in drafts.topics.values():
        if draft.parent is None:
            continue
        above = drafts.topics.get(draft.parent.value)
        if above is None:
            yield from _dangling("induk_topik", draft.parent, sorted(drafts.topics), around)
        elif above.parent is not None:
            message = "\"induk_topik\" menunjuk ke topik yang punya induk sendiri; dua tingkat cukup."
            yield draft.parent.place.problem(message)


def _ids(found: Iterable[Placed[Gap] | Placed[Intent]]) -> Iterator[tuple[str, Place]]:
    return ((one.value.id, one.place) for one in found)


def _unique(kind: str, found: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    places: dict[str, Place] = {}
    for name, place in found:
        first = places.setdefault(name, place)
        if name and first != place:
            yield place.problem(f"Id {kind} {quoted(name)} sudah dipakai di {first}; ganti salah satu.")


def _links_lead_somewhere(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    ids = dict.fromkeys(
        sorted(draft.entry.id for draft in drafts.entries)
    )  # in order: sorting again is cheap
    for draft in drafts.entries:
        seen: set[tuple[str, str]] = set()
        for key, target in draft.links:
            if target.value == draft.entry.id:
                yield target.place.problem(f'"{key}" menunjuk ke entri itu sendiri; hapus atau ganti.')
            elif (key, target.value) in seen:
                yield target.place.problem(f'{quoted(target.value)} dua kali di "{key}"; hapus salah satu.')
            else:
                yield from _dangling(key, target, ids, around)
            seen.add((key, target.value))
    explained = [target for rulebook in drafts.rulebooks for target in rulebook.links]
    explained += [target for term in drafts.terms for target in term.links]
    for target in explained:
        yield from _dangling("entri", target, ids, around)
    for gap in drafts.gaps:
        if gap.value.nearest:
            yield from _dangling("terdekat", Placed(gap.value.nearest, gap.place), ids, around)


def _dangling(key: str, target: Placed[str], ids: Collection[str], around: Surroundings) -> Iterator[Problem]:
    if target.value not in ids and target.value not in around.unread:
        hint = nearest(target.value, ids) or "periksa ejaannya, atau hapus"
        yield target.place.problem(f'Entri {quoted(target.value)} di "{key}" tidak ada; {hint}.')


def _rulebooks_are_told_apart(drafts: Drafts) -> Iterator[Problem]:
    """By ids that no entry has, for links to both look alike, and by the names that people call them."""
    entries = {draft.entry.id: draft.place for draft in drafts.entries}
    seen: dict[str, Place] = {}
    for draft in drafts.rulebooks:
        name = draft.rulebook.id
        if name in entries:
            yield draft.place.problem(f"Id peraturan {quoted(name)} sudah dipakai entri di {entries[name]}; ganti.")
        for said in draft.names:
            first = seen.setdefault(_key(said.value), said.place)
            if first != said.place:
                yield said.place.problem(f"Sebutan {quoted(said.value)} sudah ada di {first}; hapus salah satu.")


def _terms_are_told_apart(drafts: Drafts) -> Iterator[Problem]:
    """No two terms are called the same, whatever letters are big."""
    seen: dict[str, Place] = {}
    for draft in drafts.terms:
        for said in draft.names:
            key = _key(said.value)
            if first := seen.get(key):
                yield said.place.problem(f"Istilah {quoted(said.value)} sudah ada di {first}; hapus salah satu.")
            elif key:
                seen[key] = said.place


def _parents(drafts: Drafts) -> dict[str, tuple[str, Place]]:
    """Of each entry: its parent that exists and is another, with the place of the link."""
    ids = {draft.entry.id for draft in drafts.entries}
    return {
        draft.entry.id: (target.value, target.place)
        for draft in drafts.entries
        for key, target in draft.links
        if key == "induk" and target.value in ids and target.value != draft.entry.id
    }


def _parents_share_the_topic(drafts: Drafts) -> Iterator[Problem]:
    topics = {draft.entry.id: draft.entry.topic for draft in drafts.entries}
    for child, (parent, place) in _parents(drafts).items():
        if topics[child] != topics[parent]:
            message = f"Induk {quoted(parent)} ada di topik lain, {quoted(topics[parent])}"
            yield place.problem(f"{message}; pilih induk lain, atau pindahkan entrinya.")


def _parents_end(drafts: Drafts) -> Iterator[Problem]:
    parents = _parents(drafts)
    finished: set[str] = set()
    for start in parents:
        walk: dict[str, None] = {}  # an ordered set
        here = start
        while here in parents and here not in walk and here not in finished:
            walk[here] = None
            here = parents[here][0]
        if here in walk:
            steps = list(walk)
            circle = " → ".join([*steps[steps.index(here) :], here])
            yield parents[here][1].problem(f'"induk" berputar: {circle}; putuskan salah satunya.')
        finished.update(walk)


def _ways_differ(entries: Iterable[EntryDraft]) -> Iterator[Problem]:
    seen: dict[str, tuple[EntryDraft, Place]] = {}
    for draft in entries:
        for way in draft.ways:
            key = _key(way.value)
            owner, first = seen.setdefault(key, (draft, way.place))
            if first == way.place:
                continue
            said = f"Pertanyaan {quoted(way.value)} sudah ada di"
            if owner is draft:
                yield way.place.problem(f"{said} baris {first.line}; hapus salah satu.")
            else:
                yield way.place.problem(f"{said} entri {quoted(owner.entry.id)} ({first}); pilih satu entri.")


def _trials_can_be_passed(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    """A trial names something there is, and is not a way of asking: those are learnt, and prove nothing."""
    ids = {draft.entry.id for draft in drafts.entries} | {gap.value.id for gap in drafts.gaps}
    ways = {_key(way.value): way.place for draft in drafts.entries for way in draft.ways}
    for trial in drafts.trials:
        if trial.expected not in (ids | {UNKNOWN, DANGER} | around.unread):
            hint = suggestion(trial.expected, {*ids, UNKNOWN, DANGER})
            yield trial.place.problem(f'{quoted(trial.expected)} di "uji" bukan id entri atau celah; {hint}.')
        if known := ways.get(_key(trial.question)):
            said = f"Pertanyaan uji {quoted(trial.question)} sama dengan cara bertanya di {known}"
            yield trial.place.problem(f"{said}; tulis dengan kalimat lain, sebab yang sama pasti terjawab.")


def _key(text: str) -> str:
    """What two ways of writing a question have in common."""
    return _NO_WORD.sub(" ", text.casefold()).strip() or text


def _phrases_are_known(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    for key, phrase in drafts.phrases.items():
        if key not in around.phrases:
            hint = suggestion(key, around.phrases)
            yield phrase.place.problem(f"Frasa {quoted(key)} tidak dikenal; {hint}.")
            continue
        allowed = around.phrases[key] | ALWAYS_FILLED
        used = {name for variant in phrase.value for name in _PLACEHOLDER.findall(variant)}
        for name in sorted(used - allowed):
            written, hint = quoted("{" + name + "}"), suggestion(name, allowed)
            yield phrase.place.problem(f"Isian {written} pada frasa {quoted(key)} tidak dikenal; {hint}.")


def _phrases_are_complete(drafts: Drafts, around: Surroundings) -> Iterator[Problem]:
    place = next((phrase.place for phrase in drafts.phrases.values()), around.home)
    missing = around.phrases.keys() - drafts.phrases.keys() - around.unread
    if not drafts.rulebooks:
        missing = {key for key in missing if not key.startswith(RULEBOOK)}
    if not drafts.terms:
        missing = {key for key in missing if not key.startswith(TERMS)}
    for key in sorted(missing):
        yield place.problem(f'Frasa "{key}" belum ada; tambahkan di bawah "frasa:".')
