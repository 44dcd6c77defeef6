"""What this room seals: the case of a kept decision, and its answer, whose trace repeats what the case says."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import transaction

from carepost.domain.facts import Text
from carepost.domain.rules import SchemeCase
from carepost.records.crypto import is_newest, seal, unseal
from carepost.records.packs.models import Decision

_TABLE = "packs_decision"


def seal_data(data: Any, *, decision: str, column: str) -> bytes:
    """Plain data sealed for one column of the decision with this public code."""
    return seal(json.dumps(data, ensure_ascii=False, sort_keys=True), table=_TABLE, row=decision, column=column)


def case_as_data(case: SchemeCase) -> dict[str, Any]:
    """A case as plain data: days and months in ISO form."""
    facts = {name: value if isinstance(value, bool | int | list) else str(value) for name, value in case.facts.items()}
    warnings = [[warning.zh, warning.en] for warning in case.warnings]
    return {"scheme": case.scheme, "at": case.at.isoformat(), "facts": facts, "warnings": warnings}


def kept_case(decision: Decision) -> SchemeCase:
    """The case of a kept decision as it was given; its facts are plain data. Raises SealBroken."""
    data = _unseal(decision.case_sealed, decision, "case")
    warnings = tuple(Text(zh, en) for zh, en in data["warnings"])
    return SchemeCase(data["scheme"], date.fromisoformat(data["at"]), data["facts"], warnings)


def kept_answer(decision: Decision) -> dict[str, Any]:
    """The answer of a kept decision as it was given, with its trace. Raises SealBroken."""
    answer: dict[str, Any] = _unseal(decision.answer_sealed, decision, "answer")
    return answer


@transaction.atomic
def reseal_decisions(*, most: int = 500) -> int:
    """Seals what an older key sealed again with the newest; returns how many decisions, 0 when none is left.

    At most `most` at a time, each row locked. Raises SealBroken for a value that no key on the ring opens.
    """
    rows = Decision.objects.order_by("pk").values_list("pk", "case_sealed", "answer_sealed")
    old = [pk for pk, *sealed in rows.iterator() if not all(is_newest(bytes(each)) for each in sealed)][:most]
    for decision in Decision.objects.select_for_update().filter(pk__in=old):
        decision.case_sealed = seal_data(case_as_data(kept_case(decision)), decision=decision.code, column="case")
        decision.answer_sealed = seal_data(kept_answer(decision), decision=decision.code, column="answer")
        decision.save(update_fields=["case_sealed", "answer_sealed"])
    return len(old)


def _unseal(sealed: bytes | memoryview, decision: Decision, column: str) -> Any:
    return json.loads(unseal(bytes(sealed), table=_TABLE, row=decision.code, column=column))
