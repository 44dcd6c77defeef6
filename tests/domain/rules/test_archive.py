"""An uploaded archive is read whole or refused by the name of the file; nothing in it is trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.rules import ARCHIVE_LARGEST, PACKS, ArchiveRefused, archive_of, read_archive

HEAD = "place: '442000'\ntitle: {zh: 甲, en: a}\n"
SHIPPED = sorted(path.parent for path in PACKS.glob("*/pack.yaml"))
SCHEMES = sorted(path.parent for path in PACKS.glob("*/schemes/*/pack.yaml"))


def files_of(folder: Path, *parts: str) -> dict[str, bytes]:
    found = [path for part in parts for path in folder.glob(part)]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def zipped(files: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def refused(content: bytes) -> ArchiveRefused:
    with pytest.raises(ArchiveRefused) as caught:
        read_archive(content)
    assert caught.value.problem.zh
    assert caught.value.remedy.en
    return caught.value


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda p: p.name)
def test_every_shipped_pack_of_a_place_could_be_uploaded(folder: Path) -> None:
    files = files_of(folder, "pack.yaml", "watch.yaml", "params/*.yaml")
    found = read_archive(archive_of(files))
    assert (found.files, found.scheme, found.place) == (files, "", folder.name)


@pytest.mark.parametrize("folder", SCHEMES, ids=lambda p: p.name)
def test_every_shipped_scheme_could_be_uploaded(folder: Path) -> None:
    files = files_of(folder, "pack.yaml", "*/*.yaml", "rules/*.py", "texts/*.md")
    found = read_archive(archive_of({f"{folder.name}/{name}": content for name, content in files.items()}))
    assert (found.files, found.scheme, found.place) == (files, folder.name, folder.parents[1].name)


def test_what_file_managers_add_is_dropped() -> None:
    added = {
        "p/__MACOSX/._pack.yaml": b"\x00",
        "__MACOSX/p/._pack.yaml": b"x",
        "p/.DS_Store": b"x",
        "p/Thumbs.db": b"x",
    }
    assert set(read_archive(zipped({"p/pack.yaml": HEAD, **added})).files) == {"pack.yaml"}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../pack.yaml",
        "params/../../x.yaml",
        "params/./x.yaml",
        "params//x.yaml",
        "params\\x.yaml",
        "C:/x.yaml",
        "params/x.yaml:stream",
        "params/x.exe",
        "params/deeper/x.yaml",
        "rules/__init__.py",
        "rules/x.so",
        "setup.py",
        "tests/nested.zip",
        "params/\u202eabc.yaml",
        "params/参数.yaml",
    ],
)
def test_a_name_that_no_pack_has_is_refused_by_name(name: str) -> None:
    told = refused(zipped({"pack.yaml": HEAD, name: "a: 1"}))
    assert told.file.rpartition("/")[2][:3] == name.rpartition("/")[2][:3].replace("\u202e", "?")


def test_links_and_special_files_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pack.yaml", HEAD)
        link = zipfile.ZipInfo("params/x.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(out.getvalue()).file == "params/x.yaml"


def test_a_file_that_swells_is_refused_while_it_is_read() -> None:
    bomb = zipped({"pack.yaml": HEAD, "params/x.yaml": b"a" * 50_000_000})
    assert len(bomb) < ARCHIVE_LARGEST
    assert refused(bomb).file == "params/x.yaml"


def test_many_files_that_swell_together_are_refused() -> None:
    many = {f"params/x{n}.yaml": b"a: 1 #" + b"x" * 390_000 for n in range(20)}
    assert refused(zipped({"pack.yaml": HEAD, **many})).file.startswith("params/x")


def test_too_many_files_are_refused() -> None:
    refused(zipped({"pack.yaml": HEAD, **{f"params/x{n}.yaml": "a: 1" for n in range(200)}}))


def test_a_lying_size_does_not_help() -> None:
    content = bytearray(zipped({"pack.yaml": HEAD, "params/x.yaml": "a: 1\n" * 100}))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rindex(signature) + offset
        content[at : at + 4] = (5).to_bytes(4, "little")
    refused(bytes(content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(method: int) -> None:
    assert refused(zipped({"pack.yaml": HEAD}, method=method)).file == "pack.yaml"


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(zipped({"pack.yaml": HEAD}))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.rindex(signature) + offset] |= 1
    assert refused(bytes(content)).file == "pack.yaml"


def test_the_same_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = archive_with_twins()
    assert refused(content).file == "pack.yaml"


def archive_with_twins() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("pack.yaml", HEAD)
        archive.writestr("pack.yaml", HEAD + "id: x\n")
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "a: &a [x, x]\n"
            + "".join(f"{b}: &{b} [{', '.join(f'*{a}' for _ in range(9))}]\n" for a, b in pairwise("abcdefg")),
            "swell",
        ),
        ("a: &a [*a]\n", "swell"),
        ("a: !!python/object/apply:os.system ['true']\n", "tag"),
        ("a: 1\nb: 2\na: 3\n", "twice"),
        ("a: {b: 1, b: 2}\n", "twice"),
        ("? [a, b]\n: 1\n", "no word"),
        ("a: " + "[" * 40 + "]" * 40, "deeply"),
        ("a: [\n", "not valid YAML"),
    ],
)
def test_yaml_that_hides_something_is_refused_with_its_line(text: str, word: str) -> None:
    told = refused(zipped({"pack.yaml": HEAD, "params/x.yaml": text}))
    assert told.file == "params/x.yaml"
    assert word in told.problem.en


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: \x00"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    assert refused(zipped({"pack.yaml": HEAD, "params/x.yaml": content})).file == "params/x.yaml"


@pytest.mark.parametrize(
    "head",
    [
        "[]",
        "place: '442000'\n",
        "title: {zh: 甲, en: a}\n",
        "place: '../..'\ntitle: {zh: 甲, en: a}\n",
        HEAD + "id: ../x\n",
        HEAD + "id: [1]\n",
        "place: '442000'\ntitle: {zh: 甲}\n",
    ],
)
def test_a_head_that_names_no_pack_is_refused(head: str) -> None:
    assert refused(zipped({"pack.yaml": head})).file == "pack.yaml"


def test_files_of_rules_need_a_pack_with_an_id() -> None:
    assert refused(zipped({"pack.yaml": HEAD, "rules/x.py": "x"})).file == "rules/x.py"
    assert refused(zipped({"pack.yaml": HEAD + "id: x\n", "watch.yaml": "watch: []"})).file == "watch.yaml"
    assert refused(zipped({"params/x.yaml": "a: 1"})).file == "pack.yaml"
    assert refused(zipped({})).file == "pack.yaml"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_the_bytes_it_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zipped({"pack.yaml": HEAD, "params/x.yaml": "a: {unit: x, values: []}\n"}))
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for each in (bytes(content), bytes(content[:cut])):
        try:
            found = read_archive(each)
        except ArchiveRefused:
            continue
        assert "pack.yaml" in found.files
