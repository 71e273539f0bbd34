"""Parse a single date: 16 January 2013, 16/1/13, late 2012, yesterday, last week, two days ago."""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from briefing.model import dates
from briefing.model.parsers.dates import items as di
from briefing.model.parsers.dates.items import DateItem, bare
from briefing.model.parsers.dates.moments import (
    Moment,
    ReferenceDay,
    figured_year,
    months_on,
    on_day,
    valid_year,
    worded,
)
from briefing.model.parsers.dates.reference import DATE_ORDERS
from briefing.model.parsers.words import NotUnderstood, shortened

Items = Sequence[DateItem]
_Read = Callable[[Items], Moment | None]
_PARTS_OF_WEEK: Final = {
    di.EARLY: (0, 2),
    di.MID: (1, 3),
    di.LATE: (3, 6),
    di.BEGINNING: (0, 2),
    di.END: (3, 6),
}
"""The days from Monday that early, mid or late in a week can be."""
_HALVES: Final = (40, 41)
_SATURDAY: Final = 5
_ROUGHLY: Final = ("few", "several", "couple", "quelques", "plusieurs")
_DATED: Final = frozenset(("MNY", "MN", "N", "I", "K"))
"""Items of a date that may have a weekday beside them."""
_DAY_KINDS: Final = {di.NUMBER, di.MONTH, di.YEAR}


