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
from briefing.model.parsers import link_times
from briefing.model.parsers.link_phrases import BELONGS, FOUNDERS, LinkPhrase, phrase_at
from briefing.model.parsers.link_times import Time
from briefing.model.parsers.quoted import Quoted
from briefing.model.parsers.said import Said
from briefing.model.parsers.words import Find, NameUnknown, NotUnderstood, find_named
from briefing.model.refs import kind_of
from briefing.model.terms import LINK_TYPES, MOMENTARY_LINKS

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


class _Reading(NamedTuple):
    """One way to split the text after the words for a link."""

    name: str
    role: str = ""
    time: Time | None = None

    @property
    def cuts(self) -> int:
        """How many parts it has besides the name."""
        return bool(self.role) + bool(self.time)

    @property
    def is_sure(self) -> bool:
        """Whether its parts are what they seem even if no record has the name."""
        return self.time is None or not (self.time.trouble or self.time.is_plain_year)


class _Names(NamedTuple):
    """Looks up the names in a line.

    Attributes:
        quoted: Restores a quoted name.
        find: Finds a record by its name in the line.
        find_source: Finds a source likewise.
    """

    quoted: Quoted
    find: Callable[[str], str]
    find_source: Callable[[str], str]


def read_link(ref: str, text: str, find: Find, find_source: Find, said: Said) -> dict[str, Any]:
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


def _read(ref: str, phrase: LinkPhrase, rest: str, names: _Names, said: Said) -> dict[str, Any]:
    """The link given by the words for it and the text after them."""
    rest, cites = _without_source(_without_full_stop(rest), names)
    reading = _best_reading(rest, names, said)
    role = names.quoted(reading.role.strip(_ENDS))
    if found := _TIME_INSIDE.search(reading.role):
        raise NotUnderstood(f"“{role[found.start() :].strip()}” was not understood")
    when = link_times.fields(reading.time, phrase) if reading.time else {}
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


def _without_full_stop(rest: str) -> str:
    """A line without its full stop; two dots are the open end of a time."""
    rest = rest.strip(" ,")
    return rest if rest.endswith("..") else rest.removesuffix(".")


def _readings(rest: str, said: Said) -> Sequence[_Reading]:
    """The ways to split a line: all of it is the name, or less and less of it."""
    rest = f" {rest}"
    readings = [_Reading(rest)]
    for time in link_times.times_in(rest, said):
        before = rest[: time.cut]
        readings.append(_Reading(before, "", time))
        readings += [_Reading(name, role, time) for name, role in _roles(before)]
    for before, role in _roles(rest):
        readings.append(_Reading(before, role))
        times = link_times.times_in(before, said)
        readings += [_Reading(before[: time.cut], role, time) for time in times]
    return [each._replace(name=each.name.strip(_ENDS)) for each in readings]


def _roles(text: str) -> Iterator[tuple[str, str]]:
    for found in [*_AS.finditer(text, len(text) - link_times.TAIL)][-_MOST:]:
        yield text[: found.start()], text[found.end() :]


def _best_reading(rest: str, names: _Names, said: Said) -> _Reading:
    """The likeliest reading of a line."""
    if names.find(rest):
        return _Reading(rest)
    readings = _readings(rest, said)
    return _known(readings, names) or _unknown(readings, names)


def _known(readings: Sequence[_Reading], names: _Names) -> _Reading | None:
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


def _unknown(readings: Sequence[_Reading], names: _Names) -> _Reading:
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
    when: dict[str, str], phrase: LinkPhrase, time: Time | None, said: Said
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
