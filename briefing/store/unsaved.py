"""Changes that are in memory only, because they cannot be written at the moment.

They are written as soon as possible. If others changed something in the meantime, each change is
rebased on that, as far as it still fits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.model.kinds.record import Record
from briefing.store.backend import Backend
from briefing.store.changes import Change, Transaction
from briefing.store.integrity import mend_references
from briefing.store.records import Records


class UnsavedChanges:
    """Transactions made in memory, to be written later.

    Args:
        records: The records they changed.
        backend: Where to write them.

    Attributes:
        transactions: Oldest first, numbered on from the last one written.
        reason: Why they are not written; empty if there are none.
    """

    def __init__(self, records: Records, backend: Backend) -> None:
        self._records = records
        self._backend = backend
        self.transactions: list[Transaction] = []
        self.reason = ""

    def __bool__(self) -> bool:
        return bool(self.transactions)

    def add(self, transaction: Transaction, reason: str) -> None:
        """Add a transaction that could not be written."""
        self.transactions.append(transaction)
        self.reason = reason

    def clear(self) -> None:
        """Forget all of them once they are written."""
        self.transactions.clear()
        self.reason = ""

    def rebased(self) -> Iterator[Transaction]:
        """The transactions, rebased on what others did in the meantime.

        Yields:
            Each transaction; the caller makes it before asking for the next.
        """
        rebased: dict[int, Transaction | None] = {}
        for transaction in self.transactions:
            changes: Sequence[Change] = transaction.changes
            undoes, operation = transaction.undoes, transaction.operation
            if undoes in rebased:
                # It undoes a transaction that was rebased too.
                original = rebased[undoes]
                changes = [change.inverse() for change in original.changes] if original else ()
                undoes = original.rev if original else 0
            if merge := rebased.get(operation.of):
                operation = operation._replace(of=merge.rev)
            changes = self._fitting(changes)
            rev = self._records.meta.revision + 1
            made = replace(
                transaction, rev=rev, undoes=undoes, changes=changes, operation=operation
            )
            rebased[transaction.rev] = made if changes else None
            if changes:
                yield made
        self.transactions = [each for each in rebased.values() if each]

    def _fitting(self, meant: Sequence[Change]) -> tuple[Change, ...]:
        """The changes that still have an effect and break no reference."""
        now = (Change(ref, self._records.get(ref), after) for ref, _, after in meant)
        wanted = [change for change in now if change.before != change.after]
        made = mend_references(self._records, wanted, self._last_state)
        refs, made_refs = {change.ref for change in wanted}, {change.ref for change in made}
        if refs != made_refs:
            what = [f"{ref} was brought back" for ref in sorted(made_refs - refs)]
            what += [f"{ref} was not changed" for ref in sorted(refs - made_refs)]
            notice = f"because others changed something meanwhile, {', '.join(what)}"
            self._backend.notices.append(notice)
        return made

    def _last_state(self, ref: str) -> Record | None:
        """A deleted record as it was last."""
        last = next(self._backend.history(ref), None)
        changes = last.changes if last else ()
        return next((change.before for change in changes if change.ref == ref), None)
