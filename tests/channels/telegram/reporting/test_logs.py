"""No token, no forged lines and nobody's words in the log."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.channels.telegram.reporting import logs

TOKEN = "424242:AAPlantedTokenThatMustNeverBeShown_00"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of our own writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(logs.Redaction())
    logger = logging.getLogger("uji")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


@pytest.mark.parametrize("text", [f"https://api.telegram.org/bot{TOKEN}/getMe", f"token {TOKEN}", f"{TOKEN}"])
def test_a_token_is_redacted_wherever_it_stands(written: io.StringIO, text: str) -> None:
    logging.getLogger("uji").warning("lihat %s!", text)
    assert "Planted" not in written.getvalue()
    assert "[token]" in written.getvalue()


def test_a_token_in_an_exception_and_in_its_cause_is_redacted(written: io.StringIO) -> None:
    try:
        try:
            raise ValueError(TOKEN)
        except ValueError as error:
            raise OSError(f"POST /bot{TOKEN}/x") from error
    except OSError:
        logging.getLogger("uji").exception("gagal")
    assert "Planted" not in written.getvalue()
    assert "OSError" in written.getvalue()


def test_line_breaks_and_terminal_codes_are_escaped(written: io.StringIO) -> None:
    logging.getLogger("uji").warning("%s", "halo\n2026-11-01 ERROR palsu\x1b[31m")
    assert written.getvalue().count("\n") == 1
    assert "\\n2026" in written.getvalue()
    assert "\x1b" not in written.getvalue()


def test_the_outline_of_an_error_has_places_but_not_its_text() -> None:
    try:
        raise KeyError("rahasia orang")
    except KeyError as error:
        said = logs.outline(error)
    assert "KeyError" in said
    assert "test_logs.py" in said
    assert "rahasia" not in said


def test_libraries_speak_only_of_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    handler = logs.install()
    try:
        assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
        assert not logging.getLogger("telegram.Bot").isEnabledFor(logging.INFO)
        assert all(any(isinstance(f, logs.Redaction) for f in h.filters) for h in root.handlers)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        for installed in before:
            for redaction in [f for f in installed.filters if isinstance(f, logs.Redaction)]:
                installed.removeFilter(redaction)
