"""Undo any revision and restore deleted records, after asking."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing.model.differences import differences
from briefing.model.kinds.record import Record
from briefing.model.labels import full_label, label
from briefing.model.references import mentioned
from briefing.model.refs import LabelOf, kind_of
from briefing.store.changes import Change, Operation, Transaction, labels_in, name_in
from briefing.store.errors import CannotUndo
from briefing.store.store import Store
from briefing.store.wording import described
from briefing.tui.actions.host import Host, looked_up
from briefing.tui.dialogs.confirm import MOST, ConfirmScreen, listed, some
from briefing.tui.input.safe_text import clipped, one_line

_WIDEST = 60
"""Characters shown of a value in a question."""


class Restoration(NamedTuple):
    """What it takes to restore some records.

    Attributes:
        records: Those to restore, in their last state.
        with_them: Those of them that were not asked for but are mentioned by the others.
        unknown: Mentioned refs that the history does not contain.
    """

    records: Mapping[str, Record]
    with_them: Sequence[str]
    unknown: Sequence[str]


async def undo_revision(
    host: Host, store: Store, transaction: Transaction, undone_by: int = 0
) -> None:
    """Undo one transaction, after showing what that changes.

    Args:
        host: The screen.
        store: The briefing.
        transaction: The transaction.
        undone_by: The revision that already undid it; 0 for none.
    """
    rev = transaction.rev
    if undone_by:
        host.tell(
            f"revision {rev} was already undone by revision {undone_by}; undo that one to redo it"
        )
        return
    details = tuple(undoing_lines(transaction, store.label))
    question = ConfirmScreen(f"Undo revision {rev}?", details, "yes, undo it")
    if not await host.ask(question):
        return
    try:
        _tell_undone(host, store, [store.undo(rev)])
    except CannotUndo as error:
        if not error.later:
            raise
        await _undo_with_later(host, store, rev, error)


async def _undo_with_later(host: Host, store: Store, rev: int, error: CannotUndo) -> None:
    """Offer to undo the later changes that depend on a revision first."""
    later = next((each for each in store.newest_first() if each.rev <= error.later), None)
    details = [f"{error}."]
    if later is not None and later.rev == error.later:
        by = f" by {later.by}" if later.by else ""
        details += ["", f"Revision {later.rev}{by}, {made_on(later)}, will be undone first:"]
        details += undoing_lines(later, store.label)
    details.append("So will any later change that depends on it.")
    question = f"Undo revision {error.later} first, then {rev}?"
    if not await host.ask(ConfirmScreen(question, tuple(details), "yes, undo them all")):
        return
    try:
        _tell_undone(host, store, store.undo_with_later(rev))
    except CannotUndo as again:
        if not again.later:
            raise
        await _undo_with_later(host, store, rev, again)


def _tell_undone(host: Host, store: Store, done: Sequence[Transaction]) -> None:
    first, *others = done
    if others:
        revs = ", ".join(str(each.undoes) for each in done)
        host.tell(f"undid revisions {revs}; undo revision {others[-1].rev} to redo it")
        return
    verb, again = ("undid", "redo") if first.operation.name == "undo" else ("redid", "undo")
    what = described(store.original(first), store.label)
    host.tell(f"{verb} revision {first.undoes}: {what}; undo revision {first.rev} to {again} it")


async def restore(
    host: Host, store: Store, records: Mapping[str, Record], undoing: int = 0
) -> None:
    """Restore deleted records in their last state, with the deleted records they refer to.

    Args:
        host: The screen.
        store: The briefing.
        records: The records by ref.
        undoing: The revision that deleted them, where it also made other changes.
    """
    # Records they mention may have been deleted long ago, so the whole history is searched.
    found = await looked_up(host, lambda: find_restoration(store, records), "restore")
    if found is None:
        return
    if found.unknown:
        refs = ", ".join(found.unknown)
        host.tell(
            f"cannot be restored: it refers to {refs}, which the history does not contain",
            severity="error",
        )
        return
    asked = [ref for ref in found.records if ref not in found.with_them]
    labels = {ref: label(record) for ref, record in found.records.items()}

    def label_of(ref: str) -> str:
        return labels.get(ref) or store.label(ref)

    def name(ref: str) -> str:
        return _short(full_label(found.records[ref], label_of))

    heading = "They refer to deleted records, which come back too:"
    details = [*listed("", asked, name), *listed(heading, found.with_them, name)]
    if undoing:
        details.append(f"Revision {undoing} changed more than that; u undoes all of it.")
    more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
    question = f"Restore {name(asked[0])}{more}?"
    if not await host.ask(ConfirmScreen(question, tuple(details), "yes, restore")):
        return
    with store.transaction("restore", Operation("restore", tuple(found.records))) as draft:
        for ref, record in found.records.items():
            # Somebody else may have brought it back while it was asked.
            if draft.get(ref) is None:
                draft.put(ref, record)
    first, *others = found.records
    more = f" and {len(others)} more" if others else ""
    host.tell(f"restored {store.label(first)}{more}")


def find_restoration(store: Store, records: Mapping[str, Record]) -> Restoration:
    """Find which other records must be restored with some.

    Args:
        store: The briefing.
        records: The records to restore, by ref.

    Raises:
        StoreError: The history cannot be read.
    """
    found = dict(records)
    unknown: list[str] = []
    todo = [*records.values()]
    while todo:
        for ref in mentioned(todo.pop()):
            if ref in found or ref in unknown or store.get(ref) is not None:
                continue
            last = _last_state(store, ref)
            if last is None:
                unknown.append(ref)
            else:
                found[ref] = last
                todo.append(last)
    return Restoration(found, [ref for ref in found if ref not in records], unknown)


def _last_state(store: Store, ref: str) -> Record | None:
    """A record before its deletion; None when the history does not contain it."""
    last = next(store.newest_first(ref), None)
    changes = (change for change in last.changes if change.ref == ref) if last else iter(())
    return next((change.before or change.after for change in changes), None)


def undoing_lines(transaction: Transaction, label_of: LabelOf) -> list[str]:
    """The effects of undoing a transaction, one line per record; the fields of a single one."""
    label_of = labels_in(transaction, label_of)
    changes = [change.inverse() for change in transaction.changes]
    lines = [
        f"  {_UNDONE_AS[change.action]}  {kind_of(change.ref)}  {_short(name_in(change, label_of))}"
        for change in changes[:MOST]
    ]
    lines = some(lines, len(changes))
    if len(changes) == 1 and changes[0].action == "changed":
        lines += _fields_back(changes[0], label_of)
    return lines


def _fields_back(change: Change, label_of: LabelOf) -> list[str]:
    found = differences(change.before, change.after, label_of)
    lines = (
        f"    {each.label}: {_short(each.before) or '–'} → {_short(each.after) or '–'}"
        for each in found[:MOST]
    )
    return some(lines, len(found))


def _short(text: str) -> str:
    return clipped(one_line(text), _WIDEST)


def made_on(transaction: Transaction) -> str:
    """The local day and time of a transaction."""
    return f"{transaction.at.astimezone():%Y-%m-%d %H:%M}"


_UNDONE_AS = {"added": "restores", "changed": "reverts", "deleted": "deletes"}
