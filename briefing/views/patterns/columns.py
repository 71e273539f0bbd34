"""The events in sight in columns: each dimension, date and figure is read once, for all tables."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from briefing.model import dates
from briefing.model.kinds.event import Casualties, Event
from briefing.model.terms import UNSURE_STATUSES
from briefing.views.filters.periods import Holds, Period, Time, time_between
from briefing.views.patterns.dimensions import Dimension, Shown
from briefing.views.patterns.stretches import Numbers, Within, cells_of
from briefing.views.pictures.sight import Sight
from briefing.views.tolls import add_up

Kept = TypeVar("Kept")

Codes = NDArray[np.int8]
"""How each of something lies in time, as `Within`."""

_EXACT: Final = 10**9
"""The largest figure of which millions are still added up exactly as floating-point numbers."""


class Placed(NamedTuple):
    """Events in the cells of a row, column or table; one event may be in several.

    Attributes:
        owners: The event of each.
        cells: Its cell.
        codes: How it lies there, as `Within`.
        size: How many cells there are.
    """

    owners: Numbers
    cells: Numbers
    codes: Codes
    size: int


class Values(NamedTuple):
    """The values of a dimension that events have.

    Attributes:
        owners: The event of each.
        numbers: The number of its value, the last one standing for none.
        distinct: The values, without that of none; those of one dimension can be sorted.
    """

    owners: Numbers
    numbers: Numbers
    distinct: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """The casualties of each event with one outcome, added up as `tolls.add_up` does.

    Attributes:
        sums: For each event: lows, bests and highs; and how many of its rows there are, have a
            figure, leave the best open, have no high, and have no figure at all.
        is_alone: Whether an event's sums can be added to others: no operation above or below it
            has such figures too.
    """

    sums: NDArray[np.float64]
    is_alone: NDArray[np.bool_]


class Columns:
    """The events in sight, whenever they were.

    Args:
        sight: What is in sight; its period is not looked at.
    """

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self.book = sight.book
        self.refs: list[str] = []
        self.events: list[Event] = []
        for ref, record in sight.of_kind(Event.kind_name):
            if isinstance(record, Event):
                self.refs.append(ref)
                self.events.append(record)
        self._values: dict[str, Values] = {}
        self._kept: dict[Hashable, Any] = {}
        self._figures: dict[str, Figures] = {}

    def kept(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made for a table before, as others often need the same."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    def __len__(self) -> int:
        return len(self.events)

    @cached_property
    def unsure(self) -> Codes:
        """For each event: 0, or the place from 1 of its status among those that are unsure."""
        places = {status: at for at, status in enumerate(UNSURE_STATUSES, 1)}
        return np.array([places.get(event.status, 0) for event in self.events], np.int8)

    @cached_property
    def doubtful(self) -> NDArray[np.bool_]:
        """Whether each event is in sight only because it may be what was asked for."""
        return np.array([self._sight.is_doubtful(ref) for ref in self.refs], np.bool_)

    # Dates

    @cached_property
    def _dates(self) -> tuple[Numbers, Sequence[Time | None]]:
        """The number of each event's date, and what each of these dates is."""
        numbers: dict[str, int] = {}
        of = [numbers.setdefault(event.date, len(numbers)) for event in self.events]
        times = [time_between(date) for date in numbers]
        return np.array(of, np.int64), times

    @cached_property
    def _days(self) -> tuple[Numbers, Sequence[int], Sequence[int]]:
        """The day of each date, 0 for those of several days or none; which these are."""
        times = self._dates[1]
        days = [
            each.spans[0][0].toordinal()
            if each and len(each.spans) == 1 and each.spans[0][0] == each.spans[0][1]
            else 0
            for each in times
        ]
        vague = [at for at, each in enumerate(times) if not days[at] and _names_a_day(each)]
        undated = [at for at, each in enumerate(times) if not days[at] and not _names_a_day(each)]
        return np.array(days, np.int64), vague, undated

    @cached_property
    def period(self) -> Period | None:
        """From the first day that a date names to the last; None if none does."""
        exact, vague, _ = self._days
        times = [self._dates[1][at] for at in vague]
        days = [
            day.toordinal()
            for time in times
            for spans in ((time.spans, *time.bounds) if time else ())
            for span in spans
            for day in span
        ]
        days = [day for day in (*exact[exact > 0].tolist(), *days) if not _is_limit(day)]
        return Period(*map(dt.date.fromordinal, (min(days), max(days)))) if days else None

    @cached_property
    def ranks(self) -> Numbers:
        """The place of each event's date among all of them, in a chronology."""
        of, _ = self._dates
        names = dict.fromkeys(event.date for event in self.events)
        keys = [dates.sort_key(name) for name in names]
        ranks = np.zeros(len(keys), np.int64)
        ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return ranks[of]

    @cached_property
    def undated(self) -> NDArray[np.bool_]:
        """Whether each event has no date at all."""
        of, times = self._dates
        return np.array([time is None for time in times], np.bool_)[of]

    def within(self, period: Period | None) -> Codes:
        """How each event lies in a period, or in all of time; one in doubt only possibly does."""
        most = np.where(self.doubtful, np.int8(Within.POSSIBLY), np.int8(Within.WHOLLY))
        if period is None or not len(self):
            return most
        of, times = self._dates
        codes = [Within.NOT if time is None else _within(time, period) for time in times]
        return np.minimum(most, np.array(codes, np.int8)[of])

    def in_time(self, cells: Numbers, period: Period | None, size: int, none: int) -> Placed:
        """The events in the cells of some days.

        Args:
            cells: The cell of each of these days.
            period: These days; None for no days.
            size: How many cells there are.
            none: The cell of events without a date.
        """
        of, times = self._dates
        days, vague, undated = self._days
        owners, found, codes = [], [], []
        if period is not None:
            start = period.first.toordinal()
            is_day = (days >= start) & (days <= period.last.toordinal())
            exact = np.flatnonzero(is_day)
            owners, found = [exact], [cells[days[exact] - start]]
            codes = [np.full(len(exact), Within.WHOLLY, np.int8)]
        for at in vague:
            time = times[at]
            where, how = cells_of(time, period, cells) if time else ((), ())
            owners.append(np.full(len(where), at, np.int64))
            found.append(np.array(where, np.int64))
            codes.append(np.array(how, np.int8))
        owners.append(np.array(undated, np.int64))
        found.append(np.full(len(undated), none, np.int64))
        codes.append(np.full(len(undated), Within.WHOLLY, np.int8))
        placed, events = joined(np.concatenate(owners), of, len(times))
        return Placed(events, np.concatenate(found)[placed], np.concatenate(codes)[placed], size)

    # Values and figures

    def values(self, dimension: Dimension) -> Values:
        """The values of a dimension, read at its first use."""
        if dimension.name not in self._values:
            self._values[dimension.name] = self._read(dimension)
        return self._values[dimension.name]

    def _read(self, dimension: Dimension) -> Values:
        read, book = dimension.read, self.book
        # Many events have the same values, which are numbered once.
        groups: dict[tuple[Hashable, ...], int] = {}
        of = [groups.setdefault(tuple(read(event, book)), len(groups)) for event in self.events]
        numbers: dict[Hashable, int] = {}
        found = [
            [numbers.setdefault(value, len(numbers)) for value in dict.fromkeys(values)]
            for values in groups
        ]
        rows = [each or [len(numbers)] for each in found]
        keys = np.repeat(np.arange(len(rows)), np.array([len(each) for each in rows], np.int64))
        placed, owners = joined(keys, np.array(of, np.int64), len(rows))
        return Values(owners, np.array([*chain(*rows)], np.int64)[placed], list(numbers))

    def shown(self, dimension: Dimension, some: Sequence[int]) -> Sequence[Shown]:
        """Some values of a dimension for a reader, with what tells them apart where it must."""
        distinct = self.values(dimension).distinct
        shown = [dimension.show(distinct[at], self.book) for at in some]
        names = dimension.names(distinct) if dimension.names else (each.label for each in shown)
        counts = Counter(names)
        return [
            each._replace(label=f"{each.label} ({each.more})")
            if each.more and counts[each.label] > 1
            else each
            for each in shown
        ]

    def figures(self, outcome: str) -> Figures:
        """The figures for an outcome, read at its first use."""
        if outcome not in self._figures:
            self._figures[outcome] = self._figures_of(outcome)
        return self._figures[outcome]

    def _figures_of(self, outcome: str) -> Figures:
        sums = np.zeros((len(self), 8))
        is_alone = np.ones(len(self), np.bool_)
        holders: dict[str, int] = {}
        for at, event in enumerate(self.events):
            rows = [row for row in event.casualties if row.outcome == outcome]
            if not rows:
                continue
            holders[self.refs[at]] = at
            sums[at] = _added(rows)
            is_alone[at] = sums[at, :3].max() <= _EXACT
        for ref, at in holders.items():
            for above in self._above(ref):
                if above in holders:
                    is_alone[[at, holders[above]]] = False
        return Figures(sums, is_alone)

    def _above(self, ref: str) -> Sequence[str]:
        """The operations an event belongs to."""
        found: dict[str, None] = {}
        here = self.book.get(ref)
        while isinstance(here, Event) and here.part_of and here.part_of not in found:
            found[here.part_of] = None
            here = self.book.get(here.part_of)
        return list(found)


