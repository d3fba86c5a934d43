"""Who may import whom, and what every module owes its reader. There is no list of exemptions."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Every room, and what it may import of the others. A module belongs to the room with the longest name.
ROOMS = {
    "bot": (),
    "bot.errors": (),
    "bot.config": ("bot.errors",),
    # Values that all rooms of the core take: the knowledge model, turns, the keys of sentences.
    "bot.core": (),
    "bot.core.learning": (),
    "bot.core.language": ("bot.core.model",),
    "bot.core.ranking": ("bot.core.language", "bot.core.learning", "bot.core.model", "bot.core.turns"),
    "bot.core.safety": ("bot.core.language", "bot.core.learning", "bot.core.model"),
    "bot.core.law": ("bot.core.language", "bot.core.model", "bot.core.rulebook", "bot.core.turns"),
    "bot.core.quiz": ("bot.core.button_rows", "bot.core.model", "bot.core.rounds", "bot.core.turns"),
    "bot.core.glossary": (
        "bot.core.language",
        "bot.core.button_rows",
        "bot.core.model",
        "bot.core.term",
        "bot.core.turns",
    ),
    "bot.core.conversation": (
        "bot.core.law",
        "bot.core.glossary",
        "bot.core.quiz",
        "bot.core.safety",
        "bot.core.ranking",
        "bot.core.language",
        "bot.core.learning",
        "bot.core.button_rows",
        "bot.core.model",
        "bot.core.commands",
        "bot.core.policy",
        "bot.core.turns",
    ),
    "bot.storage": ("bot.core", "bot.errors"),
    "bot.storage.database": ("bot.core", "bot.errors"),
    "bot.school": ("bot.core", "bot.storage"),
    "bot.assistant": ("bot.school", "bot.core", "bot.storage"),
    "bot.channels": (),
    "bot.channels.plain": ("bot.core",),
    "bot.channels.batch": ("bot.channels.plain", "bot.assistant", "bot.core", "bot.errors"),
    "bot.channels.terminal": ("bot.channels.terminal_page", "bot.assistant", "bot.core"),
    "bot.channels.terminal_page": ("bot.channels.plain", "bot.core"),
    "bot.channels.telegram": (),
    "bot.channels.telegram.wire": (),
    "bot.channels.telegram.reporting": ("bot.storage.database",),
    # It works on what the inbox holds, so it knows the database, and nothing else of what is stored.
    "bot.channels.telegram.answering": (
        "bot.channels.telegram.wire",
        "bot.channels.telegram.reporting",
        "bot.assistant",
        "bot.school",
        "bot.storage.database",
        "bot.core",
        "bot.errors",
    ),
    "bot.channels.telegram.intake": (
        "bot.channels.telegram.wire",
        "bot.channels.telegram.reporting",
        "bot.channels.telegram.answering",
        "bot.storage.database",
        "bot.core",
        "bot.errors",
    ),
    "bot.channels.telegram.running": (
        "bot.channels.telegram.wire",
        "bot.channels.telegram.reporting",
        "bot.channels.telegram.answering",
        "bot.channels.telegram.intake",
        "bot.assistant",
        "bot.storage.database",
        "bot.core",
        "bot.config",
        "bot.errors",
    ),
    # The playground wires rooms of its own, and none of them knows it.
    "bot.playground": (),
    "bot.playground.errors": (),
    "bot.playground.limits": (),
    "bot.playground.content": ("bot.playground.errors", "bot.playground.limits"),
    "bot.playground.world": ("bot.playground.errors", "bot.playground.limits"),
    "bot.playground.methods": (
        "bot.playground.content",
        "bot.playground.world",
        "bot.playground.errors",
        "bot.playground.limits",
    ),
    "bot.playground.people": (
        "bot.playground.content",
        "bot.playground.world",
        "bot.playground.errors",
        "bot.playground.limits",
    ),
    "bot.playground.wire": (
        "bot.playground.methods",
        "bot.playground.content",
        "bot.playground.world",
        "bot.playground.errors",
        "bot.playground.limits",
    ),
    "bot.playground.journeys": (
        "bot.playground.people",
        "bot.playground.content",
        "bot.playground.world",
        "bot.playground.errors",
    ),
    "bot.playground.control": (
        "bot.playground.journeys",
        "bot.playground.people",
        "bot.playground.wire",
        "bot.playground.methods",
        "bot.playground.content",
        "bot.playground.world",
        "bot.playground.errors",
        "bot.playground.limits",
    ),
    # Where the real bot and the playground meet; neither knows of it.
    "bot.demo": (
        "bot.operators.live",
        "bot.channels.telegram.running",
        "bot.playground",
        "bot.assistant",
        "bot.school",
        "bot.core",
        "bot.storage",
        "bot.storage.database",
        "bot.config",
        "bot.errors",
    ),
    # What operators do, matter by matter, the rooms that need none of the others first.
    "bot.operators": (),
    "bot.operators.wording": (),
    "bot.operators.editing": ("bot.core", "bot.storage", "bot.errors"),
    "bot.operators.folders": ("bot.operators.editing", "bot.core", "bot.storage", "bot.errors"),
    "bot.operators.sheets": (
        "bot.operators.editing",
        "bot.operators.folders",
        "bot.core",
        "bot.storage",
        "bot.errors",
    ),
    "bot.operators.evaluation": (
        "bot.operators.sheets",
        "bot.operators.editing",
        "bot.assistant",
        "bot.core",
        "bot.storage",
        "bot.errors",
    ),
    "bot.operators.book": (
        "bot.operators.editing",
        "bot.operators.folders",
        "bot.operators.wording",
        "bot.core",
        "bot.errors",
    ),
    "bot.operators.checking": (
        "bot.operators.evaluation",
        "bot.operators.wording",
        "bot.school",
        "bot.core",
        "bot.storage",
        "bot.errors",
    ),
    "bot.operators.statistics": (
        "bot.operators.wording",
        "bot.core",
        "bot.storage.database",
        "bot.config",
        "bot.errors",
    ),
    "bot.operators.letters": ("bot.operators.wording", "bot.storage.database", "bot.config", "bot.errors"),
    "bot.operators.gaps": (
        "bot.operators.editing",
        "bot.operators.statistics",
        "bot.operators.wording",
        "bot.core",
        "bot.storage.database",
        "bot.errors",
    ),
    "bot.operators.suggesting": (
        "bot.operators.checking",
        "bot.operators.editing",
        "bot.operators.gaps",
        "bot.operators.wording",
        "bot.core",
    ),
    "bot.operators.live": (
        "bot.operators.checking",
        "bot.operators.gaps",
        "bot.operators.statistics",
        "bot.assistant",
        "bot.school",
        "bot.core",
        "bot.storage",
        "bot.storage.database",
        "bot.errors",
    ),
    "bot.cli": ("bot",),
    "bot.__main__": ("bot.cli",),
}


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Rooms of rooms: nothing but what says which there are.
BARE = ("bot", "bot.channels", "bot.channels.telegram", "bot.operators")
# The parts of the standard library that compute and do nothing else.
PURE = words("""
    __future__ abc array bisect collections copy dataclasses decimal difflib enum fractions functools hashlib
    heapq itertools math numbers operator re statistics string types typing unicodedata
