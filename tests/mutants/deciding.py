"""The code that decides, the tests that touch it, and which of its wrong copies are tried.

Lives here: the modules, a spread of their copies that stays the same while the code does, the list of survivors.
Never here: making copies, running tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from tests.mutants.making import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
SURVIVORS = Path(__file__).with_name("survivors.txt")
# What is tuned (the numbers of the policy) is not among them: how right the bot is with them is held by
# tests/shipped/test_floors.py, and that each of them decides by tests/core/test_policy.py.
ROOMS = {
    "conversation": (
        "carrying_out", "dialogue", "in_danger", "interpretation", "leaning", "meanings", "questions", "situation",
        "small_talk", "standing",
    ),
    "safety": ("companion", "detector", "lessons", "patterns"),
    "ranking": ("calibration", "ranker"),
}  # fmt: skip
MODULES = tuple(f"bot/core/{room}/{name}.py" for room, names in ROOMS.items() for name in names)


def those_about(path: str) -> list[str]:
    """The files and folders of tests that touch a module, those that are most about it first."""
    room, name = Path(path).parts[-2:]
    own = f"tests/core/{room}/test_{name}"
    return [own, *["tests/core/test_policy.py"] * (room != "safety"), f"tests/core/{room}", "tests/core/conversation"]


def sample(paths: Iterable[str], most: int) -> list[Mutant]:
    """At most so many copies (0: all) of the modules, module by module: by chance, and always the same ones."""
    found = [one for path in paths for one in mutants(path, (ROOT / path).read_text("utf-8"))]
    chosen = sorted(found, key=lambda one: sha256(one.name.encode()).digest())[: most or None]
    return sorted(chosen, key=lambda one: (one.path, one.line, one.number))


def read_survivors(lines: Sequence[str]) -> Mapping[str, str]:
    """Copies that no test can tell from the original, or need not, each with the reason below it."""
    said = [line for line in lines if line.strip() and not line.startswith("#")]
    reasons: dict[str, str] = {}
    for line in said:
        if line.startswith("    ") and reasons:
            last = next(reversed(reasons))
            reasons[last] = f"{reasons[last]} {line.strip()}".strip()
        else:
            reasons[line.strip()] = ""
    return reasons
