"""The parts of a division's name: 延边朝鲜族自治州 is the stem 延边, its peoples 朝鲜族 and the suffix 自治州."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The peoples in names of autonomous divisions. 族 may be left out after the longer ones only: 彭水苗族 is 彭水 + 苗族.
LONG_PEOPLES = (
    "(?<!内)蒙古", "维吾尔", "哈萨克", "柯尔克孜", "达斡尔", "锡伯", "塔吉克", "鄂伦春", "鄂温克", "朝鲜", "布依",
    "土家", "哈尼", "傈僳", "拉祜", "东乡", "纳西", "景颇", "仫佬", "布朗", "撒拉", "毛南", "仡佬", "保安", "裕固",
    "普米", "独龙",
)  # fmt: skip
SHORT_PEOPLES = (
    "回",
    "藏",
    "苗",
    "彝",
    "壮",
    "满",
    "侗",
    "瑶",
    "白",
    "傣",
    "黎",
    "佤",
    "畲",
    "水",
    "土",
    "羌",
    "怒",
    "各",
)
PEOPLE = re.compile(f"(?P<people>{'|'.join(LONG_PEOPLES)})族?|(?P<one>{'|'.join(SHORT_PEOPLES)})族")
_PEOPLES = f"(?:(?:{'|'.join(LONG_PEOPLES)})族?|(?:{'|'.join(SHORT_PEOPLES)})族)*"
_SUFFIX = re.compile(
    f"(?P<peoples>{_PEOPLES})(?P<autonomous>自治[区州县旗])$"
    "|(?P<suffix>特别行政区|经济开发区|(?<=..)新区|(?<=神农架)林区|(?<=六枝)特区|地区|街道|[省市盟县区旗镇乡])$"
)
# Where a prefecture or county is called by its stem and one character, whatever peoples its full name lists.
_SPOKEN = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A name in its parts; `peoples` and `suffix` may be empty, the stem never is."""

    stem: str
    peoples: str
    suffix: str


def parts_of(name: str) -> Parts:
    """The parts of a name; a name without a known suffix, or with nothing before it, is all stem."""
    found = _SUFFIX.search(name)
    if found is None:
        return Parts(name, "", "")
    stem, peoples, suffix = name[: found.start()], found["peoples"] or "", found["autonomous"] or found["suffix"]
    if not stem and peoples:
        return Parts(peoples.removesuffix("族"), "", suffix)
    return Parts(stem, peoples, suffix) if stem else Parts(name, "", "")


def short_names(name: str) -> tuple[str, ...]:
    """What people say for short: 青岛 for 青岛市, 延边 and 延边州 for 延边朝鲜族自治州; 单县 has none."""
    parts = parts_of(name)
    if not parts.suffix or len(parts.stem) < SHORTEST:
        return ()
    spoken = _SPOKEN.get(parts.suffix)
    return (parts.stem, parts.stem + spoken) if spoken else (parts.stem,)
