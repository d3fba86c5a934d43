"""A reply as plain text: what the terminal and the batch command show.

Lives here: the order of a reply's parts on a page without markup.
Never here: sentences, buttons.
"""

from __future__ import annotations

from bot.core.model import Knowledge
from bot.core.turns import Passage, Reply


def plain_text(reply: Reply, knowledge: Knowledge) -> str:
    """Everything a person reads in `reply`, parts set apart by an empty line."""
    parts = [reply.text, *(plain_passage(passage, knowledge) for passage in reply.passages), reply.closing]
    return "\n\n".join(part for part in parts if part)


def plain_passage(passage: Passage, knowledge: Knowledge) -> str:
    """One passage: title and summary, body, context, source."""
    head = "\n".join(line for line in (passage.title, passage.summary) if line)
    parts = [head, passage.body]
    if passage.context:
        parts.append(knowledge.phrase("context", konteks=passage.context))
    if passage.source:
        parts.append(knowledge.phrase("source", sumber=passage.source))
    return "\n\n".join(parts)
