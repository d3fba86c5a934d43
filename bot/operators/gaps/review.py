"""`gaps --apply`: the operator decides, group by group; nothing is learnt without a yes.

Lives here: the conversation with the operator: what is shown, asked and taken for a yes, and how it ends.
Never here: what may be learnt (new_ways.py), editing (bot.operators.editing), tables (page.py).

Prompts read standard input, so a decision can also be piped in. The end of it, like Ctrl-C, is "keluar".
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import TITLE_LIMIT
from bot.operators.editing.file_replacing import ReplacingError
from bot.operators.editing.knowledge_editing import EditRefusedError, KnowledgeEditor, Place, Target
from bot.operators.editing.way_writing import NewEntry
from bot.operators.gaps.miss_groups import MissGroup, same
from bot.operators.gaps.misses import Kind
from bot.operators.gaps.new_ways import NewWays
from bot.operators.gaps.page import confidence, kinds
from bot.operators.wording.indonesian_forms import number
from bot.operators.wording.own_command import again

CANCEL = "-"
ALL = "semua"
# Wordings of a group that are shown and can be added along.
SHOWN = 8


@dataclass(slots=True)
class _Done:
    """What was changed in this review."""

    ways: int = 0
    entries: list[Place] = field(default_factory=list)
    files: set[Path] = field(default_factory=set)


class GapReview:
    """One review of one folder. `dialogue` is as trained at its beginning."""

    def __init__(self, console: Console, editor: KnowledgeEditor, dialogue: Dialogue) -> None:
        self._console = console
        self._editor = editor
        self._dialogue = dialogue
        self._ways = NewWays(editor.knowledge, dialogue)
        self._done = _Done()

    def run(self, groups: Sequence[MissGroup]) -> None:
        """Asks about each group and says at the end what was changed and what to do next."""
        self._print("Ketik huruf dalam kurung, lalu Enter; Enter saja melewati. Yang ditambahkan langsung tersimpan.")
        try:
            for place, group in enumerate(groups, 1):
                self._show(group, f"{place} dari {len(groups)}")
                if not self._decide(group):
                    break
        except click.Abort:
            self._console.print()
        self._sum_up()

    # -- one group ---------------------------------------------------------------------------------------------

    def _show(self, group: MissGroup, place: str) -> None:
        self._console.print()
        self._console.rule(Text(f"{place}: {number(group.times)} kali ({kinds(group)})"), align="left", style="dim")
        for way in group.ways[:SHOWN]:
            self._print(f"  • {way}")
        if len(group.ways) > SHOWN:
            self._print(f"  • ... dan {number(len(group.ways) - SHOWN)} lagi", "dim")
        match = group.nearest
        if match and (target := self._ways.entry(match.entry)):
            self._print(f"Terdekat: {target.title} ({target.id}), yakin {confidence(match.confidence)}")
        if all(kind is Kind.DISLIKED for kind, _ in group.kinds):
            self._print("Sudah dijawab, tetapi tidak disukai: mungkin jawabannya yang perlu disunting.", "dim")

    def _decide(self, group: MissGroup) -> bool:
        """Asks until something is decided. False to end the review."""
        near = self._ways.entry(group.nearest.entry) if group.nearest else None
        accept = "[t]erima, " if near else ""
        while True:
            said = _ask(f"{accept}[p]ilih entri lain, entri [b]aru, [l]ewati, [k]eluar", "l").lower()
            if said in ("k", "keluar"):
                return False
            if said in ("l", "lewati"):
                return True
            try:
                if said in ("t", "terima") and near:
                    decided = self._add(group, near)
                elif said in ("p", "pilih"):
                    decided = self._pick(group)
                elif said in ("b", "baru"):
                    decided = self._create(group)
                else:
                    decided = self._print("Ketik satu huruf dari pilihan itu.", "yellow")
            except (EditRefusedError, ReplacingError) as error:
                decided = self._print(str(error), "red")
            if decided:
                return True

    def _pick(self, group: MissGroup) -> bool:
        """A target by id or words."""
        while (said := _ask(f"Id atau beberapa kata dari entri atau celah ({CANCEL}: batal)")) != CANCEL:
            found = self._ways.targets(said) if said else []
            target = self._one_of(found) if len(found) != 1 else found[0]
            if target:
                self._print(f"→ {target.section} {target.id}: {target.title}")
                return self._add(group, target)
            if not found:
                self._print("Tidak ada yang mirip; coba kata lain.", "yellow")
        return False

    def _one_of(self, found: Sequence[Target]) -> Target | None:
        for place, target in enumerate(found, 1):
            celah = " (celah)" if target.section == "celah" else ""
            self._print(f"  {place}  {target.title}{celah}  {target.id}")
        said = _ask("Nomor (kosong: cari lagi)") if found else ""
        return found[int(said) - 1] if said.isdecimal() and 1 <= int(said) <= len(found) else None

    def _add(self, group: MissGroup, target: Target) -> bool:
        ways = self._wordings(group)
        if not ways:
            return False
        place = self._editor.add_ways(target, ways)
        self._changed(place, len(ways))
        self._print(f"✓ {number(len(ways))} cara bertanya ditambahkan: {_shown(place)}", "green")
        return True

    def _create(self, group: MissGroup) -> bool:
        """An entry of title, topic and a short answer; the rest is for the editor."""
        title = self._title()
        topic = self._topic() if title else ""
        answer = _ask(f"Jawaban singkat ({CANCEL}: batal)", CANCEL) if topic else CANCEL
        ways = self._wordings(group) if answer != CANCEL else []
        if not ways:
            return False
        entry = NewEntry(self._editor.new_id(title), title, answer, tuple(ways))
        known = topic in self._editor.knowledge.topics
        place = self._editor.add_entry(entry, topic) if known else self._editor.add_topic(topic, entry)
        self._changed(place, len(ways))
        self._done.entries.append(place)
        self._print(f"✓ entri {entry.id} dibuat: {_shown(place)}", "green")
        return True

    # -- what is asked -----------------------------------------------------------------------------------------

    def _wordings(self, group: MissGroup) -> list[str]:
        """One wording, edited or not, and others of the group; none if it was cancelled."""
        offered = self._ways.offerable(group.ways)
        while True:
            way = _ask(f"Tulis caranya bertanya ({CANCEL}: batal)", offered[0] if offered else CANCEL)
            if way == CANCEL:
                return []
            if trouble := self._ways.trouble(way):
                self._print(trouble, "yellow")
                continue
            return [way, *self._others([other for other in offered if same(other) != same(way)][:SHOWN])]

    def _others(self, others: Sequence[str]) -> list[str]:
        for place, other in enumerate(others, 1):
            self._print(f"  {place}  {other}")
        if not others:
            return []
        said = _ask(f'Tambahkan juga nomor (misalnya "1,3"; "{ALL}"; kosong: tidak ada)').lower()
        chosen = {int(part) for part in said.replace(",", " ").split() if part.isdecimal()}
        return [other for place, other in enumerate(others, 1) if said == ALL or place in chosen]

    def _title(self) -> str:
        while (title := _ask(f"Judul entri baru ({CANCEL}: batal)", CANCEL)) != CANCEL:
            if len(title) <= TITLE_LIMIT:
                return title
            self._print(f"Terlalu panjang untuk tombol: {len(title)} huruf, paling banyak {TITLE_LIMIT}.", "yellow")
        return ""

    def _topic(self) -> str:
        """The id of a topic, or the title of a new one; empty if it was cancelled."""
        topics = list(self._editor.knowledge.topics.values())
        for place, topic in enumerate(topics, 1):
            self._print(f"  {place}  {topic.title}")
        while (said := _ask(f"Nomor topik, atau judul topik baru ({CANCEL}: batal)", CANCEL)) != CANCEL:
            if said.isdecimal() and 1 <= int(said) <= len(topics):
                return topics[int(said) - 1].id
            named = [topic.id for topic in topics if said.casefold() in (topic.id, topic.title.casefold())]
            if named or not said.isdecimal():
                return named[0] if named else said
        return ""

    # -- what is said ------------------------------------------------------------------------------------------

    def _changed(self, place: Place, ways: int) -> None:
        self._ways = NewWays(self._editor.knowledge, self._dialogue)
        self._done.ways += ways
        self._done.files.add(place.path)

    def _sum_up(self) -> None:
        done = self._done
        self._console.print()
        if not done.files:
            self._print("Tidak ada yang diubah.")
            return
        made = f" dan {number(len(done.entries))} entri baru" if done.entries else ""
        self._print(f"Selesai: {number(done.ways)} cara bertanya{made}, di {number(len(done.files))} berkas.", "bold")
        for place in done.entries:
            self._print(f"  Lengkapi {_shown(place)}: ringkas, sumber, terkait.")
        self._print("Berikutnya:")
        check = f"{again()} check"
        self._print(f"  {check}   memeriksa seluruh pengetahuan")
        self._print(f"  {'git diff':{len(check)}}   melihat barisnya")
        self._print(f"  {'/muat_ulang':{len(check)}}   di Telegram: bot yang berjalan memakainya")

    def _print(self, text: str, style: str = "") -> bool:
        """Prints; False, for this decides nothing."""
        self._console.print(Text(text, style=style))
        return False


def _ask(question: str, default: str = "") -> str:
    """What the operator types, with single spaces. Raises click.Abort at the end of the input."""
    said = click.prompt(question, default=default, show_default=default not in ("", CANCEL))
    return " ".join(str(said).split())


def _shown(place: Place) -> str:
    """The place as one would type it from here, where that is shorter."""
    try:
        relative = os.path.relpath(place.path)
    except ValueError:  # another drive (Windows)
        return str(place)
    return f"{min(relative, str(place.path), key=len)}:{place.line}"
