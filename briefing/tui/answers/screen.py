"""The screen with the answer to a question: rows under headings, and notes."""

from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from briefing.model.plurals import plural
from briefing.store.book import Book
from briefing.tui.actions.copy import copy_answer
from briefing.tui.actions.host import Host
from briefing.tui.commands.screens import ANSWERS, IN_ANSWERS
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.bars import KeyBar, TitleBar
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.line_view import LineView
from briefing.tui.widgets.narrowed import NarrowedScreen
from briefing.tui.widgets.row_list import ListRow, RowList
from briefing.views.answer import (
    SIDE_BY_SIDE,
    Answer,
    Narrowing,
    Row,
    lead_width,
    row_lines,
)

_FRAME: Final = 6
"""Cells of a line beside its text: border, cursor, scroll bar, blanks."""


class _Line(NamedTuple):
    """A line of the list: a heading, or a row, of which it may be one line of several."""

    row: Row
    text: str
    is_heading: bool = False
    is_first: bool = True


class AnswerScreen(NarrowedScreen[str | None]):
    """Shows an answer; answers itself with the record to go to, or None.

    Args:
        answer: What to show.
        book: The briefing it is about.
        host: Says what happened, and copies.
    """

    DEFAULT_CSS = """
    AnswerScreen {
        RowList {
            height: 1fr; border: round $key; background: $background;
            border-subtitle-color: $quiet;
        }
        Static { height: 4; padding: 0 2; color: $quiet; }
    }
    """
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_ANSWERS
    ]

    def __init__(self, answer: Answer, book: Book, host: Host) -> None:
        super().__init__()
        self._whole = self._shown = answer
        self._narrowing = Narrowing(answer)
        self._book = book
        self._host = host
        self._lines: list[_Line] = []
        self._lead = lead_width(answer)

    def compose(self) -> ComposeResult:
        """The rows, all of the one under the cursor, the keys."""
        yield TitleBar()
        yield FilterInput("words of a row", self._narrow)
        yield RowList(self._row)
        yield Static(markup=False)
        yield KeyBar(IN_ANSWERS)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(TitleBar).title = self._whole.title
        self._show(self._whole)

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _narrowed(self) -> LineView:
        return self._rows

    @property
    def _current(self) -> Row:
        at = self._rows.current
        return self._lines[int(at)].row if at else Row("")

    def _show(self, answer: Answer) -> None:
        self._shown = answer
        count = sum(len(part.rows) for part in answer.parts)
        self._lines = [*self._laid_out(answer, is_empty=not count)]
        rows = self._rows
        rows.fill(list(map(str, range(len(self._lines)))), keep=False)
        # A heading leads nowhere.
        rows.action_move(int(self._lines[0].is_heading))
        rows.border_subtitle = f"{count:,} {plural(count, 'row')}"
        self._show_whole_row()

    def _laid_out(self, answer: Answer, *, is_empty: bool) -> Iterator[_Line]:
        """The lines of an answer in the width of the screen."""
        if is_empty:
            yield _Line(Row(answer.empty), answer.empty)
        width = self.app.size.width
        room = width - self._lead - _FRAME
        for part in answer.shown:
            if part.heading:
                yield _Line(Row(part.title), part.title, is_heading=True)
            for row in part.rows:
                lines = row_lines(row, room, side_by_side=width >= SIDE_BY_SIDE)
                for number, text in enumerate(lines):
                    yield _Line(row, text, is_first=not number)

    def on_resize(self) -> None:
        """Lay two texts out again in the new width; the cursor stays on its row."""
        if any(line.row.other for line in self._lines):
            row = self._current
            self._show(self._shown)
            place = next((at for at, line in enumerate(self._lines) if line.row is row), 0)
            self._rows.go_to(str(place))

    def _row(self, row_id: str) -> ListRow:
        row, text, is_heading, is_first = self._lines[int(row_id)]
        if is_heading:
            return ListRow("", text, main_look="key")
        # Notes and what is said without rows take the whole width.
        lead = (row.lead if is_first else "").ljust(self._lead) if row.lead else ""
        look = "" if row.ref or row.other else "dim"
        return ListRow(lead, text, row.tail if is_first else "", main_look=look)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Show all of the row under the cursor, as the list may cut it."""
        message.stop()
        self._show_whole_row()

    def _show_whole_row(self) -> None:
        self.query_one(Static).update(content(self._current.words))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on a row, or a double click."""
        message.stop()
        self.action_go()

    # Commands: one method for each id in `IN_ANSWERS`

    def action_go(self) -> None:
        """Go to the record of the row."""
        ref = self._current.ref
        if not ref:
            self._host.tell("no record belongs to this row")
        elif self._book.get(ref) is None:
            self._host.tell(f"{ref} no longer exists", severity="warning")
        else:
            self.dismiss(ref)

    def _narrow(self, text: str) -> None:
        self._show(self._narrowing.by(text))

    def action_copy(self) -> None:
        """Copy what is shown."""
        self._host.run(copy_answer(self._host, self._book, self._shown, self._whole.title))

    def action_help(self) -> None:
        """Show the keys."""
        from briefing.tui.dialogs.help import HelpScreen, sections_of

        self.app.push_screen(HelpScreen(sections_of(IN_ANSWERS, ANSWERS)))
