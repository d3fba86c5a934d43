from __future__ import annotations

from datetime import date

from sqlalchemy import create_engine, select

from bot.storage.database.clock import Moment, SteadyClock

DAY = 86_400.0


class Machine:
    """A machine's two clocks: one is set by people, the other by nobody."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_800_000_000.0, 500.0

    def pass_time(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def clock_on(machine: Machine, floor: float = 0.0) -> SteadyClock:
    return SteadyClock(floor, lambda: machine.wall, lambda: machine.steady)


def test_time_starts_at_what_the_machine_says_and_passes() -> None:
    machine = Machine()
    clock = clock_on(machine)
    machine.pass_time(5)
    assert clock() == 1_800_000_005.0


def test_setting_the_clock_while_running_changes_nothing() -> None:
    machine = Machine()
    clock = clock_on(machine)
    for change in (3600, -7200):
        machine.wall += change
        machine.pass_time(1)
    assert clock() == 1_800_000_002.0


def test_after_a_start_with_the_clock_set_back_time_goes_on_from_where_it_was() -> None:
    machine = Machine()
    clock = clock_on(machine, floor=machine.wall + 3600)
    machine.pass_time(1)
    assert clock() == 1_800_003_601.0


def test_a_time_far_ahead_was_a_mistake_and_is_not_kept_up() -> None:
    machine = Machine()
    assert clock_on(machine, floor=machine.wall + 2 * DAY)() == machine.wall


def test_a_day_is_a_day_in_western_indonesia() -> None:
    assert Moment(lambda: 1_767_200_400.0).today() == date(2026, 1, 1)  # 2025-12-31 17:00 UTC
    assert Moment(lambda: 1_767_200_399.0).today() == date(2025, 12, 31)


def test_the_moment_of_a_statement_is_the_clocks() -> None:
    moment = Moment(lambda: 12.5)
    with create_engine("sqlite://").connect() as connection:
        assert connection.execute(select(moment.expression + 1), moment.parameters).scalar_one() == 13.5


def test_without_a_clock_the_server_says_what_time_it_is() -> None:
    assert Moment(None).parameters == {}
    assert "now()" in str(Moment(None).expression)
    assert Moment(None).today() >= date(2026, 1, 1)
