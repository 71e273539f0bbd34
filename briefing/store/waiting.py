"""Changes made but not on the disk yet, because the disk would not have them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.model.records import Record
from briefing.store.changes import Change, Transaction


class Waiting:
    """Transactions in memory that will be kept as soon as that is possible.

    Attributes:
        transactions: Oldest first, numbered on from the last one kept.
        reason: Why they are not kept; empty when there are none.
    """

    def __init__(self) -> None:
        self.transactions: list[Transaction] = []
        self.reason = ""

    def __bool__(self) -> bool:
        return bool(self.transactions)

    def add(self, transaction: Transaction, reason: str) -> None:
        """Have one more wait."""
        self.transactions.append(transaction)
        self.reason = reason

    def clear(self) -> None:
        """Nothing waits any more."""
        self.transactions.clear()
        self.reason = ""

    def rebased(self, get: Callable[[str], Record | None], last_rev: int) -> Sequence[Transaction]:
        """The transactions as they are kept after what others did meanwhile.

        Args:
            get: The records as they are without what waits.
            last_rev: The last revision used by then.
        """
        now: dict[str, Record | None] = {}
        numbers: dict[int, int] = {}
        rebased = []
        for rev, transaction in enumerate(self.transactions, start=last_rev + 1):
            numbers[transaction.rev] = rev
            changes = []
            for ref, _, after in transaction.changes:
                before = now[ref] if ref in now else get(ref)
                now[ref] = after
                changes.append(Change(ref, before, after))
            undoes = numbers.get(transaction.undoes, transaction.undoes)
            rebased.append(replace(transaction, rev=rev, undoes=undoes, changes=tuple(changes)))
        return rebased
