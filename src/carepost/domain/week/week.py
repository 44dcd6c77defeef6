"""The week as 7 x 96 quarter-hours on a circle."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carepost.domain.facts import Text
from carepost.domain.week.window import DAY, WEEK, Span, WeekError, Window, clock_span, merged

QUARTER = 15
DAY_QUARTERS = DAY // QUARTER
QUARTERS = WEEK // QUARTER
PACKED_BYTES = QUARTERS // 8
_FULL = (1 << QUARTERS) - 1


@dataclass(frozen=True, slots=True)
class Week:
    """A set of quarter-hours of the week: bit 0 of `bits` is Monday 0:00–0:15, bit 671 Sunday 23:45–24:00.

    The week is a circle: Sunday midnight joins Monday. `|` `&` `-` `~` are union, intersection, difference
    and complement, `<=` is "lies within"; an empty week is false. Raises WeekError for bits beyond the week.
    """

    bits: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.bits <= _FULL:
            raise WeekError("Week.bits", Text("超出一周的 672 刻钟", "beyond the 672 quarter-hours of a week"))

    @classmethod
    def whole(cls) -> Week:
        """Every quarter-hour."""
        return cls(_FULL)

    @classmethod
    def available(cls, windows: Iterable[Window]) -> Week:
        """The quarter-hours that lie wholly inside the windows: free time rounds inward."""
        return cls(_union((-(-s // QUARTER), e // QUARTER) for s, e in _spans(windows)))

    @classmethod
    def occupied(cls, windows: Iterable[Window]) -> Week:
        """The quarter-hours that the windows touch: shifts and duties round outward."""
        return cls(_union((s // QUARTER, -(-e // QUARTER)) for s, e in _spans(windows)))

    def __or__(self, other: Week) -> Week:
        return Week(self.bits | other.bits)

    def __and__(self, other: Week) -> Week:
        return Week(self.bits & other.bits)

    def __sub__(self, other: Week) -> Week:
        return Week(self.bits & ~other.bits)

    def __invert__(self) -> Week:
        return Week(self.bits ^ _FULL)

    def __le__(self, other: Week) -> bool:
        return not self.bits & ~other.bits

    def __bool__(self) -> bool:
        return self.bits != 0

    def contains(self, minute: int) -> bool:
        """Whether the minute of the week (taken round the circle) lies in this set."""
        return bool(self.bits >> (minute % WEEK // QUARTER) & 1)

    @property
    def minutes(self) -> int:
        """Minutes in all."""
        return self.bits.bit_count() * QUARTER

    @property
    def hours(self) -> float:
        """Hours in all, exact to the quarter."""
        return self.bits.bit_count() / 4

    def blocks(self) -> tuple[Window, ...]:
        """The maximal runs in order of their start; a run over Sunday midnight is one, the last."""
        if self.bits == _FULL:
            return (Window(0, WEEK),)
        starts = list(_bits(self.bits & ~_later(self.bits, 1)))
        ends = list(_bits(_later(self.bits, 1) & ~self.bits))
        if starts and ends[0] <= starts[0]:
            ends.append(ends.pop(0) + QUARTERS)
        return tuple(Window.of(s * QUARTER, (e - s) * QUARTER) for s, e in zip(starts, ends, strict=True))

    def erode(self, before: int, after: int) -> Week:
        """What is left when each block loses `before` minutes at its start and `after` at its end.

        Minutes are rounded up to quarters. A shift with its travel fits the week exactly when the shift lies
        within the eroded week. Raises WeekError for negative minutes.
        """
        if before < 0 or after < 0:
            raise WeekError("travel", Text("分钟数不能为负", "minutes must not be negative"))
        bits = _held(self.bits, -(-before // QUARTER), 1)
        return Week(_held(bits, -(-after // QUARTER), -1))

    def long_blocks(self, minutes: int) -> Week:
        """Only the blocks of at least so many minutes."""
        more = max(0, minutes - 1) // QUARTER * QUARTER
        # The quarters at which such a stretch ends, and then every quarter that reaches one of these ends.
        ends = self.erode(more, 0)
        return ~(~ends).erode(0, more)

    def pack(self) -> bytes:
        """84 bytes: 12 per day from Monday, each day little-endian, its lowest bit 0:00–0:15."""
        return self.bits.to_bytes(PACKED_BYTES, "little")

    @classmethod
    def unpack(cls, packed: bytes) -> Week:
        """The week of `pack`; raises WeekError unless there are 84 bytes."""
        if len(packed) != PACKED_BYTES:
            raise WeekError(
                "packed week",
                Text(f"应为 84 字节，实有 {len(packed)}", f"expected 84 bytes, got {len(packed)}"),
            )
        return cls(int.from_bytes(packed, "little"))

    def encode(self) -> str:
        """A short text that stands in a URL as it is: "12345_0830-1600~6_0900-1200", "0" for an empty week.

        A week too ragged for that is its 84 bytes in URL-safe base 64 after "b": never above 113 characters.
        """
        if not self:
            return "0"
        groups: dict[str, str] = {}
        for day, spans in enumerate(strip(self), start=1):
            if spans:
                times = ".".join(f"{_digits(start)}-{_digits(end)}" for start, end in spans)
                groups[times] = groups.get(times, "") + str(day)
        readable = "~".join(f"{days}_{times}" for times, days in groups.items())
        packed = "b" + base64.urlsafe_b64encode(self.pack()).decode("ascii")
        return min(readable, packed, key=len)

    @classmethod
    def decode(cls, code: str, place: str = "week") -> Week:
        """The week of `encode`; times off the quarter round inward. Raises WeekError naming `place`."""
        if code == "0":
            return cls()
        if code.startswith("b"):
            return cls.unpack(_from_base64(code[1:], place))
        return cls.available(window for group in code.split("~") for window in _decode_group(group, place))


def strip(week: Week) -> tuple[tuple[Span, ...], ...]:
    """Per day from Monday the (start, end) of each run in minutes of that day, 0..1440, cut at midnight."""
    mask = (1 << DAY_QUARTERS) - 1
    return tuple(
        tuple(
            (s - day * DAY, e - day * DAY)
            for s, e in (window.span for window in Week(week.bits & mask << day * DAY_QUARTERS).blocks())
        )
        for day in range(7)
    )


def _spans(windows: Iterable[Window]) -> Iterator[Span]:
    # Joined first: 8:00–8:10 and 8:10–9:00 are one free hour, though the first alone holds no quarter.
    return (window.span for window in merged(windows))


def _union(runs: Iterable[Span]) -> int:
    bits = 0
    for start, end in runs:
        run = ((1 << max(0, min(end - start, QUARTERS))) - 1) << start
        bits |= (run | run >> QUARTERS) & _FULL
    return bits


def _later(bits: int, quarters: int) -> int:
    """The set moved later round the circle (earlier when negative)."""
    quarters %= QUARTERS
    return (bits << quarters | bits >> (QUARTERS - quarters)) & _FULL


def _held(bits: int, quarters: int, direction: int) -> int:
    """Where the set has held for so many quarters before (direction 1) or holds for so many after (-1)."""
    done, wanted = 1, min(quarters + 1, QUARTERS)
    while done < wanted:
        step = min(done, wanted - done)
        bits &= _later(bits, direction * step)
        done += step
    return bits


def _bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _digits(minute: int) -> str:
    return f"{minute // 60:02d}{minute % 60:02d}"


_GROUP = re.compile(r"([1-7]{1,7})_(\d{4}-\d{4}(?:\.\d{4}-\d{4})*)", re.ASCII)


def _decode_group(group: str, place: str) -> Iterator[Window]:
    found = _GROUP.fullmatch(group)
    if not found:
        raise WeekError(place, _unreadable(group))
    for times in found[2].split("."):
        start, end = clock_span(f"{times[:2]}:{times[2:4]}", f"{times[5:7]}:{times[7:]}", place)
        for day in found[1]:
            yield Window.of((int(day) - 1) * DAY + start, end - start)


def _from_base64(code: str, place: str) -> bytes:
    try:
        packed = base64.b64decode(code, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise WeekError(place, _unreadable(f"b{code}")) from error
    if len(packed) != PACKED_BYTES:
        raise WeekError(place, _unreadable(f"b{code}"))
    return packed


def _unreadable(code: str) -> Text:
    shown = code[:40]
    return Text(
        f"看不懂“{shown}”，请写成 12345_0830-1600 这样的形式",
        f"cannot read {shown!r}; write it like 12345_0830-1600",
    )
