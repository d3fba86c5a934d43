"""The command line: one command a job, errors shown once, exit codes from the errors.

Lives here: arguments, and which parts are wired for which command.
Never here: what the commands do.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.config import load_settings, shipped_knowledge
from bot.errors import BotError

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.school import School

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


def _school(settings: Settings, beside: bool = False) -> School:
    from bot.school import School

    return School(settings.cache, _say_learning, beside)


def _say_learning() -> None:
    """Somebody who waits is told why; whoever reads the output of a program is not disturbed."""
    if sys.stderr.isatty():
        click.echo("Belajar dari bahan ini dulu, beberapa detik; lain kali langsung siap.", err=True)


@main.command(help="Menjawab percakapan dari masukan standar, satu objek JSON sebaris.")
@click.option("--jsonl", is_flag=True, required=True, help="Format masukan dan keluaran.")
@knowledge_option
def ask(jsonl: bool, knowledge: Path | None) -> None:
    from bot.assistant import open_assistant
    from bot.channels.batch import Batch

    settings = load_settings()
    batch = Batch(open_assistant(knowledge or settings.knowledge, settings.contact, _school(settings)))
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
    from bot.school import School

    settings = load_settings()
    folder, contact = knowledge or settings.knowledge, settings.contact
    Terminal.open(lambda says: open_assistant(folder, contact, School(settings.cache, says)), explain).run()


@main.command(help="Belajar dari folder pengetahuan sekarang, supaya mulai berikutnya hanya sedetik.")
@knowledge_option
def learn(knowledge: Path | None) -> None:
    from bot.school import School, learn

    settings = load_settings()
    said: list[str] = []
    kept = learn(knowledge or settings.knowledge, School(settings.cache, lambda: said.append("Belajar")))
    if not kept:
        raise BotError(f"Hasil belajar tidak bisa disimpan di {settings.cache}. Beri izin tulis, atau isi BOT_CACHE.")
    click.echo(f"{'Dipelajari' if said else 'Sudah dipelajari'}, tersimpan di {settings.cache}.")


@main.command(help="Menjalankan bot di Telegram (perlu BOT_TOKEN).")
@knowledge_option
def run(knowledge: Path | None) -> None:
    import asyncio

    from bot.assistant import ComingAssistant
    from bot.channels.telegram.reporting import logs
    from bot.channels.telegram.running import lifecycle
    from bot.operators.live.desk import OperatorsDesk
    from bot.operators.live.reloading import Reloader
    from bot.storage.database import find_key, open_database
    from bot.storage.loader import load_knowledge

    settings = load_settings()
    settings.token()  # said before seconds are spent on the knowledge
    given, old = settings.keys()
    key = find_key(settings.database_url, given)
    logs.install()
    folder, school = knowledge or settings.knowledge, _school(settings, beside=True)
    settings = settings.model_copy(update={"knowledge": folder})
    loaded = load_knowledge(folder)  # what is wrong with it is said before anything is taken in
    assistant = ComingAssistant(lambda: school.dialogue(loaded, settings.contact, folder))
    start = lifecycle.run_webhook if settings.webhook_url else lifecycle.run_polling

    async def serve() -> None:
        async with await open_database(settings.database_url, key, old) as database:
            desk = OperatorsDesk(database, assistant, Reloader(assistant, folder, settings.contact, school))
            await start(settings, assistant, database, desk=desk)

    asyncio.run(serve())


@main.command(help="Mencoba bot di halaman obrolan peramban, tanpa token dan tanpa Telegram.")
@click.option("--port", default=8088, type=click.IntRange(0, 65535), help="0: yang bebas (bawaan: 8088).")
@click.option("--no-browser", is_flag=True, help="Jangan buka peramban.")
@knowledge_option
def demo(port: int, no_browser: bool, knowledge: Path | None) -> None:
    import asyncio
    import logging

    from bot.channels.telegram.reporting import logs
    from bot.demo import running

    settings = load_settings()
    logs.install(logging.WARNING)
    opens = not no_browser and running.has_screen()
    school = _school(settings, beside=True)
    order = running.Order(knowledge or settings.knowledge, settings.contact, port, opens, click.echo, school)
    asyncio.run(running.demo(order))


@main.command(help="Memutar percakapan yang disimpan sebagai tes (tests/journeys/*.yaml).")
@click.argument("files", metavar="BERKAS...", nargs=-1, required=True, type=READABLE)
@knowledge_option
def journey(files: tuple[Path, ...], knowledge: Path | None) -> None:
    import asyncio
    import logging

    from bot.channels.telegram.reporting import logs
    from bot.demo.playing import play_files
    from bot.demo.running import Order

    settings = load_settings()
    logs.install(logging.CRITICAL)  # journeys break things on purpose
    order = Order(knowledge or settings.knowledge, settings.contact, say=click.echo, school=_school(settings))
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
@click.option("--replace", is_flag=True, help="Ganti entri di folder yang sudah ada; yang lain tetap.")
@click.option("--name", default="", help="Nama bot (bawaan: dari nama lembar).")
@click.option("--subject", default="", help="Bidang yang dijawab (bawaan: nama lembar).")
@knowledge_option
def import_(sheet: Path, folder: Path, knowledge: Path | None, **order: Any) -> None:
    from bot.operators.sheets.importing import Import, import_sheet
    from bot.operators.wording.own_command import again

    made = import_sheet(Import(sheet, folder, _general(knowledge), **order))
    click.echo("\n".join(made.notes), err=True, nl=bool(made.notes))
    click.echo(f"{folder}: {made.entries} entri, {made.topics} topik, {made.questions} pertanyaan.")
    if made.bare:
        click.echo(f"{made.bare} entri baru bisa ditanyakan dengan judulnya, sebab kolom pertanyaannya kosong.")
        click.echo(f'Usulan cara bertanya: {again()} suggest --apply --knowledge "{folder}"')
    click.echo(f'Periksa: {again()} check --knowledge "{folder}"')
    click.echo(f'Coba: {again()} chat --knowledge "{folder}"')


@main.command("new", help="Membuat bot baru tentang bidang lain: pengetahuan, setelan, petunjuk.")
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@click.option("--name", default="", help="Nama bot (bawaan: dari nama folder).")
@click.option("--subject", default="", help="Bidang yang dijawab (bawaan: nama folder).")
@knowledge_option
def new(folder: Path, name: str, subject: str, knowledge: Path | None) -> None:
    from bot.operators.folders.new_bot import KNOWLEDGE, NewBot, start
    from bot.operators.wording.own_command import again

    about = start(NewBot(folder, _general(knowledge), name, subject))
    home = folder / KNOWLEDGE
    steps = {
        "Ajak bicara": f'{again()} chat --knowledge "{home}"',
        "Ganti contohnya dengan bahanmu, petunjuknya di": folder / "README.md",
        "Atau ambil dari lembar CSV atau Excel": f'{again()} import LEMBAR --to "{home}" --replace',
        "Periksa": f'{again()} check --knowledge "{home}"',
    }
    click.echo(f"{about.name}, bot tentang {about.subject}, sudah jadi di {folder}. Selanjutnya:")
    for number, (step, how) in enumerate(steps.items(), 1):
        click.echo(f"\n{number}. {step}:\n   {how}")


def _general(knowledge: Path | None) -> Path:
    """The part that fits any subject: of the folder that is named; else of the one in use, or as shipped."""
    from bot.storage.folder import GENERAL

    used = knowledge or load_settings().knowledge
    return (used if knowledge or (used / GENERAL).is_dir() else shipped_knowledge()) / GENERAL


@main.command("export", help="Menulis semua entri ke lembar CSV atau Excel, kebalikan dari import.")
@click.option("--to", "sheet", type=FILE, required=True, help="Berkas .csv atau .xlsx.")
@knowledge_option
def export(sheet: Path, knowledge: Path | None) -> None:
    from bot.operators.sheets.exporting import export_sheet
    from bot.operators.wording.own_command import again
    from bot.storage.loader import load_knowledge

    folder = knowledge or load_settings().knowledge
    written = export_sheet(load_knowledge(folder), sheet)
    click.echo(f"{sheet}: {written.entries} entri.")
    click.echo("\n".join(written.notes), err=True)
    click.echo(f'Setelah disunting: {again()} import "{sheet}" --to "{folder}" --replace', err=True)


@main.command("book", help="Menulis semua isi sebagai satu halaman untuk dibaca, dicari, dan dicetak.")
@click.option("--to", "folder", type=FOLDER, required=True, help="Folder baru, kosong, atau buku yang lama.")
@click.option("--bot", default="", metavar="NAMA", help="Nama bot di Telegram, untuk tautan (bawaan: BOT_USERNAME).")
@knowledge_option
def book_(folder: Path, bot: str, knowledge: Path | None) -> None:
    from datetime import date

    from bot.config import checked_username
    from bot.operators.book.writing import PAGE, PRINTED, Order, write_book
    from bot.storage.loader import load_knowledge

    settings = load_settings()
    name = checked_username(bot) if bot else settings.username
    loaded = load_knowledge(knowledge or settings.knowledge)
    made = write_book(Order(folder, date.today(), name), loaded)
    click.echo(f"{folder / PAGE}: {made.entries} jawaban, {made.terms} istilah, {made.articles} pasal.")
    click.echo(f"{folder / PRINTED}: untuk dicetak atau disimpan sebagai PDF.")
    if not name:
        click.echo("Tanpa tautan ke bot; sebut namanya dengan --bot atau BOT_USERNAME.", err=True)


@main.command(help="Memeriksa folder pengetahuan: berkas, cara bertanya, menu, Telegram, sumber, ejaan.")
@click.option("--json", "as_json", is_flag=True, help="Tulis semuanya sebagai JSON.")
@click.option("--strict", is_flag=True, help="Petunjuk pun mengakhiri perintah dengan kode 3.")
@click.option("--no-match", is_flag=True, help="Jangan ketik tiap cara bertanya (selesai dalam sedetik).")
@click.option("--forecast/--no-forecast", default=None, help="Perkirakan hasilnya (bawaan: sampai 100 entri).")
@knowledge_option
@click.pass_context
def check(ctx: click.Context, /, as_json: bool, knowledge: Path | None, **how: Any) -> None:
    import json
    from datetime import date

    from rich.console import Console

    from bot.channels.telegram.answering.fitting import misfits
    from bot.operators.checking import page
    from bot.operators.checking.check import EVEN_MANY, Check, check
    from bot.operators.evaluation.forecast import QUICK

    settings = load_settings()
    folder, foretells = knowledge or settings.knowledge, {None: QUICK, True: EVEN_MANY, False: 0}[how["forecast"]]
    asks, school = not how["no_match"], _school(settings)
    order = Check(folder, date.today(), misfits, settings.contact, asks, school, foretells)
    report = check(order, Console(stderr=True))
    if as_json:
        click.echo(json.dumps(page.as_json(report), ensure_ascii=False))
    else:
        page.print_report(Console(), report)
    ctx.exit(report.exit_code(how["strict"]))


@main.command(help="Menguji jawaban bot dengan berkas pertanyaan (JSONL, CSV, Excel).")
@click.argument("files", metavar="[BERKAS]...", nargs=-1, type=READABLE)
@click.option("--alias", type=READABLE, help="JSON: id lain -> daftar id.")
@click.option("--plot", type=FILE, help="Gambar hasil menurut ambang.")
@click.option("--json", type=FILE, help="Semua angka dan kekeliruan.")
@click.option("--misses", default=0, help="Tampilkan paling banyak N kekeliruan tiap jenis.")
@click.option("--cross-validate", is_flag=True, help="Uji dengan menghilangkan sebagian isi bergantian.")
@click.option("--tune", is_flag=True, help="Pilih angka penentu dengan validasi silang; tulis ke kebijakan.yaml.")
@click.option("--folds", default=4, type=click.IntRange(2, 20), help="Banyaknya lipatan validasi silang.")
@click.option("--sample", "most", default=0, help="Paling banyak N pertanyaan tiap lipatan (0: semua).")
@knowledge_option
def evaluate(knowledge: Path | None, **order: Any) -> None:
    from rich.console import Console

    from bot.assistant import open_assistant
    from bot.operators.evaluation import evaluate as evaluation

    settings = load_settings()
    consoles = (Console(), Console(stderr=True))
    folder, school = knowledge or settings.knowledge, _school(settings)
    opened = lambda: open_assistant(folder, settings.contact, school)  # noqa: E731 - one use
    evaluation.evaluate(evaluation.Evaluation(**order, folder=folder), opened, consoles)


@main.command(help="Menunjukkan seberapa bot dipakai: pertanyaan, entri, celah, jam, jempol.")
@click.option("--days", default=30, type=click.IntRange(1, 365), help="Banyaknya hari terakhir (bawaan: 30).")
@click.option("--html", type=FILE, help="Tulis juga sebagai satu halaman untuk peramban.")
@click.option("--json", is_flag=True, help="Tulis angkanya sebagai JSON.")
@knowledge_option
def stats(days: int, html: Path | None, json: bool, knowledge: Path | None) -> None:
    import asyncio

    from rich.console import Console

    from bot.operators.statistics.log_reading import read_log
    from bot.operators.statistics.stats import Stats, show_statistics
    from bot.storage.loader import load_knowledge

    settings = load_settings()
    loaded = load_knowledge(knowledge or settings.knowledge)
    log = asyncio.run(read_log(settings, days))
    order = Stats(html, json, settings.retention_days)
    show_statistics(order, log, loaded, (Console(), Console(stderr=True)))


@main.command(help="Menampilkan yang ditanyakan tanpa hasil, dan mengajarkannya setelah disetujui.")
@click.option("--days", default=30, type=click.IntRange(1, 365), help="Banyaknya hari terakhir (bawaan: 30).")
@click.option("--apply", is_flag=True, help="Tanya satu per satu, lalu tambahkan ke berkas pengetahuan.")
@click.option("--json", is_flag=True, help="Tulis semuanya sebagai JSON.")
@knowledge_option
def gaps(days: int, apply: bool, json: bool, knowledge: Path | None) -> None:
    import asyncio

    from rich.console import Console

    from bot.assistant import open_dialogue
    from bot.operators.gaps.gaps import Gaps, show_gaps
    from bot.operators.statistics.log_reading import read_log

    settings = load_settings()
    log = asyncio.run(read_log(settings, days))
    order = Gaps(knowledge or settings.knowledge, apply, json)
    opened = lambda folder: open_dialogue(folder, school=_school(settings))  # noqa: E731 - one use
    show_gaps(order, log, opened, (Console(), Console(stderr=True)))


@main.command("dead-letters", help="Pesan yang disisihkan karena tidak bisa dikerjakan: daftar, coba lagi, hapus.")
@click.option("--retry", metavar="NOMOR", multiple=True, help='Coba lagi yang ini; boleh berkali-kali, atau "semua".')
@click.option("--drop", metavar="NOMOR", multiple=True, help='Hapus yang ini; boleh berkali-kali, atau "semua".')
@click.option("--json", is_flag=True, help="Tulis daftarnya sebagai JSON.")
def dead_letters(retry: tuple[str, ...], drop: tuple[str, ...], json: bool) -> None:
    import asyncio

    from rich.console import Console

    from bot.channels.telegram.intake.arrivals import arrival
    from bot.operators.letters.letters import Letters, show_letters

    asyncio.run(show_letters(Letters(retry, drop, json), load_settings(), arrival, Console()))


@main.command(help="Mengusulkan cara bertanya untuk entri yang kekurangan, dan menambahkannya setelah disetujui.")
@click.option("--apply", is_flag=True, help="Tanya satu per satu, lalu tambahkan ke berkas pengetahuan.")
@knowledge_option
def suggest(apply: bool, knowledge: Path | None) -> None:
    from rich.console import Console

    from bot.assistant import open_dialogue
    from bot.operators.suggesting.suggest import suggest

    settings = load_settings()
    opened = lambda folder: open_dialogue(folder, school=_school(settings))  # noqa: E731 - one use
    suggest(knowledge or settings.knowledge, apply, opened, Console())
