"""Which change undo takes back and redo makes again, worked out from the log alone.

Undo is a change like any other: it names the revision it takes back. The log is read from its
end, as far back as needed, so undo and redo work across sessions and cost what lies between.
"""

from collections.abc import Iterable, Iterator

from briefing.store.changes import Transaction
from briefing.store.errors import CannotUndo, NothingToUndo


def undo_target(newest_first: Iterable[Transaction], rev: int | None = None) -> Transaction:
    """The transaction undo takes back: the last that stands, or the one numbered `rev`.

    Raises:
        NothingToUndo: There is no such transaction.
        CannotUndo: It was taken back already.
    """
    log = _Log(newest_first)
    for transaction, stands in log.walk():
        if rev is None:
            if stands and transaction.changes and not log.is_undo(transaction):
                return transaction
        elif transaction.rev == rev:
            if not transaction.changes:
                raise CannotUndo(f"nothing is left of revision {rev} that could be taken back")
            if stands:
                return transaction
            raise CannotUndo(f"revision {rev} was taken back already")
        elif transaction.rev < rev:
            break
    if rev is None:
        raise NothingToUndo("there is nothing to undo")
    raise NothingToUndo(f"there is no revision {rev}")


def redo_target(newest_first: Iterable[Transaction]) -> Transaction:
    """The undo that redo takes back.

    Raises:
        NothingToUndo: Nothing was undone, or something else was changed since.
    """
    log = _Log(newest_first)
    for transaction, stands in log.walk():
        if stands and log.is_undo(transaction):
            return transaction
        if stands and not transaction.undoes and transaction.changes:
            break
    raise NothingToUndo("there is nothing to redo")


def in_the_way(newest_first: Iterable[Transaction], target: Transaction, ref: str) -> int:
    """The last later transaction that keeps another from being taken back; 0 for none.

    What was done and taken back after it is as if it had never been; so is what was taken back
    after it and made again.

    Args:
        newest_first: The log from its end.
        target: What is to be taken back.
        ref: The record that is not as it left it.
    """
    log = _Log(newest_first)
    for transaction, stands in log.walk():
        if transaction.rev <= target.rev:
            break
        if stands and transaction.touches(ref):
            origin, is_undo = log.origin(transaction)
            if is_undo == (origin < target.rev):
                return transaction.rev
    return 0


def standing(newest_first: Iterable[Transaction]) -> Iterator[Transaction]:
    """Every change that was not taken back, from the last; what undo and redo did is none.

    Args:
        newest_first: The log from its end.
    """
    for transaction, stands in _Log(newest_first).walk():
        if stands and not transaction.undoes:
            yield transaction


class Reread:
    """A log that is gone through again and again while it grows, and read but once."""

    def __init__(self, newest_first: Iterable[Transaction]) -> None:
        self._rest = iter(newest_first)
        self._read: list[Transaction] = []
        self._added: list[Transaction] = []

    def __iter__(self) -> Iterator[Transaction]:
        yield from reversed(self._added)
        place = 0
        while True:
            if place == len(self._read):
                further = next(self._rest, None)
                if further is None:
                    return
                self._read.append(further)
            yield self._read[place]
            place += 1

    def add(self, transaction: Transaction) -> None:
        """Something was logged since."""
        self._added.append(transaction)


class _Log:
    """A log read from its end, as far as it was needed."""

    def __init__(self, newest_first: Iterable[Transaction]) -> None:
        self._rest = iter(newest_first)
        self._read: list[Transaction] = []
        self._by_rev: dict[int, Transaction] = {}

    def walk(self) -> Iterator[tuple[Transaction, bool]]:
        """Every transaction from the last, and whether it stands."""
        taken_back: set[int] = set()
        place = 0
        while place < len(self._read) or self._read_one():
            transaction = self._read[place]
            stands = transaction.rev not in taken_back
            if stands and transaction.undoes:
                taken_back.add(transaction.undoes)
            yield transaction, stands
            place += 1

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
