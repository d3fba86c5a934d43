"""Talking at a terminal: what a typed line means, how a conversation runs and ends, pipes and real terminals."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.assistant import Arrived, Assistant
from bot.channels.terminal import TYPED_LIMIT, Terminal, read_line, visible
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Command, Conversation, Event, QuickReply, Turn, Utterance

BUTTONS = (QuickReply("Robusta", "e:robusta"), QuickReply("Menu", "m"))
ROOT = Path(__file__).resolve().parents[2]
# A plain console shows phrases as they are, and those of the made-up knowledge are their own keys.
LEAVING = "terminal_leave"

Talk = Callable[..., str]


class Typing:
    """A person: types these lines one by one, then presses Ctrl-D (or does what `end` says)."""

    def __init__(self, *lines: str, end: type[BaseException] = EOFError) -> None:
        self.left = list(lines)
        self.end = end

    def __call__(self, prompt: str) -> str:
        if not self.left:
            raise self.end
        return self.left.pop(0)


class Recorder(Assistant):
    """Notes its turns."""

    def __init__(self, dialogue: Dialogue, turns: list[Turn]) -> None:
        super().__init__(dialogue)
        self._turns = turns

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        self._turns.append(super().respond(arrived, conversation, dialogue))
        return self._turns[-1]


def talk(assistant: Assistant, typing: Typing, width: int = 0, explain: bool = False) -> str:
    """All that is shown in a conversation: on a terminal of `width` columns, or as plain text."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=bool(width), width=width or 80, color_system=None)
    Terminal(assistant, console, typing, explain).run()
    return out.getvalue()


# -- what a line means ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ("1", Callback("e:robusta", 7.0)),
        ("2", Callback("m", 7.0)),
        ("apa itu robusta", Utterance("apa itu robusta", 7.0)),
        ("2 cangkir", Utterance("2 cangkir", 7.0)),
        ("/start", Command("start", "", 7.0)),
        ("/start robusta", Command("start", "robusta", 7.0)),
        ("/MENU", Command("menu", "", 7.0)),
        ("/cari  kopi saring ", Command("cari", "kopi saring", 7.0)),
        ("/bantuan", Command("bantuan", "", 7.0)),
        ("/privasi", Command("privasi", "", 7.0)),
        ("/apa_itu robusta", Utterance("apa itu robusta", 7.0)),
        ("/", Utterance("/", 7.0)),
        ("۱", Utterance("۱", 7.0)),
    ],
)
def test_a_line_is_a_press_a_command_or_a_question(line: str, event: Event) -> None:
    assert read_line(line, BUTTONS, 7.0) == event


@pytest.mark.parametrize("line", ["0", "3", "00", "999999", "9" * 5000])
def test_a_number_that_no_button_has_is_nothing(line: str) -> None:
    assert read_line(line, BUTTONS, 0.0) is None


def test_without_buttons_a_number_is_a_question() -> None:
    assert read_line("14", (), 0.0) == Utterance("14", 0.0)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\x1b[2Jhalo\x07\x00", "[2Jhalo"),
        ("a\tb\r\nc", "a b  c"),
        ("ha\u202elo\u2066", "halo"),
        ("halo \ud800", "halo "),
        ("👩\u200d💻 ☕", "👩\u200d💻 ☕"),
    ],
)
def test_what_would_steer_a_terminal_is_not_taken_over(typed: str, seen: str) -> None:
    assert visible(typed) == seen


# -- a conversation ------------------------------------------------------------------------------------------


def test_it_opens_with_the_start_screen_and_a_hint(assistant: Assistant) -> None:
    said = talk(assistant, Typing())
    assert said.index("start") < said.index("[1] Seduh") < said.index("terminal_hint")


def test_a_question_gets_the_answer_of_the_assistant(assistant: Assistant) -> None:
    said = talk(assistant, Typing("apa itu robusta"))
    assert "Robusta lebih pahit dan lebih kuat." in said


def test_a_digit_presses_the_button_with_that_number_under_the_last_reply(assistant: Assistant) -> None:
    said = talk(assistant, Typing("/menu", "2", "2"))
    assert "topic Biji" in said
    assert "Robusta lebih pahit dan lebih kuat." in said


def test_a_wrong_number_is_answered_with_the_right_ones(assistant: Assistant) -> None:
    assert "terminal_no_choice 3" in talk(assistant, Typing("/menu", "77"))


def test_commands_lead_to_their_screens(assistant: Assistant) -> None:
    said = talk(assistant, Typing("/bantuan", "/privasi", "/cari robusta", "/menu"))
    assert [word in said for word in ("help", "privacy", "Biji yang pahit.", "menu")] == [True] * 4


@pytest.mark.parametrize("word", [LEAVING, LEAVING.upper(), f"  {LEAVING} "])
def test_a_word_of_leaving_ends_the_conversation(assistant: Assistant, word: str) -> None:
    typing = Typing(word, "apa itu robusta")
    assert "terminal_bye" in talk(assistant, typing)
    assert typing.left == ["apa itu robusta"]


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_ctrl_d_and_ctrl_c_end_it_with_a_goodbye(assistant: Assistant, end: type[BaseException]) -> None:
    assert "terminal_bye" in talk(assistant, Typing("halo", end=end))


def test_empty_lines_are_no_messages(dialogue: Dialogue) -> None:
    turns: list[Turn] = []
    talk(Recorder(dialogue, turns), Typing("", "  ", "\t\x1b", "halo"))
    assert [type(turn.event) for turn in turns] == [Command, Utterance]


