"""Checks of the advert and of what it asks of people: R12, R13, R14, R15, R21, R22, R23, R26, R27."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from carepost.domain.facts import Text
from carepost.domain.standard.case import Case
from carepost.domain.standard.finding import Outcome
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.words import WITH_MINORS

YOUNGEST = Decimal(16)
SEXES = {
    "women": Text("限女性", "women only"),
    "men": Text("限男性", "men only"),
    "women_preferred": Text("女性优先", "women preferred"),
    "men_preferred": Text("男性优先", "men preferred"),
}
ELEMENTS = {
    "employer.name": Text("单位基本情况", "the employer"),
    "headcount": Text("招聘人数", "the number of places"),
    "asks.conditions": Text("招聘条件", "the conditions"),
    "work.duties": Text("工作内容", "the work"),
    "place": Text("工作地点", "the place of work"),
    "pay.low": Text("基本劳动报酬", "the basic pay"),
}


def neutral_sex(case: Case) -> Iterator[Outcome]:
    """R12: limited to one sex or preferring one; only work barred to women may be limited to men."""
    sex, barred = case.post.asks.sex, case.post.work.barred_to_women
    if sex is None:
        yield case.unanswered("R12", "asks.sex")
    elif sex != "none" and not (sex.startswith("men") and barred == "yes"):
        fix = Text("改为“性别不限，面向有照护需要的劳动者”。", "Write: any sex, for people who care for somebody.")
        sure = sex.startswith("women") or barred == "no"
        yield case.finding("R12", fix=fix, detail=SEXES[sex], sure=sure, change=("asks.sex", "none"))


def no_family_proof(case: Case) -> Iterator[Outcome]:
    """R13: proof of marriage or birth before an offer."""
    if case.post.asks.proof_of_family is None:
        yield case.unanswered("R13", "asks.proof_of_family")
    elif case.post.asks.proof_of_family == "yes":
        fix = Text(
            "删除；照护情况由公共服务机构在录用后核实。", "Drop it; the public service checks caring after hiring."
        )
        yield case.finding("R13", fix=fix, change=("asks.proof_of_family", "no"))


def youngest(case: Case) -> Iterator[Outcome]:
    """R14: somebody under 16 is admitted. An advert that names no age admits nobody under 16: the law does not."""
    asks = case.post.asks
    if asks.age_min is not None and asks.age_min < YOUNGEST:
        fix = Text("年龄下限不低于16周岁。", "Set the lowest age at 16 or more.")
        yield case.finding("R14", fix=fix, change=("asks.age_min", YOUNGEST))


def oldest(case: Case) -> Iterator[Outcome]:
    """R15: an upper age limit."""
    if case.post.asks.age_max is not None:
        yield case.finding("R15", fix=Text("删除年龄上限或写明法律依据。", "Drop the limit, or name its legal ground."))


def no_fees(case: Case) -> Iterator[Outcome]:
    """R21: fee, deposit, guarantee or kept papers."""
    if case.post.asks.fee_or_papers is None:
        yield case.unanswered("R21", "asks.fee_or_papers")
    elif case.post.asks.fee_or_papers == "yes":
        fix = Text("删除收费、押金、担保和扣押证件的要求。", "Drop every fee, deposit, guarantee and kept paper.")
        value, change = case.labour("deposit_or_id_retention"), ("asks.fee_or_papers", "no")
        yield case.finding("R21", fix=fix, value=value, change=change)


def missing_elements(post: PostFile) -> tuple[str, ...]:
    """The fields of the six elements that the post does not state. Source: 人力资源市场暂行条例 art. 24."""
    amounts = (post.pay.low, post.pay.high, post.pay.guaranteed_month)
    stated = {
        "employer.name": post.employer.name,
        "headcount": post.headcount,
        "asks.conditions": post.asks.conditions,
        "work.duties": post.work.duties or post.title,
        "place": post.place or post.place_words,
        "pay.low": "yes" if any(amount is not None for amount in amounts) else "",
    }
    return tuple(field for field, words in stated.items() if not words.strip())


def elements(case: Case) -> Iterator[Outcome]:
    """R22: one of the six elements of an advert is not stated."""
    post = case.post
    missing = [ELEMENTS[field] for field in missing_elements(post)]
    if not missing:
        return
    zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
    detail = Text(f"未写明{zh}", f"{en} not stated")
    fix = Text(f"补充{zh}。", f"Add {en}.")
    if post.source == "reported":
        # A restated advert may have said more than its report.
        detail = Text(f"来源未载明{zh}", f"the source does not state {en}")
        fix = Text(f"向用人单位或来源核实{zh}。", f"Ask the employer or the source about {en}.")
    yield case.finding("R22", fix=fix, detail=detail)


def validity(case: Case) -> Iterator[Outcome]:
    """R23: an own post without an expiry date, or past it."""
    post = case.post
    if post.source != "own" or (post.expires_on is not None and post.expires_on >= case.on):
        return
    if post.expires_on is None:
        detail = Text("未写明有效期", "no date is given")
    else:
        detail = Text(f"已于{post.expires_on}到期", f"it expired on {post.expires_on}")
    yield case.finding(
        "R23", fix=Text("填写今天或以后的有效期。", "Give an expiry date, today or later."), detail=detail
    )


def barred_work(case: Case) -> Iterator[Outcome]:
    """R26: work that is barred to women workers, unless the post is lawfully limited to men for that reason."""
    barred = case.post.work.barred_to_women
    if barred is None:
        yield case.unanswered("R26", "work.barred_to_women")
    elif barred == "yes" and case.post.asks.sex != "men":
        fix = Text("调整工作内容，去除禁忌劳动。", "Change the work so that nothing barred remains.")
        yield case.finding("R26", fix=fix)


def record_check(case: Case) -> Iterator[Outcome]:
    """R27: close contact with minors without a planned check of criminal records."""
    work = case.post.work
    named = WITH_MINORS.search(f"{case.post.title} {work.duties}") is not None
    if work.with_minors == "no" or work.record_check == "yes":
        return
    if work.with_minors == "yes" or named:
        fix = Text("写明录用前查询违法犯罪记录。", "State that criminal records are checked before hiring.")
        sure = work.with_minors == "yes" and work.record_check == "no"
        yield case.finding("R27", fix=fix, sure=sure, change=("work.record_check", "yes"))
    else:
        yield case.unanswered("R27", "work.with_minors")
