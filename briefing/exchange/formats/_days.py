"""The days that dates of a record can mean, for formats that know days only."""

from datetime import date
from typing import NamedTuple

from briefing.model import dates


class Days(NamedTuple):
    """The longest time something may have lasted; None where that is open or unknown.

    Attributes:
        first: The first day.
        last: The last day.
    """

    first: date | None
    last: date | None

    @property
    def texts(self) -> tuple[str, str]:
        """Both as ISO 8601, empty for None."""
        first, last = ("" if day is None else day.isoformat() for day in self)
        return first, last


def days_of(start: str, end: str = "") -> Days:
    """The days from the earliest that a beginning can mean to the latest that an end can.

    Args:
        start: A date in EDTF; empty if unknown.
        end: Another one; the same if that is all there is to it.
    """
    first = dates.parse(start).earliest if dates.is_date(start) else date.min
    last = dates.parse(end).latest if dates.is_date(end) else date.max
    return Days(None if first == date.min else first, None if last == date.max else last)
