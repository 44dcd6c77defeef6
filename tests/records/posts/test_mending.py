"""What an officer puts right: a post's point, a report's place and employer, a wrong row of an import."""

from __future__ import annotations

import pytest

from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.travel import Point
from carepost.records.audit import sentence_of, trail_of
from carepost.records.posts import (
    ImportRun,
    Outcome,
    Post,
    RowRefused,
    correct_reported,
    correct_row,
    import_listings,
    pin_post,
    withdraw_post,
)
from tests.records.posts.build import (
    AT,
    CLERK,
    FAR_REVIEWER,
    OWNER,
    REVIEWER,
    as_csv,
    listing,
    own_post,
    place,
    reported_post,
)

pytestmark = pytest.mark.django_db


def refused(call: object, **kwargs: object) -> str:
    with pytest.raises(Refusal) as said:
        call(**kwargs)  # type: ignore[operator]
    assert said.value.reason.zh
    return said.value.reason.en


def test_an_officer_pins_a_post_near_its_place() -> None:
    post = own_post("own1", "published")
    asked = {"post": post, "point": Point(22.52, 113.38), "source": "现场核对", "by": CLERK, "at": AT}
    pin_post(**asked)  # type: ignore[arg-type]
    assert Post.objects.values_list("latitude", "longitude").get(code="own1") == (22.52, 113.38)
    assert "现场核对" in sentence_of(trail_of("post", "own1")[0]).zh
    assert "neither" in refused(pin_post, **asked | {"by": FAR_REVIEWER})
    assert "neither" in refused(pin_post, **asked | {"by": OWNER})
    assert "where the point is from" in refused(pin_post, **asked | {"source": " "})
    assert "more than 100" in refused(pin_post, **asked | {"point": Point(39.9, 116.4)})


def test_a_report_is_put_right_and_stays_right_after_the_next_import() -> None:
    content = as_csv(listing(place="某镇", employer="兴隆制衣"))
    import_listings(actor=CLERK, at=AT, file_name="a.csv", content=content)
    post = Post.objects.get()
    town = place("442000114")
    correct_reported(post=post, by=CLERK, at=AT, reason="与报道核对。", place=town, employer="中山兴隆制衣厂")
    post.refresh_from_db()
    assert (post.place_id, post.employer.name, post.corrected) == (
        "442000114",
        "中山兴隆制衣厂",
        ["employer", "place"],
    )
    assert post.facts["place"] == "442000114"
    said = sentence_of(trail_of("post", post.code)[-1])
    assert "地点、单位" in said.zh
    assert "place, employer" in said.en
    run = import_listings(actor=CLERK, at=AT, file_name="a.csv", content=content)
    assert run.counts["unchanged"] == 1
    post.refresh_from_db()
    assert (post.place_id, post.employer.name) == ("442000114", "中山兴隆制衣厂")


def test_a_correction_is_an_officer_s_with_a_reason_and_something_to_change() -> None:
    post = reported_post("rep1")
    asked = {"post": post, "by": FAR_REVIEWER, "at": AT, "reason": "核对", "place": place("370211")}
    assert "neither" in refused(correct_reported, **asked | {"by": CLERK})
    assert "Give a reason" in refused(correct_reported, **asked | {"reason": " "})
    assert "nothing to correct" in refused(correct_reported, **asked | {"place": place("370200")})
    own = asked | {"post": own_post("own1", "published"), "by": REVIEWER}
    assert "Only a reported post" in refused(correct_reported, **own)
    withdraw_post(post=post, by=FAR_REVIEWER, at=AT, reason="有误。")
    assert "Only a reported post" in refused(correct_reported, **asked)


def imported(*rows: dict[str, str]) -> ImportRun:
    return import_listings(actor=CLERK, at=AT, file_name="岗位.csv", content=as_csv(*rows))


def test_a_wrong_row_is_put_right_and_the_others_stay() -> None:
    run = imported(listing(), listing(title="", pay_text="20元/时"), listing(title="乙", source_url="x"))
    assert (run.counts["rows"], run.counts["taken"], run.counts["wrong"]) == (3, 1, 2)
    cells = run.rows[1]["cells"]
    assert (cells["title"], cells["pay_text"]) == ("", "20元/时")
    assert run.rows[0]["cells"] == {}
    report = correct_row(run=run, row=2, cells=cells | {"title": "裁剪工"}, by=CLERK, at=AT)
    assert report["outcome"] == Outcome.TAKEN
    stored = ImportRun.objects.get()
    assert (stored.counts["taken"], stored.counts["wrong"], stored.counts["rows"]) == (2, 1, 3)
    assert [row["outcome"] for row in stored.rows] == ["taken", "taken", "wrong"]
    assert (stored.rows[1]["row"], stored.rows[1]["line"], stored.rows[1]["cells"]) == (2, 3, {})
    assert Post.objects.get(title="裁剪工").pay_text == "20元/时"
    assert trail_of("import", run.code)[-1].verb == "listings.corrected"


def test_a_row_that_is_still_wrong_says_what_is() -> None:
    run = imported(listing(title=""))
    with pytest.raises(RowRefused) as still:
        correct_row(run=run, row=1, cells=run.rows[0]["cells"] | {"title": "=1+1"}, by=CLERK, at=AT)
    assert [error["field"] for error in still.value.errors] == ["title"]
    assert ImportRun.objects.get().rows[0]["outcome"] == "wrong"
    assert not Post.objects.exists()


@pytest.mark.parametrize("row", [0, 1, 2])
def test_only_a_wrong_row_is_corrected(row: int) -> None:
    run = imported(listing())
    assert "not wrong" in refused(correct_row, run=run, row=row, cells={}, by=CLERK, at=AT)


@pytest.mark.parametrize("who", [OWNER, Actor.visitor()])
def test_only_an_officer_corrects(who: Actor) -> None:
    run = imported(listing(title=""))
    assert "Only officers" in refused(correct_row, run=run, row=1, cells={}, by=who, at=AT)
