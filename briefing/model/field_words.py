"""The value of a field as a source gives it, in words: written, read, and held against another."""

import re
from datetime import date
from typing import Any

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape
from briefing.model.in_words import Find, NotUnderstood
from briefing.model.lines import LabelOf, row_line, value_line
from briefing.model.row_words import read_rows


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
        return ", ".join(map(str, value))
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
            return [part for part in re.split(r"\s*[,\n]\s*", text) if part]
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
        try:
            return dates.parse(str(value)).overlaps(dates.parse(text.strip()))
        except dates.DateFault:
            pass
    held = {say(field, value, label_of), value_line(field, value, label_of), str(value or "")}
    return _plain(text) in {_plain(words) for words in held}


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
