"""What is said to somebody in danger.

Lives here: replies from the texts of the knowledge: openings with their help lines, answers to what is written next,
the lines themselves; and the buttons below.
Never here: when each is said (bot.core.conversation.in_danger), noticing danger, sentences (knowledge/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.core.conversation.composing import Composer
from bot.core.model import Danger, HelpLine, Move
from bot.core.turns import Data, QuickReply, Reply, Verb

# An opening names so many lines; the button below it leads to all of them.
LINES_SHOWN = 4


class SupportComposer:
    """Composes what is said in danger. A knowledge without texts for it has its one fixed text for everything."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._safety = composer.knowledge.safety
        self._support = self._safety.support

    # -- the talk ----------------------------------------------------------------------------------------------

    def opening(self, danger: Danger, turn: int) -> Reply:
        """What is said first: that it is taken seriously, who helps, what the bot is."""
        if self._support is None or not (opening := self._support.openings.get(danger)):
            return self._talk(self._fixed(), "button_not_meant")
        lines = "\n".join(f"• {line.name}: {line.contact}" for line in self._lines(danger)[:LINES_SHOWN])
        return self._talk("\n\n".join((_turned(opening.variants, turn), lines, opening.closing)), "button_not_meant")

    def answer(self, move: Move, danger: Danger, turn: int) -> Reply:
        """What is said to what they write next."""
        if self._support is None or not (answers := self._support.answers.get(move)):
            return self._talk(self._fixed())
        own = answers.by_kind.get(danger, ())
        return self._talk(self._filled(_turned(own or answers.general, turn), danger))

    def doubted(self, danger: Danger, turn: int) -> Reply:
        """After a joke that is not confirmed to be one."""
        if self._support is None:
            return self._talk(self._fixed())
        return self._talk(self._filled(_turned(self._support.doubted, turn), danger))

    def confirmed(self, turn: int) -> Reply:
        """It was no danger: the talk about it ends, and the menu is a tap away."""
        text = self._composer.say("not_meant")
        if self._support:
            subject = self._composer.knowledge.about.subject
            text = _turned(self._support.confirmed, turn).replace("{subjek}", subject)
        return Reply(text, buttons=((self.lines_button, self._composer.menu_button),))

    def in_group(self, turn: int, first: bool) -> Reply:
        """Where others read along: short, nothing of what was said, and how to write in private."""
        if self._support is None:
            return self._talk(self._safety.group_reply or self._fixed())
        return self._talk(_turned(self._support.group if first else self._support.group_next, turn))

    def after(self, turn: int) -> str:
        """The line below an answer that ends the talk; "" if the knowledge has none."""
        return _turned(self._support.after, turn) if self._support else ""

    def replies(self) -> Iterator[Reply]:
        """All that can be said in danger, for whoever checks that it can be shown."""
        yield self.lines()
        turns = range(max((len(texts) for texts in self._variants()), default=1))
        for turn in turns:
            yield self.confirmed(turn)
            yield from (self.in_group(turn, first) for first in (True, False))
            for danger in Danger:
                yield self.opening(danger, turn)
                yield self.doubted(danger, turn)
                yield from (self.answer(move, danger, turn) for move in Move)

    def _variants(self) -> Iterator[Sequence[str]]:
        for answers in self._support.answers.values() if self._support else ():
            yield from (answers.general, *answers.by_kind.values())

    # -- help lines --------------------------------------------------------------------------------------------

    def beside(self, danger: Danger, turn: int) -> str:
        """The line under an ordinary answer to somebody who asks about what they live through."""
        return self._filled(_turned(self._support.beside, turn), danger) if self._support else ""

    def lines(self, danger: Danger | None = None, turn: int = 0, asked: bool = False) -> Reply:
        """Every help line with what it is for, its source and when that was checked, the fitting ones first. `asked`: a
        person asked for them, in danger or not."""
        lead = _turned(self._support.requested, turn) if asked and self._support else self._composer.say("lines_title")
        said = [lead]
        for line in self._lines(danger) if danger else self._safety.lines:
            checked = self._composer.say("lines_checked", tanggal=line.checked_on, sumber=line.source)
            said.append(f"• {line.name}: {line.contact}\n{line.note} ({checked})")
        back = () if asked else (self._button("button_not_meant", Verb.SAFE),)
        return Reply("\n\n".join(said), buttons=((*back, self._composer.menu_button),))

    def _lines(self, danger: Danger) -> list[HelpLine]:
        """All lines, those of a kind of danger first, in its order."""
        opening = self._support.openings.get(danger) if self._support else None
        order = opening.lines if opening else ()
        first = [line for name in order for line in self._safety.lines if line.id == name]
        return [*first, *(line for line in self._safety.lines if line not in first)]

    def _filled(self, text: str, danger: Danger) -> str:
        lines = self._lines(danger)
        writing = (line.writing for line in lines if line.writing)
        return text.replace("{utama}", _named(lines)).replace("{tulis}", f" {self._composer.say('or')} ".join(writing))

    def _fixed(self) -> str:
        lines = "\n".join(f"• {line.name}: {line.contact}" for line in self._safety.lines)
        return self._safety.reply.replace("{bantuan}", lines).strip()

    # -- buttons -----------------------------------------------------------------------------------------------

    def _talk(self, text: str, end: str = "button_safe") -> Reply:
        """A text with the two ways on: to the lines, and out of the talk."""
        return Reply(text.strip(), buttons=((self.lines_button,), (self._button(end, Verb.SAFE),)))

    @property
    def lines_button(self) -> QuickReply:
        return self._button("button_lines", Verb.LINES)

    def _button(self, key: str, verb: Verb) -> QuickReply:
        return QuickReply(self._composer.say(key), str(Data(verb)))


def _turned(variants: Sequence[str], turn: int) -> str:
    """The variant whose turn it is: what follows is never the same twice running."""
    return variants[turn % len(variants)].strip() if variants else ""


def _named(lines: Iterable[HelpLine]) -> str:
    """The fitting line within a sentence."""
    return next((f"{line.short or line.name}, {line.contact}" for line in lines), "")
