"""A bot in a process of its own, and what it costs.

Lives here: starting it on a core of its own, CPU time and memory as Linux counts them, ending it.
Never here: what it is asked.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "424242:AABenchmarkTokenOnLoopbackOnly_00000"  # noqa: S105  nobody's
_TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 10


class Subject:
    """`command` are the arguments of Python; the bot is given the address and the token by its environment."""

    def __init__(self, command: Sequence[str], port: int, core: int | None, workers: int = 0) -> None:
        self._core = core
        address = f"http://127.0.0.1:{port}"
        self._folder = TemporaryDirectory(prefix="benchmark-")
        more = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": address,
            "BOT_DATABASE_URL": f"sqlite:///{self._folder.name}/bot.db",
            # Telegram's 30 messages a second would be all that is measured.
            "BOT_SEND_LIMITS": "0",
            "BOT_WORKERS": str(workers),
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
        """User and system time of all threads so far, its children's too (proc(5), stat: fields 14 and 15)."""
        return sum(map(_cpu_ticks, self._family())) / _TICKS

    def _family(self) -> Iterator[int]:
        yield self._process.pid
        tasks = Path(f"/proc/{self._process.pid}/task")
        for task in tasks.iterdir():
            yield from map(int, (task / "children").read_text().split())

    @property
    def memory_mb(self) -> float:
        """Resident now; what several processes share counts once for each."""
        return sum(self._resident("VmRSS"))

    @property
    def own_mb(self) -> float:
        """Of that, what is nobody else's and cannot be read from a file again."""
        return sum(self._resident("RssAnon"))

    def _resident(self, kind: str) -> Iterator[float]:
        for process in self._family():
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
            yield next(int(line.split()[1]) for line in lines if line.startswith(kind)) / 1024

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()


def _cpu_ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
