"""Public codes, sealed personal values and blind indexes."""

from carepost.records.crypto.codes import code_from, new_code

__all__ = ["code_from", "new_code"]
