"""The marks of all records in sight, in columns, so that 100,000 of them are moved over at once."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.model import dates
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.record import Record
from briefing.model.references import mentioned
from briefing.model.refs import kind_of
from briefing.views.chronology.marks import NEVER, Mark, claims, date_text, extent_of
from briefing.views.filters.periods import Period, time_of
from briefing.views.pictures.sight import Sight

Flags = NDArray[np.bool_]
Days = NDArray[np.int32]

_MARGIN: Final = 0.03
"""What is left free at either end, as a share of the days."""

NO_LANE: Final = ""
"""The lane of what belongs to none."""


def datable() -> Sequence[str]:
    """The kinds of record that have dates; what happened comes first."""
    dated = [name for name, kind in KINDS.items() if kind.dated_by]
    return sorted(dated, key=lambda name: (name != Event.kind_name, [*KINDS].index(name)))


class Lanes(NamedTuple):
    """A way to part the chronology.

    Attributes:
        name: What the lanes are: "groups".
        none: What the lane of all others is called.
    """

    name: str
    none: str


LANES: Final[Mapping[str, Lanes]] = {
    "none": Lanes("one lane", ""),
    "group": Lanes("groups", "no group"),
    "leader": Lanes("leaders", "no leader"),
    "place": Lanes("places", "no place"),
    "kind": Lanes("kinds", "no kind"),
    "source": Lanes("sources", "no source"),
}
"""The ways to part it, by their name on the command line."""


class Chronology:
    """What happened, and when: a mark for each record, and one for each date that contradicts it.

    Args:
        sight: What is in sight; its period is not looked at here.
        kinds: The kinds of record.

    Attributes:
        sight: What is in sight.
        kinds: The kinds of record.
        refs: The record of each mark, in order of time.
        undated: The records without a date, or whose end is before their start, by name.
        first: The first possible day of each mark, as an ordinal.
        last: The last possible day.
        sure_first: The first day that is certain; `NEVER` if none is.
        sure_last: The last one.
        with_gaps: The marks with days in between on which they were not.
        kept: What was worked out from all marks, by what it is for.
    """

    def __init__(self, sight: Sight, kinds: Sequence[str] = (Event.kind_name,)) -> None:
        self.sight = sight
        self.kinds = kinds
        label_of = sight.book.label
        is_past = sight.book.present is not sight.book
        numbers: dict[tuple[str, str], int] = {}
        refs, dated, undated = list[str](), list[int](), list[str]()
        sources: dict[int, str] = {}
        for kind in kinds:
            for ref, record in sight.of_kind(kind):
                date = time_of(record)
                number = numbers.get(date)
                if number is None:
                    if not any(date) or extent_of(*date) is None:
                        undated.append(ref)
                        continue
                    number = numbers[date] = len(numbers)
                refs.append(ref)
                dated.append(number)
                for cite in record.cites:
                    if cite.value:
                        break
                else:  # as with most of 100,000 records
                    continue
                for claim, source in claims(record, label_of):
                    # As of a date, nobody has said yet what lies behind it.
                    if is_past and _is_after(claim, sight.book.last_day):
                        continue
                    sources[len(refs)] = source
                    refs.append(ref)
                    dated.append(numbers.setdefault(claim, len(numbers)))
        self.undated = sorted(undated, key=lambda ref: (label_of(ref).casefold(), ref))
        self._dates = list(numbers)
        ranks = {date: rank for rank, date in enumerate(sorted(numbers, key=_in_time))}
        by_time = np.array([ranks[date] for date in numbers], np.int32)
        which = np.array(dated, np.int32)
        order = np.argsort(by_time[which], kind="stable") if refs else which
        self.refs: list[str] = [refs[place] for place in order.tolist()]
        self._which: Days = which[order]
        self._sources = {
            now: sources[then] for now, then in enumerate(order.tolist()) if then in sources
        }
        extents = [extent for date in numbers if (extent := extent_of(*date))]
        table = np.array([each.row() for each in extents], np.int32)
        self.kept: dict[Any, Any] = {}
        self._listed: tuple[Period | None, Sequence[str]] | None = None
        self._table: Days = table.reshape(-1, 8)[self._which]
        self.first, self.last, self.sure_first, self.sure_last = self._table.T[:4]
        has_gaps = np.array([len(each.spans) > 1 for each in extents], np.bool_)
        self.with_gaps: Sequence[int] = np.flatnonzero(has_gaps[self._which]).tolist()

    def __len__(self) -> int:
        return len(self.refs)

    def mark(self, number: int) -> Mark:
        """A mark by its number in order of time."""
        start, end = self.time(number)
        extent = extent_of(start, end)
        if extent is None:
            raise LookupError(f"mark {number} has no days")
        source = self._sources.get(number, "")
        return Mark(self.refs[number], extent, date_text(start, end), source)

    def time(self, number: int) -> tuple[str, str]:
        """The date or dates of a mark, as `time_of` gives them."""
        found: tuple[str, str] = self._dates[self._which[number]]
        return found

    @cached_property
    def whole(self) -> Period:
        """All days with something on them, and a margin."""
        lowest, highest = dt.date.min.toordinal(), dt.date.max.toordinal()
        days = self._table[:, :4]
        days = days[(days > lowest) & (days < highest)]
        if not len(days):
            today = min(self.sight.book.last_day, dt.date.today())  # noqa: DTZ011  the reader's day
            return Period(today.replace(month=1, day=1), today.replace(month=12, day=31))
        first, last = int(days.min()), int(days.max())
        margin = max(1, round((last - first) * _MARGIN))
        return Period(day_at(first - margin), day_at(last + margin))

    def within(self, period: Period) -> Flags:
        """Which marks were, or may have been, in a period."""
        start, end = (day.toordinal() for day in period)
        found: Flags = (self.first <= end) & (self.last >= start)
        for number in self.with_gaps:
            found[number] = self.mark(number).extent.is_possible_in(start, end)
        return found

    def certain(self, period: Period, which: Any = slice(None)) -> Flags:
        """Which marks certainly were in a period.

        All their days are in it, or one that is certain, or all days on which they may have begun,
        or ended; as `Time.lies_in` has it.

        Args:
            period: The days.
            which: The marks: a number, an array, or all of them.
        """
        start, end = (day.toordinal() for day in period)
        table = self._table[which]
        found: Flags = (table[..., 2] <= end) & (table[..., 3] >= start) & (table[..., 2] != NEVER)
        for column in (0, 4, 6):
            found = found | ((table[..., column] >= start) & (table[..., column + 1] <= end))
        return found

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of the mark that each record has of its own."""
        return {ref: each for each, ref in enumerate(self.refs) if each not in self._sources}

    @cached_property
    def claims(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the marks for other dates of a record."""
        found: dict[str, list[int]] = {}
        for number in self._sources:
            found.setdefault(self.refs[number], []).append(number)
        return found

    def listed(self, period: Period | None) -> Sequence[str]:
        """The records in a period, each once, in order of time; all of them without a period."""
        if self._listed is None or self._listed[0] != period:
            refs = self.refs
            if period is not None:
                refs = [refs[each] for each in np.flatnonzero(self.within(period)).tolist()]
            self._listed = period, [*dict.fromkeys(refs)] if self._sources else refs
        return self._listed[1]

    def count_possibly(self, period: Period) -> int:
        """How many records are in a period only possibly."""
        is_doubtful = self.within(period) & ~self.certain(period)
        if not self._sources:
            return int(np.count_nonzero(is_doubtful))
        return sum(not self.is_certain(ref, period) for ref in self.listed(period))

    def record(self, ref: str) -> Record:
        """A record in it."""
        return self.sight.book.need(ref)

    def is_certain(self, ref: str, period: Period) -> bool:
        """Whether a record certainly was in a period."""
        return bool(self.certain(period, self.places[ref]))


def day_at(ordinal: int) -> dt.date:
    """A day by its ordinal; beyond the calendar, its first or last day."""
    return dt.date.fromordinal(max(1, min(ordinal, dt.date.max.toordinal())))


def lanes_of(chronology: Chronology, lanes: str) -> Sequence[Sequence[str]]:
    """The lanes that each mark is in: refs, or the words they have in common.

    Args:
        chronology: The marks.
        lanes: One of `LANES`.
    """
    known = {ref: _lanes(chronology.record(ref), lanes) or (NO_LANE,) for ref in chronology.places}
    return [known[ref] for ref in chronology.refs]


def _lanes(record: Record, lanes: str) -> Sequence[str]:
    match lanes:
        case "group" | "leader":
            return tuple(dict.fromkeys(ref for ref in _parties(record) if kind_of(ref) == lanes))
        case "source":
            return tuple(dict.fromkeys(cite.source for cite in record.cites))
        case "place":
            place = record.place if isinstance(record, Event) else None
            name = (place.name or place.admin1 or place.country) if place else ""
            return (name,) if name else ()
        case "kind":
            word = getattr(record, "kind", "") or getattr(record, "type", "")
            return (word or kind_for(record).name,)
    return ()


def _parties(record: Record) -> Iterable[str]:
    """Who took part, was tied, or was spoken about."""
    if isinstance(record, Event):
        return (row.ref for row in record.actors if row.ref)
    return (ref for ref in mentioned(record) if KINDS[kind_of(ref)].is_party)


def lane_label(chronology: Chronology, lanes: str, key: str) -> str:
    """The name of a lane."""
    if key == NO_LANE:
        return LANES[lanes].none
    is_record = lanes in ("group", "leader", "source")
    return chronology.sight.book.label(key) if is_record else key


def ranked(keys: Iterable[Sequence[str]]) -> Sequence[str]:
    """Lanes, the fullest first; that of all others last."""
    return in_order(Counter(key for each in keys for key in each))


def in_order(counts: Mapping[str, int]) -> Sequence[str]:
    """Lanes by how many marks they have, the fullest first; that of all others last."""
    return sorted(counts, key=lambda key: (key == NO_LANE, -counts[key], key))


def _in_time(date: tuple[str, str]) -> dates.SortKey:
    start, end = date
    return dates.sort_key(start or end)


def _is_after(date: tuple[str, str], day: dt.date) -> bool:
    """Whether a date, or that on which something began or ended, is certainly later than a day."""
    return any(dates.is_date(each) and dates.parse(each).earliest > day for each in date)
