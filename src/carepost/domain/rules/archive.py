"""Reads a pack that somebody uploads: a zip of few small text files, each by a name that a pack has.

Nothing is trusted: sizes are counted while reading, names are checked before anything is written, and YAML may hold no
tag, no key twice, little depth and no aliases that swell, all of which could hide or swell what a reader sees.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from carepost.domain.facts import Text
from carepost.domain.rules.rows import text_of
from carepost.domain.rules.store import lineage

ARCHIVE_LARGEST = 1_000_000
MOST_FILES = 120
FILE_LARGEST = 400_000
_ALL_LARGEST = 3_000_000
_DEEPEST = 12
# With all aliases of YAML written out.
_MOST_PARTS = 50_000
# What belongs to a pack of a place, and what to a pack of rules.
_PLACE_FILE = re.compile(r"pack\.yaml|watch\.yaml|params/[A-Za-z0-9][A-Za-z0-9_.\-]{0,80}\.yaml")
_SCHEME_FILE = re.compile(
    r"pack\.yaml|(?:params|tests)/[A-Za-z0-9][A-Za-z0-9_.\-]{0,80}\.yaml|rules/[a-z][a-z0-9_]{0,80}\.py"
    r"|texts/[A-Za-z0-9][A-Za-z0-9_.\-]{0,80}\.md|reforms/[A-Za-z0-9][A-Za-z0-9_.\-]{0,80}\.(?:yaml|py)"
)
# What file managers add of their own accord; dropped in silence.
_ADDED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)")
_ID = re.compile(r"[a-z0-9][a-z0-9.\-]{0,60}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class ArchiveRefused(ValueError):
    """An upload that is not read: names the file in it ("" for the whole), what is wrong, and what to do."""

    def __init__(self, file: str, problem: Text, remedy: Text) -> None:
        super().__init__(f"{file}: {problem.en} {remedy.en}")
        self.file = file
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an uploaded pack by name inside its folder, and what its pack.yaml says it is.

    `scheme` is the id of a pack of rules, "" for the parameters of a place.
    """

    files: Mapping[str, bytes]
    scheme: str
    place: str
    title: Text


