"""A single date as precise as a phrase gives it, and the day that phrases count from."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from briefing.model.dates.wording import MONTHS
from briefing.model.parsers.dates import items as di
from briefing.model.parsers.words import NotUnderstood

_SOON = 31
"""Days ahead within which the coming date may be meant when the year is missing."""
_FIRST_YEAR = 1583
"""The first full year of the Gregorian calendar."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A single date, as precise as the phrase gives it.

    Attributes:
        year: The year; for a decade its first three digits.
        month: The month, or the code of a part of the year.
        day: The day of the month.
        part: Early, mid or late in it; 0 for all of it.
        is_decade: Whether `year` is a decade.
        span: The first and last day, where none of the above fits.
        written: The stored form, where it has unspecified digits; without its mark.
        lasted: Whether it lasted for all of the span.
        edge: Whether exactly its beginning (-1) or end (1) is meant, rather than a part.
        mark: The mark of doubt; for something that lasted, that of its start.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: int = 0
    is_decade: bool = False
    span: tuple[dt.date, dt.date] | None = None
    written: str = ""
    lasted: bool = False
    edge: int = 0
    mark: str = ""

    @classmethod
    def partly(cls, part: int, **fields: Any) -> "Moment":
        """A date of which early, mid, late, the beginning or the end is meant."""
        edge = {di.BEGINNING: -1, di.END: 1}.get(part, 0)
        return cls(
            part={di.BEGINNING: di.EARLY, di.END: di.LATE}.get(part, part), edge=edge, **fields
        )

    def doubted(self, marks: str) -> "Moment":
        """The same date, marked as about (`~`), uncertain (`?`) or both (`%`)."""
        every = set((self.mark + marks).replace("%", "~?"))
        return replace(self, mark="%" if len(every) > 1 else "".join(every))

    def whole(self) -> "Moment":
        """All of it, for "by the end of March"."""
        return replace(self, part=0, edge=0)

    def edtf(self) -> str:
        """The stored form."""
        ends = self._ends()
        if ends is None:
            return self.point()
        first, last = (f"{end}{self.mark}" for end in ends)
        if self.lasted:
            return f"{first}/{ends[1]}"
        return first if first == last else f"[{first}..{last}]"

    def point(self) -> str:
        """The stored form as an end of something longer, where no set is allowed.

        Raises:
            NotUnderstood: Only a set can express it.
        """
        if self.written:
            return self.written + self.mark
        if self.span and self.span[0] == self.span[1]:
            return f"{self.span[0]}{self.mark}"
        if self.span or (self.part and self.is_decade):
            raise NotUnderstood("when within that time did it begin or end? give a date")
        if self.is_decade:
            return f"{self.year:03}X{self.mark}"
        parts = [f"{self.year:04}", *(f"{each:02}" for each in (self.month, self.day) if each)]
        mark = self.mark
        if self.part and self.month:
            parts.append(f"{self.part - 1}X")
            mark = mark or ("~" if self._ends() else "")
        elif self.part:
            # The thirds of a year (ISO 8601-2, 4.8).
            parts.append(str(36 + self.part))
        return "-".join(parts) + mark

    def _ends(self) -> tuple[str, str] | None:
        """The first and last of its possible days or months, where no point expresses it."""
        year, month = self.year or 0, self.month
        if self.span:
            return str(self.span[0]), str(self.span[1])
        if not self.part:
            return None
        if self.is_decade:
            first, last = ((0, 3), (4, 6), (7, 9))[self.part - 1]
            return f"{year:03}{first}", f"{year:03}{last}"
        if month is None:
            return f"{year:04}-{4 * self.part - 3:02}", f"{year:04}-{4 * self.part:02}"
        last_day = calendar.monthrange(year, month)[1]
        if self.part != di.LATE or last_day < 30:
            return None
        return f"{year:04}-{month:02}-20", f"{year:04}-{month:02}-{last_day}"


def on_day(day: dt.date) -> Moment:
    """The date of a day."""
    return Moment(day.year, day.month, day.day)


