"""All that a dialogue learns from its knowledge.

Lives here: what belongs to it, as plain data and back.
Never here: learning (the rooms it comes from), files (bot.storage.learnt_files).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.conversation.acts import ActReader
from bot.core.conversation.names import Names
from bot.core.language.text import Reader
from bot.core.learning.classes import Classes
from bot.core.learning.packing import Packed, pack, unpack
from bot.core.model import Danger, Move
from bot.core.ranking.ranker import Ranker
from bot.core.safety.companion import Other
from bot.core.safety.lessons import Learnt as Signals


@dataclass(frozen=True, slots=True)
class Learnt:
    """`signals` of danger, `kinds` of it and `moves` within it; the ranking; what messages do, and names of entries.
    None where something is still to be learnt."""

    signals: Signals | None = None
    kinds: Classes[Danger] | None = None
    moves: Classes[Move | Other] | None = None
    ranker: Ranker | None = None
    acts: ActReader | None = None
    names: Names | None = None

    def packed(self, reader: Reader) -> Packed:
        """As plain data, without the word frequencies of `reader`, which whoever unpacks has."""
        return pack(self, _given(reader))

    @classmethod
    def unpacked(cls, packed: Packed, reader: Reader) -> Learnt:
        """Raises UnreadableError for anything else than what `packed` gives."""
        return unpack(packed, cls, _given(reader))


def _given(reader: Reader) -> Mapping[str, object]:
    return {"frequency": reader.frequency}
