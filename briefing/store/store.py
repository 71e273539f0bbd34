"""The store: every change, from a key or a script, goes through it.

A change is checked, written by the backend, acknowledged, and reported to subscribers.
"""

import contextlib
import getpass
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.plurals import plural
from briefing.model.refs import make_ref, unused_slug
from briefing.store.backend import Backend, Keep, News
from briefing.store.backends import backend_at, frozen, in_memory
from briefing.store.book import Book
from briefing.store.changes import Change, Operation, Transaction, total
from briefing.store.draft import Draft
from briefing.store.errors import (
    BrokenReference,
    CannotUndo,
    Conflict,
    NotReadable,
    NotSaved,
    ReadOnly,
    StillReferenced,
    StoreError,
)
from briefing.store.integrity import check_references
from briefing.store.records import Records
from briefing.store.snapshot import Meta, Snapshot
from briefing.store.undo import LogReader, cannot_undo, redo_target, undo_target
from briefing.store.unsaved import UnsavedChanges
from briefing.store.wording import reason_of

if TYPE_CHECKING:
    from briefing.store.tables import RecordDB

Listener = Callable[[Sequence[Change]], None]

LONGEST_TEXT = 1 << 16
"""Characters of a text that a record holds; a longer one is kept beside the records."""


class Store(Book):
    """A briefing: its records, and the only way to change them.

    Args:
        backend: Where it is kept.
        by: Who makes the changes.
        keep: Which version to keep if there are two.

    Attributes:
        keeps_waiting: Whether a change that cannot be written is kept in memory and written as
            soon as possible; otherwise it is refused.

    Raises:
        NotReadable: The briefing is missing or damaged.
        TwoVersions: There are two versions, and `keep` is None.
    """

    def __init__(self, backend: Backend, by: str = "", keep: Keep | None = None) -> None:
        self._backend = backend
        self._by = by
        self._records = Records(backend.load(keep))
        self._waiting = UnsavedChanges(self._records, backend)
        self._listeners: list[Listener] = []
        self._unreported: list[Change] = []
        self._made_at: set[datetime] = set()
        # Against changes by other threads of this program.
        self._threads = threading.RLock()
        self.keeps_waiting = False
        if keep and self.has_news():
            self.settle(keep)

    # Opening

    @classmethod
    def open(
        cls,
        location: str | Path,
        by: str = "",
        keep: Keep | None = None,
        patience: float | None = None,
    ) -> "Store":
        """Open a briefing.

        Args:
            location: Its db.json.
            by: Who makes changes; the login name if empty.
            keep: Which version to keep if db.json was changed outside while changes were pending.
            patience: Seconds to wait for another program to finish a change.

        Raises:
            FileFault: The file is missing, damaged, of another format or not readable; it was
                left untouched.
            TwoVersions: There are two versions, and `keep` is None.
        """
        by = by or login_name()
        return cls(backend_at(location, by, patience), by, keep)

    @classmethod
    def read(cls, location: str | Path, why: str) -> "Store":
        """Open a briefing to read it only, with pending changes and changes made outside.

        Args:
            location: Its db.json.
            why: Why it may not be changed.

        Raises:
            FileFault: As for `open`.
        """
        return cls(backend_at(location, only_reads=why))

    @classmethod
    def in_memory(cls, title: str = "", by: str = "") -> "Store":
        """Create a briefing that is never saved."""
        return cls(in_memory(title), by)

    @classmethod
    def create(cls, location: str | Path, title: str = "", by: str = "") -> "Store":
        """Create an empty briefing.

        Args:
            location: Its new db.json.
            title: Its title; the name of the file if empty.
            by: Who makes changes; the login name if empty.

        Raises:
            FileFault: The file exists, or the history of one that is gone.
            NotSaved: The file cannot be written.
            ReadOnly: The folder is write-protected.
        """
        backend_at(location).create(Snapshot.empty(title or Path(location).stem))
        return cls.open(location, by)

    @property
    def location(self) -> str:
        """Where the briefing is kept, for messages; empty in memory."""
        return self._backend.location

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty if it can."""
        return self._backend.read_only

    @property
    def notices(self) -> Sequence[str]:
        """What a reader should know about the state of the briefing."""
        return self._backend.notices

    def is_gone(self) -> bool:
        """Whether the briefing is missing."""
        return self._backend.is_gone()

    # Records

    @property
    def meta(self) -> Meta:
        """Title, format and revision."""
        return self._records.meta

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self._records.get(ref)

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug: a live view, in no particular order."""
        return MappingProxyType(self._records.snapshot.tables[kind])

    def frozen(self) -> "Store":
        """A copy to read, with the history, for a thread while keys and others change this one."""
        return Store(frozen(self._records.snapshot.copy(), self.newest_first, self.long_text))

    def long_text(self, digest: str) -> str:
        """The long text with a digest.

        Raises:
            MissingText: There is none, or it was altered.
        """
        return self._backend.long_text(digest)

    def with_text(self, source: Source, text: str) -> Source:
        """A source with its text: in the record if it is short, else kept beside the records.

        Args:
            source: The source, which is not stored yet.
            text: Its text.

        Raises:
            NotSaved: The text cannot be written.
            ReadOnly: Nothing can be changed at all.
        """
        if len(text) <= LONGEST_TEXT:
            return msgspec.structs.replace(source, text=text, text_sha256="")
        with self._locked():
            digest = self._backend.keep_text(text)
        return msgspec.structs.replace(source, text="", text_sha256=digest)

    def unused_ref(self, kind: str, wanted: str) -> str:
        """An unused ref, as close to the wanted slug as possible."""
        return make_ref(kind, unused_slug(wanted, self._records.snapshot.tables[kind]))

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""
        return self._records.referrers(ref)

    @property
    def db(self) -> "RecordDB":
        """The records as a TinyDB, for its queries."""
        return self._records.db

    # Changes

    def draft(self, operation: Operation | None = None) -> Draft:
        """Begin to collect changes; see `Draft` and `commit`."""
        return Draft(self._records, operation)

    def put(
        self, ref: str, record: Record, why: str = "", base: Record | None = None
    ) -> Transaction:
        """Add or replace one record; see `transaction`.

        Args:
            ref: Its ref.
            record: The record.
            why: The reason.
            base: What it was when the edit began, to notice a change by somebody else.
        """
        with self.transaction(why) as change:
            change.put(ref, record, base)
        return change.done

    def delete(self, ref: str, why: str = "", *, unlink: bool = False) -> Transaction:
        """Delete one record.

        Args:
            ref: Its ref.
            why: The reason.
            unlink: Whether references to it are removed from other records, and records that need
                it are deleted too.

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
            why: The reason; the default of the operation if empty.
            operation: What the changes do as a whole; worked out from them if None.

        Raises:
            InvalidRecord: A record has faults.
            BrokenReference: A record would refer to one that does not exist.
            StillReferenced: A record deleted is still referred to.
            Conflict: Another program changed one of the records.
            NotSaved: The change cannot be written.
            ReadOnly: The briefing cannot be changed at all.
            TwoVersions: The briefing was changed outside while changes made here were pending.
        """
        draft = self.draft(operation)
        try:
            yield draft
        except Conflict as error:
            raise self.conflict(error.ref) from None
        self.commit(draft, why)

    def commit(self, draft: Draft, why: str = "") -> Transaction:
        """Make the changes of a draft; see `transaction` for what may be raised."""
        meant = self._meant(draft.changes(), why, draft.operation)
        draft.done = self._commit(meant) if meant.changes else meant
        return draft.done

    def removal(self, *refs: str) -> tuple[list[str], list[str]]:
        """The other records that would lose a mention, and those that would be deleted too."""
        draft = self.draft()
        draft.delete_all(refs)
        asked = frozenset(refs)
        touched = [change for change in draft.changes() if change.ref not in asked]
        edited = [change.ref for change in touched if change.after is not None]
        return edited, [change.ref for change in touched if change.after is None]

    # Undo

    def undo(self, rev: int | None = None) -> Transaction:
        """Undo the last change, or the one that made revision `rev`.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change depends on it.
        """
        self.catch_up()
        log = LogReader(self.newest_first())
        return self._invert(undo_target(log, rev), log)

    def to_undo(self) -> Transaction:
        """The change that `undo` would undo.

        Raises:
            NothingToUndo: There is none.
        """
        self.catch_up()
        return undo_target(LogReader(self.newest_first()))

    def to_redo(self) -> Transaction:
        """The undo that `redo` would undo.

        Raises:
            NothingToUndo: There is none.
        """
        self.catch_up()
        return redo_target(LogReader(self.newest_first()))

    def original(self, transaction: Transaction) -> Transaction:
        """What a transaction undoes or redoes in the end; itself if neither."""
        return LogReader(self.newest_first()).original(transaction)

    def is_own(self, transaction: Transaction) -> bool:
        """Whether a transaction was made here, since the briefing was opened."""
        return transaction.at in self._made_at

    def undo_with_later(self, rev: int) -> list[Transaction]:
        """Undo a revision, and before it the later changes that depend on it.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: Something other than a later change prevents it.
        """
        self.catch_up()
        log = LogReader(self.newest_first())
        done: list[Transaction] = []
        still = [rev]
        while still:
            try:
                undone = self._invert(undo_target(log, still[-1]), log, is_current=True)
            except CannotUndo as error:
                if not error.later or error.later in still:
                    revs = ", ".join(str(each.undoes) for each in done)
                    undid = plural(len(done), f"revision {revs} was", f"revisions {revs} were")
                    so_far = f" ({undid} undone already)" if done else ""
                    raise CannotUndo(f"{error}{so_far}") from None
                still.append(error.later)
            else:
                log.add(undone)
                done.append(undone)
                still.pop()
        return done

    def redo(self) -> Transaction:
        """Redo the last change undone.

        Raises:
            NothingToUndo: There is none.
            CannotUndo: A later change depends on it.
        """
        self.catch_up()
        log = LogReader(self.newest_first())
        return self._invert(redo_target(log), log)

    def _invert(
        self, target: Transaction, log: LogReader, *, is_current: bool = False
    ) -> Transaction:
        changes = [change.inverse() for change in reversed(target.changes)]
        # To undo an undo is to redo.
        operation = Operation("redo" if log.is_undo(target) else "undo")
        why = f"{operation.name} {reason_of(log.original(target))}".strip()
        try:
            return self._commit(self._meant(changes, why, operation, target.rev))
        except (Conflict, StillReferenced, BrokenReference) as error:
            if not is_current:
                # Others may have added to it.
                log = LogReader(self.newest_first())
            raise cannot_undo(log, target, error) from None

    # History

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """Every change, the last first, read lazily.

        Args:
            ref: If given, only the changes of this record.

        Raises:
            NotReadable: The history is damaged.
        """
        for transaction in reversed(self._waiting.transactions):
            if not ref or transaction.touches(ref):
                yield transaction
        yield from self._backend.history(ref)

    def history(self) -> list[Transaction]:
        """Every change, oldest first."""
        return list(self.newest_first())[::-1]

    def conflict(self, ref: str) -> Conflict:
        """The error saying who changed a record and when, as far as known."""
        last = next(self.newest_first(ref), None)
        return Conflict(ref, last.by, last.at) if last else Conflict(ref)

    # Others

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every change; returns a function to unsubscribe it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def has_news(self) -> bool:
        """Whether others may have changed something; costs next to nothing."""
        return self._backend.has_news()

    def catch_up(self) -> Sequence[Change]:
        """Load changes made by other programs; returns what changed.

        Raises:
            NotReadable: The briefing is gone or damaged.
            NotSaved: A change made outside the program cannot be written to the history.
            TwoVersions: The briefing was changed outside while changes made here were pending.
        """
        return () if self._waiting or not self.has_news() else self._load_news(None)

    def settle(self, keep: Keep) -> Sequence[Change]:
        """Keep one of two versions, or both; the other stays in the history.

        Raises:
            NotSaved: The history cannot be written.
        """
        if self._waiting:
            self.save_waiting(keep)
            return ()
        return self._load_news(keep)

    def _load_news(self, keep: Keep | None) -> Sequence[Change]:
        try:
            with contextlib.nullcontext() if self.read_only else self._locked():
                self._pull(keep)
            changes = total(self._unreported)
        finally:
            self._report()
        return changes

    # Unsaved and pending changes

    @property
    def waiting(self) -> Sequence[Transaction]:
        """The changes that are in memory only, because they could not be written."""
        return tuple(self._waiting.transactions)

    @property
    def trouble(self) -> str:
        """Why they could not be written; empty if there are none."""
        return self._waiting.reason

    @property
    def pending(self) -> int:
        """The number of changes the next checkpoint will write."""
        return self._backend.pending()

    def checkpoint(self) -> bool:
        """Write the result of the log; False if nothing is pending, or others changed something.

        May be called in another thread.

        Raises:
            NotSaved: It cannot be written; the changes stay in the log.
        """
        with self._threads:
            if self.read_only or self._waiting or not self.pending:
                return False
            frozen = self._records.snapshot.copy()
        return self._backend.checkpoint(frozen)

    def is_checkpoint_due(self) -> bool:
        """Whether so much is pending that opening the briefing would take long."""
        return self._backend.is_checkpoint_due()

    def save_waiting(self, keep: Keep | None = None) -> bool:
        """Try again to write the changes that are in memory only; False if that still fails.

        Args:
            keep: Which version to keep if there are two.

        Raises:
            TwoVersions: There are two, and `keep` is None.
        """
        if not self._waiting:
            return True
        try:
            with self._locked():
                for transaction in reversed(self.waiting):
                    inverse = [change.inverse() for change in transaction.changes]
                    self._apply(News(inverse, transaction.rev - 1))
                try:
                    self._pull(keep)
                finally:
                    for transaction in self._waiting.rebased():
                        self._make(transaction)
                if keep == "theirs":
                    self._set_waiting_aside()
                # Nothing is left if others have made the same changes.
                if self._waiting:
                    self._backend.append(*self.waiting)
                self._waiting.clear()
        except (NotSaved, NotReadable, ReadOnly) as error:
            self._waiting.reason = _reason(error)
            return False
        finally:
            self._report()
        return True

    def _set_waiting_aside(self) -> None:
        """Undo the waiting changes in one of their own, so that the history has them too."""
        changes = total([each for made in self.waiting for each in made.changes])
        if inverse := [change.inverse() for change in changes]:
            meant = self._meant(inverse, "kept the version changed outside", Operation("reconcile"))
            self._waiting.add(self._checked(meant), self.trouble)
            self._make(self.waiting[-1])

    def close(self) -> None:
        """Write what is pending, if possible.

        If not, everything acknowledged is in the log, where the next program finds it.

        Raises:
            NotSaved: Changes are in memory only and still cannot be written.
        """
        if not self.save_waiting():
            raise NotSaved(self.trouble)
        with contextlib.suppress(StoreError):
            self.catch_up()
            self.checkpoint()

    # Internals

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        with self._threads, self._backend.lock():
            yield

    def _pull(self, keep: Keep | None = None) -> None:
        for news in self._backend.pull(self._records.snapshot, keep):
            self._apply(news)

    def _meant(
        self, changes: Sequence[Change], why: str, operation: Operation, undoes: int = 0
    ) -> Transaction:
        """The intended transaction; its revision is still that of the briefing."""
        rev, now, why = self.meta.revision, datetime.now(UTC), why or operation.reason
        return Transaction(rev, now, self._by, why, tuple(changes), undoes, operation=operation)

    def _commit(self, meant: Transaction) -> Transaction:
        try:
            made = self._write(meant)
        except (NotSaved, NotReadable) as error:
            if not self.keeps_waiting:
                raise
            with self._threads:
                made = self._checked(meant)
                self._waiting.add(made, _reason(error))
                self._make(made)
        finally:
            self._report()
        self._made_at.add(made.at)
        return made

    def _write(self, meant: Transaction) -> Transaction:
        if not self.save_waiting():
            raise NotSaved(self.trouble)
        with self._locked():
            self._pull()
            made = self._checked(meant)
            self._backend.append(made)
            self._make(made)
        return made

    def _checked(self, meant: Transaction) -> Transaction:
        """The transaction with its revision, if it still fits the records."""
        for ref, before, _ in meant.changes:
            if self.get(ref) != before:
                raise self.conflict(ref)
        check_references(self._records, meant.changes)
        return replace(meant, rev=self.meta.revision + 1, at=datetime.now(UTC))

    def _make(self, transaction: Transaction) -> None:
        self._apply(News(transaction.changes, transaction.rev))

    def _apply(self, news: News) -> None:
        self._unreported += self._records.apply(news)

    def _report(self) -> None:
        """Call the listeners with the total of what changed since the last call."""
        changes, self._unreported = total(self._unreported), []
        for listener in tuple(self._listeners) if changes else ():
            listener(changes)


def login_name() -> str:
    """The name of the current user; empty if the system does not give one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _reason(error: StoreError) -> str:
    """Why nothing could be written, without "nothing was changed", as it is kept in memory."""
    return error.reason if isinstance(error, NotSaved) else str(error)
