"""What records hold in a field, so that it can be said the same way again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from briefing.model.fields import Field, fields_of
from briefing.model.kinds.record import Record


def used(records: Iterable[Record], cls: type[msgspec.Struct], field: Field) -> Sequence[str]:
    """Count what records hold in a field of texts; of one that all kinds have, in all of them.

    Args:
        records: The records.
        cls: The class of record or row that has the field.
        field: Its declaration.

    Returns:
        Every text once, as a reader knows it, the most frequent first.
    """
    holder = Record if issubclass(cls, Record) and field.attribute in _SHARED else cls
    found: Counter[str] = Counter()
    for record in records:
        for struct in _structs(record, holder):
            value = getattr(struct, field.attribute)
            found.update(value if isinstance(value, tuple) else [value] if value else ())
    show = field.show or str
    return [show(text) for text, _ in found.most_common()]


def _structs(struct: msgspec.Struct, cls: type[msgspec.Struct]) -> Iterator[msgspec.Struct]:
    """A record or its rows, where they are of a class."""
    if isinstance(struct, cls):
        yield struct
        return
    for declared in fields_of(type(struct)):
        if declared.row is not None and issubclass(declared.row, cls):
            value = getattr(struct, declared.attribute)
            yield from value if isinstance(value, tuple) else [value] if value else ()


_SHARED = frozenset(Record.__struct_fields__)
