"""A bot in a process of its own, and what it costs.

Lives here: starting it on a core of its own, CPU time and memory as Linux counts them, ending it.
Never here: what it is asked.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "424242:AABenchmarkTokenOnLoopbackOnly_00000"  # noqa: S105  nobody's
_TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 10


class Subject:
    """`command` are the arguments of Python; the bot is given the address and the token by its environment."""

    def __init__(self, command: Sequence[str], port: int, core: int | None) -> None:
        self._core = core
        address = f"http://127.0.0.1:{port}"
        self._folder = TemporaryDirectory(prefix="benchmark-")
        more = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": address,
            "BOT_DATABASE_URL": f"sqlite:///{self._folder.name}/bot.db",
            # Telegram's 30 messages a second would be all that is measured.
            "BOT_SEND_LIMITS": "0",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if core is not None:
            os.sched_setaffinity(self._process.pid, {core})

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all threads so far (proc(5), stat: fields 14 and 15)."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory_mb(self) -> float:
        """Resident now."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()
