"""The records of a briefing as TinyDB tables: read only, and always as they are now.

db.json has TinyDB's layout, so that any TinyDB program reads it. The program itself neither reads
nor writes it with TinyDB's storages, which rewrite the whole file at every change and do not
survive a crash while they do; see `docs/architecture.md`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from briefing.model.records import Record
from briefing.model.validation import plain
from briefing.store.snapshot import Snapshot


class Documents(Mapping[str, dict[str, Any]]):
    """The records of one table as TinyDB's documents, made when they are asked for."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records

    def __getitem__(self, slug: str) -> dict[str, Any]:
        return plain(self._records[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


class LiveStorage(Storage):
    """Hands TinyDB the records in memory."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self._snapshot = snapshot

    def read(self) -> dict[str, Documents]:  # type: ignore[override]  # TinyDB reads mappings only
        """The tables as TinyDB wants them."""
        return {kind: Documents(records) for kind, records in self._snapshot.tables.items()}

    def write(self, data: object) -> NoReturn:  # noqa: ARG002  TinyDB's signature
        """Refuse: every change goes through the store."""
        raise TypeError("these tables are only read; make changes with Store.transaction")


class RecordTable(Table):
    """A table of records by their slugs."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's stub says int; any class works

    def __init__(self, storage: Storage, name: str) -> None:
        # Records change without TinyDB noticing, so it may remember no answers.
        super().__init__(storage, name, cache_size=0)

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:  # noqa: ARG002  the same
        self._storage.write({})


class RecordTables(TinyDB):
    """A TinyDB of one table per kind of record.

    Args:
        snapshot: The records; their changes show at once.
    """

    table_class = RecordTable  # type: ignore[assignment]  # it decides itself how much it caches

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot, storage=LiveStorage)
