"""The screen of competing hypotheses: a cell for each judgement and piece of evidence."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from briefing.model.plurals import plural
from briefing.store.changes import Change
from briefing.tui.actions.copy import copy_answer
from briefing.tui.actions.undo import undo
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.commands.command import offered
from briefing.tui.commands.screens import IN_MATRIX, MATRIX
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.hypotheses import edits
from briefing.tui.hypotheses.details import cell_lines
from briefing.tui.hypotheses.grid import Grid, GridHead
from briefing.tui.widgets.bars import KeyBar, KeyedScreen, TitleBar
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.row_list import RowList
from briefing.views.hypotheses import Line, Matrix, hypotheses_answer, matrix

_NO_JUDGEMENT = "no current judgement answers this: esc, then 7 n adds one; name this under Answers"
_NO_EVIDENCE = "no evidence yet: a adds a record, or words"


class HypothesesScreen(KeyedScreen[str | None]):
    """Shows the matrix of a question; answers with the record to go to, or None.

    Args:
        work: What changes are made with.
        ref: The question, a requirement.
    """

    DEFAULT_CSS = """
    HypothesesScreen {
        Grid, PieceView {
            border: round $frame; border-title-color: $quiet; border-subtitle-color: $quiet;
            background: $background;
        }
        Grid { height: 1fr; border: round $key; }
        PieceView { height: 1fr; }
    }
    """
    AUTO_FOCUS = "Grid"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_MATRIX
    ]

    def __init__(self, work: Workspace, ref: str) -> None:
        super().__init__()
        self._work = work
        self._ref = ref
        self._is_sorted = False
        self._unsubscribe: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The numbers of the judgements, the cells, what they say, the keys."""
        yield TitleBar()
        yield GridHead()
        yield Grid()
        yield PieceView()
        yield KeyBar(offered(IN_MATRIX, is_read_only=bool(self._work.host.refusal)))

    def on_mount(self) -> None:
        """Show the matrix, and follow changes."""
        self._unsubscribe = self._work.store.subscribe(self._changed)
        view = self.query_one(PieceView)
        view.can_focus = False
        view.border_subtitle = "J K scroll"
        self._show()

    def on_unmount(self) -> None:
        """Stop following changes."""
        self._unsubscribe()

    @property
    def _grid(self) -> Grid:
        return self.query_one(Grid)

    def _changed(self, _changes: Sequence[Change]) -> None:
        if self._work.book.get(self._ref) is None:
            self.dismiss(None)
        else:
            self._show(keep=True)

    def _show(self, *, keep: bool = False) -> None:
        """Show the matrix as the briefing now has it."""
        found = matrix(self._work.book, self._ref)
        grid, bar = self._grid, self.query_one(TitleBar)
        grid.empty = _NO_EVIDENCE if found.columns else _NO_JUDGEMENT
        grid.show(found.by_diagnosticity() if self._is_sorted else found)
        judgements = f"{len(found.columns):,} {plural(len(found.columns), 'judgement')}"
        rows = f"{len(found.lines):,} {plural(len(found.lines), 'row')}"
        order = "most telling first · " if self._is_sorted else ""
        grid.border_subtitle = f"{order}{judgements} · {rows}"
        bar.title = found.question
        self._preview(keep=keep)

    def _preview(self, *, keep: bool = False) -> None:
        """Show what the cell under the cursor is about."""
        grid, book = self._grid, self._work.book
        found, column, line = grid.matrix, grid.column, grid.line
        self.query_one(GridHead).text = grid.head()
        self.query_one(PieceView).show(
            lambda width: cell_lines(book, found, column, line, width), keep=keep
        )

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """The details follow the cursor."""
        message.stop()
        self._preview()

    def on_grid_sideways(self, message: Grid.Sideways) -> None:
        """The details follow the cursor."""
        message.stop()
        self._preview()

    def on_resize(self) -> None:
        """Fit the numbers to the new width."""
        self.call_after_refresh(self._preview)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on a row, or a double click."""
        message.stop()
        self.action_go()

    # Changes

    def _cell(self) -> tuple[Matrix, int, Line] | None:
        """The cell to change; None if there is none, or nothing can be changed, which is told."""
        grid = self._grid
        if reason := self._work.host.refusal:
            self._work.host.tell(reason, severity="warning")
        elif not grid.matrix.columns or grid.line is None:
            self._work.host.tell(grid.empty)
        else:
            return grid.matrix, grid.column, grid.line
        return None

    async def _judge(self, bearing: str) -> None:
        if cell := self._cell():
            found, column, line = cell
            edits.judge(self._work.store, found.columns[column].ref, line, bearing)

    async def _clear(self) -> None:
        if cell := self._cell():
            edits.clear(self._work.store, *cell)

    async def _remove(self) -> None:
        if cell := self._cell():
            found, _, line = cell
            edits.remove(self._work.store, found, line)
            self._work.host.tell("removed from all judgements here; u undoes it")

    async def _add(self) -> None:
        columns = self._grid.matrix.columns
        if reason := self._work.host.refusal:
            self._work.host.tell(reason, severity="warning")
        elif not columns:
            self._work.host.tell(_NO_JUDGEMENT)
        elif key := await edits.add(self._work, columns[self._grid.column].ref):
            self._grid.go_to(key)

    # Commands: one method for each id in `IN_MATRIX`

    def action_judge(self, bearing: str) -> None:
        """Say how the evidence bears on the judgement."""
        self._work.host.run(self._judge(bearing))

    def action_clear(self) -> None:
        """Take back how the evidence bears on the judgement."""
        self._work.host.run(self._clear())

    def action_add(self) -> None:
        """Add evidence."""
        self._work.host.run(self._add())

    def action_remove(self) -> None:
        """Take the evidence from all judgements."""
        self._work.host.run(self._remove())

    def action_undo(self) -> None:
        """Undo the last change."""
        if reason := self._work.host.refusal:
            self._work.host.tell(reason, severity="warning")
        else:
            self._work.host.run(undo(self._work, Selection("")))

    def action_sort(self) -> None:
        """Put the most telling evidence first, or back in its order."""
        self._is_sorted = not self._is_sorted
        self._show(keep=True)

    def action_go(self) -> None:
        """Read the record of the evidence."""
        line = self._grid.line
        if line is None:
            self._work.host.tell(self._grid.empty)
        elif not line.ref:
            self._work.host.tell("this evidence has no record; t opens the judgement")
        else:
            self._work.host.run(self._read(line.ref))

    def action_judgement(self) -> None:
        """Read the judgement of the column."""
        if columns := self._grid.matrix.columns:
            self._work.host.run(self._read(columns[self._grid.column].ref))

    async def _read(self, ref: str) -> None:
        if found := await self._work.host.ask(RecordScreen(self._work.book, ref)):
            self.dismiss(found)

    def action_copy(self) -> None:
        """Copy the matrix as text."""
        answer = hypotheses_answer(self._work.book, self._ref)
        self._work.host.run(copy_answer(self._work.host, self._work.book, answer, answer.title))

    def action_scroll(self, step: int) -> None:
        """Scroll what is said below."""
        self.query_one(PieceView).action_move(step * 3)

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(IN_MATRIX, MATRIX)))

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