def joined(keys: Numbers, of: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """All pairs of places in two arrays that have the same number.

    Args:
        keys: The first array.
        of: The second array.
        size: The numbers are below this.

    Returns:
        The places in the first array and those in the second, pair by pair.
    """
    order = np.argsort(of, kind="stable")
    counts = np.bincount(of, minlength=size)
    starts = np.cumsum(counts) - counts
    many = counts[keys]
    first = np.repeat(np.arange(len(keys)), many)
    offsets = np.arange(len(first)) - np.repeat(np.cumsum(many) - many, many)
    return first, order[starts[keys][first] + offsets]


def calendar(sight: Sight, days: Period | None) -> Period | None:
    """The days that stretches of time are made of: those asked about, as far as that has ends.

    None is later than the last day the briefing says anything about.
    """
    if days is None:
        return None
    first, last = sight.period or days
    first = days.first if _is_limit(first.toordinal()) else first
    last = min(days.last if _is_limit(last.toordinal()) else last, sight.book.last_day)
    return Period(first, last) if first <= last else None


def _names_a_day(time: Time | None) -> bool:
    spans = time.spans if time else ()
    return any(not _is_limit(day.toordinal()) for span in spans for day in span)


def _is_limit(day: int) -> bool:
    return day in (_FIRST, _LAST)


def _within(time: Time, period: Period) -> Within:
    holds = time.lies_in([period])
    if holds is not Holds.CERTAINLY:
        return Within(holds)
    is_inside = all(period.first <= first and last <= period.last for first, last in time.spans)
    return Within.WHOLLY if is_inside else Within.PARTLY


def _added(rows: Sequence[Casualties]) -> tuple[float, ...]:
    found = add_up(rows)
    return (
        min(found.low, 2 * _EXACT),
        min(found.best or 0, 2 * _EXACT),
        min(sum(row.high or 0 for row in rows), 2 * _EXACT),
        found.rows,
        found.best is not None,
        found.is_open,
        found.high is None,
        found.unknown,
    )


_FIRST, _LAST = 1, 3652059
"""The ordinals of the first and the last day of the calendar, which stand for open ends."""
