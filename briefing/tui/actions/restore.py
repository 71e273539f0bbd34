"""Take any change back, and bring deleted records back, after asking."""

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
from briefing.tui.actions.host import Host
from briefing.tui.dialogs.confirm import MOST, ConfirmScreen, listed, some
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.differences import what_was_done

_WIDEST = 60
"""Characters of a value in a question."""


class Restoration(NamedTuple):
    """What bringing records back takes.

    Attributes:
        records: Those to bring back, as they last were.
        with_them: Those of them that were not asked for, but are mentioned by the others.
        unknown: Refs mentioned of which the history knows nothing.
    """

    records: Mapping[str, Record]
    with_them: Sequence[str]
    unknown: Sequence[str]


async def undo_revision(
    host: Host, store: Store, transaction: Transaction, taken_back: int = 0
) -> None:
    """Take one transaction back, after saying what that changes.

    Args:
        host: The screen.
        store: The briefing.
        transaction: Which.
        taken_back: The revision that took it back already; 0 for none.
    """
    rev = transaction.rev
    if taken_back:
        host.tell(
            f"revision {rev} was taken back already, by revision {taken_back}; "
            "undo that one to make it again"
        )
        return
    details = tuple(_undoing(transaction, store.label))
    question = ConfirmScreen(f"Take revision {rev} back?", details, "yes, take it back")
    if not await host.ask(question):
        return
    try:
        _tell_undone(host, [store.undo(rev)])
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
        details += ["", f"Revision {later.rev}{by}, {_when(later)}, goes first:"]
        details += _undoing(later, store.label)
    details.append("And whatever stands on that in turn.")
    question = f"Take revision {error.later} back too, and then {rev}?"
    if not await host.ask(ConfirmScreen(question, tuple(details), "yes, all of them")):
        return
    try:
        _tell_undone(host, store.undo_with_later(rev))
    except CannotUndo as again:
        if not again.later:
            raise
        await _undo_with_later(host, store, rev, again)


def _tell_undone(host: Host, done: Sequence[Transaction]) -> None:
    revs = ", ".join(str(each.undoes) for each in done)
    host.tell(
        f"took back revision{'s' if len(done) > 1 else ''} {revs}; "
        f"undo revision {done[-1].rev} to make it again"
    )


async def restore(
    host: Host, store: Store, records: Mapping[str, Record], undoing: int = 0
) -> None:
    """Bring deleted records back as they last were, with those they cannot do without.

    Args:
        host: The screen.
        store: The briefing.
        records: The records, by ref.
        undoing: The revision that deleted them, where it changed more than that.
    """
    # Those they mention may have been deleted long ago: the history is read for them.
    found = await host.in_thread(lambda: find_restoration(store, records), "restore")
    if found.unknown:
        refs = ", ".join(found.unknown)
        host.tell(
            f"cannot be restored: it refers to {refs}, of which the history knows nothing",
            severity="error",
        )
        return
    asked = [ref for ref in found.records if ref not in found.with_them]
    labels = {ref: label(record) for ref, record in found.records.items()}

    def label_of(ref: str) -> str:
        return labels.get(ref) or store.label(ref)

    def name(ref: str) -> str:
        return _short(full_label(found.records[ref], label_of))

    heading = "They refer to records that do not exist any more; these come too:"
    details = [*listed("", asked, name), *listed(heading, found.with_them, name)]
    if undoing:
        details.append(f"Revision {undoing} changed more than that: u takes all of it back.")
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
    """Find out what else must come back with some records.

    Args:
        store: The briefing.
        records: The records to bring back, by ref.

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
    """A record as it was before it was deleted; None when the history does not know it."""
    last = next(store.newest_first(ref), None)
    changes = (change for change in last.changes if change.ref == ref) if last else iter(())
    return next((change.before or change.after for change in changes), None)


def _undoing(transaction: Transaction, label_of: LabelOf) -> list[str]:
    """What taking a transaction back does, a line for each record; of one, its fields."""
    label_of = labels_in(transaction, label_of)
    changes = [change.inverse() for change in transaction.changes]
    lines = [
        f"  {_DONE_BACK[what_was_done(change)]}  {kind_of(change.ref)}  "
        f"{_short(name_in(change, label_of))}"
        for change in changes[:MOST]
    ]
    lines = some(lines, len(changes))
    if len(changes) == 1 and what_was_done(changes[0]) == "changed":
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


def _when(transaction: Transaction) -> str:
    return f"{transaction.at.astimezone():%Y-%m-%d %H:%M}"


_DONE_BACK = {"added": "comes back:", "changed": "changes back:", "deleted": "goes:"}
