"""Where things stand in the text of a YAML file."""

from __future__ import annotations

import pytest

from bot.operators.editing.yaml_places import Source, UnclearPlaceError, plain, value

TEXT = """\
topik: kopi
entri:
  - id: a
    jawaban: |
      satu

      dua

  # b
  - {id: ' b ', jawaban: tiga}
"""


def test_a_part_is_found_by_its_id_as_the_loader_reads_it() -> None:
    source = Source.read(TEXT)
    part = source.part("entri", "b")
    assert part is not None
    assert plain(part) == [("id", "b"), ("jawaban", "tiga")]
    assert source.part("entri", "c") is None
    assert source.part("celah", "a") is None


def test_a_block_ends_with_its_last_words() -> None:
    source = Source.read(TEXT)
    part = source.part("entri", "a")
    assert part is not None
    assert source.lines[source.last_line(part, 2)] == "      dua\n"


def test_lines_are_those_of_any_system() -> None:
    assert Source.read("a: 1\r\nb: 2\rc: 3\n\n").lines == ("a: 1\r\n", "b: 2\r", "c: 3\n", "\n")


def test_what_stands_nowhere_is_nothing() -> None:
    assert value(Source.read("- a\n").root, "topik") is None


@pytest.mark.parametrize(("text", "line"), [("", 1), ("a: b\nc: [\n", 3), ("a: b\n\tc: d\n", 2)])
def test_a_text_that_is_no_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnclearPlaceError) as refused:
        Source.read(text)
    assert refused.value.line == line
