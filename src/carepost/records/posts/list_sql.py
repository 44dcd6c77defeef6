"""The list of posts as one SQL statement: a part per rank, each read in order until enough are found.

Values are composed into the text, so that the planner sees them: which index to read depends on how rare they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from psycopg import sql

from carepost.domain.search import DEFAULT_WAY, KIND_GROUPS, MOST_COMMUTE, Count, SearchQuery, Sort, query_terms
from carepost.domain.travel import Origins
from carepost.domain.week import Answer
from carepost.records.employers import Employer
from carepost.records.places import Place, code_prefix
from carepost.records.posts.models import Post
from carepost.records.posts.reaching import Patterns, Thresholds, thresholds
from carepost.records.posts.travelling import GATHERED, Reachable, reachable

MOST = 1000
"""Counting stops here, and so does turning pages."""

Condition = sql.Composable
_FORMS, _HOURS, _SOURCES, _REMOTE = KIND_GROUPS
_NOTHING = sql.SQL("")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with all that it depends on: see `search`."""

    query: SearchQuery
    place: Place | None
    origin: Origins | None
    on: date
    hidden: frozenset[str] = frozenset()
    opened_after: datetime | None = None
    fitting: tuple[int, ...] = ()
    """For Sort.FIT: the ids of what fits, best first."""


@dataclass(frozen=True, slots=True)
class Part:
    """The posts of one rank (None where no week is asked) that are alike in having their travel stated or not."""

    rank: Answer | None
    conditions: tuple[Condition, ...]


