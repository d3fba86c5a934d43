"""The fallback parser against Telegram's own, on good input and on any input."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.content import html, tdlib
from bot.playground.errors import ApiError

Parsed = tuple[str, list[tuple[object, ...]]]
BROKEN = [
    "<div>x</div>", "<b>x", "x</b>", "<b>x</i>", "a < b", "<span>x</span>", '<span class="x">x</span>',
    "<b", "<b a=", "</>", "<!-- x -->", "<a href=tg://user?id=12>x</a>", "<i><b>x</i></b>",
    "é<x>", "<b =x>a</b>", "<b>a</b", "<",
    "<a href='x", '<b a="x">y</b>', "<b>a</b ><i>", "<a href=\"&quot;", "<b a=x!>", "</ b>",
]  # fmt: skip
TAGS = [
    ("<b>", "</b>"), ("<strong>", "</strong>"), ("<i>", "</i>"), ("<em>", "</em>"),
    ("<u>", "</u>"), ("<ins>", "</ins>"), ("<s>", "</s>"), ("<strike>", "</strike>"),
    ("<del>", "</del>"), ("<code>", "</code>"),
    ("<pre>", "</pre>"), ("<blockquote>", "</blockquote>"), ("<blockquote expandable>", "</blockquote>"),
    ("<tg-spoiler>", "</tg-spoiler>"), ('<span class="tg-spoiler">', "</span>"), ("<B>", "</B>"),
    ('<a href="https://contoh.id/jalur?a=1&amp;b=2">', "</a>"), ('<a href="tg://user?id=5">', "</a>"),
    ('<pre><code class="language-c">', "</code></pre>"), ("<b >", "</b >"), ("<i>", "</>"),
]  # fmt: skip


def result(parse: object, source: str) -> Parsed | str:
    """What a parser makes of it: text and entities in a comparable form, or its error."""
    try:
        text, found = parse(source)  # type: ignore[operator]
    except ApiError as error:
        return error.description
    return text, sorted(tuple(sorted(entity.items())) for entity in found)


def by_telegram(source: str) -> Parsed | str:
    return result(lambda text: tdlib.parse(text, "html"), source)


NESTED_CODE = [
    '<code><pre><code class="language-c">0</code></pre></code>',
    '<code class="language-c"><pre>0</pre></code>',
    '<pre><code class="language-c"><code class="language-d">0</code></code></pre>',
    '<pre><pre><code class="language-c">0</code></pre></pre>',
]


@pytest.mark.parametrize("source", BROKEN + NESTED_CODE)
def test_broken_markup_is_refused_in_telegrams_very_words(source: str) -> None:
    assert result(html.parse, source) == by_telegram(source)


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&")
TEXT = st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["&lt;", "&amp;", "&#39;", "&#x1F600;", "😀", "&", ">"]
)
TREES = st.recursive(
    TEXT,
    lambda inner: st.lists(
        st.builds(lambda tag, inside: f"{tag[0]}{inside}{tag[1]}", st.sampled_from(TAGS), inner) | TEXT,
        max_size=4,
    ).map("".join),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_wellformed_markup_is_read_exactly_as_telegram_reads_it(source: str) -> None:
    assert result(html.parse, source) == by_telegram(source)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<", ">", "/", "b", "a", " ", "=", '"', "'", "&", "#", ";", "span", "é"]),
        max_size=20,
    )
)
def test_any_pile_of_markup_is_read_or_refused_as_telegram_does(pieces: list[str]) -> None:
    assert result(html.parse, "".join(pieces)) == by_telegram("".join(pieces))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_the_fallback_never_fails_in_another_way(source: str) -> None:
    assert isinstance(result(html.parse, source), (str, tuple))


@settings(max_examples=100, deadline=None)
@given(TREES)
def test_offsets_lie_within_the_text(source: str) -> None:
    text, found = html.parse(source)
    units = len(text.encode("utf-16-le")) // 2
    assert all(entity["length"] > 0 and entity["offset"] + entity["length"] <= units for entity in found)
