"""Several changes put together before any of them is made."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from briefing.model.cycles import cycles
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.references import (
    mentioned,
    with_references,
    without_references,
)
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import faults, plain
from briefing.store.changes import Change, Transaction
from briefing.store.errors import Conflict, RefTaken, StillReferenced, UnknownRecord


def renaming(ref: str, new: str) -> str:
    """What a transaction is for in which a record was given another ref."""
    return f"renamed {ref} to {new}"


def merging(gone: str, ref: str) -> str:
    """What a transaction is for in which one record became part of another."""
    return f"merged {gone} into {ref}"


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
        why: What the changes are for, in a few words, where they say it themselves.
        done: The transaction it became, once that is saved.
    """

    done: Transaction

    def __init__(self, store: Records) -> None:
        self.why = ""
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
        kind = KINDS.get(record.kind_name)
        if kind is None or type(record) is not kind.cls:
            problem = f"there is no kind of record “{record.kind_name}”"
            raise InvalidRecord([Fault("", problem, ", ".join(KINDS))], ref)
        if kind_of(ref) != kind.name or not is_slug(slug_of(ref)):
            problem = f"cannot name one of the {kind.plural}"
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
            StillReferenced: Others refer to it, and `unlink` is not set.
        """
        if self.get(ref) is None:
            raise UnknownRecord(ref)
        edited, dropped = self._delete([ref], unlink=unlink)
        if not unlink and (edited or dropped):
            raise StillReferenced(ref, edited, dropped)

    def delete_all(self, refs: Iterable[str], *, keeps_names: bool = True) -> None:
        """Delete records and every reference to them.

        Args:
            refs: Which.
            keeps_names: Whether a row that referred to one keeps its name.

        Raises:
            UnknownRecord: One of them is not there.
        """
        refs = list(refs)
        for ref in refs:
            if self.get(ref) is None:
                raise UnknownRecord(ref)
        self._delete(refs, unlink=True, keeps_names=keeps_names)

    def _delete(
        self, refs: Sequence[str], *, unlink: bool, keeps_names: bool = True
    ) -> tuple[list[str], list[str]]:
        """Delete records that are there; returns what loses a mention of them, and what must go."""
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
            referrers = dict.fromkeys(other for ref in refs for other in self._store.referrers(ref))
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
        """Give a record another ref, and every reference to it.

        Args:
            ref: What it is called.
            new: What it will be called; of the same kind.

        Raises:
            UnknownRecord: There is none.
            RefTaken: Another record has the new ref.
            InvalidRecord: The new ref is none, or of another kind.
        """
        record = self.get(ref)
        if record is None:
            raise UnknownRecord(ref)
        if new != ref and self.get(new) is not None:
            raise RefTaken(new)
        self.why = renaming(ref, new)
        self.put(new, record)
        if new != ref:
            self._lead(ref, new)

    def merge(self, ref: str, gone: str, record: Record) -> None:
        """Make one record of two; what referred to either refers to the one that stays.

        A link between the two, or from the one that stays to itself, goes; so does one of two
        links that come to say the same.

        Args:
            ref: The one that stays.
            gone: The one that goes; of the same kind.
            record: What the one that stays will be.

        Raises:
            UnknownRecord: One of them is not there.
            InvalidRecord: The record has faults, the two are of different kinds, or the one would
                be part of itself by way of a third.
        """
        for each in (ref, gone):
            if self.get(each) is None:
                raise UnknownRecord(each)
        if ref == gone or kind_of(ref) != kind_of(gone):
            problem = f"cannot be made one with {gone}: they are not two of a kind"
            raise InvalidRecord([Fault("", problem)], ref)
        self.why = merging(gone, ref)
        merged = with_references(record, {gone: ref})
        kept = without_references(merged, {ref: label(record)})
        self.put(ref, merged if kept is None else kept)
        self._lead(gone, ref)
        self._drop_spare_links(ref)
        self.refuse_cycles(ref)

    def refuse_cycles(self, ref: str) -> None:
        """Refuse what would make a record part of itself.

        Raises:
            InvalidRecord: It would be, by way of others.
        """
        for field, way in cycles(self.get, ref):
            problem = "would lead round to itself: " + " → ".join(way)
            raise InvalidRecord([Fault(field.name, problem)], ref)

    def referrers(self, ref: str) -> list[str]:
        """The records that will mention `ref`."""
        touched = (other for other, after in self._after.items() if after is not None)
        return [
            other
            for other in dict.fromkeys((*self._store.referrers(ref), *touched))
            if (record := self.get(other)) is not None and ref in mentioned(record)
        ]

    def changes(self) -> tuple[Change, ...]:
        """What will change, in the order it was first touched."""
        return tuple(
            Change(ref, before, self._after[ref])
            for ref, before in self._before.items()
            if before != self._after[ref]
        )

    def _lead(self, ref: str, other: str) -> None:
        """Delete a record and lead all references to it to another."""
        self._set(ref, None)
        for referrer in self.referrers(ref):
            record = self.get(referrer)
            if record is not None:
                self._set(referrer, with_references(record, {ref: other}))

    def _drop_spare_links(self, ref: str) -> None:
        seen: list[Record] = []
        for referrer in self.referrers(ref):
            link = self.get(referrer)
            if not isinstance(link, Link):
                continue
            if link.from_ == link.to or link in seen:
                self.delete(referrer)
            seen.append(link)

    def _set(self, ref: str, record: Record | None) -> None:
        self._before.setdefault(ref, self._store.get(ref))
        self._after[ref] = record
