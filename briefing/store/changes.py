"""Changes: records before and after, made together by someone in one operation."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

from briefing.model.kinds.record import Record
from briefing.model.labels import full_label, label

OperationName = Literal[
    "put",
    "delete",
    "edit",
    "merge",
    "split",
    "rename",
    "undo",
    "redo",
    "restore",
    "import",
    "outside",
    "reconcile",
    "forget",
    "repair",
]
"""What a transaction can do: `edit` puts some records and deletes others, `outside` is a change
somebody made to db.json itself, `reconcile` merges that with changes made here."""

OUTSIDE = "changed outside the program"
FORGOTTEN = "something was forgotten"
REPAIRED = "repaired"

_REASONS: dict[OperationName, str] = {
    "merge": "merged {} into {}",
    "rename": "renamed {} to {}",
    "split": "split {} from {}, merged in revision {of}",
    "outside": OUTSIDE,
    "reconcile": "put together with what was changed here",
    "forget": FORGOTTEN,
    "repair": REPAIRED,
}


class Operation(NamedTuple):
    """What a transaction does, whatever reason somebody gives for it.

    Attributes:
        name: Which operation.
        refs: The records it is about: for a delete those named, for a merge the one that goes and
            the one that stays, for a split the restored one and the other, for a rename the old ref
            and the new one; otherwise empty.
        of: For a split, the revision of the merge; else 0.
    """

    name: OperationName
    refs: tuple[str, ...] = ()
    of: int = 0

    @property
    def reason(self) -> str:
        """The default reason of such a transaction; empty for an ordinary edit."""
        return _REASONS.get(self.name, "").format(*self.refs, of=self.of)


PUT = Operation("put")

PAIRED: Final = ("merge", "split", "rename")
"""Operations on two records, which their refs name."""


class Change(NamedTuple):
    """One record before and after; None where it did not exist."""

    ref: str
    before: Record | None
    after: Record | None

    @property
    def action(self) -> Literal["added", "changed", "deleted"]:
        """What it did to the record."""
        if self.before is None:
            return "added"
        return "deleted" if self.after is None else "changed"

    @property
    def is_renaming(self) -> bool:
        """Whether the record has another name now, which cites of other records may give."""
        if self.before is None or self.after is None:
            return False
        return label(self.before) != label(self.after)

    def inverse(self) -> "Change":
        """The change that undoes this one."""
        return Change(self.ref, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes made together: all of them are kept, or none.

    Attributes:
        rev: The revision of the briefing it made, from 1.
        at: When, in UTC.
        by: Who made it.
        why: The reason, in a few words.
        changes: One for each record touched.
        undoes: The revision it undoes, or 0.
        rewrites: The head of the history before it was rewritten to forget or repair something;
            empty for an ordinary change.
        operation: What it does.
    """

    rev: int
    at: datetime
    by: str
    why: str
    changes: tuple[Change, ...]
    undoes: int = 0
    rewrites: str = ""
    operation: Operation = PUT

    def __post_init__(self) -> None:
        """Refuse an operation that no program could read again.

        Raises:
            ValueError: A merge, split or rename does not name its two records.
        """
        if self.operation.name in PAIRED and len(self.operation.refs) != 2:
            raise ValueError(f"a {self.operation.name} is about two records")

    @property
    def is_forgetting(self) -> bool:
        """Whether the history was rewritten with it to forget something."""
        return bool(self.rewrites) and self.operation.name == "forget"

    def touches(self, ref: str) -> bool:
        """Whether a record is among those changed."""
        return any(change.ref == ref for change in self.changes)

    def redirected(self) -> tuple[str, str] | None:
        """The ref that went and the one it was redirected to, if it merged or renamed."""
        if self.operation.name not in ("merge", "rename"):
            return None
        gone, ref = self.operation.refs
        is_gone = any(each.ref == gone and each.after is None for each in self.changes)
        return (gone, ref) if is_gone else None


def operation_by_reason(
    why: str, gone: Collection[str], come: Collection[str], undoes: int = 0
) -> Operation:
    """Work out the operation of a transaction logged before operations were.

    Args:
        why: Its reason.
        gone: The refs it deleted.
        come: The refs it added.
        undoes: The revision it undoes.
    """
    if undoes:
        return Operation("redo" if why.startswith("redo") else "undo")
    for name, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(why):
            refs, of = found.groups()[:2], found.groupdict().get("of")
            fits = {
                "merge": refs[:1] and refs[0] in gone,
                "split": refs[:1] and refs[0] in come,
                "rename": refs[:1] and refs[0] in gone and refs[-1] in come,
            }
            if fits.get(name, True):
                return Operation(name, refs, int(of or 0))
    return Operation("edit" if come else "delete") if gone else PUT


_PATTERNS = {
    name: re.compile(reason.replace("{}", r"(\S+)").replace("{of}", r"(?P<of>\d+)"))
    for name, reason in _REASONS.items()
}


def total(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The total effect of successive changes, one change for each record."""
    by_ref: dict[str, Change] = {}
    for change in changes:
        first = by_ref.get(change.ref, change)
        by_ref[change.ref] = Change(change.ref, first.before, change.after)
    return tuple(change for change in by_ref.values() if change.before != change.after)


def net(transactions: Iterable[Transaction]) -> tuple[Change, ...]:
    """The total effect of transactions, oldest first, one change for each record."""
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