class ListSql:
    """The statements of one search, for the patterns as this process knows them.

    Where what is asked is rare (words, a short way), all that has it is gathered once (`hits`) and the parts are read
    from there. Else each part is read from the posts themselves in the order of an index until there are enough.
    """

    def __init__(self, asked: Asked, known: Patterns) -> None:
        self.asked, self.known = asked, known
        query = asked.query
        self.week: Thresholds | None = thresholds(known, query.profile) if query.profile else None
        most = query.commute or MOST_COMMUTE
        self.reach: Reachable | None = reachable(asked.origin, query.way or DEFAULT_WAY, most) if asked.origin else None
        self.gathered = False
        self.gathers = bool(query.words) or (self.reach is not None and self.reach.tight)

    def page(self, start: int, size: int, below: Iterable[Place] = ()) -> str:
        """A row for each post of a page (one without a post where there are none), with its employer as `e_*`.

        `part` and `minutes` are the post's; in every row the same: `stamp` of the patterns, `newest_pin` of the places,
        `counts` of the parts,
        `unfit`, and the numbers of posts in the places `below`. No number exceeds MOST + 1, and a part is not looked at
        once those before it hold more than MOST.
        """
        gathered = [self._gathered()] if self.gathers else []
        parts = self.parts()
        names = [sql.Identifier(f"part{n}") for n in range(len(parts))]
        found = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {n} AS part, n, id, minutes FROM {name}").format(n=sql.Literal(n), name=name)
            for n, name in enumerate(names)
        )
        return _text(
            sql.SQL(
                "WITH {parts}, shown AS MATERIALIZED (SELECT * FROM ({found}) found ORDER BY part, n OFFSET {start}"
                " LIMIT {size}) SELECT asked.*, shown.part, shown.minutes, {columns} FROM (SELECT {stamp} AS stamp,"
                " (SELECT coalesce(max(id), 0) FROM places_placepin) AS newest_pin,"
                " ARRAY[{counts}]::bigint[] AS counts, {unfit} AS unfit, ARRAY[{below}]::bigint[] AS below) asked"
                " LEFT JOIN shown ON true LEFT JOIN posts_post p ON p.id = shown.id"
                " LEFT JOIN employers_employer e ON e.id = p.employer_id ORDER BY shown.part, shown.n"
            ).format(
                parts=sql.SQL(", ").join([*gathered, *(self._cte(part, names, n) for n, part in enumerate(parts))]),
                found=found,
                start=sql.Literal(start),
                size=sql.Literal(size),
                columns=_COLUMNS,
                stamp=_STAMP,
                counts=sql.SQL(", ").join(map(_count, names)),
                unfit=self._unfit_count(),
                below=sql.SQL(", ").join(enough_in(place, self.asked.on) for place in below),
            )
        )

    def _gathered(self) -> sql.Composable:
        """All that is asked but for the week, with its minutes; from here on `p` is a row of it."""
        reach = self.reach
        pieces = reach.apart if reach else ((sql.SQL("true"), _AT_HOME),)
        rows = [
            sql.SQL("SELECT p.id, p.kind, p.pattern_id, {ordered}, {minutes} AS minutes {rows}").format(
                ordered=_ORDERED, minutes=minutes, rows=self._rows((piece,))
            )
            for piece, minutes in pieces
        ]
        if reach:
            self.reach = replace(GATHERED, most=reach.most)
        self.gathered = True
        return sql.SQL("hits AS MATERIALIZED ({})").format(sql.SQL(" UNION ALL ").join(rows))

    def parts(self) -> list[Part]:
        """The parts of the list in their order: by rank; in each, what lies within reach before what has no place."""
        ranks: list[Answer | None] = [None]
        if self.week:
            ranks = [Answer.FITS, Answer.NEARLY, Answer.UNKNOWN, *([Answer.NO] if self.asked.query.show_all else [])]
        return [Part(rank, conditions) for rank in ranks for conditions in self._alternatives(rank)]

    def enough(self, rank: Answer | None) -> sql.Composable:
        """How many there are of a rank, up to MOST + 1 of each part, as an expression."""
        counts = [
            sql.SQL("(SELECT count(*) FROM (SELECT 1 {rows} LIMIT {most}) counted)").format(
                rows=self._rows(conditions), most=sql.Literal(MOST + 1)
            )
            for conditions in self._alternatives(rank)
        ]
        return sql.SQL(" + ").join(counts)

    def _unfit_count(self) -> sql.Composable:
        return self.enough(Answer.NO) if self.week and not self.asked.query.show_all else sql.SQL("0")

    def _cte(self, part: Part, names: list[sql.Identifier], n: int) -> sql.Composable:
        gate = sql.SQL(" + ").join(_count(name) for name in names[:n])
        gates = [sql.SQL("{so_far} <= {most}").format(so_far=gate, most=sql.Literal(MOST))] if n else []
        return sql.SQL(
            "{name} AS MATERIALIZED (SELECT id, minutes, row_number() OVER () AS n FROM"
            " (SELECT p.id, {minutes} AS minutes {rows} ORDER BY {order} LIMIT {most}) found)"
        ).format(
            name=names[n],
            minutes=self._minutes(),
            rows=self._rows((*part.conditions, *gates), join=self._best(part)),
            order=self._order(part),
            most=sql.Literal(MOST + 1),
        )

    def _rows(self, conditions: Iterable[Condition], join: sql.Composable = _NOTHING) -> sql.Composable:
        table = sql.SQL("hits p" if self.gathered else "posts_post p")
        every = (sql.SQL("true"), *conditions) if self.gathered else (*self._asked(), *conditions)
        return sql.SQL("FROM {} {} WHERE {}").format(table, join, sql.SQL(" AND ").join(every))

    def _matched(self, part: Part) -> bool:
        return self.asked.query.order is Sort.FIT and part.rank is Answer.FITS and self.reach is not None

    def _best(self, part: Part) -> sql.Composable:
        """The place of each post in the order of matching, where that is the order asked."""
        if not self._matched(part):
            return _NOTHING
        return sql.SQL(
            "LEFT JOIN unnest({ids}::bigint[]) WITH ORDINALITY AS best(post_id, place) ON best.post_id = p.id"
        ).format(ids=sql.Literal("{" + ",".join(map(str, self.asked.fitting)) + "}"))

    def _minutes(self) -> sql.Composable:
        if self.gathered:
            return GATHERED.minutes
        return self.reach.minutes if self.reach else _AT_HOME

    def _order(self, part: Part) -> sql.Composable:
        order = self.asked.query.order
        if self._matched(part):
            # Last what fits her time and lacks something else: a skill, or a place of work that is stated.
            return sql.SQL("p.kind, best.place NULLS LAST, p.pay_hour_fen DESC NULLS LAST, p.id DESC")
        if order is Sort.NEAR and self.reach:
            return sql.SQL("p.kind, minutes, p.id DESC")
        if order in (Sort.PAY, Sort.FIT):
            return sql.SQL("p.kind, p.pay_hour_fen DESC NULLS LAST, p.id DESC")
        return sql.SQL("p.kind, coalesce(p.opened_at, p.created_at) DESC, p.id DESC")

    def _alternatives(self, rank: Answer | None) -> list[tuple[Condition, ...]]:
        """The conditions of a rank: one set, or one for what lies within reach and one for what has no place.

        Where travel is not stated it counts as 0, and the card says so.
        """
        alike = self._rank(rank)
        if self.reach is None:
            return [alike]
        return [self._within_reach(rank, self.reach), (self.reach.nowhere, *alike)]

    def _rank(self, rank: Answer | None) -> tuple[Condition, ...]:
        """A rank where no travel counts: its patterns."""
        week = self.week
        if rank is None or week is None:
            return ()
        if rank is Answer.UNKNOWN:
            return (sql.SQL("(p.pattern_id IS NULL OR {})").format(_among("p.pattern_id", week.unknown)),)
        return (_among("p.pattern_id", {Answer.FITS: week.fits, Answer.NEARLY: week.nearly, Answer.NO: week.no}[rank]),)

    def _within_reach(self, rank: Answer | None, reach: Reachable) -> tuple[Condition, ...]:
        week, most = self.week, sql.Literal(reach.most)
        if rank is None or rank is Answer.UNKNOWN or week is None:
            return reach.near, reach.at("{minutes} <= {most}", most=most), *self._rank(rank)
        ids, condition = {
            Answer.FITS: (week.fits, "{minutes} <= least({most}, {fits_to})"),
            Answer.NEARLY: (
                week.fits + week.nearly,
                "{minutes} > {fits_to} AND {minutes} <= least({most}, {nearly_to})",
            ),
            Answer.NO: (week.stated, "{minutes} > {nearly_to} AND {minutes} <= {most}"),
        }[rank]
        values = {"most": most, "fits_to": _by_pattern(week.fits_to), "nearly_to": _by_pattern(week.nearly_to)}
        return reach.near, reach.at(condition, **values), _among("p.pattern_id", ids)

    def _asked(self) -> Iterable[Condition]:
        asked, query = self.asked, self.asked.query
        yield public_posts(asked.on)
        if asked.place is not None:
            yield in_place(asked.place)
        for word in query_terms(query.words):
            ways = [sql.SQL("p.terms @> {}").format(_texts(sorted(way))) for way in word]
            yield sql.SQL("({})").format(sql.SQL(" OR ").join(ways))
            # Follows from the line above; said twice, a word counts as rarer, and the planner looks words up in their
            # index instead of in the rows of the list one by one, unless half of all posts hold it.
            yield sql.SQL("p.terms && {}").format(_texts(sorted(frozenset().union(*word))))
        if query.pay_min_fen is not None:
            yield sql.SQL("p.pay_hour_fen >= {}").format(sql.Literal(query.pay_min_fen))
        yield from self._kinds(query.kinds)
        if asked.hidden:
            yield sql.SQL(
                "(p.employer_id IS NULL OR p.employer_id <> ALL"
                " (ARRAY(SELECT id FROM employers_employer WHERE code = ANY ({}))))"
            ).format(_texts(sorted(asked.hidden)))
        if asked.opened_after is not None:
            yield sql.SQL("coalesce(p.opened_at, p.created_at) > {}").format(sql.Literal(asked.opened_after))

    def _kinds(self, kinds: frozenset[str]) -> Iterable[Condition]:
        if forms := kinds.intersection(_FORMS):
            yield sql.SQL("p.form = ANY ({})").format(_texts(sorted(forms)))
        if hours := kinds.intersection(_HOURS):
            yield _among("p.pattern_id", self.known.of_kinds(hours))
        if sources := kinds.intersection(_SOURCES):
            yield sql.SQL("p.kind = ANY ({})").format(_texts(sorted(sources)))
        if kinds.intersection(_REMOTE):
            yield sql.SQL("p.at_home")


