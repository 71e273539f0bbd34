"""Parse a single date: 16 January 2013, last Thursday, 16/1/13, late 2012."""

import calendar
import re
from typing import Final

from briefing.model import dates
from briefing.model.parsers.dates import items as di
from briefing.model.parsers.dates.items import Item
from briefing.model.parsers.dates.moments import (
    Moment,
    Reference,
    figured_year,
    valid_year,
    worded,
)
from briefing.model.parsers.dates.relative import Items, iso_week, relative_date
from briefing.model.parsers.said import DATE_ORDERS
from briefing.model.parsers.words import NotUnderstood, quoted

_DATED: Final = frozenset(("MNY", "MN", "N", "I", "K"))
"""Items of a date that may have a weekday beside them."""


class SingleDate:
    """Parses a single date.

    Args:
        said: The day it is said.
        order: What comes first in an all-digit date.

    Attributes:
        left: Times of day, which are not stored.
    """

    def __init__(self, said: Reference, order: str) -> None:
        self.said = said
        self.left: list[str] = []
        self._order = order

    def moment(self, found: Items) -> Moment | None:
        """Parse a single date; None if the items are not one."""
        kinds = "".join(item.kind for item in found)
        if re.fullmatch("N-M-N|M-N", kinds) and all(item.is_close for item in found[1:]):
            # 24-Jan-14 has a two-digit year; Jan-14 is ambiguous.
            if kinds == "M-N":
                raise NotUnderstood("a month with a day, or with a year? write the year in full")
            year = self.said.century_of(found[4].value)
            found = [found[0], found[2], Item(di.YEAR, year, found[4].text)]
        found = self._without_times(_joined(found))
        weekdays = [item.value for item in found if item.kind == di.WEEKDAY]
        rest = [item for item in found if item.kind != di.WEEKDAY]
        is_nth = re.match("[NR]W", "".join(item.kind for item in found))
        if len(weekdays) == 1 and not is_nth and "".join(sorted(i.kind for i in rest)) in _DATED:
            if {item.kind for item in rest} <= {di.NUMBER, di.MONTH}:
                values = {item.kind: item.value for item in rest}
                day, month = values[di.NUMBER], values.get(di.MONTH)
                return self.said.with_weekday(weekdays[0], day, month)
            moment = self._single(rest)
            return _checked(moment, weekdays[0]) if moment else None
        return self._single(found)

    def _single(self, found: Items) -> Moment | None:
        return self._named(found) or relative_date(found, self.said, self.moment)

    def _without_times(self, found: Items) -> Items:
        """The items without times of day, which include "early on Thursday"."""
        kept = [item for item in found if item.kind != di.TIME]
        if not kept:
            return found
        times = [item.text for item in found if item.kind == di.TIME]
        kinds = "".join(item.kind for item in kept)
        is_time = kept[0].value in (di.EARLY, di.LATE)
        if is_time and re.fullmatch("E[KW]|EW?NMY?|EMNY?W?", kinds):
            times.append(kept[0].text)
            kept = kept[1:]
        self.left += [time for time in times if time not in self.left]
        return kept

    def _named(self, found: Items) -> Moment | None:
        """Parse a date that names a day, a month, a season or a year."""
        kinds = "".join(item.kind for item in found)
        values = {item.kind: item.value for item in found}
        year, month, day = (values.get(kind) for kind in (di.YEAR, di.MONTH, di.NUMBER))
        part = values.get(di.PART, 0)
        if kinds[:1] == di.SOME:
            return self._left_open(found)
        named = "".join(sorted(kinds.replace(di.PART, "", 1)))
        if named in ("N", "MN", "MNY") and not 1 <= (day or 0) <= 31:
            raise NotUnderstood(f"no month has a day {day}")
        match named:
            case "I" if not part:
                return self._in_figures(found[0].text)
            case "MNY" if not part:
                return Moment(valid_year(year), month, day)
            case "MN" if not part:
                return self.said.nearest(month or 0, day)
            case "MY":
                return Moment.partly(part, year=valid_year(year), month=month)
            case "M":
                return self.said.nearest(month or 0, part=part)
            case "Y":
                return Moment.partly(part, year=valid_year(year))
            case "D":
                return Moment.partly(part, year=values[di.DECADE], is_decade=True)
            case "PY" if not part:
                return Moment(valid_year(year), values[di.PERIOD])
            case "N" if not part and not found[0].text.isdecimal():
                return self.said.last_day_of_month(day or 0)
        return self._with_signs(kinds, found)

    def _left_open(self, found: Items) -> Moment | None:
        """Parse some day in 2013, some month of 2013, some year from 2000 to 2009."""
        if found[0].value == di.A_DECADE:
            return self._named(found[1:]) if len(found) > 1 else None
        which, values = found[0].value, [item.value for item in found if item.kind != di.TO]
        kinds = "".join(item.kind for item in found[1:])
        if which == di.A_MONTH and kinds == "Y":
            return Moment(written=f"{valid_year(values[1]):04}-XX")
        if which == 0 and kinds == "Y":
            return Moment(written=f"{valid_year(values[1]):04}-XX-XX")
        if which == 0 and kinds == "MY":
            return Moment(written=f"{valid_year(values[2]):04}-{values[1]:02}-XX")
        if which == di.DAY and kinds == "N-NMY" and values[1:3] == [20, 29]:
            return Moment(written=f"{valid_year(values[4]):04}-{values[3]:02}-2X")
        if which == di.A_YEAR and kinds == "Y-Y":
            first, last = f"{values[1]:04}", f"{values[2]:04}"
            for left in (1, 2):
                head = last[:-left]
                lowest = max(1, int(head) * 10**left)
                if last == head + "9" * left and int(first) == lowest:
                    return Moment(written=head + "X" * left)
        return None

    def _with_signs(self, kinds: str, found: Items) -> Moment | None:
        """Parse winter 2013–14, 2013-Q1, 01/2014, 2014-1, 24/1."""
        if re.fullmatch("PY[-/][NY]", kinds) and found[0].value == 24:
            year, after = found[1].value, found[3].value
            return Moment(valid_year(year), 24) if after in (year + 1, (year + 1) % 100) else None
        if kinds in ("Y-P", "P-Y", "Y/P", "P/Y") and all(item.is_close for item in found[1:]):
            return self._named([found[0], found[2]]) or self._named([found[2], found[0]])
        is_joined = len(found) == 3 and found[1].value == 0 and found[1].is_close
        if not is_joined:
            return None
        if kinds == "N/N":
            return self._in_figures(f"{found[0].text}/{found[2].text}")
        if kinds in ("N/Y", "N-Y") and 1 <= found[0].value <= 12:
            return Moment(valid_year(found[2].value), found[0].value)
        if kinds in ("Y/N", "Y-N") and 1 <= found[2].value <= 12:
            year, number = found[0].value, found[2].value
            if kinds == "Y/N" and number > year % 100:
                raise NotUnderstood(
                    f"{worded(None, number, year)}, or {year} to {number:02}? write years in full"
                )
            return Moment(valid_year(year), number)
        return None

    def _in_figures(self, text: str) -> Moment:
        """Parse 2013-1-16, 16/1/2013, 1/16/13, 2013-W03, or a day and month without a year."""
        if week := re.fullmatch(r"(\d{4})-?W(\d\d)(?:-?(\d))?", text):
            return iso_week(*(int(part) for part in week.groups(default="0")))
        parts = re.split(r"[-/.]", text)
        lengths = [len(part) for part in parts]
        first, second, *rest = map(int, parts)
        if lengths[0] == 4:
            return Moment(figured_year(first), second, rest[0])
        if lengths[0] > 2 or lengths[2:] not in ([], [2], [4]):
            raise NotUnderstood(f"{quoted(text)} is not a date")
        year = self.said.century_of(rest[0]) if lengths[2:] == [2] else (*rest, None)[0]
        readings = {
            order: (day, month)
            for order, (day, month) in zip(
                DATE_ORDERS, ((first, second), (second, first)), strict=True
            )
            if 1 <= day <= 31 and 1 <= month <= 12
        }
        if self._order in readings and len(readings) > 1:
            readings = {self._order: readings[self._order]}
        choices = set(readings.values())
        if len(choices) > 1:
            both = " or ".join(worded(*pair, year) for pair in readings.values())
            raise NotUnderstood(f"{both}? write the month in letters, or the year first")
        if not choices:
            raise NotUnderstood(f"{quoted(text)} is not a date")
        ((day, month),) = choices
        return (
            self.said.nearest(month, day) if year is None else Moment(valid_year(year), month, day)
        )


def _checked(moment: Moment, weekday: int) -> Moment:
    """The date, if it was that weekday."""
    point = moment.point()
    try:
        was = dates.parse(point).earliest.weekday()
    except dates.DateFault as fault:
        raise NotUnderstood(fault.reason) from None
    if was != weekday:
        names = calendar.day_name
        raise NotUnderstood(f"{dates.describe(point)} was a {names[was]}, not a {names[weekday]}")
    return moment


_DAY_KINDS: Final = {di.NUMBER, di.MONTH, di.YEAR}


def _joined(found: Items) -> Items:
    """The items without hyphens that merely join them: 24-Jan-2014, mid-February."""
    kept: list[Item] = []
    for at, item in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        is_joint = item.kind in (di.TO, "/") and item.value == 0 and item.is_close
        if is_joint and len(found) == 5 and {each.kind for each in found[::2]} == _DAY_KINDS:
            # 2014-Jan-24, Jan/24/2014
            continue
        if is_joint and kept and after is not None and after.is_close:
            pair = {kept[-1].kind, after.kind}
            if pair in ({di.NUMBER, di.MONTH}, {di.MONTH, di.YEAR}) or kept[-1].kind == di.PART:
                continue
        kept.append(item)
    return kept
