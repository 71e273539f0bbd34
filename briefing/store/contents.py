"""What a briefing holds, to be read: its records, and who refers to whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from briefing.model.labels import label
from briefing.model.records import Record
from briefing.model.refs import kind_of, make_ref, slug_of, unused_slug
from briefing.store.changes import Change
from briefing.store.errors import UnknownRecord
from briefing.store.referrers import Referrers
from briefing.store.snapshot import Meta, Snapshot
from briefing.store.tables import RecordDB


class Contents:
    """The records of a briefing in memory.

    Args:
        snapshot: What it holds to begin with.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._db = RecordDB(snapshot)
        self._referrers: Referrers | None = None

    @property
    def meta(self) -> Meta:
        """Title, format and revision."""
        return self._snapshot.meta

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self._snapshot.get(ref)

    def need(self, ref: str) -> Record:
        """The record a ref names.

        Raises:
            UnknownRecord: There is none.
        """
        record = self.get(ref)
        if record is None:
            raise UnknownRecord(ref)
        return record

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug: a live view, in no particular order."""
        return MappingProxyType(self._snapshot.tables[kind])

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its ref."""
        for kind, table in self._snapshot.tables.items():
            for slug, record in table.items():
                yield make_ref(kind, slug), record

    def label(self, ref: str) -> str:
        """The name of a record for a reader; the ref itself when there is no such record."""
        record = self.get(ref)
        return ref if record is None else label(record)

    def unused_ref(self, kind: str, wanted: str) -> str:
        """A ref no record has, from the slug wanted."""
        return make_ref(kind, unused_slug(wanted, self._snapshot.tables[kind]))

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""
        if self._referrers is None:
            self._referrers = Referrers(self.records())
        return self._referrers.of(ref)

    def _apply(self, changes: Iterable[Change], revision: int) -> tuple[Change, ...]:
        """Make changes; returns those that changed anything, as they did."""
        done = []
        for ref, _, after in changes:
            before = self.get(ref)
            if before == after:
                continue
            table = self._db.records(kind_of(ref))
            if after is None:
                table.drop(slug_of(ref))
            else:
                table.put(slug_of(ref), after)
            done.append(Change(ref, before, after))
        self._snapshot.meta = self.meta.at(revision)
        if self._referrers is not None:
            self._referrers.apply(done)
        return tuple(done)
