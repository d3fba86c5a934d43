"""Text and entities: Telegram's parser, the fallback, automatic entities, and entities given one by one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.content import entities, tdlib
from bot.playground.content.entities import formatted, plain
from bot.playground.errors import ApiError


@pytest.fixture(params=["tdlib", "fallback"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each test runs with Telegram's own parser and without it."""
    if request.param == "fallback":
        monkeypatch.setattr(tdlib, "is_available", lambda: False)
    else:
        assert tdlib.is_available()
    return str(request.param)


def kinds(found: entities.Formatted) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in found.entities]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("😀<b>a</b>", "😀a", [("bold", 2, 1)]),
        ("<i>a<u>b</u></i>", "ab", [("italic", 0, 2), ("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("a &lt;b&gt; &amp; &quot;c&quot; &nbsp;", 'a <b> & "c" &nbsp;', []),
        ('<a href="https://contoh.id/x">a</a>', "a", [("text_link", 0, 1)]),
        ("<b>  a  </b>", "a", [("bold", 0, 1)]),
        ("<b>1<b>2</b></b>", "12", [("bold", 0, 2)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, expected: list[tuple[str, int, int]]) -> None:
    found = formatted(source, "HTML")
    assert (found.text, kinds(found)) == (text, expected)


@pytest.mark.usefixtures("parser")
def test_code_in_pre_gives_the_language() -> None:
    found = formatted('<pre><code class="language-python">x = 1</code></pre>', "HTML")
    assert found.entities == ({"type": "pre", "offset": 0, "length": 5, "language": "python"},)


@pytest.mark.usefixtures("parser")
def test_links_commands_mentions_and_tags_are_found_without_markup() -> None:
    found = plain("/mulai @seseorang https://contoh.id/x a@contoh.id #magang")
    assert [entity["type"] for entity in found.entities] == [
        "bot_command",
        "mention",
        "url",
        "email",
        "hashtag",
    ]


@pytest.mark.usefixtures("parser")
def test_nothing_is_found_inside_code() -> None:
    assert kinds(formatted("<code>/mulai</code> /mulai", "HTML")) == [("code", 0, 6), ("bot_command", 7, 6)]


def test_markdown_v2_is_parsed_where_telegrams_parser_is_installed() -> None:
    assert kinds(formatted("*a* _b_", "MarkdownV2")) == [("bold", 0, 1), ("italic", 2, 1)]


def test_markdown_v2_without_telegrams_parser_is_refused_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tdlib, "is_available", lambda: False)
    with pytest.raises(ApiError, match="tdjson"):
        formatted("*a*", "MarkdownV2")


def test_given_entities_are_taken_and_unknown_ones_ignored() -> None:
    given: list[Any] = [
        {"type": "bold", "offset": 0, "length": 1},
        {"type": "sparkle", "offset": 0, "length": 1},
        {"type": "text_link", "offset": 1, "length": 1, "url": "https://contoh.id/x"},
        {"type": "bold", "offset": -1, "length": 1},
    ]
    assert kinds(formatted("ab", "", given)) == [("bold", 0, 1), ("text_link", 1, 1)]


@pytest.mark.parametrize(
    ("entity", "error"),
    [
        ({"type": "bold", "offset": 0, "length": 9}, "ends after the end of the text at UTF-16 offset 3"),
        ({"type": "bold", "offset": 0, "length": 2}, "in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": "0", "length": 1}, "must be of type Number"),
        ("bold", "expected an Object"),
    ],
)
def test_given_entities_that_do_not_fit_are_refused(entity: Any, error: str) -> None:
    with pytest.raises(ApiError, match=error):
        formatted("a😀", "", [entity])
