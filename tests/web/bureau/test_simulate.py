"""The page on reforms: a stored result, other assumptions, and shares that cannot be."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.domain.simulation import Assumptions, Span, stored_simulations
from carepost.web.bureau.simulate import count, shown_of, yuan
from tests.records.certification.build import clerk
from tests.web.bureau.conftest import Enter

ADDRESS = "/bureau/simulate/"
GIVEN = "&take_low=40&take_high=80&dead_low=50&dead_high=90"


@pytest.fixture
def officer(enter: Enter) -> Client:
    """A clerk's browser."""
    return enter(clerk())


@pytest.mark.django_db
def test_the_first_reform_is_shown_with_what_is_assumed(officer: Client) -> None:
    page = officer.get(ADDRESS).content.decode()
    assert "任何父母" in page
    assert "21,139" in page or "21139" in page
    assert "没有找到数据" in page
    assert "12288" in page or "12,288" in page


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(stored_simulations()))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_result_is_shown_in_both_languages(officer: Client, key: str, language: str) -> None:
    answer = officer.get(f"{ADDRESS}?run={key}{GIVEN}", headers={"accept-language": language})
    assert answer.status_code == 200
    title = stored_simulations()[key].title()
    assert (title.en if language == "en" else title.zh) in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        f"?run=nowhere{GIVEN}",
        "?run=zhongshan-1.0--any-parent",
        "?run=zhongshan-1.0--any-parent&take_low=90&take_high=10&dead_low=0&dead_high=0",
        "?run=zhongshan-1.0--any-parent&take_low=-1&take_high=101&dead_low=x&dead_high=",
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(officer: Client, query: str) -> None:
    answer = officer.get(ADDRESS + query)
    assert answer.status_code == 422
    assert "请先改正下列内容" in answer.content.decode()


def test_a_draft_says_that_it_is_no_law() -> None:
    assert shown_of(stored_simulations()["proposal-birth-relief--twelve-months"], Assumptions())["draft"]
    assert not shown_of(stored_simulations()["zhongshan-1.0--six-hundred"], Assumptions())["draft"]


def test_more_money_for_the_same_people_adds_no_post() -> None:
    lines = shown_of(stored_simulations()["zhongshan-1.0--six-hundred"], Assumptions())["added"]
    assert lines[2].cells[0] == "0"
    assert lines[2].cells[2] == "没有新增岗位"


def test_other_assumptions_change_the_posts_and_not_the_cost() -> None:
    stored = stored_simulations()["zhongshan-1.0--any-parent"]
    one, other = (shown_of(stored, Assumptions(Span(t, t), Span(5000, 5000))) for t in (1000, 9000))
    assert one["sums"] == other["sums"]
    assert one["added"][1].cells[0] != other["added"][1].cells[0]


def test_amounts_and_numbers_from_low_to_high() -> None:
    assert yuan({"low": 123_400, "high": 123_400}) == "1,234元"
    assert yuan({"low": 0, "high": None}) == "至少0元"
    assert yuan({"low": 100, "high": 200}) == "1元至2元"
    assert count({"low": 5, "high": 5_000}) == "5至5,000"
