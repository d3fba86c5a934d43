"""No test may print or log a secret that the bot was given: what each of them printed and logged is looked through.

Which secrets there are is learnt from the settings as the bot reads them, so that none can be forgotten here. A test
that shows one fails. A run that found nothing because it looked at nothing fails as well. Where several processes run
the tests, each looks through its own, and the one that started them adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import Any

import pytest

from bot.config import Settings
from bot.playground.playground import TOKEN

# Among the tests of so many bots some print and log something: a bot warns of every fault that is planned.
ENOUGH_BOTS = 100


class Watch:
    """The secrets handed out so far, how often that was, and how much was looked through."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self.handed_out = self.sections = self.shown = 0

    def note(self, secret: str) -> None:
        self.handed_out += 1
        # Of a token also the half behind the colon: that is the secret one.
        self.secrets.update(part for part in (secret, secret.partition(":")[2]) if len(part) >= 12)

    def look(self, sections: Iterable[tuple[str, str]]) -> list[str]:
        """The names of the sections with a secret in them."""
        found = []
        for name, content in sections:
            self.sections += 1
            if any(secret in content for secret in self.secrets):
                found.append(name)
        self.shown += len(found)
        return found

    def add(self, secrets: Iterable[str], handed_out: int, sections: int, shown: int) -> None:
        """What another process saw."""
        self.secrets.update(secrets)
        self.handed_out += handed_out
        self.sections += sections
        self.shown += shown

    @property
    def was_idle(self) -> bool:
        return self.handed_out >= ENOUGH_BOTS and not self.sections

    def __str__(self) -> str:
        return f"{len(self.secrets)} secrets of the bot were looked for in {self.sections} outputs: {self.shown} shown"


WATCH = Watch()


def watched(read: Callable[[Settings], str]) -> Callable[[Settings], str]:
    """`read`, and whatever it hands out is noted."""

    def reading(settings: Settings) -> str:
        secret = read(settings)
        WATCH.note(secret)
        return secret

    return reading


def pytest_sessionstart() -> None:
    WATCH.note(TOKEN)
    Settings.token = watched(Settings.token)  # type: ignore[method-assign]
    Settings.secret = watched(Settings.secret)  # type: ignore[method-assign]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, Any, pytest.TestReport]:
    report: pytest.TestReport = yield
    # The last report of a test comes with the sections of all its phases.
    places = WATCH.look(report.sections) if call.when == "teardown" else []
    if places:
        report.outcome = "failed"
        report.longrepr = f"a secret of the bot is shown in: {', '.join(places)}"
        report.sections = [section for section in report.sections if section[0] not in places]
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # one of several processes
        session.config.workeroutput["watch"] = (sorted(WATCH.secrets), WATCH.handed_out, WATCH.sections, WATCH.shown)
        return
    # Without capturing there is nothing to look through.
    if WATCH.was_idle and session.config.getoption("capture") != "no":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A process of pytest-xdist has ended. One that crashed tells nothing, and fails the run by itself."""
    if hasattr(node, "workeroutput"):
        WATCH.add(*node.workeroutput["watch"])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(str(WATCH), red=WATCH.was_idle or bool(WATCH.shown))
