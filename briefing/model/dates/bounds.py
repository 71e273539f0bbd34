"""The days a single date can mean: the calendar part of `briefing.model.dates`.

Import that module, which explains the notation.
"""

import datetime as dt
import re
from typing import Final, TypeAlias

from briefing.model.dates.wording import MONTHS

Span: TypeAlias = tuple[dt.date, dt.date]
"""A first and a last day."""

_POINT: Final = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?")
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# The first month and the number of months for each code used in place of a month.
PERIODS: Final = {
    21: (3, 3),
    22: (6, 3),
    23: (9, 3),
    24: (12, 3),  # seasons
    33: (1, 3),
    34: (4, 3),
    35: (7, 3),
    36: (10, 3),  # quarters
    37: (1, 4),
    38: (5, 4),
    39: (9, 4),  # thirds
    40: (1, 6),
    41: (7, 6),  # halves
}


class DateFault(ValueError):
    """Text that is not a date, explained to the person who typed it.

    Attributes:
        reason: What is wrong, in plain English.
        example: Correct EDTF text: the date that was meant if that is clear (`is_correction`),
            otherwise one that shows the right form.
        is_correction: Whether `example` is what was meant.
    """

    def __init__(self, reason: str, example: str, *, is_correction: bool = False) -> None:
        super().__init__(reason, example)
        self.reason = reason
        self.example = example
        self.is_correction = is_correction

    def __str__(self) -> str:
        return f"{self.reason}; {'write' if self.is_correction else 'for example'} {self.example}"


class UnreadError(DateFault):
    """Text that does not look like EDTF; explaining what it resembles helps more."""

    def __init__(self, text: str) -> None:
        shown = "".join(it if it.isprintable() else "\N{REPLACEMENT CHARACTER}" for it in text)
        shown = f"{shown[:40]}…" if len(shown) > 41 else shown
        super().__init__(
            f"“{shown}” is not a date: write the year, then month and day in digits if known",
            "2014-01-24",
        )


def bounds(text: str) -> Span:
    """The first and last day a single date can mean; a qualifier does not change them.

    Args:
        text: A date such as `2013-02-2X~`, neither interval nor set.

    Raises:
        DateFault: There is no such date, or the text is not one (`UnreadError`).
    """
    match = _POINT.fullmatch(text)
    if match is None:
        raise UnreadError(text)
    digits, month, day = match.groups()
    if "X" in digits:
        return _decade_or_century(digits, month)
    year = int(digits)
    if year == 0:
        raise DateFault("there is no year 0000: years run from 0001 to 9999", "0001")
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if "X" in month:
        return _any_month(year, month, day)
    number = int(month)
    if 1 <= number <= 12:
        return _days(year, number, day)
    return _period(year, number, day)


def _decade_or_century(digits: str, month: str | None) -> Span:
    """The days of `201X` or `20XX` (ISO 8601-2, 9)."""
    if not digits.rstrip("X").isdecimal() or digits.count("X") > 2:
        raise DateFault(f"the year {digits} leaves more than its last two digits open", "20XX")
    if month is not None:
        raise DateFault(f"the year {digits} is left open, so it can have no month", digits)
    first, last = max(1, int(digits.replace("X", "0"))), int(digits.replace("X", "9"))
    if last == 0:
        raise DateFault("there is no year 0000: years run from 0001 to 9999", "0001")
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def _any_month(year: int, month: str, day: str | None) -> Span:
    """The days of `2013-XX` and `2013-XX-XX` (ISO 8601-2, 9)."""
    if month != "XX":
        raise DateFault(f"a month is left open as XX, not {month}", f"{year:04}-XX")
    if day not in (None, "XX"):
        raise DateFault(
            f"the month is left open, so the day must be too, not {day}", f"{year:04}-XX-XX"
        )
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _period(year: int, code: int, day: str | None) -> Span:
    """The days of a season, a quarter or a half of a year (ISO 8601-2, 4.8)."""
    if code not in PERIODS:
        raise DateFault(
            f"there is no month {code:02}: months run from 01 to 12 "
            "(seasons are 21 to 24, quarters 33 to 36, thirds 37 to 39, halves 40 and 41)",
            f"{year:04}-{'01' if code == 0 else '12'}",
        )
    if day is not None:
        raise DateFault(
            f"{year:04}-{code} is a part of the year, so it can have no day", f"{year:04}-{code}"
        )
    month, length = PERIODS[code]
    years_on, last_month = divmod(month + length - 2, 12)
    first = dt.date(year, month, 1)
    if year + years_on > dt.MAXYEAR:
        return first, dt.date.max
    return first, _last_day(year + years_on, last_month + 1)


def _days(year: int, month: int, day: str | None) -> Span:
    """The days of a month, of the part of it that `2X` leaves open, or one day."""
    last = _last_day(year, month)
    if day is None or day == "XX":
        return dt.date(year, month, 1), last
    if day[0] == "X":
        raise DateFault(
            f"a day can leave its last digit or both open, not {day}", f"{year:04}-{month:02}-XX"
        )
    low, high = int(day.replace("X", "0")), int(day.replace("X", "9"))
    if high == 0:
        raise DateFault("there is no day 00: days run from 01", f"{year:04}-{month:02}-01")
    if low > last.day:
        raise DateFault(
            f"{MONTHS[month - 1]} {year:04} has {last.day} days, "
            f"so there is no {year:04}-{month:02}-{day}",
            last.isoformat(),
        )
    return dt.date(year, month, max(1, low)), dt.date(year, month, min(high, last.day))


def _last_day(year: int, month: int) -> dt.date:
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return dt.date(year, month, _MONTH_DAYS[month - 1] + leap)
