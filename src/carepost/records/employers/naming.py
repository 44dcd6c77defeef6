"""Names of employers: whether a text names one at all, how a name is kept, how it sorts."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import lazy_pinyin

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal

NAME_MAX = 120
PINYIN_MAX = 400
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?")
_NUMBER = r"(?:\d+|[一二两三四五六七八九十百千几数]+)(?:[余多来])?"
_BODY = r"(?:企业|单位|公司|工厂|机构|商户|商家|门店|店|用人|生育|妈妈岗|爱心|重点|规上)"
_WITHHELD = re.compile(r"未具名|未载明|未列|未披露|未公开|不详|匿名|不便透露|保密")
# 家 as a measure word, not the home of 家具, 家居, 家电, 家装, 家政, 家纺, 一家人.
_NOT_HOME = "(?!居|具|电器|装|政|纺|庭|人|亲)"
_COUNTED = re.compile(rf"{_NUMBER}[家个所]{_BODY}|(?:\d+[余多来]?|[一两几多数])家{_NOT_HOME}|之一$")
_LISTED = re.compile(r"[、；;]|等(?:\d+家|多家|单位|企业|公司)?$")
_JOINED = re.compile(r"(?:公司|协会|社区|中心|学校|集团|合作社|工会|妇联|厂|局|委会)[与和及暨]")
_COLLECTIVE = re.compile(r"(?:汇总|合计|专区|招聘会|妈妈岗招聘|友好岗招聘|名录|目录|清单)$")
_SIZES = "(?:本地|当地|附近|民营|私营|国有|外资|合资|小微|中小型?|大中型|大型|小型|家政|服装|电子|玩具|代工)"
_KINDS = "(?:企业|单位|公司|工厂|车间|机构|商户|商家|客户|雇主|家庭|私企|国企|民企|超市|商场|饭店|餐馆|店)"
_ONLY_A_KIND = re.compile(rf"(?:.{{3,}}的)?{_SIZES}*(?:用人|服务)?{_KINDS}{{1,2}}")


def is_named(employer: str) -> bool:
    """Whether the words name one employer (青岛市肯德基有限公司 · 兴隆制衣厂 · Somehot Coffee).

    Not one employer: a withheld name (某…, 未具名), a count or a member of a batch (30家企业, 之一), a list
    (、, 等, A公司与B社区), the heading of a list (…汇总, …专区) and a kind of employer without a name
    (社区引入的大中型企业). What stands in brackets only explains, except that it may say that the name is withheld.
    """
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFC", employer)).strip()
    name = _BRACKETS.sub("", words).strip(" ，,。.")
    if not name or "某" in name or _WITHHELD.search(words):
        return False
    several = _COUNTED.search(name) or _LISTED.search(name) or _JOINED.search(name) or _COLLECTIVE.search(name)
    return not several and not _ONLY_A_KIND.fullmatch(name) and any(character.isalpha() for character in name)


def checked_name(written: str) -> str:
    """The name with single spaces. Raises Refusal when it is empty, too long or holds control characters."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", written)).strip()
    if not name:
        raise Refusal(Text("请填写用人单位名称。", "Give the name of the employer."))
    if len(name) > NAME_MAX:
        raise Refusal(
            Text(
                f"用人单位名称最多{NAME_MAX}个字，现有{len(name)}个字，请缩短。",
                f"The name of an employer has at most {NAME_MAX} characters, this one has {len(name)}: shorten it.",
            )
        )
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise Refusal(
            Text("用人单位名称含有不可见的控制字符，请重新输入。", "The name holds control characters: type it again.")
        )
    return name


def sort_key(name: str) -> str:
    """How a name sorts: tone-less pinyin in lower case, letters and digits only, in one word."""
    said = "".join(lazy_pinyin(name)).casefold()
    return "".join(character for character in said if character.isalnum())[:PINYIN_MAX]
