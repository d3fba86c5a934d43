from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.core.conversation import standing as standing_module
from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.meanings import RANKING, Meaning, Way
from bot.core.conversation.standing import RANKED, standing
from bot.core.model import Act
from bot.core.policy import Policy
from bot.core.turns import Conversation, QuickReply
from tests.core.conftest import Talk, after, press
from tests.core.conversation.situations import because, matches, situation

POLICY = Policy()
TEAS = Conversation(shown=("warna",), listed=("hijau", "hitam", "putih"))


def found(dialogue: Dialogue, text: str, before: Conversation | None = None, **more: object) -> list[Meaning]:
    return list(standing(situation(dialogue, text, before, **more)))  # type: ignore[arg-type]


def choice(dialogue: Dialogue, text: str, *labels: str, data: str = "e:hijaz", **more: object) -> str:
    """The data of the button that is taken to be typed."""
    before = Conversation(offered=tuple(QuickReply(label, data if not at else "m") for at, label in enumerate(labels)))
    return next((one.data for one in found(dialogue, text, before, **more) if one.way is Way.CHOICE), "")


# -- labels --


def test_a_title_letter_for_letter_is_its_entry(dialogue: Dialogue) -> None:
    assert because(found(dialogue, "teh hijau"), "title") == {("hijau",): POLICY.sure}
    assert because(found(dialogue, "halo kak teh hijau"), "title") == {("hijau",): POLICY.sure}
    assert because(found(dialogue, "teh hijau apa"), "title") == {}


@pytest.mark.parametrize(
    ("typed", "label", "chosen"),
    [
        ("lihat semuanya", "Lihat semuanya", True),
        ("lihat semuanyq", "Lihat semuanya", True),  # a slip
        ("lihat semua itu", "Lihat semuanya", False),
        ("apa itu lihat semuanya", "Apa itu lihat semuanya x", False),  # one more word of content
        ("teh hijau", "Teh hijaz", False),
        ("teh hijau", "Teh hijau", True),
        ("lihat", "", False),  # a label without a word
    ],
)
def test_a_label_is_typed_with_a_slip_or_two_but_never_a_look_alike(
    typed: str, label: str, chosen: bool, dialogue: Dialogue
) -> None:
    assert bool(choice(dialogue, typed, label)) is chosen


def test_who_types_a_title_means_that_one_and_no_label_like_it(dialogue: Dialogue) -> None:
    before = Conversation(offered=(QuickReply("Lihat semuanyq", "e:hijaz"),))
    at = situation(dialogue, "lihat semuanya", before)
    titled = replace(at.tools.names, titles={("lihat", "semuanya"): "hijau"})
    ways = [[one.way for one in standing(some)] for some in (at, replace(at, tools=replace(at.tools, names=titled)))]
    assert [Way.CHOICE in one for one in ways] == [True, False]


def test_the_label_most_like_what_was_typed_is_meant(dialogue: Dialogue) -> None:
    assert choice(dialogue, "lihat semuanya", "Lihat semuanyx", "Lihat semuanya") == "m"


def test_a_button_without_data_cannot_be_typed(dialogue: Dialogue) -> None:
    before = Conversation(offered=(QuickReply("Lihat semuanya", url="https://contoh.id"),))
    assert not any(one.way is Way.CHOICE for one in found(dialogue, "lihat semuanya", before))


@pytest.mark.parametrize(
    ("text", "data", "confidence", "data_chosen"),
    [
        ("apa itu lihat", "t:teh", POLICY.answer, ""),  # a question that can be answered
        ("apa itu lihat", "t:teh", POLICY.answer - 0.01, "t:teh"),
        ("lihat lihatan", "t:teh", 0.9, "t:teh"),  # asks nothing
        ("apa itu lihat", "e:hijau", 0.9, "e:hijau"),  # the label is no topic's
    ],
)
def test_a_topic_that_is_called_like_a_question_is_asked_not_opened(
    text: str, data: str, confidence: float, data_chosen: str, dialogue: Dialogue
) -> None:
    assert choice(dialogue, text, text, data=data, matches=matches(hijau=confidence)) == data_chosen


# -- places --


def test_a_place_is_one_of_the_list_before(dialogue: Dialogue) -> None:
    assert because(found(dialogue, "yang kedua", TEAS), "place", Way.ANSWER) == {("hitam",): POLICY.place}


