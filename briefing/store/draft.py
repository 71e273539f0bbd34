"""Collecting several changes before any of them is made: records put, deleted, renamed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.references import (
    cycles,
    mentioned,
    with_references,
    without_references,
)
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import checked
from briefing.store.changes import PUT, Change, Operation, Transaction
from briefing.store.errors import (
    BrokenReference,
    Conflict,
    RefTaken,
    StillReferenced,
    UnknownRecord,
)
from briefing.store.integrity import broken_references
from briefing.store.records import Records

_AT_ONCE: Final = 500
"""Records that are checked together, and singly if something may be wrong with them."""


def _chunks(
    records: Iterable[tuple[str, Record, Record | None]],
) -> Iterator[Sequence[tuple[str, Record, Record | None]]]:
    left = iter(records)
    while some := tuple(islice(left, _AT_ONCE)):
        yield some


class Draft:
    """Changes to be made together; nothing is saved before the transaction ends.

    Args:
        records: The present records.
        operation: What the changes do as a whole; worked out from them if None.

    Attributes:
        done: The transaction it became, once that is saved.
    """

    done: Transaction

    def __init__(self, records: Records, operation: Operation | None = None) -> None:
        self._records = records
        self._operation = operation
        self._is_put = False
        self._deleted: list[str] = []
        self._before: dict[str, Record | None] = {}
        self._after: dict[str, Record | None] = {}

    @property
    def operation(self) -> Operation:
        """What the changes do."""
        if self._operation is None and self._deleted:
            return Operation("edit" if self._is_put else "delete", tuple(self._deleted))
        return self._operation or PUT

    def does(self, operation: Operation) -> None:
        """Set what the changes do.

        Raises:
            ValueError: They do something else already; the log names one operation a transaction.
        """
        if self._operation not in (None, operation):
            raise ValueError(f"a {operation.name} needs a transaction of its own")
        self._operation = operation

    def get(self, ref: str) -> Record | None:
        """A record as it will be."""
        return self._after[ref] if ref in self._after else self._records.get(ref)

    def put(self, ref: str, record: Record, base: Record | None = None) -> None:
        """Add or replace a record.

        Args:
            ref: Its ref.
            record: The record.
            base: What it was when the edit began; what it is now if None.

        Raises:
            InvalidRecord: It has faults, or the ref is not valid for it.
            Conflict: It is no longer `base`.
        """
        self._put(ref, record, base, is_checked=False)

    def _put(self, ref: str, record: Record, base: Record | None, *, is_checked: bool) -> None:
        kind = KINDS.get(record.kind_name)
        if kind is None or type(record) is not kind.cls:
            problem = f"there is no kind of record “{record.kind_name}”"
            raise InvalidRecord([Fault("", problem, ", ".join(KINDS))], ref)
        if kind_of(ref) != kind.name or not is_slug(slug_of(ref)):
            problem = f"cannot name one of the {kind.plural}"
            raise InvalidRecord([Fault("", problem, f"{kind.name}:a-short-name")], ref)
        record = record if is_checked else checked(record, ref)
        if base is not None and self.get(ref) != base:
            raise Conflict(ref)
        self._is_put = True
        self._set(ref, record)

    def put_all(self, records: Iterable[tuple[str, Record, Record | None]]) -> None:
        """Add or replace many records, each with its base; see `put`, which is the slower way.

        Args:
            records: The records with their refs, their fields of the declared types, as `build`
                makes them.

        Raises:
            InvalidRecord: One has faults, or its ref is not valid for it.
            Conflict: One is no longer its base.
        """
        from briefing.model.column_validation import Columns
        from briefing.model.table import Table

        columns = Columns()
        for some in _chunks(records):
            by_kind: dict[type[Record], list[Record]] = {}
            for _, record, _ in some:
                by_kind.setdefault(type(record), []).append(record)
            wrong = {
                cls for cls, alike in by_kind.items() if columns.may_be_wrong(Table(cls, alike))
            }
            for ref, record, base in some:
                self._put(ref, record, base, is_checked=type(record) not in wrong)

    def delete(self, ref: str, *, unlink: bool = False) -> None:
        """Delete a record; with `unlink`, also every reference to it.

        Raises:
            UnknownRecord: There is none.
            StillReferenced: Others refer to it, and `unlink` is not set.
        """
        if self.get(ref) is None:
            raise UnknownRecord(ref)
        self._deleted.append(ref)
        edited, dropped = self._delete([ref], unlink=unlink)
        if not unlink and (edited or dropped):
            raise StillReferenced(ref, edited, dropped)

    def delete_all(self, refs: Iterable[str], *, keeps_names: bool = True) -> None:
        """Delete records and every reference to them.

        Args:
            refs: The records.
            keeps_names: Whether a row that referred to one keeps its name.

        Raises:
            UnknownRecord: One of them does not exist.
        """
        refs = list(refs)
        for ref in refs:
            if self.get(ref) is None:
                raise UnknownRecord(ref)
        self._deleted += refs
        self._delete(refs, unlink=True, keeps_names=keeps_names)

    def _delete(
        self, refs: Sequence[str], *, unlink: bool, keeps_names: bool = True
    ) -> tuple[list[str], list[str]]:
        """Delete existing records; returns those that lose a mention and those that need one."""
        gone: dict[str, str] = {}
        edited: list[str] = []
        dropped: list[str] = []
        while refs:
            gone |= {
                ref: label(record) if keeps_names else ""
                for ref in refs
                if (record := self.get(ref)) is not None
            }
            for ref in refs:
                self._set(ref, None)
            referrers = dict.fromkeys(
                other for ref in refs for other in self._records.referrers(ref)
            )
            refs = []
            for other in referrers:
                referrer = self.get(other)
                if referrer is None or gone.keys().isdisjoint(mentioned(referrer)):
                    continue
                kept = without_references(referrer, gone)
                (dropped if kept is None else edited).append(other)
                if unlink and kept is None:
                    refs.append(other)
                elif unlink:
                    self._set(other, kept)
        return edited, dropped

    def rename(self, ref: str, new: str) -> None:
        """Give a record another ref and redirect every reference to it.

        Args:
            ref: Its ref.
            new: Its new ref, of the same kind.

        Raises:
            UnknownRecord: There is none.
            RefTaken: Another record has the new ref.
            InvalidRecord: The new ref is invalid or of another kind.
        """
        record = self.get(ref)
        if record is None:
            raise UnknownRecord(ref)
        if new != ref and self.get(new) is not None:
            raise RefTaken(new)
        self.does(Operation("rename", (ref, new)))
        self.put(new, record)
        if new != ref:
            self.redirect(ref, new)

    def redirect(self, ref: str, other: str) -> None:
        """Delete a record and redirect all references to it."""
        self._set(ref, None)
        for referrer in self.referrers(ref):
            record = self.get(referrer)
            if record is not None:
                self._set(referrer, with_references(record, {ref: other}))

    def refuse_cycles(self, ref: str) -> None:
        """Refuse changes that make a record part of itself.

        Raises:
            InvalidRecord: It would be part of itself, directly or through others.
        """
        for field, path in cycles(self.get, ref):
            problem = "would form a cycle: " + " → ".join(path)
            raise InvalidRecord([Fault(field.name, problem)], ref)

    def referrers(self, ref: str) -> list[str]:
        """The records that will mention `ref`."""
        touched = (other for other, after in self._after.items() if after is not None)
        return [
            other
            for other in dict.fromkeys((*self._records.referrers(ref), *touched))
            if (record := self.get(other)) is not None and ref in mentioned(record)
        ]

    def broken_references(self) -> Iterator[BrokenReference | StillReferenced]:
        """What the changes would break, the first reference for each record."""
        return broken_references(self._records, self.changes())

    def changes(self) -> tuple[Change, ...]:
        """The changes, in the order in which the records were first touched."""
        return tuple(
            Change(ref, before, self._after[ref])
            for ref, before in self._before.items()
            if before != self._after[ref]
        )

    def _set(self, ref: str, record: Record | None) -> None:
        self._before.setdefault(ref, self._records.get(ref))
        self._after[ref] = record
