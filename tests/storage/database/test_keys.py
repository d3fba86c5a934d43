from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database.keys import Keyring, SealError

KEYS = Keyring("kunci-satu-yang-panjang")


def test_a_pseudonym_is_half_an_hmac_over_the_name() -> None:
    expected = hmac.new(b"kunci-satu-yang-panjang", b"v1|42", hashlib.sha256).hexdigest()[:32]
    assert KEYS.pseudonym("42") == expected


def test_pseudonyms_differ_by_name_and_by_key() -> None:
    assert KEYS.pseudonym("42") != KEYS.pseudonym("43")
    assert KEYS.pseudonym("42") != Keyring("kunci-dua-yang-panjang").pseudonym("42")


def test_any_name_has_a_pseudonym() -> None:
    assert KEYS.pseudonym("\ud83d") != KEYS.pseudonym("\ud83e")


@given(st.binary(max_size=200))
def test_what_was_sealed_comes_back(content: bytes) -> None:
    sealed = KEYS.seal(content)
    assert KEYS.unseal(sealed) == content
    assert sealed != KEYS.seal(content)
    assert len(content) < 8 or content not in sealed


@given(st.binary(max_size=80), st.integers(0, 200))
def test_what_was_changed_is_not_opened(content: bytes, place: int) -> None:
    sealed = bytearray(KEYS.seal(content))
    sealed[place % len(sealed)] ^= 1
    with pytest.raises(SealError):
        KEYS.unseal(bytes(sealed))


@pytest.mark.parametrize("junk", [b"", b"\x01", b"{}", bytes(40)])
def test_what_was_never_sealed_is_not_opened(junk: bytes) -> None:
    with pytest.raises(SealError):
        KEYS.unseal(junk)


def test_what_was_cut_short_is_not_opened() -> None:
    sealed = KEYS.seal(b"halo")
    for length in range(len(sealed)):
        with pytest.raises(SealError):
            KEYS.unseal(sealed[:length])


def test_an_older_key_still_opens_and_no_longer_seals() -> None:
    older, newer = Keyring("kunci-lama-yang-panjang"), Keyring("kunci-baru-yang-panjang", ["kunci-lama-yang-panjang"])
    assert newer.unseal(older.seal(b"halo")) == b"halo"
    assert newer.old_pseudonyms("42") == (older.pseudonym("42"),)
    with pytest.raises(SealError):
        older.unseal(newer.seal(b"halo"))


def test_the_current_key_among_the_older_ones_is_not_an_older_one() -> None:
    assert Keyring("kunci-satu-yang-panjang", ["kunci-satu-yang-panjang"]).old_pseudonyms("42") == ()


def test_no_key_is_shown() -> None:
    assert "kunci" not in repr(KEYS)
    assert "kunci" not in "".join(KEYS.fingerprints)
