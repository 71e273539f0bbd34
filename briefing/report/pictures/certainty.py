"""What a date leaves certain and what only possible, within the days of an axis.

An event known to have lasted from March to May certainly went on in April. An event of "some day in
March" is possible on each day of March, and certain on none.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.model import dates
from briefing.model.dates import Date
from briefing.model.dates.bounds import Span
from briefing.model.dates.wording import OPEN
from briefing.report.pictures.calendar_axis import Axis

_DOUBTS: Final = frozenset("~?%")
"""The signs of EDTF for a date that is approximate or uncertain."""


class Extent(NamedTuple):
    """The days of a date.

    Attributes:
        possible: The days it may have been, beyond what is certain; several in a set.
        certain: The days it certainly was.
        from_before: Whether it reaches back without limit.
        goes_on: Whether it reaches on without limit.
    """

    possible: Sequence[Span]
    certain: Span | None
    from_before: bool = False
    goes_on: bool = False

    def is_certain_in(self, days: Span) -> bool:
        """Whether it certainly was on one of some days."""
        if self.certain and _meet(self.certain, days):
            return True
        return bool(self.possible) and all(
            days[0] <= first and last <= days[1] for first, last in self.possible
        )

    def is_possible_in(self, days: Span) -> bool:
        """Whether it was, or may have been, on one of some days."""
        return any(_meet(span, days) for span in (*self.possible, self.certain) if span)


def extent_of(date: Date, axis: Axis) -> Extent:
    """The days of a date; one without a start or an end reaches to that of the axis."""
    start, end = date.ends[0][0], date.ends[-1][1]
    possible = [(max(first, axis.first), min(last, axis.last)) for first, last in date.spans]
    if date.form == "set":
        return Extent(possible, None, start == OPEN, end == OPEN)
    if date.form == "point":
        is_day = date.earliest == date.latest and _DOUBTS.isdisjoint(date.text)
        return Extent([], possible[0]) if is_day else Extent(possible, None)
    began = dates.parse(start).latest if dates.is_date(start) else None
    ended = dates.parse(end).earliest if dates.is_date(end) else None
    # Of one whose other end is unknown, only the day that is given is certain.
    first = began or (axis.first if start == OPEN else ended)
    last = ended or (axis.last if end == OPEN else began)
    certain = (first, last) if first and last and first <= last else None
    return Extent([] if certain == possible[0] else possible, certain, start == OPEN, end == OPEN)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
