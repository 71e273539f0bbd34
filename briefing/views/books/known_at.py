"""The briefing as it was known at a moment, according to its history."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from briefing.model.dates import describe
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.plurals import plural
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, make_ref, slug_of
from briefing.store.book import Book
from briefing.store.changes import Transaction
from briefing.store.errors import UnknownRecord, UnknownRevision
from briefing.store.store import Store

Moment = int | dt.datetime
"""A revision, or a time with its zone."""


class KnownAt(Book):
    """The briefing as it was known at a moment.

    It lays over the present records what those changed since were before. The history is read from
    its end only as far as that moment; again if the briefing changes.

    Args:
        store: The briefing.
        until: The revision, or the time after whose changes it is shown.

    Attributes:
        until: The same.
        revision: The revision shown.
        is_complete: Whether the history reaches back so far. If not, the records are those before
            the first logged change.

    Raises:
        UnknownRevision: There is no such revision.
        NotReadable: The history is damaged.
    """

    def __init__(self, store: Store, until: Moment) -> None:
        check_moment(store, until)
        self._store = store
        self.until = until
        self._read()

    def get(self, ref: str) -> Record | None:
        """The record a ref named then, or None."""
        before = self._before()[kind_of(ref)] if kind_of(ref) in KINDS else {}
        slug = slug_of(ref)
        return before[slug] if slug in before else self._store.get(ref)

    def need(self, ref: str) -> Record:
        """The record a ref named then.

        Raises:
            UnknownRecord: There was none.
        """
        record = self.get(ref)
        if record is None:
            why = f"{ref} was not in the briefing then" if self._store.get(ref) else ""
            raise UnknownRecord(ref, why)
        return record

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug: a live view."""
        return _Laid(self._store.all(kind), self._before()[kind])

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mentioned `ref` then."""
        before = self._before()
        still = (
            other
            for other in self._store.referrers(ref)
            if slug_of(other) not in before[kind_of(other)]
        )
        return (*still, *self._mentioning.get(ref, ()))

    def label(self, ref: str) -> str:
        """The name of a record then; its present one if it was not there."""
        return super().label(ref) if self.get(ref) is not None else self._store.label(ref)

    @property
    def present(self) -> Book:
        """The briefing as it is today."""
        return self._store

    def states(self, ref: str) -> Iterator[Record]:
        """A record as it was then, and as it is today, under whatever ref."""
        self._before()
        found = self.get(ref), self._store.get(self._went.get(ref, ref))
        return (record for record in found if record is not None)

    @property
    def said(self) -> str:
        """When it was known so: "as known on 3 March 2014 (revision 12)"."""
        self._before()
        if isinstance(self.until, int):
            when = f"at revision {self.revision}"
        else:
            local = self.until.astimezone()
            clock = "" if local.time() == dt.time.max else f", {local:%H:%M}"
            when = f"on {describe(str(local.date()))}{clock} (revision {self.revision})"
        return f"as known {when}"

    def summary(self) -> str:
        """One line for a header: "as known on 3 March 2014 (revision 12): 3 changes since"."""
        said = self.said
        since = f"{self._since:,} {plural(self._since, 'change')} since"
        end = "" if self.is_complete else "; the history begins later, so this is how it began"
        return f"{said}: {since}{end}"

    def _before(self) -> Mapping[str, Mapping[str, Record | None]]:
        if self._read_at != self._store.meta.revision:
            self._read()
        return self._tables

    def _read(self) -> None:
        """Read the history back to the moment."""
        tables: dict[str, dict[str, Record | None]] = {kind: {} for kind in KINDS}
        self._read_at = self.revision = self._store.meta.revision
        self._since, reached = 0, False
        self._went: dict[str, str] = {}
        for transaction in self._store.newest_first():
            if _is_by(transaction, self.until):
                self.revision, reached = transaction.rev, True
                break
            self._since += 1
            self.revision = transaction.rev - 1
            for change in transaction.changes:
                tables[kind_of(change.ref)][slug_of(change.ref)] = change.before
            if moved := transaction.redirected():
                gone, ref = moved
                self._went[gone] = self._went.get(ref, ref)
        self._tables = tables
        self._mentioning: defaultdict[str, list[str]] = defaultdict(list)
        for kind, table in tables.items():
            for slug, record in table.items():
                for other in dict.fromkeys(mentioned(record)) if record else ():
                    self._mentioning[other].append(make_ref(kind, slug))
        is_at_start = self.revision == self.until or not any(map(self.all, KINDS))
        self.is_complete = reached or is_at_start


def _is_by(transaction: Transaction, until: Moment) -> bool:
    return transaction.rev <= until if isinstance(until, int) else transaction.at <= until


def made_after(store: Store, moment: Moment, ref: str = "") -> Iterator[Transaction]:
    """The transactions made after a moment, the last first; of one record if `ref` is given.

    Raises:
        UnknownRevision: There is no such revision.
        NotReadable: The history is damaged.
    """
    check_moment(store, moment)
    return takewhile(lambda each: not _is_by(each, moment), store.newest_first(ref))


def check_moment(store: Store, moment: Moment) -> None:
    """Make sure that a moment is in the past of a briefing.

    Raises:
        UnknownRevision: There is no such revision.
    """
    last = store.meta.revision
    if isinstance(moment, int) and not 0 <= moment <= last:
        raise UnknownRevision(moment, last)


class _Laid(Mapping[str, Record]):
    """The records of one kind with those of before laid over them; None where there was none."""

    def __init__(self, records: Mapping[str, Record], before: Mapping[str, Record | None]) -> None:
        self._records = records
        self._laid_over = before

    def __getitem__(self, slug: str) -> Record:
        if slug not in self._laid_over:
            return self._records[slug]
        record = self._laid_over[slug]
        if record is None:
            raise KeyError(slug)
        return record

    def __iter__(self) -> Iterator[str]:
        yield from (slug for slug in self._records if slug not in self._laid_over)
        yield from (slug for slug, record in self._laid_over.items() if record is not None)

    def __len__(self) -> int:
        hidden = sum(slug in self._records for slug in self._laid_over)
        laid = sum(record is not None for record in self._laid_over.values())
        return len(self._records) - hidden + laid
