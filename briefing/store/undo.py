"""Which change undo takes back and redo makes again, worked out from the log alone.

Undo is a change like any other: it names the revision it takes back. Reading the log once
from the start gives both stacks, so undo and redo work across sessions.
"""

from collections.abc import Sequence

from briefing.store.changes import Transaction
from briefing.store.errors import CannotUndo, NothingToUndo


def undo_target(log: Sequence[Transaction], rev: int | None = None) -> Transaction:
    """The transaction undo takes back: the last that stands, or the one numbered `rev`.

    Raises:
        NothingToUndo: There is no such transaction.
        CannotUndo: It was taken back already.
    """
    done, _ = _stacks(log)
    if rev in done:
        return done[rev]
    if rev is None and done:
        return next(reversed(done.values()))
    if rev is None:
        raise NothingToUndo("there is nothing to undo")
    if any(transaction.rev == rev for transaction in log):
        raise CannotUndo(f"revision {rev} was taken back already")
    raise NothingToUndo(f"there is no revision {rev}")


def redo_target(log: Sequence[Transaction]) -> Transaction:
    """The undo that redo takes back.

    Raises:
        NothingToUndo: Nothing was undone, or something else was changed since.
    """
    _, undone = _stacks(log)
    if not undone:
        raise NothingToUndo("there is nothing to redo")
    return next(reversed(undone.values()))


_Stack = dict[int, Transaction]


def _stacks(log: Sequence[Transaction]) -> tuple[_Stack, _Stack]:
    """What undo can take back and what redo can, by revision, the next one last."""
    done: _Stack = {}
    undone: _Stack = {}
    for transaction in log:
        if done.pop(transaction.undoes, None):
            undone[transaction.rev] = transaction
        elif undone.pop(transaction.undoes, None):
            done[transaction.rev] = transaction
        else:
            done[transaction.rev] = transaction
            undone.clear()
    return done, undone