""")
NUMERIC = frozenset({"numpy", "scipy", "rapidfuzz"})
# Built-in functions that reach out of a computation.
IMPURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "compile", "breakpoint", "__import__"})
# What would make `--help` slow; the commands that need it import it themselves.
HEAVY = words("telegram numpy scipy rapidfuzz wordfreq aiohttp httpx starlette uvicorn rich sqlalchemy sqlite3")
LINES = 400
MODULES_OF_A_FOLDER = 30
NAMELESS = frozenset({"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base", "stuff"})

COMMON_WORDS = words("""
    ada adalah agar akan aku apa atau bahwa belum bisa bukan buat coba dalam dan dari dengan di dia hanya
    harus hingga ini itu jadi jangan juga kalau kamu kami karena ke kepada kita lagi lain lebih lihat maaf
    mau mereka oleh pada paling pilih saat saja sama sampai sangat saya sebagai secara sedang seperti setelah
    silakan sudah supaya tanya tapi tentang tetapi tidak tolong topik tulis untuk ya yang
""")


@dataclass(frozen=True)
class Module:
    """One file under bot/, with its syntax tree."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def room(self) -> str:
        return max((room for room in ROOMS if self.is_in(room)), key=len)

    def is_in(self, *packages: str) -> bool:
        return is_under(self.name, packages)

    @property
    def is_script(self) -> bool:
        """Whether this is Alembic's env.py, which Alembic runs and nobody imports (alembic, "Editing env.py")."""
        return self.path.name == "env.py" and (self.path.parent / "versions").is_dir()

    @cached_property
    def imports(self) -> frozenset[str]:
        """Full names of all that the module imports, also inside functions and for types only."""
        return frozenset(self._imports())

    def _imports(self) -> Iterator[str]:
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                origin = ".".join([*above, *filter(None, [node.module])])
                # `from bot import cli` names a module; `from bot.cli import main` names what is in one.
                yield from (f"{origin}.{alias.name}" for alias in node.names)


