"""Sealed values: AES-256-GCM bound to table, row and column; and a keyed hash to find them again.

A sealed value is: key number (1 byte), nonce (12 bytes), ciphertext with tag (16 bytes more than the text in UTF-8).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from carepost.records.crypto.keys import key_ring

_NONCE = 12


class SealBroken(ValueError):
    """The sealed value was changed, belongs to another row or column, or its key is not on the ring."""


def seal(text: str, *, table: str, row: str, column: str) -> bytes:
    """Seals a text for one place with the newest key; `row` is the public code of the row's person."""
    ring = key_ring()
    nonce = secrets.token_bytes(_NONCE)
    sealed = AESGCM(ring.sealing[ring.newest]).encrypt(nonce, text.encode("utf-8"), _place(table, row, column))
    return bytes([ring.newest]) + nonce + sealed


def unseal(sealed: bytes, *, table: str, row: str, column: str) -> str:
    """The text sealed for exactly this place. Raises SealBroken otherwise."""
    sealed = bytes(sealed)
    key = key_ring().sealing.get(sealed[0]) if sealed else None
    if key is None:
        raise SealBroken(f"{table}.{column}: no key on the ring opens this value")
    nonce, ciphertext = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, _place(table, row, column)).decode("utf-8")
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"{table}.{column}: the value was changed or belongs to another row") from error


def is_newest(sealed: bytes) -> bool:
    """Whether the newest key sealed this value; if not, rotation seals it again."""
    return bytes(sealed)[:1] == bytes([key_ring().newest])


def blind_index(value: str, *, purpose: str) -> bytes:
    """HMAC-SHA256 (32 bytes) of a normalised value: equal values of one purpose meet, nobody reads them back."""
    return hmac.new(key_ring().index, f"{purpose}\x00{value}".encode(), hashlib.sha256).digest()


def _place(table: str, row: str, column: str) -> bytes:
    return f"{table}:{row}:{column}".encode()
