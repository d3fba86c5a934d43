"""What each key of a knowledge file means: from the top-level keys of one file to drafts.

Lives here: the keys that editors write (tentang, topik, celah, ...), one function each.
Never here: rules that need more than one file to see (see checks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from bot.core.model import About, Entry, Gap, Intent, Moves
from bot.core.rulebook import Quote
from bot.storage.drafts import Drafts, EntryDraft, TopicDraft
from bot.storage.law_sections import read_rulebook
from bot.storage.parts import Part, places_of, values
from bot.storage.places import PartPlaces
from bot.storage.policy_section import KEY as POLICY
from bot.storage.policy_section import read_policy
from bot.storage.problems import Placed, quoted, suggestion
from bot.storage.safety_sections import KINDS, read_field_safety, read_safety, read_support
from bot.storage.steering_section import read_steering
from bot.storage.term_section import read_terms
from bot.storage.trials import Trial

# Bot API: setMyDescription and setMyShortDescription.
DESCRIPTION_LIMIT = 512
SHORT_DESCRIPTION_LIMIT = 120

# How editors call the moves of a conversation, and the field of `Moves` each one fills.
MOVES = {"banding": "compare", "penghubung": "join", "sambungan": "opener", "bertanya": "ask"}
OUTCOMES = ("smalltalk", "handoff", "menu")
LINKS = ("terkait", "mudah_tertukar")
TEXTS = ("ringkas", "jawaban", "konteks")
ENTRY_KEYS = (
    "id", "judul", "pertanyaan", "ringkas", "jawaban", "sederhana", "contoh", "sumber", "menurut", "diperiksa",
    "berlaku", "konteks", "induk", "renungan", "fakta", "kutipan", *LINKS,
)  # fmt: skip


def read_page(page: Part, drafts: Drafts) -> None:
    """Adds all that one file says to `drafts`, and all that is wrong with it to the problems of `page`."""
    page.only(*_SECTIONS, "judul", "induk_topik", "entri")
    drafts.keys.update(page.node.values)
    for key, read in _SECTIONS.items():
        if key in page:
            read(page, drafts)
    if "topik" not in page:
        for key in ("judul", "induk_topik", "entri"):
            if key in page:
                page.note(f'"{key}" butuh topik; tambahkan baris "topik: id-topik" di berkas ini.', key)


def _about(page: Part, drafts: Drafts) -> None:
    if not (part := page.part("tentang", "tentang")):
        return
    part.only("nama", "subjek", "deskripsi", "deskripsi_pendek")
    about = About(
        name=part.text("nama"),
        subject=part.text("subjek"),
        description=part.text("deskripsi", DESCRIPTION_LIMIT),
        short_description=part.text("deskripsi_pendek", SHORT_DESCRIPTION_LIMIT),
    )
    drafts.abouts.append(Placed(about, page.place("tentang")))


def _topic(page: Part, drafts: Drafts) -> None:
    topic = page.id("topik")
    draft = drafts.topics.setdefault(topic, TopicDraft(page.place("topik")))
    drafts.places.topics.setdefault(topic, page.place("topik"))
    title = Placed(page.title(), page.place("judul")) if "judul" in page else None
    if title and draft.title and title.value != draft.title.value:
        first = f"{quoted(draft.title.value)} ({draft.title.place})"
        page.note(f"Judul topik {quoted(topic)} lain dari {first}; samakan, atau hapus baris ini.", "judul")
    draft.title = draft.title or title
    if "induk_topik" in page:
        draft.parent = Placed(page.id("induk_topik"), page.place("induk_topik"))
    # A topic of other topics has no entries of its own.
    for part in page.parts("entri", "entri") if "entri" in page else ():
        entry = _entry(part, topic)
        drafts.entries.append(entry)
        drafts.places.entries[entry.entry.id] = _entry_places(part, entry)
        draft.entries.append(entry.entry.id)


def _entry_places(part: Part, entry: EntryDraft) -> PartPlaces:
    """The places of an entry; each of its quotes counts as a line."""
    places = places_of(part, entry.ways, *TEXTS)
    return replace(places, lines={**places.lines, "kutipan": tuple(quote.place for quote in entry.quotes)})


def _entry(part: Part, topic: str) -> EntryDraft:
    part.only(*ENTRY_KEYS)
    ways = part.texts("pertanyaan")
    lists = {key: part.optional_texts(key) for key in LINKS}
    quotes = _quotes(part)
    parent = part.optional_text("induk")
    entry = Entry(
        id=part.id(),
        title=part.title(),
        topic=topic,
        questions=values(ways),
        summary=part.optional_text("ringkas"),
        answer=part.text("jawaban"),
        source=part.optional_text("sumber"),
        context=part.optional_text("konteks"),
        parent=parent,
        related=values(lists["terkait"]),
        confusable=values(lists["mudah_tertukar"]),
        reflection=values(part.optional_texts("renungan")),
        simple=part.optional_text("sederhana"),
        example=part.optional_text("contoh"),
        according=part.optional_text("menurut"),
        checked_on=part.optional_date("diperiksa"),
        valid=part.optional_text("berlaku"),
        facts=values(part.optional_texts("fakta")),
        quotes=values(quotes),
    )
    links = [(key, said) for key in LINKS for said in lists[key]]
    if parent:
        links.append(("induk", Placed(parent, part.place("induk"))))
    return EntryDraft(entry, part.place(), ways, tuple(links), quotes)


def _quotes(part: Part) -> tuple[Placed[Quote], ...]:
    """What an entry quotes of laws. Whether it stands there is for `check` to say: the law may be kept elsewhere."""
    found = []
    for quote in part.optional_parts("kutipan", "kutipan"):
        quote.only("hukum", "teks")
        found.append(Placed(Quote(quote.text("hukum"), quote.text("teks")), quote.place("teks")))
    return tuple(found)


def _gaps(page: Part, drafts: Drafts) -> None:
    for part in page.parts("celah", "celah"):
        part.only("id", "judul", "pertanyaan", "jawaban", "tanya", "terdekat", "bantuan")
        ways = part.texts("pertanyaan")
        gap = Gap(
            id=part.id(),
            title=part.title(),
            questions=values(ways),
            reply=part.text("jawaban"),
            ask=part.text("tanya"),
            nearest=part.optional_text("terdekat"),
            danger=part.choice("bantuan", KINDS),
        )
        drafts.gaps.append(Placed(gap, part.place()))
        drafts.places.gaps[gap.id] = places_of(part, ways, "jawaban", "tanya")


def _out_of_scope(page: Part, drafts: Drafts) -> None:
    if not page.holds_fields("asing"):
        _add_out_of_scope(page.texts("asing"), drafts)
    elif part := page.part("asing", "asing"):
        for key in part.fields():
            _add_out_of_scope(part.texts(key.value), drafts)


def _add_out_of_scope(said: Iterable[Placed[str]], drafts: Drafts) -> None:
    for one in said:
        drafts.out_of_scope.append(one.value)
        drafts.places.out_of_scope.append(one.place)


def _trials(page: Part, drafts: Drafts) -> None:
    if part := page.part("uji", "uji"):
        for key in part.fields():
            drafts.trials += [Trial(said.value, key.value, said.place) for said in part.texts(key.value)]


def _intents(page: Part, drafts: Drafts) -> None:
    for part in page.parts("obrolan", "obrolan"):
        part.only("id", "pertanyaan", "jawaban", "hasil", "tepi", "layar")
        outcome = part.text("hasil") if "hasil" in part else OUTCOMES[0]
        if outcome and outcome not in OUTCOMES:
            part.note(f"Hasil {quoted(outcome)} tidak dikenal; {suggestion(outcome, OUTCOMES)}.", "hasil")
        questions, replies = part.texts("pertanyaan"), part.texts("jawaban")
        edge = part.choice("tepi", {"ya": True, "tidak": False}) or False
        screen = part.choice("layar", {"bantuan": "help", "menu": ""}) or ""
        intent = Intent(part.id(), values(questions), values(replies), outcome, edge, screen)
        drafts.intents.append(Placed(intent, part.place()))
        drafts.places.intents[intent.id] = places_of(part, questions)


def _field(page: Part, drafts: Drafts) -> None:
    """What names the subject: further small talk and signs of danger for those of the general part."""
    if not (field := page.part("bidang", "bidang")):
        return
    field.only("obrolan", "keselamatan")
    if part := field.part("obrolan", "obrolan"):
        drafts.talk_added += [(key, part.texts(key.value)) for key in part.fields()]
    if part := field.part("keselamatan", "keselamatan"):
        read_field_safety(part, drafts)


def _phrases(page: Part, drafts: Drafts) -> None:
    if not (part := page.part("frasa", "frasa")):
        return
    for key in part.fields():
        variants = part.text_or_texts(key.value)
        first = drafts.phrases.setdefault(key.value, Placed(variants, key.place))
        drafts.places.phrases.setdefault(key.value, key.place)
        if first.place != key.place:
            part.note(f"Frasa {quoted(key.value)} sudah ada di {first.place}; hapus salah satu.", key.value)


def _slang(page: Part, drafts: Drafts) -> None:
    if not (part := page.part("ragam", "ragam")):
        return
    for key in part.fields():
        standard = part.optional_text(key.value).casefold()  # empty: the word is to be passed over
        first = drafts.slang.setdefault(key.value.casefold(), Placed(standard, key.place))
        drafts.places.slang.setdefault(key.value.casefold(), key.place)
        if first.value != standard:
            was = f"{quoted(first.value)} di {first.place}"
            part.note(f"Ragam {quoted(key.value)} sudah diartikan {was}; samakan atau hapus salah satu.", key.value)


def _function_words(page: Part, drafts: Drafts) -> None:
    if part := page.part("bingkai", "bingkai"):
        part.only("kata", "frasa")
        drafts.function_words.update(_lowered(values(part.optional_texts("kata"))))
        drafts.function_phrases += _lowered(values(part.optional_texts("frasa")))


def _concepts(page: Part, drafts: Drafts) -> None:
    if part := page.part("konsep", "konsep"):
        for key in part.fields():
            drafts.concepts.setdefault(key.value, []).extend(_lowered(values(part.texts(key.value))))


def _moves(page: Part, drafts: Drafts) -> None:
    if not (part := page.part("percakapan", "percakapan")):
        return
    part.only(*MOVES)
    found = {field: values(part.optional_texts(key)) for key, field in MOVES.items()}
    drafts.moves.append(Placed(Moves(**found), page.place("percakapan")))


_SECTIONS: Mapping[str, Callable[[Part, Drafts], None]] = {
    "tentang": _about,
    "topik": _topic,
    "celah": _gaps,
    "asing": _out_of_scope,
    "obrolan": _intents,
    "keselamatan": read_safety,
    "pendampingan": read_support,
    "bidang": _field,
    "frasa": _phrases,
    "ragam": _slang,
    "bingkai": _function_words,
    "konsep": _concepts,
    "percakapan": _moves,
    "kemudi": read_steering,
    "uji": _trials,
    "peraturan": read_rulebook,
    POLICY: read_policy,
    "istilah": read_terms,
}


def _lowered(words: Iterable[str]) -> list[str]:
    """Words of the lexicon as the reader of questions sees them."""
    return [word.casefold() for word in words]
