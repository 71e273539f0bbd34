"""The screen of a report: a preview that follows every change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from briefing.checks import Finding, with_names
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.report.compose import DEFAULT_TEMPLATE
from briefing.report.preview import Preview, Spot
from briefing.report.template import TemplateFault
from briefing.store.changes import Change
from briefing.tui.actions.copy import copy_text
from briefing.tui.actions.host import failure
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.commands.command import Command, offered
from briefing.tui.commands.screens import IN_REPORT, REPORT
from briefing.tui.dialogs.progress import Report, Stopped
from briefing.tui.input.safe_text import clipped, one_line, wrapped
from briefing.tui.report.job import Job, Settings
from briefing.tui.report.view import ReportView
from briefing.tui.widgets.bars import Chip, KeyBar, TitleBar
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.line_view import LineView
from briefing.tui.widgets.narrowed import NarrowedScreen

_PLACE: Final = "report"
"""Its name among the screens that were left."""

_EVERY: Final = 0.1
"""Seconds between looks at what is done."""

_BELOW: Final = 3
"""Lines for what is wrong with a statement, and for its footnotes."""

_MANY: Final = 100
"""Changes that are told again at once; more wait for the next composition."""

# fmt: off
_IN_BAR: Final = (
    "go", "run('edit')", "run('add_cite')", "weak(1)", "write", "template", "outline", "filter",
    "help", "close",
)
# fmt: on
"""The commands of the key bar, the most useful first."""


class Left(NamedTuple):
    """How the report was left.

    Attributes:
        job: What it was composed of.
        preview: The report.
        spot: Where the cursor was.
    """

    job: Job
    preview: Preview
    spot: Spot | None


@dataclass
class Composed(Message):
    """A report was composed; sent by a thread to the screen.

    Attributes:
        job: What was composed; an abandoned thread may still send messages.
        preview: The report; None if it could not be composed.
        trouble: Why not.
    """

    job: Job
    preview: Preview | None
    trouble: str = ""


@dataclass
class Found(Message):
    """Checks were run on a report; sent by a thread to the screen.

    Attributes:
        job: What was checked.
        found: What they found, by record.
        is_all: Whether all checks were run.
        trouble: Why not; empty if they were.
    """

    job: Job
    found: Mapping[str, Sequence[Finding]]
    is_all: bool = True
    trouble: str = ""


class ReportScreen(NarrowedScreen[str | None]):
    """Shows a report; answers with the record to go to, or None.

    Args:
        work: What it is made of, and what the commands work with.
    """

    DEFAULT_CSS = """
    ReportScreen {
        ReportView {
            height: 1fr; border: round $key; background: $background;
            border-title-color: $quiet; border-subtitle-color: $quiet;
        }
        Static { height: 3; padding: 0 2; color: $quiet; }
    }
    """
    AUTO_FOCUS = "ReportView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_REPORT
    ]

    def __init__(self, work: Workspace) -> None:
        super().__init__()
        self._work = work
        left = work.left.get(_PLACE)
        self._left = left if isinstance(left, Left) else None
        self.template = self._left.job.settings.template if self._left else DEFAULT_TEMPLATE
        self._preview: Preview | None = None
        self._composed: Job | None = None
        self._progress = Report()
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The report, what is wrong with the statement under its cursor, the keys."""
        yield TitleBar()
        yield FilterInput("words of a statement", self._narrow)
        yield ReportView()
        yield Static(markup=False)
        shown = {each.id: each for each in self._offered}
        yield KeyBar([shown[each] for each in _IN_BAR if each in shown])

    def on_mount(self) -> None:
        """Compose the report, unless it is as it was left; and follow changes."""
        self._unsubscribe = self._work.store.subscribe(self._changed)
        self.set_interval(_EVERY, self._show_progress)
        self._job = Job(self._work, self.template)
        left, now = self._left, self._job
        if left and (left.job.settings, left.job.revision) == (now.settings, now.revision):
            self._job = left.job
            self._take(left.job, left.preview)
            self._return(left)
            self._in_thread(left.job, left.preview)
        else:
            self.begin()

    def on_unmount(self) -> None:
        """Stop composing and following changes."""
        self._progress.is_stopped = True
        self._unsubscribe()

    @property
    def _view(self) -> ReportView:
        return self.query_one(ReportView)

    @property
    def _narrowed(self) -> LineView:
        return self._view

    @property
    def job(self) -> Job:
        """What was composed last, or is being composed."""
        return self._job

    # Composing

    def begin(self) -> None:
        """Compose the report of the briefing as it is; a large one in a thread."""
        self._job = job = Job(self._work, self.template)
        if job.is_small:
            try:
                self.on_composed(Composed(job, job.preview()))
            except TemplateFault as fault:
                self.on_composed(Composed(job, None, str(fault)))
                return
        self._in_thread(job, self._preview if job.is_small else None)

    def _in_thread(self, job: Job, preview: Preview | None) -> None:
        """Compose unless that is done, then check; what went on before is stopped."""
        self._progress.is_stopped = True
        self._progress = progress = Report()

        def run() -> None:
            made = preview
            try:
                if made is None:
                    made = job.preview(progress.say)
                    self.post_message(Composed(job, made))
                made.prepare()
                for found in job.findings(made, progress.say):
                    self.post_message(Found(job, found, is_all=False))
                self.post_message(Found(job, found))
            except Stopped:
                return
            except Exception as error:  # noqa: BLE001  told on the screen
                said = str(error) if isinstance(error, TemplateFault) else failure(error)
                if made is None:
                    self.post_message(Composed(job, None, said))
                else:
                    self.post_message(Found(job, made.found, trouble=said))
            finally:
                progress.said = ""

        progress.said = "composing …" if preview is None else ""
        self.run_worker(run, thread=True, group="report", exclusive=True)
        self._label()

    def on_composed(self, message: Composed) -> None:
        """Show a report."""
        if message.job is not self._job:
            return
        if message.preview is None:
            self._work.host.tell(message.trouble, severity="error")
            self._view.empty = "t chooses another template"
            self._view.refresh()
            return
        # Until they are checked again, records have the findings they had.
        message.preview.found = self._preview.found if self._preview else {}
        is_first = self._preview is None
        self._take(message.job, message.preview)
        if is_first and self._left:
            self._return(self._left)

    def on_found(self, message: Found) -> None:
        """Show what checks found."""
        if message.job is not self._job or self._preview is None:
            return
        if message.trouble:
            self._work.host.tell(message.trouble, severity="error")
        if message.is_all or not self._preview.found:
            self._preview.found = message.found
            self._view.retold(())
            self._label()

    def _return(self, left: Left) -> None:
        """Go to where the report was left."""
        if left.spot and self._preview:
            self._view.go_to(*self._preview.at(left.spot))

    def _take(self, job: Job, preview: Preview) -> None:
        self._composed, self._preview = job, preview
        self._show_preview(preview)

    def _show_preview(self, preview: Preview) -> None:
        words = self.query_one(FilterInput).value
        self._view.show(preview, preview.containing(words) if words.strip() else None)
        self._label()

    def _changed(self, changes: Sequence[Change]) -> None:
        """Tell what changed again at once, and compose the report anew."""
        preview, job = self._preview, self._composed
        if preview is not None and job is not None and not job.is_small and _are_told(changes, job):
            book = self._work.book
            refs = {change.ref for change in changes}
            refs.update(other for ref in [*refs] for other in book.referrers(ref))
            self._view.retold(preview.retell(book, refs, self._view.place))
        self.begin()

    # What is shown

    def _label(self) -> None:
        bar, preview, settings = self.query_one(TitleBar), self._preview, self._job.settings
        name = PurePath(settings.template).name.partition(".")[0]
        bar.title = f"Report: {name}"
        chips = [Chip(clipped(one_line(each), 40), "$key") for each in self._scope(settings)]
        if preview is not None:
            marking = preview.report.marking
            found = sum(map(len, preview.found.values()))
            counts = (
                (preview.footnotes, "footnote", "$quiet"),
                (preview.unsourced, "unsourced", "$unreviewed"),
                (found, "finding", "$disputed"),
            )
            chips += [Chip(marking, "bold $disputed")] if marking else []
            chips += [
                Chip(f"{count:,} {what if what == 'unsourced' else plural(count, what)}", look)
                for count, what, look in counts
                if count or what == "footnote"
            ]
        bar.chips = tuple(chips)
        self._show_progress()

    def _scope(self, settings: Settings) -> Sequence[str]:
        lens = settings.lens
        named = settings._replace(lens=self._work.shown_label(lens)) if lens else settings
        return named.chips

    def _show_progress(self) -> None:
        bar, said = self.query_one(TitleBar), self._progress.said
        bar.level = "warning"
        if bar.state != said:
            bar.state = said
        if self._preview is None and said:
            self._view.empty = f"{said}   esc stops"
            self._view.refresh()

    def on_report_view_moved(self, message: ReportView.Moved) -> None:
        """Say what is wrong with the statement, and what it rests on."""
        message.stop()
        preview, view = self._preview, self._view
        statement = view.current
        lines: list[tuple[str, str]] = []
        if preview is not None and statement is not None:
            found = preview.findings(view.place, view.number)
            lines += [
                (with_names(each.problem, self._work.shown_label), "$disputed") for each in found
            ]
            if statement.is_unsourced:
                lines.append(("no source: c cites one", "$unreviewed"))
            lines += [(preview.note(number), "$quiet") for number in statement.numbers]
        width = max(10, self.size.width - 4)
        shown = [(line, look) for text, look in lines for line in wrapped(text, width)]
        if len(shown) > _BELOW:
            line, look = shown[_BELOW - 1]
            shown[_BELOW - 1] = (clipped(f"{line} …", width), look)
        said = [Content.styled(line, look) for line, look in shown[:_BELOW]]
        self.query_one(Static).update(Content("\n").join(said))

    # Commands: one method for each id in `IN_REPORT`

    @property
    def _offered(self) -> Sequence[Command]:
        return offered(IN_REPORT, is_read_only=bool(self._work.host.refusal))

    def on_report_view_chosen(self, message: ReportView.Chosen) -> None:
        """Enter on a statement."""
        message.stop()
        self.action_go()

    def action_go(self) -> None:
        """Read the record of the statement above the report."""
        statement = self._view.current
        if statement is None or not statement.ref:
            self._work.host.tell("this line sums up several records; open a line about one of them")
        elif self._work.book.get(statement.ref) is None:
            self._work.host.tell(
                f"{statement.ref} cannot be opened: it was deleted or is protected"
            )
        else:
            self._work.host.run(self._read(statement.ref))

    async def _read(self, ref: str) -> None:
        from briefing.tui.dialogs.record import RecordScreen

        if found := await self._work.host.ask(RecordScreen(self._work.book, ref)):
            self.leave(found)

    def action_run(self, command_id: str) -> None:
        """Start a command of the main screen on the statement."""
        host, statement = self._work.host, self._view.current
        if reason := host.refusal:
            host.tell(reason, severity="warning")
            return
        chosen = Selection("")
        if command_id != "undo":
            if statement is None or not statement.ref:
                host.tell("this line sums up several records; go to a line about one of them")
                return
            chosen = Selection(statement.ref, (), statement.field, kind_of(statement.ref))
        self._work.run(command_id, chosen)

    def action_weak(self, step: int) -> None:
        """Go to the next or the previous finding, or statement without a source."""
        preview = self._preview
        if preview is not None and not self._view.find(preview.is_weak, step):
            where = "below" if step > 0 else "above"
            self._work.host.tell(f"no findings or statements without a source {where}")

    def action_outline(self) -> None:
        """Go to a part of the report."""
        from briefing.tui.report.choosing import choose_part

        if self._preview is not None:
            self._work.host.run(choose_part(self._work, self._preview, self._go_to_part))

    def _go_to_part(self, place: int) -> None:
        box = self.query_one(FilterInput)
        if box.value:
            box.value = ""
            self.action_done()
        self._view.go_to(place, is_at_top=True)

    def action_template(self) -> None:
        """Choose another template."""
        from briefing.tui.report.choosing import choose_template

        self._work.host.run(choose_template(self._work, self.template, self._use))

    def _use(self, template: str) -> None:
        self.template = template
        self.begin()

    def action_write(self) -> None:
        """Write the report to a file."""
        from briefing.tui.report.writing import write

        self._work.host.run(write(self._work, self.template))

    def action_copy(self) -> None:
        """Copy the statement with its footnotes."""
        statement, preview = self._view.current, self._preview
        if statement is None or preview is None:
            return
        notes = map(preview.note, statement.numbers)
        text = "\n".join([statement.text, *notes]) + "\n"
        host = self._work.host
        host.run(copy_text(host, text, f"“{clipped(one_line(statement.text), 40)}”"))

    def _narrow(self, _text: str) -> None:
        if self._preview is not None:
            self._show_preview(self._preview)

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(self._offered, REPORT)))

    def leave(self, ref: str | None = None) -> None:
        """Close the screen; it is found again as it is."""
        if self._preview is not None and self._composed is not None:
            self._work.left[_PLACE] = Left(self._composed, self._preview, self._view.spot)
        self.dismiss(ref)


def _are_told(changes: Sequence[Change], job: Job) -> bool:
    """Whether changes are told at once: few of them, and nothing that is protected."""
    protects = any(getattr(change.after, "protection", "") for change in changes)
    return len(changes) <= _MANY and not (protects or job.has_protected)
