"""A cite in one line: "status = at large: “remains at large” (2) Observer Mission".

The field comes before the colon, with `= value` if the source gives another value; then the passage
in quotation marks, the credibility in brackets, and the source. Everything but the source is
optional. A value or title that contains these signs goes in quotation marks; an empty pair of them
before such a title means that there is no passage.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.parsers.words import Find, NotUnderstood
from briefing.model.quotation_marks import CLOSING, closings, taken_out

_CREDIBILITY = re.compile(r"\( ?(?:(?:grade|credibility) )?([1-6]) ?\)", re.IGNORECASE)
_GIVES = re.compile(r"(?:=|, ?gives ) *", re.IGNORECASE)
_AGAINST = re.compile(r" ?, ?contradicts ?:", re.IGNORECASE)
_WHOLE_RECORD = ("whole record", "all of it")
"""What a line says for no field; the second is what it used to be called."""

_MOST_COLONS = 8
"""Colons tried as the end of a value; each costs a search for a source."""
_LONGEST_TITLE = 1_000
"""Characters of a title that is searched for."""
_Head = tuple[dict[str, Any], int]
"""What a line says from one place on, and where that ends."""


class _CiteLine(NamedTuple):
    """A line, where each quotation mark in it is closed, and what finds a source."""

    text: str
    ends: Mapping[int, int]
    find: Find


def read_cite(text: str, find: Find) -> dict[str, Any]:
    """Parse which source says what about which field, in which words.

    Args:
        text: The line.
        find: Finds the source.

    Raises:
        NotUnderstood: It names no source, or none that is known.
    """
    stripped = text.strip()
    line = _CiteLine(stripped, closings(stripped), find)
    problems = []
    # A title may look like a field and a value; then there are none.
    for head, end in (*_heads(line), ({}, 0)):
        for read in (_in_order, _title_alone, _in_any_order):
            try:
                row = head | read(line, end)
            except NotUnderstood as problem:
                problems.append(problem)
            else:
                return {name: value for name, value in row.items() if value}
    raise problems[0]


def _heads(line: _CiteLine) -> Iterator[_Head]:
    """Yield what the part before the colon can mean, likeliest first."""
    sign = re.search("[:=,]", line.text)
    field = _named(line.text[: sign.start()].strip()) if sign else None
    if sign is None or field is None:
        return
    at = sign.start()
    if gives := _GIVES.match(line.text, at):
        for value, end in _values(line, gives.end()):
            yield {"field": field, **value}, end
    elif against := _AGAINST.match(line.text, at):
        yield {"field": field, "stance": "contradicts"}, against.end()
    elif sign[0] == ":":
        yield {"field": field}, at + 1


def _values(line: _CiteLine, begin: int) -> Iterator[_Head]:
    """Yield what the value can be, with the stance after it."""
    if closing := line.ends.get(begin):
        value = taken_out(line.text, begin, closing)
        if against := _AGAINST.match(line.text, closing + 1):
            yield {"value": value, "stance": "contradicts"}, against.end()
        elif line.text.startswith(":", closing + 1):
            yield {"value": value}, closing + 2
        return
    if line.text[begin : begin + 1] in CLOSING:
        return
    # A value may hold colons, as "killed: 11 militants" does.
    end = begin
    for _ in range(_MOST_COLONS):
        colon = line.text.find(":", end)
        if colon < 0:
            return
        end = colon + 1
        value, comma, last = line.text[begin:colon].rpartition(",")
        if comma and last.strip().casefold() == "contradicts":
            yield {"value": value.strip(), "stance": "contradicts"}, end
        else:
            yield {"value": line.text[begin:colon].strip()}, end


def _in_order(line: _CiteLine, begin: int) -> dict[str, Any]:
    """Parse passage, credibility and source in the order this program writes them."""
    row: dict[str, Any] = {}
    begin = _next(line, begin)
    if closing := line.ends.get(begin):
        row["passage"] = taken_out(line.text, begin, closing)
        begin = _next(line, closing + 1)
    if grade := _CREDIBILITY.match(line.text, begin):
        row["credibility"] = int(grade[1])
        begin = _next(line, grade.end())
    if line.ends.get(begin) == len(line.text) - 1 and "passage" in row:
        title = taken_out(line.text, begin, len(line.text) - 1)
    else:
        title = line.text[begin:].strip(" ,.")
    return row | {"source": _source(line, title)}


def _title_alone(line: _CiteLine, begin: int) -> dict[str, Any]:
    """Parse a line that is only a title, even if it looks like more."""
    return {"source": _source(line, line.text[begin:].strip())}


def _in_any_order(line: _CiteLine, begin: int) -> dict[str, Any]:
    """Parse the parts in any order, and a passage whose marks do not pair."""
    row: dict[str, Any] = {}
    rest = line.text[begin:]
    if opening := re.search('[“«"]', rest):
        closing = _end_of_passage(rest, opening.start())
        if closing > opening.start():
            row["passage"] = rest[opening.end() : closing].strip()
            rest = f"{rest[: opening.start()]} {rest[closing + 1 :]}"
    if grade := _CREDIBILITY.search(rest):
        row["credibility"] = int(grade[1])
        rest = f"{rest[: grade.start()]} {rest[grade.end() :]}"
    return row | {"source": _source(line, " ".join(rest.split()).strip(" ,."))}


def _end_of_passage(text: str, begin: int) -> int:
    """Where a passage ends: at its closing mark, or at the last one if no other opens.

    A straight mark opens the text right after it, and closes the text right before it.
    """
    mark = text[begin]
    depth, first, last = 0, -1, -1
    for found in re.finditer(f"[{mark}{CLOSING[mark]}]", text[begin:]):
        at = begin + found.start()
        is_straight = CLOSING[mark] == mark
        before = text[at - 1 : at] if at else " "
        opens = not before.strip() or before in "(“«" if is_straight else found[0] == mark
        if opens and first >= 0:
            return first
        depth += 1 if opens else -1
        if not opens:
            last = at
        if depth <= 0 and first < 0:
            first = at
    return last


def _source(line: _CiteLine, title: str) -> str:
    if not title:
        raise NotUnderstood("no source given: end with its title")
    ref = line.find(title) if len(title) <= _LONGEST_TITLE else ""
    if not ref:
        raise NotUnderstood(f"“{title}” matches no source, or several")
    return ref


def _next(line: _CiteLine, at: int) -> int:
    """The place of the next significant character."""
    rest = line.text[at:]
    return at + len(rest) - len(rest.lstrip(" ,"))


def _named(words: str) -> str | None:
    """The field some words name, with its row; None for none, as titles may contain colons."""
    if words.casefold() in _WHOLE_RECORD:
        return ""
    name, *place = re.split(r"(?=[.\[])", words, maxsplit=1)
    field = _names_of(tuple(kind.cls for kind in KINDS.values())).get(name.casefold())
    return None if field is None else f"{field}{''.join(place)}"


@lru_cache
def _names_of(classes: tuple[type[Record], ...]) -> Mapping[str, str]:
    """The fields of some classes by what they may be called."""
    fields = [field for cls in classes for field in fields_of(cls)]
    # A label may be the name of another field, which a line means then.
    return {field.label.casefold(): field.name for field in fields} | {
        field.name: field.name for field in fields
    }
