"""GET /api/v1/posts: the list of posts as data."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from ninja.params import functions as param
from pydantic import WithJsonSchema

from carepost.api.schemas import ErrorOut, PlaceOut, PostOut, PostPageOut, PostWithChecklistOut
from carepost.domain.facts import Text
from carepost.domain.roles import Actor
from carepost.domain.search import parse_search
from carepost.records.places import get_place
from carepost.records.posts import PostNotFound, access_post, search

router = Router()

# Read by parse_search, like the pages, so that both refuse alike; the schema only tells what is taken.
PlaceCode = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^([0-9]{6}([0-9]{3})?)?$"})]
PageNumber = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 999999})]
PostCode = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[0-9a-z]{1,16}$"})]
PLACE = param.Query("", description="GB/T 2260 code of a place at any level; the whole country without it")
PAGE = param.Query("1", description="Page, counted from 1; 20 posts each")


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
    summary="Posts of a place and of all its parts",
    response={200: PostPageOut, 400: ErrorOut, 404: ErrorOut, 422: ErrorOut},
)
def list_posts(request: HttpRequest, place: PlaceCode = PLACE, page: PageNumber = PAGE) -> PostPageOut:
    """Same parameters, order and answers as the page /posts/: published posts first, then reported ones."""
    query = parse_search({"place": place, "page": page})
    where = get_place(query.place) if query.place else None
    if query.place and where is None:
        missing = Text("没有代码为 {code} 的地区。", "There is no place with the code {code}.")
        raise NotThere("place", missing.format(code=query.place))
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = search(actor, place=where, page=query.page)
    if query.page > max(found.pages, 1):
        missing = Text("没有第 {page} 页，一共 {pages} 页。", "There is no page {page}; there are {pages}.")
        raise NotThere("page", missing.format(page=query.page, pages=found.pages))
    return PostPageOut(
        place=PlaceOut.of(where) if where else None,
        count=found.count,
        page=query.page,
        pages=found.pages,
        posts=[PostOut.of(post) for post in found.items],
    )


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
