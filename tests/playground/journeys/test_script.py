"""Reading journeys: what is understood, and how clearly the rest is refused."""

from __future__ import annotations

import pytest

from bot.playground.journeys.script import Journey, JourneyError, read_journey

GOOD = """
name: Kunjungan
people: [Sari, Budi]
groups: {Kelas: {}, Luar: {bot: false}}
steps:
  - start: ""
  - send: "@{bot} halo"
    by: Budi
    in: Kelas
    reply_to: hai
  - expect: halo
  - expect: {text: [a, b], buttons: [Menu], outcome: answer}
  - results: Kopi
  - restart:
  - fault: {method: sendMessage, code: 429}
"""


def read(steps: str) -> Journey:
    return read_journey(f"name: x\nsteps:\n{steps}")


def test_a_journey_is_read_whole() -> None:
    journey = read_journey(GOOD)
    assert journey.people == ("Sari", "Budi")
    assert journey.groups == {"Kelas": True, "Luar": False}
    assert [step.verb for step in journey.steps] == [
        "start", "send", "expect", "expect", "results", "restart", "fault",
    ]  # fmt: skip
    assert journey.steps[1].details == {"by": "Budi", "in": "Kelas", "reply_to": "hai"}


def test_a_text_alone_is_short_for_what_is_looked_for_in_it() -> None:
    journey = read_journey(GOOD)
    assert journey.steps[2].value == {"text": "halo"}
    assert journey.steps[4].value == {"titles": "Kopi"}


def test_every_scalar_is_a_text() -> None:
    assert read("- send: no\n- send: 010\n- send: 1e3").steps[0].value == "no"


def test_the_bots_name_is_filled_in_everywhere() -> None:
    step = read('- expect: {text: ["@{bot}", b], reply_to: "@{bot}"}').steps[0].named("kopi_bot")
    assert step.value == {"text": ["@kopi_bot", "b"], "reply_to": "@kopi_bot"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[1, 2", "no YAML"),
        ("halo", "a journey must be a mapping"),
        ("name: x\nsteps: []", "1 to 500 steps"),
        ("steps: [{send: a}]", "name must be a text"),
        ("name: x\nwho: y\nsteps: [{send: a}]", "unknown who"),
        ("name: x\nsteps: [{shout: a}]", "step 1 has 0 verbs"),
        ("name: x\nsteps: [{send: a, press: b}]", "step 1 has 2 verbs"),
        ("name: x\nsteps: [{send: a, on: b}]", "step 1: unknown on"),
        ("name: x\nsteps: [{send: [a]}]", "step 1 must be a text"),
        ("name: x\nsteps: [{expect: {colour: red}}]", "unknown colour"),
        ("name: x\nsteps: [{results: [a]}]", "step 1 must be a mapping"),
        ("name: x\nsteps: [{fault: a}]", "step 1 must be a mapping"),
        ("name: x\nsteps: [{send: &a b}, {send: *a}]", "aliases are not read"),
        ("name: x\npeople: Sari\nsteps: [{send: a}]", "people must be a list"),
        ("name: x\ngroups: {K: {colour: red}}\nsteps: [{send: a}]", "group K: unknown colour"),
        ("x" * 200_001, "longer than"),
        ("name: !!python/object:os.system x\nsteps: [{send: a}]", ""),
    ],
)
def test_what_cannot_be_read_is_refused_and_says_why(text: str, complaint: str) -> None:
    if not complaint:
        assert read_journey(text).name == "x"  # a tag means nothing here
        return
    with pytest.raises(JourneyError, match=complaint):
        read_journey(text)


def test_a_step_can_be_read_out() -> None:
    assert str(read("- send: halo").steps[0]) == "send halo"
    assert str(read("- expect: {text: a, buttons: [b]}").steps[0]) == "expect {text: a, buttons: [b]}"
