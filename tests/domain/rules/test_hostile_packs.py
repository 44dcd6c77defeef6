"""Whatever stands in the files of a pack, it loads or is refused with a PackError: never another fault."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carepost.domain.rules import PackError, ParameterStore, check_pack, load_pack, load_reform, reformed
from tests.domain.rules.small_packs import ZHONGSHAN

EMPTY = ParameterStore([])
FILES = ("pack.yaml", "params/scheme.yaml", "tests/hard_cases.yaml", "reforms/any-parent.yaml")
WRONG = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=8) | st.dates()
    | st.sampled_from(["not_stated", "none", "unknown", "1e999", "-0", "0x10", "../../etc/passwd", "😀"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def spots(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(spot for key, value in inner for spot in spots(value, (*path, key)))]


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    new = copy.deepcopy(data)
    at = new
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return new


def faults_of(folder: Path) -> list[str]:
    """What is wrong with a pack, its cases and its reform; anything but a PackError escapes."""
    try:
        pack = load_pack(folder, EMPTY)
        _, faults = check_pack(pack)
        reformed(pack, load_reform(folder / "reforms" / "any-parent.yaml"))
    except PackError as fault:
        return [str(fault)]
    return faults


ORIGINAL = {name: yaml.safe_load((ZHONGSHAN / name).read_text(encoding="utf-8")) for name in FILES}
SPOTS = [(name, path) for name, data in ORIGINAL.items() for path in spots(data)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spot=st.sampled_from(SPOTS), wrong=WRONG)
def test_any_value_anywhere_is_taken_or_refused_by_name(tmp_path: Path, spot: tuple[str, Any], wrong: Any) -> None:
    name, path = spot
    folder = tmp_path / "pack"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ZHONGSHAN, folder)
    data = changed(ORIGINAL[name], path, wrong)
    (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    told = "".join(faults_of(folder))
    assert not told or str(folder) in told or told.startswith("reform")


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nid: *c\n",
        "id: " + "[" * 3000,
        "id: !!python/object/apply:os.system ['true']\n",
        "id: 2026-13-45\n",
        "id: " + "9" * 5000 + "\n",
        "\x00",
        "- 1\n",
        "",
    ],
)
def test_yaml_made_to_harm_is_refused(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(ZHONGSHAN, folder)
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=r"pack\.yaml"):
        load_pack(folder, EMPTY)


def test_a_rule_file_that_a_reform_names_must_lie_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "reform.yaml"
    path.write_text("id: x\ntitle: {zh: 甲, en: a}\nfrom: 2026-01-01\nrules: ../../elsewhere.py\n", encoding="utf-8")
    with pytest.raises(PackError, match="the name of a file beside this one"):
        load_reform(path)
