"""Kept decisions: the answer to a case with everything that is needed to give it again years later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version as version_of
from typing import Any

from django.db import transaction
from django.utils import timezone

from carepost.domain.facts import Text
from carepost.domain.flow import Refusal
from carepost.domain.roles import Actor
from carepost.domain.rules import (
    NoSuchPack,
    Pack,
    PackError,
    SchemeCase,
    assess_scheme,
    lineage,
    load_pack,
    load_packs,
)
from carepost.records.audit import record
from carepost.records.crypto import new_code
from carepost.records.packs.events import DECISION_KEPT
from carepost.records.packs.files import digest_of_files, keep_files, laid_out, scheme_files, shipped_files
from carepost.records.packs.lawbook import LAWBOOK, Law
from carepost.records.packs.models import Decision, Edition
from carepost.records.packs.queries import access_decision, decision_area
from carepost.records.packs.sealed import case_as_data, kept_answer, kept_case, seal_data

_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class Replayed:
    """A kept decision taken again with its own edition of the law: whether it is the same, and what it gives.

    `answer` is None where the edition cannot be run any more, and `problem` says why.
    """

    same: bool
    answer: Mapping[str, Any] | None
    problem: Text | None = None


@transaction.atomic
def keep_decision(*, case: SchemeCase, answer: Mapping[str, Any], by: Actor, at: datetime) -> Decision:
    """Keeps an answer (`assess_scheme`) to a case, sealed, with the law behind it.

    The edition is run before it is kept: what is kept can be replayed. Raises Refusal: no officer whose area the scheme
    concerns, no such scheme, a case that is too long, an answer that the law of today does not give.
    """
    plain = case_as_data(case)
    if len(json.dumps(plain)) > _LARGEST:
        raise Refusal(Text("案例内容过长。", "The case is too long."))
    law = LAWBOOK.on(timezone.localdate(at))
    pack = law.schemes.get(case.scheme)
    if pack is None:
        raise Refusal(Text("没有这个方案。", "There is no such scheme."))
    area = decision_area(by, pack.place)
    if not area or not by.code:
        raise Refusal(Text("这个方案不适用于您负责的地区。", "This scheme does not concern the area that you cover."))
    edition = _edition(law, pack)
    if _plain(assess_scheme(case, {pack.id: pack_of(edition)})) != _plain(answer):
        raise Refusal(
            Text("政策已有变化，请重新评估后再保存。", "The law has changed meanwhile: assess the case again.")
        )
    code = new_code()
    decision = Decision.objects.create(
        code=code,
        scheme=pack.id,
        area=area,
        month=case.at,
        edition=edition,
        post_access=answer["post_access"],
        subsidy_access=answer["subsidy_access"],
        case_sealed=seal_data(plain, decision=code, column="case"),
        answer_sealed=seal_data(_plain(answer), decision=code, column="answer"),
        kept_by=by.code,
        kept_at=at,
    )
    values = {"scheme": pack.id, "pack_hash": pack.hash}
    record(DECISION_KEPT, actor=by, subject_kind="decision", subject_code=code, at=at, **values)
    return decision


def replay_decision(code: str, *, actor: Actor) -> Replayed:
    """A kept decision taken again with the edition that took it. Raises DecisionNotFound, SealBroken."""
    decision = access_decision(actor, code)
    stored = kept_answer(decision)
    try:
        pack = pack_of(decision.edition)
        if pack.hash != stored["pack_hash"]:
            raise NoSuchPack(pack.id)
    except (PackError, NoSuchPack) as fault:
        why = Text(
            "当时的规则包在现在的软件里读不出原样：{fault}",
            "The pack of that time cannot be read as it was by the software of today: {fault}",
        )
        return Replayed(False, None, why.format(fault=str(fault)[:200]))
    answer = _plain(assess_scheme(kept_case(decision), {pack.id: pack}))
    return Replayed(answer == stored, answer)


def pack_of(edition: Edition) -> Pack:
    """The pack of an edition, from its own files alone. Raises PackError."""
    return _run_from(edition.digest, json.dumps(edition.files, sort_keys=True), edition.scheme)


@lru_cache(maxsize=16)
def _run_from(digest: str, files: str, scheme: str) -> Pack:
    folder = laid_out(json.loads(files))
    home = next(iter(folder.glob(f"*/schemes/{scheme}")))
    return load_pack(home, load_packs(folder))


def _edition(law: Law, pack: Pack) -> Edition:
    """The edition of a pack as the law has it, kept once."""
    files = keep_files({f"{pack.place}/schemes/{pack.id}/{name}": body for name, body in scheme_files(pack).items()})
    for place in lineage(pack.place):
        if version := law.places.get(place):
            files |= {f"{place}/{name}": digest for name, digest in version.files.items()}
        else:
            shipped = keep_files(shipped_files(place))
            files |= {f"{place}/{name}": digest for name, digest in shipped.items()}
    values = {"scheme": pack.id, "pack_hash": pack.hash, "files": files, "product": version_of("carepost")}
    return Edition.objects.get_or_create(digest=digest_of_files(files), defaults=values)[0]


def _plain(data: Any) -> Any:
    """Data as it comes back from the database."""
    return json.loads(json.dumps(data, ensure_ascii=False, default=str))
