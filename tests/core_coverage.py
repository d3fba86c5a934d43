"""Coverage of bot/core is measured while its own tests run, and only then.

Measuring doubles the time of everything that runs in the process, also of what is not looked at. And a line of the core
that only a conversation over HTTP happens to pass has no test of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from coverage import Coverage

OWN = Path(__file__).parent / "core"
# Where nothing is measured (without --cov) there is nothing to rest.
_resting: list[Coverage] = []


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Before each test with all its fixtures; what is imported beforehand counts."""
    if item.path.is_relative_to(OWN):
        while _resting:
            _resting.pop().start()
        return
    while (running := Coverage.current()) is not None:
        running.stop()
        _resting.append(running)
