"""When something is said, and what a date in it was understood as.

The readers of dates are only loaded once there is something to read.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from briefing.model.dates import describe

DATE_ORDERS: Final = ("day first", "month first")
"""What may come first in a date in figures; a setting chooses."""


class Reading(NamedTuple):
    """What a phrase was understood as.

    Attributes:
        edtf: The date as it is kept.
        is_counted: Whether it was counted from the day it was said.
        left: What else it says, a time of day; it is not kept.
    """

    edtf: str
    is_counted: bool = False
    left: Sequence[str] = ()


class Said(NamedTuple):
    """When something is said, which its dates are counted from.

    Attributes:
        day: The day; None where it is not known.
        whose: Whose day it is, for a reader.
        order: What "3/4/2013" means: one of `DATE_ORDERS`, or empty to refuse it.
    """

    day: dt.date | None = None
    whose: str = "today"
    order: str = ""

    def read(self, text: str) -> Reading:
        """Read a phrase as the date it means.

        Raises:
            NotUnderstood: It is not understood whole.
        """
        from briefing.model.parsers.dates.phrases import read_date

        return read_date(text, self.day, self.order)

    def note(self, reading: Reading) -> str:
        """What a reader is told of a reading besides the date; empty for nothing."""
        counted = f"counted from {describe(str(self.day))}, {self.whose}"
        left = f"not kept: {', '.join(reading.left)}"
        return "; ".join([counted] * reading.is_counted + [left] * bool(reading.left))
