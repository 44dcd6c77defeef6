"""The bureaus by place, and the page of one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from carepost.records.certification import Batch
from carepost.records.people import User
from carepost.records.places import Bureau, bureaus, get_place
from tests.records.posts.build import AT, place, reported_post
from tests.web.html import read
from tests.web.public.build import complete_post

pytestmark = pytest.mark.django_db


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(read(response.content.decode()).text().split())


def test_each_bureau_stands_under_the_nearest_above() -> None:
    above = {bureau.place_id: up.place_id if up else None for bureau, up in bureaus()}
    assert above["370200"] == "370000"
    assert above["370000"] is None
    assert above["230100"] is None
    assert above.keys() == set(Bureau.objects.values_list("place_id", flat=True))


def test_the_directory_names_every_bureau_once(client: Client) -> None:
    text = words(client, "/bureaus/")
    for name in Bureau.objects.values_list("name", flat=True):
        assert text.count(name) == 1
    assert text.index("山东省人力资源和社会保障厅") < text.index("青岛市人力资源和社会保障局")


def test_a_bureau_tells_its_label_with_the_source_and_what_stands_under_it(client: Client) -> None:
    complete_post()
    complete_post("made", demo=True, certificate_number=None, certified_on=None)
    reported_post("r1")
    text = words(client, "/bureaus/370200/")
    assert "岗位的名称 妈妈岗 依据： 青岛首批“妈妈岗”用人目录" in text
    assert "二手来源" in text
    assert "12333 人社服务热线；本部门的电话未载明" in text
    assert "共 3 个：已认定 1 个，据报道 1 个，其中演示数据 1 个" in text
    assert "月最低工资 2400 元/月" in text
    assert "小时最低工资 24 元/小时" in text
    assert "鲁政字〔2025〕140号" in text
    assert "第 1.0 版" in text
    assert "还没有在本平台公布" in text


def test_the_published_lists_of_an_area_stand_with_number_and_day(client: Client) -> None:
    officer = User.objects.create(username="officer", code="officer", joined_at=AT)
    day = date(2026, 11, 20)
    laid = {"closed_at": AT, "closed_on": day, "closed_by": officer, "label": "妈妈岗", "label_en": "mums' post"}
    Batch.objects.create(code="batch1", place=place("370211"), number=3, **laid)
    Batch.objects.create(code="batch2", place=place("442000"), number=1, **laid)
    html = client.get("/bureaus/370200/").content.decode()
    assert '<a href="/batches/batch1/">黄岛区第 3 批（2026-11-20）</a>' in html
    assert "/batches/batch2/" not in html


def test_a_bureau_with_a_number_of_its_own_is_rung(client: Client) -> None:
    Bureau.objects.filter(place_id="370200").update(phone="0532-12345678")
    assert "0532-12345678" in words(client, "/bureaus/370200/")


def test_a_province_lists_its_tiers_and_the_bureaus_below(client: Client) -> None:
    text = words(client, "/bureaus/370000/")
    assert "其中另有部门： 青岛市 、 威海市 、 日照市 、 滨州市" in text
    assert "一档 ：" in text
    assert "二档 ：" in text


def test_a_place_without_a_bureau_leads_to_the_nearest_above(client: Client) -> None:
    for code, target in (("370211", "370200"), ("370300", "370000")):
        assert client.get(f"/bureaus/{code}/")["Location"] == f"/bureaus/{target}/"


@pytest.mark.parametrize("code", ["999999", "110000", "37", "qingdao", "370200000"])
def test_an_unknown_bureau_is_not_there(client: Client, code: str) -> None:
    assert client.get(f"/bureaus/{code}/").status_code == 404


@pytest.mark.parametrize("path", ["/bureaus/", "/bureaus/370200/"])
def test_the_pages_ask_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    get_place("370200")
    for n in range(5):
        reported_post(f"r{n}")
    # One of them asks which version of the law stands.
    with django_assert_max_num_queries(6):
        assert client.get(path).status_code == 200
