"""A bot in a process of its own, to be killed at any moment: the real channel and the real database, on tiny knowledge.

`python -m tests.faults.replica`, with the settings of `python -m bot run` in its environment. REPLICA_LEASE: how many
seconds of silence count as death; REPLICA_STEADY: how many without a crash are steady; REPLICA_LOG: the level of its
log; REPLICA_KNOWLEDGE: a folder to answer from in the place of the tiny knowledge. Whoever asks "... #17" is answered
with "#17" first, so that every answer tells which update it is to; whoever says BROKEN meets a bug, and DEADLY is the
end of the process.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
from dataclasses import replace
from pathlib import Path

from bot.assistant import Arrived, Assistant, ComingAssistant, open_dialogue
from bot.channels.telegram.intake import dispatching
from bot.channels.telegram.reporting import logs
from bot.channels.telegram.running import housekeeping, lifecycle
from bot.config import Settings, load_settings
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Turn, Utterance
from bot.school import School
from bot.storage.database import Options, find_key, open_database
from tests.channels.telegram.kopi import make_dialogue

BROKEN, DEADLY, STARTED = "rusakkan sekarang", "hentikan mesin sekarang", "replika dimulai"
_NUMBER = re.compile(r"#\d+")


class Numbering(Assistant):
    """Answers as ever, with the number of the question in front."""

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        text = arrived.event.text if isinstance(arrived.event, Utterance) else ""
        if text == BROKEN:
            raise RuntimeError(f"bug saat menjawab {arrived.chat}")
        if text == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        turn = super().respond(arrived, conversation, dialogue)
        found = _NUMBER.search(text)
        return replace(turn, reply=replace(turn.reply, text=f"{found[0]} {turn.reply.text}")) if found else turn


class Coming(Numbering, ComingAssistant):
    """The same, taking in before it has anything to answer from."""


def _assistant(settings: Settings) -> Assistant:
    if folder := os.environ.get("REPLICA_KNOWLEDGE"):
        school = School(settings.cache, beside=True)
        return Coming(lambda: open_dialogue(Path(folder), school=school))
    return Numbering(make_dialogue())


async def main() -> None:
    settings = load_settings(None)
    key = find_key(settings.database_url, settings.keys()[0])
    logs.install(logging.getLevelName(os.environ.get("REPLICA_LOG", "WARNING")))
    logging.debug(STARTED)
    lease = float(os.environ.get("REPLICA_LEASE", "15"))
    dispatching.CAREFUL_SECONDS = float(os.environ.get("REPLICA_STEADY", dispatching.CAREFUL_SECONDS))
    housekeeping.TELL_SECONDS = min(housekeeping.TELL_SECONDS, dispatching.CAREFUL_SECONDS)
    run = lifecycle.run_webhook if settings.webhook_url else lifecycle.run_polling
    async with await open_database(settings.database_url, key, options=Options(lease_seconds=lease)) as database:
        await run(settings, _assistant(settings), database)


def run(environment: dict[str, str], output: Path) -> None:
    """The same in a process that was forked, with this environment and no other."""
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(file, stream.fileno())
    asyncio.run(main())


if __name__ == "__main__":
    asyncio.run(main())
