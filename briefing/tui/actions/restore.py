"""Takes changes back and brings deleted records back, after asking."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from textual.worker import get_current_worker

from briefing.model.differences import differences
from briefing.model.faults import InvalidRecord
from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.references import mentioned
from briefing.model.refs import LabelOf, kind_of
from briefing.store.changes import Change, Operation, Transaction
from briefing.store.errors import CannotUndo, StoreError
from briefing.store.store import Store
from briefing.tui.actions.host import Backdrop
from briefing.tui.actions.listing import MOST, some
from briefing.tui.history.entries import labels_in, name_in, name_of
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.difference_layout import what_was_done

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


class Retrieving:
    """Undoes and restores for one screen.

    Args:
        stage: The screen.
        store: The briefing.
    """

    def __init__(self, stage: Backdrop, store: Store) -> None:
        self._stage = stage
        self._store = store

    # Undo

    def undo(self, transaction: Transaction, taken_back: int = 0) -> None:
        """Take one transaction back, after saying what that changes.

        Args:
            transaction: Which.
            taken_back: The revision that took it back already; 0 when it stands.
        """
        rev = transaction.rev
        if taken_back:
            self._stage.tell(
                f"revision {rev} was taken back already, by revision {taken_back}; "
                "undo that one to make it again"
            )
            return

        def undone() -> None:
            self._report([self._store.undo(rev)])

        self._ask(
            f"Take revision {rev} back?",
            tuple(_undoing(transaction, self._store.label)),
            "yes, take it back",
            lambda: self._try(undone, rev),
        )

    def _try(self, change: Callable[[], None], rev: int) -> None:
        try:
            change()
        except CannotUndo as error:
            if error.later:
                self._offer_later(error, rev)
            else:
                self._stage.tell(str(error), severity="error")
        except (StoreError, InvalidRecord) as error:
            self._stage.tell(str(error), severity="error")

    def _offer_later(self, error: CannotUndo, rev: int) -> None:
        """Something stands on it: take that back too?"""
        later = next((each for each in self._store.newest_first() if each.rev <= error.later), None)
        details = [f"{error}."]
        if later is not None and later.rev == error.later:
            by = f" by {later.by}" if later.by else ""
            details += ["", f"Revision {later.rev}{by}, {_when(later)}, goes first:"]
            details += _undoing(later, self._store.label)
        details.append("And whatever stands on that in turn.")

        def undone() -> None:
            self._report(self._store.undo_with_later(rev))

        self._ask(
            f"Take revision {error.later} back too, and then {rev}?",
            tuple(details),
            "yes, all of them",
            lambda: self._try(undone, rev),
        )

    def _report(self, done: Sequence[Transaction]) -> None:
        revs = ", ".join(str(each.undoes) for each in done)
        self._stage.tell(
            f"took back revision{'s' if len(done) > 1 else ''} {revs}; "
            f"undo revision {done[-1].rev} to make it again"
        )

    # Restore

    def restore(self, records: Mapping[str, Record], undoing: int = 0) -> None:
        """Bring deleted records back as they last were, with those they cannot do without.

        Args:
            records: The records, by ref.
            undoing: The revision that deleted them, where it changed more than that.
        """

        def read() -> None:
            # Those they mention may have been deleted long ago: the history is read for them.
            try:
                restoration = find_restoration(self._store, records)
            except StoreError as error:
                trouble = str(error)
                self._stage.call_later(lambda: self._stage.tell(trouble, severity="error"))
                return
            if not get_current_worker().is_cancelled:
                self._stage.call_later(lambda: self._ask_restore(restoration, undoing))

        self._stage.run_worker(read, thread=True, group="history-restore", exclusive=True)

    def _ask_restore(self, found: Restoration, undoing: int) -> None:
        if found.unknown:
            refs = ", ".join(found.unknown)
            self._stage.tell(
                f"cannot be restored: it refers to {refs}, of which the history knows nothing",
                severity="error",
            )
            return
        label_of = self._store.label
        asked = [ref for ref in found.records if ref not in found.with_them]
        names = {ref: label(record) for ref, record in found.records.items()}

        def name(ref: str) -> str:
            return _short(name_of(found.records[ref], lambda end: names.get(end) or label_of(end)))

        def listed(refs: Sequence[str]) -> list[str]:
            return some((f"  {kind_of(ref)}  {name(ref)}" for ref in refs), len(refs))

        details = listed(asked)
        if found.with_them:
            details.append("They refer to records that do not exist any more; these come too:")
            details += listed(found.with_them)
        if undoing:
            details.append(f"Revision {undoing} changed more than that: u takes all of it back.")
        more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
        self._ask(
            f"Restore {name(asked[0])}{more}?",
            tuple(details),
            "yes, restore",
            lambda: self._try(lambda: self._restore(found.records), 0),
        )

    def _restore(self, records: Mapping[str, Record]) -> None:
        with self._store.transaction("restore", Operation("restore", tuple(records))) as draft:
            for ref, record in records.items():
                # Somebody else may have brought it back while it was asked.
                if draft.get(ref) is None:
                    draft.put(ref, record)
        first, *others = records
        more = f" and {len(others)} more" if others else ""
        self._stage.tell(f"restored {self._store.label(first)}{more}")

    def _ask(
        self, question: str, details: tuple[str, ...], yes: str, do: Callable[[], None]
    ) -> None:
        from briefing.tui.dialogs.confirm import ConfirmScreen

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                do()

        self._stage.app.push_screen(ConfirmScreen(question, details, yes=yes), answered)


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
