"""A link as seen from one of its ends: "leads AQIM since 2007".

First comes what kind of link it is, then the other record, optionally a role and a time in either
order, and the source in square brackets. The name of an existing record is never cut short. A link
that is over but has no date, "was a member of AQIM", ended at the latest on the day of the phrase.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from briefing.model import dates
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.link_phrases import BELONGS, FOUNDERS, LinkPhrase, phrase_at
from briefing.model.parsers.words import (
    Find,
    NameUnknown,
    NotUnderstood,
    Quoted,
    find_named,
    shortened,
)
from briefing.model.refs import kind_of
from briefing.model.terms import LINK_TYPES, MOMENTARY_LINKS

_MOST_TIMES = 6
"""Words where a time may begin, counted from the end: a name can contain such words."""
_TAIL = 300
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
_AT_ONE_TIME = frozenset(("", "in", "on", "during", "between", "before", "after", "by"))
_HOW_LONG = frozenset(("for", "over"))
EXAMPLE = "leads AQIM since 2007 [the source]; deputy leader of AQIM until 2013"
_WAYS = ", ".join(
    dict.fromkeys(way.replace("-", " ") for ways in LINK_TYPES.items() for way in ways)
)
_SOURCE = re.compile(r" ?\[(?P<source>[^\[\]]*)\]$")
_AS = re.compile(r"(?<![ ,])[ ,]+as (?!of\b)(?:an? |the )?(?=[^ ])", re.IGNORECASE)
_TIME_INSIDE = re.compile(
    r"(?:^|[ ,(])(?:since|until|till)\b"
    r"|(?:^|[ ,(])(?:from|in|on|during|between|before|after|by|as of) \d"
    r"|\b(?:ago|yesterday|today|recently|later|(?:last|this|past) (?:year|month|week|spring|summer"
    r"|autumn|winter))$"
    r"| (?:as|in|from|on|and|of|with)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"(?:and|or|with|for|by|of|to|from|against|in|at|on|not) ")
_SEVERAL = re.compile(r" (?:and|et|&|as well as|(?:along|together) with) | ?, ?")
_ENDS = " ,."
_MOST = 4
"""Ways to split a line that are tried, for each of role, subject and several names."""
_MOST_WORDS = 30
"""Words that the record's own name can have at the beginning of a line."""


