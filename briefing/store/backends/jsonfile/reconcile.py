"""Two versions of a briefing: ours, with changes pending, and a db.json changed outside."""

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
    """A db.json that this program did not make: edited by hand, pulled, put back.

    Attributes:
        snapshot: What it holds.
        digest: SHA-256 of its bytes.
        logged: What the history leads to, where another took the place of ours; else it leads to
            what we hold.
        is_logged: Whether the history leads to it all the same.
        is_secret: Whether something was forgotten in it, and nobody may say what that was.
    """

    snapshot: Snapshot
    digest: str
    logged: Snapshot | None = None
    is_logged: bool = False
    is_secret: bool = False


class Settlement(NamedTuple):
    """What is made of a db.json from outside.

    Attributes:
        outside: The db.json.
        came: The changes from our version to the one from outside.
        answer: The changes from there to what goes on.
        changes_here: Both in one: the changes from our version to what goes on.
        is_refused: Whether the answer takes back what came.
        holds: The revision the db.json holds, where that is an earlier one; else None.
    """

    outside: Outside
    came: Sequence[Change]
    answer: Sequence[Change]
    changes_here: Sequence[Change]
    is_refused: bool = False
    holds: int | None = None

    def to_log(self) -> Sequence[Change]:
        """What must be logged of what came."""
        outside = self.outside
        if outside.is_logged or outside.logged is None:
            return () if outside.is_logged else self.came
        # Our history is gone: what we held beyond the new one is logged as the state before.
        told = {change.ref for change in self.came}
        unsaid = differences(outside.logged, outside.snapshot)
        return [*self.came, *(change for change in unsaid if change.ref not in told)]


def settle(
    mine: Snapshot,
    unfolded: Sequence[Transaction],
    outside: Outside,
    keep: Keep | None,
    location: str,
) -> Settlement:
    """Decide what goes on: our version or the one from outside.

    Args:
        mine: Our version.
        unfolded: What we changed in it since the two were one, oldest first.
        outside: The db.json from outside.
        keep: Which version goes on where both changed.
        location: Where the db.json is, for messages.

    Raises:
        TwoVersions: Both changed, and `keep` does not say which goes on.
    """
    theirs = outside.snapshot
    came = differences(mine, theirs)
    changed = () if outside.is_logged else net(unfolded)
    if not changed or not came:
        return Settlement(outside, came, (), came)
    base = mine.copy()
    apply(base, [change.inverse() for change in changed])
    changed_there = differences(base, theirs)
    if not changed_there:
        # Only written another way: it still is what it was, and ours goes on from there.
        return Settlement(outside, (), (), (), holds=unfolded[0].rev - 1)
    if keep is None:
        after = {change.ref: change.after for change in changed}
        both = [ref for ref, _, record in changed_there if ref in after and after[ref] != record]
        ours, others = [change.ref for change in changed], [change.ref for change in changed_there]
        raise TwoVersions(location, ours, others, both)
    if keep == "theirs":
        return Settlement(outside, came, (), came)
    goal = mine if keep == "mine" else _put_together(mine, changed, theirs)
    answer = differences(theirs, goal)
    return Settlement(outside, came, answer, differences(mine, goal), is_refused=keep == "mine")


def _put_together(mine: Snapshot, changed: Sequence[Change], theirs: Snapshot) -> Snapshot:
    """Both versions in one: what either changed; where both changed a field, it is as in ours."""
    merged = theirs.copy()
    for ref, base, record in changed:
        there = theirs.get(ref)
        kept = record if there == base else _both(ref, base, record, there)
        apply(merged, [Change(ref, None, kept)])
    _bring_back(merged, mine, theirs)
    return merged


def _both(
    ref: str, base: Record | None, mine: Record | None, theirs: Record | None
) -> Record | None:
    if mine is None or theirs is None:
        # One side edited what the other deleted: what was written is not thrown away.
        return mine or theirs
    united: Record = merge(base, mine, theirs).record
    try:
        return build(kind_of(ref), plain(united), ref)
    except InvalidRecord:
        return mine


def _bring_back(merged: Snapshot, *versions: Snapshot) -> None:
    """Bring back what one side deleted and the other mentions."""
    todo = [record for table in merged.tables.values() for record in table.values()]
    while todo:
        for ref in mentioned(todo.pop()):
            if merged.get(ref) is None:
                found = next((it for each in versions if (it := each.get(ref)) is not None), None)
                if found is not None:
                    apply(merged, [Change(ref, None, found)])
                    todo.append(found)
