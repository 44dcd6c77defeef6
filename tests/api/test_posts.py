"""The list of posts as data: same answers as the page, and never an answer that its description does not name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.records.posts.build import employer, own_post, place, reported_post

pytestmark = pytest.mark.django_db
OPERATIONS = {
    "GET /api/v1/posts",
    "GET /api/v1/posts/{code}",
    "GET /api/v1/rules/parameters",
    "GET /api/v1/rules/parameters/{place}/{name}",
    "GET /api/v1/rules/schemes",
    "GET /api/v1/rules/schemes/{id}",
    "POST /api/v1/rules/pay",
    "POST /api/v1/rules/retirement",
    "POST /api/v1/rules/assess",
}
EXAMPLES = settings(max_examples=40, derandomize=True, deadline=None, database=None)


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    """The application as a server calls it, inside the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_one_that_the_description_names(mode: GenerationMode, application: WSGIHandler) -> None:
    """For good requests and bad ones: no error of the server, no status, type or shape that is not described."""
    for number in range(21):
        reported_post(f"r{number}")
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [result.ok() for result in described.get_all_operations()]
    assert {operation.label for operation in operations} == OPERATIONS
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
            continue  # nothing to write wrongly

        @EXAMPLES
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case: schemathesis.Case) -> None:
            # What is refused for its meaning (a week that nobody kept, 8:00 to 8:00) has no form of its own.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        answers()


def test_a_reported_post_carries_its_words_source_and_findings(client: Client) -> None:
    reported_post(
        "r1", employer=employer(), pay_text="14-18元/小时", publisher="《中国报道》", published_date="2025-02-10"
    )
    answer = client.get("/api/v1/posts?place=370200").json()
    (post,) = answer.pop("posts")
    assert answer == {"place": {"code": "370200", "name": "青岛市"}, "count": 1, "page": 1, "pages": 1} | {
        "count_capped": False,
        "unfit": 0,
    }
    findings, facts, grade = post.pop("findings"), post.pop("facts"), post.pop("grade")
    assert post == {
        "code": "r1",
        "title": "家政服务员",
        "kind": "reported",
        "state": "reported",
        "place": {"code": "370200", "name": "青岛市"},
        "employer": {"code": "emp1", "name": "中山兴隆制衣厂"},
        "texts": {
            "place": None,
            "headcount": None,
            "pay": "14-18元/小时",
            "hours": None,
            "requirements": None,
            "other": None,
        },
        "source": {"publisher": "《中国报道》", "date": "2025-02-10"},
        "pay_hour_fen": None,
        "pay_month_fen": None,
        "insured": None,
        "certificate": None,
        "demo": False,
        "fit": None,
        "travel_minutes": None,
    }
    assert {f["severity"] for f in findings} == {"warn", "info"}
    assert all(f["to_verify"] and f["message"]["zh"] and f["fix"]["en"] for f in findings)

    assert (facts["pay"], facts["hours"]) == ({"zh": "14–18 元/小时", "en": "14–18 yuan an hour"}, None)
    assert facts["post_file"]["pay"] == {"per": "hour", "low": "14", "high": "18"}
    assert (grade["grade"], grade["standard"], "pay.low" in grade["missing"]) == ("cannot_tell", "1.0", False)


def test_one_post_answers_the_whole_checklist(client: Client) -> None:
    reported_post("r1", title="钟点工", pay_text="14-18元/小时", hours_text="每天4-8小时")
    answer = client.get("/api/v1/posts/r1").json()
    found = {finding["rule"]: finding for finding in answer["findings"]}
    assert (found["R01"]["value"]["start"], found["R01"]["fix_value"]) == ("2025-10-01", "24")
    assert len({line["part"] for line in answer["checklist"]}) == 7
    assert {line["answer"] for line in answer["checklist"]} >= {"unknown", "officer"}
    listed = client.get("/api/v1/posts").json()["posts"][0]
    assert listed == {name: v for name, v in answer.items() if name != "checklist"} | {
        "fit": None,
        "travel_minutes": None,
    }


@pytest.mark.parametrize("code", ["nothing", "a%20b", "%E5%B2%97"])
def test_a_code_that_names_no_post_is_told(client: Client, code: str) -> None:
    response = client.get(f"/api/v1/posts/{code}")
    assert (response.status_code, response.json()["error"]["parameter"]) == (404, "code")


def test_the_address_of_a_source_is_not_given_away(client: Client) -> None:
    reported_post("r1", source_url="http://mirror.example/1")
    assert b"mirror.example" not in client.get("/api/v1/posts").content


def test_order_and_pages_are_those_of_the_page(client: Client) -> None:
    own_post("own1", "published", place=place("370200"))
    for number in range(21):
        reported_post(f"r{number}")
    codes = [post["code"] for n in (1, 2) for post in client.get(f"/api/v1/posts?page={n}").json()["posts"]]
    assert len(codes) == 22
    assert codes[:2] == ["own1", "r20"]
    for n in (1, 2):
        html = client.get(f"/posts/?page={n}").content.decode()
        shown = [html.index(f"/posts/{code}/") for code in codes[20 * (n - 1) : 20 * n]]
        assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("query", "status", "parameter"),
    [("place=qingdao", 422, "place"), ("place=999999", 404, "place"), ("page=0", 422, "page"), ("page=2", 404, "page")],
)
def test_a_refusal_names_the_parameter_in_both_languages(
    client: Client, query: str, status: int, parameter: str
) -> None:
    response = client.get(f"/api/v1/posts?{query}")
    assert response.status_code == status
    error = response.json()["error"]
    assert error["parameter"] == parameter
    assert set(error) == {"parameter", "message_zh", "message_en"}
    assert all(error.values())


def test_the_description_is_openapi_3_1_and_there_is_no_docs_page(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
    assert client.get("/api/v1/docs").status_code == 404
