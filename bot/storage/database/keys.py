"""What the key is used for: pseudonyms of people and chats, and sealing what they wrote.

Lives here: the keyed hash, encryption and decryption, more than one key while an old one is being replaced.
Never here: where a key comes from, what is sealed.

A plain hash would hide nothing: Telegram's ids have ten digits and can be tried one by one in minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# 128 bits: no two of 10^10 people collide, and half of the digest is as hard to undo as the whole.
_PSEUDONYM_BYTES = 16
# A sealed value: format, first bytes of the key's fingerprint, nonce, ciphertext with its tag.
_FORMAT = b"\x01"
_KEY_ID_BYTES, _NONCE_BYTES = 4, 12
_HEADER = len(_FORMAT) + _KEY_ID_BYTES + _NONCE_BYTES


class SealError(ValueError):
    """A sealed value that no known key opens, or that was changed."""


class Keyring:
    """The current key, which everything new is made with, and older ones, which are still understood."""

    def __init__(self, key: str, old_keys: Sequence[str] = ()) -> None:
        self._keys = [_Key(key.encode()), *(_Key(old.encode()) for old in old_keys if old != key)]

    def __repr__(self) -> str:
        return f"Keyring({len(self._keys)} keys)"

    @property
    def fingerprint(self) -> str:
        """Tells the current key from others without giving it away."""
        return self._keys[0].fingerprint.hex()

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """Of all keys, the current one first."""
        return tuple(key.fingerprint.hex() for key in self._keys)

    def pseudonym(self, name: str) -> str:
        """The name that the database knows `name` by: 32 hexadecimal digits."""
        return self._keys[0].pseudonym(name)

    def old_pseudonyms(self, name: str) -> tuple[str, ...]:
        """What older keys called `name`."""
        return tuple(key.pseudonym(name) for key in self._keys[1:])

    def seal(self, content: bytes) -> bytes:
        """`content`, to be read with the key only. The same content is sealed differently every time."""
        return self._keys[0].seal(content)

    def unseal(self, sealed: bytes) -> bytes:
        """The content; SealError if no key opens it."""
        for key in self._keys:
            if key.made(sealed):
                return key.unseal(sealed)
        raise SealError("unknown key")


class _Key:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._cipher = AESGCM(_derived(secret, b"seal"))
        self.fingerprint = _derived(secret, b"fingerprint")[:16]

    def pseudonym(self, name: str) -> str:
        # surrogatepass: a name from JSON may hold a lone surrogate, and still needs a pseudonym of its own.
        message = f"v1|{name}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, message, hashlib.sha256)[:_PSEUDONYM_BYTES].hex()

    def seal(self, content: bytes) -> bytes:
        # Random nonces of 96 bits are good for 2^32 values per key (NIST SP 800-38D): 4 years at 30 a second.
        nonce = secrets.token_bytes(_NONCE_BYTES)
        header = _FORMAT + self.fingerprint[:_KEY_ID_BYTES] + nonce
        return header + self._cipher.encrypt(nonce, content, header)

    def made(self, sealed: bytes) -> bool:
        return sealed[: len(_FORMAT) + _KEY_ID_BYTES] == _FORMAT + self.fingerprint[:_KEY_ID_BYTES]

    def unseal(self, sealed: bytes) -> bytes:
        header, nonce = sealed[:_HEADER], sealed[_HEADER - _NONCE_BYTES : _HEADER]
        try:
            return self._cipher.decrypt(nonce, sealed[_HEADER:], header)
        except (InvalidTag, ValueError):
            # `from None`: the library's text adds nothing.
            raise SealError("damaged") from None


def _derived(secret: bytes, use: bytes) -> bytes:
    """A key of its own for each use, so that none says anything about another."""
    return HKDF(SHA256(), 32, salt=None, info=b"tanya-peksos|v1|" + use).derive(secret)
