"""The one door for changes: every edit, from a key or a script, goes through `Store`.

An edit is checked, logged and saved before it is acknowledged; what was changed is then told
to whoever subscribed.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from briefing.model.labels import label
from briefing.model.records import Record
from briefing.model.references import references
from briefing.model.refs import kind_of, make_ref, slug_of, unused_slug
from briefing.store.changes import Change, Transaction
from briefing.store.disk import Home, login_name
from briefing.store.draft import Draft
from briefing.store.errors import (
    BrokenReference,
    CannotUndo,
    Conflict,
    FileFault,
    StillReferenced,
    UnknownRecord,
)
from briefing.store.files import signature
from briefing.store.history import History, MemoryHistory
from briefing.store.referrers import Referrers
from briefing.store.snapshot import Meta, Snapshot
from briefing.store.tables import RecordDB
from briefing.store.undo import redo_target, undo_target

Listener = Callable[[Sequence[Change]], None]


class Store:
    """A briefing: its records, and the only way to change them.

    Args:
        snapshot: The records to begin with.
        history: Where changes are logged.
        home: Where the briefing is saved; None keeps it in memory.
        by: Who makes the changes.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        history: History | None = None,
        home: Home | None = None,
        by: str = "",
    ) -> None:
        self._snapshot = snapshot
        self._db = RecordDB(snapshot)
        self._history = history or MemoryHistory()
        self._home = home
        self._by = by
        self._referrers: Referrers | None = None
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, path: Path, by: str = "") -> "Store":
        """Open a briefing.

        Args:
            path: Its db.json.
            by: Who makes changes; the login name when empty.

        Raises:
            FileFault: The file is missing, damaged, of another format or not readable; it was
                left untouched.
        """
        home = Home(path)
        snapshot, history = home.load()
        return cls(snapshot, history, home, by or login_name())

    @classmethod
    def in_memory(cls, title: str = "", by: str = "") -> "Store":
        """A briefing that is never saved."""
        return cls(Snapshot.empty(title), by=by)

    @classmethod
    def create(cls, path: Path, title: str = "", by: str = "") -> "Store":
        """Start an empty briefing in a new file.

        Raises:
            FileFault: There is a file already, or the history of one that is gone.
            NotSaved: The file cannot be written.
        """
        home = Home(path)
        if signature(path):
            raise FileFault(path, "the file exists already", "choose another name")
        if signature(home.history_path):
            problem = "the history of a briefing that is gone is still there"
            raise FileFault(home.history_path, problem, "move it away or choose another name")
        home.save(Snapshot.empty(title or path.stem))
        return cls.open(path, by)

    @property
    def meta(self) -> Meta:
        """Title, format and revision."""
        return self._snapshot.meta

    @property
    def path(self) -> Path | None:
        """Where the briefing is kept; None in memory."""
        return self._home.path if self._home else None

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self._snapshot.tables.get(kind_of(ref), {}).get(slug_of(ref))

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

    def put(
        self, ref: str, record: Record, why: str = "", base: Record | None = None
    ) -> Transaction:
        """Add or replace one record; see `transaction`.

        Args:
            ref: Its name.
            record: What it is now.
            why: What for.
            base: What it was when the edit began, so that a change made meanwhile by somebody
                else is noticed.
        """
        with self.transaction(why) as change:
            change.put(ref, record, base)
        return change.done

    def delete(self, ref: str, why: str = "", *, unlink: bool = False) -> Transaction:
        """Delete one record.

        Args:
            ref: Its name.
            why: What for.
            unlink: Whether references to it are taken out of other records, and records that
                cannot stand without it go too.

        Raises:
            UnknownRecord: There is none.
            StillReferenced: Others refer to it, and `unlink` is not set.
        """
        with self.transaction(why) as change:
            change.delete(ref, unlink=unlink)
        return change.done

    @contextlib.contextmanager
    def transaction(self, why: str = "") -> Iterator[Draft]:
        """Make several changes at once: all are saved when the block ends, or none.

        Raises:
            InvalidRecord: A record has faults.
            BrokenReference: A record would refer to one that does not exist.
            StillReferenced: A record deleted is still referred to.
            Conflict: A record was changed by another program meanwhile.
            NotSaved: The file cannot be written.
        """
        draft = Draft(self)
        yield draft
        if changes := draft.changes():
            draft.done = self._commit(changes, why)
        else:
            draft.done = self._transaction(self.meta.revision, why, ())

    def removal(self, ref: str) -> tuple[list[str], list[str]]:
        """What deleting a record would do to others: those that lose a mention, those that go."""
        draft = Draft(self)
        draft.delete(ref, unlink=True)
        touched = [change for change in draft.changes() if change.ref != ref]
        edited = [change.ref for change in touched if change.after is not None]
        return edited, [change.ref for change in touched if change.after is None]

    def undo(self, rev: int | None = None) -> Transaction:
        """Take back the last change, or the one that made revision `rev`.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change stands on it.
        """
        return self._invert(undo_target(self._history.transactions(), rev), "undo")

    def redo(self) -> Transaction:
        """Make the last change taken back again.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change stands on it.
        """
        return self._invert(redo_target(self._history.transactions()), "redo")

    def history(self) -> Sequence[Transaction]:
        """Every change, oldest first."""
        return self._history.transactions()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have every change told to `listener`; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def close(self) -> None:
        """Let go of the file; nothing is left unsaved."""
        self._db.close()

    def _invert(self, target: Transaction, verb: str) -> Transaction:
        changes = [change.inverse() for change in reversed(target.changes)]
        try:
            return self._commit(changes, f"{verb} {target.why}".strip(), undoes=target.rev)
        except Conflict as error:
            later = next(
                transaction
                for transaction in reversed(self._history.transactions())
                if transaction.rev == target.rev or _touches(transaction, error.ref)
            )
            who = f"revision {later.rev}" if later.rev != target.rev else "an edit of the file"
            raise CannotUndo(f"{error.ref} was changed again by {who}; undo that first") from None
        except (StillReferenced, BrokenReference) as error:
            raise CannotUndo(f"a later change stands on revision {target.rev}: {error}") from None

    def _commit(self, changes: Sequence[Change], why: str, undoes: int = 0) -> Transaction:
        with self._home.locked() if self._home else contextlib.nullcontext():
            self.catch_up()
            for ref, before, _ in changes:
                if self.get(ref) != before:
                    raise Conflict(ref)
            self._check_references(changes)
            rev = max(self.meta.revision, self._history.last_rev()) + 1
            transaction = self._transaction(rev, why, changes, undoes)
            self._write(transaction)
        self._tell(changes)
        return transaction

    def _transaction(
        self, rev: int, why: str, changes: Sequence[Change], undoes: int = 0
    ) -> Transaction:
        return Transaction(rev, datetime.now(UTC), self._by, why, tuple(changes), undoes)

    def _write(self, transaction: Transaction) -> None:
        """Log, apply and save; when that fails, everything is as it was."""
        if self._home is None:
            self._history.append(transaction)
            self._apply(transaction.changes, transaction.rev)
            return
        was = self.meta.revision
        with self._home.writing():
            self._history.append(transaction)
        self._apply(transaction.changes, transaction.rev)
        try:
            self._home.save(self._snapshot)
        except BaseException:
            self._apply([change.inverse() for change in transaction.changes], was)
            self._history.take_back()
            raise

    def _apply(self, changes: Sequence[Change], revision: int) -> None:
        for ref, _, after in changes:
            table = self._db.records(kind_of(ref))
            if after is None:
                table.drop(slug_of(ref))
            else:
                table.put(slug_of(ref), after)
        old = self._snapshot.meta
        self._snapshot.meta = Meta(old.format, old.title, revision)
        if self._referrers is not None:
            self._referrers.apply(changes)

    def _tell(self, changes: Sequence[Change]) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def catch_up(self) -> Sequence[Change]:
        """Take in what other programs wrote to the file; returns what changed.

        Raises:
            FileFault: The file is gone or damaged.
        """
        newer = self._home.reload() if self._home else None
        if newer is None:
            return ()
        changes = _differences(self._snapshot, newer)
        self._apply(changes, newer.meta.revision)
        self._snapshot.meta = newer.meta
        self._tell(changes)
        return changes

    def _check_references(self, changes: Sequence[Change]) -> None:
        """No change may leave a reference that leads nowhere, where there was none before."""
        after = {change.ref: change.after for change in changes}
        for ref, before, record in changes:
            known = {found.ref for found in references(before)} if before else set()
            for found in references(record) if record else ():
                there = after[found.ref] if found.ref in after else self.get(found.ref)
                if there is None and (found.ref not in known or found.ref in after):
                    raise BrokenReference(ref, found.path, found.ref)
        for ref, before, record in changes:
            if record is None and before is not None:
                left = [other for other in self.referrers(ref) if other not in after]
                if left:
                    raise StillReferenced(ref, left, ())


def _touches(transaction: Transaction, ref: str) -> bool:
    return any(change.ref == ref for change in transaction.changes)


def _differences(old: Snapshot, new: Snapshot) -> list[Change]:
    """The changes that make the new snapshot out of the old one."""
    changes = []
    for kind, table in new.tables.items():
        was = old.tables[kind]
        slugs = dict.fromkeys((*was, *table))
        changes += [
            Change(make_ref(kind, slug), was.get(slug), table.get(slug))
            for slug in slugs
            if was.get(slug) != table.get(slug)
        ]
    return changes
