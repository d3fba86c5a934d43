"""The buttons: as the reply has them, and share and copy above the last row."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.channels.telegram.answering.keyboard import COPY_UNITS, keyboard, markup
from bot.channels.telegram.answering.render import units
from bot.core.turns import Callback, Conversation, Outcome, Passage, QuickReply, Reply, Turn

from ..kopi import make_knowledge

KNOWLEDGE = make_knowledge()
ROWS = (
    (QuickReply("Lain", "e:lain"),),
    (QuickReply("Kembali", "m"), QuickReply("Situs", url="https://contoh.id")),
)


def rows(
    passage: Passage | None = None, outcome: Outcome = Outcome.ANSWER, *, inline_mode: bool = True
) -> list[list[InlineKeyboardButton]]:
    reply = Reply("teks", (passage,) if passage else (), buttons=ROWS)
    turn = Turn(Callback(""), outcome, reply, Conversation())
    found = keyboard(turn, KNOWLEDGE, inline_mode=inline_mode)
    return [list(row) for row in found.inline_keyboard] if found else []


def labels(found: list[list[InlineKeyboardButton]]) -> list[list[str]]:
    return [[button.text for button in row] for row in found]


SHORT = Passage("id", "Judul", "Ringkas", "Isi pendek", source="Buku")


def test_an_answer_can_be_shared_and_copied_above_the_last_row() -> None:
    found = rows(SHORT)
    extra = ["share_label", "copy_label", "button_thumb_up", "button_thumb_down"]
    assert labels(found) == [["Lain"], extra, ["Kembali", "Situs"]]
    share, copy, up, down = found[1]
    assert (up.callback_data, down.callback_data) == ("v:up", "v:down")
    assert share.switch_inline_query == "Judul"
    assert copy.copy_text
    assert copy.copy_text.text == "copy_text Isi pendek Buku"


def test_other_replies_keep_their_own_rows() -> None:
    assert labels(rows(SHORT, Outcome.MENU)) == [["Lain"], ["Kembali", "Situs"]]
    assert labels(rows(None, Outcome.CLARIFY)) == [["Lain"], ["Kembali", "Situs"]]


def test_that_there_is_no_answer_can_be_judged_as_well() -> None:
    assert labels(rows(None, Outcome.FALLBACK))[1] == ["button_thumb_up", "button_thumb_down"]


def test_without_inline_mode_nothing_can_be_shared() -> None:
    assert labels(rows(SHORT, inline_mode=False))[1][:-2] == ["copy_label"]


def test_without_a_source_there_is_nothing_worth_copying() -> None:
    assert labels(rows(Passage("id", "Judul", "Ringkas", "Isi")))[1][:-2] == ["share_label"]


def test_no_rows_are_no_keyboard() -> None:
    assert markup(()) is None
    assert markup(((),)) is None


def copied(body: str, source: str = "Buku") -> str:
    row = rows(Passage("id", "Judul", "Ringkas", body, source=source))[1]
    return row[1].copy_text.text if row[1].copy_text else ""


def test_a_long_answer_is_copied_up_to_the_end_of_a_sentence() -> None:
    first = "Kalimat pertama yang cukup panjang untuk dikutip orang lain di tugasnya."
    assert copied(f"{first} {'Lagi ' * 60}") == f"copy_text {first} Buku"


def test_a_long_sentence_is_copied_up_to_a_word_and_shows_that_there_is_more() -> None:
    text = copied("kopi, " * 100)
    assert text.endswith("kopi … Buku")
    assert COPY_UNITS - 8 <= len(text) <= COPY_UNITS


def test_characters_of_two_units_fit_as_well() -> None:
    text = copied("😀 " * 200)
    assert COPY_UNITS - 8 <= units(text) <= COPY_UNITS


def test_a_source_that_leaves_no_room_is_not_copied() -> None:
    assert copied("kopi " * 100, "x" * 240) == copied("kopi", "x" * 300) == ""
