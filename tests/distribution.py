"""Who runs what where several processes run the tests (pytest-xdist): a file is run by one process.

So are files that share what takes seconds to make. Files that take long, most of it waiting, begin early, so that at
the end nobody waits for them alone.
"""

from __future__ import annotations

import os

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Beginnings of names, and whom those tests are run with: the shipped knowledge is trained there, aiogram's models made.
TOGETHER = {
    "tests/browser/": "browser",
    "tests/journeys/": "shipped",
    "tests/playground/test_clients.py": "aiogram",
    "tests/playground/test_fidelity.py": "aiogram",
    "tests/shipped/": "shipped",
    "tests/test_doors.py": "shipped",
}
LONG = (
    "browser", "tests/faults/test_process.py", "tests/storage/database/test_kills.py", "tests/test_secrets_nowhere.py",
    "tests/faults/test_hostile.py", "tests/faults/test_storage.py",
)  # fmt: skip
# More processes would not be done sooner: each takes seconds to begin, and the longest file is run by one.
MOST = 6


class Distribution(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        together = (name for start, name in TOGETHER.items() if nodeid.startswith(start))
        return next(together, nodeid.partition("::")[0])

    def schedule(self) -> None:
        """After the first pieces, which are those with the most tests."""
        super().schedule()
        for name in reversed(LONG):
            if name in self.workqueue:
                self.workqueue.move_to_end(name, last=False)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, for tests wait a lot."""
    return min((os.cpu_count() or 1) + 1, MOST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    return Distribution(config, log) if config.getvalue("dist") == "load" else None
