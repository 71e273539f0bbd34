"""The axis of a timeline: days to the right, with ticks where a calendar has them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from briefing.report.pictures.drawing import INK, QUIET, RULE, SIZE, WIDTH, Drawing, width_of
from briefing.views.chronology.marks import Extent
from briefing.views.pictures.calendar import Tick, ticks

_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()

_MOST: Final = 9
"""Ticks whose labels have room beside each other."""
_MARGIN: Final = 0.03
"""What is left free at either end, as a share of the days."""


class Axis(NamedTuple):
    """The days from one to another, across the whole picture.

    Attributes:
        first: The first day.
        last: The last day.
    """

    first: dt.date
    last: dt.date

    @classmethod
    def over(cls, extents: Iterable[Extent]) -> "Axis":
        """An axis with room for all days that are known."""
        days = [
            dt.date.fromordinal(day)
            for extent in extents
            for span in extent.drawn()
            for day in span
            if _FIRST < day < _LAST
        ]
        first, last = min(days, default=dt.date.min), max(days, default=dt.date.max)
        margin = max(1, round((last - first).days * _MARGIN))
        return cls(_moved(first, -margin), _moved(last, margin))

    def x(self, day: dt.date) -> float:
        """Where a day begins; a day beyond an end is at that end."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return WIDTH * min(1.0, max(0.0, share))

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Where the first of some days begins and the last one ends; the days as ordinals."""
        start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
        return self.x(start), self.x(_moved(end, 1))

    def ticks(self, most: int = _MOST) -> Sequence[Tick]:
        """The finest ticks that are not too many."""
        return ticks(self.first, self.last, most)

    def draw(self, drawing: Drawing, height: float) -> float:
        """Draw it below what is that high; returns the height with it."""
        drawing.add("path", d=f"M0 {height}H{WIDTH}", stroke=INK, stroke_opacity=QUIET)
        free = 0.0
        for day, label in self.ticks():
            x = round(self.x(day), 1)
            drawing.add("path", d=f"M{x} 0V{height + 5}", stroke=INK, stroke_opacity=RULE)
            start = min(x + 3, WIDTH - width_of(label))
            if start >= free:
                drawing.write(label, start, height + SIZE + 2, fill_opacity=QUIET)
                free = start + width_of(label) + 3
        return height + SIZE + 8


def _moved(day: dt.date, days: int) -> dt.date:
    """A day so many days later, as far as there are days."""
    number = day.toordinal() + days
    return dt.date.fromordinal(min(dt.date.max.toordinal(), max(1, number)))
