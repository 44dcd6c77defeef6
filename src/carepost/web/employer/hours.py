"""Which flexibility, and the exact times: a form for each kind of hours, with day ticks and half-hour selects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from carepost.domain.facts import Text
from carepost.domain.standard import PostFile, PostFileError, pattern_of
from carepost.domain.week import DAY, Band, Fixed, Output, Pattern, Slots, clock, describe_pattern, pattern_to_dict
from carepost.web.employer.fields import AnswerField, OpenField, as_typed, number_input, offer, say
from carepost.web.employer.forms import StepForm, with_answers

KINDS: Mapping[str, tuple[Text, Text]] = {
    "fixed": (
        Text("固定班次", "Fixed shifts"),
        Text("几点到几点定好；可以给几种班次让劳动者选一种。", "Set times; several may be offered to choose one."),
    ),
    "band": (
        Text("弹性上下班", "Flexible start and end"),
        Text("在一段时间里自己定，可以有必须在岗的核心时段。", "Own times within a band, with core hours if any."),
    ),
    "slots": (
        Text("自选时段", "Slots to choose"),
        Text("列出时段，劳动者每周挑几个。", "You list slots; some of them are taken each week."),
    ),
    "output": (
        Text("按成果，不限时间", "By result, no hours"),
        Text("例如计件带回家做，什么时候做都行。", "As with take-home work: at any time of the day."),
    ),
}
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PARTS = ((6, "凌晨", "am"), (12, "上午", "am"), (13, "中午", "pm"), (18, "下午", "pm"), (25, "晚上", "pm"))
ALTERNATIVES, ROWS, OFFERED = 4, 3, 6
_HALF = Text("第 {n} 行", "row {n}")
_NO_TIMES = Text(
    "{where}：选了星期，请再选从几点到几点。", "{where}: days are ticked; choose from when to when as well."
)
_NO_DAYS = Text("{where}：选了时间，请再选哪几天。", "{where}: times are chosen; tick the days as well.")
_SAME = Text(
    "{where}：上班和下班是同一时间，请改其中一个。", "{where}: start and end are the same; change one of them."
)
_NONE = Text("请至少写一行：哪几天，从几点到几点。", "Give one row at least: which days, from when to when.")
_NUMBER = Text("“{label}”应为数字，例如 {example}。", "“{label}”: expected a number such as {example}.")


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading; those after the first are folded until they hold something."""

    key: str
    title: Text
    rows: tuple[str, ...]
    folded: bool = False

    def row_title(self, row: str) -> Text:
        """ "第 1 种班次，第 2 行"."""
        return Text("{group}，第 {n} 行", "{group}, row {n}").format(group=self.title, n=self.rows.index(row) + 1)


def groups_of(kind: str) -> tuple[RowGroup, ...]:
    """The rows that a kind of hours asks for."""
    if kind == "fixed":
        numbered = Text("第 {n} 种班次", "Shift {n}")
        return tuple(
            RowGroup(f"a{n}", numbered.format(n=n), tuple(f"a{n}r{r}" for r in range(1, ROWS + 1)), n > 1)
            for n in range(1, ALTERNATIVES + 1)
        )
    if kind == "band":
        within = Text("可以上班的时间", "When work may be done")
        core = Text("必须在岗的时间（没有就空着）", "Core hours (leave empty for none)")
        return (
            RowGroup("within", within, tuple(f"w{r}" for r in range(1, ROWS + 1))),
            RowGroup("core", core, tuple(f"c{r}" for r in range(1, ROWS + 1))),
        )
    if kind == "slots":
        return (RowGroup("offered", Text("可选的时段", "Slots"), tuple(f"o{r}" for r in range(1, OFFERED + 1))),)
    return ()


def numbers_of(kind: str) -> dict[str, tuple[Text, bool]]:
    """Further numbers that a kind asks for: label, and whether it is wanted."""
    if kind == "band":
        return {
            "week_hours": (Text("每周至少几小时", "Hours a week at least"), True),
            "block_hours": (Text("每次至少几小时", "Hours at a time at least"), False),
        }
    if kind == "slots":
        return {"choose": (Text("每周至少选几个时段", "Slots a week at least"), True)}
    return {}


def kind_of(facts: PostFile) -> str:
    """The kind of hours that a post states; "" for none."""
    return str(facts.hours.pattern["kind"]) if facts.hours.pattern and pattern_of(facts) else ""


class _Open(forms.Field):
    """May be left open like every answer, without the word "optional" on every row."""

    def validate(self, value: Any) -> None:
        """What is chosen must be there to choose; nothing may be chosen."""
        if value:
            super().validate(value)


