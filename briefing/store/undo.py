"""Which change undo takes back and redo makes again, worked out from the log alone.

Undo is a change like any other: it names the revision it takes back. The log is read from its end,
only as far back as needed, so undo and redo work across sessions.
"""

from collections.abc import Iterable, Iterator

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
        """Take note of a transaction logged since."""
        self._added.append(transaction)
        self._by_rev[transaction.rev] = transaction

    def walk(self) -> Iterator[tuple[Transaction, bool]]:
        """Every transaction from the last, and whether it counts: it was not taken back."""
        taken_back: set[int] = set()
        for transaction in self:
            counts = transaction.rev not in taken_back
            if counts and transaction.undoes:
                taken_back.add(transaction.undoes)
            yield transaction, counts

    def is_undo(self, transaction: Transaction) -> bool:
        """Whether it takes something back, rather than making something again."""
        return self.origin(transaction)[1]

    def origin(self, transaction: Transaction) -> tuple[int, bool]:
        """The revision it takes back or makes again in the end, and whether it takes it back."""
        is_undo = False
        step: Transaction | None = transaction
        rev = transaction.rev
        while step is not None and step.undoes:
            rev = step.undoes
            is_undo = not is_undo
            step = self._find(rev)
        return rev, is_undo

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
    """The transaction undo takes back: the last one in effect, or the one numbered `rev`.

    Raises:
        NothingToUndo: There is no such transaction.
        CannotUndo: It was taken back already.
    """
    for transaction, counts in log.walk():
        if rev is None:
            if counts and transaction.changes and not log.is_undo(transaction):
                return transaction
        elif transaction.rev == rev:
            if not transaction.changes:
                raise CannotUndo(f"nothing is left of revision {rev} that could be taken back")
            if counts:
                return transaction
            raise CannotUndo(f"revision {rev} was taken back already")
        elif transaction.rev < rev:
            break
    if rev is None:
        raise NothingToUndo("there is nothing to undo")
    raise NothingToUndo(f"there is no revision {rev}")


def redo_target(log: LogReader) -> Transaction:
    """The undo that redo takes back.

    Raises:
        NothingToUndo: Nothing was undone, or something else was changed since.
    """
    for transaction, counts in log.walk():
        if counts and log.is_undo(transaction):
            return transaction
        if counts and not transaction.undoes and transaction.changes:
            break
    raise NothingToUndo("there is nothing to redo")


def cannot_undo(
    log: LogReader, target: Transaction, error: Conflict | StillReferenced | BrokenReference
) -> CannotUndo:
    """What to tell when a transaction cannot be taken back, and which later one prevents it.

    Args:
        log: The log.
        target: The transaction.
        error: What came of trying.
    """
    if isinstance(error, Conflict):
        later = in_the_way(log, target, error.ref)
        who = f"revision {later}" if later else "an edit of the file"
        return CannotUndo(f"{error.ref} was changed again by {who}; undo that first", later)
    problem = f"a later change stands on revision {target.rev}: {error}"
    return CannotUndo(problem, in_the_way(log, target, error.between))


def in_the_way(log: LogReader, target: Transaction, ref: str) -> int:
    """The last later transaction that keeps another from being taken back; 0 for none.

    One that was taken back after it does not count, nor one that was taken back after it and then
    made again.

    Args:
        log: The log.
        target: What is to be taken back.
        ref: The record that is not as the target left it.
    """
    for transaction, counts in log.walk():
        if transaction.rev <= target.rev:
            break
        if counts and transaction.touches(ref):
            origin, is_undo = log.origin(transaction)
            if is_undo == (origin < target.rev):
                return transaction.rev
    return 0


def in_effect(newest_first: Iterable[Transaction]) -> Iterator[Transaction]:
    """Every change that was not taken back, the last one first; undo and redo are left out.

    Args:
        newest_first: The log from its end.
    """
    for transaction, counts in LogReader(newest_first).walk():
        if counts and not transaction.undoes:
            yield transaction
