"""The faults that the loader tells, in both languages: what a reader of Chinese needs to find and mend the place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from carepost.domain.facts import Text

# The first pattern that is found in a fault gives its Chinese words; the English sentence stands beside it as it is.
_WORDS = tuple(
    (re.compile(pattern), zh)
    for pattern, zh in (
        (r"this file is missing", "缺少这个文件"),
        (r"not readable as YAML.*?: (.+)", "读不出，请核对日期、数字和缩进（{0}）"),
        (r"expected a mapping at the top", "文件最外层应为字段与取值的对应"),
        (r"expected a mapping", "应为字段与取值的对应"),
        (r"unknown keys (\[.*?\])", "有不认识的字段 {0}"),
        (r"lacks (\[.*?\])", "缺少字段 {0}"),
        (r"stands in this pack twice", "同一参数在包里写了两次"),
        (r"overlaps the value from (\S+)", "与自 {0} 起的数值在时间上重叠"),
        (r"to: (\S+) lies before from: (\S+)", "终止日 {0} 早于起始日 {1}"),
        (r"write (.+?) in quotes", "小数 {0} 要加引号，才能按原样读取"),
        (r"expected a date such as", "应为日期，如 2026-01-31"),
        (r"mark: expected one of", "证据等级应为 P、S、D、M、N 之一"),
        (r"doubt: expected one of", "存疑标记写错"),
        (r"nearer: expected one of", "nearer 的取值写错"),
        (r"lets a nearer place set nothing", "上级包不许下级另行规定这个参数"),
        (r"lets a nearer place set only", "超出上级包允许下级规定的范围"),
        (r"place: expected '(\d+)'", "pack.yaml 的 place 应为 {0}"),
        (r"is no place code", "地区代码应为 6 位或 9 位数字"),
        (r"expected 'zh' and 'en'", "中英文名称都要写"),
        (r"the pack of (\d+) states it already", "地区 {0} 的参数包已有同名参数，请改名"),
        (r"no pack of \d+ or above states (\S+)", "本地区及上级的包里没有参数 {0}"),
        (r"expected a list 'cases'", "案例文件要有 cases 列表"),
        (r"expected a list 'watch'", "到期提醒文件要有 watch 列表"),
        (r"expected (.+?), got (.+)", "应为 {0}，现为 {1}"),
        (r"expected not met (.+?), got (.+)", "案例里未满足的条件应为 {0}，实为 {1}"),
        (r"do not go together", "两种类型的量不能这样一起用"),
        (r"could exceed", "数值可能过大"),
        (r"not allowed|is not part of|may not|no word of|not for", "规则里有不允许的写法"),
        (r"stands twice", "写了两次"),
        (r"expected", "写法不符合要求"),
    )
)
_GENERAL = "这一处有误，请按英文提示改正"
_FILE = re.compile(r"^((?:[\w.\-]+/)*[\w.\-]+\.(?:yaml|py|md)|params|rules|texts|tests|reforms)(?::|\b)\s*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the check finds wrong with an upload: the file in it ("" for the whole), and the sentence."""

    file: str
    said: Text

    def as_data(self) -> dict[str, str]:
        """As a version keeps it."""
        return {"file": self.file, "zh": self.said.zh, "en": self.said.en}


def fault_of(told: object, folder: Path, *, prefix: str = "") -> Fault:
    """A fault of the loader, without the folder in which the files happened to lie."""
    said = str(told).replace(f"{folder}/", "").replace(str(folder), "")
    said = " ".join(said.split())[:600]
    found = _FILE.match(said)
    file = found.group(1) if found else ""
    rest = said[found.end() :] if found else said
    rest = rest.lstrip(": ") or said
    return Fault(prefix + file, Text(_chinese(rest), rest))


def _chinese(said: str) -> str:
    for pattern, zh in _WORDS:
        found = pattern.search(said)
        if found:
            where = said[: found.start()].rstrip(": ").strip()
            words = zh.format(*(group.strip("[]'\"") for group in found.groups()))
            return f"{where}：{words}。" if where and len(where) < 160 else f"{words}。"
    return f"{_GENERAL}。"
