"""Post files that are wrong, hostile or merely sloppy: each is refused by field or line, or read as meant."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.domain.standard import PostFile, PostFileError, post_from_text, post_schema


@pytest.mark.parametrize(
    ("written", "field", "told"),
    [
        ("pay: {lowest: 3}", "pay.lowest", "there is no such field"),
        ("form: parttime", "form", "expected 'part_time'"),
        ("pay: {low: many}", "pay.low", "expected a number"),
        ("pay: {low: -1}", "pay.low", "at least 0"),
        ("pay: {low: 21.999}", "pay.low", "at most 2 decimal places"),
        ("pay: {low: .nan}", "pay.low", "expected a finite number"),
        ("pay: {low: 1e-999999999}", "pay.low", "at most 2 decimal places"),
        ("pay: {low: 1e999999999}", "pay.low", "at most 10000000"),
        ("pay: {low: 30, high: 20}", "pay.high", "must not lie below pay.low"),
        ("pay: 3", "pay", "expected a mapping"),
        ("pay: {settled_every_days: 1.5}", "pay.settled_every_days", "whole number"),
        ("place: 青岛", "place", "6 or 9 digits"),
        ("expires_on: 2026-02-31", "(file)", "invalid"),
        ("expires_on: soon", "expires_on", "a date such as"),
        ("title: [a]", "title", "expected words"),
        (f"title: {'长' * 2001}", "title", "at most 2000 characters"),
        ("hours: {pattern: {kind: daily}}", "hours.pattern.kind", "must be one of"),
        (
            "hours: {pattern: {kind: fixed, alternatives: [{shifts: [{days: [1], start: 8:30, end: '9:00'}]}]}}",
            "hours.pattern.alternatives[0].shifts[0].start",
            "quoted",
        ),
        ("- 1", "(file)", "a mapping of fields"),
        ("", "(file)", "a mapping of fields"),
        ("pay: {low: 1\n", "(file)", "line 2"),
        ("a: 1\na: 2", "(file)", "line 2: a stands twice"),
        ("a: &x 1", "(file)", "anchors and aliases"),
        ("a: *x", "(file)", "anchors and aliases"),
        ("a: !!python/object:os.system {}", "(file)", "tags are not accepted"),
        ("title: !!binary aGk=", "(file)", "tags are not accepted"),
        ("[" * 30 + "]" * 30, "(file)", "nested too deeply"),
        ('title: "a\\0b"', "title", "control character"),
        ("title: a\0b", "(file)", "line"),
        ('{"title": "a\\u0000b"}', "title", "control character"),
        ('{"title": "\\ud800"}', "title", "no text"),
        ('{"pay": {"low": NaN}}', "(file)", "NaN"),
        ('{"title": 1, "title": 2}', "title", "stands twice"),
        ('{"\\ud800": 1}', "(file)", "no text"),
        ('{"hours": {"pattern": {"kind": "output", "\\ud800": 1}}}', "hours.pattern.?", "unknown key"),
        ("1: 2", "1", "the name of a field is words"),
        ("? [a]\n: b", "(file)", "line 1: found unhashable key"),
        ('{"pay": {"low": ' + "9" * 5000 + "}}", "(file)", "not valid JSON"),
        ("pay: {low: " + "9" * 5000 + "}", "(file)", "line 1: the number is too long"),
        ("pay: {low: 1" + ":00" * 5000 + "}", "(file)", "line 1: the number is too long"),
        ('{"title": ', "(file)", "line 1: not valid JSON"),
        ('{"a":' * 100_000, "(file)", "not valid JSON"),
    ],
)
def test_what_is_wrong_is_named_with_its_remedy(written: str, field: str, told: str) -> None:
    with pytest.raises(PostFileError) as refused:
        post_from_text(written.encode("utf-8"))
    assert refused.value.field == field
    assert told in refused.value.problem.en
    assert refused.value.problem.zh


@pytest.mark.parametrize("written", [b"\xff\xfe", b"title: \xc3\x28"])
def test_other_encodings_are_refused_by_byte(written: bytes) -> None:
    with pytest.raises(PostFileError, match="is not UTF-8"):
        post_from_text(written)


def test_a_megabyte_is_too_much() -> None:
    with pytest.raises(PostFileError, match="exceeds 1 MB"):
        post_from_text(b"#" * 1_000_001)


def test_swelling_content_is_refused_before_it_swells() -> None:
    bomb = "a: &a [x,x]\n" + "\n".join(f"{c}: &{c} [*{p},*{p}]" for p, c in zip("abcdefg", "bcdefgh", strict=True))
    with pytest.raises(PostFileError, match="anchors"):
        post_from_text(bomb.encode())


def test_sloppy_writing_is_read_as_meant() -> None:
    post = post_from_text(
        "\ufefftitle: 钟点工\nplace: 370200\nheadcount: 50\nexpires_on: 2026-12-31\n"
        "pay: {low: 21.9, in_kind: no}\ninsurance: {social: yes}\n".encode()
    )
    assert (post.place, post.headcount, post.pay.low, post.pay.in_kind) == ("370200", "50", Decimal("21.9"), "no")
    assert post.insurance.social == "yes"


def test_json_and_yaml_say_the_same() -> None:
    data = {"title": "花艺", "pay": {"per": "hour", "low": 21.9}, "hours": {"a_day_max": 4}}
    assert post_from_text(json.dumps(data).encode()) == post_from_text(
        b"title: \xe8\x8a\xb1\xe8\x89\xba\npay: {per: hour, low: 21.9}\nhours: {a_day_max: 4}\n"
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(written: bytes) -> None:
    with contextlib.suppress(PostFileError):
        assert post_from_text(written) == post_from_text(written)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["pay", "hours", "pattern", "kind", "title", "low", "days_a_week"]), inner, max_size=4
            )
        ),
    )
)
def test_any_json_is_read_or_refused(data: object) -> None:
    with contextlib.suppress(PostFileError):
        assert isinstance(post_from_text(json.dumps(data).encode()), PostFile)


def test_the_schema_names_every_field_in_both_languages() -> None:
    fields = {field["path"]: field for field in post_schema()["fields"]}
    assert len(fields) > 60
    for field in fields.values():
        assert field["zh"]
        assert field["en"]
        assert field["type"] in ("words", "number", "whole number", "choice", "date", "mapping")
    assert fields["insurance.social"]["allowed"] == ["yes", "no"]
    assert fields["pay.low"] == {
        "path": "pay.low",
        "type": "number",
        "unit": "yuan per `per`",
        "allowed": None,
        "limits": {"minimum": 0, "maximum": 10_000_000},
        "default": None,
        "zh": "最低报酬（不含加班费和津贴）",
        "en": "the lowest pay, without overtime pay and allowances",
    }
    assert fields["place"]["limits"]["pattern"]


def test_the_pattern_forms_of_the_schema_are_read() -> None:
    for form in post_schema()["pattern_forms"]:
        post_from_text(json.dumps({"hours": {"pattern": form["example"]}}).encode())
