from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.interpretation import Interpreter, _weighed, done, sobered
from bot.core.conversation.meanings import EXPLAINED, RANKING, Meaning, Understood, Way
from bot.core.model import Act
from bot.core.turns import Conversation
from tests.core.conftest import after
from tests.core.conversation.situations import situation

GREEN = "apa itu teh hijau"


@pytest.fixture
def interpreter(dialogue: Dialogue) -> Interpreter:
    return dialogue.interpreter


def best(understood: Understood) -> tuple[Way, tuple[str, ...]]:
    assert understood.best is not None
    return understood.best.way, understood.best.entries


def test_the_likeliest_meaning_comes_first_whatever_kind_it_is(interpreter: Interpreter) -> None:
    found = interpreter.understand("yang kedua", Conversation(shown=("warna",), listed=("hijau", "hitam")))
    chances = [one.chance for one in found.meanings]
    assert chances == sorted(chances, reverse=True)
    assert {one.because for one in found.meanings} >= {"place", RANKING}


@pytest.mark.parametrize(
    ("shown", "said", "way", "entries"),
    [
        ((), GREEN, Way.ANSWER, ("hijau",)),
        ((), "beda teh hijau sama teh hitam", Way.COMPARE, ("hijau", "hitam")),
        ((), "halo kak", Way.TALK, ()),
        ((), "harga teh berapa", Way.GAP, ()),
        ((), "lanjut", Way.NOTHING, ()),
        (("hijau",), "lanjut", Way.ANSWER, ("hitam",)),
        (("hijau",), "kak, lanjut dong", Way.ANSWER, ("hitam",)),
        (("hijau",), "contohnya apa", Way.EXAMPLE, ("hijau",)),
        (("hijau",), "rasanya gimana", Way.ASPECT, ("hijau",)),
        (("hijau",), "kalau hitam", Way.ANSWER, ("hitam",)),
        (("hijau",), "bandingkan dengan teh hitam", Way.COMPARE, ("hijau", "hitam")),
        (("hijau", "hitam"), "apa bedanya", Way.COMPARE, ("hijau", "hitam")),
        (("hijau", "hitam"), "balik ke teh hijau", Way.ANSWER, ("hijau",)),
        (("hijau", "hitam"), "balik ke yang pertama tadi", Way.ANSWER, ("hijau",)),
        (("warna",), "yang kedua contohnya apa", Way.EXAMPLE, ("hitam",)),
        (("hijau",), "bukan itu, maksudku teh hitam", Way.ANSWER, ("hitam",)),
        (("hijau",), "balik ke menu", Way.MENU, ()),
    ],
)
def test_a_message_is_understood_in_its_conversation(
    shown: tuple[str, ...],
    said: str,
    way: Way,
    entries: tuple[str, ...],
    interpreter: Interpreter,
    dialogue: Dialogue,
) -> None:
    assert best(interpreter.understand(said, after(*shown, dialogue=dialogue))) == (way, entries)


def test_what_opens_and_closes_a_message_changes_nothing(interpreter: Interpreter) -> None:
    bare = interpreter.understand(GREEN, Conversation())
    polite = interpreter.understand(f"halo kak, mau tanya {GREEN} makasih", Conversation())
    assert (bare.peeled, polite.peeled) == (0, 5)
    assert polite.question.reading == bare.question.reading
    assert polite.acts == bare.acts
    assert best(polite) == best(bare)


def test_a_message_of_nothing_but_courtesy_is_read_whole(interpreter: Interpreter) -> None:
    found = interpreter.understand("halo kak", Conversation())
    assert (found.question.reading.text, found.peeled) == ("halo kak", 2)
    assert found.best is not None
    assert found.best.because == "edges"


def test_what_opens_a_question_steers_where_nothing_else_is_said(interpreter: Interpreter) -> None:
    acts, read = interpreter.tools.acts, interpreter.tools.questions.reader.read
    whole, core = acts.chances(read("coba ulang lagi")), acts.chances(read("ulang lagi"))
    assert whole[Act.AGAIN] > core[Act.AGAIN]
    found = interpreter.understand("coba ulang lagi", Conversation())
    assert found.acts == sobered(whole, found.question.ranking)


def test_what_opens_a_message_does_not_weaken_what_it_does(interpreter: Interpreter) -> None:
    acts, read = interpreter.tools.acts, interpreter.tools.questions.reader.read
    whole, core = acts.chances(read("misi lanjut")), acts.chances(read("lanjut"))
    assert whole[Act.NEXT] < core[Act.NEXT]
    found = interpreter.understand("misi lanjut", Conversation())
    assert found.acts == sobered(core, found.question.ranking)


def test_what_is_said_beside_an_opening_decides_what_a_message_does(interpreter: Interpreter) -> None:
    core = interpreter.tools.acts.chances(interpreter.tools.questions.reader.read("ulang kucing"))
    found = interpreter.understand("coba ulang kucing", Conversation())
    assert found.acts == sobered(core, found.question.ranking)


def test_acts_stay_as_they_are_where_nobody_can_make_small_talk(interpreter: Interpreter) -> None:
    ranking = interpreter.understand("teh hijau", Conversation()).question.ranking
    assert sobered({Act.ASK: 1.0}, replace(ranking, talk_score=0.0)) == {Act.ASK: 1.0}
    assert sobered({Act.ASK: 0.6, Act.TALK: 0.4}, replace(ranking, talk_score=0.0))[Act.ASK] > 0.6


