"""The value a source gives for a field: write it, parse it, compare it."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import inf
from typing import Any

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape
from briefing.model.formatting import row_line, rows_line, value_line
from briefing.model.kinds.event import Casualties, Place
from briefing.model.parsers.rows import read_rows
from briefing.model.parsers.words import Find, NameUnknown, NotUnderstood
from briefing.model.refs import LabelOf
from briefing.model.validation import field_faults

_TWO_DAYS = date(1970, 1, 1), date(2037, 6, 17)
"""Two days that differ in weekday, month and year."""
_MOST_CODES = 300
"""More than there are countries (ISO 3166-1: 249)."""
_THOUSANDS = re.compile(r"(?<=\d)[,’' \u00a0\u202f](?=\d{3}(?!\d))")


def say(field: Field, value: object, label_of: LabelOf) -> str:
    """Write the value of a field so that `read` understands it, where possible."""
    if value in (None, "", ()):
        return ""
    if field.shape in (Shape.REF, Shape.REFS):
        return value_line(field, value, label_of)
    if isinstance(value, msgspec.Struct):
        return row_line(value, label_of)
    if isinstance(value, tuple):
        if field.shape is Shape.ROWS:
            return rows_line(value, label_of)
        return (", " if field.check else "; ").join(map(str, value))
    return str(value)


def read(field: Field, text: str, find: Find, day: date | None) -> Any:
    """Parse what a source gives for a field into a plain value.

    Args:
        field: Its declaration.
        text: What the source gives.
        find: Gives the ref of the record a name means.
        day: What "last year" counts from; None if unknown, and then such text is refused.

    Raises:
        NotUnderstood: It is not a value of this field.
    """
    text = text.strip()
    value: Any
    match field.shape:
        case Shape.ROW | Shape.ROWS if field.row is not None:
            rows = read_rows(field.row, text, find)
            if len(rows) > 1 and not field.is_list:
                raise NotUnderstood(f"a record has only one {field.label.lower()}; give one")
            value = rows if field.is_list else rows[0]
        case Shape.WORDS:
            value = _words(field, text)
        case Shape.REF | Shape.REFS:
            ref = find(text)
            if not ref:
                raise NameUnknown(text)
            value = [ref] if field.is_list else ref
        case Shape.DATE:
            value = _date(text, day)
        case Shape.INTEGER | Shape.DECIMAL:
            value = _number(text, int if field.shape is Shape.INTEGER else float)
        case Shape.CHOICE:
            terms = (term for term in field.choices if term.casefold() == text.casefold())
            value = next(terms, text)
        case _:
            value = field.read(text) if field.read else text
    if value in ("", []):
        raise NotUnderstood("no value given")
    for fault in field_faults(field, value):
        raise NotUnderstood(fault.problem)
    return value


def kept(field: Field, text: str, find: Find, label_of: LabelOf, day: date | None) -> str:
    """What a source gives, as stored: a date in EDTF, rows as `say` writes them, codes, terms.

    Args:
        field: The field it gives a value for.
        text: The value, in the source's words.
        find: Gives the ref of the record a name means.
        label_of: Gives the label of a record.
        day: The day the source came out, which "last year" counts from; None if unknown.

    Raises:
        NotUnderstood: It is not a value of this field; a source may say what no field can hold.
    """
    if _is_as_typed(field):
        return text.strip()
    value = read(field, text, find, day)
    said = say(field, _held(field, value), label_of)
    if read(field, said, find, day) != value:
        raise NotUnderstood(f"“{text.strip()}” cannot be written in one line")
    return said


def shown(field: Field, text: str, label_of: LabelOf) -> str:
    """What a source gives, worded like a value of the field, or as written if it is not one."""
    if field.shape is Shape.DATE:
        return dates.describe(text)
    items = () if _is_as_typed(field) else items_in(field, text)
    return value_line(field, tuple(items), label_of) if items else text


def agrees(field: Field, value: object, text: str, label_of: LabelOf) -> bool:
    """Whether what a source gives for a field matches what the record holds.

    Dates match if they can mean the same day, figures if their bounds meet, lists in any order,
    codes with names. A source need not mention every row, or every part of a place.

    Args:
        field: Its declaration.
        value: What the record holds.
        text: What the source gives.
        label_of: Gives the label of a record.
    """
    if field.shape is Shape.DATE and value:
        return _dates_meet(str(value), text)
    held = {say(field, value, label_of), value_line(field, value, label_of), str(value or "")}
    if _plain(text) in {_plain(words) for words in held}:
        return True
    given = () if _is_as_typed(field) else items_in(field, text)
    rows = value if isinstance(value, list | tuple) else (value,) if value else ()
    if not given or not rows:
        return False
    if field.row is Casualties:
        return all(_is_counted(row, rows) for row in given)
    if field.row is Place:
        return _is_same_place(given[0], rows[0])
    if field.row is not None:
        return not _lines(field, given, label_of) - _lines(field, rows, label_of)
    return set(_lines(field, given, label_of)) == set(_lines(field, rows, label_of))


def agree(field: Field, one: str, other: str, label_of: LabelOf) -> bool:
    """Whether two sources give the same value for a field."""

    def covers(these: str, those: str) -> bool:
        items = items_in(field, these)
        value = tuple(items) if field.is_list else next(iter(items), None)
        return value is not None and agrees(field, value, those, label_of)

    return _plain(one) == _plain(other) or covers(one, other) or covers(other, one)


def items_in(field: Field, text: str) -> Sequence[Any]:
    """The items of a list, or the one value, that a source gives; none if it cannot be parsed."""
    try:
        given = read(field, text, lambda name: name if field.row is None else "", None)
    except NotUnderstood:
        return ()
    held = _held(field, given)
    return held if isinstance(held, tuple) else (held,)


def _is_as_typed(field: Field) -> bool:
    """Whether the field stores exactly what is typed."""
    return field.shape in (Shape.TEXT, Shape.PROSE) and not (field.check or field.read)


def _held(field: Field, value: Any) -> Any:
    """A plain value as a record holds it."""
    if field.row is not None:
        rows = [msgspec.convert(row, field.row) for row in (value if field.is_list else [value])]
        return tuple(rows) if field.is_list else rows[0]
    return tuple(value) if field.is_list else value


def _dates_meet(held: str, text: str) -> bool:
    try:
        given = dates.parse(_date(text.strip(), None))
    except NotUnderstood:
        return _plain(held) == _plain(text)
    return dates.parse(held).overlaps(given) if dates.is_date(held) else False


def _is_counted(given: Casualties, held: Sequence[Casualties]) -> bool:
    """Whether the figure a source gives for some people, or for all, can be that of a record."""
    alike = [row for row in held if row.outcome == given.outcome]
    if not given.who:
        return bool(alike) and _meet(alike, given)
    same = [row for row in alike if _plain(row.who) == _plain(given.who)]
    if not same and len(alike) == 1 and not alike[0].who:
        # The record does not say who they were.
        same = alike
    return any(_meet([row], given) for row in same)


def _meet(held: Sequence[Casualties], given: Casualties) -> bool:
    """Whether some number lies within the bounds of all people held together and of one figure."""
    low, high = _bounds(given)
    bounds = [_bounds(row) for row in held]
    return sum(least for least, _ in bounds) <= high and low <= sum(most for _, most in bounds)


def _bounds(row: Casualties) -> tuple[float, float]:
    """The fewest and the most a figure can be; a best figure alone is both."""
    if row.low is row.high is None and row.best is not None:
        return row.best, row.best
    return row.low or 0, inf if row.high is None else row.high


def _is_same_place(given: Place, held: Place) -> bool:
    """Whether a place matches the one held: as specific, and nothing in it differs."""
    is_as_close = bool(given.name) or not held.name
    return is_as_close and all(
        mine == theirs or theirs in ("", None)
        for mine, theirs in zip(_place_parts(held), _place_parts(given), strict=True)
    )


def _place_parts(place: Place) -> Sequence[str | float | None]:
    names = (_plain(place.name), _plain(place.admin1), place.country)
    return (*names, place.latitude, place.longitude, place.precision)


def _lines(field: Field, items: Sequence[Any], label_of: LabelOf) -> Counter[str]:
    """The items of a value as a reader knows them, in any order."""
    return Counter(_plain(value_line(field, (item,), label_of)) for item in items)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _words(field: Field, text: str) -> list[str]:
    """A list of short texts; codes contain no commas, names may."""
    parts = re.split("[;\n]" if not field.check else "[,;\n]", text)
    found = [part.strip() for part in parts if part.strip()]
    if field.read is None:
        return found
    if len(found) > _MOST_CODES:
        raise NotUnderstood(f"there are not {len(found):,} countries")
    # A country's name may contain a comma: Bonaire, Sint Eustatius and Saba.
    whole = field.read(text)
    return [whole] if whole != text else [field.read(part) for part in found]


def _date(text: str, day: date | None) -> str:
    """The date some words mean; refused if they mean none, or depend on an unknown day."""
    from briefing.model.parsers.dates.parse import read_date, suggest

    if dates.is_date(text):
        return text
    if day is not None:
        return read_date(text, day).edtf
    # If the meaning is the same from two very different days, it depends on neither.
    one, other = (suggest(text, each) for each in _TWO_DAYS)
    if one != other:
        raise NotUnderstood(f"“{text}” does not say which year")
    return one or read_date(text).edtf


def _number(text: str, kind: type[int] | type[float]) -> int | float:
    try:
        # Python takes 1_0 for 10.
        return kind(_THOUSANDS.sub("", text).replace("_", "?"))
    except ValueError:
        raise NotUnderstood(f"“{text}” is not a number") from None
