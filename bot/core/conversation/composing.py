"""Replies from the knowledge: passages, menus, choices, and the buttons that lead on and back.

Lives here: what each screen holds. Every screen has a way on and a way back.
Never here: when a screen is shown (bot.core.conversation.dialogue), markup, sentences (knowledge/).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.button_rows import Row, in_rows
from bot.core.glossary.mentions import Mentions
from bot.core.glossary.screens import TermScreens
from bot.core.model import Entry, Knowledge, Topic
from bot.core.turns import BESIDE, Data, Passage, QuickReply, Reply, Verb

PAGE = 8
RELATED = 3
NEAREST = 3
TRAIL = " › "
# The answers to a question of a reflection.
REFLECTED = ("button_yes", "button_not_yet", "button_later")


class Composer:
    """Composes replies for one knowledge. `contact` is the operator's, shown when a person is wanted."""

    def __init__(self, knowledge: Knowledge, contact: str = "") -> None:
        self.knowledge = knowledge
        self.contact = contact
        self.terms = TermScreens(knowledge)
        self._mentions = Mentions.build(knowledge)

    def say(self, key: str, turn: int = 0, **values: str) -> str:
        return self.knowledge.phrase(key, turn, **values).strip()

    # -- answers ---------------------------------------------------------------------------------------------

    def answer(self, ids: Sequence[str], lead: str = "") -> Reply:
        """The passages of some entries, with the entries they lead to."""
        entries = [self.knowledge.entries[entry] for entry in ids]
        return Reply(
            text=lead,
            passages=tuple(self.passage(entry) for entry in entries),
            closing=self._trail(entries[0]) if len(entries) == 1 else "",
            buttons=(*self._mirrors(entries), *self._further(entries), self._foot(entries[0])),
        )

    def hedged(self, entry_id: str, others: Sequence[str], lead: str) -> Reply:
        """An answer that may not be what was meant, with what else may have been."""
        reply = self.answer((entry_id,), lead)
        rows = [(self.entry_button(other),) for other in others]
        none = QuickReply(self.say("button_none"), str(Data(Verb.NONE)))
        return replace(reply, buttons=(*rows, (none,), self._foot(self.knowledge.entries[entry_id])))

    def brief(self, ids: Sequence[str], lead: str = "") -> Reply:
        """Answers in one sentence each."""
        entries = [self.knowledge.entries[entry] for entry in ids]
        passages = [Passage(entry.id, entry.title, entry.summary or entry.answer.strip(), "") for entry in entries]
        return replace(self.answer(ids, lead), passages=tuple(passages))

    def simple(self, entry_id: str, turn: int) -> Reply:
        """The answer in plain words above the answer itself; said honestly where there is none."""
        entry = self.knowledge.entries[entry_id]
        key = "simple" if entry.simple else "no_simple"
        return self.answer((entry_id,), self.say(key, turn, isi=entry.simple or entry.summary))

    def example(self, entry_id: str, turn: int) -> Reply:
        """An example above the answer it belongs to; said honestly where the source has none."""
        entry = self.knowledge.entries[entry_id]
        lead = self.say("example", turn, isi=entry.example) if entry.example else self.say("no_example", turn)
        return self.answer((entry_id,), lead)

    def source(self, entry_id: str) -> Reply:
        """What an answer rests on."""
        entry = self.knowledge.entries[entry_id]
        source = self.passage(entry).source
        said = [entry.title, self.say("source", sumber=source) if source else self.say("no_source")]
        if entry.context:
            said.append(self.say("context", konteks=entry.context))
        return replace(self.answer((entry_id,)), text="\n\n".join(said), passages=())

    def passage(self, entry: Entry) -> Passage:
        """An entry as it is shown: what it rests on, by whom, and until when it holds stand beside its source."""
        marks = [entry.source] if entry.source else []
        marks += [self.say("according", siapa=entry.according)] if entry.according else []
        marks += [self.say("valid", kapan=entry.valid)] if entry.valid else []
        marks += [self.say("checked", tanggal=entry.checked_on)] if entry.checked_on else []
        return Passage(entry.id, entry.title, entry.summary, entry.answer.strip(), entry.context, "; ".join(marks))

    def _onward(self, entries: Sequence[Entry]) -> list[QuickReply]:
        shown = {entry.id for entry in entries}
        ids = [child for entry in entries for child in self.knowledge.children.get(entry.id, ())]
        if not ids:
            ids = [other for entry in entries for other in entry.related]
            ids = list(dict.fromkeys(ids))[:RELATED]
        return [self.entry_button(other) for other in dict.fromkeys(ids) if other not in shown]

    def _further(self, entries: Sequence[Entry]) -> list[Row]:
        """The entries that some lead to, and the terms that a single answer uses."""
        found = self._mentions.of(entries[0].id) if len(entries) == 1 else ()
        return [*in_rows(self._onward(entries)), *in_rows(self.terms.buttons(found, entries[0].id))]

    def _mirrors(self, entries: Sequence[Entry]) -> list[Row]:
        """The way into the guided reflection of the entries that have one."""
        label = self.say("button_reflect")
        return [(QuickReply(label, str(Data(Verb.REFLECT, entry.id, "1"))),) for entry in entries if entry.reflection]

    def _trail(self, entry: Entry) -> str:
        """Where an entry stands, which is where "back" leads."""
        above = [self.knowledge.entries[entry.parent].title] if entry.parent else []
        return self._breadcrumb(*self._titles(self.knowledge.topics[entry.topic]), *above)

    def _titles(self, topic: Topic) -> tuple[str, ...]:
        """The titles on the way to a topic, its own last."""
        parent = self.knowledge.topics.get(topic.parent)
        return (parent.title, topic.title) if parent else (topic.title,)

    def _breadcrumb(self, *titles: str) -> str:
        # An overview is often called like its topic; once is enough.
        steps = dict.fromkeys([self.say("breadcrumb_root"), *titles])
        return self.say("breadcrumb", jalur=TRAIL.join(steps))

    def _foot(self, entry: Entry) -> Row:
        """Back to where the entry stands, and the main menu."""
        back = Data(Verb.ENTRY, entry.parent) if entry.parent else Data(Verb.TOPIC, entry.topic)
        return (QuickReply(self.say("button_back"), str(back)), self.menu_button)

    # -- screens ---------------------------------------------------------------------------------------------

    def menu(self, key: str = "menu", turn: int = 0, **values: str) -> Reply:
        """The topics, and the rulebooks to read by chapter. `key` names the sentence above them."""
        buttons = [self.topic_button(topic) for topic in self.knowledge.subtopics()]
        books = [(self.rulebook_button(book),) for book in self.knowledge.rulebooks]
        glossary = [self.terms.contents_button()] if self.knowledge.terms else []
        rows = (*in_rows(buttons), *books, (*glossary, self.help_button))
        return Reply(self.say(key, turn, **values), buttons=rows, in_place=True)

    def glossary(self) -> Reply:
        """The letters of the terms; the main menu where there are none."""
        return self.terms.contents() if self.knowledge.terms else self.menu()

    def topic(self, topic_id: str, page: int = 0) -> Reply:
        """One topic's entries, PAGE at a time; first the rulebooks that entries here explain as a whole."""
        topic = self.knowledge.topics[topic_id]
        last = max(0, (len(topic.entries) - 1) // PAGE)
        page = min(max(page, 0), last)
        shown = topic.entries[page * PAGE : (page + 1) * PAGE]
        below = [self.topic_button(other) for other in self.knowledge.subtopics(topic_id)] if not page else []
        turns: list[QuickReply] = []
        if page > 0:
            turns.append(QuickReply(self.say("button_previous_page"), str(Data(Verb.TOPIC, topic_id, str(page - 1)))))
        if page < last:
            turns.append(QuickReply(self.say("button_next_page"), str(Data(Verb.TOPIC, topic_id, str(page + 1)))))
        books = [(self.rulebook_button(book),) for book in self._rulebooks_of(topic)] if not page else []
        rows = [*books, *in_rows(below), *in_rows(map(self.entry_button, shown)), *([tuple(turns)] if turns else [])]
        above = Data(Verb.TOPIC, topic.parent) if topic.parent else Data(Verb.MENU)
        back = QuickReply(self.say("button_back"), str(above))
        text = f"{self._breadcrumb(*self._titles(topic))}\n\n{self.say('topic', topik=topic.title)}"
        return Reply(text, buttons=(*rows, (back, self.menu_button)), in_place=True)

    def _rulebooks_of(self, topic: Topic) -> list[str]:
        """The rulebooks that an entry of a topic explains as a whole."""
        return [book.id for book in self.knowledge.rulebooks.values() if set(book.entries) & set(topic.entries)]

    def reflection(self, entry_id: str, step: int) -> Reply:
        """Question `step` of an entry's reflection, or its end, one step further.

        Whatever is chosen leads to the next question with the same data: nobody, not even this bot, can tell
        afterwards what somebody answered.
        """
        entry = self.knowledge.entries[entry_id]
        questions = entry.reflection
        before = Data(Verb.REFLECT, entry_id, str(step - 1)) if step > 1 else Data(Verb.ENTRY, entry_id)
        foot = (QuickReply(self.say("button_back"), str(before)), self.menu_button)
        if step > len(questions):
            onward = in_rows(self._onward([entry]))
            return Reply(self.say("reflection_end"), buttons=(*onward, foot), in_place=True)
        following = str(Data(Verb.REFLECT, entry_id, str(step + 1)))
        answers = tuple(QuickReply(self.say(key), following) for key in REFLECTED)
        text = self.say("reflection", nomor=str(step), jumlah=str(len(questions)), pertanyaan=questions[step - 1])
        hint = self.say("reflection_hint") if step == 1 else ""
        return Reply(text, closing=hint, buttons=(answers, foot), in_place=True)

    def screen(self, key: str) -> Reply:
        """A sentence of its own: help, privacy."""
        back = QuickReply(self.say("button_back"), str(Data(Verb.MENU)))
        return Reply(self.say(key), buttons=((back, self.menu_button),), in_place=True)

    # -- asking back, not knowing ------------------------------------------------------------------------------

    def choices(self, ids: Sequence[str], lead: str, beside: bool = False) -> Reply:
        """Entries to choose from, and "none of these". `beside`: the chosen one is shown beside the last answer."""
        none = QuickReply(self.say("button_none"), str(Data(Verb.NONE)))
        rows = [(self.entry_button(entry, BESIDE if beside else ""),) for entry in ids]
        return Reply(lead, buttons=(*rows, (none, self.menu_button)))

    def unknown(self, lead: str, nearest: Sequence[str] = (), key: str = "fallback_nearest") -> Reply:
        """An honest no, the nearest entries below the sentence `key`, and the menu."""
        closing = self.say(key) if nearest else ""
        rows = [(self.entry_button(entry),) for entry in nearest[:NEAREST]]
        return Reply(lead, closing=closing, buttons=(*rows, (self.help_button, self.menu_button)))

    def lost(self) -> Reply:
        """After a second miss in a row: the whole menu, and the operator's contact if there is one."""
        menu = self.menu("fallback_again")
        contact = self.say("contact", kontak=self.contact) if self.contact else ""
        return Reply(menu.text, closing=contact, buttons=menu.buttons)

    def talk(self, intent_id: str, turn: int) -> Reply:
        """A line of small talk."""
        replies = self.knowledge.intents[intent_id].replies
        text = replies[turn % len(replies)]
        text = text.replace("{subjek}", self.knowledge.about.subject).replace("{nama}", self.knowledge.about.name)
        return Reply(text, buttons=((self.help_button, self.menu_button),))

    def handoff(self, intent_id: str, turn: int) -> Reply:
        """What can be done for somebody who wants a person."""
        talk = self.talk(intent_id, turn)
        closing = self.say("contact", kontak=self.contact) if self.contact else self.say("no_contact")
        return Reply(talk.text, closing=closing, buttons=talk.buttons)

    # -- buttons -----------------------------------------------------------------------------------------------

    def topic_button(self, topic: Topic) -> QuickReply:
        return QuickReply(topic.title, str(Data(Verb.TOPIC, topic.id)))

    def rulebook_button(self, rulebook_id: str) -> QuickReply:
        """To the chapters of a rulebook."""
        short = self.knowledge.rulebooks[rulebook_id].short
        return QuickReply(self.say("law_button_book", peraturan=short), str(Data(Verb.CHAPTER, rulebook_id)))

    def entry_button(self, entry_id: str, extra: str = "") -> QuickReply:
        return QuickReply(self.knowledge.entries[entry_id].title, str(Data(Verb.ENTRY, entry_id, extra)))

    @property
    def menu_button(self) -> QuickReply:
        return QuickReply(self.say("button_menu"), str(Data(Verb.MENU)))

    @property
    def help_button(self) -> QuickReply:
        return QuickReply(self.say("button_help"), str(Data(Verb.HELP)))
