"""Public identifiers: short codes without look-alike letters, never integers."""

import hashlib
import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_code() -> str:
    """A random public code (30^10, about 49 bits)."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def code_from(key: bytes) -> str:
    """The public code that always belongs to this business key."""
    number = int.from_bytes(hashlib.sha256(key).digest()[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)