class _Time(NamedTuple):
    """A possible time at the end of a line: where it is cut off, its words and its dates.

    `mark` is its first word, such as "since", and `trouble` why it is not a time after all.
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


def _times_in(line: str, said: DateContext) -> Iterator[_Time]:
    """Find where a time may begin in a line that ends with it, the longest first."""
    for found in [*_MARK.finditer(line, len(line) - _TAIL)][-_MOST_TIMES:]:
        words = _unbracketed(line[found.end() :], line[found.start() : found.end()])
        mark = found["mark"].casefold()
        phrase = f"{found['mark']} {words}"
        if mark in _HOW_LONG:
            if time := _lasted(found.start(), phrase, words, said):
                yield time
            continue
        try:
            start, end = _marked(mark, words, said)
        except NotUnderstood as reason:
            # Words with a figure are meant as a date, rather than as the rest of a name.
            is_dated = re.search(r"\d", words) and not _MARK.search(words)
            if mark in ("since", "until", "till") or is_dated:
                yield _Time(found.start(), phrase, mark, trouble=str(reason))
            continue
        yield _Time(found.start(), phrase, mark, start, end)
    for found in [*_BARE.finditer(line, len(line) - _TAIL)][-_MOST_TIMES:]:
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
                yield _Time(found.start(), words, "", trouble=str(reason))
            continue
        yield _Time(found.start(), words, "", start, end)


def _fields(time: _Time, phrase_of_link: LinkPhrase) -> dict[str, str]:
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


def _lasted(cut: int, phrase: str, words: str, said: DateContext) -> _Time | None:
    """The time of something that lasted until the day of the phrase: for the past two years."""
    mark = phrase.partition(" ")[0].casefold()
    if mark == "for" and _LENGTH.fullmatch(words):
        return _Time(cut, phrase, mark, trouble=f"“{phrase}”: from when, until when?")
    try:
        start, is_interval, end = _date(phrase, said).partition("/")
    except NotUnderstood as reason:
        return _Time(cut, phrase, mark, trouble=str(reason)) if _LASTED.fullmatch(words) else None
    if not is_interval:
        return None
    return _Time(cut, phrase, mark, start, "" if end == str(said.day) else end)


def _unbracketed(words: str, before: str) -> str:
    words = words.strip(" ,")
    return words.removesuffix(")") if "(" in before else words


def _marked(mark: str, words: str, said: DateContext) -> tuple[str, str]:
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


def _span(words: str, said: DateContext) -> tuple[str, str]:
    """The start and end of a bare time: a date is both."""
    if years := _YEARS.fullmatch(words):
        return _years(years)
    meant = _date(words, said)
    start, is_interval, end = meant.partition("/")
    if not is_interval:
        return meant, meant
    return start.strip("."), end.strip(".")


def _years(found: re.Match[str]) -> tuple[str, str]:
    """The years that "2007-2012" or "2007–12" means; refused if it may be a month."""
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


def _date(words: str, said: DateContext) -> str:
    """The date some words mean; refused if they mean none, may mean two, or contain more."""
    if len(words) > _LONGEST:
        raise NotUnderstood(f"{shortened(words)} is not a date")
    reading = said.read(words)
    if reading.left:
        raise NotUnderstood(f"{shortened(', '.join(reading.left))} cannot be stored: leave it out")
    return reading.edtf


class _Split(NamedTuple):
    """One way to split the text after the words for a link."""

    name: str
    role: str = ""
    time: _Time | None = None

    @property
    def cuts(self) -> int:
        """How many parts it has besides the name."""
        return bool(self.role) + bool(self.time)

    @property
    def is_sure(self) -> bool:
        """Whether its parts are what they seem even if no record has the name."""
        return self.time is None or not (self.time.trouble or self.time.is_plain_year)


class _Names(NamedTuple):
    """Looks up the names in a line, quoted or not."""

    quoted: Quoted
    find: Callable[[str], str]
    find_source: Callable[[str], str]


def read_link(
    ref: str, text: str, find: Find, find_source: Find, said: DateContext
) -> dict[str, Any]:
    """Parse a link from one record to another.

    Args:
        ref: The record the line is about. The line may begin with its name, or begin with the name
            of another record and end with its own. Empty if the line stands alone.
        text: The type, the other record, optionally a role and a time, and the source in square
            brackets; empty brackets mean no source.
        find: Finds the other record by name.
        find_source: Finds the source.
        said: When the line was said, which relative dates count from.

    Returns:
        The fields of the link; an end that the line does not give is empty.

    Raises:
        NameUnknown: Everything is clear but the other record.
        NotUnderstood: It is not a link, or the time or the source is unclear.
    """
    quoted = Quoted(text)
    names = _Names(
        quoted,
        lru_cache(maxsize=None)(lambda name: find_named(quoted(name), find) if name else ""),
        lambda name: find_source(quoted(name)),
    )
    words = quoted.text.split(" ")
    begins = phrase_at(words)
    trouble: NotUnderstood | None = None
    if begins is not None:
        phrase, count = begins
        try:
            return _read(ref, phrase, " ".join(words[count:]), names, said)
        except NotUnderstood as reason:
            trouble = reason
    # The line may begin with a name, and that may look like the words for a link.
    for subject, phrase, rest in _with_subject(words, names):
        link = _read(subject, phrase, rest, names, said)
        if ref and ref not in (link["from"], link["to"]):
            raise NotUnderstood("that is a link of other records, not of this one")
        return link
    if trouble is not None:
        raise trouble
    first = quoted(" ".join(words[:3])).strip()
    raise NotUnderstood(f"“{first}” was not understood; begin with one of: {_WAYS}")


def _with_subject(words: Sequence[str], names: _Names) -> Iterator[tuple[str, LinkPhrase, str]]:
    """Split a line that begins with the name of a record."""
    found = (
        (at, begins)
        for at in range(1, min(len(words), _MOST_WORDS))
        if (begins := phrase_at(words[at:])) is not None
    )
    for at, (phrase, count) in islice(found, _MOST):
        if subject := names.find(" ".join(words[:at])):
            yield subject, phrase, " ".join(words[at + count :])


def _read(
    ref: str, phrase: LinkPhrase, rest: str, names: _Names, said: DateContext
) -> dict[str, Any]:
    """The link given by the words for it and the text after them."""
    # Two dots at the end are the open end of a time, one is a full stop.
    rest = rest.strip(" ,")
    rest = rest if rest.endswith("..") else rest.removesuffix(".")
    rest, cites = _without_source(rest, names)
    if names.find(rest):
        reading = _Split(rest)
    else:
        readings = _readings(rest, said)
        reading = _known(readings, names) or _unknown(readings, names)
    role = names.quoted(reading.role.strip(_ENDS))
    if found := _TIME_INSIDE.search(reading.role):
        raise NotUnderstood(f"“{role[found.start() :].strip()}” was not understood")
    when = _fields(reading.time, phrase) if reading.time else {}
    if phrase.is_past or phrase.effect == "ends":
        when = _with_end(when, phrase, reading.time, said)
    other = names.find(reading.name)
    if not other:
        raise NameUnknown(names.quoted(reading.name))
    if other == ref:
        raise NotUnderstood("a record cannot be linked to itself; name another one")
    from_, to = (other, ref) if phrase.is_turned else (ref, other)
    kind = phrase.type
    if kind == BELONGS:
        kind = "part-of" if kind_of(from_) == "group" else "member"
    if phrase.role in FOUNDERS and kind_of(from_) == "group":
        raise NotUnderstood("a group is part of another, was split from it or succeeds it")
    role = ", ".join(part for part in (phrase.role, role) if part)
    return {
        "type": kind,
        "from": from_,
        "to": to,
        **({"role": role} if role else {}),
        **when,
        **({} if cites is None else {"cites": cites}),
    }


def _without_source(rest: str, names: _Names) -> tuple[str, list[dict[str, str]] | None]:
    """Split the source from the end of a line; the cites are None if there are no brackets."""
    found = _SOURCE.search(rest)
    if found is None or names.find(rest) or dates.is_date(found[0].strip()):
        return rest, None
    rest, name = rest[: found.start()].strip(_ENDS), found["source"].strip()
    if not name:
        return rest, []
    ref = names.find_source(name)
    if not ref:
        raise NotUnderstood(f"“{names.quoted(name)}” matches no source, or several")
    return rest, [{"source": ref}]


def _readings(rest: str, said: DateContext) -> Sequence[_Split]:
    """The ways to split a line: all of it is the name, or less and less of it."""
    rest = f" {rest}"
    readings = [_Split(rest)]
    for time in _times_in(rest, said):
        before = rest[: time.cut]
        readings.append(_Split(before, "", time))
        readings += [_Split(name, role, time) for name, role in _roles(before)]
    for before, role in _roles(rest):
        readings.append(_Split(before, role))
        times = _times_in(before, said)
        readings += [_Split(before[: time.cut], role, time) for time in times]
    return [each._replace(name=each.name.strip(_ENDS)) for each in readings]


def _roles(text: str) -> Iterator[tuple[str, str]]:
    for found in [*_AS.finditer(text, len(text) - _TAIL)][-_MOST:]:
        yield text[: found.start()], text[found.end() :]


def _known(readings: Sequence[_Split], names: _Names) -> _Split | None:
    """The reading with the longest name that a record has."""
    readings = sorted(
        readings,
        key=lambda each: (len(each.name), not (each.time and each.time.trouble), each.cuts),
        reverse=True,
    )
    reading = next((each for each in readings if names.find(each.name)), None)
    if reading and reading.time and reading.time.trouble:
        raise NotUnderstood(names.quoted(reading.time.trouble))
    return reading


def _unknown(readings: Sequence[_Split], names: _Names) -> _Split:
    """The reading that leaves the shortest name, for a name that no record has."""
    reading = min(
        (each for each in readings if each.is_sure), key=lambda each: (len(each.name), -each.cuts)
    )
    for other in readings:
        if other.time and other.time.trouble and len(other.name) < len(reading.name):
            raise NotUnderstood(names.quoted(other.time.trouble))
        if other.time and other.time.is_plain_year and len(other.name) < len(reading.name):
            year = other.time.words
            raise NotUnderstood(
                f"“{year}”: write “in {year}” for a time, or put the name in quotation marks"
            )
    if not reading.name:
        raise NotUnderstood("whom? the name of a group or leader comes next")
    if found := _TIME_INSIDE.search(reading.name):
        words = names.quoted(reading.name[found.start() :].strip(_ENDS))
        raise NotUnderstood(f"“{words}” was not understood")
    if _NO_NAME.match(reading.name):
        raise NotUnderstood(f"“{names.quoted(reading.name)}” was not understood")
    several = [part for part in _SEVERAL.split(reading.name) if part]
    if 1 < len(several) <= _MOST and all(map(names.find, several)):
        raise NotUnderstood(
            f"“{names.quoted(reading.name)}” names several; write one link per line"
        )
    return reading


def _with_end(
    when: dict[str, str], phrase: LinkPhrase, time: _Time | None, said: DateContext
) -> dict[str, str]:
    """The time of a link that is over: without an end date it ended by the day of the phrase."""
    lasts = phrase.effect == "ends" or (
        phrase.effect == "lasts" and phrase.type not in MOMENTARY_LINKS
    )
    if not lasts or "end" in when or (time and time.mark == "since"):
        return when
    if said.day is None:
        raise NotUnderstood("until when? add “until” and a date")
    return {**when, "end": f"[..{said.day}]"}