class ReferenceDay:
    """The day of a phrase, which relative dates count from, and whether it was needed."""

    def __init__(self, day: dt.date | None) -> None:
        self._day = day
        self.is_used = False

    def need(self) -> dt.date:
        """The day.

        Raises:
            NotUnderstood: It is unknown.
        """
        if self._day is None:
            raise NotUnderstood("which year? or counted from which day?")
        self.is_used = True
        return self._day

    def nearest(self, month: int, day: int | None = None, part: int = 0) -> Moment:
        """The most recent such day or month.

        Raises:
            NotUnderstood: The next one is as likely.
        """
        on = self.need()
        past, coming = (_year_with(month, day or 1, on, step) for step in (-1, 1))
        until = (dt.date(coming, month, day or 1) - on).days
        if 0 < until <= _SOON:
            both = " or ".join(worded(day, month, year) for year in (past, coming))
            raise NotUnderstood(f"{both}? add the year")
        return Moment.partly(part, year=past, month=month, day=day)

    def with_weekday(self, weekday: int, day: int, month: int | None = None) -> Moment:
        """The only nearby date with a given day, weekday and possibly month.

        Raises:
            NotUnderstood: There is none, or more than one.
        """
        on = self.need()
        if month is not None:
            return self._year_with_weekday(weekday, day, month)
        first = max(1, on.toordinal() - _SOON)
        last = min(dt.date.max.toordinal(), on.toordinal() + _SOON)
        near = map(dt.date.fromordinal, range(first, last + 1))
        found = [each for each in near if each.day == day and each.weekday() == weekday]
        if len(found) != 1:
            which = f"{calendar.day_name[weekday]} the {_ordinal(day)}"
            raise NotUnderstood(f"which {which} is that? add month and year")
        return on_day(found[0])

    def _year_with_weekday(self, weekday: int, day: int, month: int) -> Moment:
        """The most recent such day of a month, or the coming one if that is nearer."""
        on = self.need()
        years = {_year_with(month, day, on, step) for step in (-1, 1)}
        past, *rest = (dt.date(year, month, day) for year in sorted(years))
        coming = rest[0] if rest and rest[0] - on < on - past else None
        for each in (past, coming):
            if each and each.weekday() == weekday:
                return on_day(each)
        meant, names = coming or past, calendar.day_name
        verb = "is" if coming else "was"
        raise NotUnderstood(
            f"{worded(day, month, meant.year)} {verb} a {names[meant.weekday()]},"
            f" not a {names[weekday]}; add the year"
        )

    def last_day_of_month(self, day: int) -> Moment:
        """The most recent day with that number in its month.

        Raises:
            NotUnderstood: The next one is nearer.
        """
        on = self.need()
        days = [
            dt.date(year, month, day)
            for year, month in (months_on(on, step) for step in range(-2, 3))
            if 1 <= day <= calendar.monthrange(year, month)[1]
        ]
        past = max((each for each in days if each <= on), default=None)
        coming = min((each for each in days if each > on), default=None)
        if past is None or coming is None or coming - on < on - past:
            raise NotUnderstood(f"the {_ordinal(day)} of which month?")
        return on_day(past)

    def century_of(self, year: int) -> int:
        """The year that two digits mean: the most recent one, or up to ten years ahead."""
        limit = self.need().year + 10
        century = limit - limit % 100
        return century + year if century + year <= limit else century - 100 + year


def valid_year(year: int | None) -> int:
    """The year, if the calendar has it.

    Raises:
        NotUnderstood: It does not.
    """
    if year is None or not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise NotUnderstood(f"{year} is not a year of the calendar")
    return year


def figured_year(year: int) -> int:
    """The year of an all-digit date; an early one, as in 1391/10/27, is of another calendar.

    Raises:
        NotUnderstood: It is.
    """
    if year < _FIRST_YEAR:
        raise NotUnderstood(
            f"{year} may be a year of another calendar; if not, write {year:04}-10-27"
        )
    return valid_year(year)


def months_on(day: dt.date, months: int) -> tuple[int, int]:
    """The year and month a number of months after those of a day."""
    number = day.year * 12 + day.month - 1 + months
    return valid_year(number // 12), number % 12 + 1


def _ordinal(day: int) -> str:
    """A day of the month for a message: 1st, 2nd, 3rd, 11th."""
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def worded(day: int | None, month: int, year: int | None) -> str:
    """A date for a message."""
    return " ".join(str(each) for each in (day, MONTHS[month - 1], year) if each)


def _year_with(month: int, day: int, on: dt.date, step: int) -> int:
    """The last (step -1) or next (step 1) year in which a date is on or beyond a day."""
    for year in range(on.year, on.year + 9 * step, step):
        if dt.MINYEAR <= year <= dt.MAXYEAR and day <= calendar.monthrange(year, month)[1]:
            date = dt.date(year, month, day)
            if (step < 0 and date <= on) or (step > 0 and date >= on):
                return year
    raise NotUnderstood(f"{MONTHS[month - 1]} has no day {day}")
