"""Reconciling two versions of a briefing: ours, and a db.json changed outside the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.model.faults import InvalidRecord
from briefing.model.kinds.record import Record
from briefing.model.merging import merge
from briefing.model.references import mentioned
from briefing.model.refs import kind_of
from briefing.model.validation import build, plain
from briefing.store.backend import Keep
from briefing.store.changes import Change, Transaction, net
from briefing.store.errors import TwoVersions
from briefing.store.snapshot import Snapshot, apply, differences


@dataclass(frozen=True, slots=True)
class Outside:
    """A db.json that this program did not write: edited by hand, pulled, restored.

    Attributes:
        snapshot: What it holds.
        digest: SHA-256 of its bytes.
        logged: The result of the history, if another history replaced ours.
        is_logged: Whether it is the result of the history all the same.
        is_secret: Whether something was forgotten in it, which must not be logged.
    """

    snapshot: Snapshot
    digest: str
    logged: Snapshot | None = None
    is_logged: bool = False
    is_secret: bool = False


class Settlement(NamedTuple):
    """How a db.json from outside is reconciled with our version.

    Attributes:
        outside: The db.json.
        came: The changes from our version to the one from outside.
        answer: The changes from there to the result.
        changes_here: The changes from our version to the result.
        is_refused: Whether the answer undoes what came.
        holds: The revision the db.json holds, if it is an earlier one of ours.
    """

    outside: Outside
    came: Sequence[Change]
    answer: Sequence[Change]
    changes_here: Sequence[Change]
    is_refused: bool = False
    holds: int | None = None

    def to_log(self) -> Sequence[Change]:
        """The changes from outside that must be logged."""
        if self.outside.logged is None:
            return self.came
        # Our history is gone: what we held beyond the new one is logged as the state before.
        known = {change.ref for change in self.came}
        unlogged = differences(self.outside.logged, self.outside.snapshot)
        return [*self.came, *(change for change in unlogged if change.ref not in known)]


def settle(
    mine: Snapshot,
    pending: Sequence[Transaction],
    outside: Outside,
    keep: Keep | None,
    location: str,
) -> Settlement:
    """Reconcile our version with the one from outside.

    Args:
        mine: Our version.
        pending: Our changes since the two versions diverged, oldest first.
        outside: The db.json from outside.
        keep: Which version to keep if both changed.
        location: Where the db.json is, for messages.

    Raises:
        TwoVersions: Both changed, and `keep` is None.
    """
    theirs = outside.snapshot
    came = differences(mine, theirs)
    changed = () if outside.is_logged else net(pending)
    if not changed or not came:
        return Settlement(outside, came, (), came)
    base = mine.copy()
    apply(base, [change.inverse() for change in changed])
    changed_there = differences(base, theirs)
    if not changed_there:
        # Only the formatting changed: it still is the last checkpoint.
        return Settlement(outside, (), (), (), holds=pending[0].rev - 1)
    if keep is None:
        after = {change.ref: change.after for change in changed}
        both = [ref for ref, _, record in changed_there if ref in after and after[ref] != record]
        ours, others = [change.ref for change in changed], [change.ref for change in changed_there]
        raise TwoVersions(location, ours, others, both)
    if keep == "theirs":
        return Settlement(outside, came, (), came)
    goal = mine if keep == "mine" else _merge_versions(mine, changed, theirs)
    answer = differences(theirs, goal)
    return Settlement(outside, came, answer, differences(mine, goal), is_refused=keep == "mine")


def _merge_versions(mine: Snapshot, changed: Sequence[Change], theirs: Snapshot) -> Snapshot:
    """Apply the changes of both sides; ours win where both changed a field."""
    merged = theirs.copy()
    for ref, base, record in changed:
        there = theirs.get(ref)
        kept = record if there == base else _merge_records(ref, base, record, there)
        apply(merged, [Change(ref, None, kept)])
    # Bring back what one side deleted and the other mentions.
    todo = [record for table in merged.tables.values() for record in table.values()]
    while todo:
        for ref in mentioned(todo.pop()):
            if merged.get(ref) is None and (found := mine.get(ref) or theirs.get(ref)):
                apply(merged, [Change(ref, None, found)])
                todo.append(found)
    return merged


def _merge_records(
    ref: str, base: Record | None, mine: Record | None, theirs: Record | None
) -> Record | None:
    if mine is None or theirs is None:
        # One side edited what the other deleted: the edit is kept.
        return mine or theirs
    merged: Record = merge(base, mine, theirs).record
    try:
        return build(kind_of(ref), plain(merged), ref)
    except InvalidRecord:
        return mine
