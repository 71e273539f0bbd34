"""The inbox screen: findings of all checks, with the keys that mend or settle them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from briefing.checks import Check, Finding, Survey, all_checks, found_by
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.store.book import Book
from briefing.store.changes import Change
from briefing.tui.actions.host import failure
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.checks.details import finding_lines, head, heading_lines
from briefing.tui.checks.entries import WAITING, WEIGHED, Inbox, Spot
from briefing.tui.commands.screens import IN_INBOX, INBOX
from briefing.tui.widgets.bars import Chip, KeyBar, TitleBar
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.list_with_details import ListWithDetails
from briefing.tui.widgets.row_list import RowList

_PLACE = "inbox"
"""Its name among the screens that were left."""

_SLOW = "merge"
"""The mend of the check that compares all names with each other, which is therefore run last."""

_IN_BAR = ("mend", "settle", "go", "filter", "scope", "help", "close")
"""The commands of the key bar; `m` stands for all that mend something."""


@dataclass
class Checked(Message):
    """A check was run, or all were; sent by a thread to the screen.

    Attributes:
        reading: The number of the run; an abandoned one may still send messages.
        check: The check; empty once all are done.
        found: What it found.
        revision: Once all are done, the revision of the briefing that was checked.
        trouble: Why the run stopped early; empty if it did not.
    """

    reading: int
    check: str = ""
    found: Sequence[Finding] = ()
    revision: int = -1
    trouble: str = ""


class InboxScreen(ListWithDetails[str | None]):
    """Shows what waits and what was weighed; answers with the record to go to, or None.

    Args:
        work: What the mends work with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_INBOX
    ]

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        self._store = work.store
        # A large briefing takes too long to be read again as of a day.
        self._viewpoint = None if work.is_large else work.host.viewpoint
        left = work.left.get(_PLACE)
        if isinstance(left, Spot) and left.viewpoint == self._viewpoint:
            self._inbox, self._checked, self._begin_at = left.inbox, left.revision, left.row
        else:
            label_of = self._store.label if self._viewpoint is None else work.shown_label
            self._inbox = Inbox(all_checks(), label_of)
            self._checked, self._begin_at = -1, ""
        self._reading = 0
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The list, the details of the finding under its cursor, the keys."""
        yield TitleBar()
        yield FilterInput("a name, a ref, a heading, words of the problem", self._narrow)
        with Container(classes="split"):
            yield RowList(self._inbox.row)
            yield PieceView()
        yield KeyBar([each for each in IN_INBOX if each.id in _IN_BAR])

    def on_mount(self) -> None:
        """Show what is known, check again if something has changed, and follow changes."""
        self._prepare(" ".join(self._inbox.words))
        self._unsubscribe = self._store.subscribe(self._changed)
        self._rows.fill(self._inbox.ids(), keep=False)
        self._rows.go_to(self._begin_at)
        if self._checked != self._store.meta.revision:
            self._check(self._inbox.checks.values())
        self._label()
        self._preview()

    def on_unmount(self) -> None:
        """Stop following changes."""
        self._unsubscribe()

    @property
    def is_narrowed(self) -> bool:
        """Whether words narrow the list."""
        return bool(self._inbox.words)

    def leave(self) -> None:
        """Close the screen without an answer."""
        self._leave(None)

    @property
    def _book(self) -> Book:
        """The briefing that is checked: as the screen below shows it, unless it is large."""
        return self._store if self._viewpoint is None else self._work.book

    @property
    def _current(self) -> Finding | None:
        return self._inbox.finding(self._rows.current)

    # Checking

    def _check(self, checks: Iterable[Check]) -> None:
        """Run checks in a thread, abandoning an earlier run."""
        self._checked = -1
        self._reading += 1
        number, revision = self._reading, self._store.meta.revision
        # Copied here: a thread must not iterate over tables that keys can change.
        still, viewpoint = self._store.frozen(), self._viewpoint
        ordered = sorted(checks, key=lambda each: each.mend == _SLOW)

        def run() -> None:
            worker = get_current_worker()
            try:
                survey = Survey(viewpoint.show(still).book if viewpoint else still)
                for each in ordered:
                    if worker.is_cancelled:
                        return
                    self.post_message(Checked(number, each.id, [*found_by(each, survey)]))
            except Exception as error:  # noqa: BLE001  told on the screen
                self.post_message(Checked(number, trouble=failure(error)))
                return
            self.post_message(Checked(number, revision=revision))

        self.run_worker(run, thread=True, group="checks", exclusive=True)

    def on_checked(self, message: Checked) -> None:
        """Show what a check found."""
        if message.reading != self._reading:
            return
        if message.trouble:
            self._work.host.tell(message.trouble, severity="error")
        if message.check:
            self._follow(lambda: self._inbox.put(message.check, message.found))
        elif message.revision >= 0:
            self._checked = message.revision
            self._skip_heading()
            self._label()
            self._preview(keep=True)

    def _skip_heading(self) -> None:
        """Go from the first heading to what is below it."""
        if self._rows.cursor == 0:
            self._rows.action_move(1)

    def _changed(self, changes: Sequence[Change]) -> None:
        """Leave out what can no longer be, and check again."""
        get = self._book.get
        self._follow(
            lambda: self._inbox.drop(
                lambda each: get(each.ref) is None or (bool(each.other) and get(each.other) is None)
            )
        )
        is_about_names = any(_may_change_likeness(each.ref) for each in changes)
        known = self._inbox.checks.values()
        self._check([each for each in known if is_about_names or each.mend != _SLOW])

    def _follow(self, change: Callable[[], None]) -> None:
        had = self._rows.current

        def ids() -> Sequence[str]:
            change()
            return self._inbox.ids()

        self._rows.follow(ids)
        self._label()
        if self._rows.current == had:
            # The finding may be worded otherwise now.
            self._preview(keep=True)

    # What is shown

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The details follow the cursor."""
        message.stop()
        self._preview()

    def _preview(self, *, keep: bool = False) -> None:
        finding, row = self._current, self._rows.current
        book, inbox = self._book, self._inbox
        if finding is not None:
            self._view.border_title = Content(inbox.checks[finding.check].title)
            self._view.show(lambda width: finding_lines(book, inbox, finding, width), keep=keep)
        elif row in inbox.checks:
            check = inbox.checks[row]
            self._view.border_title = "Heading"
            self._view.show(lambda width: heading_lines(check, width))
        else:
            self._view.border_title = ""
            self._view.show(lambda _width: ())

    def _label(self) -> None:
        inbox, rows, bar = self._inbox, self._rows, self.query_one(TitleBar)
        waiting, weighed = (inbox.count(scope) for scope in (WAITING, WEIGHED))
        bar.title = f"Inbox{self._of_what()}"
        bar.chips = (Chip(f"{waiting:,} waiting"), Chip(f"{weighed:,} weighed"))
        bar.state = "" if self._checked >= 0 else f"checking {self._records():,} records …"
        bar.level = "warning"
        rows.border_title = Content(" │ ").join(
            Content.styled(scope, "bold reverse" if scope == inbox.scope else "$quiet")
            for scope in (WAITING, WEIGHED)
        )
        count = inbox.count(inbox.scope)
        narrowed = f"{inbox.count_listed():,} of " if inbox.words else ""
        rows.border_subtitle = Content(f"{narrowed}{count:,}")
        rows.empty = self._why_empty(count)
        rows.refresh()

    def _of_what(self) -> str:
        """What is checked: from which viewpoint, or what the screen below does not show."""
        if self._viewpoint is not None:
            when = f" {self._viewpoint.short}" if self._viewpoint.short else ""
            count = len(self._viewpoint.fallen)
            without = f" without {count:,} {plural(count, 'source')}" if count else ""
            return when + without
        viewpoint = self._work.host.viewpoint
        if viewpoint is None:
            return ""
        when = f", not {viewpoint.short}" if viewpoint.short else ""
        sources = ", with all sources" if viewpoint.fallen else ""
        return f" of today's briefing{when}{sources}"

    def _records(self) -> int:
        return sum(len(self._store.all(kind)) for kind in KINDS)

    def _why_empty(self, count: int) -> str:
        if self._checked < 0:
            return "checking …"
        if self._inbox.words and count:
            return "no finding contains these words; esc shows all again"
        if self._inbox.scope == WEIGHED:
            return "nothing was weighed or dismissed yet; tab shows what waits"
        return "nothing waits"

    # Commands: one method for each id in `IN_INBOX`

    def action_mend(self) -> None:
        """Start the command that mends the finding."""
        finding = self._current
        if finding is None:
            self._work.host.tell("move to a finding first; enter unfolds a heading")
        elif finding.mend:
            self.action_run(finding.mend)

    def action_run(self, command_id: str) -> None:
        """Start a command of the main screen on the finding."""
        finding = self._current
        if self._is_refused():
            return
        chosen = Selection("")
        if command_id != "undo":
            if finding is None:
                self._work.host.tell("move to a finding first; enter unfolds a heading")
                return
            chosen = self._selection(finding)
            if command_id == "merge" and len(chosen.marked) != 2:
                self._work.host.tell("only possible duplicates are merged here")
                return
        self._work.run(command_id, chosen)

    def _selection(self, finding: Finding) -> Selection:
        """What a command applies to: the record, or two possible duplicates."""
        check = self._inbox.checks[finding.check]
        if check.mend == _SLOW:
            return Selection(finding.ref, (finding.ref, finding.other), "", kind_of(finding.ref))
        if check.mends_other:
            return Selection(finding.other, (), "cites", kind_of(finding.other))
        return Selection(finding.ref, (), head(finding.path), kind_of(finding.ref))

    def action_settle(self) -> None:
        """Dismiss the finding, or mark two look-alikes as different."""
        from briefing.tui.actions.dismiss import settle

        finding = self._current
        if finding is not None and not self._is_refused():
            check = self._inbox.checks[finding.check]
            self._work.host.run(settle(self._work, check, finding))

    def action_restore(self) -> None:
        """Let a dismissed finding wait again."""
        from briefing.tui.actions.dismiss import restore

        finding = self._current
        if finding is not None and not self._is_refused():
            self._work.host.run(restore(self._work, finding))

    def _is_refused(self) -> bool:
        if reason := self._work.host.refusal:
            self._work.host.tell(reason, severity="warning")
        return bool(reason)

    def action_go(self) -> None:
        """Go to the record; fold or unfold a heading."""
        finding, row = self._current, self._rows.current
        if finding is not None:
            self._leave(finding.ref)
        elif row in self._inbox.checks:
            self._inbox.fold(row)
            self._rows.fill(self._inbox.ids())

    def action_other(self) -> None:
        """Go to the other record."""
        finding = self._current
        if finding is not None and finding.other:
            self._leave(finding.other)
        else:
            self._work.host.tell("this is about one record only; enter opens it")

    def _leave(self, ref: str | None) -> None:
        self._work.left[_PLACE] = Spot(
            self._inbox, self._checked, self._rows.current, self._viewpoint
        )
        self.dismiss(ref)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on a row, or a double click."""
        message.stop()
        self.action_go()

    def _narrow(self, text: str) -> None:
        self._inbox.narrow(text)
        self._rows.fill(self._inbox.ids())
        self._label()

    def action_scope(self) -> None:
        """Switch between what waits and what was weighed."""
        self._inbox.switch()
        self._rows.fill(self._inbox.ids(), keep=False)
        self._skip_heading()
        self._label()
        self._preview()

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(IN_INBOX, INBOX)))


def _may_change_likeness(ref: str) -> bool:
    """Whether a change of a record may make others look alike, or settle that they do."""
    kind = kind_of(ref)
    return kind in PARTIES or (kind in KINDS and KINDS[kind].is_tie)
