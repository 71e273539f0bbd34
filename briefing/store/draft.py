"""Several changes put together before any of them is made."""

from collections.abc import Sequence
from typing import Protocol

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.labels import label
from briefing.model.records import KINDS, Record
from briefing.model.references import references, without_reference
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import faults, plain
from briefing.store.changes import Change, Transaction
from briefing.store.errors import Conflict, StillReferenced, UnknownRecord


class Records(Protocol):
    """What a draft needs to know of the records as they are."""

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""


class Draft:
    """Changes being put together; nothing is saved before the transaction ends.

    Args:
        store: The records as they are.

    Attributes:
        done: The transaction it became, once that is saved.
    """

    done: Transaction

    def __init__(self, store: Records) -> None:
        self._store = store
        self._before: dict[str, Record | None] = {}
        self._after: dict[str, Record | None] = {}

    def get(self, ref: str) -> Record | None:
        """A record as it will be."""
        return self._after[ref] if ref in self._after else self._store.get(ref)

    def put(self, ref: str, record: Record, base: Record | None = None) -> None:
        """Add or replace a record.

        Args:
            ref: Its name.
            record: What it will be.
            base: What it was when the edit began; what it is now when not given.

        Raises:
            InvalidRecord: It has faults, or its ref is none.
            Conflict: It is no longer `base`.
        """
        if type(record) is not KINDS.get(kind_of(ref)) or not is_slug(slug_of(ref)):
            problem = f"cannot name one of the {record.plural}"
            raise InvalidRecord([Fault("", problem, f"{record.kind_name}:a-short-name")], ref)
        found = faults(kind_of(ref), plain(record))
        if found:
            raise InvalidRecord(found, ref)
        if base is not None and self.get(ref) != base:
            raise Conflict(ref)
        self._set(ref, record)

    def delete(self, ref: str, *, unlink: bool = False) -> None:
        """Delete a record; with `unlink`, and every reference to it.

        Raises:
            UnknownRecord: There is none.
        """
        record = self.get(ref)
        if record is None:
            raise UnknownRecord(ref)
        edited: list[str] = []
        dropped: list[str] = []
        self._set(ref, None)
        for other in self._store.referrers(ref):
            referrer = self.get(other)
            if referrer is None or not any(found.ref == ref for found in references(referrer)):
                continue
            kept = without_reference(referrer, ref, label(record))
            (dropped if kept is None else edited).append(other)
            if not unlink:
                continue
            if kept is None:
                self.delete(other, unlink=True)
            else:
                self._set(other, kept)
        if not unlink and (edited or dropped):
            raise StillReferenced(ref, edited, dropped)

    def changes(self) -> tuple[Change, ...]:
        """What will change, in the order it was first touched."""
        return tuple(
            Change(ref, before, self._after[ref])
            for ref, before in self._before.items()
            if before != self._after[ref]
        )

    def _set(self, ref: str, record: Record | None) -> None:
        self._before.setdefault(ref, self._store.get(ref))
        self._after[ref] = record
