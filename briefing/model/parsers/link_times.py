"""Parse the time of a link, at the end of its line: "since 2007", "from 2007 to 2012"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefing.model import dates
from briefing.model.parsers.link_phrases import LinkPhrase
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import NotUnderstood
from briefing.model.parsers.words import quoted as shortened
from briefing.model.terms import MOMENTARY_LINKS

_MOST = 6
"""Words where a time may begin, counted from the end: a name can contain such words."""

TAIL = 300
"""Characters at the end of a line that contain role and time."""

_LONGEST = 80
"""Characters of a date in words."""

_MARKS = "since|from|until|till|up to|ended|in|on|during|between|before|after|by|for|over|as of"
_MARK = re.compile(rf"(?<![ ,])[ ,]+\(?(?P<mark>{_MARKS}) ", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_MARKS})\b", re.IGNORECASE)
_BARE = re.compile(r"(?<![ ,])[ ,]+\(?(?=[^ ,])")
# Without "in" or "on", a month or a weekday may be part of a name: the March, Friday.
_BARE_DATE = re.compile(
    r"\d|^(?:yesterday|today|tonight|(?:the )?(?:last|past)|this)\b|\bago$", re.IGNORECASE
)
_TO = re.compile(r" (?:to|until|till|through|up to) ", re.IGNORECASE)
_YEARS = re.compile(r"(?P<a>\d{4}) ?(?P<sign>[-–—]) ?(?P<b>\d{4}|\d\d)")
_DAY_OR_MONTH = re.compile(r"(?P<a>\d{1,2})(?P<sign>[/-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4})")
_LENGTH = re.compile(
    r"(?:about |over |more than |at least |some |a few )?(?:[\w.]+ )?"
    r"(?:year|month|week|day|decade)s?",
    re.IGNORECASE,
)
# A plural is a duration; "last year" is a point in time.
_LASTED = re.compile(r"(?:the )?(?:past|last) (?:\S+ ){0,3}\w+s", re.IGNORECASE)


class Time(NamedTuple):
    """A possible time at the end of a line.

    Attributes:
        cut: Where its words begin in the line.
        words: Its words.
        mark: Its first word, such as "since"; empty if there is none.
        start: When it begins, in EDTF; empty if not given.
        end: When it ends, in EDTF; empty if not given.
        trouble: Why it is not a time, though it looks like one; empty if it is one.
    """

    cut: int
    words: str
    mark: str
    start: str = ""
    end: str = ""
    trouble: str = ""

    @property
    def is_plain_year(self) -> bool:
        """Whether it is a bare number, which can be part of a name: Division 2012."""
        return not self.mark and self.words.isdigit()


def times_in(line: str, said: Said) -> Iterator[Time]:
    """Find where a time may begin in a line that ends with it, the longest first.

    Args:
        line: The line.
        said: When it was said, which relative dates count from.
    """
    for found in [*_MARK.finditer(line, len(line) - TAIL)][-_MOST:]:
        words = _unbracketed(line[found.end() :], line[found.start() : found.end()])
        mark = found["mark"].casefold()
        phrase = f"{found['mark']} {words}"
        if mark in _HOW_LONG:
            if time := _lasted(found.start(), phrase, words, said):
                yield time
            continue
        try:
            start, end = _read(mark, words, said)
        except NotUnderstood as reason:
            if mark in ("since", "until", "till") or _is_dated(words):
                yield Time(found.start(), phrase, mark, trouble=str(reason))
            continue
        yield Time(found.start(), phrase, mark, start, end)
    for found in [*_BARE.finditer(line, len(line) - TAIL)][-_MOST:]:
        words = _unbracketed(line[found.end() :], found[0])
        if _BEGINS.match(words) or not _BARE_DATE.search(words):
            continue
        if _LASTED.fullmatch(words):
            if time := _lasted(found.start(), f"over {words}", words, said):
                yield time
            continue
        try:
            start, end = _span(words, said)
        except NotUnderstood as reason:
            if _DAY_OR_MONTH.fullmatch(words) or _YEARS.fullmatch(words):
                yield Time(found.start(), words, "", trouble=str(reason))
            continue
        yield Time(found.start(), words, "", start, end)


def fields(time: Time, phrase_of_link: LinkPhrase) -> dict[str, str]:
    """The start and end of a link, from its phrase and a time.

    Raises:
        NotUnderstood: The time gives neither.
    """
    is_once = phrase_of_link.effect != "lasts" or phrase_of_link.type in MOMENTARY_LINKS
    start, end = time.start, time.end
    if time.mark in ("before", "after", "by") and not is_once:
        raise NotUnderstood(f"“{time.words}”: since when, or until when?")
    if time.mark in _HOW_LONG and is_once:
        raise NotUnderstood(f"“{time.words}” says how long, not when")
    if phrase_of_link.effect == "ends" and time.mark not in _AT_ONE_TIME:
        raise NotUnderstood(f"“{time.words}”: give the moment it ended, such as “in 2012”")
    if is_once and time.mark in _AT_ONE_TIME:
        at = _within(start, end)
        names = {"begins": ("start",), "ends": ("end",), "lasts": ("start", "end")}[
            phrase_of_link.effect
        ]
        return dict.fromkeys(names, at)
    return {name: value for name, value in (("start", start), ("end", end)) if value}


_AT_ONE_TIME = frozenset(("", "in", "on", "during", "between", "before", "after", "by"))
_HOW_LONG = frozenset(("for", "over"))


def _lasted(cut: int, phrase: str, words: str, said: Said) -> Time | None:
    """The time of something that lasted until the day of the phrase: for the past two years."""
    mark = phrase.partition(" ")[0].casefold()
    if mark == "for" and _LENGTH.fullmatch(words):
        return Time(cut, phrase, mark, trouble=f"“{phrase}”: from when, until when?")
    try:
        start, is_interval, end = _date(phrase, said).partition("/")
    except NotUnderstood as reason:
        return Time(cut, phrase, mark, trouble=str(reason)) if _LASTED.fullmatch(words) else None
    if not is_interval:
        return None
    return Time(cut, phrase, mark, start, "" if end == str(said.day) else end)


def _is_dated(words: str) -> bool:
    """Whether words that are not a date are meant as one, rather than as the rest of a name."""
    return re.search(r"\d", words) is not None and not _MARK.search(words)


def _unbracketed(words: str, before: str) -> str:
    words = words.strip(" ,")
    return words.removesuffix(")") if "(" in before else words


def _read(mark: str, words: str, said: Said) -> tuple[str, str]:
    """The start and end given by the words after a mark."""
    if mark == "between":
        first, both, last = words.partition(" and ")
        if not both:
            raise NotUnderstood(f"“between {words}” and when? give both dates")
        # Between September and December 2012: the first shares the year of the last.
        within = re.fullmatch(r"\[(.+)\.\.(.+)\]", _date(f"between {words}", said))
        return (within[1], within[2]) if within else (_date(first, said), _date(last, said))
    if mark == "as of":
        raise NotUnderstood(f"“as of {words}”: in, since or until then? write which")
    if mark in ("until", "till", "up to", "ended"):
        return "", _date(words, said)
    if mark in ("before", "after", "by"):
        return (at := _date(f"{mark} {words}", said)), at
    if mark in ("since", "from"):
        parts = _TO.split(words, maxsplit=1)
        if len(parts) == 2:
            try:
                return _date(parts[0], said), _date(parts[1], said)
            except NotUnderstood:
                # From January to March 2012: the first shares the year of the last.
                return _span(words, said)
        if mark == "since":
            return _date(words, said), ""
        start, end = _span(words.removesuffix(" onwards").removesuffix(" on"), said)
        return start, "" if end == start else end
    return _span(words, said)


def _span(words: str, said: Said) -> tuple[str, str]:
    """The start and end of a bare time: a date is both."""
    if years := _YEARS.fullmatch(words):
        return _years(years)
    meant = _date(words, said)
    start, is_interval, end = meant.partition("/")
    if not is_interval:
        return meant, meant
    return start.strip("."), end.strip(".")


def _years(found: re.Match[str]) -> tuple[str, str]:
    """The years that "2007-2012" or "2007–12" means.

    Raises:
        NotUnderstood: They are in the wrong order, or may be a month.
    """
    first, sign, last = found["a"], found["sign"], found["b"]
    until = last if len(last) == 4 else first[:2] + last
    is_span = until > first
    is_month = sign == "-" and len(last) == 2 and "01" <= last <= "12"
    if is_span and is_month:
        month = dates.describe(f"{first}-{last}")
        raise NotUnderstood(f"“{found[0]}” can be {first} to {until}, or {month}")
    if is_month:
        return (month := f"{first}-{last}"), month
    if not is_span:
        raise NotUnderstood(f"“{found[0]}” was not understood: the earlier year comes first")
    return first, until


def _within(start: str, end: str) -> str:
    """Something that happened once, at some point between two dates."""
    if start == end or not (start and end):
        return start or end
    within = f"[{start}..{end}]"
    if not dates.is_date(within):
        raise NotUnderstood(f"“{start} to {end}” is not a single time")
    return within


def _date(words: str, said: Said) -> str:
    """The date some words mean.

    Raises:
        NotUnderstood: They mean none, may mean two, or contain more.
    """
    if len(words) > _LONGEST:
        raise NotUnderstood(f"{shortened(words)} is not a date")
    reading = said.read(words)
    if reading.left:
        raise NotUnderstood(f"{shortened(', '.join(reading.left))} cannot be stored: leave it out")
    return reading.edtf
