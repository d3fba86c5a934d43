"""The command line: one command a job, errors shown once, exit codes from the errors.

Lives here: arguments, and which parts are wired for which command.
Never here: what the commands do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from bot.assistant import open_assistant
from bot.config import load_settings
from bot.errors import BotError

FOLDER = click.Path(file_okay=False, path_type=Path)
knowledge_option = click.option("--knowledge", type=FOLDER, help="Folder pengetahuan (bawaan: BOT_KNOWLEDGE).")


class Commands(click.Group):
    """Shows expected errors as one plain text and leaves with their exit code; bugs keep their traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BotError as error:
            click.echo(f"Gagal: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, help="Tanya Peksos: bot tanya jawab dari folder pengetahuan.")
def main() -> None:
    """Nothing happens before a command is chosen."""


@main.command(help="Menjawab percakapan dari masukan standar, satu objek JSON sebaris.")
@click.option("--jsonl", is_flag=True, required=True, help="Format masukan dan keluaran.")
@knowledge_option
def ask(jsonl: bool, knowledge: Path | None) -> None:
    from bot.channels.batch import Batch

    settings = load_settings()
    batch = Batch(open_assistant(knowledge or settings.knowledge, settings.contact))
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for reply in batch.answer(lines):
        sys.stdout.buffer.write(reply.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


@main.command(help="Mengobrol dengan bot di terminal, tanpa token.")
@click.option("--explain", is_flag=True, help="Tampilkan peringkat dan alasan tiap jawaban.")
@knowledge_option
def chat(explain: bool, knowledge: Path | None) -> None:
    from bot.channels.terminal import Terminal

    settings = load_settings()
    Terminal.open(lambda: open_assistant(knowledge or settings.knowledge, settings.contact), explain).run()
