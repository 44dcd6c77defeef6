"""Cards and codes: what is passed on leads to this site and says nothing of who passes it on."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import segno
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.search import BadParameter
from carepost.web.public.share import address, code_svg, own_path, shared_query
from tests.records.posts.build import own_post, reported_post
from tests.web.html import Element, read
from tests.web.public.build import complete_post

HER_WEEK = "1234_0915-1500"
# A search with everything that an address may hold, good values and odd ones.
SEARCHES = st.fixed_dictionaries(
    {},
    optional={
        "place": st.sampled_from(["370200", "370211", ""]),
        "q": st.text(alphabet="保洁员 from&=week", max_size=12),
        "from": st.sampled_from(["36.07,120.38", "370211", "home", "groupmessage"]),
        "school": st.sampled_from(["36.07,120.38", "370211", "groupmessage"]),
        "way": st.sampled_from(["bike", "bus", "boat"]),
        "commute": st.sampled_from(["30", "999"]),
        "week": st.sampled_from([HER_WEEK, "saved", " saved ", "someday"]),
        "holiday": st.sampled_from(["6_0900-1200", "saved"]),
        "days": st.sampled_from(["135", "67"]),
        "start": st.just("08:30"),
        "end": st.just("16:00"),
        "pay_min": st.sampled_from(["20", "18.5"]),
        "kind": st.sampled_from(["part_time", "part_time,home"]),
        "page": st.sampled_from(["2", "x"]),
        "phone": st.just("13800001111"),
        "sessionid": st.just("secret"),
    },
)
MAY_STAND = {"place", "q", "week", "pay_min", "kind", "sort", "show"}


def card(client: Client, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200
    return read(response.content.decode())


def target(tree: Element) -> str:
    return next(e.text().strip() for e in tree.walk() if e.attrs.get("class") == "cp-poster__address")


@given(SEARCHES)
def test_a_shared_search_holds_nothing_personal(values: dict[str, str]) -> None:
    asked = parse_qs(urlsplit(address(shared_query(values))).query)
    assert asked.keys() <= MAY_STAND
    if not values.keys() & {"days", "start", "end"}:
        assert "week" not in asked
    for value in ("36.07,120.38", "saved", "home", "13800001111", "secret", HER_WEEK, "6_0900-1200"):
        # What she typed into the search field is hers to pass on.
        assert value not in [v for name, each in asked.items() if name != "q" for v in each]


@given(SEARCHES.filter(lambda values: values.get("week") != "someday"))
def test_her_week_goes_along_only_when_she_says_so(values: dict[str, str]) -> None:
    if values.get("holiday") and values.get("week") != HER_WEEK:
        values = {name: value for name, value in values.items() if name != "holiday"}
    asked = parse_qs(urlsplit(address(shared_query(values | {"holiday": ""}, with_week=True))).query)
    assert asked.keys() <= MAY_STAND
    if values.get("week") == HER_WEEK:
        assert asked["week"] == [HER_WEEK]
    assert "saved" not in asked.get("week", [])


@pytest.mark.django_db
def test_the_card_of_a_post_leads_to_its_bare_page(client: Client) -> None:
    complete_post()
    tree = card(client, f"/posts/whole/share/?week={HER_WEEK}&from=36.0,120.0")
    assert target(tree) == "http://testserver/posts/whole/"
    assert "扫码看岗位" in tree.text()
    assert len([e for e in tree.all("svg") if e.attrs.get("class") == "cp-code"]) == 1
    assert [dt.text() for dt in tree.all("dt")] == ["薪酬", "工时", "地点", "保险", "认定"]
    assert "36.0" not in tree.text()


@pytest.mark.django_db
def test_a_reported_post_is_shared_as_reported(client: Client) -> None:
    reported_post("r1")
    assert "据报道 · 待核实" in card(client, "/posts/r1/share/").text()


@pytest.mark.django_db
def test_a_post_that_is_not_open_has_no_card(client: Client) -> None:
    own_post("hidden", "draft")
    for path in ("/posts/hidden/share/", "/posts/hidden/job.json", "/posts/nothing/share/"):
        assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_the_card_of_a_search_says_what_is_asked(client: Client) -> None:
    query = urlencode(
        {"place": "370200", "q": "保洁", "days": "135", "start": "08:30", "end": "16:00", "pay_min": "20"}
    )
    tree = card(client, f"/share/?{query}&kind=part_time&from=36.0,120.0&commute=30")
    text = " ".join(tree.text().split())
    for said in ("青岛市 · 妈妈岗", "搜索 保洁", "周一、周三、周五 8:30–16:00", "每小时 20 元起", "非全日制"):
        assert said in text
    assert "36.0" not in text
    assert "commute" not in target(tree)
    assert "一周时间" not in text


@pytest.mark.django_db
def test_her_week_is_left_out_until_she_takes_it_in(client: Client) -> None:
    without = card(client, f"/share/?place=370200&week={HER_WEEK}")
    assert target(without) == "http://testserver/posts/?place=370200"
    onward = next(a.attrs["href"] for a in without.all("a") if "带上我的一周" in a.text())
    taken = card(client, onward)
    assert target(taken) == f"http://testserver/posts/?place=370200&week={HER_WEEK}"
    assert "别人会看到您什么时候有空" in taken.text()
    assert "周一至周四 9:15–15:00" in taken.text()
    back = next(a.attrs["href"] for a in taken.all("a") if "不带我的一周" in a.text())
    assert target(card(client, back)) == target(without)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status"),
    [("place=999999", 404), ("place=qingdao", 400), ("pay_min=much", 400), ("week=someday&with=week", 400)],
)
def test_a_search_that_cannot_be_read_has_no_card(client: Client, query: str, status: int) -> None:
    assert client.get(f"/share/?{query}").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/posts/whole/", "/posts/whole/"),
        ("/posts/whole/?week=1234_0915-1500&from=36.0,120.0", "/posts/whole/"),
        ("/posts/?place=370200&from=home&q=x", "/posts/?place=370200&q=x"),
        (f"/posts/?week={HER_WEEK}", "/posts/"),
        ("/employers/shop/", "/employers/shop/"),
        ("/bureaus/370200/", "/bureaus/370200/"),
        ("/", "/"),
    ],
)
def test_a_code_leads_to_a_page_of_this_site_without_what_is_personal(client: Client, path: str, leads: str) -> None:
    response = client.get("/qr.svg", {"path": path})
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "max-age=86400" in response["Cache-Control"]
    svg = response.content.decode()
    assert svg.startswith("<svg xmlns=")
    assert svg == code_svg(f"http://testserver{leads}").replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "posts/",
        "https://example.org/posts/",
        "//example.org/posts/",
        "\\\\example.org",
        "javascript:alert(1)",
        "/posts/whole/share/",
        "/account/logout/",
        "/me/posts/",
        "/bureau/import/",
        "/qr.svg",
        "/nothing/",
        "/posts/whole/#x",
        "/posts/../account/",
        "/posts/?" + "a=1&" * 60,
    ],
)
def test_no_code_is_made_for_any_other_address(path: str) -> None:
    with pytest.raises(BadParameter) as refused:
        own_path(path)
    assert refused.value.parameter == "path"


@given(st.text(max_size=60))
def test_whatever_is_asked_a_code_stays_on_this_site(path: str) -> None:
    try:
        clean = own_path(path)
    except BadParameter:
        return
    assert clean.startswith("/")
    assert not clean.startswith("//")


def test_a_code_is_what_a_camera_reads() -> None:
    address = "https://example.org/posts/abc/"
    code = segno.make(address, error="m", micro=False)
    assert code.error in {"M", "Q", "H"}
    assert f"0 0 {code.symbol_size()[0]} {code.symbol_size()[1]}" in code_svg(address)


def test_an_address_too_long_for_paper_is_refused() -> None:
    with pytest.raises(BadParameter, match="too long"):
        code_svg("https://example.org/posts/?q=" + "a" * 600)


@pytest.mark.django_db
def test_other_boards_are_told_what_the_post_states(client: Client) -> None:
    complete_post()
    response = client.get("/posts/whole/job.json")
    assert response["Content-Type"] == "application/ld+json"
    told = response.json()
    assert told["@type"] == "JobPosting"
    assert told["employmentType"] == "FULL_TIME"
    assert told["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "MONTH",
        "minValue": 2600.0,
        "maxValue": 3200.0,
    }
    assert told["jobLocation"]["address"]["addressLocality"] == "青岛市黄岛区"
    assert told["workHours"].startswith("周一至周五 8:30–14:30")
    assert "jobLocationType" not in told


@pytest.mark.django_db
def test_a_reported_or_invented_post_is_no_offer(client: Client) -> None:
    reported_post("r1")
    complete_post("made", demo=True, certificate_number=None, certified_on=None)
    for code in ("r1", "made"):
        assert client.get(f"/posts/{code}/job.json").status_code == 404
        assert "job.json" not in client.get(f"/posts/{code}/").content.decode()
