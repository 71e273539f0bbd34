"""Changes made but not on the disk yet, because the disk would not have them."""

from briefing.store.changes import Transaction


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
