"""The rules as data: the same answers as the commands print, the same refusals, and nothing unnamed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from carepost.cli.root import main
from carepost.domain.rules import shipped_packs, shipped_schemes

pytestmark = pytest.mark.django_db
PAY = [
    {"place": "442000", "month": "2026-10", "mode": "full_time", "gross": "minimum"},
    {"place": "310000", "month": "2026-10", "mode": "full_time", "gross": "4500.00", "children_under_3": 1},
    {"place": "440300", "month": "2026-10", "mode": "full_time", "gross": 6000, "medical": "二档", "injury_class": 3},
    {"place": "370200", "month": "2026-10", "mode": "part_time", "hours": "80", "hourly": 25},
    {"place": "000000", "month": "2026-10", "mode": "platform", "gross": 9000},
    {"place": "442000", "month": "2026-10", "mode": "labour_service", "gross": 4001},
    {"place": "110000", "month": "1999-10", "mode": "full_time", "gross": 4000, "local_hukou": True, "over_age": True},
]
CASE: dict[str, Any] = {
    "scheme": "zhongshan-1.0",
    "at": "2022-11",
    "worker": {"relation": "mother", "child_birth": "2016-05-01"},
    "contract": {"form": "full_time", "from": "2022-09-01", "to": "2023-08-31"},
    "insurance_months": ["2022-09", "2022-10", "2022-11"],
    "employer": {"kind": "enterprise"},
}
TAX = CASE | {"scheme": "tax-7800", "at": "2026-11", "worker": {"registered_unemployed_since": "2026-01-15"}}


def command(*arguments: str) -> Any:
    """What a command prints, as data."""
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def ask(client: Client, question: str, body: object, status: int = 200) -> Any:
    """What the interface answers to a question."""
    written = body if isinstance(body, bytes) else json.dumps(body)
    response = client.post(f"/api/v1/rules/{question}", written, content_type="application/json")
    assert response.status_code == status, response.content.decode()
    return response.json()


@pytest.mark.parametrize("question", PAY, ids=lambda q: f"{q['place']} {q['mode']}")
def test_pay_equals_the_command(client: Client, question: dict[str, Any]) -> None:
    options: list[str] = []
    for name, value in question.items():
        option = f"--{name.replace('_', '-')}"
        options += [option] if value is True else [option, str(value)]
    assert ask(client, "pay", question) == command("pay", *options)


@pytest.mark.parametrize("case", [CASE, TAX, {"scheme": "zhongshan-2.0", "at": "2026-11"}], ids=lambda c: c["scheme"])
def test_a_case_equals_the_command(client: Client, case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    answer = ask(client, "assess", case)
    assert answer == command("scheme", "assess", str(file))
    assert answer["trace"]


def test_retirement_equals_the_command(client: Client) -> None:
    births = ["1975-01", "1975-06", "1984-12", "1960-02"]
    answer = ask(client, "retirement", {"category": "female50", "birth": births})
    options = [word for birth in births for word in ("--birth", birth)]
    printed = CliRunner().invoke(main, ["retirement", "--category", "female50", *options]).stdout
    assert answer["lines"] == [json.loads(line) for line in printed.splitlines()]
    assert answer["trace"][0]["rule"] == "retirement_month"
    assert answer["trace"][0]["low"] == answer["lines"][0]["retirement_month"]
    one = ask(client, "retirement", {"category": "female50", "birth": "1975-06"})
    assert one["lines"] == [answer["lines"][1]]


def test_schemes_equal_the_commands(client: Client) -> None:
    assert client.get("/api/v1/rules/schemes").json()["schemes"] == command("scheme", "list")
    for name in shipped_schemes():
        assert client.get(f"/api/v1/rules/schemes/{name}").json() == command("scheme", "show", name)


REFUSED = [
    ("pay", {}, "place"),
    ("pay", {"place": "442000", "mode": "full_time"}, "month"),
    ("pay", {"place": "442000", "month": "2026-10"}, "mode"),
    ("pay", PAY[0] | {"month": "2026-13"}, "month"),
    ("pay", PAY[0] | {"mode": "slave"}, "mode"),
    ("pay", PAY[0] | {"gross": "much"}, "gross"),
    ("pay", PAY[0] | {"gross": True}, "gross"),
    ("pay", PAY[0] | {"gross": -1}, "gross"),
    ("pay", PAY[0] | {"gross": "1e400"}, "gross"),
    ("pay", PAY[0] | {"gross": "4500.001"}, "gross"),
    ("pay", PAY[0] | {"place": "Zhongshan"}, "place"),
    ("pay", PAY[0] | {"place": 442000}, "place"),
    ("pay", PAY[0] | {"place": "810000"}, "place"),
    ("pay", PAY[0] | {"injury_class": 9}, "injury_class"),
    ("pay", PAY[0] | {"injury_class": 1.5}, "injury_class"),
    ("pay", PAY[0] | {"over_age": "yes"}, "over_age"),
    ("pay", PAY[0] | {"sex": "female"}, "sex"),
    ("pay", PAY[0] | {"housing_fund": "0.5"}, "housing_fund"),
    ("pay", [], "(body)"),
    ("pay", b"", "(body)"),
    ("pay", b"\xff\xfe{", "(body)"),
    ("pay", b"[" * 9_000, "(body)"),
    ("pay", b'{"place": "442000", "place": "110000"}', "place"),
    ("pay", b" " * 10_001, "(body)"),
    ("retirement", {"birth": "1975-06"}, "category"),
    ("retirement", {"category": "female", "birth": "1975-06"}, "category"),
    ("retirement", {"category": "female50"}, "birth"),
    ("retirement", {"category": "female50", "birth": []}, "birth"),
    ("retirement", {"category": "female50", "birth": ["1975-06"] * 101}, "birth"),
    ("retirement", {"category": "female50", "birth": "June 1975"}, "birth"),
    ("retirement", {"category": "female50", "birth": "0001-01"}, "birth"),
    ("assess", {"at": "2022-11"}, "scheme"),
    ("assess", {"scheme": "zhongshan-1.0"}, "at"),
    ("assess", {"scheme": "no-such", "at": "2022-11"}, "scheme"),
    ("assess", CASE | {"sex": "female"}, "sex"),
    ("assess", CASE | {"worker": {"relation": "aunt"}}, "worker.relation"),
    ("assess", b"scheme: zhongshan-1.0\nat: 2022-11", "(body)"),
    ("assess", b"{" + b" " * 100_001, "(body)"),
]


@pytest.mark.parametrize(("question", "body", "field"), REFUSED)
def test_a_question_that_cannot_be_read_names_field_and_remedy(
    client: Client, question: str, body: object, field: str
) -> None:
    error = ask(client, question, body, 422)["error"]
    assert error["parameter"] == field
    assert error["message_zh"].strip()
    assert error["message_en"].strip()


def test_values_of_a_place_say_whose_they_are(client: Client) -> None:
    answer = client.get("/api/v1/rules/parameters?place=442000&on=2026-11-22&name=minimum_wage.monthly").json()
    assert (answer["place"], answer["on"]) == ("442000", "2026-11-22")
    assert answer["pack_hash"] == shipped_packs().digest("442000")
    (row,) = answer["parameters"]
    assert (row["stated_in"], row["state"], row["value"]["value"]) == ("440000", "value", "2300")
    assert row["value"]["mark"] == "P"
    before = client.get("/api/v1/rules/parameters?place=442000&on=2026-08-31&name=minimum_wage.monthly").json()
    assert [r["value"]["value"] for r in before["parameters"]] == ["2080"]


def test_all_values_of_the_country_are_listed(client: Client) -> None:
    rows = client.get("/api/v1/rules/parameters").json()["parameters"]
    assert {row["stated_in"] for row in rows} == {"000000"}
    assert {row["name"] for row in rows} == {v.name for v in shipped_packs() if v.place == "000000"}


def test_a_parameter_over_time_tells_who_reads_it(client: Client) -> None:
    answer = client.get("/api/v1/rules/parameters/442000/minimum_wage.monthly").json()
    assert answer["place"] == "440000"
    days = [date.fromisoformat(value["start"]) for value in answer["values"] if value["key"] == "二类"]
    assert len(days) > 1
    assert days == sorted(days)
    assert {reader["scheme"] for reader in answer["readers"]} >= {"listing-flags"}
    assert answer["history"][-1]["version"] == shipped_packs().digest("440000")
    table = client.get("/api/v1/rules/parameters/442000/contribution").json()
    assert {value["name"] for value in table["values"]} >= {"contribution.rate", "contribution.base_floor"}


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("parameters?on=soon", 422, "on"),
        ("parameters?on=2026-02-30", 422, "on"),
        ("parameters?on=0001-01-01", 422, "on"),
        ("parameters?place=zhongshan", 422, "place"),
        ("parameters?place=999999", 404, "place"),
        ("parameters?name=nothing", 404, "name"),
        ("parameters/442000/nothing", 404, "name"),
        ("parameters/110000/contribution.fixed", 404, "name"),
        ("parameters/xx/contribution", 422, "place"),
        (f"parameters?name={'a' * 101}", 422, "name"),
        ("schemes/nothing", 404, "id"),
    ],
)
def test_an_address_that_names_nothing_is_refused(client: Client, path: str, status: int, parameter: str) -> None:
    response = client.get(f"/api/v1/rules/{path}")
    assert response.status_code == status
    assert response.json()["error"]["parameter"] == parameter


def test_a_question_is_not_asked_by_get_and_a_list_is_not_posted(client: Client) -> None:
    assert client.get("/api/v1/rules/pay").status_code == 405
    assert client.post("/api/v1/rules/schemes").status_code == 405
