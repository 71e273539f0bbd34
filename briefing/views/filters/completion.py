"""What may come next in a query: properties, and values with how many records have each."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from briefing.search.words.folding import fold
from briefing.views.filters.filters import SPECIAL, Filters
from briefing.views.filters.properties import WEAKNESSES, properties, properties_for
from briefing.views.filters.syntax import CONDITION, All, Query, QueryFault, Span, Value, parse

MOST: Final = 200
"""Choices that are offered."""


class Choice(NamedTuple):
    """Something that may come next.

    Attributes:
        text: What is put in the query.
        shown: It for a reader.
        about: One line on it; empty for none.
        records: How many have it; None where that is not counted.
    """

    text: str
    shown: str
    about: str = ""
    records: int | None = None


class Completion(NamedTuple):
    """What may come next, and the characters of the query that it replaces."""

    start: int
    end: int
    choices: Sequence[Choice]


_QUOTED: Final = r'"(?:[^"\\]|\\.)*(?:"|$)'
_TOKEN: Final = re.compile(rf'(?:{_QUOTED}|[:=<>]+[ \t]*|[^\s()"])+', re.DOTALL)
_LAST_WORD: Final = re.compile(r"(?:^|(?<![:=<>\s])\s+|[(-])([^\W\d_][\w.-]*)$")
_VALUE: Final = re.compile(rf'(?:{_QUOTED}|[^,"])+', re.DOTALL)


def complete(filters: Filters, text: str, cursor: int, kind: str = "") -> Completion:
    """What may come next in a query, at the cursor.

    Args:
        filters: Counts the values.
        text: The query.
        cursor: Where in it something is typed, in characters.
        kind: The kind of record whose properties come first; empty for none.
    """
    start, end = _around(_TOKEN, text, cursor)
    token = text[start:cursor]
    token = token.removeprefix("-")
    asked = CONDITION.match(token)
    if asked is None:
        start = cursor - len(token)
        names = list(_names(token, kind)) or _instead(filters, token.strip('"'))
        return Completion(start, end, names[:MOST])
    values = token[asked.end() :]
    value = values[_around(_VALUE, values, len(values))[0] :]
    rest = _without(text, start, end)
    choices = _values(filters, asked[1].lower(), value.strip('"'), rest)
    return Completion(cursor - len(value), end, choices[:MOST])


def _around(pattern: re.Pattern[str], text: str, at: int) -> Span:
    """The characters of the match that a place in a text is in or after; none if there is none."""
    spans = (found.span() for found in pattern.finditer(text))
    return next(((start, end) for start, end in spans if start <= at <= end), (at, at))


def without_begun(text: str) -> str:
    """A query without a last word that may become the name of a property."""
    found = _LAST_WORD.search(text)
    if found is None or next(_names(found[1], ""), None) is None:
        return text
    return text[: found.start(1)].rstrip().removesuffix("-")


def _names(begun: str, kind: str) -> Iterator[Choice]:
    """The properties whose name or label begins with a text, those of a kind first."""
    wanted = fold(begun)
    for each in properties_for(kind):
        if f" {fold(each.name)} {fold(each.label)}".find(f" {wanted}") >= 0:
            sign = ":" if ":" in each.signs else each.signs[0]
            yield Choice(f"{each.name}{sign}", each.name, each.help or each.label)
    for name, special in SPECIAL.items():
        if name.startswith(wanted):
            yield Choice(f"{name}:", name, special.help)


def _instead(filters: Filters, word: str) -> list[Choice]:
    """What a search finds for a word that no text has."""
    found = filters.instead(word)
    return [Choice(found.query, found.query, found.label)] if found else []


def _values(filters: Filters, name: str, begun: str, rest: Query) -> list[Choice]:
    try:
        counts = filters.counts(name, rest, begun, MOST)
    except QueryFault:
        counts = ()
    found = [Choice(str(Value(typed)), shown, records=count) for typed, shown, count in counts]
    if name == "has":
        counted = {each.text: each for each in found}
        # Also those that no record has: that is an answer too.
        found = [
            counted.get(each, Choice(each, each, records=0))
            for each in WEAKNESSES
            if each.startswith(begun)
        ]
        names = (each for each in properties().values() if not each.sign)
        found += [
            Choice(each.name, each.name, each.help) for each in names if each.name.startswith(begun)
        ]
    return found


def _without(text: str, start: int, end: int) -> Query:
    """The rest of a query, without what is being typed; everything if that is no query."""
    try:
        return parse(f"{text[:start]} {text[end:]}")
    except QueryFault:
        return All()
