"""Replacing a file whole or not at all.

Lives here: the draft beside the file, its mode, what becomes of symbolic links and of a full disk.
Never here: what is in the file, folders (bot.operators.folders).
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from bot.errors import BotError


class ReplacingError(BotError):
    """A file cannot be written; it is as it was."""


def replace_file(path: Path, data: bytes) -> None:
    """`data` becomes the content of `path`, which keeps its mode. Whoever reads meanwhile sees the old file or the new.

    The draft beside it has a name with a dot in front, which the loader and whoever watches the folder pass over.
    """
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as draft:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
            os.chmod(name, _mode(target))
            os.replace(name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise ReplacingError(f"{path}: tidak dapat ditulis ({error.strerror}). Berkasnya tidak berubah.") from error


def _mode(path: Path) -> int:
    """The mode of the file that is there, or of any new one."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
