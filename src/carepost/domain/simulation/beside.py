"""What stands beside a result: posts added under our assumptions, the funnel as published, assumptions and notes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from carepost.domain.simulation.assumptions import added_posts
from carepost.domain.simulation.question import Simulation

_PUBLISHED = Path(__file__).parent / "data" / "published.yaml"
_GIVEN = {"whose": "given", "source": "命令行给定 · given with the question"}
_OURS = {"whose": "ours", "source": "自拟 · our own"}


def additional_posts(found: Simulation) -> dict[str, Any]:
    """`added_posts` of every reading that was run."""
    return added_posts(pairs_of(found), found.assumptions, known=not found.not_stated)


def pairs_of(found: Simulation) -> list[tuple[int, int, int, int]]:
    """People reached before and after, fen before and after, of each reading."""
    return [(int(a.reached[0]), int(a.reached[1]), *a.totals) for a in found.accounts]


@cache
def published() -> Mapping[str, Any]:
    """The published figures that stand beside a result."""
    loaded: Mapping[str, Any] = yaml.safe_load(_PUBLISHED.read_text(encoding="utf-8"))
    return loaded


def funnel(found: Simulation) -> dict[str, Any]:
    """Filed posts are not jobs: what was published of Zhongshan, and a subsidy per filed post there."""
    filed, paid = published()["filed"], published()["paid_a_person"]
    share = filed["people_employed"] / filed["places_filed"]
    each = [account.totals[0] / account.reached[0] for account in found.accounts if account.reached[0]]
    return {
        **filed,
        "share_filled": round(share, 4),
        "places_filed_for_one_job": round(1 / share, 2),
        "paid_for_nothing_if_per_filed_post": round(1 - share, 4),
        "published_paid_a_person_fen": round(paid["paid_yuan"] * 100 / paid["people"]),
        "published_paid_source": paid["source"],
        "reckoned_a_person_before_fen": {"low": round(min(each)), "high": round(max(each))} if each else None,
        "note_zh": "备案岗位不等于就业：备案的位置五分之一有人。按备案岗位付钱，近八成付给没有人的位置。",
        "note_en": "Filed posts are not jobs: one place in five is filled. Paid per filed post, almost four fifths of "
        "the money would go to places that nobody holds.",
    }


def assumed(found: Simulation) -> list[dict[str, Any]]:
    """What is assumed beside take-up and dead weight."""
    rows = [
        {"id": f"assume:{name}", "zh": f"假定 {name} = {value}", "en": f"{name} taken as {value}", **_GIVEN}
        | {"value": str(value)}
        for name, value in found.assumed.items()
    ]
    for name in found.not_known:
        label = found.pack.facts[name].label
        zh, en = f"人口表不知道谁“{label.zh}”，一律当作没有", f"who {label.en} is not known: nobody is taken to be"
        rows.append({"id": f"not_known:{name}", "zh": zh, "en": en, "value": "no", **_OURS})
    zh = "每一份工作都当作已备案的岗位，每个单位都参加；实际参加的只有其中一部分"
    en = "every job is taken as a filed post and every employer as taking part; only some do"
    rows.append({"id": "every_post", "zh": zh, "en": en, "value": "all", **_OURS})
    if found.borrowed:
        pairs = "; ".join(f"{month:%Y-%m} = {other:%Y-%m}" for month, other in found.borrowed.items())
        zh, en = (
            "这些月份的缴费费率未知，取最近的已知月份",
            "contributions of these months are not known: the nearest month's",
        )
        rows.append({"id": "contributions", "zh": zh, "en": en, "value": pairs, **_OURS})
    moved, to = found.setting.moved_months, f"{found.setting.on:%Y-%m}"
    if moved:
        zh = f"人口整体移动 {moved} 个月，放在 {to}；工资不折算"
        en = f"the people are moved by {moved} months to {to}; wages stay"
        rows.append({"id": "moved", "zh": zh, "en": en, "value": str(moved), **_OURS})
    return rows


def notes(found: Simulation) -> list[dict[str, str]]:
    """What to know when reading the result."""
    said = [
        (
            "人口为生成数据，不是真实居民；结果是静态测算，不含行为变化。",
            "The population is generated, nobody is real; the reckoning is static: nobody changes what they do.",
        ),
        (
            "费用按全部应得计算，不乘申领率。首月之前已领的月数不计。",
            "Cost is all that is due, not times take-up. Months paid before the first month are not counted.",
        ),
        (
            "只有在业的人可能领到；同一人更早的合同不在表中。",
            "Only people in work can be paid; earlier contracts of the same people are not in the table.",
        ),
    ]
    if not found.complete:
        zh = "法律未载明之处太多，未逐一组合：高低为所列各种读法中的最低与最高。"
        en = "The law is silent in too many places to run every reading: low and high are those that were run."
        said.append((zh, en))
    if found.pack.status.value in ("draft", "repealed"):
        said.append(("该方案不在施行中。", "This scheme is not in force."))
    return [{"zh": zh, "en": en} for zh, en in said]
