"""How the next command is typed, for people to copy.

Lives here: which Python, and its path as short as the current folder allows.
Never here: the commands and their options, which stand with whoever recommends them.
"""

from __future__ import annotations

import sys
from pathlib import Path


def again() -> str:
    """This very Python, which has everything installed; short where it stands below the current folder."""
    python, here = Path(sys.executable), Path.cwd()
    return f"{python.relative_to(here) if python.is_relative_to(here) else python} -m bot"
