"""The stores that are compared: ours, TinyDB twice, SQLite, and the bare least of each job.

All hold the same records. An edit gives a record another summary and waits until it is on the
disk; what a contender cannot do, it does not have.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of, slug_of
from briefing.model.validation import plain
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

FILE = "db.json"
OTHER = {"json": "tiny.json", "sqlite": "briefing.sqlite"}

Edits = Mapping[str, str]
"""New summaries by ref."""


class Contender(Protocol):
    """A store with a file of its own, in a process of its own."""

    def edit(self, edits: Edits) -> None:
        """Give records new summaries, together, and wait until they are on the disk."""

    def delete(self, ref: str) -> None:
        """Delete a record nobody mentions, and wait until that is on the disk."""

    def fold(self) -> None:
        """Bring the main file up to date with what was appended."""

    def written(self) -> int:
        """Bytes that were appended so far; 0 where nothing is."""

    def close(self) -> None:
        """Let go of the file."""


class Ours:
    """The store of this program."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.open(folder / FILE, by="benchmark")
        self._log = folder / "db.history.jsonl"

    def edit(self, edits: Edits) -> None:
        """One edit goes as from a form; several in one transaction."""
        store = self._store
        changed = {
            ref: msgspec.structs.replace(store.need(ref), summary=summary)
            for ref, summary in edits.items()
        }
        if len(changed) == 1:
            for ref, record in changed.items():
                store.put(ref, record, base=store.get(ref))
            return
        with store.transaction() as draft:
            for ref, record in changed.items():
                draft.put(ref, record)

    def delete(self, ref: str) -> None:
        """Nobody mentions it, which the store finds out by itself."""
        self._store.delete(ref)

    def fold(self) -> None:
        """Write db.json."""
        self._store.checkpoint()

    def written(self) -> int:
        """The size of the history."""
        return self._log.stat().st_size if self._log.exists() else 0

    def close(self) -> None:
        """Checkpoint and let go."""
        self._store.close()


class Tiny:
    """TinyDB, which writes its whole file at every change."""

    def __init__(self, folder: Path) -> None:
        self._db = TinyDB(folder / OTHER["json"], storage=JSONStorage)
        self._ids = _ids(folder)

    def edit(self, edits: Edits) -> None:
        """One update of each table, by id, which is its quickest way."""
        by_kind: dict[str, dict[int, str]] = {}
        for ref, summary in edits.items():
            by_kind.setdefault(kind_of(ref), {})[self._ids[ref]] = summary
        for kind, summaries in by_kind.items():
            waiting = iter(summaries.values())

            def change(document: Any, waiting: Any = waiting) -> None:
                document["summary"] = next(waiting)

            self._db.table(kind).update(change, doc_ids=list(summaries))
        self.flush()

    def delete(self, ref: str) -> None:
        """By id."""
        self._db.table(kind_of(ref)).remove(doc_ids=[self._ids[ref]])
        self.flush()

    def flush(self) -> None:
        """Its file is written with every change."""

    def fold(self) -> None:
        """It appends nothing."""

    def written(self) -> int:
        """It appends nothing."""
        return 0

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


class TinyCaching(Tiny):
    """TinyDB with its cache, flushed after each change: without that nothing is on the disk."""

    def __init__(self, folder: Path) -> None:
        self._storage = CachingMiddleware(JSONStorage)  # type: ignore[no-untyped-call]  # it has no types
        self._db = TinyDB(folder / OTHER["json"], storage=self._storage)
        self._ids = _ids(folder)

    def flush(self) -> None:
        """Write the file."""
        self._storage.flush()  # type: ignore[no-untyped-call]  # as above