class OpenTicks(_Open, forms.MultipleChoiceField):
    """Days of a row."""


class OpenChoice(_Open, forms.ChoiceField):
    """A time of a row."""


class KindForm(forms.Form):
    """Which kind of hours."""

    kind = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        field.label = say(Text("工时的种类", "Kind of hours"))
        offer(self, "kind", [(key, f"{say(name)} — {say(what)}") for key, (name, what) in KINDS.items()])
        missing = say(Text("请选一种工时。", "Choose a kind of hours."))
        field.error_messages = {"required": missing, "invalid_choice": missing}


class HoursForm(StepForm):
    """The times of one kind of hours. Faults name the row."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        stated = [p for p in self.step.fields if p != "hours.pattern"]
        for path in self.step.fields:
            del self.fields[path]
        self.groups = groups_of(kind)
        self.initial = {**self.initial, **_initial(pattern_of(self.facts), kind)}
        for group in self.groups:
            for row in group.rows:
                self._add_row(row)
        for name, (text, wanted) in numbers_of(kind).items():
            self.fields[name] = OpenField(text, wanted=wanted, widget=number_input("decimal"))
        # With fixed shifts the hours follow from the table.
        self.stated = tuple(stated) if kind in ("band", "slots") else ()
        for path in self.stated:
            self.fields[path] = AnswerField(path, wanted=False)
        self.folded = ()

    def _add_row(self, row: str) -> None:
        days = [(str(n), say(Text(zh, en))) for n, (zh, en) in enumerate(zip(DAYS, _DAYS_EN, strict=True), 1)]
        ticks = OpenTicks(label=say(Text("哪几天", "Days")), choices=days, widget=forms.CheckboxSelectMultiple)
        self.fields[f"{row}_days"] = ticks
        for end, what in (("start", Text("从", "From")), ("end", Text("到", "Until"))):
            name = f"{row}_{end}"
            known = self.initial.get(name, "")
            self.fields[name] = OpenChoice(label=say(what), choices=times(known))

    @property
    def tables(self) -> list[dict[str, Any]]:
        """The groups with their rows for the page: the first row stands open, others while they hold something."""
        found = []
        for group in self.groups:
            rows = [
                {
                    "name": say(group.row_title(row)),
                    "days": self[f"{row}_days"],
                    "start": self[f"{row}_start"],
                    "end": self[f"{row}_end"],
                    "open": self._held(row),
                }
                for row in group.rows
            ]
            found.append(
                {
                    "title": group.title,
                    "first": rows[0],
                    "more": rows[1:],
                    "folded": group.folded,
                    "open": any(row["open"] for row in rows),
                    "more_open": any(row["open"] for row in rows[1:]),
                }
            )
        return found

    @property
    def number_fields(self) -> list[forms.BoundField]:
        """The numbers below the rows."""
        return [self[name] for name in (*numbers_of(self.kind), *self.stated)]

    @property
    def line(self) -> Text | None:
        """What is stored now, as a sentence."""
        pattern = pattern_of(self.facts)
        return describe_pattern(pattern) if pattern else None

    def _held(self, row: str) -> bool:
        return bool(self[f"{row}_days"].value() or self[f"{row}_start"].value() or self[f"{row}_end"].value())

    def clean(self) -> dict[str, Any]:
        """The pattern from the rows, then the post with it."""
        rows = {group.key: [r for name in group.rows if (r := self._row(group, name))] for group in self.groups}
        answers = {path: self._checked(path) for path in self.stated if path in self.cleaned_data}
        if self.kind == "fixed":
            # What used to be stated beside other hours would contradict the table.
            answers = dict.fromkeys((p for p in self.step.fields if p != "hours.pattern"), None)
        pattern = self._pattern(rows)
        if not self.errors:
            try:
                self.facts = with_answers(self.facts, answers | {"hours.pattern": pattern})
                # In canonical form: the same hours are the same value whoever writes them.
                known = pattern_of(self.facts)
                data = pattern_to_dict(known) if known else None
                self.facts = with_answers(self.facts, {"hours.pattern": data})
            except PostFileError as error:
                self._refuse_pattern(error)
        return self.cleaned_data

    def _row(self, group: RowGroup, row: str) -> dict[str, Any] | None:
        data = self.cleaned_data
        days, start, end = (data.get(f"{row}_{part}") for part in ("days", "start", "end"))
        where = group.row_title(row)
        if not days and not start and not end:
            return None
        if not days:
            self.add_error(f"{row}_days", say(_NO_DAYS.format(where=where)))
        elif not start or not end:
            self.add_error(f"{row}_{'end' if start else 'start'}", say(_NO_TIMES.format(where=where)))
        elif start == end:
            self.add_error(f"{row}_end", say(_SAME.format(where=where)))
        return {"days": sorted(int(day) for day in days or ()), "start": start, "end": end}

    def _pattern(self, rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any] | None:
        if self.kind == "output":
            return {"kind": "output"}
        if not any(rows.values()) and not self.errors:
            self.add_error(f"{self.groups[0].rows[0]}_days", say(_NONE))
        if self.kind == "fixed":
            return {"kind": "fixed", "alternatives": [{"shifts": shifts} for shifts in rows.values() if shifts]}
        if self.kind == "band":
            least, block = self._hours("week_hours"), self._hours("block_hours")
            return {
                "kind": "band",
                **rows,
                "min_week_minutes": least,
                "min_block_minutes": block or 0,
            }
        return {"kind": "slots", **rows, "choose": self._number("choose", "5")}

    def _hours(self, name: str) -> int | None:
        hours = self._number(name, "25")
        return None if hours is None else int(Decimal(str(hours)) * 60)

    def _number(self, name: str, example: str) -> Any:
        words = as_typed("hours.a_week", str(self.cleaned_data.get(name) or ""))
        if not words:
            if name == "choose":
                self._not_a_number(name, example)
            return None
        try:
            number = Decimal(words)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or not 0 <= number <= 168:
            self._not_a_number(name, example)
            return None
        return int(number) if number == int(number) else number

    def _not_a_number(self, name: str, example: str) -> None:
        self.add_error(name, say(_NUMBER.format(label=numbers_of(self.kind)[name][0], example=example)))

    def _refuse_pattern(self, error: PostFileError) -> None:
        """The week's own words for what it refuses, put where it can be mended."""
        if not error.field.startswith("hours.pattern"):
            self.refuse(error)
            return
        last = error.field.rpartition(".")[2]
        at = {"min_week_minutes": "week_hours", "min_block_minutes": "block_hours", "core": "c1_days"}.get(last, last)
        self.add_error(at if at in self.fields else None, say(error.problem))


