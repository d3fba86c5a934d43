from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.turns import DATA_LIMIT, Conversation, Data, QuickReply, Reply, Verb


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("e:hijau", Data(Verb.ENTRY, "hijau")),
        ("t:teh:2", Data(Verb.TOPIC, "teh", "2")),
        ("m", Data(Verb.MENU)),
    ],
)
def test_callback_data_is_taken_apart_and_put_together(text: str, data: Data) -> None:
    assert Data.parse(text) == data
    assert str(data) == text


@pytest.mark.parametrize("text", ["", "E:x", "e:" + "x" * 33, "z:x", "e:x:y:z", "e:a b", "m" * 65, "e:é"])
def test_anything_else_is_refused(text: str) -> None:
    assert Data.parse(text) is None


@given(st.text(max_size=100))
def test_no_text_breaks_the_grammar(text: str) -> None:
    data = Data.parse(text)
    assert data is None or (str(data) == text and len(text.encode()) <= DATA_LIMIT)


def test_buttons_are_read_row_by_row() -> None:
    one, two, three = (QuickReply(label) for label in "abc")
    assert Reply(buttons=((one, two), (three,))).flat_buttons == (one, two, three)


def test_a_conversation_advances_by_one_turn() -> None:
    state = Conversation().advance(5.0, asked="x")
    assert (state.turns, state.seen_at, state.asked) == (1, 5.0, "x")


def test_a_conversation_forgets_entries_that_are_there_no_longer() -> None:
    before = Conversation(
        shown=("hijau", "hilang"), listed=("hilang", "putih"), past=("hilang",),
        lists=(("hilang",), ("hijau", "hilang")),
        misses=1,
    )  # fmt: skip
    after = before.within({"hijau", "putih"})
    assert (after.shown, after.listed, after.past) == (("hijau",), ("putih",), ())
    assert (after.lists, after.misses) == ((("hijau",),), 1)
    assert after.within({"hijau", "putih"}) is after
