"""Protection of women at work, what recruiting may not do, and the rules on working age, as the packs state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from carepost.domain.entitlements.citing import cited
from carepost.domain.facts import Mark, Severity, Text, effective_severity
from carepost.domain.rules import DatedValue, ParameterStore, halves, unit_label

COUNTRY = "000000"


class Subject(StrEnum):
    """Whom a rule protects."""

    PREGNANT = "pregnant"
    NURSING = "nursing"
    PREGNANT_OR_NURSING = "pregnant_or_nursing"
    WOMEN = "women"

    @property
    def label(self) -> Text:
        """In both languages."""
        return _SUBJECTS[self]


_SUBJECTS = {
    Subject.PREGNANT: Text("孕期女职工", "pregnant workers"),
    Subject.NURSING: Text("哺乳期女职工", "nursing workers"),
    Subject.PREGNANT_OR_NURSING: Text("孕期、产期、哺乳期女职工", "pregnant, confined and nursing workers"),
    Subject.WOMEN: Text("全体女职工", "all women workers"),
}


@dataclass(frozen=True, slots=True)
class Protection:
    """One rule: whom it protects, its words, its figure where it has one, what breaking it costs (None: not stated)."""

    rule: str
    subject: Subject
    text: Text
    amount: Text | None
    penalty: Text | None
    article: Text
    mark: Mark
    value: DatedValue


@dataclass(frozen=True, slots=True)
class Ban:
    """One thing that recruiting may not do. `severity`: block only where its mark is P, else warn."""

    rule: str
    act: Text
    sanction: Text | None
    article: Text
    mark: Mark
    severity: Severity
    value: DatedValue


@dataclass(frozen=True, slots=True)
class AgeRule:
    """One rule on working age: its words, and its value as printed."""

    rule: str
    text: Text
    said: Text
    article: Text
    mark: Mark
    value: DatedValue


def protections(store: ParameterStore, *, on: date) -> tuple[Protection, ...]:
    """The rules that protect women at work and hold on a day. Source: 女职工劳动保护特别规定 and others."""
    return tuple(
        Protection(
            rule=value.key,
            subject=Subject(_word(store, "protection.subject", value.key, on)),
            text=halves(str(value.value)),
            amount=_amount(store, value.key, on),
            penalty=_words(store, "protection.penalty", value.key, on),
            article=cited(value),
            mark=value.mark,
            value=value,
        )
        for value in _rows(store, "protection.rule", on)
    )


def recruitment_bans(store: ParameterStore, *, on: date) -> tuple[Ban, ...]:
    """What recruiting may not do on a day, with its sanction."""
    return tuple(
        Ban(
            rule=value.key,
            act=halves(str(value.value)),
            sanction=_words(store, "recruitment_ban.sanction", value.key, on),
            article=cited(value),
            mark=value.mark,
            severity=effective_severity(Severity.BLOCK, value.mark),
            value=value,
        )
        for value in _rows(store, "recruitment_ban.act", on)
    )


def working_age(store: ParameterStore, *, on: date) -> tuple[AgeRule, ...]:
    """The rules on working age that hold on a day."""
    return tuple(
        AgeRule(
            rule=value.key,
            text=halves(value.note),
            said=halves(str(value.value)),
            article=cited(value),
            mark=value.mark,
            value=value,
        )
        for value in _rows(store, "working_age", on)
    )


def _rows(store: ParameterStore, name: str, on: date) -> Iterator[DatedValue]:
    for key in store.keys(name, place=COUNTRY):
        value = store.ask(name, on=on, key=key).value
        if value is not None:
            yield value


def _word(store: ParameterStore, name: str, key: str, on: date) -> str:
    value = store.ask(name, on=on, key=key).value
    return "" if value is None else str(value.value)


def _words(store: ParameterStore, name: str, key: str, on: date) -> Text | None:
    said = _word(store, name, key, on)
    return halves(said) if said else None


def _amount(store: ParameterStore, key: str, on: date) -> Text | None:
    """The figure of a rule with its unit; a nought that forbids is told by the rule's words."""
    value = store.ask("protection.value", on=on, key=key).value
    if value is None or not isinstance(value.value, Decimal) or value.value == 0:
        return None
    unit = unit_label(_word(store, "protection.unit", key, on))
    return Text("{number}{unit}", "{number} {unit}").format(number=f"{value.value:f}", unit=unit)
