"""The day a phrase counts from, and the date it was understood as.

The date parsers are loaded only when there is something to parse.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.model.dates import describe

DATE_ORDERS: Final = ("day first", "month first")
"""How an all-digit date may be ordered; a setting chooses."""


class DateReading(NamedTuple):
    """The date a phrase was understood as.

    Attributes:
        edtf: The date as stored.
        is_counted: Whether it was counted from the day of the phrase.
        left: Parts of the phrase that are not stored, such as a time of day.
    """

    edtf: str
    is_counted: bool = False
    left: Sequence[str] = ()


class DateContext(NamedTuple):
    """When a phrase was said, which relative dates count from.

    Attributes:
        day: The day; None if unknown.
        whose: Whose day it is, for a reader.
        order: What "3/4/2013" means: one of `DATE_ORDERS`, or empty to refuse it.
    """

    day: dt.date | None = None
    whose: str = "today"
    order: str = ""

    def read(self, text: str) -> DateReading:
        """Parse a phrase as a date.

        Raises:
            NotUnderstood: Part of it is not understood.
        """
        from briefing.model.parsers.dates.parse import read_date

        return read_date(text, self.day, self.order)

    def note(self, reading: DateReading) -> str:
        """What to tell a reader about a reading besides the date; empty for nothing."""
        counted = f"counted from {describe(str(self.day))}, {self.whose}"
        left = f"not kept: {', '.join(reading.left)}"
        return "; ".join([counted] * reading.is_counted + [left] * bool(reading.left))
