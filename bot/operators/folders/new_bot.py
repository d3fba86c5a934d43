"""`new`: a bot on another subject, to be filled by whoever knows about it.

Lives here: which files there are, and filling in names.
Never here: the texts (skeleton/), the part that fits any subject (copied from a knowledge folder), writing all or
nothing (drafts.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.core.model import About
from bot.operators.editing.entry_files import about_file
from bot.operators.folders.drafts import (
    about_of,
    beside,
    copy_yaml,
    refuse_to_overwrite,
    refuse_without_general,
)
from bot.storage.folder import GENERAL
from bot.storage.loader import load_knowledge

SKELETON = Path(__file__).with_name("skeleton")
KNOWLEDGE = "knowledge"


@dataclass(frozen=True, slots=True)
class NewBot:
    """`general` is the folder with the part that fits any subject."""

    folder: Path
    general: Path
    name: str = ""
    subject: str = ""

    @property
    def about(self) -> About:
        return about_of(self.folder.resolve().name, self.name, self.subject)


def start(order: NewBot) -> About:
    """Writes the folder and returns what the bot is called. Raises ConfigError if something is in the way.

    The folder appears only when all of it is written, and its knowledge has been loaded without a problem.
    """
    refuse_to_overwrite(order.folder)
    refuse_without_general(order.general)
    about = order.about
    with beside(order.folder) as draft:
        for path in sorted(SKELETON.rglob("*")):
            if path.is_file():
                target = draft / path.relative_to(SKELETON)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(_filled(path.read_text("utf-8"), about, order.folder), encoding="utf-8")
        (draft / "env").rename(draft / ".env")
        (draft / ".env").chmod(0o600)  # a token will stand in it
        (draft / ".gitignore").write_text(".env\n*.db\n*.db-*\n*.db.key\n", encoding="utf-8")
        (draft / KNOWLEDGE / "tentang.yaml").write_text(about_file(about), encoding="utf-8")
        copy_yaml(order.general, draft / KNOWLEDGE / GENERAL)
        load_knowledge(draft / KNOWLEDGE)
    return about


def _filled(text: str, about: About, folder: Path) -> str:
    for name, value in {"nama": about.name, "subjek": about.subject, "folder": str(folder.resolve())}.items():
        text = text.replace("{" + name + "}", value)
    return text
