"""Inline mode: `@bot question` in any chat.

Lives here: results for a query, as pages; what they become when chosen.
Never here: ranking. Queries arrive while somebody types, so nothing is kept and nothing is learnt from them.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import chain, zip_longest

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, Update

from bot.channels.telegram.answering.articles import article, link
from bot.channels.telegram.answering.pace import INLINE, Pace, Verdict
from bot.channels.telegram.answering.render import render
from bot.channels.telegram.answering.sending import Offer, Sender
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.core.turns import Data, Reply, Utterance, Verb

# Bot API, answerInlineQuery: at most 50 results; a page of a phone's list is much shorter.
RESULTS, PAGE = 50, 20
CACHE_SECONDS = 300
# What "open the bot" sends behind /start; it names no entry, so the start screen comes.
_START = "inline"
_SAFETY = "safety"


class Inline:
    """Answers inline queries for the bot `username`."""

    def __init__(self, sessions: Sessions, sender: Sender, username: str) -> None:
        self._sessions = sessions
        self._sender = sender
        self._username = username
        self._pace = Pace()

    async def answer(self, update: Update, _context: object) -> None:
        query = update.inline_query
        if query is None:
            return
        session = self._sessions.of(update)
        text, phrase = query.query.strip(), session.phrase
        if text and session.alarmed(text):
            await self._sender.offer(Offer(query.id, [_safety(text, session)]))
            return
        if self._pace.spend(str(query.from_user.id), INLINE) is not Verdict.PASS:
            # No answer is an answer: the list stays as it is, and the next letter asks again.
            return
        start = _offset(query.offset)
        found = _found(text, session) if text else _browsed(session)
        rest = found[start : start + PAGE]
        following = str(start + PAGE) if start + PAGE < len(found) else ""
        button = InlineQueryResultsButton(phrase("inline_open" if found else "inline_none"), start_parameter=_START)
        results = [self._article(one, session) for one in rest]
        await self._sender.offer(Offer(query.id, results, following, button, CACHE_SECONDS))

    def _article(self, found: Data, session: Session) -> InlineQueryResultArticle:
        knowledge, dialogue = session.knowledge, session.dialogue
        description = ""
        if found.verb is Verb.ARTICLE:
            passage = dialogue.law.passage(found)
        elif found.verb is Verb.TERM:
            passage = dialogue.terms.passage(found)
            description = passage.body
        else:
            passage = dialogue.composer.passage(knowledge.entries[found.target])
        text = render(Reply(passages=(passage,)), knowledge)[0]
        opening = link(knowledge.phrase("inline_open"), self._username, found.start)
        return article(found.start, (passage.title, passage.summary or description), text, [opening])


def _found(text: str, session: Session) -> list[Data]:
    """The entry whose title it is, the articles that are asked for, the term that is named, below the entry that
    explains it, and the entries that fit."""
    matches = session.assistant.search(text, RESULTS, session.dialogue)
    found = [Data(Verb.ENTRY, match.entry) for match in matches]
    if name := session.dialogue.term(text):
        best = matches[0].entry if matches else ""
        found.insert(1 if best and best == session.knowledge.terms[name].entry else 0, Data(Verb.TERM, name))
    titled = [Data(Verb.ENTRY, entry) for entry in (session.dialogue.titled(text),) if entry]
    return list(dict.fromkeys([*titled, *session.dialogue.law.search(text), *found]))[:RESULTS]


def _browsed(session: Session) -> list[Data]:
    """The first entry of each topic, then the second of each, and so on."""
    columns = zip_longest(*(topic.entries for topic in session.knowledge.topics.values()))
    ids = dict.fromkeys(_filled(chain.from_iterable(columns)))
    return [Data(Verb.ENTRY, one) for one in ids][:RESULTS]


def _safety(text: str, session: Session) -> InlineQueryResultArticle:
    """The help text itself: whoever types this may have nobody else on the screen."""
    knowledge = session.knowledge
    turn = session.respond(Utterance(text, time.time()))
    titles = (knowledge.phrase("inline_safety_title"), knowledge.phrase("inline_safety_description"))
    return article(_SAFETY, titles, render(turn.reply, knowledge)[0])


def _offset(text: str) -> int:
    """The offset an earlier page gave, 0 for anything else."""
    return min(int(text), RESULTS) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _filled(ids: Iterable[str | None]) -> Iterable[str]:
    return (entry for entry in ids if entry)
