"""Two records side by side, field by field; or one record at two times.

Records of different kinds are compared in the fields that both have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from briefing.model.differences import differences
from briefing.model.fields import Field, field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf
from briefing.store.book import Book
from briefing.store.errors import UnknownRecord
from briefing.views.answer import Answer, Part, Row

Verdict = Literal["differs", "only in the first", "only in the second", "same"]

_CHANGES: Final[Mapping[Verdict, str]] = {
    "differs": "Changed",
    "only in the first": "No longer there",
    "only in the second": "New",
}
"""Headings of what changed in one record."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of two records, or an item or row of a list.

    Attributes:
        field: The field.
        label: Its name for a reader, with the number of a row.
        first: What the first record has there, for a reader; empty for nothing.
        second: What the second one has.
        verdict: How the two compare.
    """

    field: str
    label: str
    first: str
    second: str
    verdict: Verdict


def compare(
    first: Record | None, second: Record | None, book: Book, later: Book | None = None
) -> Sequence[Compared]:
    """Compare two records, in the order of their fields.

    Lists are compared item by item.

    Args:
        first: A record; None if it was not there yet.
        second: Another one, or the same at another time; None if it is gone.
        book: The briefing of the first, for the names of the records it refers to.
        later: That of the second, if it is another one.
    """
    other = later or book

    def label_of(ref: str) -> str:
        return (other if other.get(ref) is not None else book).label(ref)

    there = [each for each in (first, second) if each is not None]
    fields = {field.name: field for each in there for field in fields_of(type(each))}
    is_one_kind = type(first) is type(second)
    found = differences(first, second, label_of) if is_one_kind else ()
    rows: list[Compared] = []
    for field in fields.values():
        old, new = (_value(each, field) for each in (first, second))
        if is_one_kind and field.is_list:
            rows += _common(field, old, new, label_of)
            rows += [
                _row(field.name, each.label, each.before, each.after)
                for each in found
                if each.path.partition("[")[0] == field.name
            ]
            continue
        said = [value_line(field, value, label_of) for value in (old, new)]
        if any(said):
            rows.append(_row(field.name, field.label, *said))
    return rows


def _value(record: Record | None, field: Field) -> Any:
    """The value a record has in a field; None if its kind has no such field."""
    is_there = record is not None and field_of(type(record), field.name)
    return getattr(record, field.attribute) if is_there else None


def _common(field: Field, old: Any, new: Any, label_of: LabelOf) -> Iterator[Compared]:
    """What two lists have in common."""
    common = tuple(item for item in old if item in new)
    if common:
        said = value_line(field, common, label_of)
        yield Compared(field.name, field.label, said, said, "same")


def _row(field: str, label: str, first: str, second: str) -> Compared:
    verdict: Verdict = "same" if first == second else "differs"
    if not first or not second:
        verdict = "only in the first" if first else "only in the second"
    return Compared(field, label, first, second, verdict)


def compare_answer(book: Book, one: str, other: str) -> Answer:
    """Two records of a briefing side by side."""
    first, second = book.need(one), book.need(other)
    names = (book.label(one), book.label(other))
    title = f"{names[0]} and {names[1]}"
    if first.kind_name != second.kind_name:
        title += f", a {first.kind_name} and a {second.kind_name}"
    told_apart = names if names[0] != names[1] else (one, other)
    headings: dict[Verdict, str] = {
        "differs": f"Different: {told_apart[0]}, then {told_apart[1]}",
        "only in the first": f"Only in {told_apart[0]}",
        "only in the second": f"Only in {told_apart[1]}",
        "same": "The same",
    }
    return Answer(title, _parts(compare(first, second, book), headings))


def changed(before: Book, now: Book, ref: str) -> Sequence[Compared]:
    """Compare a record with what it was before.

    Args:
        before: The briefing as it was.
        now: The briefing as it is now, or was later.
        ref: The record, which need be in one of them only.

    Raises:
        UnknownRecord: It is in neither.
    """
    first, second = before.get(ref), now.get(ref)
    if first is None and second is None:
        raise UnknownRecord(ref)
    return compare(first, second, before, now)


def changed_answer(before: Book, now: Book, ref: str, since: str) -> Answer:
    """How a record changed.

    Args:
        before: As for `changed`.
        now: As for `changed`.
        ref: The record.
        since: When it was as `before` has it, in words.
    """
    rows = changed(before, now, ref)
    label = (now if now.get(ref) is not None else before).label(ref)
    notes = [
        note
        for book, note in (
            (before, "It was not in the briefing then."),
            (now, "It is no longer in the briefing."),
        )
        if book.get(ref) is None
    ]
    parts = _parts(rows, _CHANGES, " → ")
    return Answer(f"How {label} changed since {since}", parts, notes, "nothing changed")


def _parts(
    rows: Sequence[Compared], headings: Mapping[Verdict, str], between: str = ""
) -> Sequence[Part]:
    """The rows of each verdict that has a heading; two values in columns, or with a sign."""
    return [
        Part(heading, [_said(row, between) for row in rows if row.verdict == verdict])
        for verdict, heading in headings.items()
    ]


def _said(row: Compared, between: str) -> Row:
    if row.verdict == "differs" and not between:
        return Row(row.first, row.label, other=row.second)
    return Row(between.join(filter(None, dict.fromkeys((row.first, row.second)))), row.label)
