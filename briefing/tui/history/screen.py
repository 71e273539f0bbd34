"""The history screen: who changed what, when and why, with undo and restore."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from briefing.model.plurals import plural
from briefing.store.changes import Change, Transaction
from briefing.store.store import Store
from briefing.store.wording import deed
from briefing.tui.actions.host import Host
from briefing.tui.commands.command import Command, offered
from briefing.tui.commands.screens import HISTORY, IN_HISTORY
from briefing.tui.history.entries import (
    Entries,
    Entry,
    row_of_entry,
    row_of_record,
    transaction_lines,
)
from briefing.tui.history.loader import (
    EntriesAdded,
    EntriesRead,
    HistoryScope,
    Loader,
    TransactionRead,
)
from briefing.tui.widgets.bars import Chip, KeyBar, TitleBar
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.list_with_details import ListWithDetails
from briefing.tui.widgets.row_list import ListRow, RowList

FETCH_AFTER = 0.1
"""Seconds the cursor rests on an old change before it is read again."""

_BUSY = "reading …"


class HistoryScreen(ListWithDetails[str | None]):
    """Shows transactions and their differences; answers with the record to go to, or None.

    Args:
        store: The briefing.
        host: Runs undo and restore.
        ref: The record whose history is shown first; empty for all changes.
        opened: The transaction whose records are shown instead; None for the history.
        undone_by: Gives the revision that undid that transaction; 0 for none.
    """

    DEFAULT_CSS = """
    HistoryScreen {
        &.-narrow RowList { height: 2fr; }
        &.-narrow PieceView { height: 3fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_HISTORY
    ]

    def __init__(
        self,
        store: Store,
        host: Host,
        ref: str = "",
        opened: Transaction | None = None,
        undone_by: Callable[[Entry], int] | None = None,
    ) -> None:
        super().__init__()
        self._store = store
        self._host = host
        of_record = (HistoryScope("this record", ref),) if ref else ()
        everything, deleted = (
            HistoryScope("everything"),
            HistoryScope("deleted", is_of_deleted=True),
        )
        self._scopes: Sequence[HistoryScope] = (*of_record, everything, deleted)
        if opened:
            self._scopes = (HistoryScope(deed(opened, store.label), opened=opened),)
        self._undone_outside = undone_by
        self._scope = self._scopes[0]
        self._entries = Entries()
        self._loader = Loader(self, store)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._shown: Transaction | None = None
        self._shown_as = ("", 0)
        self._count = self._came = 0
        self._is_read = False
        self._then: Callable[[Transaction], None] | None = None

    def compose(self) -> ComposeResult:
        """The list, the differences of the change under its cursor, the keys."""
        yield TitleBar()
        yield FilterInput("a name, a ref, who, why, a day", self._narrow)
        with Container(classes="split"):
            yield RowList(self._row)
            yield PieceView()
        hidden = ("scroll(1)", "scroll(-1)", *(("scope",) if len(self._scopes) == 1 else ()))
        yield KeyBar([each for each in self._offered() if each.id not in hidden])

    def on_mount(self) -> None:
        """Start reading, and follow changes."""
        self._prepare()
        self._view.border_title = "Differences"
        self._unsubscribe = self._store.subscribe(self._changed)
        self._begin(self._scope)

    def on_unmount(self) -> None:
        """Stop following changes."""
        self._unsubscribe()

    @property
    def is_narrowed(self) -> bool:
        """Whether words narrow the list."""
        return bool(self._entries.words)

    @property
    def _current(self) -> Entry | None:
        return self._entries.ids.find(self._rows.current)

    def _undone_by(self, entry: Entry) -> int:
        return (self._undone_outside or self._entries.undone_by)(entry)

    # Reading

    def _begin(self, scope: HistoryScope) -> None:
        words = self._entries.words
        self._scope = scope
        self._entries = Entries(each_once=scope.is_of_deleted)
        self._entries.narrow(" ".join(words))
        self._count, self._came, self._is_read = 0, 0, False
        self._rows.fill(self._entries.ids, keep=False)
        self._show(None)
        self._loader.begin(scope)
        self._label()

    def on_entries_read(self, message: EntriesRead) -> None:
        """Append older entries."""
        if message.reading != self._loader.number:
            return
        self._count = message.count
        self._is_read = message.is_all
        if message.trouble:
            self._host.tell(message.trouble, severity="error")
        entries = message.entries
        if self._scope.is_of_deleted:
            entries = [entry for entry in entries if self._loader.is_gone(entry)]
        self._grow(lambda: self._entries.add(entries))

    def on_entries_added(self, message: EntriesAdded) -> None:
        """Prepend new entries."""
        if message.reading != self._loader.number:
            return
        if message.last < 0:
            self._begin(self._scope)
            return
        self._came += message.count
        self._grow(lambda: self._entries.put_before(message.entries, message.last))

    def _changed(self, changes: Sequence[Change]) -> None:
        """Follow a change of the store."""
        if self._scope.is_of_deleted and any(change.before is None for change in changes):
            self._grow(lambda: self._entries.keep(self._loader.is_gone))
        self._loader.renew()

    def _grow(self, change: Callable[[], None]) -> None:
        had = self._rows.current

        def ids() -> Sequence[str]:
            change()
            return self._entries.ids

        self._rows.follow(ids)
        self._label()
        if self._rows.current == had:
            # It may have been undone; after a move the cursor shows another one anyway.
            self._preview()

    # What is shown

    def _row(self, row_id: str) -> ListRow:
        entry = self._entries.ids.find(row_id)
        if entry is None:
            return ListRow("", "")
        if self._scope.opened:
            return row_of_record(entry)
        digits = len(str(self._entries.entries[0].rev))
        return row_of_entry(entry, digits, self._undone_by(entry))

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The differences follow the cursor."""
        message.stop()
        self._preview()

    def _preview(self) -> None:
        entry = self._current
        if entry is None:
            self._show(None)
        elif transaction := self._known(entry):
            self._show(transaction)
        else:
            self._then = None
            self.set_timer(FETCH_AFTER, lambda: self._fetch(entry))

    def _fetch(self, entry: Entry) -> None:
        if self._then is None and self._current == entry and not self._known(entry):
            self._view.border_title = f"Revision {entry.rev}: {_BUSY}"
            self._loader.fetch(entry)

    def _known(self, entry: Entry) -> Transaction | None:
        shown = self._shown
        return shown if shown and shown.rev == entry.rev else self._loader.kept(entry)

    def on_transaction_read(self, message: TransactionRead) -> None:
        """Show an older change that was read again."""
        if message.entry != self._current:
            return
        then, self._then = self._then, None
        if message.transaction is None:
            self._host.tell(
                f"revision {message.entry.rev} can no longer be read", severity="warning"
            )
            return
        self._show(message.transaction)
        if then is not None:
            then(message.transaction)

    def _need(self, entry: Entry, then: Callable[[Transaction], None]) -> None:
        """Call something with the transaction of an entry, once it is read."""
        if transaction := self._known(entry):
            then(transaction)
        else:
            self._then = then
            self._loader.fetch(entry)

    def _show(self, transaction: Transaction | None) -> None:
        entry = self._current
        undone_by = self._undone_by(entry) if entry else 0
        shown_as = (entry.id if entry else "", undone_by)
        is_same = transaction is not None and transaction is self._shown
        if is_same and shown_as == self._shown_as:
            return
        keep = is_same and shown_as[0] == self._shown_as[0]
        self._shown, self._shown_as = transaction, shown_as
        self._view.border_title = "Differences"
        if transaction is None or entry is None:
            self._view.show(lambda _width: ())
            return
        label_of, about = self._store.label, entry.ref
        if self._scope.opened:
            only = tuple(change for change in transaction.changes if change.ref == about)
            transaction = replace(transaction, changes=only)
        self._view.show(
            lambda width: transaction_lines(transaction, width, label_of, about, undone_by),
            keep=keep,
        )

    def _label(self) -> None:
        scope, rows, bar = self._scope, self._rows, self.query_one(TitleBar)
        bar.title = f"History of {self._store.label(scope.ref)}" if scope.ref else "History"
        count = self._count + self._came
        noun = "change"
        if scope.opened:
            bar.title, noun = f"Revision {scope.opened.rev}", "record"
        read = f"{count:,} {plural(count, noun)} read"
        bar.chips = (Chip(read),) if self._is_read else ()
        bar.state = "" if self._is_read else f"{count:,} read, {_BUSY}"
        bar.level = "warning"
        rows.border_title = Content(" │ ").join(
            Content.styled(each.name, "bold reverse" if each is scope else "$quiet")
            for each in self._scopes
        )
        found, of = len(self._entries.ids), len(self._entries.entries)
        narrowed = f"{found:,} of " if self._entries.words else ""
        rows.border_subtitle = Content(f"{narrowed}{of:,}")
        rows.empty = self._why_empty()
        rows.refresh()

    def _why_empty(self) -> str:
        if not self._is_read:
            return _BUSY
        if self._entries.words and self._entries.entries:
            return "no change contains these words; esc shows all again"
        if self._scope.is_of_deleted:
            return "nothing is deleted; what d deletes can be restored here"
        if self._scope.ref:
            return "no changes to this record; tab shows everything"
        return "no changes yet; esc, then n adds a record"

    def _offered(self) -> list[Command]:
        return offered(IN_HISTORY, is_read_only=bool(self._host.refusal))

    def _changeable(self) -> Entry | None:
        """The entry under the cursor; none where nothing can be changed, and why is said."""
        if reason := self._host.refusal:
            self._host.tell(reason, severity="warning")
            return None
        return self._current

    # Commands: one method for each id in `IN_HISTORY`

    def action_undo(self) -> None:
        """Undo the change under the cursor."""
        from briefing.tui.actions.restore import undo_revision

        if entry := self._changeable():
            undone_by = self._undone_by(entry)
            self._need(
                entry,
                lambda found: self._host.run(
                    undo_revision(self._host, self._store, found, undone_by)
                ),
            )

    def action_restore(self) -> None:
        """Restore what the change under the cursor deleted."""
        if entry := self._changeable():
            self._need(entry, lambda found: self._restore(entry, found))

    def _restore(self, entry: Entry, found: Transaction) -> None:
        lost = {
            change.ref: change.before
            for change in found.changes
            if change.before is not None and change.after is None
            if self._store.get(change.ref) is None
            if change.ref == entry.ref or not (self._scope.is_of_deleted or self._scope.opened)
        }
        if lost:
            from briefing.tui.actions.restore import restore

            undoing = found.rev if len(lost) < len(found.changes) else 0
            self._host.run(restore(self._host, self._store, lost, undoing))
        elif any(change.after is None for change in found.changes):
            self._host.tell("what was deleted here exists again")
        else:
            self._host.tell(
                "nothing was deleted here; u undoes a change, tab shows deleted records"
            )

    def action_go(self) -> None:
        """Go to the record that a change is named after; list the records of one of very many."""
        entry = self._current
        if entry is None:
            return
        if entry.deed:
            self._need(entry, self._open)
            return
        if self._store.get(entry.ref) is not None:
            self.dismiss(entry.ref)
            return
        how = "r restores it" if entry.action == "deleted" else "tab shows deleted records"
        self._host.tell(f"{entry.label} no longer exists; {how}")

    def _open(self, transaction: Transaction) -> None:
        """List the records of a transaction."""

        def closed(ref: str | None) -> None:
            if ref:
                self.dismiss(ref)

        records = HistoryScreen(
            self._store, self._host, opened=transaction, undone_by=self._entries.undone_by
        )
        self.app.push_screen(records, closed)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on a row, or a double click."""
        message.stop()
        self.action_go()

    def _narrow(self, text: str) -> None:
        self._entries.narrow(text)
        self._rows.fill(self._entries.ids)
        self._label()

    def action_scope(self) -> None:
        """Switch to the next scope."""
        if len(self._scopes) == 1:
            return
        at = self._scopes.index(self._scope)
        self._begin(self._scopes[(at + 1) % len(self._scopes)])

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(self._offered(), HISTORY)))
