"""`gaps`: what people asked in vain, and teaching the bot what an operator approves.

Lives here: the order of the work, and which of its results goes where.
Never here: finding (misses.py, miss_groups.py), showing (page.py), teaching (review.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.core.conversation.dialogue import Dialogue
from bot.errors import ConfigError
from bot.operators.editing.knowledge_editing import KnowledgeEditor
from bot.operators.gaps.miss_groups import sort_out
from bot.operators.gaps.misses import misses
from bot.operators.gaps.page import as_json, print_misses
from bot.operators.gaps.review import GapReview
from bot.operators.statistics.log_reading import Log
from bot.operators.statistics.page import nothing_asked
from bot.operators.wording.own_command import again


@dataclass(frozen=True, slots=True)
class Gaps:
    """What to do: show a table, or JSON, or ask about each group and edit the folder."""

    folder: Path
    apply: bool = False
    json: bool = False


def show_gaps(
    order: Gaps, log: Log, open_dialogue: Callable[[Path], Dialogue], consoles: tuple[Console, Console]
) -> None:
    """Results and questions go to the first console, progress and remarks to the second. Raises BotError."""
    console, remarks = consoles
    if order.apply and order.json:
        raise ConfigError("Pilih salah satu: --apply atau --json.")
    if log.remark:
        remarks.out(log.remark, highlight=False)
    if not log.turns and not order.json:
        console.print(nothing_asked(log.days))
        return
    with remarks.status("Membaca pengetahuan dan catatan ..."):
        dialogue = open_dialogue(order.folder)
        found = sort_out(misses(log.turns), dialogue)
    if order.json:
        console.out(json.dumps(as_json(found, dialogue.knowledge), ensure_ascii=False, indent=1), highlight=False)
    elif order.apply and found.groups:
        GapReview(console, KnowledgeEditor(order.folder), dialogue).run(found.groups)
    else:
        print_misses(console, found, dialogue.knowledge, log.days)
        if found.groups:
            remarks.out(f"\nUntuk mengajarkannya: {again()} gaps --apply", highlight=False)
