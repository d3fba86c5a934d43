"""The name under which what was learnt is kept.

Lives here: a digest of everything that learning depends on.
Never here: learning, files of what was learnt (learnt_files.py).
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bot.core.model import Knowledge
from bot.core.policy import Policy

_ROOT = Path(__file__).resolve().parent.parent
# The code that reads knowledge and learns from it, and the packages it computes with.
_ROOMS = ("core", "storage")
_PACKAGES = ("numpy", "scipy", "rapidfuzz")


def name_of(knowledge: Knowledge, frequency: Mapping[str, float], policy: Policy) -> str:
    """A name that is another one as soon as the knowledge, the frequencies of words, the policy or the code is. "" for
    a knowledge that was read from no files, and so has no version."""
    if not knowledge.version:
        return ""
    digest = hashlib.sha256(f"{code_version(_ROOT)} {knowledge.version} {policy}".encode())
    digest.update(" ".join(frequency).encode())
    digest.update(np.fromiter(frequency.values(), np.float64, len(frequency)).tobytes())
    return digest.hexdigest()[:32]


@cache
def code_version(root: Path) -> str:
    """A digest of the code under `root` that learning depends on, of its packages and of the machine's kind."""
    digest = hashlib.sha256(f"{platform.python_version()} {platform.machine()}".encode())
    digest.update(" ".join(version(package) for package in _PACKAGES).encode())
    for path in sorted(path for room in _ROOMS for path in (root / room).rglob("*.py")):
        code = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(code)} ".encode() + code)
    return digest.hexdigest()