def _relative_date(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """Parse a relative date, whose parts `read` parses; None if it is not one."""
    kinds = "".join(item.kind for item in found)
    for pattern, count in _PATTERNS:
        if re.fullmatch(pattern, kinds):
            return count(found, said, read)
    return None


def weekdays_back(weekdays: Sequence[int], said: ReferenceDay) -> Sequence[Moment]:
    """Weekdays in a row, ending with the most recent: on Friday and Saturday."""
    day = said.need()
    found: list[Moment] = []
    for weekday in reversed(weekdays):
        day -= dt.timedelta(days=(day.weekday() - weekday) % 7)
        found.append(on_day(day))
        day -= dt.timedelta(days=1)
    return found[::-1]


def _day_word(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    return on_day(_shifted(said.need(), found[0].value))


def _last_night(_found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    on = said.need()
    return Moment(span=(_shifted(on, -1), on))


def _weekday(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Thursday, last Thursday, next Sunday."""
    on, which, weekday = said.need(), _one(found, di.RELATIVE), _value(found, di.WEEKDAY)
    back = (on.weekday() - weekday) % 7
    if which is None:
        return on_day(_shifted(on, -back))
    # The nearest one, and the one of the week before or after: ambiguous where they differ.
    near = {di.LAST: -(back or 7), di.THIS: (-back) % 7, di.NEXT: 7 - back}[which.value]
    of_week = weekday - on.weekday() + 7 * which.value
    if near != of_week:
        days = sorted({_shifted(on, near), _shifted(on, of_week)})
        raise NotUnderstood(f"{' or '.join(dates.describe(str(day)) for day in days)}? give one")
    return on_day(_shifted(on, near))


def _weekday_of_week(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Monday of last week."""
    if _value(found, di.UNIT) != di.WEEK:
        raise NotUnderstood("a weekday of which week?")
    on = said.need()
    days = _value(found, di.WEEKDAY) - on.weekday() + 7 * _value(found, di.RELATIVE)
    return on_day(_shifted(on, days))


def _relative(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Last week, this month, early last year, the end of the month, over the past week."""
    on, which = said.need(), _one(found, di.RELATIVE)
    unit, part, by = _value(found, di.UNIT), _value(found, di.PART), which.value if which else 0
    lasted = found[0].kind == di.OVER
    if any(map(_is_plural, found)):
        raise NotUnderstood("how many of them? give a number")
    if which is None and not part and unit != di.WEEKEND:
        raise NotUnderstood("which one?")
    is_rolling = lasted or bool(which and which.text.casefold().endswith("past"))
    if is_rolling and not part and unit != di.WEEKEND:
        return _rolling(on, 1, unit, by, lasted=lasted)
    if unit == di.A_MONTH and not lasted:
        year, month = months_on(on, by)
        return Moment.partly(part, year=year, month=month)
    if unit == di.A_YEAR and not lasted:
        return Moment.partly(part, year=valid_year(on.year + by))
    if unit == di.A_QUARTER and which and not (part or lasted):
        quarters = on.year * 4 + (on.month - 1) // 3 + by
        return Moment(valid_year(quarters // 4), 33 + quarters % 4)
    if unit == di.WEEK and part and which:
        first, last = _PARTS_OF_WEEK[part]
        monday = _shifted(on, 7 * by - on.weekday())
        return Moment(span=(_shifted(monday, first), _shifted(monday, last)))
    if part:
        raise NotUnderstood("how much of it is that? give dates")
    if unit == di.WEEKEND:
        return _weekend(on, by, is_named=which is not None)
    if unit == di.WEEK:
        monday = _shifted(on, 7 * by - on.weekday())
        return Moment(span=(monday, _shifted(monday, 6)))
    raise NotUnderstood("which one?")


def _weekend(on: dt.date, by: int, *, is_named: bool) -> Moment:
    """The last weekend; with "this" the current one, with "next" the coming one."""
    if is_named and by == di.THIS and on.weekday() < 5:
        raise NotUnderstood("the last weekend, or the coming one? write which")
    back = (on.weekday() - 5) % 7
    if by == di.LAST and on.weekday() >= 5:
        back += 7
    saturday = _shifted(on, -back + (7 if by == di.NEXT else 0))
    return Moment(span=(saturday, _shifted(saturday, 1)))


def _ago(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Two days ago, a week ago, il y a trois mois, two days from now."""
    on, unit = said.need(), _value(found, di.UNIT)
    count, mark = _count(found)
    if di.AHEAD not in {item.kind for item in found}:
        count = -count
    if unit == di.HOUR and count % 24 == 0:
        unit, count = di.DAY, count // 24
    if unit == di.FORTNIGHT:
        unit, count = di.WEEK, 2 * count
    if unit == di.A_DECADE:
        return Moment(valid_year(on.year + 10 * count), mark="~")
    if unit == di.DAY:
        return replace(on_day(_shifted(on, count)), mark=mark)
    if unit == di.WEEK:
        return replace(on_day(_shifted(on, 7 * count)), mark="~")
    if unit == di.A_MONTH:
        return Moment(*months_on(on, count), mark=mark)
    if unit == di.A_YEAR:
        return Moment(valid_year(on.year + count), mark=mark)
    raise NotUnderstood("how long ago is that, in days, weeks, months or years?")


def _from_another(found: Items, _said: ReferenceDay, read: _Read) -> Moment | None:
    """Two days before yesterday, a week after 5 March 2013."""
    moment = read(found[3:])
    if moment is None or not moment.day:
        return None
    count, mark = _count(found)
    unit = {di.DAY: 1, di.WEEK: 7, di.FORTNIGHT: 14}.get(found[1].value)
    if unit is None:
        raise NotUnderstood("count in days or weeks")
    day = dates.parse(moment.point()).earliest
    sign = -1 if found[2].kind == di.BEFORE else 1
    shifted = on_day(_shifted(day, sign * unit * count))
    return replace(shifted, mark=mark or ("~" if unit > 1 else ""))


def _past(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """The past three weeks, the last 24 hours, over the past few months."""
    count, mark = _count(found)
    unit, by, lasted = _value(found, di.UNIT), _value(found, di.RELATIVE), found[0].kind == di.OVER
    return _rolling(said.need(), count, unit, by or di.LAST, lasted=lasted, mark=mark)


def _rolling(
    on: dt.date, count: int, unit: int, by: int, *, lasted: bool, mark: str = ""
) -> Moment:
    """The time up to the day of the phrase, or from it on; months and years are approximate."""
    lengths = {di.HOUR: count / 24, di.DAY: count, di.WEEK: 7 * count, di.FORTNIGHT: 14 * count}
    lengths |= {di.A_MONTH: 30.44 * count, di.A_YEAR: 365.25 * count}
    if unit not in lengths or by == di.THIS:
        raise NotUnderstood("how long is that? count days, weeks, months or years")
    other = _shifted(on, by * max(1, round(lengths[unit])))
    mark = mark or ("" if unit in (di.HOUR, di.DAY) else "~")
    if mark and (not lasted or by == di.NEXT):
        mark = "" if unit == di.WEEK and count < 5 and by else "~"
    return Moment(span=(min(on, other), max(on, other)), lasted=lasted, mark=mark)


def _earlier(found: Items, said: ReferenceDay, read: _Read) -> Moment:
    """Earlier this week, later this month, earlier in January."""
    on = said.need()
    rest = found[1:]
    whole = read(rest if len(rest) > 1 else [DateItem(di.RELATIVE, di.THIS, "this"), *rest])
    span = dates.parse(whole.edtf()) if whole else None
    if span is None or not span.earliest <= on <= span.latest:
        raise NotUnderstood("which part of it? give dates")
    is_before = found[0].kind == di.EARLIER
    return Moment(span=(span.earliest, on) if is_before else (on, span.latest))


def _month_of(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Last January, January last year, 5 January of this year, the 5th of last month."""
    on, by, unit = said.need(), _value(found, di.RELATIVE), _value(found, di.UNIT)
    month, part = _value(found, di.MONTH), _value(found, di.PART)
    day = _value(found, di.NUMBER) or None
    if unit == di.A_MONTH and day and not month and not found[0].text.isdecimal():
        return Moment(*months_on(on, by), day)
    if unit == di.A_YEAR and month:
        return Moment.partly(part, year=valid_year(on.year + by), month=month, day=day)
    if unit or not month or day:
        raise NotUnderstood("which day is that? write the date")
    if (by == di.LAST and month < on.month) or (by == di.NEXT and month > on.month):
        years = sorted((on.year, on.year + by))
        raise NotUnderstood(f"{' or '.join(worded(None, month, year) for year in years)}? give one")
    return Moment.partly(part, year=valid_year(on.year + by), month=month)


def _season(found: Items, said: ReferenceDay, _read: _Read) -> Moment:
    """Last summer, this spring, the first half of last year."""
    on, code, by = said.need(), _value(found, di.PERIOD), _value(found, di.RELATIVE)
    if unit := _value(found, di.UNIT):
        if unit == di.A_MONTH and found[0].kind == di.PERIOD:
            return _half(code, *months_on(on, by))
        if unit != di.A_YEAR:
            raise NotUnderstood("a part of which year?")
        return Moment(valid_year(on.year + by), code)
    years = range(valid_year(on.year - 2), on.year + 2)
    if by == di.THIS:
        spans = {year: dates.parse(f"{year:04}-{code}") for year in years}
        now = (year for year, span in spans.items() if span.earliest <= on <= span.latest)
        return Moment(next(now, on.year), code)
    if by == di.LAST:
        ended = (year for year in years if dates.parse(f"{year:04}-{code}").latest < on)
        return Moment(max(ended), code)
    return Moment(
        min(year for year in years if dates.parse(f"{year:04}-{code}").earliest > on), code
    )


def _half_of_month(found: Items, _said: ReferenceDay, read: _Read) -> Moment | None:
    """The first half of January."""
    month = read(found[1:])
    return _half(found[0].value, month.year or 0, month.month or 0) if month else None


def _half(code: int, year: int, month: int) -> Moment:
    """A half of a month; the middle day of 31 belongs to both."""
    if code not in _HALVES:
        raise NotUnderstood("which part of the month? give dates")
    last = calendar.monthrange(year, month)[1]
    days = (1, (last + 1) // 2) if code == _HALVES[0] else (last // 2 + 1, last)
    return Moment(span=(dt.date(year, month, days[0]), dt.date(year, month, days[1])))


def _weekend_of(found: Items, _said: ReferenceDay, read: _Read) -> Moment | None:
    """The weekend of 11 January, if that is one of its days."""
    moment = read(found[1:]) if found[0].value == di.WEEKEND else None
    if moment is None or not moment.day:
        return None
    day = dates.parse(moment.point()).earliest
    if day.weekday() < _SATURDAY:
        raise NotUnderstood(f"{dates.describe(str(day))} was a {calendar.day_name[day.weekday()]}")
    saturday = _shifted(day, _SATURDAY - day.weekday())
    return Moment(span=(saturday, _shifted(saturday, 1)))


def _several_in_month(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """The first two weeks of January, or its last ten days."""
    month, end = _month_meant(found[3:], said, read), found[0]
    if month is None or not month.month or month.day or month.part:
        return None
    is_last = end.kind == di.RELATIVE and bare(end.text).endswith(("last", "derniers", "dernieres"))
    size = {di.DAY: 1, di.WEEK: 7}.get(found[2].value, 0)
    count, mark = _count(found[1:])
    year, length = month.year or 0, calendar.monthrange(month.year or 0, month.month)[1]
    days = count * size
    if mark or not 0 < days <= length or not (is_last or (end.kind, end.value) == (di.NUMBER, 1)):
        raise NotUnderstood("which days are those?")
    first = length - days + 1 if is_last else 1
    span = (dt.date(year, month.month, first), dt.date(year, month.month, first + days - 1))
    return Moment(span=span)


def _week_of(found: Items, _said: ReferenceDay, read: _Read) -> Moment | None:
    """The week of 13 January, the week ending 19 January."""
    moment = read(found[1:])
    if moment is None or not moment.day:
        return None
    day = dates.parse(moment.point()).earliest
    back = 6 if found[0].kind == di.WEEK_ENDING else day.weekday()
    return Moment(span=(_shifted(day, -back), _shifted(day, 6 - back)))


def _week_in_month(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """The second week of January: its 8th to 14th day; the last one: its last seven days."""
    month = _month_meant(found[2:], said, read)
    if month is None or not month.month or month.day or month.part:
        return None
    if found[0].text.isdigit():
        raise NotUnderstood(f"{found[0].text} {found[1].text}: which ones? write “first” or “last”")
    year, is_last = month.year or 0, found[0].kind == di.RELATIVE
    last = calendar.monthrange(year, month.month)[1]
    if found[1].kind == di.UNIT and _is_plural(found[1]):
        return _days_at_an_end(found, month)
    if found[1].kind == di.UNIT and found[1].value == di.DAY:
        return replace(month, day=last if is_last else found[0].value)
    if found[1].kind == di.UNIT and found[1].value != di.WEEK:
        raise NotUnderstood("which days are those?")
    first = last - 6 if is_last else 7 * found[0].value - 6
    if first + 6 > last or (is_last and found[0].value != di.LAST):
        raise NotUnderstood("a month has four full weeks, and a last one")
    return Moment(span=(dt.date(year, month.month, first), dt.date(year, month.month, first + 6)))


def _days_at_an_end(found: Items, month: Moment) -> Moment:
    """The first or last days of January, meaning its beginning or end."""
    end, unit = found[:2]
    is_first = end.kind == di.NUMBER and end.value == 1
    is_last = end.kind == di.RELATIVE and bare(end.text).endswith(("last", "derniers"))
    if unit.value != di.DAY or not (is_first or is_last):
        raise NotUnderstood("how many of them?")
    part = di.BEGINNING if is_first else di.END
    return Moment.partly(part, year=month.year, month=month.month)


def _month_meant(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """The month a day or week is in; "of the month" is the one of the phrase."""
    if [item.kind for item in found] == [di.UNIT] and found[0].value == di.A_MONTH:
        on = said.need()
        return Moment(on.year, on.month)
    return read(found)


def _weekday_in_month(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """The first Friday of January, the last Monday of last month."""
    month = _month_meant(found[2:], said, read)
    if month is None or not month.month or month.day or month.part:
        return None
    weeks = calendar.monthcalendar(month.year or 0, month.month)
    days = [week[found[1].value] for week in weeks if week[found[1].value]]
    is_last = found[0].kind == di.RELATIVE
    place = -1 if is_last else found[0].value - 1
    if place >= len(days) or (is_last and found[0].value != di.LAST):
        raise NotUnderstood("there is no such weekday in that month")
    return Moment(month.year, month.month, days[place])


def _week_number(found: Items, said: ReferenceDay, _read: _Read) -> Moment | None:
    """Parse week 3 of 2014 (ISO 8601)."""
    if found[0].value != di.WEEK:
        return None
    return _iso_week(found[2].value if len(found) > 2 else said.need().year, found[1].value)


def _iso_week(year: int, week: int, weekday: int = 0) -> Moment:
    """A week by its number, or a day of it, with Monday as 1 (ISO 8601-1, 5.2.4)."""
    try:
        first = dt.date.fromisocalendar(valid_year(year), week, weekday or 1)
    except ValueError:
        raise NotUnderstood(f"{year} has no week {week}") from None
    return Moment(span=(first, first if weekday else _shifted(first, 6)))


def _night_of(found: Items, said: ReferenceDay, read: _Read) -> Moment | None:
    """Overnight, or the night of 23 January: it belongs to two days."""
    if len(found) == 1:
        return _last_night(found, said, read)
    moment = read(found[1:])
    if moment is None or not moment.day:
        return None
    day = dates.parse(moment.point()).earliest
    return Moment(span=(day, _shifted(day, 1)))


_PATTERNS: Final[Sequence[tuple[str, Callable[[Items, ReferenceDay, _Read], Moment | None]]]] = (
    ("K", _day_word),
    ("L", _last_night),
    ("R?W|WR", _weekday),
    ("WRU|RUW", _weekday_of_week),
    ("O?E?RU|UR|EU|O?U", _relative),
    ("[CN]UA|A[CN]U|[CN]UF|F[CN]U", _ago),
    ("[CN]U[<>f].+", _from_another),
    ("O?R[CN]U|O[CN]RU|O?[CN]UR", _past),
    ("[el].*U|[el]M", _earlier),
    ("E?RM|MR|N?MRU|EMRU|NRU", _month_of),
    ("RP|PR|PRU|RUP", _season),
    ("[VX].+", _week_of),
    ("PMY?", _half_of_month),
    ("[NR][CN]UM.*|[NR][CN]URU|[NR][CN]UU", _several_in_month),
    ("[NR][UV]M.*|[NR][UV]RM|N[UV]RU|[NR][UV]U", _week_in_month),
    ("[NR]W(?:R?MY?|R?U)", _weekday_in_month),
    ("UNY?", _week_number),
    ("G.*", _night_of),
    ("U.+", _weekend_of),
)
"""The patterns of relative dates, by the kinds of their items, and what parses each."""


def _count(found: Items) -> tuple[int, str]:
    """The number counted, and a mark if it is not exact."""
    item = next(each for each in found if each.kind in (di.COUNT, di.NUMBER))
    is_rough = any(word in item.text.casefold() for word in _ROUGHLY)
    return item.value, "~" if is_rough else ""


def _is_plural(item: DateItem) -> bool:
    """Whether it means more than one; "mois" may be singular or plural."""
    word = bare(item.text)
    if item.kind == di.RELATIVE:
        return word.endswith(("derniers", "dernieres"))
    return item.kind == di.UNIT and word.endswith("s") and word != "mois"


def _one(found: Items, kind: str) -> DateItem | None:
    return next((item for item in found if item.kind == kind), None)


def _value(found: Items, kind: str) -> int:
    item = _one(found, kind)
    return item.value if item else 0


def _shifted(day: dt.date, days: int) -> dt.date:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        raise NotUnderstood("that is outside the calendar (years 1 to 9999)") from None


class SingleDate:
    """Parses a single date; `left` are times of day, which are not stored."""

    def __init__(self, said: ReferenceDay, order: str) -> None:
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
            found = [found[0], found[2], DateItem(di.YEAR, year, found[4].text)]
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
        return self._named(found) or _relative_date(found, self.said, self.moment)

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
            return _iso_week(*(int(part) for part in week.groups(default="0")))
        parts = re.split(r"[-/.]", text)
        lengths = [len(part) for part in parts]
        first, second, *rest = map(int, parts)
        if lengths[0] == 4:
            return Moment(figured_year(first), second, rest[0])
        if lengths[0] > 2 or lengths[2:] not in ([], [2], [4]):
            raise NotUnderstood(f"{shortened(text)} is not a date")
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
            raise NotUnderstood(f"{shortened(text)} is not a date")
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


def _joined(found: Items) -> Items:
    """The items without hyphens that merely join them: 24-Jan-2014, mid-February."""
    kept: list[DateItem] = []
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
