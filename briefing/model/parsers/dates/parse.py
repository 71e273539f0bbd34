"""Dates in plain English: "late February", "on Thursday", "the night of 23–24 January 2014".

A phrase becomes the EDTF text that says exactly that, or is refused. Relative dates count from the
day of the source they appear in, and are refused without one.

Where EDTF or English leaves a choice:

* Early, mid and late are the thirds of a month as its digits divide it (`2013-02-0X`, `-1X`, and
  from the 20th to the last day), of a year by four months each, of a decade 0–3, 4–6 and 7–9.
  "Beginning of" and "end of" mean the same, as do "the first days" and "the last days of January";
  its "first weeks" are refused. The 16th of January belongs to both halves.
* A weekday beside a day and a month decides between the most recent date and a nearer coming one.
* "Before 2012" is `[..2011]`, "by 2012" `[..2012]`, "after 2012" `[2013..]`: it happened once, at
  some point. "Until 2012" and "since 2012" are durations, `../2012` and `2012/..`. "Since 2012 or
  2013" is refused: nothing in EDTF begins at one of two dates.
* A weekday, a day, a day with a month, or a month without its year is the most recent one. If the
  next one is at most 31 days ahead, either may be meant, and it is refused.
* "Last Thursday" on a Friday may be the day before or that of the week before: where the two
  differ, both are named and the phrase is refused. So are "next", "this", "last March".
* "Last week" is once in the week before, Monday to Sunday; "over the past week" is a duration up to
  the day of the phrase. "A few" means about three. "The past weeks" are refused: their number is
  unknown.
* "Two days ago" is that day, "two weeks ago" about that day, "two months ago" that month.
* "A night" belongs to both its days: `[2014-01-23..2014-01-24]`. Times of day are not stored.
* "3/4/2013" is refused with both readings, unless a setting says which comes first.
"""

import calendar
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from briefing.model import dates
from briefing.model.dates.wording import tidy
from briefing.model.parsers.dates import items as di
from briefing.model.parsers.dates.items import DateItem, NoDate, items
from briefing.model.parsers.dates.moments import (
    Moment,
    ReferenceDay,
    on_day,
    valid_year,
    worded,
)
from briefing.model.parsers.dates.reference import DateReading
from briefing.model.parsers.dates.single import Items, SingleDate, weekdays_back
from briefing.model.parsers.words import NotUnderstood, shortened

_LONGEST_SPAN: Final = 50
"""Years between two years written with one century."""
_OPENERS: Final[Mapping[str, str]] = {
    di.SINCE: "{}/..",
    di.FROM: "{}/..",
    di.UNTIL: "../{}",
    di.BY: "[..{}]",
}
"""How a date open on one side is written, unless it excludes the date it names."""
_JOINTS: Final = frozenset((di.TO, di.OR, di.AND, di.UNTIL, di.YEAR, "/"))
_OPEN: Final = frozenset((*_OPENERS, di.BEFORE, di.AFTER, di.ON_OR))
_LONGEST_FAULTY: Final = 200
# What people often type instead of EDTF: the pattern, the correction and the reason shown.
_REPAIRS: Final = (
    (r"(.*\d)(?:T| +(?:at )?)\d\d?(?:[:h]\d\d|:?\d\dZ).*", r"\1", "a date has no time of day"),
    (r"\{(.*)\}", r"[\1]", "curly brackets (all of these) are not used: one record, one date"),
    (
        r"\[?([^\[\]]*(?:\.\.|,)[^\[\]]*)\]?",
        r"[\1]",
        "one date out of several goes in square brackets",
    ),
    (r"(\d{4}-(?:\d\d-)?)(\d\d)/(\d\d)", r"\1\2/\1\3", "both ends must be written in full"),
    (r"\[(.*)/(.*)\]", r"[\1..\2]", "inside square brackets two dots join the ends"),
    (
        r"([0-9X-]*)(?:~+\?[~?]*|\?+~[~?]*)([0-9X-]*)",
        r"\1\2%",
        "about and uncertain together are %",
    ),
    (r"([0-9X-]*)([~?%])\2*([0-9X-]*)", r"\1\3\2", "the marks ~ ? % come once, at the end"),
)


