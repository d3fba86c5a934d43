"""How common a word is in Indonesian at large.

Lives here: the frequencies that `wordfreq` ships (its author froze them in 2024).
Never here: what a frequency decides (see core.text).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# An English word is met about five times less often in an Indonesian chat than in English.
ENGLISH_DISCOUNT = 0.7


@cache
def load_frequencies() -> Mapping[str, float]:
    """The Zipf frequency of some 50,000 words: the base-10 logarithm of uses per 10^9 words (about 2 to 7.5).

    Indonesian words as they are; English ones, which people mix in, as so much rarer (ENGLISH_DISCOUNT).

    Read once and cached. Raises nothing but ImportError, where `wordfreq` is not installed.
    """
    # Here and not above: importing wordfreq takes 0.2 s, which commands without questions need not pay.
    from wordfreq import get_frequency_dict

    english = get_frequency_dict("en", wordlist="small")
    found = {word: round(math.log10(share) + 9 - ENGLISH_DISCOUNT, 2) for word, share in english.items()}
    for word, share in get_frequency_dict("id", wordlist="best").items():
        found[word] = max(round(math.log10(share) + 9, 2), found.get(word, 0.0))
    return MappingProxyType(found)
