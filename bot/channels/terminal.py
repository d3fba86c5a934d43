"""The terminal channel: the same bot, talked to at a prompt.

Lives here: the conversation, what a typed line means, this process's own terminal.
Never here: choosing an answer; how a reply looks (terminal_page.py); sentences, but for the one that is shown
before the knowledge is there.
"""

from __future__ import annotations

import re
import secrets
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from bot.assistant import Assistant
from bot.channels.terminal_page import ACCENT, Page
from bot.core.commands import ASKING, EVERYWHERE, START
from bot.core.turns import Callback, Command, Conversation, Event, QuickReply, Turn, Utterance

LOADING = "Sebentar ya, aku membaca bahanku dulu …"
LEARNING = "Bahan ini baru bagiku: aku belajar dulu, beberapa detik. Lain kali aku langsung siap …"
CHAT = "terminal"
# A Telegram message holds no more, and the bot behind both is the same.
TYPED_LIMIT = 4096
# What is left to chance is drawn anew with every line.
SEED_BITS = 63
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:\s+(.*))?", re.DOTALL)
_SPACES = frozenset("\t\n\r")
# Joins emoji; the only character without a look of its own that is kept.
_JOINER = "\u200d"

_BOLD = "\001\x1b[1m\002{}\001\x1b[0m\002"

Read = Callable[[str], str]


class Terminal:
    """One conversation. `read` shows a prompt and returns a typed line; it raises EOFError at the end."""

    def __init__(self, assistant: Assistant, console: Console, read: Read, explain: bool = False) -> None:
        self._assistant = assistant
        self._page = Page(console, assistant.knowledge)
        self._read = read
        self._explain = explain
        self._pressable: tuple[QuickReply, ...] = ()

    @classmethod
    def open(cls, load: Callable[[Callable[[], None]], Assistant], explain: bool) -> Terminal:
        """On this process's own terminal. Loading takes a moment, so something is shown meanwhile; `load` says by what
        it is given if it takes seconds, because something has to be learnt."""
        _forgive(sys.stdin, sys.stdout)
        console = Console()
        if console.is_terminal:
            with console.status(LOADING, spinner_style=ACCENT) as status:
                assistant = load(lambda: status.update(LEARNING))
        else:
            assistant = load(lambda: None)
        return cls(assistant, console, _reader(console), explain)

    def run(self) -> None:
        """Talks until the person leaves: by a word, Ctrl-D or Ctrl-C."""
        self._handle(Command(START, at=time.monotonic()))
        self._page.note("terminal_hint")
        with suppress(KeyboardInterrupt):
            for line in self._lines():
                event = read_line(line, self._pressable, time.monotonic())
                if event is None:
                    self._page.note("terminal_no_choice", jumlah=str(len(self._pressable)))
                else:
                    self._handle(event)
        self._page.note("terminal_bye")

    def _lines(self) -> Iterator[str]:
        """What is typed, without empty lines, up to the end or a word of leaving."""
        knowledge = self._assistant.knowledge
        leaving = {word.casefold() for word in knowledge.phrases["terminal_leave"]}
        prompt = knowledge.phrase("terminal_prompt").strip() + " "
        while True:
            try:
                line = visible(self._read(prompt)[:TYPED_LIMIT]).strip()
            except EOFError:
                return
            if line.casefold() in leaving:
                return
            if line:
                yield line

    def _handle(self, event: Event) -> None:
        before = self._assistant.before(CHAT)
        turn = self._assistant.handle(replace(event, seed=secrets.randbits(SEED_BITS)), CHAT)
        self._pressable = tuple(button for button in turn.reply.flat_buttons if button.data)
        self._page.show(turn)
        if self._explain:
            self._show_reasons(turn, before)

    def _show_reasons(self, turn: Turn, before: Conversation) -> None:
        asked = _asked(turn.event)
        # What a person in danger wrote is not looked at any further.
        understood = self._assistant.dialogue.understood(asked, before) if asked and not turn.private else None
        self._page.show_reasons(turn, understood)


def read_line(line: str, pressable: Sequence[QuickReply], at: float) -> Event | None:
    """What a line stands for: a button's number, a command, a question. None: no button has the number."""
    if pressable and line.isascii() and line.isdigit():
        # Longer numbers are no places in a list, and Python refuses to read very long ones.
        place = int(line) if len(line) < 4 else 0
        return Callback(pressable[place - 1].data, at) if 1 <= place <= len(pressable) else None
    found = _COMMAND.fullmatch(line)
    if found is None:
        return Utterance(line, at)
    name, argument = found[1].lower(), (found[2] or "").strip()
    if name in EVERYWHERE:
        return Command(name, argument, at)
    # As in Telegram, a command nobody knows is a question with a slash before it.
    return Utterance(f"{name.replace('_', ' ')} {argument}".strip(), at)


def visible(text: str) -> str:
    """`text` without what steers or breaks a terminal: controls, marks of direction, halves of letters."""
    spaced = (" " if char in _SPACES else char for char in text)
    return "".join(char for char in spaced if char == _JOINER or unicodedata.category(char)[0] != "C")


def _asked(event: Event) -> str:
    if isinstance(event, Utterance):
        return event.text
    return event.argument if isinstance(event, Command) and event.name in ASKING else ""


# -- this process's own terminal -------------------------------------------------------------------------


def _forgive(*streams: object) -> None:
    """Letters that a stream cannot read or write become question marks instead of errors."""
    for stream in streams:
        with suppress(AttributeError, ValueError):  # replaced by something simpler, or closed
            stream.reconfigure(errors="replace")  # type: ignore[attr-defined]


def _reader(console: Console) -> Read:
    """Typing, with a line editor where there is one; or the lines of a pipe, shown as they come."""
    if sys.stdin is None:
        return _nothing
    if not sys.stdin.isatty():
        return lambda prompt: _echoed(prompt, console)
    form = _BOLD if console.is_terminal and _takes_hints() else "{}"
    return lambda prompt: _typed(form.format(prompt), console)


def _takes_hints() -> bool:
    """Whether the line editor can be told which characters of a prompt take no room; libedit cannot."""
    try:
        import readline  # `input` edits lines with it once it is imported
    except ImportError:  # not on every system
        return False
    return "libedit" not in (readline.__doc__ or "")


def _nothing(prompt: str) -> str:
    raise EOFError


def _typed(prompt: str, console: Console) -> str:
    console.print()
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        console.print()  # the cursor still stands behind the prompt
        raise


def _echoed(prompt: str, console: Console) -> str:
    line = input()
    console.print(Text(f"\n{prompt}{visible(line)}"), soft_wrap=True)
    return line
