"""Random windows, weeks, shifts and patterns for the property tests."""

from hypothesis import strategies as st

from carepost.domain.week import (
    DAY,
    QUARTERS,
    WEEK,
    Band,
    Fixed,
    NotStated,
    Output,
    Shifts,
    Slots,
    Travel,
    Week,
    WeekError,
    Window,
)

windows = st.builds(Window.of, st.integers(0, WEEK - 1), st.integers(1, 2 * DAY))
short_windows = st.builds(Window.of, st.integers(0, WEEK - 1), st.integers(1, 10 * 60))
window_lists = st.lists(windows, max_size=8)

# Weeks as a person would say them, and any set of quarters at all.
weeks = st.one_of(
    st.builds(Week.available, window_lists),
    st.builds(Week, st.integers(0, (1 << QUARTERS) - 1)),
    st.builds(lambda parts: ~Week.occupied(parts), st.lists(short_windows, max_size=6)),
)

spans = st.builds(
    lambda start, length: (start, start + length), st.integers(0, DAY - 1), st.integers(1, 14 * 60)
)
cycles = st.lists(st.lists(spans, max_size=2), min_size=1, max_size=16).filter(any)
rotations = cycles.map(Shifts.rotation)
shifts = st.one_of(rotations, st.lists(short_windows, min_size=1, max_size=6).map(Shifts.weekly))


@st.composite
def bands(draw: st.DrawFn) -> Band:
    within = tuple(draw(st.lists(windows, min_size=1, max_size=5)))
    core = tuple(draw(st.sampled_from([(), within[:1], within])))
    least = draw(st.none() | st.integers(1, max(window.minutes for window in within)))
    block = draw(st.integers(0, max(window.minutes for window in within)))
    try:
        return Band(within, core, least, block)
    except WeekError:
        return Band(within, core)


@st.composite
def slots(draw: st.DrawFn) -> Slots:
    offered = tuple(draw(st.lists(short_windows, min_size=1, max_size=7)))
    try:
        return Slots(offered, draw(st.integers(1, 3)))
    except WeekError:
        return Slots(offered, 1)


fixed = st.lists(shifts, min_size=1, max_size=3).map(lambda parts: Fixed(tuple(parts)))
patterns = st.one_of(fixed, bands(), slots(), st.just(Output()), st.just(NotStated()))
ways = st.none() | st.integers(0, 90)
travels = st.builds(Travel, ways, ways)