def test_a_line_is_as_long_as_a_telegram_message_at_most(dialogue: Dialogue) -> None:
    turns: list[Turn] = []
    talk(Recorder(dialogue, turns), Typing("x" * 100_000))
    assert isinstance(event := turns[-1].event, Utterance)
    assert len(event.text) == TYPED_LIMIT


def test_events_carry_the_time_so_that_old_context_is_forgotten(dialogue: Dialogue) -> None:
    turns: list[Turn] = []
    talk(Recorder(dialogue, turns), Typing("halo", "1"))
    times = [turn.event.at for turn in turns]
    assert times == sorted(times)
    assert times[0] > 0


def test_explaining_shows_ranking_evidence_and_the_closest_way_of_asking(assistant: Assistant) -> None:
    said = talk(assistant, Typing("apa itu robusta ya"), explain=True)
    assert "terminal_why_ranking: " in said
    assert "terminal_why_evidence: score" in said
    assert "terminal_why_closest: apa itu robusta" in said


def test_explaining_looks_no_further_at_a_message_of_danger(assistant: Assistant) -> None:
    said = talk(assistant, Typing(*assistant.knowledge.safety.danger), explain=True)
    assert "terminal_why_outcome: crisis" in said
    assert "terminal_why_ranking" not in said


# -- screens and pipes ---------------------------------------------------------------------------------------


def test_a_terminal_shows_panels_and_a_pipe_plain_text(assistant: Assistant) -> None:
    assert "╭─ Robusta ─" in talk(assistant, Typing("apa itu robusta"), width=80)
    plain = talk(assistant, Typing("apa itu robusta"))
    assert not set(plain) & set("╭│╰\x1b")


@settings(max_examples=60, deadline=None)
@given(line=st.text(st.characters(codec=None, exclude_categories=()), max_size=80), width=st.integers(0, 120))
def test_nothing_that_is_typed_breaks_any_screen(dialogue: Dialogue, line: str, width: int) -> None:
    said = talk(Assistant(dialogue), Typing(line, "1"), width=width, explain=True)
    assert "terminal_bye" in said.replace("\n", "").replace(" ", "")


class Pipe:
    """The process's own streams, replaced: bytes in, text out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, data: bytes | None) -> None:
        self.out = io.TextIOWrapper(io.BytesIO(), "ascii")
        monkeypatch.setattr(sys, "stdin", None if data is None else io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        monkeypatch.setattr(sys, "stdout", self.out)

    @property
    def written(self) -> str:
        self.out.flush()
        return self.out.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


def test_a_pipe_is_answered_line_by_line_and_shown_as_a_dialogue(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = Pipe(monkeypatch, b"apa itu robusta\n1\n")
    Terminal.open(lambda _says: assistant, explain=False).run()
    assert "\n\nterminal_prompt apa itu robusta\n\nRobusta\nBiji yang pahit." in pipe.written
    assert pipe.written.endswith("\n\nterminal_bye\n")


def test_letters_that_a_stream_cannot_carry_do_not_stop_the_conversation(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = Pipe(monkeypatch, "apa itu robusta ☕\n".encode() + b"\xff\xfe\x00\n")
    Terminal.open(lambda _says: assistant, explain=True).run()
    assert "terminal_prompt apa itu robusta ?" in pipe.written


def test_without_standard_input_it_says_hello_and_goodbye(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = Pipe(monkeypatch, None)
    Terminal.open(lambda _says: assistant, explain=False).run()
    assert pipe.written.startswith("\nstart")
    assert pipe.written.endswith("terminal_bye\n")


@pytest.fixture
def window() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A real terminal with the made-up bot running in it."""
    code = (
        "import sys; sys.path[:0] = ['tests', '.']\n"
        "from channels.telegram.kopi import make_knowledge\n"
        "from bot.assistant import Assistant\n"
        "from bot.channels.terminal import Terminal\n"
        "from bot.core.conversation.dialogue import Dialogue\n"
        "Terminal.open(lambda _says: Assistant(Dialogue(make_knowledge(), {})), False).run()"
    )
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "NO_COLOR": "1",
        "COLUMNS": "60",
        "LINES": "24",
        "PYTHONUTF8": "1",
    }
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, **streams)
    os.close(theirs)
    yield ours, process
    process.kill()
    process.wait()
    os.close(ours)


def read_until(terminal: int, sign: str, seconds: float = 30.0) -> str:
    """What appears on a terminal, up to and with `sign`; what comes behind it is left for the next who reads."""
    seen = b""
    deadline = time.monotonic() + seconds
    while not seen.endswith(sign.encode()) and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 1)
            except OSError:  # the other side is gone
                break
    return seen.decode("utf-8", "replace")


def test_on_a_real_terminal_one_types_presses_and_leaves(window: tuple[int, subprocess.Popen[bytes]]) -> None:
    terminal, process = window
    assert "membaca bahanku" in read_until(terminal, "terminal_prompt")
    os.write(terminal, b"apa itu robustq\x7fa\r")
    assert "╭─\x1b[1m Robusta " in read_until(terminal, "╰")
    read_until(terminal, "terminal_prompt")  # keys that come earlier are not the line editor's
    os.write(terminal, b"\x04")
    assert "terminal_bye" in read_until(terminal, "terminal_bye")
    assert process.wait(10) == 0