@pytest.mark.parametrize("said", ["bukan teh hijau", "salah, bukan teh hijau"])
def test_what_was_just_shown_is_less_likely_where_the_message_takes_it_back(
    said: str, interpreter: Interpreter, dialogue: Dialogue
) -> None:
    fresh, refused = (
        max(one.chance for one in interpreter.understand(said, before).meanings if one.entries == ("hijau",))
        for before in (Conversation(), after("hijau", dialogue=dialogue))
    )
    taken_back = interpreter.understand(said, Conversation()).acts
    assert taken_back[Act.NO] + taken_back[Act.CORRECT] > 0.1
    assert refused < fresh


def test_refusing_an_answer_is_not_taken_back_with_it(interpreter: Interpreter, dialogue: Dialogue) -> None:
    found = interpreter.understand("bukan itu", after("hijau", dialogue=dialogue))
    (refusal,) = (one for one in found.meanings if one.way is Way.NOT_THAT)
    assert refusal.chance == pytest.approx(found.acts[Act.NO])


@pytest.mark.parametrize(("because", "first"), [("parts", Way.COMPARE), ("names", Way.ANSWER)])
def test_where_two_parts_are_compared_neither_is_meant_alone(because: str, first: Way, dialogue: Dialogue) -> None:
    less = dialogue.questions.policy.hedge_alone - 0.05
    compared = Meaning(Way.COMPARE, less, ("hijau", "hitam"), because=because)
    alone = Meaning(Way.ANSWER, 0.9, ("hitam",), because=RANKING)
    assert _weighed([alone, compared], situation(dialogue, "hitam"))[0].way is first


ASPECT = Meaning(Way.ASPECT, 0.9, ("hijau",), because=EXPLAINED)
BRIEF = Meaning(Way.BRIEF, 0.6, ("hijau",), because=Act.SHORTER)


def first(dialogue: Dialogue, text: str, shown: str, shorter: float, *meanings: Meaning) -> tuple[Way, float]:
    at = situation(dialogue, text, after(shown, dialogue=dialogue), {Act.SHORTER: shorter})
    best = done(meanings, at)[0]
    return best.way, best.chance


def test_whatever_speaks_for_an_entry_speaks_for_what_is_clearly_to_be_done_with_it(dialogue: Dialogue) -> None:
    assert first(dialogue, "lanjut", "hijau", 0.6, ASPECT, BRIEF) == (Way.BRIEF, 0.9)
    assert first(dialogue, "lanjut", "hijau", 0.4, ASPECT, BRIEF) == (Way.ASPECT, 0.9)
    assert first(dialogue, "lanjut", "hijau", 0.6, ASPECT) == (Way.ASPECT, 0.9)


def test_what_is_to_be_done_is_done_with_another_entry_only_where_it_is_named(dialogue: Dialogue) -> None:
    assert first(dialogue, "hijau", "hitam", 0.6, ASPECT, BRIEF) == (Way.BRIEF, 0.9)
    assert first(dialogue, "kucing", "hitam", 0.6, ASPECT, BRIEF) == (Way.ASPECT, 0.9)


def test_a_message_without_meaning_has_nothing_to_be_done(dialogue: Dialogue) -> None:
    assert done((), situation(dialogue, "lanjut", acts={Act.SHORTER: 1.0})) == ()


def test_where_no_small_talk_was_learnt_nothing_is_sobered(interpreter: Interpreter) -> None:
    found = interpreter.understand("teh hijau", Conversation())
    acts = {Act.ASK: 0.9, Act.SHORTER: 0.1}
    assert sobered(acts, found.question.ranking) is acts


@pytest.mark.parametrize("asks", [False, True])
def test_an_act_with_thanks_is_half_praise_unless_it_asks(
    asks: bool, interpreter: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts, whole = interpreter.tools.acts, interpreter.tools.questions.reader.read("lanjut makasih")
    segments = replace(interpreter.segmenter.cut(whole), intent="terima-kasih")
    core = interpreter.tools.questions.reader.read("lanjut")
    monkeypatch.setattr(type(interpreter.tools.questions.moves), "asks", lambda *_: asks)
    alone, more = acts.chances(core), acts.chances(whole)
    assert more[Act.NEXT] < alone[Act.NEXT]
    half = (alone[Act.NEXT] + more[Act.NEXT]) / 2
    assert interpreter._acts(core, whole, segments)[Act.NEXT] == pytest.approx(alone[Act.NEXT] if asks else half)


def test_chances_that_were_sobered_are_chances_still(interpreter: Interpreter) -> None:
    ranking = replace(interpreter.understand("teh hijau", Conversation()).question.ranking, talk_score=0.0)
    assert sum(sobered({Act.ASK: 0.5, Act.NEXT: 0.1, Act.TALK: 0.4}, ranking).values()) == pytest.approx(1.0)


def test_what_is_done_with_the_likeliest_entry_is_said_once_and_the_rest_stays(dialogue: Dialogue) -> None:
    at = situation(dialogue, "lanjut", after("hijau", dialogue=dialogue), {Act.SHORTER: 1.0})
    ranked = Meaning(Way.ANSWER, 0.9, ("hijau",), because=RANKING)
    others = [Meaning(Way.BRIEF, 0.5, ("hijau",)), Meaning(Way.ANSWER, 0.4, ("hitam",))]
    assert [one.way for one in done((ranked, *others), at)] == [Way.BRIEF, Way.ANSWER, Way.ANSWER]
