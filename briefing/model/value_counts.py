"""Count the values of a field across records, to suggest the most frequent."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from briefing.model.fields import Field, fields_of
from briefing.model.kinds.record import SHARED, Record


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


def _structs(struct: msgspec.Struct, cls: type[msgspec.Struct]) -> Iterator[msgspec.Struct]:
    """The record or those of its rows that are of a class."""
    if isinstance(struct, cls):
        yield struct
        return
    for declared in fields_of(type(struct)):
        if declared.row is not None and issubclass(declared.row, cls):
            value = getattr(struct, declared.attribute)
            yield from value if isinstance(value, tuple) else [value] if value else ()
