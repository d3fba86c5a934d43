"""The errors this bot raises on purpose, with the exit code each one ends a command with.

    BotError (1)
    ├── ConfigError (2)      a setting is missing or wrong
    ├── KnowledgeError (3)   the knowledge folder has problems: each with file and line
    └── StorageError (4)     the database cannot be read or written

Lives here: the errors and their exit codes.
Never here: how an error is shown, and errors of one room only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class BotError(Exception):
    """Base of all expected errors; its text is written for the person who runs the bot."""

    exit_code = 1


class ConfigError(BotError):
    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a knowledge file, and what to do about it. `line` counts from 1; 0 means the whole file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


class KnowledgeError(BotError):
    """Everything that is wrong with a knowledge folder, all at once."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class StorageError(BotError):
    exit_code = 4
