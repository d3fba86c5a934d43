"""What points at a person is hidden, what does not is left, and nothing takes long."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.redaction import TEXT_LIMIT, redact

PHONES = [
    "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "0812 - 3456 - 7890", "0812–3456–7890",
    "+6281234567890", "+62 812-3456-7890", "(+62) 812 3456 7890", "62 812 3456 7890", "6281234567890",
    "+62(0)81234567890", "(021) 765 4321", "021-7654321", "0274 512345", "81234567890",
    "+60 12-345 6789", "０８１２３４５６７８９０",
    "٠٨١٢٣٤٥٦٧٨٩٠", "0812\u200b3456\u200b7890", "0812\u202e34567890", "0812\n3456\n7890",
]  # fmt: skip
MAILS = ["budi@contoh.id", "budi.s+kopi@mail.contoh.co.id", "BUDI_99@Contoh.ID", "budi＠contoh.id", "x@y"]
LINKS = [
    "https://contoh.id/a?b=1#c", "http://10.0.0.1:8080/", "tg://user?id=123456789", "www.contoh.id", "t.me/budi_s",
    "wa.me/6281234567890", "contoh.id", "sub.contoh.co.id", "contoh.id/jalan/12", "bit.ly/abc", "HTTPS://CONTOH.ID",
]  # fmt: skip
LONG_NUMBERS = ["123456", "1234567890123", "17081945", "17-08-1945", "1234 5678 9012 3456 7890 1234", "5" * 40]
HARMLESS = [
    "apa itu pekerja sosial?", "UU 14 Tahun 2019 pasal 3 ayat 2", "Rp 1.500.000", "tahun 2019 dan 2020",
    "3 x 4 = 12", "peksos itu apa sih, kok beda dari relawan/sukarelawan", "jam 8 pagi", "e:mikro",
    "100 persen", "a. b. c.", "skor 9,5",
]  # fmt: skip


@pytest.mark.parametrize("phone", PHONES)
def test_phone_numbers_are_hidden_in_every_form(phone: str) -> None:
    assert redact(f"hubungi {phone} ya") == "hubungi [telepon] ya"


@pytest.mark.parametrize(
    "number", ["3171012345670001", "3171 0123 4567 0001", "3171-0123-4567-0001", "31.71.01.234567.0001"]
)
def test_identity_and_family_card_numbers_are_hidden(number: str) -> None:
    assert redact(f"nik {number}.") == "nik [nik]."


@pytest.mark.parametrize("mail", MAILS)
def test_mail_addresses_are_hidden(mail: str) -> None:
    assert redact(f"surel ke {mail}, ya") == "surel ke [surel], ya"


@pytest.mark.parametrize("account", ["@budi_s", "@b", "@Budi99", "＠budi"])
def test_names_of_accounts_are_hidden(account: str) -> None:
    assert redact(f"tanya {account}!") == "tanya [akun]!"


@pytest.mark.parametrize("link", LINKS)
def test_links_are_hidden(link: str) -> None:
    assert redact(f"lihat {link} dulu") == "lihat [tautan] dulu"


@pytest.mark.parametrize("number", LONG_NUMBERS)
def test_other_long_numbers_are_hidden(number: str) -> None:
    assert redact(f"kode {number} itu") == "kode [nomor] itu"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_says_nothing_about_anybody_is_left_as_it_is(text: str) -> None:
    assert redact(text) == text


def test_several_things_in_one_text() -> None:
    text = "aku Budi, nik 3171012345670001, wa 0812-3456-7890 atau budi@contoh.id / @budi di https://t.me/budi"
    assert redact(text) == "aku Budi, nik [nik], wa [telepon] atau [surel] / [akun] di [tautan]"


def test_a_line_cannot_be_forged() -> None:
    forged = "halo\r\n2026-11-24 ERROR \x1b[31mmerah\x1b[0m\x00\x07\u2028baru"
    assert redact(forged) == "halo 2026-11-24 ERROR \\x1b[31mmerah\\x1b[0m\\x00\\x07 baru".replace(
        "2026-11-24", "[nomor]"
    )


def test_the_direction_of_a_line_cannot_be_turned() -> None:
    assert redact("a\u202eb\u2066c\u200fd\ufeffe") == "abcde"


def test_what_is_no_letter_at_all_is_written_out() -> None:
    assert redact("a\ud83d b\ue000") == "a\\ud83d b\\ue000"


def test_a_long_text_is_cut() -> None:
    cut = redact("kopi " * 100)
    assert len(cut) == TEXT_LIMIT
    assert cut.endswith("…")
    assert redact("kopi", limit=4) == "kopi"
    assert redact("kopinya", limit=4) == "kop…"


def test_nothing_stays_nothing() -> None:
    assert redact(" \n\t ") == ""


everything = st.text(st.characters(exclude_categories=()), max_size=400)
# Texts of just those letters that the patterns are made of.
tricky = st.text(st.sampled_from("0812 .-+()@/:_a\n\u200b٠８"), max_size=400)


@given(everything | tricky)
def test_the_result_is_one_clean_line_of_limited_length(text: str) -> None:
    result = redact(text)
    assert len(result) <= TEXT_LIMIT
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for letter in result)
    result.encode()


@given(everything | tricky)
def test_no_long_number_and_no_account_is_left(text: str) -> None:
    result = redact(text)
    assert not re.search(r"\d{6}", result)
    assert "@" not in re.sub(r"@(?!\w)", "", result)


@given(everything | tricky)
def test_what_is_redacted_is_not_redacted_further(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(st.text("abc xyz.,", max_size=20), st.integers(10**8, 10**11), st.sampled_from(["+62", "0", "62"]), tricky)
def test_a_phone_number_is_found_wherever_it_stands(before: str, digits: int, start: str, after: str) -> None:
    assert str(digits) not in redact(f"{before}{start}{digits}{after}")


@pytest.mark.parametrize(
    "bait",
    ["a", "a.", "0 ", "0", "@", "a@", "-", "1-", "ha", " ", "\ufdfa", "a.b/", "http://", "(", "+(", "1   ", "\u0301",
     "www.", "a-", "%+", "0\u200b", "a:", "1,"],
)  # fmt: skip
def test_no_text_takes_long(bait: str) -> None:
    text = (bait * 4096)[:4096] + "!"
    start = time.process_time()
    redact(text)
    assert time.process_time() - start < 0.05
