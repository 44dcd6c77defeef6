"""What this room holds of a person, told to the export and to erasure."""

from __future__ import annotations

from typing import Any

from carepost.records.carers import Part, add_parts
from carepost.records.crypto import unseal
from carepost.records.hiring.models import Approach, FairGuest, Seeker, SharePair, ShareWish

Row = dict[str, Any]


def _seeker(row: Seeker) -> Row:
    return {"code": row.code, "since": row.since.isoformat()}


def _approach(row: Approach) -> Row:
    sealed = row.contact_sealed
    contact = sealed and unseal(bytes(sealed), table="hiring_approach", row=row.code, column="contact")
    return {
        "post": row.post.code,
        "words": row.words,
        "state": row.state,
        "sent_at": row.sent_at.isoformat(),
        "contact": contact or "",
    }


def _wish(row: ShareWish) -> Row:
    return {"post": row.post.code, "alone": row.alone, "at": row.at.isoformat()}


def _first(row: SharePair) -> Row:
    return _pair(row, row.first_windows)


def _second(row: SharePair) -> Row:
    return _pair(row, row.second_windows)


def _pair(row: SharePair, windows: list[list[int]]) -> Row:
    return {"post": row.post.code, "state": row.state, "windows": windows, "proposed_at": row.proposed_at.isoformat()}


def _guest(row: FairGuest) -> Row:
    talks = [{"start": talk.start, "post": talk.post.code} for talk in row.talks.select_related("post")]
    return {"fair": row.fair.code, "code": row.code, "at": row.at.isoformat(), "talks": talks}


add_parts(
    Part("seeking", Seeker, "user", _seeker),
    Part("approaches", Approach, "user", _approach),
    Part("share_wishes", ShareWish, "user", _wish),
    Part("share_pairs_first", SharePair, "first", _first),
    Part("share_pairs_second", SharePair, "second", _second),
    Part("fairs", FairGuest, "user", _guest),
)
