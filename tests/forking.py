"""Processes of the bot that are forked from one that has everything imported, and nothing of the tests' own.

Starting Python and importing what the bot needs takes a second of a processor, and some tests start a dozen.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess

import pytest

_IMPORTED = ["tests.faults.replica", "storage.database.replica"]


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    with pytest.MonkeyPatch.context() as patch:
        # What it imports beforehand it has to find by itself; where, it is not told until the first process.
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


def fork(function: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """A process that runs a function, which is named by its module."""
    process = _context().Process(target=function, args=arguments, daemon=True)
    process.start()
    return process


class Forked:
    """Such a process, handled as one of subprocess is."""

    def __init__(self, function: Callable[..., None], *arguments: object) -> None:
        self._process = fork(function, *arguments)

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float) -> int:
        self._process.join(seconds)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self._process.name, seconds)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self._process.pid or 0, number)

    def kill(self) -> None:
        self._process.kill()
