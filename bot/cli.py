"""The command line: one command a job, errors shown once, exit codes from the errors.

Lives here: arguments, and which parts are wired for which command.
Never here: what the commands do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from bot.config import load_settings
from bot.errors import BotError

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
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
    from bot.assistant import open_assistant
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
    from bot.assistant import open_assistant
    from bot.channels.terminal import Terminal

    settings = load_settings()
    Terminal.open(lambda: open_assistant(knowledge or settings.knowledge, settings.contact), explain).run()


@main.command(help="Menjalankan bot di Telegram (perlu BOT_TOKEN).")
@knowledge_option
def run(knowledge: Path | None) -> None:
    import asyncio
    import gc

    from bot.assistant import open_assistant
    from bot.channels.telegram import logs, running

    settings = load_settings()
    settings.token()  # said before seconds are spent on the knowledge
    logs.install()
    assistant = open_assistant(knowledge or settings.knowledge, settings.contact)
    # What was loaded stays. Looking through it for garbage takes 0.1 s, during which nobody is answered.
    gc.freeze()
    start = running.run_webhook if settings.webhook_url else running.run_polling
    asyncio.run(start(settings, assistant))


@main.command(help="Mencoba bot di halaman obrolan peramban, tanpa token dan tanpa Telegram.")
@click.option("--port", default=8088, type=click.IntRange(0, 65535), help="0: yang bebas (bawaan: 8088).")
@click.option("--no-browser", is_flag=True, help="Jangan buka peramban.")
@knowledge_option
def demo(port: int, no_browser: bool, knowledge: Path | None) -> None:
    import asyncio
    import logging

    from bot.channels.telegram import logs
    from bot.demo import running

    settings = load_settings()
    logs.install(logging.WARNING)
    opens = not no_browser and running.has_screen()
    order = running.Order(knowledge or settings.knowledge, settings.contact, port, opens, click.echo)
    asyncio.run(running.demo(order))


@main.command(help="Memutar percakapan yang disimpan sebagai tes (tests/journeys/*.yaml).")
@click.argument("files", metavar="BERKAS...", nargs=-1, required=True, type=READABLE)
@knowledge_option
def journey(files: tuple[Path, ...], knowledge: Path | None) -> None:
    import asyncio
    import logging

    from bot.channels.telegram import logs
    from bot.demo.playing import play_files
    from bot.demo.running import Order

    settings = load_settings()
    logs.install(logging.CRITICAL)  # journeys break things on purpose
    order = Order(knowledge or settings.knowledge, settings.contact, say=click.echo)
    asyncio.run(play_files(order, files))


@main.command(help="Menjalankan Bot API tiruan di komputer ini, untuk mencoba bot apa pun.")
@click.option("--port", default=8081, type=click.IntRange(0, 65535), help="0: yang bebas (bawaan: 8081).")
def playground(port: int) -> None:
    from bot.playground import PlaygroundError, run

    try:
        run(port)
    except PlaygroundError as error:
        raise BotError(str(error)) from error


@main.command("import", help="Membuat folder pengetahuan dari lembar CSV atau Excel (judul, jawaban, ...).")
@click.argument("sheet", metavar="LEMBAR", type=READABLE)
@click.option("--to", "folder", type=FOLDER, required=True, help="Folder baru atau kosong.")
@click.option("--name", default="", help="Nama bot (bawaan: dari nama lembar).")
@click.option("--subject", default="", help="Bidang yang dijawab (bawaan: nama lembar).")
@knowledge_option
def import_(sheet: Path, folder: Path, name: str, subject: str, knowledge: Path | None) -> None:
    from bot.operators.importing import GENERAL, Import, import_sheet

    general = (knowledge or load_settings().knowledge) / GENERAL
    made = import_sheet(Import(sheet, folder, general, name, subject))
    click.echo("\n".join(made.notes), err=True, nl=bool(made.notes))
    click.echo(f"{folder}: {made.entries} entri, {made.topics} topik, {made.questions} pertanyaan.")
    click.echo(f'Coba: python -m bot chat --knowledge "{folder}"')


@main.command("export", help="Menulis semua entri ke lembar CSV atau Excel, kebalikan dari import.")
@click.option("--to", "sheet", type=FILE, required=True, help="Berkas .csv atau .xlsx.")
@knowledge_option
def export(sheet: Path, knowledge: Path | None) -> None:
    from bot.operators.exporting import export_sheet
    from bot.storage.loader import load_knowledge

    written = export_sheet(load_knowledge(knowledge or load_settings().knowledge), sheet)
    click.echo(f"{sheet}: {written} entri.")


@main.command(help="Menguji jawaban bot dengan berkas pertanyaan (JSONL, CSV, Excel).")
@click.argument("files", metavar="[BERKAS]...", nargs=-1, type=READABLE)
@click.option("--alias", type=READABLE, help="JSON: id lain -> daftar id.")
@click.option("--plot", type=FILE, help="Gambar hasil menurut ambang.")
@click.option("--json", type=FILE, help="Semua angka dan kekeliruan.")
@click.option("--misses", default=0, help="Tampilkan paling banyak N kekeliruan tiap jenis.")
@click.option("--cross-validate", is_flag=True, help="Uji dengan menghilangkan sebagian isi bergantian.")
@click.option("--folds", default=4, type=click.IntRange(2, 20), help="Banyaknya lipatan validasi silang.")
@click.option("--sample", "most", default=0, help="Paling banyak N pertanyaan tiap lipatan (0: semua).")
@knowledge_option
def evaluate(knowledge: Path | None, **order: Any) -> None:
    from rich.console import Console

    from bot.assistant import open_assistant
    from bot.operators import evaluate as evaluation

    settings = load_settings()
    consoles = (Console(), Console(stderr=True))
    opened = lambda: open_assistant(knowledge or settings.knowledge, settings.contact)  # noqa: E731 - one use
    evaluation.evaluate(evaluation.Evaluation(**order), opened, consoles)