def is_under(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def find_modules() -> list[Module]:
    found = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


MODULES = find_modules()
CORE = [module for module in MODULES if module.is_in("bot.core")]


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def listed(wrong: list[str]) -> str:
    """All that is wrong; pytest itself would show the first of a list."""
    return "\n".join(["", *wrong])


# -- who may import whom -----------------------------------------------------------------------------------


def test_every_module_belongs_to_a_room_that_is_listed_here() -> None:
    assert [module.name for module in MODULES if module.room == "bot" and module.name != "bot"] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    allowed = (room, *ROOMS[room]) if room not in BARE else ()
    wrong = [
        f"{module.name} imports {name}"
        for module in MODULES
        if module.room == room
        for name in sorted(module.imports)
        if is_under(name, ("bot",)) and not is_under(name, allowed)
    ]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_every_arrow_between_rooms_is_needed(room: str) -> None:
    imports = [name for module in MODULES if module.room == room for name in module.imports]
    assert [below for below in ROOMS[room] if not any(is_under(name, (below,)) for name in imports)] == []


def test_the_arrows_between_rooms_never_lead_back() -> None:
    TopologicalSorter(ROOMS).prepare()  # raises CycleError with the rooms in question


def test_the_core_imports_nothing_but_pure_computation() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in CORE
        for name in sorted(module.imports)
        if name.partition(".")[0] not in PURE | NUMERIC | {"bot"}
    ]
    assert not wrong, listed(wrong)


def test_the_core_reads_writes_and_waits_for_nothing() -> None:
    wrong = []
    for module in CORE:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.Global):
                wrong.append(f"{module.name}:{node.lineno} {type(node).__name__}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
                wrong.append(f"{module.name}:{node.lineno} {node.func.id}()")
    assert not wrong, listed(wrong)


def test_the_telegram_library_is_known_in_its_channel_only() -> None:
    wrong = [
        module.name
        for module in MODULES
        if any(is_under(name, ("telegram",)) for name in module.imports) and not module.is_in("bot.channels.telegram")
    ]
    assert not wrong, listed(wrong)


def test_the_playground_would_work_without_the_bot() -> None:
    wrong = [
        f"{module.name} imports {name}"
        for module in MODULES
        if module.is_in("bot.playground")
        for name in sorted(module.imports)
        if is_under(name, ("bot",)) and not is_under(name, ("bot.playground",))
    ]
    assert not wrong, listed(wrong)


# -- no circles ----------------------------------------------------------------------------------------------


def test_no_imports_go_round_in_a_circle() -> None:
    """What counts is every import statement: at the top, inside a function (which only puts the circle off until it
    is called), and under TYPE_CHECKING (two modules that cannot be understood apart). `from bot import cli` counts for
    bot.cli, `from bot.cli import main` for bot.cli too. What does not count is that Python runs the `__init__.py` of
    every package above a module: a package may offer what its own modules hold.
    """
    names = {module.name for module in MODULES}
    imports = {module.name: {module_of(name, names) for name in module.imports} - {module.name} for module in MODULES}
    wrong = circles(imports)
    assert not wrong, listed(wrong)


def test_the_arrows_between_rooms_go_one_way() -> None:
    wrong = circles(ROOMS)
    assert not wrong, listed(wrong)


def module_of(imported: str, names: Collection[str]) -> str:
    """The module that an import is of, "" for one of somebody else."""
    while imported and imported not in names:
        imported = imported.rpartition(".")[0]
    return imported


def circles(imports: Mapping[str, Iterable[str]]) -> list[str]:
    """Every way from a module over its imports back to itself: the shortest, and those of the same modules once."""
    found = {frozenset(way): " -> ".join(way) for name in imports if (way := circle_through(name, imports))}
    return list(found.values())


def circle_through(start: str, imports: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while ways:
        way = ways.popleft()
        for name in sorted(imports.get(way[-1], ())):
            if name == start:
                return (*way, start)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()


# -- nothing happens on import -------------------------------------------------------------------------------


def test_modules_only_define_things() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in MODULES
        if not module.is_script
        for node in module.tree.body
        if not only_defines(node)
    ]
    assert not wrong, listed(wrong)


def only_defines(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Try):  # an import that not every system has
        return all(map(only_defines, [*node.body, *(line for one in node.handlers for line in one.body)]))
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.AugAssign)
    return isinstance(node, (ast.Import, ast.ImportFrom, *definitions))