def test_a_place_that_the_newest_list_lacks_is_one_of_the_newest_that_has_it(dialogue: Dialogue) -> None:
    kitchen = Conversation(listed=("seduh", "simpan"), lists=(("putih", "hijaz", "warna"), TEAS.listed))
    assert set(because(found(dialogue, "yang ketiga", kitchen), "place")) == {("putih",)}
    assert set(because(found(dialogue, "yang kedua", kitchen), "place")) == {("simpan",)}
    assert because(found(dialogue, "yang kelima", kitchen), "place") == {}


def test_several_places_are_all_meant_or_compared(dialogue: Dialogue) -> None:
    said, compared = found(dialogue, "nomor 1 sama 3", TEAS), found(dialogue, "bedanya nomor 1 sama 3", TEAS)
    assert because(said, "place", Way.ALL) == {("hijau", "putih"): pytest.approx(POLICY.place, abs=0.01)}
    assert because(compared, "place", Way.COMPARE) == {("hijau", "putih"): pytest.approx(POLICY.sure, abs=0.01)}


@pytest.mark.parametrize(
    ("acts", "way"),
    [
        ({Act.EXAMPLE: 0.51}, Way.EXAMPLE),
        ({Act.EXAMPLE: 0.5, Act.ASK: 0.4}, Way.ANSWER),  # not clear enough
        ({Act.NEXT: 0.9}, Way.ANSWER),  # nothing that is about an answer
        ({}, Way.ANSWER),
    ],
)
def test_what_is_done_with_a_place_is_done_with_its_entry(
    acts: Mapping[Act, float], way: Way, dialogue: Dialogue
) -> None:
    assert ("hitam",) in because(found(dialogue, "yang kedua", TEAS, acts=acts), "place", way)


def test_what_else_is_said_of_a_place_is_something_that_its_entry_explains(dialogue: Dialogue) -> None:
    explained = because(found(dialogue, "yang kedua pekat", TEAS), "place")["hitam",]
    named = because(found(dialogue, "yang kedua putih", TEAS), "place")["hitam",]
    assert named == pytest.approx(POLICY.place * POLICY.place_rest, abs=0.01)
    assert named < explained <= POLICY.place * (POLICY.place_rest + POLICY.place_explained)


def test_what_names_nothing_is_asked_of_the_place_unless_it_is_out_of_scope(dialogue: Dialogue) -> None:
    asked = because(found(dialogue, "yang kedua kucing", TEAS, out_of_scope_score=0.0), "place")["hitam",]
    foreign = because(found(dialogue, "yang kedua kucing", TEAS, out_of_scope_score=1.0), "place")["hitam",]
    assert asked == pytest.approx(POLICY.place * POLICY.place_aspect, abs=0.01)
    assert foreign == pytest.approx(POLICY.place * POLICY.place_rest, abs=0.01)


def test_the_first_thing_that_was_asked_is_no_place_in_a_list(dialogue: Dialogue) -> None:
    said = ("balik ke yang pertama tadi", "pertama")
    back, here = (because(found(dialogue, one, TEAS), "place")["hijau",] for one in said)
    assert back < POLICY.hedge < here


# -- several at once --


def test_the_known_lines_of_a_pasted_list_are_all_meant(dialogue: Dialogue) -> None:
    pasted = "1. teh hijau\n2. skor bola\n3. teh hitam\n4. teh putih\n5. teh hijaz"
    assert because(found(dialogue, pasted), "lines") == {("hijau", "hitam", "putih"): POLICY.sure}
    assert because(found(dialogue, "teh hijau\nskor bola"), "lines") == {}


def test_names_in_a_row_are_all_meant_or_compared(dialogue: Dialogue) -> None:
    assert because(found(dialogue, "hijau putih"), "names", Way.ALL) == {("hijau", "putih"): POLICY.row}
    assert because(found(dialogue, "hijau putih bedanya"), "names", Way.COMPARE) == {("hijau", "putih"): POLICY.row}


