"""Runs every rule over a post: what is wrong, what cannot be told, what is judged elsewhere, and the grade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.rules import ParameterStore
from carepost.domain.standard.case import Case
from carepost.domain.standard.checklist import ChecklistItem, Grade, grade_of, tick
from carepost.domain.standard.checks import advert, hours, pay, payment, terms
from carepost.domain.standard.criteria import Checked
from carepost.domain.standard.edition import Standard, newest_standard
from carepost.domain.standard.finding import Finding, Outcome, Rule, Unanswered, post_rules
from carepost.domain.standard.post_file import PostFile
from carepost.domain.week import KNOWN_SCHOOL_DAYS, SchoolDay

Check = Callable[[Case], Iterator[Outcome]]
CHECKS: Mapping[str, Check] = {
    "R01": pay.hourly_floor,
    "R02": pay.monthly_floor,
    "R03": pay.net_floor,
    "R04": hours.part_time_hours,
    "R05": payment.settlement,
    "R06": terms.no_part_time_probation,
    "R07": terms.probation_length,
    "R08": pay.probation_pay,
    "R09": terms.social_insurance,
    "R10": terms.work_injury,
    "R12": advert.neutral_sex,
    "R13": advert.no_family_proof,
    "R14": advert.youngest,
    "R15": advert.oldest,
    "R16": hours.overtime,
    "R17": hours.standard_time,
    "R18": hours.special_hours,
    "R19": hours.weekly_rest,
    "R20": payment.overtime_rates,
    "R21": advert.no_fees,
    "R22": advert.elements,
    "R23": advert.validity,
    "R25": terms.dispatch,
    "R26": advert.barred_work,
    "R27": advert.record_check,
    "R28": terms.disguised,
    "R30": hours.school_run,
    "R31": hours.night_work,
    "R32": terms.nursing_hour,
    "R33": payment.definite_pay,
    "R34": pay.piece_pay,
    "R37": payment.holiday_pay,
    "R38": payment.money,
}
WORDING = "R11"
_ARTICLES = re.compile(r"\s*art\.(\d[\d(), -]*?)(?=;|$|\s\([A-Z])")
_ITEMS = re.compile(r"\s*item (\d+)")
# When hours exceed part-time employment, what ordinary employment would owe is shown beside it.
IF_EMPLOYMENT = ("R02", "R03", "R09")


class WordingHit(Protocol):
    """What the wording room says of one stretch of text; `phrase_class` is block, warn or ok."""

    @property
    def phrase_class(self) -> str: ...
    @property
    def evidence(self) -> Mark: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def words(self) -> str: ...
    @property
    def message(self) -> Text: ...
    @property
    def article(self) -> str: ...
    @property
    def fix(self) -> Text | None: ...
    @property
    def replacement(self) -> str | None: ...


Wording = Callable[[str], Sequence[WordingHit]]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A rule that no post file answers, with what it judges instead."""

    rule: str
    scope: str
    reason: Text


