"""The buttons: as the reply has them, and share and copy above the last row."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.channels.telegram.keyboard import COPY_UNITS, keyboard, markup
from bot.core.turns import Callback, Conversation, Outcome, Passage, QuickReply, Reply, Turn

from .kopi import make_knowledge

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
    assert labels(found) == [["Lain"], ["share_label", "copy_label"], ["Kembali", "Situs"]]
    share, copy = found[1]
    assert share.switch_inline_query == "Judul"
    assert copy.copy_text
    assert copy.copy_text.text == "copy_text Isi pendek Buku"


def test_other_replies_keep_their_own_rows() -> None:
    assert labels(rows(SHORT, Outcome.MENU)) == [["Lain"], ["Kembali", "Situs"]]
    assert labels(rows(None)) == [["Lain"], ["Kembali", "Situs"]]


def test_without_inline_mode_nothing_can_be_shared() -> None:
    assert labels(rows(SHORT, inline_mode=False))[1] == ["copy_label"]


def test_without_a_source_there_is_nothing_worth_copying() -> None:
    assert labels(rows(Passage("id", "Judul", "Ringkas", "Isi")))[1] == ["share_label"]


def test_a_body_too_long_to_copy_gives_way_to_the_summary() -> None:
    copy = rows(Passage("id", "Judul", "Ringkas", "x" * COPY_UNITS, source="Buku"))[1][1]
    assert copy.copy_text
    assert copy.copy_text.text == "copy_text Ringkas Buku"


def test_what_does_not_fit_at_all_is_not_offered() -> None:
    passage = Passage("id", "Judul", "y" * COPY_UNITS, "x" * COPY_UNITS, source="Buku")
    assert labels(rows(passage))[1] == ["share_label"]


def test_no_rows_are_no_keyboard() -> None:
    assert markup(()) is None
    assert markup(((),)) is None
