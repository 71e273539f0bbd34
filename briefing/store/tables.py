"""TinyDB over records: string ids, a live object instead of a file read at every call."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from briefing.model.records import KINDS, Record
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


class Overlay(MutableMapping[str, dict[str, Any]]):
    """What an updater sees: the documents, with its changes noted on top.

    Attributes:
        touched: The documents it read, which it may have changed in place, or set.
        removed: The ids it deleted.
    """

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self.touched: dict[str, dict[str, Any]] = {}
        self.removed: set[str] = set()

    def __getitem__(self, slug: str) -> dict[str, Any]:
        if slug in self.removed:
            raise KeyError(slug)
        if slug not in self.touched:
            self.touched[slug] = self._documents[slug]
        return self.touched[slug]

    def __setitem__(self, slug: str, document: dict[str, Any]) -> None:
        self.removed.discard(slug)
        self.touched[slug] = document

    def __delitem__(self, slug: str) -> None:
        if slug not in self:
            raise KeyError(slug)
        self.touched.pop(slug, None)
        self.removed.add(slug)

    def __contains__(self, slug: object) -> bool:
        return slug not in self.removed and (slug in self.touched or slug in self._documents)

    def __iter__(self) -> Iterator[str]:
        new = (slug for slug in self.touched if slug not in self._documents)
        yield from (slug for slug in self._documents if slug not in self.removed)
        yield from new

    def __len__(self) -> int:
        return sum(1 for _ in self)


class SnapshotStorage(Storage):
    """Hands TinyDB the snapshot in memory; writing it to a file is the store's business."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def read(self) -> dict[str, Documents]:  # type: ignore[override]  # TinyDB reads mappings only
        """The tables as TinyDB wants them."""
        return {kind: Documents(records) for kind, records in self.snapshot.tables.items()}

    def write(self, data: object) -> None:
        """Nothing to do: a table applies its own changes."""


class RecordTable(Table):
    """A table whose update costs what it changes, not what it holds."""

    document_id_class = str  # type: ignore[assignment]  # TinyDB's stub says int; any class works

    def put(self, slug: str, record: Record) -> None:
        """Insert or replace one record."""
        document = Document(plain(record), slug)  # type: ignore[arg-type]  # as above
        self._update_table(lambda table: table.update({slug: dict(document)}))

    def drop(self, slug: str) -> None:
        """Delete one record."""
        self.remove(doc_ids=[slug])  # type: ignore[list-item]  # as above

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = self._storage
        if not isinstance(storage, SnapshotStorage):
            raise TypeError(f"{self.name} needs a SnapshotStorage, not {storage!r}")
        records = storage.snapshot.tables[self.name]
        overlay = Overlay(Documents(records))
        updater(overlay)
        converted = {
            slug: msgspec.convert(document, KINDS[self.name])
            for slug, document in overlay.touched.items()
        }
        records.update(converted)
        for slug in overlay.removed:
            records.pop(slug, None)
        self.clear_cache()


class RecordDB(TinyDB):
    """A TinyDB of one table per kind of record."""

    table_class = RecordTable

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot, storage=SnapshotStorage)

    def records(self, kind: str) -> RecordTable:
        """The table of one kind."""
        table = self.table(kind)
        if not isinstance(table, RecordTable):
            raise TypeError(f"{kind} is not a table of records")
        return table