def test_parts_that_are_named_one_by_one_are_meant_one_by_one(dialogue: Dialogue) -> None:
    low = matches(warna=0.3)
    both = because(found(dialogue, "teh hijau? teh hitam?", matches=low), "parts", Way.ALL)
    assert both["hijau", "hitam"] > POLICY.answer
    compared = because(found(dialogue, "beda teh hijau sama teh hitam", matches=low), "parts", Way.COMPARE)
    assert compared["hijau", "hitam"] > POLICY.answer
    assert because(found(dialogue, "teh hijau"), "parts") == {}


def test_a_part_that_is_not_named_makes_all_of_them_less_likely_within_a_talk(dialogue: Dialogue) -> None:
    named, unnamed = "teh hijau? teh hitam?", "teh hijau? wadah untuk teh?"
    low, before = matches(warna=0.3), after("hijaz", dialogue=dialogue)
    for said, entries, share in ((named, ("hijau", "hitam"), 1.0), (unnamed, ("hijau", "simpan"), 0.7)):
        fresh, within = (because(found(dialogue, said, one, matches=low), "parts") for one in (None, before))
        assert within[entries] == pytest.approx(share * fresh[entries])


def test_an_overview_among_the_parts_needs_no_name(dialogue: Dialogue) -> None:
    low, before = matches(putih=0.3), after("hijaz", dialogue=dialogue)
    said = "teh ada berapa? menyimpan teh?"
    fresh, within = (because(found(dialogue, said, one, matches=low), "parts") for one in (None, before))
    assert set(fresh) == set(within) == {("warna", "simpan")}
    assert within == fresh


def test_where_the_likeliest_answer_is_one_of_the_parts_all_of_them_are_likelier(dialogue: Dialogue) -> None:
    before, said = after("hijaz", dialogue=dialogue), "teh hijau? wadah untuk teh?"
    one = because(found(dialogue, said, before, matches=matches(hijau=0.9)), "parts")
    assert one["hijau", "simpan"] == pytest.approx(0.91)
    sure = because(found(dialogue, said, before, matches=matches(hijau=1.0)), "parts")
    assert sure["hijau", "simpan"] == pytest.approx(POLICY.sure - 0.01)


@pytest.mark.parametrize(
    ("best", "confidence", "entries"),
    [
        ("warna", POLICY.answer, ("warna", "hijau", "hitam")),
        ("warna", POLICY.answer - 0.01, ("hijau", "hitam")),  # not sure
        ("hitam", 0.9, ("hijau", "hitam")),  # it is one of them
    ],
)
def test_where_two_parts_say_the_same_the_sure_answer_of_the_whole_comes_first(
    best: str, confidence: float, entries: tuple[str, ...], dialogue: Dialogue
) -> None:
    said = "apa itu teh hijau? hijau itu apa? apa itu teh hitam?"
    assert set(because(found(dialogue, said, matches=matches(**{best: confidence})), "parts")) == {entries}


def test_where_every_part_says_something_else_the_answer_of_the_whole_is_none_of_them(dialogue: Dialogue) -> None:
    said = "apa itu teh hijau? apa itu teh hitam?"
    assert set(because(found(dialogue, said, matches=matches(warna=0.9)), "parts")) == {("hijau", "hitam")}


def test_of_several_questions_those_that_are_known_are_meant_beside_a_gap(dialogue: Dialogue) -> None:
    half = [one for one in found(dialogue, "apa itu teh hijau dan berapa harga teh") if one.because == "half"]
    assert [(one.way, one.entries, one.name) for one in half] == [(Way.ALL, ("hijau",), "harga")]


# -- one question --


def test_the_best_entries_of_the_ranking_are_meanings(dialogue: Dialogue) -> None:
    ranked = matches(hijau=0.5, hitam=0.4, putih=0.3, warna=0.2, seduh=0.1)
    chances = because(found(dialogue, "hijau", matches=ranked), RANKING)
    assert list(chances.items()) == [((one.entry,), one.confidence) for one in ranked[:RANKED]]


@pytest.mark.parametrize(
    ("said", "acts", "worth"),
    [
        ("lanjut", {Act.ASK: 1.0}, 1.0),
        ("lanjut", {Act.NEXT: 0.5}, 0.5),  # what only steers asks nothing
        ("lanjut", {Act.NEXT: 1.0}, 0.3),
        ("hijau", {Act.NEXT: 1.0}, 1.0),  # it says something
    ],
)
def test_a_ranking_is_worth_less_where_the_message_only_steers(
    said: str, acts: Mapping[Act, float], worth: float, dialogue: Dialogue
) -> None:
    chances = because(found(dialogue, said, acts=acts, matches=matches(hijau=0.5)), RANKING)
    assert chances["hijau",] == pytest.approx(0.5 * worth)


