"""Planning a fair: everybody's first talk before anybody's second, and room made by moving others.

A timetable without clashes is an edge colouring of the graph of people and tables, with times as colours. König (1916)
shows that alternating chains always make room while nobody has more talks than there are times; a person who is not
free all day can break a chain, so then the shortest chain that everybody on it can follow is taken, if there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from carepost.domain.facts import Text
from carepost.domain.fairs.values import (
    Appointment,
    Desk,
    FairError,
    FairHours,
    Guest,
    Timetable,
    Unmet,
    WhyUnmet,
    Wish,
)

NOBODY = -1
Thing = TypeVar("Thing", Desk, Guest)
Chain = list[tuple[int, int, int, int]]
"""Interviews to move: guest, table, the time it is at now, the time it goes to."""


def plan_fair(hours: FairHours, desks: Sequence[Desk], guests: Sequence[Guest], wishes: Iterable[Wish]) -> Timetable:
    """A timetable in which nobody is in two places at once and everybody comes only when free.

    Wishes are met in rounds: each round gives one talk to everybody who still wants one, best score first, ties by id.
    Raises FairError for ids that occur twice or name nothing.
    """
    board = _Board(hours, _by_id(desks, "desk"), _by_id(guests, "guest"))
    wanted = _wishes_of(wishes, board)
    left = {guest: list(own) for guest, own in wanted.items()}
    while True:
        met = [guest for guest in _turn(left) if board.meet_first(guest, left[guest])]
        if not met:
            break
    unmet = [Unmet(wish, board.why(wish)) for own in wanted.values() for wish in own if not board.meets(wish)]
    return Timetable(board.appointments(), tuple(sorted(unmet, key=lambda each: (each.wish.guest, each.wish.desk))))


def _by_id(things: Sequence[Thing], name: str) -> dict[int, Thing]:
    known: dict[int, Thing] = {}
    for thing in things:
        if thing.id in known:
            raise FairError(f"{name} {thing.id}", Text("编号重复", "this id occurs twice"))
        known[thing.id] = thing
    return known


def _wishes_of(wishes: Iterable[Wish], board: _Board) -> dict[int, list[Wish]]:
    """Each guest's wishes, best first."""
    found: dict[int, dict[int, Wish]] = defaultdict(dict)
    for wish in wishes:
        if wish.guest not in board.guests:
            raise FairError(f"wish {wish.guest}-{wish.desk}", Text("没有这位求职者", "there is no such guest"))
        if wish.desk not in board.desks:
            raise FairError(f"wish {wish.guest}-{wish.desk}", Text("没有这张面谈桌", "there is no such desk"))
        if wish.desk in found[wish.guest]:
            raise FairError(f"wish {wish.guest}-{wish.desk}", Text("同一意向出现两次", "this wish occurs twice"))
        found[wish.guest][wish.desk] = wish
    return {guest: sorted(own.values(), key=lambda wish: (-wish.score, wish.desk)) for guest, own in found.items()}


def _turn(left: Mapping[int, list[Wish]]) -> list[int]:
    """Who asks first in a round: the best wish that is left, ties by id."""
    return sorted((guest for guest, own in left.items() if own), key=lambda guest: (-left[guest][0].score, guest))


class _Board:
    """Who is where when: `there[guest][time]` is a table, `here[table][time]` a guest; tables of all desks in turn."""

    def __init__(self, hours: FairHours, desks: dict[int, Desk], guests: dict[int, Guest]) -> None:
        self.desks, self.guests, self._starts = desks, guests, hours.starts
        times = len(self._starts)
        self._desk_of = [(desk.id, number) for desk in desks.values() for number in range(1, desk.tables + 1)]
        self._tables: dict[int, list[int]] = {desk: [] for desk in desks}
        for table, (desk, _) in enumerate(self._desk_of):
            self._tables[desk].append(table)
        self._free = {
            guest.id: [_within(at, hours.slot, guest.free) for at in self._starts] for guest in guests.values()
        }
        self._there = {guest: [NOBODY] * times for guest in guests}
        self._here = [[NOBODY] * times for _ in self._desk_of]

    def meet_first(self, guest: int, wishes: list[Wish]) -> bool:
        """Gives the guest one more talk, the first of her wishes that can be met; drops what she tried."""
        while wishes and self._count(guest) < self.guests[guest].most:
            if self._meet(wishes.pop(0)):
                return True
        return False

    def meets(self, wish: Wish) -> bool:
        """Whether they have an appointment."""
        return any(table != NOBODY and self._desk_of[table][0] == wish.desk for table in self._there[wish.guest])

    def why(self, wish: Wish) -> WhyUnmet:
        """Why they have none."""
        if not any(self._free[wish.guest]):
            return WhyUnmet.NEVER_THERE
        if self._count(wish.guest) >= self.guests[wish.guest].most:
            return WhyUnmet.ENOUGH
        return WhyUnmet.NO_TIME

    def appointments(self) -> tuple[Appointment, ...]:
        """All of them in order."""
        return tuple(
            sorted(
                Appointment(self._starts[time], *self._desk_of[table], guest)
                for guest, tables in self._there.items()
                for time, table in enumerate(tables)
                if table != NOBODY
            )
        )

    def _count(self, guest: int) -> int:
        return sum(table != NOBODY for table in self._there[guest])

    def _meet(self, wish: Wish) -> bool:
        ways = [way for table in self._tables[wish.desk] for way in self._ways(wish.guest, table)]
        if not ways:
            return False
        chain, time, table = min(ways, key=lambda way: (len(way[0]), way[1], way[2]))
        for guest, at, before, _ in chain:
            self._there[guest][before] = self._here[at][before] = NOBODY
        for guest, at, _, after in [*chain, (wish.guest, table, time, time)]:
            self._there[guest][after], self._here[at][after] = at, guest
        return True

    def _ways(self, guest: int, table: int) -> Iterator[tuple[Chain, int, int]]:
        """(interviews to move, time, table) for the times at which the guest could then come."""
        mine = [t for t, at in enumerate(self._there[guest]) if at == NOBODY and self._free[guest][t]]
        open_ = [t for t, at in enumerate(self._here[table]) if at == NOBODY]
        both = next((t for t in mine if t in open_), None)
        if both is not None:
            yield [], both, table
            return
        for time in mine:
            for other in open_:
                chain = self._chain(table, time, other)
                if chain is not None:
                    yield chain, time, table

    def _chain(self, table: int, time: int, other: int) -> Chain | None:
        """What changes times so that the table is free at `time`; None where somebody on the way is not free then."""
        moves: Chain = []
        while (guest := self._here[table][time]) != NOBODY:
            if not self._free[guest][other]:
                return None
            moves.append((guest, table, time, other))
            if (next_table := self._there[guest][other]) == NOBODY:
                return moves
            moves.append((guest, next_table, other, time))
            table = next_table
        return moves


def _within(start: int, slot: int, free: Sequence[tuple[int, int]]) -> bool:
    return any(low <= start and start + slot <= high for low, high in free)
