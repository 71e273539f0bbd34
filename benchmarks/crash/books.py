"""The stores that are killed: ours and, beside it, TinyDB's JSONStorage.

Each takes changes as plain JSON by ref, and answers once it promises to keep them.
"""

import json
from pathlib import Path
from typing import Protocol, runtime_checkable

from tinydb import TinyDB
from tinydb.storages import JSONStorage
from tinydb.table import Document

from benchmarks.crash import log
from benchmarks.crash.model import Changes, Contents, as_json
from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of, slug_of
from briefing.model.validation import build, plain
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

FILE = "db.json"
"""The name of the file every store here is kept in."""


class Book(Protocol):
    """An open briefing. Whatever returns is promised to last."""

    def change(self, changes: Changes) -> None:
        """Make changes together, or none of them."""

    def fold(self) -> None:
        """Bring the file up to date, where it lags behind."""

    def contents(self) -> Contents:
        """Every record by its ref."""

    def close(self) -> None:
        """Let go of it."""


@runtime_checkable
class UndoingBook(Book, Protocol):
    """One that knows undo and redo."""

    def undo(self) -> None:
        """Take back the last change."""

    def redo(self) -> None:
        """Make the last change taken back again."""


def undoing(book: Book) -> UndoingBook:
    """The same book, of which undo is asked.

    Raises:
        TypeError: It knows none.
    """
    if not isinstance(book, UndoingBook):
        raise TypeError(f"{type(book).__name__} has no undo")
    return book


class Subject:
    """A make of store.

    Attributes:
        name: For the table.
        beside: The files that may stand in its folder.
        can_undo: Whether it knows undo and redo.
    """

    name = "briefing"
    beside = frozenset((FILE, "db.history.jsonl", "db.json.bak", "db.json.lock"))
    can_undo = True

    def create(self, path: Path, contents: Contents) -> None:
        """Write a file to begin with."""
        found = Snapshot.empty("to be killed")
        for ref, fields in contents.items():
            kind = kind_of(ref)
            found.tables[kind][slug_of(ref)] = build(kind, fields)
        path.write_bytes(b"".join(encode(found)))

    def open(self, path: Path) -> Book:
        """Open it for changes, as the program does."""
        return StoreBook(path)

    def faults(
        self, path: Path, start: Contents, contents: Contents, *, is_settled: bool
    ) -> list[str]:
        """What is wrong with the files themselves, the store's own reader apart.

        Args:
            path: The file.
            start: What it was created with.
            contents: What the store shows.
            is_settled: Whether the store has written since the last kill, so that nothing torn
                may be left.
        """
        return log.faults(path, start, contents, is_settled=is_settled)


class StoreBook:
    """A briefing in our store."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path, by="crash")

    def change(self, changes: Changes) -> None:
        """Make changes together; one alone goes the way of one alone."""
        if len(changes) == 1:
            for ref, fields in changes.items():
                if fields is None:
                    self.store.delete(ref)
                else:
                    now = self.store.get(ref)
                    self.store.put(ref, build(kind_of(ref), fields), "an edit", base=now)
            return
        with self.store.transaction("several") as draft:
            for ref, fields in changes.items():
                if fields is None:
                    draft.delete(ref)
                else:
                    draft.put(ref, build(kind_of(ref), fields))

    def undo(self) -> None:
        """Take back the last change."""
        self.store.undo()

    def redo(self) -> None:
        """Make the last change taken back again."""
        self.store.redo()

    def fold(self) -> None:
        """Bring db.json up to date."""
        self.store.checkpoint()

    def contents(self) -> Contents:
        """Every record by its ref."""
        return {ref: as_json(plain(record)) for ref, record in self.store.records()}

    def close(self) -> None:
        """Checkpoint and let go."""
        self.store.close()


class TinySubject(Subject):
    """TinyDB as it comes."""

    name = "TinyDB JSONStorage"
    beside = frozenset((FILE,))
    can_undo = False

    def create(self, path: Path, contents: Contents) -> None:
        """Write the tables with TinyDB's layout."""
        tables: dict[str, Contents] = {kind: {} for kind in KINDS}
        for ref, fields in contents.items():
            tables[kind_of(ref)][slug_of(ref)] = fields
        path.write_text(json.dumps(tables), encoding="utf-8")

    def open(self, path: Path) -> Book:
        """Open it for changes."""
        return TinyBook(path)

    def faults(
        self, path: Path, start: Contents, contents: Contents, *, is_settled: bool
    ) -> list[str]:
        """Whether the file is JSON."""
        del start, contents, is_settled
        try:
            json.loads(path.read_bytes())
        except ValueError as error:
            return [f"{path.name} is not JSON: {error}"]
        return []


class TinyBook:
    """A briefing in a TinyDB with slugs for ids."""

    def __init__(self, path: Path) -> None:
        self._db = TinyDB(path, storage=JSONStorage)
        for kind in KINDS:
            self._db.table(kind).document_id_class = str  # type: ignore[assignment]  # any class works

    def change(self, changes: Changes) -> None:
        """Make changes one by one; TinyDB knows no transactions."""
        for ref, fields in changes.items():
            table, slug = self._db.table(kind_of(ref)), slug_of(ref)
            if fields is None:
                table.remove(doc_ids=[slug])  # type: ignore[list-item]  # as above
            else:
                table.upsert(Document(fields, slug))  # type: ignore[arg-type]  # as above

    def fold(self) -> None:
        """The file never lags behind."""

    def contents(self) -> Contents:
        """Every record by its ref."""
        return {
            f"{kind}:{document.doc_id}": dict(document)
            for kind in KINDS
            for document in self._db.table(kind).all()
        }

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


OURS = Subject()
TINY = TinySubject()
