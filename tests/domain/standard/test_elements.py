"""An advert must name six elements; what the press left out is to be verified, never held against the employer."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.facts import Mark, Severity
from carepost.domain.standard import PostFacts, check_elements
from carepost.domain.standard.elements import ELEMENTS

TODAY = date(2026, 11, 22)
FULL = PostFacts(
    own=True,
    mark=Mark.P,
    on=TODAY,
    employer="中山某制衣厂有限公司",
    headcount="5人",
    conditions="不限",
    content="平车缝纫工",
    place="中山市三乡镇",
    pay="3500元/月",
    expires_on=date(2026, 12, 31),
)


def test_a_complete_post_has_no_finding() -> None:
    assert check_elements(FULL) == ()


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_element_is_asked_for_by_name_and_blocks_an_own_post(element: str) -> None:
    (finding,) = check_elements(replace(FULL, **{element: " "}))
    assert (finding.rule, finding.severity, finding.to_verify, finding.mark) == ("R22", Severity.BLOCK, False, Mark.P)
    assert ELEMENTS[element].zh in finding.message.zh
    assert ELEMENTS[element].en in finding.fix.en
    assert "第二十四条" in finding.article.zh


def test_a_press_reported_post_is_only_to_be_verified() -> None:
    (finding,) = check_elements(replace(FULL, own=False, mark=Mark.S, pay="", headcount="", expires_on=None))
    assert (finding.rule, finding.severity, finding.to_verify, finding.mark) == ("R22", Severity.WARN, True, Mark.S)
    assert finding.message.zh == "来源未载明：招聘人数、基本劳动报酬（待核实）。"


@pytest.mark.parametrize("day", [None, date(2026, 11, 21)])
def test_an_own_post_without_a_standing_expiry_date_is_warned(day: date | None) -> None:
    (finding,) = check_elements(replace(FULL, expires_on=day))
    assert (finding.rule, finding.severity, finding.mark) == ("R23", Severity.WARN, Mark.S)


def test_the_last_day_still_stands() -> None:
    assert check_elements(replace(FULL, expires_on=TODAY)) == ()


@settings(max_examples=50)
@given(missing=st.sets(st.sampled_from(sorted(ELEMENTS))), mark=st.sampled_from(list(Mark)), own=st.booleans())
def test_nothing_below_primary_text_blocks(missing: set[str], mark: Mark, own: bool) -> None:
    facts = replace(FULL, own=own, mark=mark, expires_on=None, **dict.fromkeys(missing, ""))
    found = check_elements(facts)
    assert {f.rule for f in found} == ({"R22"} if missing else set()) | ({"R23"} if own else set())
    assert all(f.severity is not Severity.BLOCK for f in found if f.mark is not Mark.P)
    assert all(len(f.message.zh) > 5 and f.fix.en for f in found)
