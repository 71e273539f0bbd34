"""What changed between a moment and now, in the end: a change that was undone is none."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefing.model.contradictions import contradicting, field_name
from briefing.model.differences import fields_changed
from briefing.model.kinds.record import Cite, Record
from briefing.model.references import mentioned, with_references
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.books.known_at import KnownAt, Moment, made_after


class Move(NamedTuple):
    """A field that has another value now.

    Attributes:
        ref: The record.
        field: The field, by name.
        before: The value it had, as the record held it; references lead to what they lead to now.
        after: The value it has.
    """

    ref: str
    field: str
    before: Any
    after: Any


class Settled(NamedTuple):
    """A contradiction that was open before and is not any more.

    Attributes:
        ref: The record.
        field: The field; empty for the whole record.
        cites: The cites with a verdict on it; none if the sources agree now.
    """

    ref: str
    field: str
    cites: Sequence[Cite]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a moment.

    Attributes:
        before: The briefing as it was.
        now: The briefing as it is.
        new: The records that were not there.
        gone: The records that were deleted.
        merged: The records that were merged, each with the one it is part of now.
        renamed: The records that have another ref, by the new one.
        moves: The fields that changed of all others, in the order of records and fields.
        settled: The contradictions that were resolved.
        opened: The contradictions that came up, by record and field.
    """

    before: Book
    now: Book
    new: Sequence[str]
    gone: Sequence[str]
    merged: Mapping[str, str]
    renamed: Mapping[str, str]
    moves: Sequence[Move]
    settled: Sequence[Settled]
    opened: Sequence[tuple[str, str]]

    def within(self, refs: Collection[str]) -> "Since":
        """What changed of some records that are there."""
        return Since(
            self.before,
            self.now,
            [ref for ref in self.new if ref in refs],
            [],
            {ref: other for ref, other in self.merged.items() if other in refs},
            {ref: other for ref, other in self.renamed.items() if ref in refs},
            [each for each in self.moves if each.ref in refs],
            [each for each in self.settled if each.ref in refs],
            [each for each in self.opened if each[0] in refs],
        )

    def named(self) -> Iterator[tuple[Book, Collection[str]]]:
        """The records that changed, and those they refer to or referred to, by book."""
        now = {*self.new, *self.merged.values(), *(each.ref for each in self.moves)}
        now |= {*(each.ref for each in self.settled), *(ref for ref, _ in self.opened)}
        before = {*self.gone, *self.merged, *(self.renamed.get(ref, ref) for ref in now)}
        for book, refs in ((self.before, before), (self.now, now)):
            records = (book.get(ref) for ref in refs)
            yield book, refs.union(*(mentioned(each) for each in records if each is not None))


def since(store: Store, moment: Moment, shown: Callable[[Book], Book] = lambda book: book) -> Since:
    """What changed since a moment.

    Args:
        store: The briefing.
        moment: The revision, or the time after which changes count.
        shown: Gives either state as it is to be shown, such as `Released`. What is only left out of
            the later one was not deleted, and is not told.

    Raises:
        UnknownRevision: There is no such revision.
        NotReadable: The history is damaged.
    """
    before, now = shown(KnownAt(store, moment)), shown(store)
    refs: dict[str, None] = {}
    went: dict[str, str] = {}
    joined: set[str] = set()
    # The last change comes first, so that each ref is known to lead where it leads in the end.
    for transaction in made_after(store, moment):
        refs |= dict.fromkeys(change.ref for change in transaction.changes)
        if moved := transaction.redirected():
            gone, ref = moved
            went[gone] = went.get(ref, ref)
            if transaction.operation.name == "merge" or ref in joined:
                joined.add(gone)
    went = {
        ref: other
        for ref, other in went.items()
        if store.get(ref) is None and before.get(ref) is not None and now.get(other) is not None
    }
    merged = {ref: other for ref, other in went.items() if ref in joined}
    renamed: dict[str, str] = {}
    for ref, other in went.items():
        if ref not in joined and before.get(other) is None:
            renamed.setdefault(other, ref)
    went = merged | {ref: other for other, ref in renamed.items()}
    moves: list[Move] = []
    settled: list[Settled] = []
    opened: list[tuple[str, str]] = []
    new: list[str] = []
    deleted: list[str] = []
    for ref in reversed(refs):
        was, record = before.get(renamed.get(ref, ref)), now.get(ref)
        if record is None:
            if was is not None and ref not in went and store.get(ref) is None:
                deleted.append(ref)
        elif was is None:
            new.append(ref)
        else:
            was = with_references(was, went)
            moves += _moves(ref, was, record)
            resolved, arisen = _contradictions(ref, was, record, before, now)
            settled += resolved
            opened += arisen
    return Since(before, now, new, deleted, merged, renamed, moves, settled, opened)


def _moves(ref: str, was: Record, record: Record) -> Iterator[Move]:
    for field in fields_changed(was, record):
        old, new = (getattr(each, field.attribute) for each in (was, record))
        yield Move(ref, field.name, old, new)


def _contradictions(
    ref: str, was: Record, record: Record, before: Book, now: Book
) -> tuple[Iterable[Settled], Iterable[tuple[str, str]]]:
    """The contradictions of a record that were resolved, and those that came up."""
    if was.cites == record.cites and not any(cite.value for cite in record.cites):
        return (), ()
    then, today = _open(was, before), _open(record, now)
    settled = [
        Settled(
            ref,
            name,
            [cite for cite in record.cites if field_name(cite) == name and cite.verdict],
        )
        for name in then
        if name not in today
    ]
    return settled, [(ref, name) for name in today if name not in then]


def _open(record: Record, book: Book) -> Sequence[str]:
    """The fields of which a contradiction is unresolved."""
    return [
        name
        for name, numbers in contradicting(record, book.label).items()
        if any(not record.cites[number - 1].verdict for number in numbers)
    ]