def test_a_message_without_words_asks_nothing(dialogue: Dialogue) -> None:
    assert because(found(dialogue, "?!"), RANKING) == {}


def test_the_part_that_asks_is_ranked_where_the_whole_is_not_sure(dialogue: Dialogue) -> None:
    told = "teh hijau itu apa? baru pindah kebun nih, besok ada tamu"
    unsure = because(found(dialogue, told, matches=matches(warna=0.3)), RANKING)
    assert unsure["hijau",] > POLICY.answer
    assert set(because(found(dialogue, told, matches=matches(putih=POLICY.answer)), RANKING)) == {("putih",)}


def test_a_way_of_asking_letter_for_letter_is_its_entry(dialogue: Dialogue) -> None:
    assert because(found(dialogue, "apa itu teh hijau"), "way") == {("hijau",): POLICY.sure}
    assert because(found(dialogue, "apa sih teh hijau"), "way") == {}


@pytest.mark.parametrize(
    ("score", "best", "chance"),
    [
        (0.25, 0.0, 0.45 + 0.6 * 0.25),
        (0.24, 0.0, None),  # too faint
        (0.5, 0.49, 0.45 + 0.6 * 0.5),
        (0.5, 0.5, None),  # an entry scores as much
        (2.0, 0.0, 0.95),  # never certain
    ],
)
def test_a_gap_is_meant_if_it_outscores_the_entries(
    score: float, best: float, chance: float | None, dialogue: Dialogue
) -> None:
    evidence = replace(dialogue.questions.ask("hijau").ranking.evidence, score=best)
    said = found(dialogue, "hijau", gap="harga", gap_score=score, evidence=evidence)
    gaps = [one.chance for one in said if one.way is Way.GAP and one.name == "harga"]
    assert gaps == ([] if chance is None else [pytest.approx(chance)])


def test_a_gap_of_which_nothing_is_said_is_half_as_likely(dialogue: Dialogue) -> None:
    said = found(dialogue, "lanjut", gap="harga", gap_score=0.5)
    assert [one.chance for one in said if one.way is Way.GAP] == [pytest.approx(0.5 * (0.45 + 0.6 * 0.5))]


# -- small talk --


def talk(found_meanings: list[Meaning]) -> dict[str, float]:
    return {one.because: one.chance for one in found_meanings if one.way is Way.TALK}


@pytest.mark.parametrize(
    ("acts", "chance"),
    [
        ({Act.TALK: 1.0}, 0.95),
        ({Act.NEXT: 1.0}, 0.95 * 0.4),  # what opens may also steer
        ({Act.EXAMPLE: 0.5}, 0.95 * 0.7),
        ({Act.MENU: 1.0}, 0.95 * 0.4),
    ],
)
def test_nothing_but_opening_and_closing_is_small_talk(
    acts: Mapping[Act, float], chance: float, dialogue: Dialogue
) -> None:
    assert talk(found(dialogue, "halo kak", acts=acts)) == {"edges": pytest.approx(chance)}


def test_what_is_like_an_example_of_small_talk_is(dialogue: Dialogue) -> None:
    said = {"intent": "menu", "talk_score": 0.9, "talk_likeness": 0.9}
    evidence = replace(dialogue.questions.ask("kucing").ranking.evidence, score=0.0)
    sure = talk(found(dialogue, "kucing", acts={Act.TALK: 1.0}, evidence=evidence, **said))
    assert sure == {"talk": pytest.approx(0.95)}
    doubted = talk(found(dialogue, "kucing", acts={}, evidence=evidence, **said))
    assert POLICY.clarify < doubted["talk"] < sure["talk"]
    assert talk(found(dialogue, "kucing", evidence=evidence, **{**said, "talk_likeness": 0.0, "talk_score": 0.1})) == {}


def test_chatter_that_is_like_no_small_talk_opens_the_menu(dialogue: Dialogue) -> None:
    said = found(dialogue, "misi", intent="", talk_score=0.0, talk_likeness=0.0)
    assert [(one.way, one.name) for one in said if one.because == "edges"] == [(Way.MENU, "")]


