"""Conversations as JSON lines: one in, one out, each a fresh one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.batch import Batch, BatchError
from tests.channels.telegram.kopi import STRONG, make_dialogue


def answer(assistant: Assistant, *conversations: object) -> list[list[dict[str, Any]]]:
    """The replies of each conversation; a conversation is a list of turns."""
    lines = [json.dumps({"turns": turns}) for turns in conversations]
    return [json.loads(line)["replies"] for line in Batch(assistant).answer(lines)]


def complaint(assistant: Assistant, *lines: str) -> str:
    with pytest.raises(BatchError) as caught:
        list(Batch(assistant).answer(lines))
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_every_turn_gets_one_reply_and_every_line_one_line(assistant: Assistant) -> None:
    replies = answer(assistant, ["halo", "apa itu robusta"], [], ["apa itu kopi tubruk"])
    assert [[reply["outcome"] for reply in one] for one in replies] == [["smalltalk", "answer"], [], ["answer"]]


def test_a_reply_names_its_entries_text_buttons_and_confidence(assistant: Assistant) -> None:
    [[reply]] = answer(assistant, ["apa itu kopi tubruk"])
    assert reply["entries"] == ["tubruk"]
    assert reply["text"].startswith("Kopi tubruk\nBubuk kasar diseduh air panas.\n\nBubuk kasar")
    assert reply["text"].endswith("source Buku Kopi, hlm. 3\n\nbreadcrumb breadcrumb_root › Seduh")
    assert {"label": "button_menu", "data": "m"} in reply["buttons"]
    assert 0.0 <= reply["confidence"] <= 1.0


def test_a_button_is_pressed_by_its_data(assistant: Assistant) -> None:
    [[menu, topic, entry]] = answer(assistant, [{"press": "m"}, {"press": "t:biji"}, {"press": "e:robusta"}])
    assert (menu["outcome"], topic["outcome"], entry["entries"]) == ("menu", "menu", ["robusta"])


def test_a_conversation_remembers_and_the_next_one_does_not(assistant: Assistant) -> None:
    knowing, fresh = answer(assistant, [{"press": "m"}, "Biji"], ["Biji"])
    assert knowing[1]["text"].endswith("topic Biji")
    assert not fresh[0]["text"].endswith("topic Biji")


def test_letters_are_written_as_they_are(assistant: Assistant) -> None:
    [line] = Batch(assistant).answer(['{"turns": [{"press": "e:aneh"}]}'])
    assert "</blockquote><script>" in line


def test_what_was_answered_before_a_bad_line_is_out_already(assistant: Assistant) -> None:
    replies = Batch(assistant).answer(['{"turns": ["halo"]}', "bukan json"])
    assert next(replies)
    with pytest.raises(BatchError):
        next(replies)


def test_empty_lines_are_skipped_but_counted(assistant: Assistant) -> None:
    assert complaint(assistant, "", " \n", "{").startswith("baris 3:")


@pytest.mark.parametrize(
    "line",
    [
        "halo",
        "[]",
        "{}",
        '"turns"',
        '{"turns": "halo"}',
        '{"turns": null}',
        '{"turns": [1]}',
        '{"turns": [null]}',
        '{"turns": [{"press": 1}]}',
        '{"turns": [{"tekan": "m"}]}',
    ],
)
def test_a_line_of_another_form_is_refused_by_its_number(assistant: Assistant, line: str) -> None:
    assert complaint(assistant, '{"turns": []}', line).startswith("baris 2:")


@pytest.mark.parametrize("text", ["", "\x00\x1b[2J", "\ud800", "😀" * 5000, "a" * 100_000])
def test_no_text_breaks_it(assistant: Assistant, text: str) -> None:
    [[reply]] = answer(assistant, [text])
    assert reply["text"]


def test_a_term_is_an_answer_that_is_no_entry() -> None:
    with_terms = Assistant(make_dialogue(terms=(STRONG,)))
    [[asked, tapped]] = answer(with_terms, ["kuat itu apa", {"press": "d:kuat:robusta"}])
    for reply in (asked, tapped):
        assert (reply["outcome"], reply["entries"]) == ("answer", [])
        assert reply["text"] == "Kuat\n\nBanyak kafeinnya.\n\nsource Buku Kopi, hlm. 9"
    assert [button["data"] for button in tapped["buttons"]] == ["e:tubruk", "e:robusta", "m"]
