"""Work that is shared out among processes: the same results in the same order, and none left behind."""

from __future__ import annotations

import os
import sys
import time

import pytest

from bot.operators.checking import sharing
from bot.operators.checking.sharing import FEW, processes, shared_out

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere everything is done in one process")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


def where(number: int) -> tuple[int, int]:
    """What was asked, and the process that did it: not so fast that the first does all before another has begun."""
    time.sleep(0.002)
    return number, os.getpid()


def test_many_texts_are_shared_out_and_come_back_in_order() -> None:
    with shared_out(where, range(2 * FEW)) as results:
        found = list(results)
    assert [number for number, _ in found] == list(range(2 * FEW))
    workers = {process for _, process in found}
    assert os.getpid() not in workers
    assert len(workers) == 2


def test_a_process_knows_what_this_one_knew_without_being_sent_it() -> None:
    learnt = {number: lambda number=number: number + 1 for number in range(FEW)}  # nothing that could be sent
    with shared_out(lambda number: learnt[number](), range(FEW)) as results:
        assert list(results) == list(range(1, FEW + 1))


def test_few_texts_are_worked_on_here() -> None:
    with shared_out(where, range(FEW - 1)) as results:
        assert {process for _, process in results} == {os.getpid()}


def test_where_processes_cannot_be_copied_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing.sys, "platform", "darwin")
    assert processes(10 * FEW) == 1


def test_there_are_as_many_as_cores_and_never_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    assert processes(FEW) == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(64)))
    assert processes(FEW) == sharing.PROCESSES


def fall(number: int) -> int:
    if number == FEW:
        raise ValueError(number)
    return number


def test_an_error_in_one_of_them_is_told_and_ends_the_others() -> None:
    with pytest.raises(ValueError, match=str(FEW)), shared_out(fall, range(3 * FEW)) as results:
        list(results)


def die(number: int) -> int:
    if number == FEW:
        os._exit(1)
    return number


def test_a_process_that_is_killed_is_told_and_not_waited_for() -> None:
    with pytest.raises(Exception, match="terminated abruptly"), shared_out(die, range(3 * FEW)) as results:
        list(results)
