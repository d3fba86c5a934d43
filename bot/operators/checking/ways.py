"""Whether titles and ways of asking reach what they belong to.

Lives here: which fates are findings, how bad, and what to do; ways that two owners share.
Never here: asking (asking.py), pairs of entries (rivals.py).

The ranking has learnt these very texts. One that misses all the same contradicts others, or is out of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.operators.checking.asking import REACHED, Asked, Fate
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.folder import is_general
from bot.storage.places import Places
from bot.storage.problems import Place, quoted

# Sure of another entry, while its own has less than this share of the confidence: that was no close race.
SURE, CLEAR = 0.75, 0.5
# Fewer letters than this name nothing, whatever they are.
FEWEST = 2

ENTRY = "entri"


@dataclass(frozen=True, slots=True)
class Owned:
    """A text, where it stands, and what it belongs to."""

    kind: str
    name: str
    text: str
    place: Place

    @property
    def owner(self) -> str:
        return f"{self.kind} {quoted(self.name)}" if self.name else self.kind


def way_findings(results: Iterable[Asked], knowledge: Knowledge) -> Iterator[Finding]:
    """A finding for each text that does not get where it belongs."""
    for one in results:
        if one.probe.gap:
            if one.fate is Fate.ELSEWHERE:
                yield _answered_gap(one, knowledge)
        elif one.probe.title:
            if one.fate is not Fate.ANSWERED:
                level = Level.HINT if one.fate is Fate.OFFERED else Level.ERROR
                yield _finding(level, Kind.TITLE, one, knowledge)
        elif one.fate not in REACHED:
            yield _finding(Level.ERROR if _is_clear(one) else Level.HINT, Kind.WAY, one, knowledge)


def _is_clear(one: Asked) -> bool:
    """Whether the bot is sure of a wrong answer. Near the threshold it may be another one tomorrow."""
    return one.fate is Fate.ELSEWHERE and one.rival[1] >= SURE and one.own < CLEAR * one.rival[1]


def confidence(number: float) -> str:
    """A confidence as PANDUAN.md writes it."""
    return f"{number:.2f}".replace(".", ",")


def details(one: Asked) -> dict[str, object]:
    """A result for programs."""
    rival, sure = one.rival
    return {
        "owner": one.probe.owner, "text": one.probe.text, "fate": one.fate.value, "shown": list(one.shown),
        "own_confidence": round(one.own, 4), "rival": rival, "rival_confidence": round(sure, 4), "gap": one.gap,
    }  # fmt: skip


def _finding(level: Level, kind: Kind, one: Asked, knowledge: Knowledge) -> Finding:
    said = f"Judul {quoted(one.probe.text)}" if one.probe.title else quoted(one.probe.text)
    message, advice = _EXPLAINED[one.fate](one, knowledge)
    if one.probe.title:
        entry = knowledge.entries[one.probe.owner]
        stands = any(map(entry.is_titled, entry.questions))
        advice = (_TITLE_STANDS if stands else _TITLE_ADVICE).get(one.fate, advice)
    return Finding(level, kind, one.probe.place, f"{said} {message}.", f"{advice}.", details(one))


def _answered_gap(one: Asked, knowledge: Knowledge) -> Finding:
    gap = knowledge.gaps[one.probe.owner]
    level = Level.ERROR if _is_clear(one) and gap.nearest not in one.shown else Level.HINT
    titles, sure = _titles(one, knowledge), confidence(one.rival[1])
    message = f"{quoted(one.probe.text)} adalah celah {quoted(gap.id)}, tetapi dijawab dengan {titles} ({sure})."
    advice = "Kalau entri itu memang menjawabnya, hapus dari celah; kalau tidak, tambah dua-tiga celah yang senada."
    return Finding(level, Kind.GAP, one.probe.place, message, advice, details(one))


def _elsewhere(one: Asked, knowledge: Knowledge) -> tuple[str, str]:
    numbers = f"{confidence(one.rival[1])} lawan {confidence(one.own)}"
    return (
        f"dijawab dengan {_titles(one, knowledge)}, bukan entri {quoted(one.probe.owner)} ({numbers})",
        "Kalau memang milik entri yang menang, pindahkan ke sana; kalau bukan, tambah dua-tiga cara lain yang senada",
    )


def _offered(one: Asked, _knowledge: Knowledge) -> tuple[str, str]:
    return f"tidak langsung dijawab, hanya ditawarkan ({confidence(one.own)})", ""


def _lost(one: Asked, _knowledge: Knowledge) -> tuple[str, str]:
    rival, sure = one.rival
    nearest = f"; terdekat {quoted(rival)} {confidence(sure)}" if rival else ""
    return (
        f"tidak sampai ke entri {quoted(one.probe.owner)} ({confidence(one.own)}{nearest})",
        "Tambah dua-tiga cara lain dengan kata-kata ini, atau daftarkan katanya di konsep",
    )


def _declined(one: Asked, _knowledge: Knowledge) -> tuple[str, str]:
    return (
        f"ditolak sebagai celah {quoted(one.gap)}, padahal ditulis di entri {quoted(one.probe.owner)}",
        "Pilih satu: kalau entri ini menjawabnya, tambah dua-tiga cara senada; kalau tidak, pindahkan ke celah itu",
    )


def _talk(one: Asked, _knowledge: Knowledge) -> tuple[str, str]:
    return (
        f"ditanggapi sebagai obrolan, bukan dengan entri {quoted(one.probe.owner)}",
        "Tambah dua-tiga cara lain yang menyebut pokoknya, atau hapus yang terlalu mirip basa-basi",
    )


def _danger(one: Asked, _knowledge: Knowledge) -> tuple[str, str]:
    return (
        f"dikira tanda bahaya: yang muncul nomor bantuan, bukan entri {quoted(one.probe.owner)}",
        "Kalau orang dalam bahaya memang bisa menulisnya, hapus dari sini; kalau tidak, tambah ke bukan_bahaya",
    )


_EXPLAINED: dict[Fate, Callable[[Asked, Knowledge], tuple[str, str]]] = {
    Fate.RELATIVE: _elsewhere,
    Fate.OFFERED: _offered,
    Fate.ELSEWHERE: _elsewhere,
    Fate.LOST: _lost,
    Fate.DECLINED: _declined,
    Fate.TALK: _talk,
    Fate.DANGER: _danger,
}
_TITLE_ADVICE = {
    Fate.RELATIVE: "Tulis judul ini juga di pertanyaan entri ini, dan bedakan dari judul yang menang",
    Fate.OFFERED: "Tulis judul ini juga di pertanyaan entri ini",
    Fate.ELSEWHERE: "Beri entri ini judul lain, atau tulis judulnya juga di pertanyaan",
    Fate.LOST: "Tulis judul ini juga di pertanyaan entri ini",
}

_CLEARER = "Beri judul yang menyebut pokoknya, dan tambah dua-tiga cara bertanya"
# Where the title is a way of asking already.
_TITLE_STANDS = {
    Fate.RELATIVE: "Bedakan judul ini dari judul yang menang, dan tambah dua-tiga cara bertanya",
    Fate.OFFERED: _CLEARER,
    Fate.ELSEWHERE: "Beri entri ini judul lain, dan tambah dua-tiga cara bertanya",
    Fate.LOST: _CLEARER,
}


def _titles(one: Asked, knowledge: Knowledge) -> str:
    return " dan ".join(quoted(knowledge.entries[name].title) for name in one.shown)


def vague_findings(dialogue: Dialogue, places: Places) -> Iterator[Finding]:
    """Ways of asking that name nothing: whoever types them could mean any entry, and gets this one."""
    questions = dialogue.questions
    for entry in dialogue.knowledge.entries.values():
        for text, place in zip(entry.questions, places.entries[entry.id].ways, strict=True):
            if entry.is_titled(text):
                continue  # what becomes of titles is told of them
            content = questions.moves.peel(questions.reader.read(text)).content
            if not content or sum(len(word.form) for word in content) < FEWEST:
                message = f"{quoted(text)} tidak menyebut pokoknya; itu bisa saja menanyakan entri lain."
                advice = "Sebutkan apa yang ditanyakan, atau hapus."
                yield Finding(Level.HINT, Kind.VAGUE, place, message, advice, {"text": text, "owner": entry.id})


def twin_findings(dialogue: Dialogue, places: Places) -> Iterator[Finding]:
    """Ways of asking that read the same but belong to two owners, one of them an entry: only one can win.

    They are compared as the ranking sees them: slang made plain, openings peeled off, in any order of the words.
    """
    questions = dialogue.questions
    seen: dict[tuple[str, ...], Owned] = {}
    for one in _owned(dialogue.knowledge, places):
        reading = questions.moves.peel(questions.reader.read(one.text))
        if not reading.words:
            continue
        key = tuple(sorted(reading.forms))
        first = seen.setdefault(key, one) if one.kind == ENTRY else seen.get(key, one)
        if first.owner != one.owner and not _is_told(one, first, dialogue.knowledge):
            yield _twin(one, first)


def _is_told(one: Owned, first: Owned, knowledge: Knowledge) -> bool:
    """Whether they are two titles that are the same to the letter (names.py)."""
    texts = {one.text.casefold(), first.text.casefold()}
    return (
        one.kind == ENTRY
        and len(texts) == 1
        and all(knowledge.entries[owned.name].is_titled(owned.text) for owned in (one, first))
    )


def _owned(knowledge: Knowledge, places: Places) -> Iterator[Owned]:
    """Every text with an owner, those of entries first; nothing of the part that fits any subject, which nobody wrote
    for this one: where it takes something from an entry, the entry does not get there, and that is told."""
    for entry in knowledge.entries.values():
        spots = places.entries[entry.id]
        yield Owned(ENTRY, entry.id, entry.title, spots.key("judul"))
        ways = zip(entry.questions, spots.ways, strict=True)
        yield from (Owned(ENTRY, entry.id, *way) for way in ways if not entry.is_titled(way[0]))
    yield from (one for one in _others(knowledge, places) if not is_general(one.place.path))


def _others(knowledge: Knowledge, places: Places) -> Iterator[Owned]:
    for gap in knowledge.gaps.values():
        yield from (Owned("celah", gap.id, *way) for way in zip(gap.questions, places.gaps[gap.id].ways, strict=True))
    for talk in knowledge.intents.values():
        ways = zip(talk.questions, places.intents[talk.id].ways, strict=True)
        yield from (Owned("obrolan", talk.id, *way) for way in ways)
    yield from (Owned("asing", "", *way) for way in zip(knowledge.out_of_scope, places.out_of_scope, strict=True))


def _twin(one: Owned, first: Owned) -> Finding:
    shown = f"{quoted(first.text)} di {first.owner} ({first.place})"
    message = f"{quoted(one.text)} di {one.owner} terbaca sama dengan {shown}."
    found = {"text": one.text, "owner": one.owner, "first": first.text, "first_place": str(first.place)}
    return Finding(Level.ERROR, Kind.TWIN, one.place, message, "Pilih satu tempat, hapus di yang lain.", found)
