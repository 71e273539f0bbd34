"""The differences between two states of a record, field by field, from the declarations."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

import msgspec

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf


class Difference(NamedTuple):
    """One difference.

    Attributes:
        path: Where: `status`, `aliases`, `casualties[1].low` (rows count from 0, in the state that
            has them; in the earlier one if both do).
        label: The same for a reader: "Status", "Casualties 2 Low".
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
        after: The later one, of the same kind; None if the record was deleted.
        label_of: Gives the label of the record a ref names.

    Returns:
        The differences in the order of the fields: for a list of words or refs, each item added or
        removed; for rows, each row added or removed, and the fields of a row that changed in place.
    """
    cls = type(before if before is not None else after)
    if not issubclass(cls, Record):
        return ()
    return tuple(_fields(cls, before, after, label_of, _Place()))


class _Place(NamedTuple):
    """The current position of a comparison."""

    path: str = ""
    label: str = ""

    def field(self, field: Field) -> "_Place":
        joint = "." if self.path else ""
        return _Place(f"{self.path}{joint}{field.name}", f"{self.label} {field.label}".lstrip())

    def row(self, number: int) -> "_Place":
        return _Place(f"{self.path}[{number}]", f"{self.label} {number + 1}")


def _fields(
    cls: type[msgspec.Struct],
    before: msgspec.Struct | None,
    after: msgspec.Struct | None,
    label_of: LabelOf,
    place: _Place,
) -> Iterator[Difference]:
    for field in fields_of(cls):
        old, new = _value(field, before), _value(field, after)
        if old != new and not (_is_empty(old) and _is_empty(new)):
            compare = _SHAPES.get(field.shape, _single)
            yield from compare(field, old, new, label_of, place.field(field))


def _value(field: Field, holder: msgspec.Struct | None) -> Any:
    return None if holder is None else getattr(holder, field.attribute)


def _single(
    field: Field, old: Any, new: Any, label_of: LabelOf, place: _Place
) -> Iterator[Difference]:
    yield _difference(field, old, new, label_of, place)


def _words(
    field: Field, old: Any, new: Any, label_of: LabelOf, place: _Place
) -> Iterator[Difference]:
    was, now = old or (), new or ()
    held, holds = Counter(was), Counter(now)
    gone, come = list((held - holds).elements()), list((holds - held).elements())
    if not gone and not come:
        # The same, in another order.
        yield _difference(field, was, now, label_of, place)
    for item in gone:
        yield _difference(field, item, None, label_of, place)
    for item in come:
        yield _difference(field, None, item, label_of, place)


def _row(
    field: Field, old: Any, new: Any, label_of: LabelOf, place: _Place
) -> Iterator[Difference]:
    if old is None or new is None or field.row is None:
        yield from _single(field, old, new, label_of, place)
    else:
        yield from _fields(field.row, old, new, label_of, place)


def _rows(
    field: Field, old: Any, new: Any, label_of: LabelOf, place: _Place
) -> Iterator[Difference]:
    was, now = old or (), new or ()
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for code, start, end, from_, to in matcher.get_opcodes():
        if code == "equal":
            continue
        # Rows in each other's place are one row that changed.
        pairs = min(end - start, to - from_)
        for step in range(pairs):
            here = place.row(start + step)
            yield from _row(field, was[start + step], now[from_ + step], label_of, here)
        for number in range(start + pairs, end):
            yield _difference(field, was[number], None, label_of, place.row(number))
        for number in range(from_ + pairs, to):
            yield _difference(field, None, now[number], label_of, place.row(number))


_Compare = Callable[[Field, Any, Any, LabelOf, _Place], Iterator[Difference]]

_SHAPES: dict[Shape, _Compare] = {
    Shape.WORDS: _words,
    Shape.REFS: _words,
    Shape.ROW: _row,
    Shape.ROWS: _rows,
}


def _difference(field: Field, old: Any, new: Any, label_of: LabelOf, place: _Place) -> Difference:
    before, after = value_line(field, old, label_of), value_line(field, new, label_of)
    return Difference(place.path, place.label, before, after, _plain(old), _plain(new))


def _plain(value: Any) -> Any:
    return None if _is_empty(value) else msgspec.to_builtins(value)


def _is_empty(value: object) -> bool:
    return value in (None, "", ())