def read_archive(content: bytes) -> Archive:
    """The files of a zip, whose one outer folder may be left out. Raises ArchiveRefused."""
    if len(content) > ARCHIVE_LARGEST:
        raise _refused(
            "", f"压缩包超过 {ARCHIVE_LARGEST} 字节。", f"The archive exceeds {ARCHIVE_LARGEST} bytes.", _SPLIT
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = dict(_files(archive))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        if isinstance(fault, ArchiveRefused):
            raise
        raise _refused("", "不是完整的 zip 压缩包。", "This is no sound zip archive.", _ZIP) from None
    return _archive(_without_outer_folder(files))


def archive_of(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


_SPLIT = Text("请去掉不属于规则包的内容后再上传。", "Take out what does not belong to the pack and upload again.")
_ZIP = Text("请用普通 zip 格式（不加密）重新压缩。", "Compress it anew as a plain zip, without a password.")
_RENAME = Text(
    "只用 pack.yaml、watch.yaml、params/、rules/、texts/、tests/、reforms/ 下的文件，文件名用英文字母、数字。",
    "Use pack.yaml, watch.yaml and files below params/, rules/, texts/, tests/, reforms/, named in letters and digits.",
)
_PLAIN_YAML = Text("请改成普通的 YAML 写法。", "Write plain YAML.")


def _refused(file: str, zh: str, en: str, remedy: Text) -> ArchiveRefused:
    return ArchiveRefused(_shown(file), Text(zh, en), remedy)


def _shown(name: str) -> str:
    """A name fit for a page: without what cannot be printed, and not too long."""
    return "".join(c if c.isprintable() else "?" for c in name)[:120]


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    left = _ALL_LARGEST
    entries = [entry for entry in archive.infolist() if not (entry.is_dir() or _ADDED.search(entry.filename))]
    if len(entries) > MOST_FILES:
        raise _refused("", f"文件超过 {MOST_FILES} 个。", f"There are more than {MOST_FILES} files.", _SPLIT)
    for entry in entries:
        name = _name(entry)
        if name.lower() in seen:
            raise _refused(name, "同名文件出现两次。", "A file of this name stands twice.", _RENAME)
        seen.add(name.lower())
        content = _content(archive, entry, min(FILE_LARGEST, left))
        left -= len(content)
        yield name, content


def _name(entry: zipfile.ZipInfo) -> str:
    # The name as written: `filename` was cut at a NUL byte and had its separators replaced.
    name = entry.orig_filename
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        raise _refused(
            name,
            "路径不在规则包之内（不能用绝对路径、上级目录或反斜杠）。",
            "The path leads out of the pack (no absolute path, parent folder or backslash).",
            _RENAME,
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _refused(name, "是链接或特殊文件。", "It is a link or a special file.", _ZIP)
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PLAIN_METHODS:
        raise _refused(name, "已加密或压缩方式不支持。", "It is encrypted or compressed in another way.", _ZIP)
    return name


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(entry) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        zh, en = f"解压后超过 {most} 字节。", f"It unpacks to more than {most} bytes."
        raise _refused(entry.filename, zh, en, _SPLIT)
    return content


def _without_outer_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    if "pack.yaml" in files:
        return dict(files)
    outer = {name.partition("/")[0] for name in files if "/" in name}
    if len(outer) == 1 and all("/" in name for name in files):
        cut = {name.partition("/")[2]: content for name, content in files.items()}
        if "pack.yaml" in cut:
            return cut
    missing = Text("请把 pack.yaml 放在压缩包的最外层。", "Put pack.yaml at the top of the archive.")
    raise _refused("pack.yaml", "缺少这个文件。", "This file is missing.", missing)


def _archive(files: Mapping[str, bytes]) -> Archive:
    for name, content in files.items():
        if not (_PLACE_FILE.fullmatch(name) or _SCHEME_FILE.fullmatch(name)):
            raise _refused(name, "规则包里没有这种文件。", "A pack has no such file.", _RENAME)
        text = _text(name, content)
        if name.endswith(".yaml"):
            check_plain(name, text)
    head = _head(files["pack.yaml"])
    scheme = str(head.get("id", ""))
    form = _SCHEME_FILE if scheme else _PLACE_FILE
    for name in files:
        if not form.fullmatch(name):
            zh = "不属于方案包。" if scheme else "不属于地区参数包（pack.yaml 里没有方案代号 id）。"
            en = "It belongs to no scheme." if scheme else "It belongs to no pack of a place (pack.yaml has no id)."
            raise _refused(name, zh, en, _RENAME)
    return Archive(files, scheme, str(head["place"]), text_of("pack.yaml: title", head["title"]))


def _text(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        save = Text("请用 UTF-8 编码保存。", "Save it in UTF-8.")
        raise _refused(name, "不是 UTF-8 编码的文本。", "It is no text in UTF-8.", save) from None
    if "\x00" in text:
        raise _refused(name, "含有空字符。", "It holds a NUL character.", _ZIP)
    return text


def _head(content: bytes) -> Mapping[str, Any]:
    """What pack.yaml says of the pack, as far as its id, place and title go."""
    head = yaml.load(content.decode("utf-8"), Loader=_LOADER)  # noqa: S506 (a safe loader, in C; plain as checked)
    mend = Text(
        "请写 place: '442000'、title: {zh: …, en: …}；方案另写 id。",
        "Write place: '442000', title: {zh: ..., en: ...}; a scheme also has an id.",
    )
    if not isinstance(head, dict):
        raise _refused("pack.yaml", "应为字段与取值的对应。", "Expected a mapping.", mend)
    try:
        text_of("pack.yaml: title", head.get("title"))
        lineage(str(head.get("place", "")))
    except ValueError:
        raise _refused("pack.yaml", "地区代码或名称不对。", "Its place or its title is wrong.", mend) from None
    if "id" in head and not _ID.fullmatch(str(head["id"])):
        raise _refused(
            "pack.yaml", "方案代号只用小写字母、数字、- 和 .。", "The id is small letters, digits, - and .", mend
        )
    return head


def check_plain(name: str, text: str) -> None:
    """That a YAML file is plain data, each key once, little depth. Raises ArchiveRefused."""
    try:
        _plain(name, text)
    except ArchiveRefused:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        said = " ".join(str(fault).split())[:200]
        mend = Text("请按所示行列改正。", "Correct it at the line shown.")
        raise _refused(name, f"不是有效的 YAML：{said}", f"It is not valid YAML: {said}", mend) from None


def _plain(name: str, text: str) -> None:
    open_: list[_Part] = []
    anchors: dict[str, int] = {}
    event: Any
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        if getattr(event, "tag", None):
            raise _refused(name, f"第 {line} 行有类型标签。", f"Line {line} has a tag.", _PLAIN_YAML)
        if isinstance(event, yaml.NodeEvent) and open_:
            open_[-1].takes(name, line, event)
        if isinstance(event, yaml.CollectionStartEvent):
            open_.append(_Part(isinstance(event, yaml.MappingStartEvent), event.anchor))
            if len(open_) > _DEEPEST:
                raise _refused(name, f"第 {line} 行嵌套过深。", f"Line {line} is nested too deeply.", _PLAIN_YAML)
            continue
        size = _size(event, open_, anchors)
        if open_:
            open_[-1].size += size
        if size > _MOST_PARTS or (open_ and open_[-1].size > _MOST_PARTS):
            raise _refused(name, f"第 {line} 行的引用展开过大。", f"The aliases of line {line} swell.", _PLAIN_YAML)


def _size(event: Any, open_: list[_Part], anchors: dict[str, int]) -> int:
    """What a part counts, written out; parts with an anchor are remembered."""
    if isinstance(event, yaml.AliasEvent):
        # An alias inside what it names would never end.
        return anchors.get(str(event.anchor), _MOST_PARTS + 1)
    if isinstance(event, yaml.CollectionEndEvent):
        ended = open_.pop()
        anchor, size = ended.anchor, ended.size
    elif isinstance(event, yaml.ScalarEvent):
        anchor, size = event.anchor, 1 + len(event.value) // 40
    else:
        return 0
    if anchor:
        anchors[anchor] = size
    return size


@dataclass(slots=True)
class _Part:
    """A list or mapping that is being read: how many parts it holds with all aliases written out."""

    is_mapping: bool
    anchor: str | None
    size: int = 1
    keys: set[str] = field(default_factory=set)
    expects_key: bool = True

    def takes(self, name: str, line: int, event: Any) -> None:
        """One more part; the key of a mapping is a word, once."""
        if not self.is_mapping:
            return
        if self.expects_key:
            key = getattr(event, "value", None)
            if key is None:
                raise _refused(name, f"第 {line} 行的键不是词。", f"The key at line {line} is no word.", _PLAIN_YAML)
            if key in self.keys:
                twice = Text("请只留一处。", "Keep one of them.")
                raise _refused(name, f"第 {line} 行：「{key}」写了两次。", f"Line {line}: {key!r} stands twice.", twice)
            self.keys.add(key)
        self.expects_key = not self.expects_key
