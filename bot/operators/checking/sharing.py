"""Work on many texts, shared out among processes.

Lives here: how many processes, what each gets, the results in order.
Never here: what is done with a text (asking.py).

A process begins as a copy of this one, so that it knows what was learnt without learning it again. Only Linux makes
such copies reliably; elsewhere, and for few texts, everything is done here. The results are the same.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar, cast

Given = TypeVar("Given")
Made = TypeVar("Made")

# Each further process needs some 100 MB of its own, for what it touches of the copy.
PROCESSES = 4
# Below this a process takes longer to begin than it saves.
FEW = 400
# What a process is given at once: enough to be worth the way, and few enough that all end together.
CHUNK = 50

# What the copies are to do; set in them alone.
_work: Callable[..., object] | None = None


@contextmanager
def shared_out(work: Callable[[Given], Made], items: Sequence[Given]) -> Iterator[Iterator[Made]]:
    """What `work` makes of each of the items, in their order; it must depend on nothing that it changes.

    The processes begin as soon as the block does: what only begins within it (a bar that is drawn by a thread) is not
    among what they are copies of.
    """
    count = processes(len(items))
    if count == 1:
        yield map(work, items)
        return
    # The garbage collector would touch, and so copy, all that is only read.
    gc.freeze()
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _begin, (work,))
    try:
        yield cast(Iterator[Made], pool.map(_do, items, chunksize=CHUNK))
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def processes(items: int) -> int:
    """How many are worth it."""
    if sys.platform != "linux" or items < FEW:
        return 1
    return min(PROCESSES, len(os.sched_getaffinity(0)))


def _begin(work: Callable[[Given], Made]) -> None:
    global _work
    _work = work


def _do(item: object) -> object:
    assert _work is not None
    return _work(item)
