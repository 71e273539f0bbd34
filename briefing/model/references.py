"""The references of a record: find, remove and redirect them, and find cycles.

All of it is derived from the declarations of fields. Links, integrity, deleting, renaming and
merging are built on it.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import msgspec

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.record import Record
from briefing.model.table import Table
from briefing.model.validation import keeps_rules

S = TypeVar("S", bound=msgspec.Struct)


class Reference(NamedTuple):
    """One reference of a record to another.

    Attributes:
        ref: The other record.
        role: Its role: that of the row if it has one, else the name of the field.
        path: The place of the reference: `actors[0].ref`.
    """

    ref: str
    role: str
    path: str


def references(record: msgspec.Struct) -> Iterator[Reference]:
    """Yield the references of a record, in the order of its fields."""
    for field, read in _referring_fields(type(record)):
        value = read(record)
        if not value:
            continue
        if field.shape is Shape.REF:
            yield Reference(value, field.name, field.name)
        elif field.shape is Shape.REFS:
            for number, ref in enumerate(value):
                yield Reference(ref, field.name, f"{field.name}[{number}]")
        else:
            rows = value if field.shape is Shape.ROWS else (value,)
            for number, row in enumerate(rows):
                prefix = f"{field.name}[{number}]" if field.shape is Shape.ROWS else field.name
                role = getattr(row, row.role_by, "") or field.name
                for found in references(row):
                    yield Reference(found.ref, role, f"{prefix}.{found.path}")


def mentioned(record: msgspec.Struct) -> list[str]:
    """All refs in a record, without their places: four times as fast as `references`.

    For an index of 100,000 records.
    """
    one, many, row, rows = _mentioning(type(record))
    refs = [ref for read in one if (ref := read(record))]
    for read in many:
        refs.extend(read(record))
    for read in row:
        if value := read(record):
            refs.extend(mentioned(value))
    for read in rows:
        for value in read(record):
            refs.extend(mentioned(value))
    return refs


def all_mentioned(table: Table) -> set[str]:
    """All refs in records or rows, each once: far faster than one by one."""
    found = set[str]()
    for field, _ in _referring_fields(table.cls):
        if field.attribute in table.rows:
            found |= all_mentioned(table.rows[field.attribute])
        elif field.shape is Shape.REF:
            found.update(table[field.attribute])
        else:
            found.update(*table[field.attribute])
    found.discard("")
    return found


def without_references(record: S, words: Mapping[str, str]) -> S | None:
    """Remove references from a record or row.

    If the field has an empty neighbour for a name (an actor's name, a quote's attribution), the
    name is kept there.

    Args:
        record: The record or row.
        words: The refs to remove, each with the name to keep; empty for none.

    Returns:
        The changed record; None if it needs the reference, as a link needs both its ends.
    """
    changes: dict[str, Any] = {}
    for field, read in _referring_fields(type(record)):
        value = read(record)
        if field.shape is Shape.REF and value in words:
            if field.required:
                return None
            changes[field.attribute] = ""
            if field.otherwise and not getattr(record, field.otherwise):
                changes[field.otherwise] = words[value]
        elif field.shape is Shape.REFS:
            changes[field.attribute] = tuple(item for item in value if item not in words)
        elif field.shape is Shape.ROWS:
            rows = (without_references(row, words) for row in value)
            changes[field.attribute] = tuple(row for row in rows if row is not None)
        elif field.shape is Shape.ROW and value is not None:
            changes[field.attribute] = without_references(value, words)
    changed = msgspec.structs.replace(record, **changes)
    # A row that would name nobody goes; a record may be mended.
    return changed if isinstance(record, Record) or keeps_rules(changed) else None


def with_references(record: S, others: Mapping[str, str]) -> S:
    """Redirect references of a record or row; of rows or refs that become equal, keep one.

    Args:
        record: The record or row.
        others: The new ref for each old one.
    """
    changes: dict[str, Any] = {}
    for field, read in _referring_fields(type(record)):
        value = read(record)
        if field.shape is Shape.REF:
            changes[field.attribute] = others.get(value, value)
        elif field.shape is Shape.REFS:
            moved = [others.get(item, item) for item in value]
            changes[field.attribute] = tuple(dict.fromkeys(moved))
        elif field.shape is Shape.ROWS:
            rows = [with_references(row, others) for row in value]
            changes[field.attribute] = tuple(dict.fromkeys(rows)) if rows != list(value) else value
        elif field.shape is Shape.ROW and value is not None:
            changes[field.attribute] = with_references(value, others)
    return msgspec.structs.replace(record, **changes)


def cycles(get: Callable[[str], Record | None], ref: str) -> Iterator[tuple[Field, list[str]]]:
    """Find the cycles of a record: being part of itself, or derived from itself, through others.

    Args:
        get: Returns the record with a ref, or None.
        ref: The record.

    Yields:
        The field that refers in a cycle, and the refs of the cycle, the record itself first.
    """
    record = get(ref)
    for field in fields_of(type(record)) if record else ():
        if field.shape is Shape.REF and record is not None and record.kind_name in field.kinds:
            way = _cycle_through(get, ref, field)
            if way:
                yield field, way


def _cycle_through(get: Callable[[str], Record | None], ref: str, field: Field) -> list[str]:
    seen = [ref]
    while True:
        record = get(seen[-1])
        following = getattr(record, field.attribute, "") if record else ""
        if following == ref:
            return seen
        if not following or following in seen:
            return []
        seen.append(following)


@lru_cache
def _referring_fields(
    cls: type[msgspec.Struct],
) -> tuple[tuple[Field, Callable[[object], Any]], ...]:
    """The fields of a class with references, directly or in their rows."""
    return tuple(
        (field, attrgetter(field.attribute))
        for field in fields_of(cls)
        if field.shape in (Shape.REF, Shape.REFS) or (field.row and _referring_fields(field.row))
    )


_Read = Callable[[object], Any]


@lru_cache
def _mentioning(
    cls: type[msgspec.Struct],
) -> tuple[tuple[_Read, ...], tuple[_Read, ...], tuple[_Read, ...], tuple[_Read, ...]]:
    """Getters for the fields of a class with references, by shape."""
    fields = _referring_fields(cls)

    def reading(shape: Shape) -> tuple[_Read, ...]:
        return tuple(read for field, read in fields if field.shape is shape)

    return reading(Shape.REF), reading(Shape.REFS), reading(Shape.ROW), reading(Shape.ROWS)
