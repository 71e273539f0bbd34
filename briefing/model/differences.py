"""The differences between two states of a record, field by field."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import msgspec

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf

_MOST_NAMED = 3


class Difference(NamedTuple):
    """One difference.

    Attributes:
        path: The place: `status`, `aliases`, `casualties[1].low`. Rows count from 0, in the earlier
            state if it has them.
        label: The place for a reader: "Status", "Casualties 2 Low".
        before: The earlier value for a reader; empty if there was none.
        after: The later value for a reader.
        old: The earlier value as in the file; None if there was none.
        new: The later value as in the file.
    """

    path: str
    label: str
    before: str
    after: str
    old: Any = None
    new: Any = None


def differences(
    before: Record | None, after: Record | None, label_of: LabelOf = str
) -> Sequence[Difference]:
    """Compare two states of a record.

    Args:
        before: The earlier state; None if the record was added.
        after: The later state, of the same kind; None if the record was deleted.
        label_of: Returns the label of a record.

    Returns:
        The differences in the order of the fields: each item or row added or removed, and each
        field of a row that changed in place.
    """
    cls = type(before if before is not None else after)
    if not issubclass(cls, Record):
        return ()
    return tuple(_fields(cls, before, after, _Place(label_of)))


def fields_changed(before: Record, after: Record) -> list[Field]:
    """The fields in which two states of a record differ."""
    return [
        field
        for field in fields_of(type(after))
        if getattr(before, field.attribute, None) != getattr(after, field.attribute)
    ]


def fields_named(fields: Sequence[Field]) -> str:
    """Fields within a sentence: “status and URL”; of many only two, “status, died and 3 more”."""
    words = [
        field.label if field.label.isupper() else field.label[:1].lower() + field.label[1:]
        for field in fields
    ]
    if len(words) > _MOST_NAMED:
        words[2:] = [f"{len(words) - 2} more"]
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


class _Place(NamedTuple):
    """The current position of a comparison."""

    label_of: LabelOf
    path: str = ""
    label: str = ""

    def field(self, field: Field) -> "_Place":
        path = f"{self.path}.{field.name}" if self.path else field.name
        return self._replace(path=path, label=f"{self.label} {field.label}".lstrip())

    def row(self, number: int) -> "_Place":
        return self._replace(path=f"{self.path}[{number}]", label=f"{self.label} {number + 1}")

    def difference(self, field: Field, old: Any, new: Any) -> Difference:
        before, after = (value_line(field, value, self.label_of) for value in (old, new))
        return Difference(self.path, self.label, before, after, _plain(old), _plain(new))


def _fields(
    cls: type[msgspec.Struct],
    before: msgspec.Struct | None,
    after: msgspec.Struct | None,
    place: _Place,
) -> Iterator[Difference]:
    for field in fields_of(cls):
        old, new = (getattr(each, field.attribute, None) for each in (before, after))
        if old == new or (_is_empty(old) and _is_empty(new)):
            continue
        if field.is_aside and place.path:
            continue  # of a row, for programs only
        here = place.field(field)
        if field.shape in (Shape.WORDS, Shape.REFS):
            yield from _items(field, old or (), new or (), here)
        elif field.shape is Shape.ROWS:
            yield from _rows(field, old or (), new or (), here)
        else:
            yield from _single(field, old, new, here)


def _single(field: Field, old: Any, new: Any, place: _Place) -> Iterator[Difference]:
    if field.row is None or old is None or new is None:
        yield place.difference(field, old, new)
    else:
        yield from _fields(field.row, old, new, place)


def _items(field: Field, old: Any, new: Any, place: _Place) -> Iterator[Difference]:
    was, now = Counter(old), Counter(new)
    if was == now:
        # Only the order changed.
        yield place.difference(field, old, new)
    for item in (was - now).elements():
        yield place.difference(field, item, None)
    for item in (now - was).elements():
        yield place.difference(field, None, item)


def _rows(field: Field, old: Any, new: Any, place: _Place) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for code, start, end, from_, to in matcher.get_opcodes():
        if code == "equal":
            continue
        # A row that replaces another in its place counts as changed.
        pairs = min(end - start, to - from_)
        for step in range(pairs):
            yield from _single(field, old[start + step], new[from_ + step], place.row(start + step))
        for number in range(start + pairs, end):
            yield place.row(number).difference(field, old[number], None)
        for number in range(from_ + pairs, to):
            yield place.row(number).difference(field, None, new[number])


def _plain(value: Any) -> Any:
    return None if _is_empty(value) else msgspec.to_builtins(value)


def _is_empty(value: object) -> bool:
    return value in (None, "", ())
