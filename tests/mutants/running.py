"""Whether tests notice a wrong copy of a module.

Lives here: a process for each copy, forked from one that has imported all but the bot; a limit for how long it runs.
Never here: which copies there are, which tests are run.
"""

from __future__ import annotations

import ast
import importlib
import os
import resource
import signal
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

import pytest

# Seconds of computing; without a change the tests take a tenth of it. What runs longer goes round for ever.
LIMIT = 90
_HEAVY = ("numpy", "scipy.sparse", "rapidfuzz", "yaml", "_pytest.assertion.rewrite", "pytest_cov")


def prepare() -> None:
    """Imports what takes long and is never changed."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    for name in _HEAVY:
        importlib.import_module(name)
    assert not any(name.partition(".")[0] == "bot" for name in sys.modules)


def passes(tests: Sequence[str], module: str = "", tree: ast.Module | None = None) -> bool:
    """Whether all tests pass where `module` is what `tree` says."""
    child = os.fork()
    if not child:
        _run(tests, module, tree)
    _, status = os.waitpid(child, 0)
    return status == 0


def _run(tests: Sequence[str], module: str, tree: ast.Module | None) -> None:
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        if tree is not None:
            sys.meta_path.insert(0, _Changed(module, compile(tree, module, "exec")))
        code = int(pytest.main(["-x", "-q", "-n", "0", "--no-cov", "-p", "no:cacheprovider", *tests]))
    finally:
        os._exit(code)


class _Changed(MetaPathFinder, Loader):
    """Gives the changed module to whoever imports it."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(self, fullname: str, path: object, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, origin=fullname) if fullname == self._module else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, module.__dict__)  # noqa: S102 - the bot's own code, but for one change
