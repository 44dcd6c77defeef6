"""The components as other pages include them: each field with label, hint and error tied to its control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from carepost.domain.facts import Mark, Severity, Text
from carepost.domain.rules import assess_scheme, case_from, letter_of
from carepost.domain.standard import Finding
from tests.web.html import Element, faults, read


class Form(forms.Form):
    name = forms.CharField(label="名称", help_text="如身份证所示")
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="类型", choices=[("a", "全日制"), ("b", "非全日制")])
    days = forms.MultipleChoiceField(
        label="哪几天", choices=[("1", "周一"), ("2", "周二")], widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label="方式", choices=[("x", "现场"), ("y", "居家")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="我已阅读")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


FIELDS = ("name", "note", "kind", "days", "way", "agreed")


def page(body: str) -> str:
    return (
        '<html lang="zh-Hans"><head><title>页 – 站</title><meta name="description" content="页"></head><body><main>'
        f"<h1>页</h1><h2>段</h2><form>{body}<button>好</button></form></main></body></html>"
    )


def rendered(template: str, **context: Any) -> str:
    return render_to_string(f"components/{template}.html", context, RequestFactory().get("/posts/?place=370200&page=2"))


def form_page(form: Form) -> Element:
    fields = "".join(rendered("field", field=form[name]) for name in (*FIELDS, "token"))
    return read(page(rendered("error_summary", form=form) + fields))


@pytest.mark.parametrize("form", [Form(), Form({})], ids=["empty", "sent empty"])
def test_every_kind_of_field_is_labelled_and_described(form: Form) -> None:
    tree = form_page(form)
    assert faults(tree, "/", english=False) == []
    described = next(i for i in tree.all("input") if i.attrs.get("name") == "name").attrs["aria-describedby"].split()
    assert described == ["id_name_helptext"] + (["id_name_error"] if form.is_bound else [])
    assert {legend.text().split()[0] for legend in tree.all("legend")} == {"哪几天", "方式"}
    assert "（选填）" in tree.text()


def test_each_error_leads_to_its_field() -> None:
    tree = form_page(Form({}))
    (summary,) = [e for e in tree.walk() if e.attrs.get("role") == "alert"]
    ids = {e.attrs["id"] for e in tree.walk() if "id" in e.attrs}
    targets = [a.attrs["href"].removeprefix("#") for a in summary.all("a")]
    assert targets == ["id_name", "id_kind", "id_days_0", "id_way_0", "id_agreed"]
    assert set(targets) <= ids


def test_a_good_form_has_no_summary() -> None:
    assert rendered("error_summary", form=Form()).strip() == ""


def test_a_card_is_one_link_with_its_facts() -> None:
    tree = read(rendered("card", title="缝纫工", url="/posts/", rows=[("薪酬", "面议")], badge="草稿", tone="info"))
    assert [a.attrs["href"] for a in tree.all("a")] == ["/posts/"]
    assert tree.text().split() == ["草稿", "缝纫工", "薪酬", "面议"]


def test_an_empty_state_says_where_to_go_on() -> None:
    tree = read(rendered("empty_state", title="没有", text="换个地方", ways=[("全国", "/posts/")]))
    assert [a.attrs["href"] for a in tree.all("a")] == ["/posts/"]


def test_an_empty_value_of_a_summary_is_not_stated() -> None:
    tree = read(rendered("summary_list", rows=[("薪酬", ""), ("工时", "弹性")]))
    assert [dd.text().strip() for dd in tree.all("dd")] == ["未载明", "弹性"]


@pytest.mark.parametrize(
    ("severity", "to_verify", "word"),
    [
        (Severity.BLOCK, False, "须改正"),
        (Severity.WARN, True, "待核实"),
        (Severity.WARN, False, "请注意"),
        (Severity.INFO, False, "提示"),
    ],
)
def test_a_finding_says_its_weight_in_a_word(severity: Severity, to_verify: bool, word: str) -> None:
    said = Text("说明", "words")
    finding = Finding("R01", severity, to_verify, said, Text("第一条", "art. 1"), Mark.P, Text("改", "mend"))
    words = read(rendered("findings", findings=[finding])).text().split()
    assert words == [word, "R01", "说明", "依据：第一条", "用人单位可这样改：改"]


@dataclass
class Numbers:
    page: int
    pages: int


@pytest.mark.parametrize(
    ("numbers", "links"),
    [
        (Numbers(1, 1), []),
        (Numbers(1, 3), ["?place=370200&page=2"]),
        (Numbers(2, 3), ["?place=370200&page=1", "?place=370200&page=3"]),
        (Numbers(3, 3), ["?place=370200&page=2"]),
    ],
)
def test_turning_the_page_keeps_the_search(numbers: Numbers, links: list[str]) -> None:
    assert [a.attrs["href"] for a in read(rendered("page_nav", page=numbers)).all("a")] == links


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("scheme", ["zhongshan-1.0", "zhongshan-2.0", "weihai-2025", "tax-7800"])
def test_a_letter_is_sound_in_both_languages(scheme: str, language: str) -> None:
    worker = {"relation": "father", "child_birth": "2014-05-01"}
    case = {"scheme": scheme, "at": "2026-11", "worker": worker, "contract": {"from": "2026-01-01"}}
    letter = letter_of(assess_scheme(case_from(case)), reference="2026-0001", on=date(2026, 11, 22))
    with translation.override(language):
        body = rendered("letter", letter=letter)
    english = language == "en"
    lang, described = ("en", "letter") if english else ("zh-Hans", "说明")
    tree = read(
        f'<html lang="{lang}"><head><title>1 – 2</title><meta name="description" content="{described}"></head>'
        f"<body><main>{body}</main></body></html>"
    )
    assert faults(tree, "/", english=english) == []
    assert letter.pack_hash in tree.text()