EMPLOYER_COLUMNS = tuple(field.attname for field in Employer._meta.concrete_fields)
_COLUMNS = sql.SQL(", ").join(
    (
        *(sql.SQL("p.{}").format(sql.Identifier(field.attname)) for field in Post._meta.concrete_fields),
        *(sql.SQL("e.{} AS {}").format(*map(sql.Identifier, (name, f"e_{name}"))) for name in EMPLOYER_COLUMNS),
    )
)
_ORDERED = sql.SQL("p.pay_hour_fen, p.opened_at, p.created_at")
_AT_HOME = sql.SQL("CASE WHEN p.at_home THEN 0 END")
_STAMP = sql.SQL(
    "(SELECT count(*) || ':' || coalesce(max(id), 0) || ':' ||"
    " coalesce((SELECT key FROM posts_pattern ORDER BY id DESC LIMIT 1), '') FROM posts_pattern)"
)


def public_posts(on: date) -> sql.Composable:
    """What everybody sees on a day, as in scope.open_posts, in the words of the indexes of the list."""
    return sql.SQL("p.state IN ('reported', 'published') AND (p.kind = 'reported' OR p.expires_on >= {on})").format(
        on=sql.Literal(on)
    )


def in_place(place: Place) -> sql.Composable:
    """In a place or below it."""
    return sql.SQL("p.place_id LIKE {}").format(sql.Literal(f"{code_prefix(place)}%"))


