"""`suggest`: ways of asking for entries that have few, each learnt only with a yes from the operator.

Lives here: which entries and which questions, showing them, the conversation about them.
Never here: making questions (wordings.py), editing (bot.operators.editing).

Prompts read standard input, so decisions can also be piped in. The end of it, like Ctrl-C, is "keluar".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Entry
from bot.operators.checking.few import ENOUGH
from bot.operators.editing.file_replacing import ReplacingError
from bot.operators.editing.knowledge_editing import EditRefusedError, KnowledgeEditor, Target
from bot.operators.gaps.miss_groups import same
from bot.operators.gaps.new_ways import ENTRY, NewWays
from bot.operators.suggesting.wordings import wordings
from bot.operators.wording.indonesian_forms import number
from bot.operators.wording.own_command import again

# So many questions for one entry are read; so much of its answer shows what they are about.
SHOWN, EXCERPT = 5, 160
ALL = "semua"
LEAVE = ("k", "keluar")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry with few ways of asking, and questions that it may be asked with."""

    entry: Entry
    ways: tuple[str, ...]


def suggestions(dialogue: Dialogue) -> Iterator[Suggestion]:
    """The entries with few ways, in the order of the folder. What another entry answers better is not suggested."""
    judge = NewWays(dialogue.knowledge, dialogue)
    taken: set[str] = set()
    for entry in dialogue.knowledge.entries.values():
        if len(entry.own_ways) >= ENOUGH:
            continue
        made = {same(way): way for way in judge.offerable(list(wordings(entry))) if same(way) not in taken}
        ways = tuple(way for way in made.values() if _reaches(dialogue, entry, way))[:SHOWN]
        taken.update(map(same, ways))
        yield Suggestion(entry, ways)


def _reaches(dialogue: Dialogue, entry: Entry, way: str) -> bool:
    return [match.entry for match in dialogue.search(way, 1)] in ([], [entry.id])


def suggest(folder: Path, apply: bool, open_dialogue: Callable[[Path], Dialogue], console: Console) -> None:
    """Lists the suggestions, or asks about them and edits the folder. Raises BotError."""
    dialogue = open_dialogue(folder)
    found = list(suggestions(dialogue))
    if not found:
        console.print(f"Semua entri punya paling sedikit {ENOUGH} cara bertanya selain judulnya.")
    elif apply:
        Review(console, KnowledgeEditor(folder), dialogue, folder).run(found)
    else:
        for one in found:
            console.print(Text(f"\n{one.entry.title} ({one.entry.id})", "bold"))
            _print_ways(console, one.ways)
        command = f'{again()} suggest --apply --knowledge "{folder}"'
        console.print(f"\nBelum ada yang dipelajari. Untuk memilih satu per satu: {command}", soft_wrap=True)


def _print_ways(console: Console, ways: Sequence[str]) -> None:
    for place, way in enumerate(ways, 1):
        console.print(Text(f"  {place}  {way}"))
    if not ways:
        console.print(Text("  tidak ada usulan; tulis sendiri cara orang menanyakannya", "dim"))


@dataclass(slots=True)
class Review:
    """Asks about one entry after the other; what gets a yes is written at once."""

    console: Console
    editor: KnowledgeEditor
    dialogue: Dialogue
    folder: Path
    added: dict[str, int] = field(default_factory=dict)

    def run(self, found: Sequence[Suggestion]) -> None:
        self.console.print(
            "Usulan ini dibuat dari jawabannya, bukan dari orang. Terima yang memang mungkin ditanyakan; lebih baik"
            " lagi tulis dengan kata-katamu. Enter saja: entri berikutnya."
        )
        try:
            for place, one in enumerate(found, 1):
                self._show(one, f"{place} dari {len(found)}")
                if not self._decide(one):
                    break
        except click.Abort:
            self.console.print()
        self._sum_up()

    def _show(self, one: Suggestion, place: str) -> None:
        answer = " ".join(f"{one.entry.summary} {one.entry.answer}".split())
        self.console.print()
        self.console.rule(Text(f"{place}: {one.entry.title}"), align="left", style="dim")
        self.console.print(Text(answer if len(answer) <= EXCERPT else f"{answer[:EXCERPT]}…", "dim"))
        _print_ways(self.console, one.ways)

    def _decide(self, one: Suggestion) -> bool:
        """Takes ways for one entry until there are no more. False to end it all."""
        while said := _ask(f"Nomor yang benar (1,3; {ALL}), atau tulis sendiri; [k]eluar"):
            if said.lower() in LEAVE:
                return False
            ways = _chosen(said, one.ways)
            judge = NewWays(self.editor.knowledge, self.dialogue)
            for way in ways:
                if trouble := judge.trouble(way):
                    self._print(f"{way}: {trouble}", "yellow")
            if good := judge.offerable(ways):
                self._add(one.entry, good)
            elif not ways:
                self._print("Nomor itu tidak ada.", "yellow")
        return True

    def _add(self, entry: Entry, ways: list[str]) -> None:
        try:
            self.editor.add_ways(Target(ENTRY, entry.id, entry.title), ways)
        except (EditRefusedError, ReplacingError) as error:
            self._print(str(error), "red")
            return
        self.added[entry.id] = self.added.get(entry.id, 0) + len(ways)
        self._print(f"✓ {number(len(ways))} cara bertanya ditambahkan", "green")

    def _sum_up(self) -> None:
        self.console.print()
        if not self.added:
            self._print("Tidak ada yang diubah.")
            return
        total = number(sum(self.added.values()))
        self._print(f"Selesai: {total} cara bertanya di {number(len(self.added))} entri.", "bold")
        self.console.print(f'Berikutnya: {again()} check --knowledge "{self.folder}"', soft_wrap=True)

    def _print(self, text: str, style: str = "") -> None:
        self.console.print(Text(text, style))


def _chosen(said: str, ways: Sequence[str]) -> list[str]:
    """The ways whose numbers are `said`, or what was typed instead of numbers."""
    if said.lower() == ALL:
        return list(ways)
    parts = said.replace(",", " ").split()
    if not all(part.isdecimal() for part in parts):
        return [said]
    return [ways[int(part) - 1] for part in dict.fromkeys(parts) if 1 <= int(part) <= len(ways)]


def _ask(question: str) -> str:
    """What the operator types, with single spaces. Raises click.Abort at the end of the input."""
    return " ".join(str(click.prompt(question, default="", show_default=False)).split())
