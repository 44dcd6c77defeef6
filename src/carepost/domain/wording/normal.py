"""One spelling for every way of writing the same words, with the way back to the original text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LATIN = re.compile(r"[a-z0-9']")
# Marks that writers put between the characters of a word to slip past a filter; between two Chinese
# characters they carry no meaning of their own.
_SPECKS = frozenset("·•・‧.*_-~—–−+=^#`…⋯")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_UNSEEN = frozenset({"Cf", "Mn", "Me", "So", "Sk", "Cs", "Co", "Cn"})
_FOLD = str.maketrans(
    "優歲婦媽寶險繳應別無報滿齡產嬰檢證費檔舊種結離異單獨來們爺奶養護顧兒歡親門學員實習試調崗資給發紅網業員標條將罰團體"
    "準壓僅隻須謝絕擾請歧視區戶籍縣漢滿蒙藏維乙殘華處違規買個剛過爲為與國農鄉"
    "聘錄優擇懷備還會務勞動醫療養營終帶聯繫電話薪獎勵積極據",
    "优岁妇妈宝险缴应别无报满龄产婴检证费档旧种结离异单独来们爷奶养护顾儿欢亲门学员实习试调岗资给发红网业员标条将罚团体"
    "准压仅只须谢绝扰请歧视区户籍县汉满蒙藏维乙残华处违规买个刚过为为与国农乡"
    "聘录优择怀备还会务劳动医疗养营终带联系电话薪奖励积极据",
)


@dataclass(frozen=True, slots=True)
class Normal:
    """The normalised text; `starts[i]` and `ends[i]` bound the original characters behind `text[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span [start, end) of the normalised text as a span of the original (end > start)."""
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normal:
    """NFKC, lower case, simplified characters; nothing unseen, no spaces or specks inside a Chinese phrase.

    A line break stays (it ends a sentence); one space stays between Latin words. Works in one pass per step.
    """
    return _without_specks(_without_spaces(_folded(text)))


_Cell = tuple[str, int]


def _folded(text: str) -> list[_Cell]:
    cells: list[_Cell] = []
    for index, char in enumerate(text):
        for piece in unicodedata.normalize("NFKC", char).lower().translate(_FOLD):
            if piece in "\n\r\u2028\u2029":
                cells.append(("\n", index))
            elif piece.isspace():
                cells.append((" ", index))
            elif unicodedata.category(piece) not in _UNSEEN:
                cells.append((piece, index))
    return cells


def _without_spaces(cells: list[_Cell]) -> list[_Cell]:
    kept: list[_Cell] = []
    chars = [char for char, _ in cells]
    following = _next_solid(chars)
    for at, cell in enumerate(cells):
        if cell[0] != " ":
            kept.append(cell)
            continue
        before = kept[-1][0] if kept else "\n"
        after = chars[following[at]] if following[at] < len(chars) else "\n"
        if _space_stays(before, after) and not _split_number(kept, chars, following[at]):
            kept.append(cell)
    return kept


def _next_solid(chars: list[str]) -> list[int]:
    """For each place the next place at or after it that is not a space."""
    following = [len(chars)] * len(chars)
    nearest = len(chars)
    for at in range(len(chars) - 1, -1, -1):
        if chars[at] != " ":
            nearest = at
        following[at] = nearest
    return following


def _space_stays(before: str, after: str) -> bool:
    return bool(_LATIN.match(before)) and bool(_LATIN.match(after))


def _split_number(kept: list[_Cell], chars: list[str], after: int) -> bool:
    """A space inside a number of two digits ("2 5-4 5岁"): digits alone on both sides of it."""
    if not (kept[-1][0].isdigit() and chars[after].isdigit()):
        return False
    alone_before = len(kept) < 2 or not kept[-2][0].isdigit() or kept[-1][1] - kept[-2][1] > 1
    alone_after = after + 1 >= len(chars) or not chars[after + 1].isdigit()
    return alone_before and alone_after


def _without_specks(cells: list[_Cell]) -> Normal:
    kept: list[_Cell] = []
    at = 0
    while at < len(cells):
        stop = at
        while stop < len(cells) and cells[stop][0] in _SPECKS:
            stop += 1
        if stop == at:
            kept.append(cells[at])
            at += 1
            continue
        between = bool(kept) and stop < len(cells) and _HAN.match(kept[-1][0]) and _HAN.match(cells[stop][0])
        kept.extend([] if between else cells[at:stop])
        at = stop
    return Normal(
        text="".join(char for char, _ in kept),
        starts=tuple(index for _, index in kept),
        ends=tuple(index + 1 for _, index in kept),
    )
