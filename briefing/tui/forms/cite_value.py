"""What the value that a cite gives says, read as the field it speaks of."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import msgspec

from briefing.model import dates
from briefing.model.fields import Field, Shape, field_of
from briefing.model.lines import LabelOf, row_line
from briefing.model.parsers.values import read
from briefing.model.parsers.words import NotUnderstood

_READ = (Shape.DATE, Shape.ROW, Shape.ROWS, Shape.REF, Shape.INTEGER)
"""Shapes whose values are not just what is typed."""


def meant_by(
    holder: type[msgspec.Struct],
    name: str,
    text: str,
    find: Callable[[str, Sequence[str]], str],
    label_of: LabelOf,
) -> str:
    """Say what a value means while it is typed; empty where the words say it themselves.

    Args:
        holder: The class of the record that is cited for.
        name: The field the cite speaks of.
        text: What it gives.
        find: Gives the ref of the record a name means, among some kinds.
        label_of: Gives the name of a record.
    """
    field = field_of(holder, name)
    if field is None or not text.strip() or field.shape not in _READ:
        return ""
    today = date.today()  # noqa: DTZ011  the reader's day
    try:
        value = read(field, text, lambda wanted: find(wanted, field.kinds), today)
    except NotUnderstood:
        return f"no {field.label.lower()} that can be read; kept in words"
    return f"= {_said(field, value, label_of)}"


def _said(field: Field, value: Any, label_of: LabelOf) -> str:
    if field.row is not None:
        rows = value if field.is_list else [value]
        return " · ".join(row_line(msgspec.convert(row, field.row), label_of) for row in rows)
    if field.shape is Shape.DATE:
        return dates.describe(value)
    return label_of(value) if field.shape is Shape.REF else str(value)