class Sqlite:
    """SQLite: a table per kind, a JSON document per row, waiting for the disk at each commit."""

    def __init__(self, folder: Path) -> None:
        self.db = sqlite3.connect(folder / OTHER["sqlite"], isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")

    def edit(self, edits: Edits) -> None:
        """Read the document, change it, write it back."""
        self.db.execute("BEGIN IMMEDIATE")
        for ref, summary in edits.items():
            where = (slug_of(ref),)
            select = f'SELECT doc FROM "{kind_of(ref)}" WHERE id = ?'  # noqa: S608  # our own kinds
            (text,) = self.db.execute(select, where).fetchone()
            document = msgspec.json.decode(text)
            document["summary"] = summary
            data = msgspec.json.encode(document).decode()
            update = f'UPDATE "{kind_of(ref)}" SET doc = ? WHERE id = ?'  # noqa: S608  # as above
            self.db.execute(update, (data, *where))
        self.db.execute("COMMIT")

    def delete(self, ref: str) -> None:
        """By its key."""
        self.db.execute(f'DELETE FROM "{kind_of(ref)}" WHERE id = ?', (slug_of(ref),))  # noqa: S608  # as above

    def fold(self) -> None:
        """Bring the log into the file."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def written(self) -> int:
        """Not comparable."""
        return 0

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


class Bare:
    """What no durable store can be faster than: to write as many bytes and wait for the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._log = os.open(folder / "bare.log", flags)
        self.length = 0

    def edit(self, edits: Edits) -> None:
        """Append as many bytes as our own line had, made beforehand."""
        del edits
        line = b"x" * self.length
        os.write(self._log, line)
        os.fsync(self._log)

    def delete(self, ref: str) -> None:
        """The same."""
        del ref
        self.edit({})

    def fold(self) -> None:
        """Write as many bytes as db.json has beside it, wait for them, replace a file."""
        data = bytes((self._folder / FILE).stat().st_size)
        descriptor = os.open(self._folder / "bare.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
        os.close(descriptor)
        (self._folder / "bare.new").replace(self._folder / "bare.json")

    def written(self) -> int:
        """Not asked for."""
        return 0

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._log)


CONTENDERS: dict[str, Callable[[Path], Contender]] = {
    "briefing": Ours,
    "TinyDB JSONStorage": Tiny,
    "TinyDB caching, flushed": TinyCaching,
    "sqlite3": Sqlite,
    "bare write + fsync": Bare,
}


def prepare(folder: Path, found: Snapshot) -> None:
    """Write the same records for each contender."""
    (folder / FILE).write_bytes(b"".join(encode(found)))
    tables = {
        kind: {number: plain(record) for number, record in enumerate(table.values(), 1)}
        for kind, table in found.tables.items()
    }
    (folder / OTHER["json"]).write_text(json.dumps(tables), encoding="utf-8")
    refs = [f"{kind}:{slug}" for kind, table in found.tables.items() for slug in table]
    (folder / "refs.json").write_bytes(msgspec.json.encode(refs))
    rows = {
        kind: [(slug, msgspec.json.encode(record).decode()) for slug, record in table.items()]
        for kind, table in found.tables.items()
    }
    _fill_sqlite(folder, rows)


def _fill_sqlite(folder: Path, rows: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    made = Sqlite(folder)
    made.db.execute("BEGIN")
    for kind, documents in rows.items():
        made.db.execute(f'CREATE TABLE "{kind}" (id TEXT PRIMARY KEY, doc TEXT) WITHOUT ROWID')
        made.db.executemany(f'INSERT INTO "{kind}" VALUES (?, ?)', documents)  # noqa: S608  # as above
    made.db.execute("COMMIT")
    made.fold()
    made.close()


def _ids(folder: Path) -> dict[str, int]:
    """The numbers TinyDB knows the records by."""
    refs: list[str] = msgspec.json.decode((folder / "refs.json").read_bytes())
    numbers = dict.fromkeys(KINDS, 0)
    ids = {}
    for ref in refs:
        numbers[kind_of(ref)] += 1
        ids[ref] = numbers[kind_of(ref)]
    return ids