def _from_last(part: Items, last: Items, *, is_choice: bool) -> Items:
    """Complete a date from the last one: 10 to 12 January 2013, two or three days ago."""
    kinds = {item.kind for item in part}
    is_count = len(part) == 1 and kinds <= {di.COUNT, di.NUMBER}
    if is_choice and is_count and [item.kind for item in last[1:]] == [di.UNIT, di.AGO]:
        return [*part, *last[1:]]
    if kinds & {di.NUMERIC, di.DECADE, di.UNIT, di.DAY_WORD, di.RELATIVE, di.WEEKDAY}:
        return part
    has_month = bool(kinds & {di.MONTH, di.YEAR, di.PERIOD})
    wanted = [di.YEAR] * (di.YEAR not in kinds) + [di.MONTH] * (not has_month)
    return [*part, *(item for item in last if item.kind in wanted)]


def _from_first(part: Items, first: Items, *, is_choice: bool) -> Items:
    """Complete a date from the first one: 10 January 2013 or 2014, January 10–12 2013, 2012–13."""
    kinds = [item.kind for item in part]
    before = {item.kind: item for item in first}
    if kinds == [di.YEAR] and set(before) & {di.MONTH, di.PERIOD}:
        if not is_choice and di.PERIOD in before:
            raise NotUnderstood(
                "that part of each year, or from it to the end of the other? write one date"
            )
        return [*(item for item in first if item.kind != di.YEAR), *part] if is_choice else part
    if kinds == [di.NUMBER] and set(before) == {di.YEAR}:
        return [_later_year(first[0].value, part[0])]
    if di.PERIOD in kinds:
        return part if di.YEAR in kinds or di.YEAR not in before else [*part, before[di.YEAR]]
    if di.NUMBER in kinds and di.MONTH not in kinds and di.MONTH in before:
        if di.NUMBER not in before:
            raise NotUnderstood(f"is “{_words_of(part)}” a day or a year? write the date in full")
        part = [*part, before[di.MONTH]]
    if set(kinds) & {di.MONTH, di.NUMBER} and di.YEAR not in kinds and di.YEAR in before:
        part = [*part, before[di.YEAR]]
    return part


def _later_year(first: int, last: DateItem) -> DateItem:
    """The later year that a few last digits mean: 2012–13, or 1994–5 in one decade."""
    size = 10 ** len(last.text) if last.text.isdigit() else 100
    year = first - first % size + last.value
    if year == first or (size == 10 and year < first):
        raise NotUnderstood(f"which year is “{last.text}”? write it in full")
    # 1998–02 runs into the next century; 2014–13 is a typing error.
    year += 100 if year < first <= year + 100 <= first + _LONGEST_SPAN else 0
    return DateItem(di.YEAR, year, last.text)


def _words_of(found: Items) -> str:
    """The words of some items."""
    return " ".join(item.text for item in found)


