"""`python -m benchmarks.durability [WORD ...]`: trials whose names hold one of the words, or all of them.

Lives here: which trials there are, the seed, printing.
Never here: what a trial does.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
from collections.abc import AsyncIterator, Callable, Mapping

from benchmarks.durability import endurance, floods, kills, loops
from benchmarks.durability.stage import Setting

TRIALS: Mapping[str, Callable[[Setting], AsyncIterator[str]]] = {
    "kill-one": kills.one_process,
    "kill-replicas": kills.replicas,
    "server-away": kills.server_away,
    "stop": kills.told_to_stop,
    "loop-webhook": loops.webhook_sqlite,
    "loop-replicas": loops.three_replicas,
    "loop-five-seconds": loops.every_five_seconds,
    "loop-signals": loops.all_signals,
    "loop-moments": loops.bad_moments,
    "loop-poison": loops.a_poison,
    "loop-shipped": loops.shipped,
    "flood": floods.one_against_all,
    "endurance": endurance.unlimited,
}


async def main(words: list[str], seed: int, scale: float) -> None:
    print(f"seed {seed}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}", flush=True)
    for name, trial in TRIALS.items():
        if words and not any(word in name for word in words):
            continue
        print(f"\n{name}: {' '.join((trial.__doc__ or '').split())}", flush=True)
        async for row in trial(Setting(random.Random(seed), scale)):
            print(f"- {row}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability")
    parser.add_argument("words", nargs="*", help=f"of {', '.join(TRIALS)}")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 for a tenth of everything")
    order = parser.parse_args()
    # The playground's server is told of every connection that is broken on purpose.
    logging.disable()
    asyncio.run(main(order.words, order.seed, order.scale))
