"""Home and school both count: what pages say of it, carry along and take away, in both languages."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carepost.domain.week import WeekEntry
from carepost.web.public.week import posts_address
from tests.records.posts.test_searching import post, shifts
from tests.web.html import Element, faults, read

pytestmark = pytest.mark.django_db
# A pick-up of hers; school is 3.6 km west of home.
ANSWERS = {
    "p": "school-run",
    "pick": "12345_1620-1700",
    "home": "36.07,120.38",
    "school": "36.07,120.34",
    "way": "bike",
    "commute": "40",
}
LANGUAGES = ["zh-hans", "en"]
FARTHER = {
    "zh-hans": "路上时间从家和学校中较远的一处算起。",
    "en": "Travel is counted from home or school, whichever is farther.",
}
ONE_ALONE = {"zh-hans": "家和学校中有一处没有可用的位置", "en": "No source gives a point for one of home and school"}


@pytest.fixture(autouse=True)
def _beside_home() -> None:
    """A post at her door, 25 minutes from school."""
    post(
        "door",
        hours=shifts("12345", "9:15", "15:15"),
        latitude=36.07,
        longitude=120.38,
        expires_on=timezone.localdate() + timedelta(days=9),
    )


def page(client: Client, address: str, language: str = "zh-hans") -> Element:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get(address)
    assert response.status_code == 200
    tree = read(response.content.decode())
    assert faults(tree, address.partition("?")[0], english=language == "en") == []
    return tree


def said(tree: Element) -> str:
    return " ".join(tree.text().split())


def keep(client: Client, **changes: str) -> None:
    """Her week in this browser; the page that says so is seen."""
    client.post("/week/summary/", ANSWERS | changes | {"keep": "1"}, follow=True)


def entry(**changes: str) -> WeekEntry:
    return WeekEntry.from_query(ANSWERS | changes)


def pages(changed: WeekEntry) -> list[str]:
    asked = urlsplit(posts_address(changed)).query
    return [f"{path}?{asked}" for path in ("/posts/", "/posts/door/", "/posts/door/fit/")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_counts_from_the_farther_end_and_says_so(client: Client, language: str) -> None:
    keep(client)
    kept = ["/posts/?week=saved&from=home", "/posts/for-me/", "/posts/door/", "/posts/door/fit/"]
    for address in (*pages(entry()), *kept):
        words = said(page(client, address, language))
        assert FARTHER[language] in words, address
        assert ("约 25 分钟" if language == "zh-hans" else "25 min") in words, address
        assert ONE_ALONE[language] not in words


@pytest.mark.parametrize("changes", [{"pickby": "12345"}, {"pick": ""}, {"school": ""}, {"school": ANSWERS["home"]}])
def test_where_one_end_counts_nothing_is_said(client: Client, changes: dict[str, str]) -> None:
    keep(client, **changes)
    for address in (*pages(entry(**changes)), "/posts/?week=saved&from=home", "/posts/for-me/"):
        words = said(page(client, address))
        assert "家和学校" not in words, address
        assert "25 分钟" not in words, address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unknown", ["home", "school"])
def test_an_end_without_a_point_is_passed_over_in_words(client: Client, unknown: str, language: str) -> None:
    changes = {unknown: "370200"}
    keep(client, **changes)
    for address in (*pages(entry(**changes)), "/posts/?week=saved&from=home", "/posts/for-me/"):
        words = said(page(client, address, language))
        assert ONE_ALONE[language] in words, address
        assert FARTHER[language] not in words


def test_the_chip_names_both_and_takes_both_away(client: Client) -> None:
    keep(client)
    for address, words in (
        (posts_address(entry()), "从地图上的一点出发（和学校取较远的），自行车或电动车"),
        ("/posts/?week=saved&from=home", "从保存的家出发（和学校取较远的），自行车或电动车"),
    ):
        tree = page(client, address)
        (chip,) = [a for a in tree.all("a") if words in a.text()]
        without = parse_qs(urlsplit(chip.attrs["href"]).query)
        assert "week" in without
        assert without.keys().isdisjoint({"from", "school", "way", "commute"})
    english = said(page(client, posts_address(entry()), "en"))
    assert "(or school, whichever is farther), Bicycle or e-bike" in english


def test_form_pages_alert_and_posts_carry_the_school_and_what_is_shared_does_not(client: Client) -> None:
    for n in range(21):
        post(f"p{n}", hours=shifts("12345", "9:15", "15:15"), latitude=36.07, longitude=120.37)
    tree = page(client, posts_address(entry()))
    hidden = {e.attrs["name"]: e.attrs["value"] for e in tree.all("input") if e.attrs.get("type") == "hidden"}
    assert (hidden["from"], hidden["school"]) == ("36.07,120.38", "36.07,120.34")
    addresses = [urlsplit(a.attrs["href"]) for a in tree.all("a")]
    asked = [(address.path, parse_qs(address.query)) for address in addresses]
    following = [values for _, values in asked if "page" in values]
    for carried in (
        *following,
        *(values for path, values in asked if path in {"/posts/p20/", "/week/", "/me/searches/new/"} and values),
    ):
        assert carried["school"] == ["36.07,120.34"]
    assert following
    shared = [values for path, values in asked if path == "/share/"]
    assert shared
    assert all(values.keys().isdisjoint({"from", "school"}) for values in shared)
    # From the card of the search nothing leads on to where she lives; she alone came with the address of it.
    card = page(client, "/share/?" + urlsplit(posts_address(entry())).query)
    assert not [a.attrs["href"] for a in card.all("a") if "school" in a.attrs["href"] or "from" in a.attrs["href"]]


def test_the_week_of_a_list_keeps_both_ends_when_it_is_changed(client: Client) -> None:
    """What she asked at the list comes back from the pages of the week, though these no longer know when she drives."""
    asked = urlsplit(posts_address(entry(q="收银"))).query
    tree = page(client, f"/week/travel/?{asked}")
    (form,) = [each for each in tree.all("form") if "data-week" in each.attrs]
    sent = {e.attrs["name"]: e.attrs.get("value", "") for e in form.all("input") if e.attrs.get("type") == "hidden"}
    onward = client.get("/week/travel/", sent | {"way": "bus", "commute": "40", "to": "posts"})
    back = {name: values[0] for name, values in parse_qs(urlsplit(onward["Location"]).query).items()}
    before = {name: values[0] for name, values in parse_qs(asked).items()}
    assert back == before | {"way": "bus"}
    assert before["school"] == "36.07,120.34"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_entry_explains_what_counts_where_both_do(client: Client, language: str) -> None:
    words = {
        "zh-hans": "您自己接送孩子，所以路上时间从家和学校中较远的一处算起。",
        "en": "You do the school run yourself",
    }
    both, others = (urlencode(ANSWERS | changes) for changes in ({}, {"pickby": "12345"}))
    assert words[language] in said(page(client, f"/week/home/?{both}", language))
    assert words[language] not in said(page(client, f"/week/home/?{others}", language))
    at_school = {
        "zh-hans": "要接送孩子时，路上时间从家和学校中较远的一处算起。",
        "en": "When you take or fetch a child",
    }
    assert at_school[language] in said(page(client, f"/week/school/?{both}", language))


def test_the_interface_for_programs_answers_as_the_page_and_describes_the_school(client: Client) -> None:
    ends = {"from": "36.07,120.38", "school": "36.07,120.34"}

    def minutes(**values: str) -> list[int | None]:
        return [each["travel_minutes"] for each in client.get("/api/v1/posts", values).json()["posts"]]

    assert (minutes(**{"from": ends["from"]}), minutes(**ends)) == ([0], [25])
    assert minutes(**ends, commute="20") == []
    refused = client.get("/api/v1/posts", ends | {"school": "somewhere"})
    assert refused.status_code == 422
    assert refused.json()["error"]["parameter"] == "school"
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/posts"]["get"]["parameters"]
    assert "farther" in json.dumps([each for each in described if each["name"] == "school"])


def test_a_school_that_cannot_be_read_is_refused_by_name(client: Client) -> None:
    answer = client.get("/posts/?from=370211&school=somewhere")
    assert answer.status_code == 400
    assert "学校须为 6 位行政区划代码" in answer.content.decode()


def test_two_ends_cost_no_more_queries_than_one(client: Client) -> None:
    for asked in (entry(school=""), entry()):
        for address in pages(asked):
            client.get(address)
    numbers = []
    for asked in (entry(school=""), entry()):
        numbers.append([])
        for address in pages(asked):
            with CaptureQueriesContext(connection) as seen:
                client.get(address)
            numbers[-1].append(len(seen))
    assert numbers[0] == numbers[1]