class NoSuchDate(NotUnderstood):
    """A date that is understood but does not exist; `fault` says what is wrong with it."""

    def __init__(self, fault: dates.DateFault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def read_date(text: str, on: dt.date | None = None, order: str = "") -> DateReading:
    """Parse a phrase as a date.

    Args:
        text: A phrase, or EDTF itself.
        on: The day "yesterday" counts from; without it such a phrase is refused.
        order: What "3/4/2013" means: one of `DATE_ORDERS`, or empty to refuse it.

    Raises:
        NotUnderstood: Part of it is not understood, or it is a date that does not exist.
    """
    if len(text) > di.LONGEST:
        raise NotUnderstood(f"a date has at most {di.LONGEST} characters")
    # A dash between years is not a hyphen: "2010–12" is not December.
    tidied = text if re.search(r"\d[‒–—]\d", text) else tidy(text)
    for written in (text, tidied, tidied.upper()):
        if dates.is_date(written):
            return DateReading(written)
    found = items(text)
    if not found:
        raise NotUnderstood("which date? give at least a year")
    reader = _DatePhrase(ReferenceDay(on), order)
    edtf = reader.phrase(found)
    if edtf is None:
        raise NoDate(f"{shortened(text)} was not understood as a date")
    try:
        dates.parse(edtf)
    except dates.DateFault as fault:
        raise NoSuchDate(fault) from None
    return DateReading(edtf, reader.said.is_used, tuple(reader.left))


def suggest(text: str, on: dt.date | None = None, order: str = "") -> str | None:
    """The EDTF text a phrase means, or None; see `read_date`."""
    try:
        return read_date(text, on, order).edtf
    except NotUnderstood:
        return None


class _DatePhrase(SingleDate):
    """Parses one phrase with one date or several."""

    def phrase(self, found: Items) -> str | None:
        """The EDTF text of a phrase; None if it is not a date."""
        plain = self._with_short_year([item for item in found if item.kind != di.COMMA])
        text = self._phrase(plain)
        kinds = {item.kind for item in found}
        joint = di.OR if di.OR in kinds else di.AND
        # 1667, 1668 or 1670: a comma means "or" too; years joined by "and" could mean each of them.
        if text is None and (joint == di.OR or {di.AND, di.MONTH} <= kinds):
            listed = [item._replace(kind=joint) if item.kind == "," else item for item in found]
            text = self._several(listed)
        return text

    def _with_short_year(self, found: Items) -> Items:
        """The items of "24 Jan 14", the last being a year; unchanged if there are more dates."""
        kinds = "".join(item.kind for item in found)
        is_alone = kinds.endswith("NMN") and _JOINTS.isdisjoint(kinds) and kinds.count("N") == 2
        if not is_alone or not re.fullmatch(r"\d\d", found[-1].text):
            return found
        return [
            *found[:-1],
            DateItem(di.YEAR, self.said.century_of(found[-1].value), found[-1].text),
        ]

    def _phrase(self, found: Items) -> str | None:
        plain, mark = _without_doubt(found)
        length = "".join(item.kind for item in plain[1:3])
        is_length = length == "CU" or (length == "NU" and plain[1].text.isdigit())
        is_within = plain[:1] and plain[0].kind == di.OVER and not is_length
        is_from = plain[:1] and plain[0].kind in (di.FROM, di.OVER)
        _refuse_month_or_years(plain[1:] if is_from else plain)
        for part in (plain, plain[1:] if is_within else []):
            # "During March" is in March; "for two days" is not a date.
            if part and (moment := self.moment(part)):
                return moment.doubted(mark).edtf()
        for read in (self._open_ended, self._until_now, self._two_ended, self._several):
            text = read(found)
            if text is not None:
                return text
        return None

    def _open_ended(self, found: Items) -> str | None:
        """Parse since, until, before, after, by, on or before."""
        found, mark = _without_doubt(found)
        if not found or found[0].kind not in _OPEN:
            return None
        opener, still = found[0], found[-1].kind == di.STILL
        rest, doubt = _without_doubt(found[1 : len(found) - still])
        moment = self.moment(rest)
        if moment is None:
            return None
        moment, kind = moment.doubted(mark + doubt), opener.kind
        if moment.edge > 0 and kind in (di.BY, di.BEFORE, di.UNTIL, di.AFTER):
            # "Before the end of March" is March at the latest.
            moment, kind = moment.whole(), di.BY if kind == di.BEFORE else kind
        elif moment.edge < 0 and kind in (di.SINCE, di.FROM, di.BEFORE):
            moment = moment.whole()
        is_part = moment.day is not None and rest[0].kind == di.PART
        is_part = is_part or any(item.kind in (di.TIME, di.NIGHT, di.LAST_NIGHT) for item in rest)
        if kind in (di.BEFORE, di.AFTER) and is_part:
            # "Before Thursday evening" may be on Thursday.
            first, last = moment.span or (moment.point(), moment.point())
            return f"[..{first}]" if kind == di.BEFORE else f"[{last}..]"
        if still and not found[-1].value and kind not in (di.SINCE, di.FROM):
            return None
        if kind in _OPENERS:
            text = _OPENERS[kind].format(moment.point())
            is_unknown = still and found[-1].value
            return text.removesuffix("..").removeprefix("..") if is_unknown else text
        if kind == di.ON_OR:
            return f"[..{moment.point()}]" if opener.value < 0 else f"[{moment.point()}..]"
        edge = _beside(moment, before=kind == di.BEFORE) + moment.mark
        return f"[..{edge}]" if kind == di.BEFORE else f"[{edge}..]"

    def _until_now(self, found: Items) -> str | None:
        """Parse 2012 to the present, from 2012 until now."""
        if [item.kind for item in found[-1:]] != [di.NOW]:
            return None
        start = found[1:-2] if found[0].kind == di.FROM else found[:-2]
        moment = (
            self.moment(start) if found[-2:-1] and found[-2].kind in (di.TO, di.UNTIL) else None
        )
        return f"{moment.point()}/.." if moment else None

    def _two_ended(self, found: Items) -> str | None:
        """Parse between … and …, from … to …, … to …, the night of … to …."""
        if any(item.kind == di.OR for item in found):
            return None
        opener = found[0].kind if found else ""
        is_weekend = opener == di.UNIT and found[0].value == di.WEEKEND
        is_opened = is_weekend or opener in (di.BETWEEN, di.FROM, di.NIGHT, di.OVER)
        rest = found[1:] if is_opened else found
        joints = (di.AND, di.TO) if opener in (di.BETWEEN, di.NIGHT, di.UNIT) else (di.TO, di.UNTIL)
        for at in range(1, len(rest) - 1):
            if rest[at].kind not in joints:
                continue
            ends = self._ends(rest[:at], rest[at + 1 :])
            if ends is None:
                continue
            first, last = ends
            if not any(item.kind == di.YEAR for item in rest) and _is_before(last, first):
                raise NotUnderstood(f"{_described(first)} to {_described(last)}? add the year")
            first = first.whole() if first.edge < 0 else first
            last = last.whole() if last.edge > 0 else last
            if opener == di.NIGHT or is_weekend:
                return _night(first, last, is_weekend=is_weekend)
            if opener == di.BETWEEN:
                return f"[{first.point()}..{last.point()}]"
            return f"{first.point()}/{last.point()}"
        return None

    def _ends(self, first: Items, last: Items) -> Sequence[Moment] | None:
        """The dates at both ends; a weekday is the one next to the other date."""
        if [item.kind for item in last] != [di.WEEKDAY]:
            return self._shared([first, last])
        if [item.kind for item in first] == [di.WEEKDAY]:
            return weekdays_back([first[0].value, last[0].value], self.said)
        moment = self.moment(first)
        if moment is None or not moment.day:
            return None
        day = dates.parse(moment.point()).earliest
        return [moment, on_day(day + dt.timedelta(days=(last[0].value - day.weekday()) % 7))]

    def _several(self, found: Items) -> str | None:
        """Parse 10 or 11 January, January/February 2013, on Friday and Saturday."""
        for joint in (di.OR, "/", di.AND):
            parts = _split(found, joint)
            if len(parts) < 2 or not all(parts) or (joint == "/" and len(parts) > 2):
                continue
            if all(len(part) == 1 and part[0].kind == di.WEEKDAY for part in parts):
                moments = weekdays_back([part[0].value for part in parts], self.said)
            else:
                shared = self._shared(parts, is_choice=joint == di.OR)
                if shared is None:
                    return self._choice(found)
                moments = shared
            texts = [moment.point() for moment in moments]
            if joint == di.OR:
                texts = sorted(texts) if found[-1].kind == di.AGO else texts
                return f"[{','.join(texts)}]"
            spans = [dates.parse(text) for text in texts]
            if any((after.earliest - before.latest).days != 1 for before, after in pairwise(spans)):
                raise NotUnderstood("the dates are not consecutive; give one of them")
            return f"[{texts[0]}..{texts[-1]}]" if joint == "/" else f"{texts[0]}/{texts[-1]}"
        return None

    def _choice(self, found: Items) -> str | None:
        """One of several complete dates or spans, none of which is open on one side."""
        parts = _split(found, di.OR)
        if len(parts) < 2 or not all(parts):
            return None
        for part, after in pairwise(parts):
            if _opens(part) and not (_opens(after) or after[0].kind == di.BETWEEN):
                raise NotUnderstood(f"“{_words_of(part)}”, or the other date? give one of them")
        elements = [self._element(part) for part in parts]
        return f"[{','.join(filter(None, elements))}]" if all(elements) else None

    def _element(self, found: Items) -> str | None:
        """A date, a span, or everything before or after a date, as one element of a set."""
        text = self._phrase(found)
        if text is None or text.startswith("["):
            return text[1:-1] if text else None
        first, slash, last = text.partition("/")
        if slash and not {"", ".."}.isdisjoint((first, last)):
            raise NotUnderstood(
                f"“{_words_of(found)}” has no end, so it cannot be one of several dates"
            )
        return f"{first}..{last}" if slash else text

    def _shared(self, parts: Sequence[Items], *, is_choice: bool = False) -> list[Moment] | None:
        """Dates that may share parts with each other: 10 to 12 January 2013."""
        bare, marks = zip(*(_without_doubt(part) for part in parts), strict=True)
        wholes = [
            *(_from_last(part, bare[-1], is_choice=is_choice) for part in bare[:-1]),
            _from_first(bare[-1], bare[0], is_choice=is_choice),
        ]
        # Doubt applies to all dates that share their month, about 10–12 January, and to all of a
        # choice, about 2012 or 2013.
        is_lent = len(wholes[0]) > len(bare[0])
        is_doubted = parts[0][0].kind in (di.ABOUT, di.MAYBE) and not any(
            _without_doubt(other)[1] or other[0].kind == di.EXACT for other in parts[1:]
        )
        is_common = is_lent or (is_choice and is_doubted)
        moments: list[Moment] = []
        for whole, mark in zip(wholes, marks, strict=True):
            moment = self.moment(whole)
            if moment is None:
                return None
            moments.append(moment.doubted("".join(marks) if is_common else mark))
        if {item.kind for item in bare[0]} <= {di.MONTH, di.NUMBER} and is_lent and not is_choice:
            moments[0] = _before(moments[0], moments[-1])
        return moments


def _before(first: Moment, last: Moment) -> Moment:
    """A date that took its year from the last one, moved to the year before if necessary.

    December to January 2014 begins in 2013; 5 March to 3 March 2013 is a typing error.
    """
    is_later = _is_before(last, first)
    if is_later and first.month == last.month:
        raise NotUnderstood(f"{_described(last)} is before {_described(first)}")
    return replace(first, year=valid_year((first.year or 0) - 1)) if is_later else first


def _is_before(moment: Moment, other: Moment) -> bool:
    """Whether a date is over before another begins; False if either does not exist."""
    try:
        return dates.parse(moment.point()).latest < dates.parse(other.point()).earliest
    except dates.DateFault:
        return False


def _refuse_month_or_years(found: Items) -> None:
    """Refuse "in 2010-12": that month, or 2010 to 2012? On its own it is EDTF."""
    is_joined = len(found) == 3 and found[1].value == 0 and all(each.is_close for each in found[1:])
    if not is_joined or [item.kind for item in found] != [di.YEAR, di.TO, di.NUMBER]:
        return
    year, number = found[0].value, found[2].value
    if 1 <= number <= 12 and number > year % 10 ** len(found[2].text):
        last = _later_year(year, found[2]).value
        raise NotUnderstood(f"{worded(None, number, year)}, or {year} to {last}? write which")


def _described(moment: Moment) -> str:
    return dates.describe(moment.point())


def _beside(moment: Moment, *, before: bool) -> str:
    """The last year, month or day before a date, or the first one after it."""
    step = -1 if before else 1
    if moment.year and not (moment.month or moment.part or moment.is_decade or moment.span):
        return f"{valid_year(moment.year + step):04}"
    if moment.month and moment.month <= 12 and not (moment.day or moment.part):
        months = 12 * (moment.year or 0) + moment.month - 1 + step
        return f"{valid_year(months // 12):04}-{months % 12 + 1:02}"
    try:
        span = dates.parse(moment.edtf())
        return str((span.earliest if before else span.latest) + dt.timedelta(days=step))
    except (dates.DateFault, OverflowError) as fault:
        raise NotUnderstood(str(fault)) from None


def _opens(found: Items) -> bool:
    """Whether a date is open on one side: since 2012, probably before March."""
    certain, _ = _without_doubt(found)
    return bool(certain) and certain[0].kind in _OPEN


def _night(first: Moment, last: Moment, *, is_weekend: bool = False) -> str:
    """A night between two days, or a weekend."""
    one, other = dates.parse(first.point()), dates.parse(last.point())
    if not (first.day and last.day) or (other.earliest - one.earliest).days != 1:
        raise NotUnderstood("a night is between two consecutive days")
    if is_weekend and one.earliest.weekday() != calendar.SATURDAY:
        raise NotUnderstood(f"{dates.describe(one)} was not a Saturday")
    return f"[{one}..{other}]"


def _without_doubt(found: Items) -> tuple[Items, str]:
    """The items without words of doubt around them, and the mark these mean."""
    marks, found = "", found[1:] if found and found[0].kind == di.EXACT else found
    while found and found[0].kind in (di.ABOUT, di.MAYBE):
        marks += "~" if found[0].kind == di.ABOUT else "?"
        found = found[1:]
    while found and found[-1].kind in (di.ABOUT, di.DOUBT):
        marks += "~" if found[-1].kind == di.ABOUT else "?"
        found = found[:-1]
    return found, "%" if {"~", "?"} <= set(marks) else marks[:1]


def _split(found: Items, joint: str) -> list[Items]:
    """The items between those of a kind."""
    parts: list[list[DateItem]] = [[]]
    for item in found:
        if item.kind == joint:
            parts.append([])
        else:
            parts[-1].append(item)
    return list(parts)


# Why a text is not a date -------------------------------------------------------------------------


def explain(text: str) -> dates.DateFault:
    """The most helpful fault for a text that is not a date.

    Args:
        text: The text; one that is a date has no fault.

    Returns:
        Its fault, with the date that was meant if that is clear.
    """
    if len(text) > _LONGEST_FAULTY:
        return dates.UnreadError(text)
    if not text.strip():
        return dates.DateFault("the date is empty", "2014-01-24")
    tidied = tidy(text)
    for candidate in (tidied, tidied.upper()):
        if dates.is_date(candidate):
            return dates.DateFault(_untidiness(text), candidate, is_correction=True)
    for pattern, repair, reason in _REPAIRS:
        match = re.fullmatch(pattern, tidied)
        meant = match and suggest(match.expand(repair))
        if meant:
            return dates.DateFault(reason, meant, is_correction=True)
    fault = _fault(tidied)
    if not isinstance(fault, dates.UnreadError):
        return fault
    try:
        meant = read_date(text).edtf
    except NoSuchDate as impossible:
        return impossible.fault
    except NoDate:
        return fault
    except NotUnderstood as reason:
        return dates.DateFault(str(reason), fault.example)
    said = f"a date is written year first, in digits; this means {dates.describe(meant)}"
    return dates.DateFault(said, meant, is_correction=True)


def _fault(text: str) -> dates.DateFault:
    """The fault raised by parsing the text."""
    try:
        dates.parse(text)
    except dates.DateFault as fault:
        return fault
    return dates.UnreadError(text)


def _untidiness(text: str) -> str:
    """How a text differs from the date it becomes once tidied."""
    if not text.isascii():
        return "a date is written with the plain digits 0 to 9 and keyboard signs"
    if " " in text or not text.isprintable():
        return "a date has no spaces"
    return "an unspecified digit is a capital X"
