"""GET /api/v1/posts: the list of posts as data."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field, WithJsonSchema

from carepost.api.schemas import CountedPostsOut, ErrorOut, FoundPostOut, PlaceOut, PostWithChecklistOut
from carepost.domain.facts import Text
from carepost.domain.roles import Actor
from carepost.domain.search import HOME, KINDS, MOST_COMMUTE, SavedWeek, SearchQuery, Sort, parse_search
from carepost.domain.travel import Way
from carepost.records.carers import saved_week
from carepost.records.people import User
from carepost.records.places import Place, get_place
from carepost.records.posts import PostNotFound, access_post, origin_of, search

router = Router()


def _words(pattern: str) -> WithJsonSchema:
    """A parameter as described; it is read by parse_search, like the pages, so that both refuse alike."""
    return WithJsonSchema({"type": "string", "pattern": f"^({pattern})?$"})


_TIME = "([01][0-9]|2[0-3])[0-5][0-9]|2400"
_SPAN = f"({_TIME})-({_TIME})"
_GROUP = f"[1-7]{{1,7}}_{_SPAN}(\\.{_SPAN})*"
_CLOCK = "([01]?[0-9]|2[0-3]):[0-5][0-9]|24:00"
_KIND = "|".join(KINDS)
PlaceCode = Annotated[str, _words("[0-9]{6}([0-9]{3})?")]
PageNumber = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999999})]
Minutes = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MOST_COMMUTE})]
PostCode = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9a-z]{1,16}$"})]
WeekCode = Annotated[str, _words(f"saved|0|b[A-Za-z0-9_-]{{112}}|{_GROUP}(~{_GROUP})*")]


class SearchIn(Schema):
    """The parameters of the page /posts/; an empty one asks nothing."""

    model_config = ConfigDict(populate_by_name=True)

    place: PlaceCode = Field("", description="GB/T 2260 code of a place at any level; the whole country without it")
    q: Annotated[str, WithJsonSchema({"type": "string", "maxLength": 100})] = Field(
        "", description="Words that the post must hold, each or one that means the same"
    )
    week: WeekCode = Field("", description="Her free week, such as 12345_0830-1600, or saved: the one of the account")
    holiday: WeekCode = Field("", description="Her free week in the school holidays, beside `week`")
    days: Annotated[str, _words("[1-7]{1,7}")] = Field(
        "", description="Days on which she is free, 1 Monday to 7 Sunday; 12345 where only times are given"
    )
    start: Annotated[str, _words(_CLOCK)] = Field("", description="Free from, HH:MM")
    end: Annotated[str, _words(_CLOCK)] = Field("", description="Free until, HH:MM; at or before `start`: next day")
    origin: str = Field(
        "",
        alias="from",
        description="Where she sets out: LATITUDE,LONGITUDE, the code of a county or town, or home; else passed over",
    )
    school: str = Field(
        "",
        description="LATITUDE,LONGITUDE or the code of a county or town where her way begins as well: the minutes are "
        "those of the farther end, or of the one that has a point; only with `from`, whose home stands for both",
    )
    way: Annotated[str, _words("|".join(Way))] = Field("", description="How she travels; bike unless told")
    commute: Minutes = Field("", description="Most minutes of travel each way, 240 unless told; only with `from`")
    pay_min: Annotated[str, _words("[0-9]{1,4}(\\.[0-9]{1,2})?")] = Field("", description="Least pay, yuan an hour")
    kind: Annotated[str, _words(f"({_KIND})(,({_KIND}))*")] = Field(
        "", description="Form, kind of hours, source, place: one of each group that is named"
    )
    sort: Annotated[str, _words("|".join(Sort))] = Field("", description="Order among posts that fit alike")
    show: Annotated[str, _words("all")] = Field("", description="all: also what does not fit, at the end")
    page: PageNumber = Field("1", description="Page, counted from 1; 20 posts each, 1,000 posts at most")

    def values(self) -> dict[str, str]:
        """The parameters by their names in an address."""
        return {name: str(value) for name, value in self.model_dump(by_alias=True).items()}


class NotThere(Exception):
    """A parameter of the right form that names nothing: an unknown place, a page past the last."""

    def __init__(self, parameter: str, message: Text) -> None:
        super().__init__(message.en)
        self.parameter = parameter
        self.message = message


@router.get(
    "/posts",
    url_name="posts",
    operation_id="list_posts",
    summary="Posts that a search finds, by how they fit a week",
    response={200: CountedPostsOut, 400: ErrorOut, 404: ErrorOut, 422: ErrorOut},
)
def list_posts(request: HttpRequest, asked: Query[SearchIn]) -> CountedPostsOut:
    """Same parameters, order and answers as the page /posts/: what fits first, published posts before reported ones."""
    values = asked.values()
    saved = _saved(request, values)
    query = parse_search(values, saved=saved)
    where = _place(query)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = search(actor, query, place=where, origin=origin_of(query, saved))
    if query.page > max(found.pages, 1):
        missing = Text("没有第 {page} 页，一共 {pages} 页。", "There is no page {page}; there are {pages}.")
        raise NotThere("page", missing.format(page=query.page, pages=found.pages))
    return CountedPostsOut(
        place=PlaceOut.of(where) if where else None,
        count=found.count.number,
        count_capped=found.count.more,
        unfit=found.unfit.number,
        page=query.page,
        pages=found.pages,
        posts=[FoundPostOut.found(item) for item in found.items],
    )


def _place(query: SearchQuery) -> Place | None:
    place = get_place(query.place) if query.place else None
    if query.place and place is None:
        missing = Text("没有代码为 {code} 的地区。", "There is no place with the code {code}.")
        raise NotThere("place", missing.format(code=query.place))
    return place


def _saved(request: HttpRequest, values: dict[str, str]) -> SavedWeek | None:
    """What the account of the session keeps, looked up only where the address stands for it."""
    user = request.user
    if not isinstance(user, User) or (values.get("week") != "saved" and values.get("from") != HOME):
        return None
    return saved_week(user)


@router.get(
    "/posts/{code}",
    url_name="post",
    operation_id="get_post",
    summary="One post, with the standard's checklist",
    response={200: PostWithChecklistOut, 400: ErrorOut, 404: ErrorOut},
)
def get_post(request: HttpRequest, code: PostCode) -> PostWithChecklistOut:
    """Same content as the page /posts/CODE/: texts, facts as read, findings, grade and the answer to each criterion."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        return PostWithChecklistOut.of(access_post(actor, code))
    except PostNotFound:
        raise NotThere("code", Text("没有这个岗位。", "There is no such post.")) from None
