"""Every reference a record makes, and how to take one out of it or lead it elsewhere.

Links, integrity, deleting and renaming all live on this; nothing here knows one kind from
another, it reads the declarations.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import msgspec

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.record import Record

S = TypeVar("S", bound=msgspec.Struct)


class Reference(NamedTuple):
    """One record mentioned by another.

    Attributes:
        ref: The record mentioned.
        role: The part it plays there: a row's role where it has one, else the field's name.
        path: Where it stands: `actors[0].ref`.
    """

    ref: str
    role: str
    path: str


def references(record: msgspec.Struct) -> Iterator[Reference]:
    """Every reference the record makes, in the order of its fields."""
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
                role = getattr(row, "role", "") or field.name
                for found in references(row):
                    yield Reference(found.ref, role, f"{prefix}.{found.path}")


def mentioned(record: msgspec.Struct) -> list[str]:
    """Every ref the record mentions, without saying where; four times as fast as `references`.

    An index of all records needs no more, and has to go through 100,000 of them.
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


def without_references(record: S, words: Mapping[str, str]) -> S | None:
    """The same record or row without any mention of some refs.

    Where the field has a neighbour for the words (an actor's name, a quote's attribution)
    and it is empty, they are kept there.

    Args:
        record: Which.
        words: What is kept of each of the refs: its name, or nothing.

    Returns:
        The record, or None when it cannot stand without what is taken out: a link needs
        both its ends, a quote its source.
    """
    changes: dict[str, Any] = {}
    for field, read in _referring_fields(type(record)):
        value = read(record)
        if field.shape is Shape.REF and value in words:
            if field.required:
                return None
            changes[field.attribute] = ""
            if field.otherwise and not getattr(record, field.otherwise):
                if not (words[value] or isinstance(record, Record)):
                    # A row that names nobody says nothing.
                    return None
                changes[field.otherwise] = words[value]
        elif field.shape is Shape.REFS:
            changes[field.attribute] = tuple(item for item in value if item not in words)
        elif field.shape is Shape.ROWS:
            rows = (without_references(row, words) for row in value)
            changes[field.attribute] = tuple(row for row in rows if row is not None)
        elif field.shape is Shape.ROW and value is not None:
            changes[field.attribute] = without_references(value, words)
    return msgspec.structs.replace(record, **changes)


def with_references(record: S, others: Mapping[str, str]) -> S:
    """The same record or row with every mention of some refs turned into one of others.

    Of rows that come to say the same, and of refs that come to stand in a list twice, one is kept.

    Args:
        record: Which.
        others: What each of the refs is turned into.
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
            changes[field.attribute] = _different(rows) if rows != list(value) else value
        elif field.shape is Shape.ROW and value is not None:
            changes[field.attribute] = with_references(value, others)
    return msgspec.structs.replace(record, **changes)


def cycles(get: Callable[[str], Record | None], ref: str) -> Iterator[tuple[Field, list[str]]]:
    """Find where a record leads round to itself.

    Args:
        get: Gives the record a ref names, or None.
        ref: The record.

    Yields:
        The field that leads round, and the refs on the way, the record itself first.
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


def _different(rows: Sequence[S]) -> tuple[S, ...]:
    return tuple(row for at, row in enumerate(rows) if row not in rows[:at])


@lru_cache
def _referring_fields(
    cls: type[msgspec.Struct],
) -> tuple[tuple[Field, Callable[[object], Any]], ...]:
    """The fields of a class that hold references, directly or in their rows."""
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
    """What reads the fields of a class that hold references, by shape."""
    fields = _referring_fields(cls)

    def reading(shape: Shape) -> tuple[_Read, ...]:
        return tuple(read for field, read in fields if field.shape is shape)

    return reading(Shape.REF), reading(Shape.REFS), reading(Shape.ROW), reading(Shape.ROWS)
