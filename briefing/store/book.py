"""A briefing that agrees with its files: keeps what is changed here, hears what others changed."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.model.records import Record
from briefing.store.backend import Backend, MemoryBackend
from briefing.store.backends.jsonfile.reconcile import Keep, Settlement, settle
from briefing.store.changes import FORGOTTEN, OUTSIDE, Change, Operation, Transaction, total
from briefing.store.contents import Contents
from briefing.store.errors import Conflict, FileFault, NotSaved, ReadOnly, StoreError
from briefing.store.integrity import check_references, mended
from briefing.store.snapshot import Snapshot
from briefing.store.waiting import Waiting

Listener = Callable[[Sequence[Change]], None]


class Book(Contents):
    """Records, and the files they are kept in.

    Args:
        snapshot: The records to begin with.
        backend: Where changes are kept; in memory when not given.
        by: Who makes the changes.

    Attributes:
        keeps_waiting: Whether a change that cannot be written is kept in memory and written as
            soon as that is possible; otherwise it is refused.
    """

    def __init__(self, snapshot: Snapshot, backend: Backend | None = None, by: str = "") -> None:
        super().__init__(snapshot)
        self._backend = backend or MemoryBackend()
        self._by = by
        self._listeners: list[Listener] = []
        self._waiting = Waiting()
        self._settlement: Settlement | None = None
        self._title_before = ""
        self._untold: list[Change] = []
        self.keeps_waiting = False

    @property
    def path(self) -> Path | None:
        """Where the briefing is kept; None in memory."""
        return self._backend.path

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty when it can."""
        return self._backend.read_only

    @property
    def notices(self) -> Sequence[str]:
        """What a reader should know of how the files were found."""
        return self._backend.notices

    @property
    def unsaved(self) -> Sequence[Transaction]:
        """The changes that are in memory only, because the disk would not have them."""
        return tuple(self._waiting.transactions)

    @property
    def trouble(self) -> str:
        """Why they are; empty when there are none."""
        return self._waiting.reason

    @property
    def unfolded(self) -> int:
        """How many changes are in the history and not in db.json yet."""
        return self._backend.unfolded_count()

    # History

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """Every change, the last one first, read as far as it is asked for.

        Args:
            ref: Only those of this record.

        Raises:
            FileFault: The history is damaged.
        """
        for transaction in reversed(self._waiting.transactions):
            if not ref or transaction.touches(ref):
                yield transaction
        yield from self._backend.newest_first(ref)

    def history(self) -> list[Transaction]:
        """Every change, oldest first."""
        return list(self.newest_first())[::-1]

    # Others

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have every change told to `listener`; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def has_news(self) -> bool:
        """Whether others may have changed something; costs next to nothing."""
        return self._backend.has_news()

    def catch_up(self) -> Sequence[Change]:
        """Take in what other programs did; returns what changed.

        Raises:
            FileFault: A file is gone or damaged.
            NotSaved: What somebody did to db.json itself cannot be written to the history.
            TwoVersions: db.json was changed outside while changes wait in its history.
        """
        is_unlogged = self._backend.outside and not self.read_only
        if self._waiting or not (self.has_news() or is_unlogged):
            return ()
        return self._listen(None)

    def settle(self, keep: Keep) -> Sequence[Change]:
        """Go on with one of two versions, or both; the other stays in the history.

        Raises:
            NotSaved: The history cannot be written.
        """
        if self._waiting:
            self.save_waiting(keep)
            return ()
        return self._listen(keep)

    def _listen(self, keep: Keep | None) -> Sequence[Change]:
        try:
            with contextlib.nullcontext() if self.read_only else self._backend.held():
                self._hear(keep)
            changes = total(self._untold)
        finally:
            self._tell()
        return changes

    # The files

    def fold(self) -> bool:
        """Bring db.json up to date; False when there was nothing to do, or others must be heard.

        May be called in a thread of its own.

        Raises:
            NotSaved: It cannot be written; the changes stay in the history.
        """
        with self._backend.alone():
            if self.read_only or self._waiting or not self.unfolded:
                return False
            frozen = self._snapshot.copy()
        return self._backend.fold(frozen)

    def is_fold_due(self) -> bool:
        """Whether so much is unfolded that it would take long to open the briefing."""
        return self._backend.is_fold_due()

    def fold_if_large(self) -> bool:
        """Bring db.json up to date when much has come together."""
        return self.is_fold_due() and self.fold()

    def save_waiting(self, keep: Keep | None = None) -> bool:
        """Try again to keep what is in memory only; False when that still cannot be done.

        Args:
            keep: What to do when db.json was changed outside while changes wait in its history.

        Raises:
            TwoVersions: It was, and `keep` does not say.
        """
        if not self._waiting:
            return True
        try:
            with self._backend.held():
                self._unmake(self.unsaved)
                try:
                    self._hear(keep)
                finally:
                    self._remake()
                # Others may have done the same meanwhile.
                if self._waiting:
                    self._backend.append(*self._waiting.transactions)
                self._waiting.clear()
        except (NotSaved, FileFault, ReadOnly) as error:
            self._waiting.reason = _reason(error)
            return False
        finally:
            self._tell()
        return True

    def close(self) -> None:
        """Bring db.json up to date, where that can be done, and let go of it.

        Where it cannot, all that was acknowledged is in the history, and the next to open the
        briefing finds it there.

        Raises:
            NotSaved: Changes are in memory only, and still cannot be written.
        """
        if not self.save_waiting():
            raise NotSaved(self.trouble)
        with contextlib.suppress(StoreError):
            self.catch_up()
            self.fold()
        self._db.close()

    # Inside

    def _commit(
        self, changes: Sequence[Change], why: str, operation: Operation, undoes: int = 0
    ) -> Transaction:
        """Make changes and keep them for good.

        Raises:
            Conflict: A record is not as the changes found it.
            StoreError: See `Store.transaction`.
        """
        try:
            transaction = self._keep(changes, why, operation, undoes)
        except (NotSaved, FileFault) as error:
            if not self.keeps_waiting:
                raise
            with self._backend.alone():
                transaction = self._checked(changes, why, operation, undoes)
                self._waiting.add(transaction, _reason(error))
                self._make([transaction])
        finally:
            self._tell()
        return transaction

    def _keep(
        self, changes: Sequence[Change], why: str, operation: Operation, undoes: int
    ) -> Transaction:
        if not self.save_waiting():
            raise NotSaved(self.trouble)
        with self._backend.held():
            self._hear()
            transaction = self._checked(changes, why, operation, undoes)
            self._backend.append(transaction)
            self._make([transaction])
        return transaction

    def _checked(
        self, changes: Sequence[Change], why: str, operation: Operation, undoes: int
    ) -> Transaction:
        """The transaction that makes some changes, if they fit what is there by now."""
        for ref, before, _ in changes:
            if self.get(ref) != before:
                raise self._conflict(ref)
        check_references(self, changes)
        return self._transaction(self._next_rev(), why, changes, operation, undoes)

    def _transaction(
        self,
        rev: int,
        why: str,
        changes: Sequence[Change],
        operation: Operation,
        undoes: int = 0,
        by: str | None = None,
    ) -> Transaction:
        who = self._by if by is None else by
        now = datetime.now(UTC)
        return Transaction(rev, now, who, why, tuple(changes), undoes, operation=operation)

    def _next_rev(self) -> int:
        return max(self.meta.revision, self._backend.last_rev()) + 1

    def _conflict(self, ref: str) -> Conflict:
        """Says who changed a record, and when, as far as the history knows."""
        last = next(self.newest_first(ref), None)
        return Conflict(ref, last.by, last.at) if last else Conflict(ref)

    def _last_state(self, ref: str) -> Record | None:
        """A record that is gone as it was before it went."""
        last = next(self._backend.newest_first(ref), None)
        changes = last.changes if last else ()
        return next((change.before for change in changes if change.ref == ref), None)

    def _hear(self, keep: Keep | None = None) -> None:
        """Take in what others did; everybody else is held off."""
        self._unsettle()
        self._make(self._backend.pull())
        # Where another history took the place of ours, its revisions go on.
        self._snapshot.meta = self.meta.at(self._backend.last_rev())
        if self._backend.title is not None:
            self._snapshot.meta = self.meta.titled(self._backend.title)
            self._backend.title = None
        self._meet_outside(keep)
        if self._settlement and not self.read_only:
            self._log(self._settlement)
        if self._backend.is_fold_needed():
            self._backend.fold(self._snapshot.copy())

    def _meet_outside(self, keep: Keep | None) -> None:
        """Go over to the db.json from outside, or to what is made of it; in memory only."""
        outside = self._backend.outside
        if outside is None:
            return
        # Where nobody can answer for good, what either side has is shown.
        keep = "both" if self.read_only else keep
        unfolded = self._backend.unfolded()
        self._settlement = settle(self._snapshot, unfolded, outside, keep, self.path)
        self._title_before = self.meta.title
        self._untold += self._apply(self._settlement.changes_here, self.meta.revision)
        self._snapshot.meta = self.meta.titled(outside.snapshot.meta.title)
        told = _told(self._settlement.came, self.path)
        if outside.is_secret:
            told = f"{self.path}: {FORGOTTEN} by another program"
        if self._settlement.came and told not in self._backend.notices:
            self._backend.notices.append(told)

    def _unsettle(self) -> None:
        """Go back to what the history says: what is outside now may be something else."""
        if self._settlement:
            back = [change.inverse() for change in self._settlement.changes_here]
            self._untold += self._apply(back, self.meta.revision)
            self._snapshot.meta = self.meta.titled(self._title_before)
            self._settlement = None

    def _log(self, settlement: Settlement) -> None:
        """Have the history say what came from outside, and what was made of it."""
        rev = self._next_rev()
        log = []
        if came := settlement.to_log():
            log.append(self._transaction(rev, OUTSIDE, came, Operation("outside"), by=""))
        if settlement.answer:
            undoes = rev if settlement.is_refused else 0
            made = Operation("undo" if settlement.is_refused else "reconcile")
            why = f"undo {OUTSIDE}" if settlement.is_refused else made.reason
            log.append(self._transaction(rev + 1, why, settlement.answer, made, undoes))
        holds = rev if log else rev - 1
        self._backend.accept_outside(holds if settlement.holds is None else settlement.holds, *log)
        self._snapshot.meta = self.meta.at(self._backend.last_rev())
        self._settlement = None

    def _make(self, transactions: Sequence[Transaction]) -> None:
        for transaction in transactions:
            self._untold += self._apply(transaction.changes, transaction.rev)

    def _remake(self) -> None:
        """Make what waits once more, on top of what others did meanwhile."""
        remade: dict[int, Transaction | None] = {}
        for transaction in self._waiting.transactions:
            changes: Sequence[Change] = transaction.changes
            undoes = transaction.undoes
            if undoes in remade:
                # It takes back something that waits too, as that came out by now.
                original = remade[undoes]
                changes = [change.inverse() for change in original.changes] if original else ()
                undoes = original.rev if original else 0
            changes = self._fitting(changes)
            made = replace(transaction, rev=self._next_rev(), undoes=undoes, changes=changes)
            remade[transaction.rev] = made if changes else None
            self._make([made] if changes else [])
        self._waiting.transactions = [each for each in remade.values() if each]

    def _fitting(self, meant: Sequence[Change]) -> tuple[Change, ...]:
        """Changes as they can be made on top of what others did meanwhile."""
        now = (Change(ref, self.get(ref), after) for ref, _, after in meant)
        wanted = [change for change in now if change.before != change.after]
        kept = mended(self, wanted, self._last_state)
        if {change.ref for change in kept} != {change.ref for change in wanted}:
            self._backend.notices.append(_otherwise(wanted, kept))
        return kept

    def _unmake(self, transactions: Sequence[Transaction]) -> None:
        for transaction in reversed(transactions):
            inverse = [change.inverse() for change in transaction.changes]
            self._untold += self._apply(inverse, transaction.rev - 1)

    def _tell(self) -> None:
        """Tell what changed since the last time; what came and went again is not told."""
        changes, self._untold = total(self._untold), []
        for listener in tuple(self._listeners) if changes else ():
            listener(changes)


def _told(came: Sequence[Change], path: Path | None) -> str:
    """What a reader should know of a db.json from outside."""
    refs = [change.ref for change in came]
    what = f"{len(refs)} {'record differs' if len(refs) == 1 else 'records differ'}"
    return f"{path}: {OUTSIDE}; {what}: {', '.join(refs[:5])}{', …' if len(refs) > 5 else ''}"


def _otherwise(wanted: Sequence[Change], made: Sequence[Change]) -> str:
    """What came out otherwise than it was meant of changes that waited."""
    meant, came = {change.ref for change in wanted}, {change.ref for change in made}
    what = [f"{ref} was brought back" for ref in sorted(came - meant)]
    what += [f"{ref} was not changed" for ref in sorted(meant - came)]
    return f"because others changed something meanwhile, {', '.join(what)}"


def _reason(error: StoreError) -> str:
    """What stands in the way; that nothing was changed is not so while changes wait."""
    return error.reason if isinstance(error, NotSaved) else str(error)
