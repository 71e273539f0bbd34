"""Two records side by side, field by field; or one record at two times.

Records of different kinds are compared in the fields that both have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from briefing.model.differences import differences
from briefing.model.fields import Field, field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row

Verdict = Literal["differs", "only in the first", "only in the second", "same"]


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
    first: Record, second: Record, book: Book, later: Book | None = None
) -> Sequence[Compared]:
    """Compare two records, in the order of their fields.

    Lists are compared item by item.

    Args:
        first: A record.
        second: Another one, or the same at another time.
        book: The briefing of the first, for the names of the records it refers to.
        later: That of the second, if it is another one.
    """
    other = later or book

    def label_of(ref: str) -> str:
        return (other if other.get(ref) is not None else book).label(ref)

    fields = {field.name: field for each in (first, second) for field in fields_of(type(each))}
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


def _value(record: Record, field: Field) -> Any:
    """The value a record has in a field; None if its kind has no such field."""
    return getattr(record, field.attribute) if field_of(type(record), field.name) else None


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
    return compared_answer(title, told_apart, compare(first, second, book))


def compared_answer(title: str, names: Sequence[str], rows: Sequence[Compared]) -> Answer:
    """A comparison as an answer.

    Args:
        title: What was compared.
        names: What to call the first and the second: names, or days.
        rows: The comparison.
    """
    one, other = names
    headings: dict[Verdict, str] = {
        "differs": "Different",
        "only in the first": f"Only in {one}",
        "only in the second": f"Only in {other}",
        "same": "The same",
    }
    parts = [
        Part(heading, [Row(_said(row), row.label) for row in rows if row.verdict == verdict])
        for verdict, heading in headings.items()
    ]
    return Answer(title, parts)


def _said(row: Compared) -> str:
    return f"{row.first} | {row.second}" if row.verdict == "differs" else row.first or row.second
