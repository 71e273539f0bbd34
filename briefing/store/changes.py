"""What a change is: some records before and after, made together by someone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from briefing.model.labels import full_label, label
from briefing.model.records import Record

FORGOTTEN = "something was forgotten"
"""Why of the change that says so."""


class Change(NamedTuple):
    """One record before and after; None where it did not exist."""

    ref: str
    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.ref, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes that were made together and stand or fall together.

    Attributes:
        rev: The revision of the briefing it made, from 1.
        at: When, in UTC.
        by: Who made it.
        why: What for, in a few words.
        changes: One for each record touched.
        undoes: The revision it takes back; 0 for an ordinary change.
        rewrites: The head of the history before it was written anew, in which something was
            forgotten or repaired; empty for an ordinary change.
    """

    rev: int
    at: datetime
    by: str
    why: str
    changes: tuple[Change, ...]
    undoes: int = 0
    rewrites: str = ""

    @property
    def is_forgetting(self) -> bool:
        """Whether the history was written anew with it, to forget something."""
        return bool(self.rewrites) and self.why == FORGOTTEN

    def touches(self, ref: str) -> bool:
        """Whether a record is among those changed."""
        return any(change.ref == ref for change in self.changes)


def total(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What changes come to when they are made one after the other, one for each record."""
    by_ref: dict[str, Change] = {}
    for change in changes:
        first = by_ref.get(change.ref, change)
        by_ref[change.ref] = Change(change.ref, first.before, change.after)
    return tuple(change for change in by_ref.values() if change.before != change.after)


def net(transactions: Iterable[Transaction]) -> tuple[Change, ...]:
    """What transactions come to, oldest first, one change for each record."""
    return total(change for transaction in transactions for change in transaction.changes)


def labels_in(transaction: Transaction, label_of: Callable[[str], str]) -> Callable[[str], str]:
    """Gives the names of records, also of those that a transaction deleted."""
    deleted = {
        change.ref: label(change.before)
        for change in transaction.changes
        if change.before is not None and change.after is None
    }
    return (lambda ref: deleted.get(ref) or label_of(ref)) if deleted else label_of


def name_in(change: Change, label_of: Callable[[str], str]) -> str:
    """The name of a record as a change left it; as it was before where it was deleted."""
    record = change.after or change.before
    return full_label(record, label_of) if record else change.ref
