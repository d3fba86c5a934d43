"""How common a word is in Indonesian at large.

Lives here: the frequencies that `wordfreq` ships (its author froze them in 2024).
Never here: what a frequency decides (see core.text).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType


@cache
def load_frequencies() -> Mapping[str, float]:
    """The Zipf frequency of 31,188 Indonesian words: the base-10 logarithm of uses per 10^9 words (3 to 7.5).

    Read once and cached. Raises nothing but ImportError, where `wordfreq` is not installed.
    """
    # Here and not above: importing wordfreq takes 0.2 s, which commands without questions need not pay.
    from wordfreq import get_frequency_dict

    shares = get_frequency_dict("id", wordlist="best")
    return MappingProxyType({word: round(math.log10(share) + 9, 2) for word, share in shares.items()})
