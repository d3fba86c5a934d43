"""What an assistant is opened with."""

from __future__ import annotations

import gc

import pytest

from bot.assistant import undisturbed


def test_the_collector_rests_while_much_is_built_and_afterwards_goes_on_even_if_that_failed() -> None:
    resting = []

    def build() -> None:
        with undisturbed():
            resting.append(not gc.isenabled())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert resting == [True]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
