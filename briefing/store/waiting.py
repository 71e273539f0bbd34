"""Changes that are in memory only, because they cannot be kept at the moment.

They are written as soon as that is possible. By then others may have changed something: each change
is then made again on top of that, as far as it still fits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.model.kinds.record import Record
from briefing.store.backend import Backend
from briefing.store.changes import Change, Transaction
from briefing.store.integrity import mended
from briefing.store.records import Records


class Waiting:
    """Transactions made in memory, to be kept later.

    Args:
        records: What they were made in.
        backend: Where they are to be kept.

    Attributes:
        transactions: Oldest first, numbered on from the last one kept.
        reason: Why they are not kept; empty when there are none.
    """

    def __init__(self, records: Records, backend: Backend) -> None:
        self._records = records
        self._backend = backend
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

    def remade(self) -> Iterator[Transaction]:
        """What waits, as it fits on top of what others did meanwhile.

        Yields:
            Each transaction to be made now, before the next is asked for.
        """
        remade: dict[int, Transaction | None] = {}
        for transaction in self.transactions:
            changes: Sequence[Change] = transaction.changes
            undoes, operation = transaction.undoes, transaction.operation
            if undoes in remade:
                # It takes back something that waits too, in the form that has now.
                original = remade[undoes]
                changes = [change.inverse() for change in original.changes] if original else ()
                undoes = original.rev if original else 0
            if merge := remade.get(operation.of):
                operation = operation._replace(of=merge.rev)
            changes = self._fitting(changes)
            made = replace(
                transaction,
                rev=self._records.meta.revision + 1,
                undoes=undoes,
                changes=changes,
                operation=operation,
            )
            remade[transaction.rev] = made if changes else None
            if changes:
                yield made
        self.transactions = [each for each in remade.values() if each]

    def _fitting(self, meant: Sequence[Change]) -> tuple[Change, ...]:
        """Changes as they can be made on top of what others did meanwhile."""
        now = (Change(ref, self._records.get(ref), after) for ref, _, after in meant)
        wanted = [change for change in now if change.before != change.after]
        kept = mended(self._records, wanted, self._last_state)
        if {change.ref for change in kept} != {change.ref for change in wanted}:
            self._backend.notices.append(_otherwise(wanted, kept))
        return kept

    def _last_state(self, ref: str) -> Record | None:
        """A record that is gone as it was before it went."""
        last = next(self._backend.history(ref), None)
        changes = last.changes if last else ()
        return next((change.before for change in changes if change.ref == ref), None)


def _otherwise(wanted: Sequence[Change], made: Sequence[Change]) -> str:
    """What came out otherwise than it was meant of changes that waited."""
    meant, came = {change.ref for change in wanted}, {change.ref for change in made}
    what = [f"{ref} was brought back" for ref in sorted(came - meant)]
    what += [f"{ref} was not changed" for ref in sorted(meant - came)]
    return f"because others changed something meanwhile, {', '.join(what)}"