def test_importing_every_module_touches_nothing() -> None:
    names = [module.name for module in MODULES if not module.is_script]
    code = f"""
import importlib, sys
touched = []
def watch(event, args):
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    knowledge = event == "open" and str(args[0]).endswith((".yaml", ".yml", ".env", ".db"))
    acts = event.startswith(("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.", "sqlite3.",
                             "os.system", "os.fork", "os.mkdir", "os.remove", "_thread.start"))
    if writes or knowledge or acts:
        touched.append(f"{{current}}: {{event}} {{args[:2]}}")
sys.addaudithook(watch)
for current in {names!r}:
    importlib.import_module(current)
print(*touched, sep="\\n")
"""
    assert run_python(code).strip() == ""


@pytest.mark.parametrize("name", ["bot.cli", "bot.__main__"])
def test_the_command_line_starts_without_what_only_some_commands_need(name: str) -> None:
    loaded = run_python(f"import sys, {name}; print(*sys.modules)").split()
    assert sorted(HEAVY.intersection(loaded)) == []


def test_talking_at_the_terminal_does_without_telegram() -> None:
    loaded = run_python("import sys, bot.channels.terminal, bot.channels.batch; print(*sys.modules)").split()
    assert sorted({"telegram", "aiohttp", "starlette", "uvicorn"}.intersection(loaded)) == []


# -- what a module owes its reader ---------------------------------------------------------------------------


def test_every_module_says_what_lives_there_and_what_never_does() -> None:
    headers = {module.name: ast.get_docstring(module.tree) or "" for module in MODULES if module.tree.body}
    wrong = [name for name, header in headers.items() if not ("Lives here" in header and "Never here" in header)]
    assert not wrong, listed(wrong)


def test_no_module_is_longer_than_can_be_overseen() -> None:
    lengths = {module.name: len(module.text.splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > LINES} == {}


def test_nothing_at_the_top_of_a_module_is_there_for_nobody() -> None:
    """Whatever has a decorator is used by it."""
    imported = {name for module in MODULES for name in module.imports}
    members = {node.attr for module in MODULES for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
    wrong = [
        f"{module.name}:{node.lineno} {name}"
        for module in MODULES
        if not module.is_in("bot.storage.database.migrations.versions")  # Alembic looks for what they define
        for node in module.tree.body
        for name in defined(node)
        if f"{module.name}.{name}" not in imported and name not in members
        if name not in loaded(module.tree, without=node)
    ]
    assert not wrong, listed(wrong)


def defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives to something of its own."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list:
        yield node.name
    for target in node.targets if isinstance(node, ast.Assign) else [node.target] if hasattr(node, "target") else []:
        yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name) and not one.id.startswith("__"))


def loaded(tree: ast.Module, without: ast.stmt) -> set[str]:
    """The names that are used in a module, one of its statements left out."""
    names = (one for node in tree.body if node is not without for one in ast.walk(node) if isinstance(one, ast.Name))
    return {one.id for one in names if isinstance(one.ctx, ast.Load)}


def test_no_folder_holds_more_modules_than_can_be_overseen() -> None:
    paths = [path for top in ("bot", "tests") for path in (ROOT / top).rglob("*.py") if path.stem != "__init__"]
    folders = Counter(str(path.parent.relative_to(ROOT)) for path in paths)
    assert {folder: count for folder, count in folders.items() if count > MODULES_OF_A_FOLDER} == {}


def test_no_module_is_named_after_nothing() -> None:
    assert [module.name for module in MODULES if NAMELESS.intersection(re.split(r"[._]", module.name))] == []


def test_the_core_holds_no_sentence_for_people() -> None:
    wrong = [
        f"{module.name}:{line} {said!r}"
        for module in CORE
        for line, said in literals(module.tree)
        if len(COMMON_WORDS.intersection(re.findall(r"[a-z]+", said.lower()))) >= 3
    ]
    assert not wrong, listed(wrong)


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts in a module, but for docstrings; the fixed parts of an f-string count as one."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            inside.update(map(id, node.values))
            parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
            yield node.lineno, " ".join(map(str, parts))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value