def times(known: str = "") -> list[tuple[str, str]]:
    """The half-hours of a day in words, and one other time that is stored already."""
    minutes = {*range(0, DAY + 1, 30)}
    if known:
        hour, _, minute = known.partition(":")
        minutes.add(int(hour) * 60 + int(minute))
    return [("", "—"), *((clock(m), say(time_words(m))) for m in sorted(minutes))]


def time_words(minute: int) -> Text:
    """A minute of the day as people say it: 下午 3:30 · 3:30 pm; midnight at its end is 24:00."""
    if minute == DAY:
        return Text("晚上 24:00", "12:00 midnight")
    hour, part = next((h, p) for p in _PARTS if (h := minute // 60) < p[0])
    short = hour - 12 if hour > 12 else hour
    return Text(f"{part[1]} {short}:{minute % 60:02d}", f"{short or 12}:{minute % 60:02d} {part[2]}")


def _initial(pattern: Pattern | None, kind: str) -> dict[str, Any]:
    """What a stored pattern of this kind puts into the rows; what no rows can hold (a rotation) is told by its line."""
    form: dict[str, Any] = pattern_to_dict(pattern) if pattern else {"kind": ""}
    if form["kind"] != kind or isinstance(pattern, Output):
        return {}
    if isinstance(pattern, Fixed):
        if len(pattern.alternatives) > ALTERNATIVES or any(s.cycle_days != 7 for s in pattern.alternatives):
            return {}
        groups = {f"a{n}r": alternative["shifts"] for n, alternative in enumerate(form["alternatives"], 1)}
        return _rows(groups, ROWS)
    if isinstance(pattern, Band):
        least = pattern.min_week_minutes
        block = pattern.min_block_minutes
        return {
            **_rows({"w": form["within"], "c": form["core"]}, ROWS),
            "week_hours": f"{least / 60:g}" if least else "",
            "block_hours": f"{block / 60:g}" if block else "",
        }
    if isinstance(pattern, Slots):
        return {**_rows({"o": form["offered"]}, OFFERED), "choose": str(pattern.choose)}
    return {}


def _rows(groups: dict[str, list[dict[str, Any]]], most: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if any(len(rows) > most for rows in groups.values()):
        return found  # More than the page has rows for: told by its line, never cut.
    for prefix, rows in groups.items():
        for number, row in enumerate(rows, 1):
            name = f"{prefix}{number}"
            found |= {f"{name}_days": [str(day) for day in row["days"]], f"{name}_start": row["start"]}
            found[f"{name}_end"] = row["end"]
    return found
