"""What a transaction did, in the words of a reader: names of records instead of their ids."""

import re
from collections.abc import Sequence

from briefing.model.differences import fields_changed, fields_named
from briefing.model.kinds import KINDS
from briefing.model.refs import LabelOf, kind_of, slug_of
from briefing.store.changes import PAIRED, Change, Transaction, labels_in, name_in

MANY = 20
"""Records of one transaction up to which one of them is named; more are only counted."""

_LONGEST = 60
"""Characters of a name; that of a quote may be a page long."""

_REVERSING = {"undo": "undone", "redo": "redone"}
# Older logs stack them: undo redo undo.
_UNDOING = re.compile(r"^(?:undo(?: redo undo)*|redo(?: undo redo)*)(?: |$)")


def reason_of(transaction: Transaction) -> str:
    """The reason of a transaction, of an undo or redo that of the change it reverses."""
    why = transaction.why
    is_reversing = transaction.operation.name in _REVERSING
    # What follows is a reason of its own, which may begin with such a word too.
    return _UNDOING.sub("", why) if is_reversing else why


def reason_shown(transaction: Transaction) -> str:
    """The reason as a history shows it: "a first look"; "undone: a first look"."""
    reversing = _REVERSING.get(transaction.operation.name)
    if reversing is None:
        return transaction.why
    what = reason_of(transaction) or fields_in(transaction.changes)
    if not what:
        changes = transaction.changes
        if reversing == "undone":
            changes = tuple(change.inverse() for change in changes)
        what = ", ".join(dict.fromkeys(change.action for change in changes))
    return f"{reversing}: {what}" if what else reversing


def deed(transaction: Transaction, label_of: LabelOf) -> str:
    """What was done to which records: "changed Abou Zeid", "added 5,000 events"."""
    label_of = labels_in(transaction, label_of)
    operation, changes = transaction.operation, transaction.changes
    named = [_name(ref, changes, label_of) for ref in operation.refs[:2]]
    if operation.name in PAIRED:
        first, second = named
        if operation.name == "rename":
            gone, come = map(slug_of, operation.refs)
            return f"changed the id of {second} from {gone} to {come}"
        if operation.name == "split":
            return f"split {first} from {second}"
        return f"merged {first} into {second}"
    # What a deletion was about comes first, not what it changed besides.
    first_ref = operation.refs[0] if operation.refs else ""
    by_action: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda change: change.ref != first_ref):
        by_action.setdefault(change.action, []).append(change)
    groups = [*by_action.items()]
    return ", ".join(
        f"{action} {_whom(group, label_of, is_named=not at and len(changes) <= MANY)}"
        for at, (action, group) in enumerate(groups)
    )


def described(transaction: Transaction, label_of: LabelOf) -> str:
    """What was done, with the reason or the fields: "changed Abou Zeid (status)"."""
    reason = reason_of(transaction)
    if reason == transaction.operation.reason:
        reason = ""
    what = reason or fields_in(transaction.changes)
    return deed(transaction, label_of) + (f" ({what})" if what else "")


def _whom(changes: Sequence[Change], label_of: LabelOf, *, is_named: bool) -> str:
    if is_named or len(changes) == 1:
        more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
        return f"{_clipped(name_in(changes[0], label_of))}{more}"
    kinds = {kind_of(change.ref) for change in changes}
    noun = KINDS[kinds.pop()].plural if len(kinds) == 1 else "records"
    return f"{len(changes):,} {noun}"


def _name(ref: str, changes: Sequence[Change], label_of: LabelOf) -> str:
    change = next((change for change in changes if change.ref == ref), None)
    return _clipped(name_in(change, label_of) if change else label_of(ref))


def _clipped(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def fields_in(changes: Sequence[Change]) -> str:
    """The fields that a few edits changed; empty if a record was added or deleted with them."""
    edits = [(before, after) for _, before, after in changes if before and after]
    if len(edits) < len(changes) or len(edits) > MANY:
        return ""
    changed = (field for before, after in edits for field in fields_changed(before, after))
    return fields_named([*{field.name: field for field in changed}.values()])
