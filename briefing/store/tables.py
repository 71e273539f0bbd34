"""The records of a briefing as a TinyDB: string ids, and tables that live in memory.

db.json has TinyDB's layout, so that any TinyDB program reads it. TinyDB's own storages are not
used: they rewrite the whole file at every change, and a crash meanwhile damages it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from briefing.model.kinds.record import Record
from briefing.model.validation import plain
from briefing.store.snapshot import Snapshot

_READ_ONLY = "these tables are only read; make changes with Store.transaction"


class Documents(Mapping[str, dict[str, Any]]):
    """The records of one table as TinyDB documents, converted on access."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records

    def __getitem__(self, slug: str) -> dict[str, Any]:
        return plain(self._records[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class LiveStorage(Storage):
    """Hands TinyDB the records in memory.

    Attributes:
        snapshot: The records.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def read(self) -> dict[str, Documents]:  # type: ignore[override]  # TinyDB reads mappings only
        """The tables in the form TinyDB expects."""
        return {kind: Documents(records) for kind, records in self.snapshot.tables.items()}

    def write(self, data: object) -> NoReturn:  # noqa: ARG002  TinyDB's signature
        """Refuse: every change goes through the store."""
        raise TypeError(_READ_ONLY)


class RecordTable(Table):
    """A table of records by slug, changed in place instead of rewritten."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's stub says int; any class works

    def put(self, slug: str, record: Record) -> None:
        """Add or replace a record; only the store may, once the change is logged."""
        self._records()[slug] = record
        self.clear_cache()

    def drop(self, slug: str) -> None:
        """Delete a record if it exists; only the store may, once the change is logged."""
        self._records().pop(slug, None)
        self.clear_cache()

    def _records(self) -> dict[str, Record]:
        return cast(LiveStorage, self._storage).snapshot.tables[self.name]

    def _get_next_id(self) -> NoReturn:
        raise TypeError(_READ_ONLY)

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:  # noqa: ARG002  TinyDB's signature
        self._storage.write({})


class RecordDB(TinyDB):
    """A TinyDB of one table per kind of record.

    Args:
        snapshot: The records; changing a table changes them.
    """

    table_class = RecordTable

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot, storage=LiveStorage)

    def records(self, kind: str) -> RecordTable:
        """The table of one kind."""
        return cast(RecordTable, self.table(kind))
