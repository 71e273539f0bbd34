"""The grid of a matrix: a row for each piece of evidence, a column for each judgement."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.theme import GOOD, UNREVIEWED, grade_look
from briefing.tui.widgets.row_list import ListRow, RowList
from briefing.views.hypotheses import SIGNS, Line, Matrix

_CELL = 4
"""Cells of the screen a column takes."""

_LOOKS = {"consistent": GOOD, "inconsistent": UNREVIEWED, "": "dim"}
"""The look of each bearing; the sign says it, too."""

_GRADE, _DIFFERS = 3, 6
"""Cells of the grade and of the diagnosticity, with the blank behind."""

_MOST_CELLS = 0.5
"""The part of a line that the columns may take."""


class GridHead(Widget):
    """Shows the numbers of the columns in sight."""

    DEFAULT_CSS = """
    GridHead { height: 1; padding: 0 1; color: $quiet; }
    """

    text: reactive[str] = reactive("")

    def render(self) -> str:
        """Draw the numbers."""
        return self.text


class Grid(RowList):
    """The cells of a matrix, with a cursor on one of them.

    Attributes:
        column: The column of the cursor, from 0.
        matrix: What is shown.
    """

    DEFAULT_CSS = """
    Grid { & > .row-list--match { text-style: bold reverse; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "side(1)", "Right", show=False),
        Binding("left,h", "side(-1)", "Left", show=False),
    ]

    column: reactive[int] = reactive(0, repaint=False)

    class Sideways(Message):
        """The cursor moved to another column."""

    def __init__(self) -> None:
        super().__init__(lambda key: ListRow("", key))
        self.matrix = Matrix("", "", (), ())

    def show(self, matrix: Matrix) -> None:
        """Show a matrix; the cursor stays on its judgement and its evidence."""
        refs = [column.ref for column in matrix.columns]
        was = self.matrix.columns[self.column].ref if self.matrix.columns else ""
        self.matrix = matrix
        self.column = refs.index(was) if was in refs else min(self.column, max(0, len(refs) - 1))
        self.fill([line.key for line in matrix.lines])

    @property
    def line(self) -> Line | None:
        """The evidence under the cursor; None without any."""
        lines = self.matrix.lines
        return lines[self.cursor] if 0 <= self.cursor < len(lines) else None

    def validate_column(self, column: int) -> int:
        """Keep the cursor inside the grid."""
        return max(0, min(column, len(self.matrix.columns) - 1))

    def watch_column(self) -> None:
        """Redraw, and say so."""
        self.refresh()
        self.post_message(self.Sideways())

    def action_side(self, step: int) -> None:
        """Move the cursor by some columns."""
        self.column += step

    @property
    def in_sight(self) -> Sequence[int]:
        """The columns that fit, among them the one of the cursor."""
        count = len(self.matrix.columns)
        width = self.scrollable_content_region.width
        fit = max(1, min(count, int(width * _MOST_CELLS) // _CELL))
        first = max(0, min(self.column - fit // 2, count - fit))
        return range(first, min(count, first + fit))

    def head(self) -> str:
        """The numbers of the columns in sight, above their cells."""
        shown = self.in_sight
        numbers = "".join(
            (f"[{at + 1}]" if at == self.column else str(at + 1)).center(_CELL) for at in shown
        )
        left = "‹" if shown and shown[0] else " "
        right = "›" if shown and shown[-1] + 1 < len(self.matrix.columns) else " "
        what = f" {'':{_GRADE}}{'pairs':{_DIFFERS}}evidence"
        width = self.scrollable_content_region.width - 1
        return f"{what.ljust(width - cell_len(numbers) - 1)}{left}{numbers}{right}"

    def _draw_row(self, place: int, row: ListRow, width: int, base: Style) -> Strip:  # noqa: ARG002  as the base has it
        line = self.matrix.lines[place]
        is_cursor = place == self.cursor
        if is_cursor:
            base = self.get_component_rich_style("row-list--cursor")
        dim, shown = self.look("dim", base), self.in_sight
        differs = f"{line.diagnosticity}/{self.matrix.pairs}" if self.matrix.pairs else ""
        room = width - 3 - _GRADE - _DIFFERS - _CELL * len(shown)
        text = clipped(one_line(line.text), room)
        grade = self.look(grade_look(line.grade), base) if line.grade else dim
        segments = [
            Segment("▌" if is_cursor else " ", base),
            Segment(line.grade.ljust(_GRADE - 1), grade),
            Segment(f" {differs:{_DIFFERS}}", dim),
            Segment(text + " " * (room - cell_len(text) + 1), base),
        ]
        for column in shown:
            bearing = line.bearings[column]
            look = self.look(_LOOKS[bearing], base) if bearing in _LOOKS else base
            if is_cursor and column == self.column:
                segments.append(Segment(f"[{SIGNS[bearing]}] ", self.look("match", base)))
            else:
                segments.append(Segment(f" {SIGNS[bearing]}  ", look))
        return Strip(segments).adjust_cell_length(width, base)
