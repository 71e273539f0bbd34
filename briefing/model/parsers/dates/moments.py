"""A single date as far as a phrase says it, and the day from which phrases are counted."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from briefing.model.date_words import MONTHS
from briefing.model.parsers.dates import items as di
from briefing.model.parsers.words import NotUnderstood

SOON = 31
"""Days before a date without its year at which the coming one may be meant."""

_FIRST_YEAR = 1583
"""The first whole year of the Gregorian calendar."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A single date, as far as it is said.

    Attributes:
        year: The year; for a decade its first three digits.
        month: The month, or the code of a part of the year.
        day: The day of the month.
        part: Early, mid or late in it; 0 for all of it.
        is_decade: Whether `year` is a decade.
        span: The first and last day, where it is none of the above.
        written: How it is kept, where it has digits left open; without its mark.
        lasted: Whether it went on for all of the span.
        edge: Whether the beginning (-1) or the end (1) of it is meant, and not just a part.
        mark: What it is marked with as doubtful; of something that lasted, its start.
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
        """The same, marked as about (`~`), uncertain (`?`) or both (`%`)."""
        every = set((self.mark + marks).replace("%", "~?"))
        return replace(self, mark="%" if len(every) > 1 else "".join(every))

    def whole(self) -> "Moment":
        """All of it: what "by the end of March" runs to."""
        return replace(self, part=0, edge=0)

    def edtf(self) -> str:
        """As it is kept."""
        ends = self._ends()
        if ends is None:
            return self.point()
        first, last = (f"{end}{self.mark}" for end in ends)
        if self.lasted:
            return f"{first}/{ends[1]}"
        return first if first == last else f"[{first}..{last}]"

    def point(self) -> str:
        """As it is kept where it is an end of something longer, in which no set can stand.

        Raises:
            NotUnderstood: Only a set says it.
        """
        if self.written:
            return self.written + self.mark
        if self.span and self.span[0] == self.span[1]:
            return f"{self.span[0]}{self.mark}"
        if self.span or (self.part and self.is_decade):
            raise NotUnderstood("it is not said when in that time it began or ended")
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
        """The first and last of the days or months it may be, where no point says it."""
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


class Reference:
    """The day a phrase is said, from which it may be counted.

    Args:
        day: The day; None where it is not known.

    Attributes:
        is_used: Whether it was needed.
    """

    def __init__(self, day: dt.date | None) -> None:
        self._day = day
        self.is_used = False

    def need(self) -> dt.date:
        """The day.

        Raises:
            NotUnderstood: It is not known.
        """
        if self._day is None:
            raise NotUnderstood("which year? or counted from which day?")
        self.is_used = True
        return self._day

    def nearest(self, month: int, day: int | None = None, part: int = 0) -> Moment:
        """The last such day or month there was.

        Raises:
            NotUnderstood: The next one is as likely meant.
        """
        on = self.need()
        past, coming = (_year_with(month, day or 1, on, step) for step in (-1, 1))
        until = (dt.date(coming, month, day or 1) - on).days
        if 0 < until <= SOON:
            both = " or ".join(worded(day, month, year) for year in (past, coming))
            raise NotUnderstood(f"{both}? add the year")
        return Moment.partly(part, year=past, month=month, day=day)

    def with_weekday(self, weekday: int, day: int, month: int | None = None) -> Moment:
        """The one date, not far off, that has a day, a weekday and perhaps a month.

        Raises:
            NotUnderstood: There is none, or more than one.
        """
        on = self.need()
        if month is not None:
            return self._year_with_weekday(weekday, day, month)
        first = max(1, on.toordinal() - SOON)
        last = min(dt.date.max.toordinal(), on.toordinal() + SOON)
        near = map(dt.date.fromordinal, range(first, last + 1))
        found = [each for each in near if each.day == day and each.weekday() == weekday]
        if len(found) != 1:
            raise NotUnderstood(f"which {calendar.day_name[weekday]} the {ordinal(day)} is that?")
        return on_day(found[0])

    def _year_with_weekday(self, weekday: int, day: int, month: int) -> Moment:
        """The last such day of a month there was, or the coming one where that is nearer."""
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
        """The last day there was with that number in its month.

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
            raise NotUnderstood(f"the {ordinal(day)} of which month?")
        return on_day(past)

    def century_of(self, year: int) -> int:
        """The year that two digits mean: the last such one, the next ten years counted in."""
        limit = self.need().year + 10
        century = limit - limit % 100
        return century + year if century + year <= limit else century - 100 + year


def valid_year(year: int | None) -> int:
    """The year, if it is one of this calendar.

    Raises:
        NotUnderstood: It is not.
    """
    if year is None or not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise NotUnderstood(f"{year} is not a year of the calendar")
    return year


def figured_year(year: int) -> int:
    """The year of a date in figures; an early one is of another calendar, as 1391/10/27 is.

    Raises:
        NotUnderstood: It is.
    """
    if year < _FIRST_YEAR:
        raise NotUnderstood(
            f"{year} may be a year of another calendar; if not, write {year:04}-10-27"
        )
    return valid_year(year)


def months_on(day: dt.date, months: int) -> tuple[int, int]:
    """The year and month so many months after that of a day."""
    number = day.year * 12 + day.month - 1 + months
    return valid_year(number // 12), number % 12 + 1


def ordinal(day: int) -> str:
    """A day of the month as a message says it: 1st, 2nd, 3rd, 11th."""
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def worded(day: int | None, month: int, year: int | None) -> str:
    """A date as a message says it."""
    return " ".join(str(each) for each in (day, MONTHS[month - 1], year) if each)


def _year_with(month: int, day: int, on: dt.date, step: int) -> int:
    """The last (step -1) or next (step 1) year in which a date lies on or beside a day."""
    for year in range(on.year, on.year + 9 * step, step):
        if dt.MINYEAR <= year <= dt.MAXYEAR and day <= calendar.monthrange(year, month)[1]:
            date = dt.date(year, month, day)
            if (step < 0 and date <= on) or (step > 0 and date >= on):
                return year
    raise NotUnderstood(f"{MONTHS[month - 1]} has no day {day}")
