"""Finding the change to undo or redo, from the log alone.

An undo is a change like any other that names the revision it undoes. The log is read from its end,
only as far back as needed, so undo and redo work across sessions.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.store.changes import Transaction
from briefing.store.errors import (
    BrokenReference,
    CannotUndo,
    Conflict,
    NothingToUndo,
    StillReferenced,
)


class LogReader:
    """A log read from its end as far as needed; it may be iterated again, and may grow meanwhile.

    Args:
        newest_first: The log from its end.
    """

    def __init__(self, newest_first: Iterable[Transaction]) -> None:
        self._rest = iter(newest_first)
        self._read: list[Transaction] = []
        self._added: list[Transaction] = []
        self._by_rev: dict[int, Transaction] = {}

    def __iter__(self) -> Iterator[Transaction]:
        yield from reversed(self._added)
        place = 0
        while place < len(self._read) or self._read_one():
            yield self._read[place]
            place += 1

    def add(self, transaction: Transaction) -> None:
        """Add a transaction logged since."""
        self._added.append(transaction)
        self._by_rev[transaction.rev] = transaction

    def walk(self) -> Iterator[tuple[Transaction, bool]]:
        """Every transaction, the last first, and whether it is in effect: not undone."""
        undone: set[int] = set()
        for transaction in self:
            is_in_effect = transaction.rev not in undone
            if is_in_effect and transaction.undoes:
                undone.add(transaction.undoes)
            yield transaction, is_in_effect

    def is_undo(self, transaction: Transaction) -> bool:
        """Whether it undoes something, rather than redoing it."""
        return self.origin(transaction)[1]

    def origin(self, transaction: Transaction) -> tuple[int, bool]:
        """The revision it undoes or redoes in the end, and whether it undoes it."""
        *earlier, last = self._steps(transaction)
        return last.undoes or last.rev, (len(earlier) + bool(last.undoes)) % 2 == 1

    def original(self, transaction: Transaction) -> Transaction:
        """What it undoes or redoes in the end, as far as the log tells; itself if neither."""
        *_, last = self._steps(transaction)
        changes = transaction.changes
        if self.is_undo(transaction):
            changes = tuple(change.inverse() for change in reversed(changes))
        return replace(last, changes=changes)

    def _steps(self, transaction: Transaction) -> Iterator[Transaction]:
        """A transaction, the one it undoes, the one that undoes, and so on."""
        step: Transaction | None = transaction
        while step is not None:
            yield step
            step = self._find(step.undoes) if step.undoes else None

    def _find(self, rev: int) -> Transaction | None:
        while rev not in self._by_rev and self._read_one():
            if self._read[-1].rev < rev:
                break
        return self._by_rev.get(rev)

    def _read_one(self) -> bool:
        transaction = next(self._rest, None)
        if transaction is None:
            return False
        self._read.append(transaction)
        self._by_rev[transaction.rev] = transaction
        return True


def undo_target(log: LogReader, rev: int | None = None) -> Transaction:
    """The transaction to undo: the last one in effect, or revision `rev`.

    Raises:
        NothingToUndo: There is no such transaction.
        CannotUndo: It was undone already.
    """
    for transaction, is_in_effect in log.walk():
        if rev is None:
            if is_in_effect and transaction.changes and not log.is_undo(transaction):
                return transaction
        elif transaction.rev == rev:
            if not transaction.changes:
                raise CannotUndo(f"revision {rev} has no changes left to undo")
            if is_in_effect:
                return transaction
            raise CannotUndo(f"revision {rev} was undone already")
        elif transaction.rev < rev:
            break
    if rev is None:
        raise NothingToUndo("there is nothing to undo")
    raise NothingToUndo(f"there is no revision {rev}")


def redo_target(log: LogReader) -> Transaction:
    """The undo that redo reverses.

    Raises:
        NothingToUndo: Nothing was undone, or something else was changed since.
    """
    for transaction, is_in_effect in log.walk():
        if is_in_effect and log.is_undo(transaction):
            return transaction
        if is_in_effect and not transaction.undoes and transaction.changes:
            break
    raise NothingToUndo("there is nothing to redo")


def cannot_undo(
    log: LogReader, target: Transaction, error: Conflict | StillReferenced | BrokenReference
) -> CannotUndo:
    """Explain why a transaction cannot be undone, and find the later one that prevents it.

    Args:
        log: The log.
        target: The transaction.
        error: What undoing it raised.
    """
    if isinstance(error, Conflict):
        later = obstacle(log, target, error.ref)
        who = f"revision {later}" if later else "an edit of the file"
        return CannotUndo(f"{error.ref} was changed again by {who}; undo that first", later)
    if isinstance(error, BrokenReference):
        ref = error.missing
    else:
        ref = (*error.edited, *error.dropped)[0]
    problem = f"a later change depends on revision {target.rev}: {error}"
    return CannotUndo(problem, obstacle(log, target, ref))


def obstacle(log: LogReader, target: Transaction, ref: str) -> int:
    """The last later transaction that keeps another from being undone; 0 for none.

    A later change that was undone does not count, nor an older one undone and redone since.

    Args:
        log: The log.
        target: The transaction to be undone.
        ref: The record that is not as the target left it.
    """
    for transaction, is_in_effect in log.walk():
        if transaction.rev <= target.rev:
            break
        if is_in_effect and transaction.touches(ref):
            origin, is_undo = log.origin(transaction)
            if is_undo == (origin < target.rev):
                return transaction.rev
    return 0


def in_effect(newest_first: Iterable[Transaction]) -> Iterator[Transaction]:
    """Every change not undone, the last first, without undo and redo.

    Args:
        newest_first: The log from its end.
    """
    for transaction, is_in_effect in LogReader(newest_first).walk():
        if is_in_effect and not transaction.undoes:
            yield transaction
