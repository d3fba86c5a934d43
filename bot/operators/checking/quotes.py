"""Whether what entries quote of a law stands in the wording that is kept here.

Lives here: a finding for each quote that does not, at its line.
Never here: the comparison (bot.core.law.quotes), and laws that are not kept here: nothing can be said of those.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.law.quotes import quoted_rulebook, stands_in, wording
from bot.core.model import Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted


def quote_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """The quotes that do not stand in their law."""
    texts = {rulebook.id: wording(rulebook) for rulebook in knowledge.rulebooks.values()}
    for entry in knowledge.entries.values():
        for number, quote in enumerate(entry.quotes):
            rulebook = quoted_rulebook(quote.law, knowledge.rulebooks.values())
            if rulebook and not stands_in(quote.text, texts[rulebook.id]):
                place = places.entries[entry.id].line("kutipan", number)
                message = f"Kutipan {quoted(quote.text)} tidak ada di {rulebook.short} yang tersimpan."
                advice = "Samakan dengan bunyi pasalnya; yang dilewati ditandai dengan tiga titik."
                yield Finding(Level.HINT, Kind.QUOTE, place, message, advice)
