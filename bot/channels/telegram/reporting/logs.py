"""Keeping secrets and other people's words out of the log.

Lives here: redaction of tokens, quiet libraries, one line for a bug without the words that caused it.
Never here: what is worth logging.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback

# A token as it stands in addresses and on its own (BotFather: number, colon, about 35 letters).
_TOKEN = re.compile(r"(?:bot)?\d{3,20}:[A-Za-z0-9_-]{20,}")
_HIDDEN = "[token]"
# A person could write line breaks or terminal codes to forge log lines.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]|\n(?=.)")
# httpx logs each address with the token at INFO; the framework logs updates and answers at DEBUG.
_LIBRARIES = ("telegram", "httpx", "httpcore", "aiohttp", "uvicorn", "asyncio", "sqlalchemy", "alembic")


def redacted(text: str) -> str:
    """`text` without tokens."""
    return _TOKEN.sub(_HIDDEN, text)


class Redaction(logging.Filter):
    """Rewrites each record a handler gets: message, exception and stack without tokens, controls escaped."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = redacted(record.getMessage())
        record.msg, record.args = _CONTROL.sub(lambda found: ascii(found[0])[1:-1], said), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
            record.exc_info = None
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
        return True


def install(level: int = logging.INFO) -> logging.Handler:
    """Log to standard error, redacted; returns the handler. What others installed is redacted as well."""
    quiet()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.setLevel(level)
    root.addHandler(handler)
    for installed in root.handlers:
        installed.addFilter(Redaction())
    return handler


def quiet() -> None:
    """No library speaks below WARNING, whatever the root level is."""
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)


def outline(error: BaseException) -> str:
    """Type and places of an error. Its text is left out: it may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name} {frame.filename}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return f"{type(error).__name__} in {places or '?'}"