@dataclass(frozen=True, slots=True)
class PostReport:
    """Everything that can be said of a post on a day of work, under one edition of the standard.

    `grade` rests on `checklist`. Where it cannot be told: `missing` are the fields that would tell, `to_verify` the
    rules that may block but whose law or facts are in doubt, or which nobody could ask.
    """

    on: date
    standard: str
    grade: Grade
    findings: tuple[Finding, ...]
    unanswered: tuple[Unanswered, ...]
    not_applicable: tuple[NotApplicable, ...]
    not_in_force: tuple[str, ...]
    checklist: tuple[ChecklistItem, ...]
    missing: tuple[str, ...]
    to_verify: tuple[str, ...]

    @property
    def blocked(self) -> bool:
        """Whether a finding stops publication."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)


_SCOPES = {
    "employer": Text("核验用人单位时检查", "checked when the employer is verified"),
    "contract": Text("订立合同时检查", "checked when the contract is made"),
    "candidate": Text("录用具体人员时检查", "checked when a person is hired"),
    "claim": Text("申领补贴时检查", "checked when a subsidy is claimed"),
    "deployment": Text("部署平台时检查", "checked when the platform is set up"),
}


def check_post(
    post: PostFile,
    *,
    store: ParameterStore,
    on: date,
    wording: Wording | None = None,
    standard: Standard | None = None,
    confirmed: Mapping[str, bool] | None = None,
    school_days: Iterable[SchoolDay] = KNOWN_SCHOOL_DAYS,
) -> PostReport:
    """Every rule R01-R40 in order over a post, and the grade under an edition of the standard (the newest by default).

    `on` is the day of work. `wording` is the wording room's check of a text; without it R11 is unanswered. `confirmed`
    gives an officer's answers by criterion id. `school_days` are the school hours known by place.
    """
    case = Case(post, store, on, school_days=tuple(school_days))
    outcomes: list[Outcome] = []
    elsewhere: list[NotApplicable] = []
    not_yet: list[str] = []
    for rule in post_rules().values():
        if rule.scope != "post":
            elsewhere.append(NotApplicable(rule.id, rule.scope, _SCOPES[rule.scope]))
        elif not rule.in_force(on):
            not_yet.append(rule.id)
        else:
            outcomes += _outcomes(case, rule, wording)
    outcomes += _if_employment(case, outcomes)
    findings = sorted((o for o in outcomes if isinstance(o, Finding)), key=lambda finding: finding.rule)
    unanswered = [o for o in outcomes if isinstance(o, Unanswered)]
    edition = standard or newest_standard()
    checked = Checked(case, tuple(findings), tuple(unanswered), confirmed or {})
    checklist = tuple(tick(criterion, checked) for criterion in edition.criteria)
    return PostReport(
        on=on,
        standard=edition.version,
        grade=grade_of(checklist, post),
        findings=tuple(findings),
        unanswered=tuple(unanswered),
        not_applicable=tuple(elsewhere),
        not_in_force=tuple(not_yet),
        checklist=checklist,
        missing=_missing(unanswered),
        to_verify=_to_verify(findings, unanswered),
    )


def _outcomes(case: Case, rule: Rule, wording: Wording | None) -> list[Outcome]:
    if rule.id == WORDING:
        return list(_wording(case, wording))
    return list(CHECKS[rule.id](case))


def _wording(case: Case, wording: Wording | None) -> Iterator[Outcome]:
    """R11: what the wording room says of title, text, conditions and duties; each hit under its own article."""
    if wording is None:
        yield case.unanswered(WORDING, reason=Text("未接入措辞检查", "no wording check is joined"))
        return
    post = case.post
    worded = {
        "title": post.title,
        "text": post.text,
        "asks.conditions": post.asks.conditions,
        "work.duties": post.work.duties,
    }
    seen: set[str] = set()
    for field, text in worded.items():
        mended = 0
        for hit in wording(text) if text.strip() else ():
            if hit.phrase_class != "ok" and hit.words not in seen:
                seen.add(hit.words)
                # Of two hits that overlap one is reworded at a time: the other looks anew at what it leaves.
                new = _reworded(text, hit, wording) if hit.span[0] >= mended else None
                mended = mended if new is None else hit.span[1]
                found = replace(_worded(case, hit), found_in=field)
                yield replace(found, fix_field=field, fix_value=new) if new is not None else found


def _reworded(text: str, hit: WordingHit, wording: Wording) -> str | None:
    """The text with the lawful wording in place of the hit; None without one, or where the same words would remain."""
    if hit.replacement is None:
        return None
    start, end = hit.span
    new = text[:start] + hit.replacement + text[end:]
    return None if any(other.words == hit.words for other in wording(new)) else new


def _worded(case: Case, hit: WordingHit) -> Finding:
    said, blocks = hit.message, hit.phrase_class == "block"
    detail = Text(f"“{hit.words}”，{said.zh.rstrip('。')}", f"“{hit.words}”, {said.en.rstrip('.')}")
    fix = hit.fix or Text("请改写这处表述。", "Reword this.")
    finding = case.finding(WORDING, fix=fix, detail=detail, marks=(hit.evidence,), sure=blocks)
    finding = replace(finding, article=Text(_cited(hit.article), hit.article))
    if blocks:
        return finding
    # A phrase that only asks for a look is no ban, and leaves no doubt about one.
    look = Text("措辞需留意：{what}。", "The wording needs a look: {what}.").format(what=detail)
    return replace(finding, message=look, to_verify=case.post.source == "reported")


def _cited(article: str) -> str:
    """The wording room's references (劳动合同法 art.9, 84; … item 2 (S)) as a Chinese reader writes them."""
    zh = _ARTICLES.sub(r"第\1条", article)
    zh = _ITEMS.sub(r"第\1项", zh)
    return zh.replace(" (S)", "（转述）").replace(" (M)", "（凭记忆）").replace("; ", "；")


def _if_employment(case: Case, outcomes: list[Outcome]) -> list[Outcome]:
    if not any(isinstance(o, Finding) and o.rule == "R04" for o in outcomes):
        return []
    ordinary = replace(case, if_employment=True)
    rules = [rule for rule in IF_EMPLOYMENT if post_rules()[rule].in_force(case.on)]
    return [o for rule in rules for o in CHECKS[rule](ordinary) if isinstance(o, Finding)]


def _missing(unanswered: Sequence[Unanswered]) -> tuple[str, ...]:
    """The fields that the rules which may block ask for, each once, in the order of the rules."""
    rules = post_rules()
    asked = (f for u in unanswered if rules[u.rule].severity is Severity.BLOCK for f in u.fields)
    return tuple(dict.fromkeys(asked))


def _to_verify(findings: Sequence[Finding], unanswered: Sequence[Unanswered]) -> tuple[str, ...]:
    rules = post_rules()
    doubted = {f.rule for f in findings if f.to_verify and rules[f.rule].severity is Severity.BLOCK}
    silent = {u.rule for u in unanswered if not u.fields and rules[u.rule].severity is Severity.BLOCK}
    return tuple(sorted(doubted | silent))
