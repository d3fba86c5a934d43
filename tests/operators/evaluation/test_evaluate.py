"""`evaluate` from files to pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.assistant import Assistant
from bot.errors import ConfigError
from bot.operators.evaluation.evaluate import Evaluation, evaluate

Write = Callable[[str, str | bytes], Path]
Run = Callable[[Evaluation], str]


@pytest.fixture
def run(assistant: Assistant) -> Run:
    """Evaluates and gives what was printed on the first console."""

    def running(order: Evaluation) -> str:
        page, progress = (Console(file=io.StringIO(), width=160) for _ in range(2))
        evaluate(order, lambda: assistant, (page, progress))
        return page.file.getvalue()  # type: ignore[attr-defined,no-any-return]

    return running


@pytest.fixture
def questions(written: Write) -> Path:
    return written("uji.csv", "apa itu kopi tubruk,tubruk\nbiji disimpan di mana,simpan\ncuaca besok bagaimana,\n")


def test_questions_are_asked_and_counted(run: Run, questions: Path) -> None:
    page = run(Evaluation(files=(questions,)))
    assert "benar langsung" in page
    assert "100.0" in page


def test_figures_and_picture_are_written(run: Run, questions: Path, tmp_path: Path) -> None:
    run(Evaluation(files=(questions,), json=tmp_path / "o.json", plot=tmp_path / "o.png"))
    found = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))
    assert found["figures"][0] | {"low": 0} == {
        "name": "right_at_once", "detail": "", "hits": 2, "total": 2, "percent": 100.0, "low": 0, "high": 100.0,
    }  # fmt: skip
    assert (tmp_path / "o.png").exists()


def test_ids_of_another_naming_are_read_with_an_alias(run: Run, written: Write) -> None:
    alias = written("alias.json", '{"p1": ["tubruk", "saring"]}')
    page = run(Evaluation(files=(written("uji.csv", "apa itu kopi tubruk,p1\n"),), alias=alias))
    assert "100.0" in page


def test_both_ways_of_cross_validation_are_shown(run: Run, tmp_path: Path) -> None:
    page = run(Evaluation(cross_validate=True, folds=2, most=6, json=tmp_path / "o.json"))
    assert "cara bertanya yang belum dipelajari" in page
    assert "entri dihilangkan" in page
    found = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["cross_validation"]
    assert set(found) == {"way", "entry", "danger"}


def test_something_must_be_asked(run: Run) -> None:
    with pytest.raises(ConfigError, match="berkas pertanyaan"):
        run(Evaluation())


def test_a_place_that_cannot_be_written_is_named(run: Run, questions: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="tidak dapat ditulis"):
        run(Evaluation(files=(questions,), json=tmp_path / "tiada" / "o.json"))
