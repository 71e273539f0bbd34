"""The one door for changes: every edit, from a key or a script, goes through `Store`.

An edit is checked and logged before it is acknowledged; what was changed is then told to whoever
subscribed. The file follows when the briefing is folded.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from briefing.model.records import Record
from briefing.store.backends.jsonfile.backend import JsonFileBackend
from briefing.store.backends.jsonfile.paths import Home, login_name
from briefing.store.backends.jsonfile.reconcile import Keep
from briefing.store.book import Book
from briefing.store.changes import Operation, Transaction
from briefing.store.draft import Draft
from briefing.store.errors import (
    BrokenReference,
    CannotUndo,
    Conflict,
    FileFault,
    ReadOnly,
    StillReferenced,
)
from briefing.store.files import signature
from briefing.store.snapshot import Snapshot
from briefing.store.undo import Reread, in_the_way, redo_target, undo_target


class Store(Book):
    """A briefing: its records, and the only way to change them."""

    @classmethod
    def open(
        cls, path: Path, by: str = "", keep: Keep | None = None, patience: float | None = None
    ) -> "Store":
        """Open a briefing.

        Args:
            path: Its db.json.
            by: Who makes changes; the login name when empty.
            keep: What to do when db.json was changed outside while changes wait in its history.
            patience: Seconds to wait for another program to finish a change.

        Raises:
            FileFault: The file is missing, damaged, of another format or not readable; it was
                left untouched.
            TwoVersions: There are two versions, and `keep` does not say which goes on.
        """
        backend = JsonFileBackend(path, patience)
        store = cls(backend.load(), backend, by or login_name())
        if backend.outside and keep and not backend.read_only:
            store.settle(keep)
        else:
            store._meet_outside(keep)
        return store

    @classmethod
    def read(cls, path: Path, why: str) -> "Store":
        """Open a briefing to read it: what waits in its history, and what came from outside.

        Args:
            path: Its db.json.
            why: Why it may not be changed.

        Raises:
            FileFault: As for `open`.
        """
        backend = JsonFileBackend(path, only_reads=why)
        store = cls(backend.load(), backend)
        store._meet_outside(None)
        return store

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
            ReadOnly: The folder is write-protected.
        """
        home = Home(path)
        if signature(path):
            raise FileFault(path, "the file exists already", "choose another name")
        if home.has_remains():
            problem = "the history of a briefing that is gone, or its copy, is still there"
            remedy = "bring it back with `briefing repair`, or choose another name"
            raise FileFault(home.history_path, problem, remedy)
        if home.read_only:
            raise ReadOnly(home.read_only)
        JsonFileBackend(path).create(Snapshot.empty(title or path.stem))
        return cls.open(path, by)

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
    def transaction(self, why: str = "", operation: Operation | None = None) -> Iterator[Draft]:
        """Make several changes at once: all are kept when the block ends, or none.

        Args:
            why: What for, for a reader; the usual reason of the operation when empty.
            operation: What the changes do as a whole; worked out from them when not given.

        Raises:
            InvalidRecord: A record has faults.
            BrokenReference: A record would refer to one that does not exist.
            StillReferenced: A record deleted is still referred to.
            Conflict: A record was changed by another program meanwhile.
            NotSaved: The history cannot be written.
            ReadOnly: The briefing cannot be changed at all.
            TwoVersions: db.json was changed outside while changes wait in its history.
        """
        draft = Draft(self, operation)
        try:
            yield draft
        except Conflict as error:
            raise self._conflict(error.ref) from None
        self.commit(draft, why)

    def commit(self, draft: Draft, why: str = "") -> Transaction:
        """Make the changes put together in a draft; see `transaction` for what may be raised."""
        operation = draft.operation
        why = why or operation.reason
        if changes := draft.changes():
            draft.done = self._commit(changes, why, operation)
        else:
            draft.done = self._transaction(self.meta.revision, why, (), operation)
        return draft.done

    def removal(self, *refs: str) -> tuple[list[str], list[str]]:
        """What deleting records would do to others: those that lose a mention, those that go."""
        draft = Draft(self)
        draft.delete_all(refs)
        asked = frozenset(refs)
        touched = [change for change in draft.changes() if change.ref not in asked]
        edited = [change.ref for change in touched if change.after is not None]
        return edited, [change.ref for change in touched if change.after is None]

    def undo(self, rev: int | None = None) -> Transaction:
        """Take back the last change, or the one that made revision `rev`.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change stands on it.
        """
        self.catch_up()
        return self._invert(undo_target(self.newest_first(), rev), Operation("undo"))

    def undo_with_later(self, rev: int) -> list[Transaction]:
        """Take back the change that made a revision, and before it those that stand on it.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: Something other than a later change stands in the way.
        """
        self.catch_up()
        log = Reread(self.newest_first())
        done: list[Transaction] = []
        still = [rev]
        while still:
            try:
                undone = self._invert(undo_target(log, still[-1]), Operation("undo"), log)
            except CannotUndo as error:
                if not error.later or error.later in still:
                    raise CannotUndo(f"{error}{_so_far(done)}") from None
                still.append(error.later)
            else:
                log.add(undone)
                done.append(undone)
                still.pop()
        return done

    def redo(self) -> Transaction:
        """Make the last change taken back again.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change stands on it.
        """
        self.catch_up()
        return self._invert(redo_target(self.newest_first()), Operation("redo"))

    def _invert(
        self, target: Transaction, operation: Operation, log: Iterable[Transaction] | None = None
    ) -> Transaction:
        log = self.newest_first() if log is None else log
        changes = [change.inverse() for change in reversed(target.changes)]
        try:
            why = f"{operation.name} {target.why}".strip()
            return self._commit(changes, why, operation, target.rev)
        except Conflict as error:
            later = in_the_way(log, target, error.ref)
            who = f"revision {later}" if later else "an edit of the file"
            problem = f"{error.ref} was changed again by {who}; undo that first"
            raise CannotUndo(problem, later) from None
        except (StillReferenced, BrokenReference) as error:
            problem = f"a later change stands on revision {target.rev}: {error}"
            raise CannotUndo(problem, in_the_way(log, target, error.between)) from None


def _so_far(done: Sequence[Transaction]) -> str:
    revs = ", ".join(str(each.undoes) for each in done)
    return f" (revision {revs} was taken back already)" if revs else ""