def enough_in(place: Place | None, on: date) -> sql.Composable:
    """How many posts everybody sees in a place and below it, up to MOST + 1, as an expression."""
    conditions = (public_posts(on), *([in_place(place)] if place else []))
    return sql.SQL("(SELECT count(*) FROM (SELECT 1 FROM posts_post p WHERE {every} LIMIT {most}) counted)").format(
        every=sql.SQL(" AND ").join(conditions), most=sql.Literal(MOST + 1)
    )


def numbers(of: Iterable[sql.Composable]) -> str:
    """A statement whose one row are these numbers."""
    return _text(sql.SQL("SELECT {}").format(sql.SQL(", ").join(of)))


def capped(number: int) -> Count:
    """A number of rows as it is told: at most MOST, and that there are more."""
    return Count(min(number, MOST), number > MOST)


def _count(name: sql.Identifier) -> sql.Composable:
    return sql.SQL("(SELECT count(*) FROM {})").format(name)


def _among(column: str, ids: Iterable[int]) -> sql.Composable:
    return sql.SQL("{} = ANY ({}::bigint[])").format(
        sql.SQL(column), sql.Literal("{" + ",".join(map(str, sorted(ids))) + "}")
    )


def _by_pattern(array: str) -> sql.Composable:
    return sql.SQL("({}::smallint[])[p.pattern_id]").format(sql.Literal(array))


def _texts(words: list[str]) -> sql.Composable:
    return sql.SQL("ARRAY[{}]::text[]").format(sql.SQL(", ").join(map(sql.Literal, words)))


def _text(statement: sql.Composable) -> str:
    connection.ensure_connection()
    return statement.as_string(connection.connection)
