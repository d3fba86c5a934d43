"""Whether people can get to every entry without asking for it.

Lives here: walking the menu with its pages button by button, and opening every /start link.
Never here: typed questions (asking.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Command, Conversation, Data, Outcome, Verb
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted

# The buttons that lead through the menu; all others leave it.
MENU = frozenset({Verb.MENU, Verb.TOPIC})


def reach_findings(dialogue: Dialogue, places: Places) -> Iterator[Finding]:
    """A finding for each entry that the menu or its link does not lead to."""
    listed = menu_entries(dialogue)
    for entry in dialogue.knowledge.entries.values():
        place = places.entries[entry.id].begin
        if entry.id not in listed:
            message = f"Entri {quoted(entry.id)} tidak ada di menu mana pun."
            yield Finding(Level.ERROR, Kind.REACH, place, message, "Pindahkan ke berkas topiknya, di bawah entri:.")
        turn = dialogue.respond(Command("start", entry.id), Conversation())
        if [passage.entry for passage in turn.reply.passages] != [entry.id]:
            danger = turn.outcome is Outcome.CRISIS
            reason = "dikira tanda bahaya" if danger else "membuka layar lain"
            message = f"Tautan bagikan (/start {entry.id}) {reason}, bukan entri ini."
            yield Finding(Level.ERROR, Kind.REACH, place, message, "Beri entri ini id lain sebelum bot dipakai.")


def menu_entries(dialogue: Dialogue) -> frozenset[str]:
    """The entries with a button on a screen that the main menu leads to."""
    found: set[str] = set()
    waiting, seen = [str(Data(Verb.MENU))], {str(Data(Verb.MENU))}
    while waiting:
        turn = dialogue.respond(Callback(waiting.pop()), Conversation())
        for button in turn.reply.flat_buttons:
            data = Data.parse(button.data)
            if data and data.verb is Verb.ENTRY:
                found.add(data.target)
            elif data and data.verb in MENU and button.data not in seen:
                seen.add(button.data)
                waiting.append(button.data)
    return frozenset(found)
