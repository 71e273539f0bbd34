"""The value of a field as a source gives it, in words: written, read, and held against another."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape
from briefing.model.lines import LabelOf, row_line, value_line
from briefing.model.parsers.rows import read_rows
from briefing.model.parsers.words import Find, NotUnderstood


def say(field: Field, value: object, label_of: LabelOf) -> str:
    """Write the value of a field in words that `read` understands, where there are any.

    Args:
        field: Its declaration.
        value: What the record holds.
        label_of: Gives the name of a record.
    """
    if value in (None, "", ()):
        return ""
    if field.shape in (Shape.REF, Shape.REFS):
        return value_line(field, value, label_of)
    if isinstance(value, msgspec.Struct):
        return row_line(value, label_of)
    if isinstance(value, tuple):
        if field.shape is Shape.ROWS:
            return "; ".join(row_line(row, label_of) for row in value)
        return (", " if field.check else "; ").join(map(str, value))
    return str(value)


def read(field: Field, text: str, find: Find, today: date) -> Any:
    """Read what a source gives for a field as a plain value of it.

    Args:
        field: Its declaration.
        text: What the source gives.
        find: Gives the ref of the record a name means.
        today: What "last year" is counted from.

    Raises:
        NotUnderstood: It says no value of this field.
    """
    text = text.strip()
    match field.shape:
        case Shape.ROW | Shape.ROWS if field.row is not None:
            rows = read_rows(field.row, text, find)
            return rows if field.is_list else rows[-1]
        case Shape.WORDS:
            # Codes hold no commas, names may.
            between = r"\s*[,;\n]\s*" if field.check else r"\s*[;\n]\s*"
            return [part for part in re.split(between, text) if part]
        case Shape.REF | Shape.REFS:
            ref = find(text)
            if not ref:
                raise NotUnderstood(f"“{text}” is no record, or could be several")
            return [ref] if field.is_list else ref
        case Shape.DATE:
            return _date(text, today)
        case Shape.INTEGER | Shape.DECIMAL:
            return _number(text, int if field.shape is Shape.INTEGER else float)
    return text


def agrees(field: Field, value: object, text: str, label_of: LabelOf) -> bool:
    """Whether what a source gives for a field is what the record holds.

    Dates agree when there is a day that both can mean.

    Args:
        field: Its declaration.
        value: What the record holds.
        text: What the source gives.
        label_of: Gives the name of a record.
    """
    if field.shape is Shape.DATE and value:
        return _dates_meet(str(value), text)
    held = {say(field, value, label_of), value_line(field, value, label_of), str(value or "")}
    if _plain(text) in {_plain(words) for words in held}:
        return True
    if field.shape is Shape.WORDS:
        return Counter(_words(field, text)) == Counter(_words(field, say(field, value, label_of)))
    if field.row is None:
        return False
    # A source need not speak of every row.
    return bool(given := items_in(field, text)) and not (
        _lines(field, given, label_of) - _lines(field, value, label_of)
    )


def items_in(field: Field, text: str) -> Sequence[Any]:
    """The items of a list, or the one row, that a source gives; none where it cannot be read."""
    try:
        given = read(field, text, lambda name: name if field.row is None else "", _ANY_DAY)
    except NotUnderstood:
        return ()
    if field.row is None:
        return given if isinstance(given, list) else [given]
    return [msgspec.convert(row, field.row) for row in (given if field.is_list else [given])]


_ANY_DAY = date(1970, 1, 1)
"""Counted from for words that say their own year, where it does not matter."""


def _dates_meet(held: str, text: str) -> bool:
    says_a_year = re.search(r"\d{4}", text)
    meant = text.strip() if dates.is_date(text.strip()) else None
    if meant is None and says_a_year:
        meant = dates.suggest(text, _ANY_DAY)
    if meant is None or not dates.is_date(held):
        return _plain(held) == _plain(text)
    return dates.parse(held).overlaps(dates.parse(meant))


def _words(field: Field, text: str) -> list[str]:
    """Words that may stand with commas between, as they are kept."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return [_plain(field.read(part) if field.read else part) for part in parts if part]


def _lines(field: Field, value: Any, label_of: LabelOf) -> Counter[str]:
    """The items of a value as a reader knows them, in whatever order."""
    items = value if isinstance(value, list | tuple) else (value,) if value else ()
    return Counter(_plain(value_line(field, (item,), label_of)) for item in items)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _date(text: str, today: date) -> str:
    try:
        dates.parse(text)
    except dates.DateFault as fault:
        meant = dates.suggest(text, today)
        if meant is None:
            raise NotUnderstood(str(fault)) from None
        return meant
    return text


def _number(text: str, kind: type[int] | type[float]) -> int | float:
    try:
        return kind(text)
    except ValueError:
        raise NotUnderstood(f"“{text}” is not a number") from None
