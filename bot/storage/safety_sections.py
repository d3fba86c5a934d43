"""What the keys of the safety files mean: noticing danger, help lines, and talking with somebody in danger.

Lives here: `keselamatan`, `pendampingan`, and what a subject adds to both, as drafts.
Never here: the other keys (see sections), rules that need more than one file to see (see checks).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeVar

from bot.core.model import Answers, Danger, HelpLine, Move, Opening, Safety, Signs, Support
from bot.storage.drafts import Drafts
from bot.storage.field_safety import FieldSafety
from bot.storage.parts import Part, places_of, values
from bot.storage.problems import Placed, quoted, suggestion

T = TypeVar("T")

# How editors call the kinds of danger, and what somebody in danger writes next.
KINDS = {
    "bunuh-diri": Danger.SUICIDE, "terlanjur": Danger.DONE, "rumah-tangga": Danger.FAMILY, "anak": Danger.CHILD,
    "seksual": Danger.SEXUAL, "terlantar": Danger.NEGLECT, "orang-lain": Danger.OTHER, "umum": Danger.UNCLEAR,
}  # fmt: skip
MOVES = {
    "serius": Move.SERIOUS, "takut": Move.AFRAID, "tanpa-pulsa": Move.NO_CREDIT, "tak-diangkat": Move.NO_ANSWER,
    "sendiri": Move.ALONE, "harus-apa": Move.WHAT_NOW, "bisa-bantu": Move.CAN_YOU_HELP, "rahasia": Move.TELL_NOBODY,
    "cerita": Move.STORY, "ya": Move.YES, "tidak": Move.NO, "tidak-tahu": Move.UNSURE, "diam": Move.SILENCE,
    "menangis": Move.CRYING, "menolak": Move.REFUSES, "memburuk": Move.WORSE, "aman": Move.SAFE,
    "bercanda": Move.JOKE, "terima-kasih": Move.THANKS, "lain": Move.UNKNOWN,
}  # fmt: skip
# How editors call the parts of `tanda`, and the field of `Signs` each one fills.
SIGNS = {
    "latar": "background", "tenang": "calming", "pola": "patterns", "pribadi": "personal", "kiasan": "idioms",
    "imbuhan": "affixes",
}  # fmt: skip
# How editors call the single texts of a talk, and the field of `Support` each one fills.
TEXTS = {
    "grup": "group", "grup_lanjut": "group_next", "selesai": "after", "dipastikan": "confirmed",
    "belum_pasti": "doubted", "samping": "beside",
}  # fmt: skip
# What is said again and again takes turns, so that nothing is said twice running.
VARIANTS = 2

_GROUP_NAME = re.compile(r"[^\s>&|!]+")


def read_safety(page: Part, drafts: Drafts) -> None:
    if not (part := page.part("keselamatan", "keselamatan")):
        return
    part.only("bahaya", "bukan_bahaya", "tanda", "jawaban", "jawaban_grup", "bantuan")
    kinds = _kinds(part)
    safety = Safety(
        danger=tuple(text for texts in kinds.values() for text in texts) or values(part.texts("bahaya")),
        harmless=values(part.texts("bukan_bahaya")),
        reply=part.text("jawaban"),
        lines=tuple(_help_line(line, drafts) for line in part.parts("bantuan", "bantuan")),
        group_reply=part.optional_text("jawaban_grup"),
        signs=_signs(part.part("tanda", "tanda")),
        kinds=kinds,
    )
    drafts.safeties.append(Placed(safety, page.place("keselamatan")))
    drafts.places.safety = places_of(part)


def read_field_safety(part: Part, drafts: Drafts) -> None:
    """Adds what the subject says of its own about danger to `drafts`."""
    part.only("kata", "kiasan", "bukan_bahaya", "minta_nomor")
    words, asked = part.part("kata", "kata"), part.part("minta_nomor", "minta_nomor")
    if asked:
        asked.only("contoh", "bukan")
    own = FieldSafety(
        groups={key.value: values(words.texts(key.value)) for key in words.fields()} if words else {},
        idioms=values(part.optional_texts("kiasan")),
        harmless=values(part.optional_texts("bukan_bahaya")),
        line_requests=values(asked.optional_texts("contoh")) if asked else (),
        other_requests=values(asked.optional_texts("bukan")) if asked else (),
    )
    drafts.field_safeties.append(own)
    drafts.groups_added_to += words.fields() if words else ()


def _kinds(part: Part) -> Mapping[Danger, tuple[str, ...]]:
    """The examples of danger by their kind; none where they are one list."""
    if not part.holds_fields("bahaya") or not (kinds := part.part("bahaya", "bahaya")):
        return {}
    return {kind: values(kinds.texts(key)) for key, kind in _known(kinds, KINDS)}


def _known(part: Part, names: Mapping[str, T]) -> list[tuple[str, T]]:
    """The keys of a part and what they stand for; what is not among `names` is a problem."""
    part.only(*names)
    return [(key.value, names[key.value]) for key in part.fields() if key.value in names]


def read_support(page: Part, drafts: Drafts) -> None:
    """Adds how the bot talks with somebody in danger to `drafts`."""
    if not (part := page.part("pendampingan", "pendampingan")):
        return
    part.only("jenis", "gerak", "minta_nomor", *TEXTS)
    kinds, moves = part.part("jenis", "jenis"), part.part("gerak", "gerak")
    found = {move: one for key, move in _known(moves, MOVES) if (one := moves.part(key, key))} if moves else {}
    asked = part.part("minta_nomor", "minta_nomor")
    if asked:
        asked.only("contoh", "bukan", "jawaban")
    support = Support(
        openings={kind: _opening(one) for key, kind in _known(kinds, KINDS) if (one := kinds.part(key, key))}
        if kinds else {},
        answers={move: _answers(one) for move, one in found.items()},
        examples={move: values(one.optional_texts("contoh")) for move, one in found.items()},
        line_requests=values(asked.texts("contoh")) if asked else (),
        other_requests=values(asked.optional_texts("bukan")) if asked else (),
        requested=values(asked.texts("jawaban")) if asked else (),
        **{field: _variants(part, key) for key, field in TEXTS.items()},
    )  # fmt: skip
    _complete(part, kinds, moves)
    drafts.supports.append(Placed(support, page.place("pendampingan")))


def _opening(part: Part) -> Opening:
    part.only("pembuka", "bantuan", "penutup", "sumber")
    lines = values(part.texts("bantuan"))
    return Opening(_variants(part, "pembuka"), lines, part.text("penutup"), part.text("sumber"))


def _answers(part: Part) -> Answers:
    part.only("contoh", "umum", "jenis", "sumber")
    own = part.part("jenis", "jenis")
    by_kind = {kind: _variants(own, key) for key, kind in _known(own, KINDS)} if own else {}
    return Answers(_variants(part, "umum"), by_kind, part.text("sumber"))


def _variants(part: Part, key: str) -> tuple[str, ...]:
    """The texts of a list that holds at least two."""
    found = values(part.texts(key))
    if found and len(found) < VARIANTS:
        part.note(f"{quoted(key)} butuh paling sedikit dua kalimat, supaya tidak ada yang diulang dua kali.", key)
    return found


def _complete(part: Part, kinds: Part | None, moves: Part | None) -> None:
    """Every kind of danger and every move has its texts: nobody is answered with silence."""
    for key, found, names in (("jenis", kinds, KINDS), ("gerak", moves, MOVES)):
        missing = [name for name in names if found is None or name not in found]
        if missing:
            part.note(f'Bagian "{key}" pada {part.label} belum memuat {", ".join(missing)}; tambahkan.', key)


def _signs(part: Part | None) -> Signs:
    """The signs under `tanda`; a folder may leave all of them to its examples."""
    if part is None:
        return Signs()
    part.only("kata", *SIGNS)
    words = part.part("kata", "kata")
    groups = {key.value: values(words.texts(key.value)) for key in words.fields()} if words else {}
    for key in ("latar", "tenang"):
        for said in part.optional_texts(key):
            if said.value not in groups:
                part.note(f"Kelompok {quoted(said.value)} tidak ada di kata; {suggestion(said.value, groups)}.", key)
    for patterns in ("pola", "pribadi"):
        for said in part.optional_texts(patterns):
            _groups_are_known(part, patterns, said.value, groups)
    return Signs(groups=groups, **{field: values(part.optional_texts(key)) for key, field in SIGNS.items()})


def _groups_are_known(part: Part, key: str, pattern: str, groups: Collection[str]) -> None:
    for name in _GROUP_NAME.findall(pattern):
        if name not in groups:
            hint = suggestion(name, groups)
            part.note(f"Pola {quoted(pattern)} menyebut kelompok {quoted(name)} yang tidak ada; {hint}.", key)


def _help_line(part: Part, drafts: Drafts) -> HelpLine:
    part.only("id", "nama", "singkat", "kontak", "tulis", "keterangan", "sumber", "diperiksa")
    drafts.places.help_lines.append(places_of(part))
    checked_on = part.date("diperiksa")
    name, contact, note = (part.text(key) for key in ("nama", "kontak", "keterangan"))
    own = (part.optional_text(key) for key in ("id", "singkat", "tulis"))
    return HelpLine(name, contact, note, part.text("sumber"), checked_on, *own)
