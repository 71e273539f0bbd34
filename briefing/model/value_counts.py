"""Values and rows of other records, to suggest them where they recur."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from briefing.model.fields import Field, fields_of
from briefing.model.kinds.record import SHARED, Record, Row


def most_frequent(
    records: Iterable[Record], cls: type[msgspec.Struct], field: Field
) -> Sequence[str]:
    """The values of a field of texts, each once, as a reader knows it, the most frequent first.

    Args:
        records: The records.
        cls: The class of record or row that has the field; all kinds count for a shared field.
        field: Its declaration.
    """
    holder = Record if issubclass(cls, Record) and field.attribute in SHARED else cls
    found: Counter[str] = Counter()
    for record in records:
        for struct in _structs(record, holder):
            value = getattr(struct, field.attribute)
            found.update(value if isinstance(value, tuple) else [value] if value else ())
    show = field.show or str
    return [show(text) for text, _ in found.most_common()]


def rows_known_by(
    records: Iterable[Record], cls: type[Row], name: str
) -> Sequence[Mapping[str, Any]]:
    """The different rows that bear a name in other records, as plain values.

    Args:
        records: The records.
        cls: The class of the rows; `known_by` is the field with the name.
        name: The name, in any case.
    """
    wanted = name.casefold()
    found = {
        struct: None
        for record in records
        for struct in _structs(record, cls)
        if (called := getattr(struct, cls.known_by)) and called.casefold() == wanted
    }
    return [msgspec.to_builtins(struct) for struct in found]


def _structs(struct: msgspec.Struct, cls: type[msgspec.Struct]) -> Iterator[msgspec.Struct]:
    """The record or those of its rows that are of a class."""
    if isinstance(struct, cls):
        yield struct
        return
    for declared in fields_of(type(struct)):
        if declared.row is not None and issubclass(declared.row, cls):
            value = getattr(struct, declared.attribute)
            yield from value if isinstance(value, tuple) else [value] if value else ()
