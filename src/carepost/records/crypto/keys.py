"""The key ring: which keys seal personal values, and which key hides them in an index.

Format of `CAREPOST_KEYS` and of the file `keys/ring` in the data folder: items `NAME=KEY` parted by commas or lines.
KEY is 32 random bytes in URL-safe base64. One item is named `index` (it finds values again and is never changed); the
others are named by a number from 1 to 255: the highest seals, the lower ones still open what they sealed before.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
_INDEX = "index"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys of 32 bytes: one for the index, and sealing keys by number."""

    index: bytes = field(repr=False)
    sealing: Mapping[int, bytes] = field(repr=False)

    @property
    def newest(self) -> int:
        """The number of the key that seals."""
        return max(self.sealing)


def key_ring() -> KeyRing:
    """The ring of this installation: from the setting, else from the file; the demo makes the file once.

    Raises ImproperlyConfigured, naming the remedy, when there is none or when it cannot be read.
    """
    if settings.CAREPOST_KEYS:
        return parse_keys(settings.CAREPOST_KEYS, where="CAREPOST_KEYS")
    return _from_file(settings.CAREPOST_KEYS_FILE, settings.DEMO)


@lru_cache(maxsize=4)
def _from_file(path: Path, may_create: bool) -> KeyRing:
    if not path.exists():
        if not may_create:
            raise ImproperlyConfigured(
                "没有加密密钥：请设置 CAREPOST_KEYS（用命令 carepost keys new 生成）。"
                " No keys to seal personal data with: set CAREPOST_KEYS (make a value with `carepost keys new`)."
            )
        _create(path)
    if path.stat().st_mode & 0o077:
        raise ImproperlyConfigured(
            f"密钥文件 {path.name} 可被其他用户读取，请执行 chmod 600。"
            f" The key file {path.name} is open to other users: run chmod 600 on it."
        )
    return parse_keys(path.read_text(encoding="ascii", errors="replace"), where=path.name)


def _create(path: Path) -> None:
    """Writes a fresh ring once, whoever starts at the same time: a link never overwrites."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(new_keys() + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)


def new_keys() -> str:
    """A fresh ring in the format of `CAREPOST_KEYS`."""
    return f"{_INDEX}={_fresh()},1={_fresh()}"


def with_new_key(text: str) -> str:
    """The same ring with one more sealing key, which becomes the newest. Raises like `parse_keys`."""
    ring = parse_keys(text, where="CAREPOST_KEYS")
    if ring.newest == 255:
        raise ImproperlyConfigured("密钥编号已到 255，请重新从 1 编号。 Key number 255 is in use: number anew from 1.")
    return f"{text.strip().rstrip(',')},{ring.newest + 1}={_fresh()}"


@lru_cache(maxsize=8)
def parse_keys(text: str, *, where: str) -> KeyRing:
    """Reads the format above. Raises ImproperlyConfigured with the place and the remedy; never shows a key."""
    index: bytes | None = None
    sealing: dict[int, bytes] = {}
    for item in filter(None, (part.strip() for part in text.replace("\n", ",").split(","))):
        name, _, written = item.partition("=")
        key = _decode(written.strip(), name.strip()[:10], where)
        if name.strip() == _INDEX:
            index = key
        elif name.strip().isascii() and name.strip().isdigit() and 1 <= int(name) <= 255 and int(name) not in sealing:
            sealing[int(name)] = key
        else:
            raise ImproperlyConfigured(
                f"{where}：密钥名只能是 index 或 1 至 255 的不重复编号。"
                f" {where}: a key is named index or by a number from 1 to 255, each once."
            )
    if index is None or not sealing:
        raise ImproperlyConfigured(
            f"{where}：须有 index 密钥和至少一个编号密钥（用 carepost keys new 生成）。"
            f" {where}: needs the key index and at least one numbered key (make them with `carepost keys new`)."
        )
    if index in sealing.values():
        raise ImproperlyConfigured(
            f"{where}：index 密钥须与加密密钥不同。 {where}: the key index must differ from the sealing keys."
        )
    return KeyRing(index=index, sealing=sealing)


def _decode(written: str, name: str, where: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(written.encode("ascii"))
    except (binascii.Error, UnicodeEncodeError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"{where}：密钥“{name}”须为 32 字节的 URL 安全 base64。"
            f" {where}: the key {name!r} must be 32 bytes in URL-safe base64."
        )
    return key


def _fresh() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode("ascii")
