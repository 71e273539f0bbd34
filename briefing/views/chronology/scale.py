"""Which columns of a picture stand for which days, and how much there was in each."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.views.chronology.chronology import Chronology, day_at
from briefing.views.chronology.marks import NEVER
from briefing.views.filters.periods import Period

Columns = NDArray[np.int32]
Places = NDArray[np.intp]

_SHORTEST: Final = 7
"""Days that are shown at least."""


class Scale(NamedTuple):
    """Which column a day is drawn in.

    Attributes:
        first: The first day, as an ordinal.
        days: How many days there are.
        left: The first column.
        columns: How many columns they take.
    """

    first: int
    days: int
    left: int
    columns: int

    @classmethod
    def over(cls, period: Period, left: int, columns: int) -> "Scale":
        """The scale of a period."""
        first, last = (day.toordinal() for day in period)
        return cls(first, last - first + 1, left, max(1, columns))

    def column(self, day: int) -> int:
        """The column in which a day begins; one beyond the edge is drawn at it."""
        at = (day - self.first) * self.columns // self.days
        return self.left + max(0, min(self.columns - 1, at))

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last column of some days; None if none of them is in the picture."""
        if last < self.first or first >= self.first + self.days:
            return None
        shown = min(last, self.first + self.days - 1)
        # A day may be wider than a column, but reaches into none that begins with the next day.
        behind = self.left + (shown + 1 - self.first) * self.columns // self.days
        return self.column(first), max(self.column(shown), behind - 1)

    def day(self, column: int) -> int:
        """The first day of a column."""
        return self.first + (column - self.left) * self.days // self.columns

    def places(self, days: NDArray[np.int32]) -> Columns:
        """The columns of many days, from 0, one beyond the edge being at it."""
        at = (days.astype(np.int64) - self.first) * self.columns // self.days
        found: Columns = np.clip(at, 0, self.columns - 1).astype(np.int32)
        return found


def counts(
    chronology: Chronology, scale: Scale, numbers: Places | None = None
) -> tuple[Columns, Columns]:
    """How many marks possibly, and certainly, were in each column.

    Args:
        chronology: The marks.
        scale: The columns.
        numbers: Which marks count; None for all, which is kept, as it is drawn at every key.
    """
    if numbers is None:
        kept = chronology.kept
        if scale not in kept:
            kept.clear()
            kept[scale] = counts(chronology, scale, np.arange(len(chronology)))
        found: tuple[Columns, Columns] = kept[scale]
        return found
    last_day = scale.first + scale.days - 1
    has_gaps = np.isin(numbers, chronology.with_gaps)
    whole = numbers[~has_gaps]
    possible = _of_days(scale, chronology.first[whole], chronology.last[whole])
    for number in numbers[has_gaps].tolist():
        spans = np.array(chronology.mark(number).extent.spans, np.int32)
        possible += _of_days(scale, spans[:, 0], spans[:, 1])
    firsts, lasts = chronology.first[numbers], chronology.last[numbers]
    sure_firsts, sure_lasts = chronology.sure_first[numbers], chronology.sure_last[numbers]
    # One whose days are all in one column was there, whichever day it was.
    is_inside = (firsts >= scale.first) & (lasts <= last_day)
    is_within = is_inside & (scale.places(firsts) == scale.places(lasts))
    is_sure = (sure_firsts != NEVER) & ~is_within
    certain = _of_days(scale, firsts[is_within], lasts[is_within])
    return possible, certain + _of_days(scale, sure_firsts[is_sure], sure_lasts[is_sure])


def _of_days(scale: Scale, firsts: Columns, lasts: Columns) -> Columns:
    """How many of some runs of days are in each column."""
    shown = (lasts >= scale.first) & (firsts < scale.first + scale.days)
    return _covered(scale.places(firsts[shown]), scale.places(lasts[shown]), scale.columns)


def _covered(starts: Columns, ends: Columns, columns: int) -> Columns:
    """How many of some runs of columns cover each column."""
    steps = np.bincount(starts, minlength=columns + 1) - np.bincount(
        ends + 1, minlength=columns + 1
    )
    found: Columns = np.cumsum(steps)[:columns].astype(np.int32)
    return found


def window_around(period: Period, whole: Period, middle: int, step: int) -> Period | None:
    """A period around a day: half as long, as long, or twice as long.

    Args:
        period: The days shown.
        whole: All days with something on them.
        middle: The day, which stays where it is in the picture if it is shown.
        step: 1 for half the days, 0 for as many, -1 for twice as many.

    Returns:
        None once it holds everything.
    """
    first, last = (day.toordinal() for day in period)
    days = last - first + 1
    wanted = {1: max(_SHORTEST, days // 2), 0: days, -1: days * 2}[step]
    if step < 0 and wanted >= (whole.last - whole.first).days + 1:
        return None
    is_shown = first <= middle <= last
    start = middle - wanted * (middle - first if is_shown else days // 2) // days
    return Period(day_at(start), day_at(start + wanted - 1))
