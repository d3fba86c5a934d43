"""How turns look in a terminal: panels, choices, reasons, at any width."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.channels.terminal_page import Page, reasons
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Command, Match, Outcome, Passage, QuickReply, Reply, Turn
from bot.core.turns import Conversation as State

from .telegram.kopi import make_knowledge

KNOWLEDGE = make_knowledge()
BODY = "Bubuk kasar diseduh air panas, lalu ampasnya ditunggu turun."
LISTED = "Caranya:\n\n1. Didihkan air sampai benar-benar mendidih di atas kompor\n• Tunggu"


def turn_of(reply: Reply, outcome: Outcome = Outcome.ANSWER) -> Turn:
    return Turn(Command("menu"), outcome, reply, State(), (Match("tubruk", 0.9),), 0.9)


def shown(reply: Reply, width: int = 60, outcome: Outcome = Outcome.ANSWER) -> list[str]:
    """The lines of a reply on a terminal of `width` columns (0: as plain text), without the spaces at their ends."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=bool(width), width=width or 80, color_system=None)
    Page(console, KNOWLEDGE).show(turn_of(reply, outcome))
    return [line.rstrip() for line in out.getvalue().splitlines()]


def passage(title: str = "Kopi tubruk", body: str = BODY, **more: str) -> Reply:
    return Reply(passages=(Passage("tubruk", title, more.pop("summary", "Diseduh."), body, **more),))


def test_a_passage_is_a_panel_with_its_title_in_the_border() -> None:
    assert shown(passage(context="Satu cangkir.", source="Buku Kopi")) == [
        "",
        "╭─ Kopi tubruk ────────────────────────────────────────────╮",
        "│ Diseduh.                                                 │",
        "│                                                          │",
        "│ Bubuk kasar diseduh air panas, lalu ampasnya ditunggu    │",
        "│ turun.                                                   │",
        "│                                                          │",
        "│ context Satu cangkir.                                    │",
        "│                                                          │",
        "│ source Buku Kopi                                         │",
        "╰──────────────────────────────────────────────────────────╯",
    ]


def test_a_title_that_the_border_would_cut_stands_inside() -> None:
    title = "Cara menyeduh kopi yang paling lengkap"
    assert title in " ".join(line.strip("│ ") for line in shown(passage(title), width=40))
    assert title not in shown(passage(title), width=40)[1]


def test_a_summary_that_says_it_all_is_not_repeated() -> None:
    assert "".join(shown(passage(body="Diseduh.\n", summary="Diseduh."))).count("Diseduh.") == 1


def test_the_items_of_a_list_hang_from_their_marks() -> None:
    lines = shown(passage(body=LISTED), width=40)
    first = next(place for place, line in enumerate(lines) if "1. Didihkan" in line)
    assert lines[first + 1].startswith("│    mendidih")


def test_a_message_of_danger_is_framed() -> None:
    lines = shown(Reply("Kamu tidak sendiri."), outcome=Outcome.CRISIS)
    assert lines[1].startswith("┏")
    assert "Kamu tidak sendiri." in lines[2]


def test_text_closing_and_choices_stand_apart() -> None:
    reply = Reply("Maaf.", closing="Coba lagi.", buttons=((QuickReply("Robusta", "e:robusta"),),))
    assert shown(reply) == ["", "  Maaf.", "", "  Coba lagi.", "", "   1  Robusta"]


def test_short_buttons_of_a_row_stand_side_by_side_where_there_is_room() -> None:
    reply = Reply(buttons=((QuickReply("Kembali", "t:seduh"), QuickReply("Menu", "m")),))
    assert shown(reply)[-1] == "   1  Kembali                2  Menu"
    assert shown(reply, width=40)[-2:] == ["   1  Kembali", "   2  Menu"]


def test_numbers_go_on_from_row_to_row_and_leave_out_links() -> None:
    reply = Reply(
        "Menu",
        buttons=(
            (QuickReply("A", "m"),),
            (QuickReply("Situs", url="https://contoh.example"),),
            (QuickReply("B", "h"),),
        ),
    )
    assert shown(reply)[-4:] == ["  Situs: https://contoh.example", "", "   1  A", "   2  B"]
    assert shown(reply, width=0)[-4:] == ["Situs: https://contoh.example", "", "[1] A", "[2] B"]


def test_plain_text_is_left_to_whoever_shows_it_to_break() -> None:
    assert f"{BODY} {BODY}" in shown(passage(body=f"{BODY} {BODY}"), width=0)


def test_a_very_narrow_terminal_gets_text_without_borders() -> None:
    lines = shown(passage(), width=20)
    assert not any(set(line) & set("╭│╰") for line in lines)
    assert max(map(len, lines)) <= 20


@pytest.mark.parametrize("width", [32, 33, 40, 60, 80, 132])
def test_no_line_is_longer_than_the_screen_or_than_can_be_read(width: int) -> None:
    long = QuickReply("Peran: medis & kesehatan masyarakat luas", "e:robusta")
    reply = Reply("☕ " * 40, passage("Judul " * 7, "kata" * 60).passages, LISTED, ((long, long), (long,)))
    assert max(map(cell_len, shown(reply, width))) <= min(width, 88)


def test_markup_and_emoji_codes_in_a_text_are_shown_as_they_are() -> None:
    assert "  [bold]a[/] :smile: [/x]" in shown(Reply("[bold]a[/] :smile: [/x]"))
    assert "[bold]a[/] :smile: [/x]" in shown(Reply("[bold]a[/] :smile: [/x]"), width=0)


def test_reasons_name_the_outcome_and_what_was_shown() -> None:
    assert reasons(turn_of(passage()), None, KNOWLEDGE) == (
        ("terminal_why_outcome", "answer 0.90"),
        ("terminal_why_entries", "tubruk"),
    )


def test_reasons_of_a_question_hold_the_whole_ranking(dialogue: Dialogue) -> None:
    understood = dialogue.understood("robusta itu apa sih", State())
    question = understood.question
    found = dict(reasons(turn_of(Reply("?")), understood, KNOWLEDGE))
    assert len(understood.meanings) >= 3
    assert len(found["terminal_why_meanings"].splitlines()) == 3
    assert found["terminal_why_meanings"].splitlines()[0].endswith(" answer robusta (ranking)")
    assert found["terminal_why_reading"] == question.reading.text
    assert found["terminal_why_ranking"].splitlines()[0].endswith(" robusta")
    assert found["terminal_why_evidence"].startswith(f"score {question.ranking.evidence.score:.2f}, margin")
    assert found["terminal_why_closest"] == "robusta itu apa"
    assert found["terminal_why_foreign"] == f"{question.ranking.out_of_scope_score:.2f}"