def test_small_talk_of_several_kinds_is_that_of_the_longest_phrase_unless_it_is_an_example(dialogue: Dialogue) -> None:
    unlike = {"intent": "menu", "talk_score": 0.9, "talk_likeness": 0.1}
    alike = {**unlike, "talk_likeness": 0.9}
    kinds = [
        [one.name for one in found(dialogue, "halo kak", **more) if one.because == "edges"] for more in (unlike, alike)
    ]
    assert kinds == [["sapaan"], ["menu"]]


def test_a_menu_that_was_opened_can_be_counted_in(talk: Talk, dialogue: Dialogue) -> None:
    kitchen = talk(press("t:dapur")).conversation
    assert set(because(found(dialogue, "yang kedua", kitchen), "place")) == {("simpan",)}


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ("warna teh hijau", ("hijau",)),  # the overview is likeliest, but one part of it is named
        ("warna teh hijau hitam", ("warna",)),
        ("warna teh", ("warna",)),
    ],
)
def test_the_part_of_an_overview_that_is_named_is_meant(said: str, best: tuple[str, ...], dialogue: Dialogue) -> None:
    chances = because(found(dialogue, said, matches=matches(warna=0.8, seduh=0.1)), RANKING)
    assert max(chances, key=chances.__getitem__) == best


def test_a_label_that_was_typed_letter_for_letter_is_as_sure_as_anything(dialogue: Dialogue) -> None:
    before = Conversation(offered=(QuickReply("lihat lagi", "m"),))
    labels = [one.chance for one in found(dialogue, "lihat lagi", before) if one.because == "label"]
    assert labels == [POLICY.sure]


def test_a_number_counts_in_the_list_it_was_seen_in_and_an_ordinal_in_what_was_shown(dialogue: Dialogue) -> None:
    before = Conversation(shown=("hitam", "putih"), listed=("hitam", "putih"), lists=(TEAS.listed,))
    assert set(because(found(dialogue, "1", before), "place")) == {("hijau",)}
    assert set(because(found(dialogue, "yang pertama", before), "place")) == {("hitam",)}


def test_a_place_counts_in_the_overview_that_is_named_beside_it(dialogue: Dialogue) -> None:
    title = dialogue.knowledge.entries["warna"].title
    kitchen = Conversation(shown=("seduh",), listed=("seduh", "simpan"))
    second = dialogue.knowledge.children["warna"][1]
    assert because(found(dialogue, f"{title} nomor 2", kitchen), "place") == {(second,): POLICY.place}


def test_what_is_named_as_a_neighbour_or_to_compare_is_not_meant_alone(dialogue: Dialogue) -> None:
    plain, beside, compared = (
        because(found(dialogue, text, acts=acts), "called").get(("hitam",), 0.0)
        for text, acts in (
            ("hitam", {}),
            ("hitam", {Act.PREVIOUS: 1.0}),
            ("hitam", {Act.COMPARE_WITH: 1.0}),
        )
    )
    assert (plain, beside) == (POLICY.named, 0.0)
    assert compared == pytest.approx(0.4 * POLICY.named)


def test_a_word_for_a_place_within_thanks_is_less_likely_one(dialogue: Dialogue) -> None:
    thanks = {"intent": "sapaan", "talk_score": 1.5, "talk_likeness": 1.0, "matches": matches(hijau=0.0)}
    evidence = replace(dialogue.questions.ask("kucing").ranking.evidence, score=0.0)
    chances = [
        because(found(dialogue, text, TEAS, acts={Act.TALK: 1.0}, evidence=evidence, **thanks), "place")
        for text in ("halo kak kedua", "halo kak 2")
    ]
    assert [one["hitam",] for one in chances] == [pytest.approx(POLICY.place / 2), POLICY.place]


def test_what_the_ranking_says_of_one_part_of_an_overview_is_as_likely_as_all_the_rest_allows(
    dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = situation(dialogue, "hitam", acts={Act.NO: 0.5}, matches=matches(warna=0.5))
    monkeypatch.setattr(standing_module, "_named_part", lambda *_: "hitam")
    chances = [one.chance for one in standing_module._ranked(at.question, 0.5, at) if one.entries == ("hitam",)]
    assert chances == [pytest.approx(0.5 * 0.51)]
