"""Public codes, sealed personal values and blind indexes."""

from carepost.records.crypto.codes import code_from, new_code
from carepost.records.crypto.keys import KeyRing, key_ring, new_keys, parse_keys, with_new_key
from carepost.records.crypto.sealing import SealBroken, blind_index, is_newest, seal, unseal

__all__ = [
    "KeyRing",
    "SealBroken",
    "blind_index",
    "code_from",
    "is_newest",
    "key_ring",
    "new_code",
    "new_keys",
    "parse_keys",
    "seal",
    "unseal",
    "with_new_key",
]
