"""The records of a briefing in memory, and what refers to what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from briefing.model.kinds.record import Record
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, make_ref, slug_of
from briefing.store.backend import News
from briefing.store.changes import Change
from briefing.store.snapshot import Meta, Snapshot
from briefing.store.tables import RecordDB


class Records:
    """The present records of a briefing.

    Args:
        snapshot: The records to begin with; changes are made in it.

    Attributes:
        snapshot: The records.
        db: The same as TinyDB tables, through which they are changed.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.db = RecordDB(snapshot)
        # For each record those that mention it, once they are asked for.
        self._referrers: defaultdict[str, dict[str, None]] | None = None

    @property
    def meta(self) -> Meta:
        """Title, format and revision."""
        return self.snapshot.meta

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self.snapshot.get(ref)

    def __iter__(self) -> Iterator[tuple[str, Record]]:
        """Every record with its ref."""
        for kind, table in self.snapshot.tables.items():
            for slug, record in table.items():
                yield make_ref(kind, slug), record

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`, in the order in which they began to."""
        if self._referrers is None:
            # A loop of its own, because it goes through 100,000 records at once.
            self._referrers = defaultdict(dict)
            for mentioning, record in self:
                for other in mentioned(record):
                    self._referrers[other][mentioning] = None
        return tuple(self._referrers.get(ref, ()))

    def apply(self, news: News) -> tuple[Change, ...]:
        """Make changes; returns those that had an effect, with the actual state before."""
        done = []
        for ref, _, after in news.changes:
            before = self.get(ref)
            if before == after:
                continue
            table = self.db.records(kind_of(ref))
            if after is None:
                table.drop(slug_of(ref))
            else:
                table.put(slug_of(ref), after)
            done.append(Change(ref, before, after))
        meta = self.meta.at(news.revision)
        self.snapshot.meta = meta if news.title is None else meta.titled(news.title)
        self._index_references(done)
        return tuple(done)

    def _index_references(self, changes: Iterable[Change]) -> None:
        if self._referrers is None:
            return
        for ref, before, after in changes:
            for other in mentioned(before) if before is not None else ():
                self._referrers[other].pop(ref, None)
            for other in mentioned(after) if after is not None else ():
                self._referrers[other][ref] = None
