"""`book`: the pages of a knowledge in a folder, whole or not at all, and nothing of others overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.core.model import Knowledge
from bot.core.term import Term
from bot.errors import ConfigError
from bot.operators.book.contents import Block, Piece, blocks, book, pieces
from bot.operators.book.page import page
from bot.operators.book.writing import MARK, PAGE, PRINTED, Order, write_book
from tests.channels.telegram.kopi import HOSTILE, STRONG, make_knowledge
from tests.core.law.rules import LAW

TODAY = date(2026, 11, 25)


class Read(HTMLParser):
    """What a page holds: ids, addresses, headings, text, tags left open."""

    VOID = frozenset({"meta", "input", "br", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"] or "")
        self.addresses += [(tag, found[key] or "") for key in ("href", "src", "action", "data") if key in found]
        if tag in ("h1", "h2", "h3", "h4", "h5"):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text += data


@pytest.fixture(scope="module")
def coffee() -> Knowledge:
    linked = Term("situs", "Situs", "Tempat bertanya.", "https://contoh.id/kopi (laman)", names=("laman",))
    return replace(make_knowledge(terms=(STRONG, linked)), rulebooks={LAW.id: LAW})


def read(knowledge: Knowledge, bot: str = "", *, printing: bool = False) -> Read:
    return Read(page(book(knowledge, TODAY, bot), printing=printing))


@pytest.mark.parametrize("printing", [False, True])
def test_every_entry_term_and_article_is_there_with_its_source(coffee: Knowledge, printing: bool) -> None:
    found = read(coffee, printing=printing)
    for entry in coffee.entries.values():
        assert f"e-{entry.id}" in found.ids
        for said in (entry.title, entry.summary, entry.source, entry.context, *entry.answer.split("\n\n")):
            assert said.strip() in found.text
    for term in coffee.terms.values():
        assert f"i-{term.id}" in found.ids
        assert all(said in found.text for said in (term.name, term.meaning, term.source))
    for number, article in LAW.articles.items():
        assert f"pasal-{LAW.id}-{number}" in found.ids
        assert all(line.strip() in found.text for line in article.text.split("\n"))
    assert LAW.source in found.text
    assert "25 Nov 2026" in found.text


@pytest.mark.parametrize("bot", ["", "tanya_kopi_bot"])
def test_it_is_one_sound_page_that_asks_nothing_of_other_places(coffee: Knowledge, bot: str) -> None:
    text = page(book(coffee, TODAY, bot))
    found = Read(text)
    assert found.open == []
    assert len(found.ids) == len(set(found.ids))
    assert {tag for tag, _ in found.addresses} == {"a"}
    own = {address[1:] for _, address in found.addresses if address.startswith("#")}
    assert own <= set(found.ids)
    abroad = {address for _, address in found.addresses if "://" in address}
    allowed = (
        {f"https://t.me/{bot}", *(f"https://t.me/{bot}?start={entry}" for entry in coffee.entries)} if bot else set()
    )
    assert abroad == allowed | {"https://contoh.id/kopi"}
    assert "default-src &#39;none&#39;" in text
    assert not any(word in text for word in ("@import", "url(", "fetch(", "XMLHttpRequest", "import("))


def test_headings_come_in_their_order(coffee: Knowledge) -> None:
    levels = read(coffee, "tanya_kopi_bot").headings
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_could_be_markup_is_text(coffee: Knowledge) -> None:
    text = page(book(coffee, TODAY))
    assert "<script>" in text
    assert text.count("<script>") == 1
    assert HOSTILE in Read(text).text


def test_with_a_bot_there_is_a_code_to_scan_and_without_one_there_is_none(coffee: Knowledge) -> None:
    with_bot = page(book(coffee, TODAY, "tanya_kopi_bot"))
    assert 'aria-label="Kode QR ke @tanya_kopi_bot"' in with_bot
    without = page(book(coffee, TODAY))
    assert "<svg" not in without
    assert "t.me" not in without


def test_the_printed_page_has_no_search_and_no_script(coffee: Knowledge) -> None:
    found = page(book(coffee, TODAY), printing=True)
    assert "<script" not in found
    assert 'id="cari"' not in found
    assert "data-find" not in found


def test_a_knowledge_without_terms_and_laws_is_a_book_too() -> None:
    found = read(make_knowledge())
    assert "istilah" not in found.ids
    assert found.open == []


def test_what_people_call_an_entry_is_there_for_the_search_alone(coffee: Knowledge) -> None:
    text = page(book(coffee, TODAY))
    assert 'id="e-robusta" data-find="apa itu kah' not in text
    assert 'id="e-saring" data-find="' in text
    assert "bikin" in text.split('id="e-saring" data-find="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("satu\n\ndua", [Block("satu"), Block("dua")]),
        ("pengantar:\n• a\n• b\nlalu", [Block("pengantar:"), Block(items=("a", "b")), Block("lalu")]),
        ("- a\n- b\n\n- c", [Block(items=("a", "b")), Block(items=("c",))]),
        ("", []),
    ],
)
def test_bulleted_lines_become_lists(text: str, expected: list[Block]) -> None:
    assert list(blocks(text)) == expected


def test_an_address_in_a_source_is_a_link_without_what_ends_the_sentence() -> None:
    url = "https://contoh.id/a"
    assert pieces(f"Lihat {url}.") == (Piece("Lihat "), Piece(url, url), Piece("."))
    assert pieces("Buku Kopi; contoh.id") == (Piece("Buku Kopi; contoh.id"),)
    assert pieces("javascript:alert(1)") == (Piece("javascript:alert(1)"),)


def test_a_book_is_written_and_written_again(coffee: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "buku"
    write_book(Order(folder, TODAY), coffee)
    assert sorted(path.name for path in folder.iterdir()) == sorted((PAGE, PRINTED, MARK))
    (folder / "catatan.txt").write_text("milikku")
    write_book(Order(folder, TODAY, "tanya_kopi_bot"), coffee)
    assert "t.me/tanya_kopi_bot" in (folder / PAGE).read_text("utf-8")
    assert (folder / "catatan.txt").read_text() == "milikku"
    assert json.loads((folder / MARK).read_text("utf-8"))["nama"] == coffee.about.name


def test_an_empty_folder_is_filled(coffee: Knowledge, tmp_path: Path) -> None:
    write_book(Order(tmp_path, TODAY), coffee)
    assert (tmp_path / PAGE).exists()


@pytest.mark.parametrize("mark", [None, "bukan json", "[]", '{"jenis": "lain"}'])
def test_a_folder_of_others_is_left_alone(coffee: Knowledge, tmp_path: Path, mark: str | None) -> None:
    (tmp_path / "index.html").write_text("penting")
    if mark is not None:
        (tmp_path / MARK).write_text(mark)
    with pytest.raises(ConfigError, match="berisi hal lain"):
        write_book(Order(tmp_path, TODAY), coffee)
    assert (tmp_path / "index.html").read_text() == "penting"


def test_a_file_is_no_folder(coffee: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "buku").write_text("x")
    with pytest.raises(ConfigError, match="bukan folder"):
        write_book(Order(tmp_path / "buku", TODAY), coffee)


def test_where_nothing_can_be_written_it_is_said(coffee: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(ConfigError, match="tidak dapat ditulis"):
        write_book(Order(tmp_path / "x" / "buku", TODAY), coffee)


def run(shop: Path, folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["book", "--to", str(folder), "--knowledge", str(shop), *options])


def test_the_command_says_what_it_wrote(general: Path, tmp_path: Path) -> None:
    shop = tmp_path / "kopi"
    CliRunner().invoke(main, ["new", str(shop), "--knowledge", str(general.parent)])
    found = run(shop / "knowledge", tmp_path / "buku")
    assert found.exit_code == 0, found.output
    assert "index.html" in found.output
    assert "BOT_USERNAME" in found.output
    again = run(shop / "knowledge", tmp_path / "buku", "--bot", "@tanya_kopi_bot")
    assert (again.exit_code, "BOT_USERNAME" in again.output) == (0, False)
    assert "https://t.me/tanya_kopi_bot?start=" in (tmp_path / "buku" / PAGE).read_text("utf-8")


@pytest.mark.parametrize("name", ["x", "bot kopi", "../kopi", "kopi?start=1", "1kopi_bot"])
def test_what_cannot_be_a_bot_s_name_is_refused(tmp_path: Path, name: str) -> None:
    found = run(tmp_path, tmp_path / "buku", "--bot", name)
    assert (found.exit_code, "nama bot di Telegram" in found.output) == (ConfigError.exit_code, True)
    assert not (tmp_path / "buku").exists()
