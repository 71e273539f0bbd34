"""Shows a report with a cursor on its statements; only lines in sight are laid out."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing.report.preview import Preview, Spot, Statement
from briefing.tui.report.layout import MARGIN, Line, entry_lines
from briefing.tui.widgets.line_view import LineView


class At(NamedTuple):
    """A line: the entry, by its number among those shown, and the line in it."""

    entry: int
    line: int


class ReportView(LineView):
    """Shows a report, or some entries of it.

    It scrolls by entries: how many lines there are in all is never worked out.

    Attributes:
        empty: What it says without a report.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "report--title",
        "report--heading",
        "report--strong",
        "report--dim",
        "report--note",
        "report--bare",
        "report--finding",
        "report--cursor",
    }
    DEFAULT_CSS = """
    ReportView {
        & > .report--title { text-style: bold underline; }
        & > .report--heading { color: $heading; text-style: bold; }
        & > .report--strong { text-style: bold; }
        & > .report--dim { color: $quiet; }
        & > .report--note { color: $quiet; }
        & > .report--bare { color: $unreviewed; text-style: bold; }
        & > .report--finding { color: $disputed; text-style: bold; }
        & > .report--cursor { background: $cursor; }
    }
    """
    LOOKS = "report"

    @dataclass
    class Moved(Message):
        """The cursor moved to another statement."""

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a statement."""

    def __init__(self) -> None:
        super().__init__()
        self.empty = ""
        self._preview: Preview | None = None
        self._places: Sequence[int] = ()
        self._cursor = At(0, 0)
        self._left: Spot | None = None
        self._top = At(0, 0)
        self._lines: dict[int, Sequence[Line]] = {}
        self._frame: list[tuple[int, Line]] | None = None
        self._width = 0

    # What is shown

    def show(self, preview: Preview, places: Sequence[int] | None = None) -> None:
        """Show a report; cursor and view keep their statement.

        Args:
            preview: The report.
            places: The entries to show; all if None.
        """
        spot, row = self.spot or self._left, self._row_of_cursor()
        self._left = spot
        self._preview = preview
        self._places = range(len(preview.entries)) if places is None else places
        self._forget()
        self._cursor = self._first_read(At(0, 0))
        self._top = At(0, 0)
        if spot is not None:
            place, statement = preview.at(spot)
            self._cursor = self._first_read(At(self._nearest(place), statement))
            self._top = self._moved(self._line_of_cursor(), -row)
        self._settle()

    def retold(self, places: Collection[int]) -> None:
        """Draw some entries again."""
        top, row = self._top, self._row_of_cursor()
        self._forget()
        at, statement = self._cursor
        if places and self._preview and at < len(self._places):
            count = len(self._preview.entries[self._places[at]].statements)
            self._cursor = At(at, max(0, min(statement, count - 1)))
        self._top = self._moved(self._line_of_cursor(), -row) if row else top
        self._settle()

    @property
    def spot(self) -> Spot | None:
        """Where the cursor is; None without a report."""
        if self._preview is None or not self._places:
            return None
        return self._preview.spot(self._places[self._cursor.entry], self._cursor.line)

    @property
    def place(self) -> int:
        """The entry under the cursor, by its place in the report."""
        return self._places[self._cursor.entry] if self._places else 0

    @property
    def number(self) -> int:
        """The statement under the cursor, by its number in the entry."""
        return self._cursor.line

    @property
    def current(self) -> Statement | None:
        """The statement under the cursor; None without a report."""
        if self._preview is None or not self._places:
            return None
        return self._preview.entries[self.place].statements[self._cursor.line]

    # Moving

    def go_to(self, place: int, statement: int = 0, *, is_at_top: bool = False) -> None:
        """Put the cursor on a statement, or on the first behind a heading.

        Args:
            place: The entry.
            statement: Its statement.
            is_at_top: Whether the entry is to be the first line.
        """
        at = self._nearest(place)
        self._cursor = self._first_read(At(at, statement))
        if is_at_top:
            self._top = At(at, 1 if at else 0)
        self._settle()

    def find(self, holds: Callable[[int, int], bool], step: int) -> bool:
        """Go to the next statement, or the one before, of which something holds.

        Args:
            holds: Takes the place of an entry and the number of its statement.
            step: 1 or -1.
        """
        at = self._beyond(self._cursor, step)
        while at is not None and not holds(self._places[at.entry], at.line):
            at = self._beyond(at, step)
        if at is not None:
            self._cursor = at
            self._settle()
        return at is not None

    def action_move(self, step: int) -> None:
        """Move by statements."""
        if (found := self._beyond(self._cursor, step)) is not None:
            self._cursor = found
            self._settle()
        elif step < 0:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_page(self, direction: int) -> None:
        """Move by a screenful."""
        if not self._places:
            return
        line = self._moved(self._line_of_cursor(), direction * max(1, self._height - 2))
        statements = self._lines_of(line.entry)[line.line].statements
        target = At(line.entry, min(statements, default=0))
        self._cursor = self._first_read(target)
        self._top = self._moved(self._top, direction * max(1, self._height - 2))
        self._settle()

    def action_edge(self, place: int) -> None:
        """Go to the first statement (0) or to the last (-1)."""
        last = len(self._places) - 1
        self._cursor = self._first_read(At(0, 0) if place == 0 else At(max(0, last), 0))
        if place == 0:
            self._top = At(0, 0)
        self._settle()

    def action_choose(self) -> None:
        """Open the record of the statement."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked statement."""
        offset = event.get_content_offset(self)
        frame = self._lines_in_sight()
        if offset is None or offset.y >= len(frame):
            return
        at, line = frame[offset.y]
        x = offset.x - 1 - MARGIN
        for piece in line.pieces:
            x -= cell_len(piece.text)
            if piece.statement >= 0 and x < 0:
                self._cursor = self._first_read(At(at, piece.statement))
                self._settle()
                return

    def on_resize(self) -> None:
        """Lay out again in the new width."""
        self._forget()
        self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow the wheel and the scroll bar, which go by entries."""
        super().watch_scroll_y(old_value, new_value)
        if int(new_value) != self._top.entry:
            self._top = self._clamped(At(int(new_value), 0))
            self._redraw()

    # Entries and lines

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _nearest(self, place: int) -> int:
        """The number of an entry among those shown, or of the first behind it."""
        return min(bisect_left(self._places, place), max(0, len(self._places) - 1))

    def _is_read(self, at: int) -> bool:
        return self._preview is not None and self._preview.entries[self._places[at]].is_read

    def _first_read(self, wanted: At) -> At:
        """A statement, or the first behind a heading, or the last before it."""
        count = len(self._places)
        around = chain(range(wanted.entry, count), range(min(wanted.entry, count) - 1, -1, -1))
        at = next(filter(self._is_read, around), 0) if count else 0
        return At(at, wanted.line if at == wanted.entry else 0)

    def _beyond(self, at: At, step: int) -> At | None:
        """The next statement, or the one before; None at either end."""
        if self._preview is None or not self._places:
            return None
        entry = self._preview.entries[self._places[at.entry]]
        if 0 <= at.line + step < len(entry.statements):
            return At(at.entry, at.line + step)
        others = range(at.entry + 1, len(self._places)) if step > 0 else range(at.entry)[::-1]
        found = next(filter(self._is_read, others), None)
        if found is None:
            return None
        last = len(self._preview.entries[self._places[found]].statements) - 1
        return At(found, 0 if step > 0 else last)

    def _lines_of(self, at: int) -> Sequence[Line]:
        if at not in self._lines:
            if self._preview is None:
                return ()
            entries, place = self._preview.entries, self._places[at]
            before = entries[self._places[at - 1]] if at else None
            self._lines[at] = entry_lines(self._preview, place, before, self._width)
        return self._lines[at]

    def _line_of_cursor(self) -> At:
        return self._lines_of_cursor()[0]

    def _lines_of_cursor(self) -> list[At]:
        """The lines of the statement under the cursor."""
        at, statement = self._cursor
        lines = self._lines_of(at) if self._places else ()
        found = [At(at, place) for place, each in enumerate(lines) if statement in each.statements]
        return found or [At(at, 0)]

    def _moved(self, at: At, step: int) -> At:
        """A line some lines further down, or up if negative; the first or the last at an end."""
        entry, line = at
        if not self._places:
            return at
        line += step
        while line < 0 and entry > 0:
            entry -= 1
            line += len(self._lines_of(entry))
        while line >= (count := len(self._lines_of(entry))) and entry < len(self._places) - 1:
            line -= count
            entry += 1
        return At(entry, max(0, min(line, len(self._lines_of(entry)) - 1)))

    def _row_of_cursor(self) -> int:
        """How far the cursor is below the upper edge; 0 if it is not in sight."""
        if not self._places or not self._width:
            return 0
        wanted = self._line_of_cursor()
        at, row = self._top, 0
        while at != wanted and row < self._height:
            below = self._moved(at, 1)
            if below == at:
                return 0
            at, row = below, row + 1
        return row if at == wanted else 0

    def _clamped(self, top: At) -> At:
        """A first line with no empty ones below the last."""
        last = len(self._places) - 1
        if last < 0 or not self._width:
            return At(0, 0)
        lowest = self._moved(At(last, len(self._lines_of(last)) - 1), 1 - self._height)
        return min(top, lowest)

    # Drawing

    def _forget(self) -> None:
        self._width = max(0, self.scrollable_content_region.width - 1)
        self._lines.clear()
        self._frame = None

    def _settle(self) -> None:
        """Bring the cursor into sight, and redraw."""
        if self._width and self._places:
            first, *rest = self._lines_of_cursor()
            last = rest[-1] if rest else first
            if first < self._top:
                # What is right above a statement, such as its heading, comes into sight with it.
                above = self._moved(first, -2)
                self._top = above if self._height > 4 else first
            lowest = self._moved(last, 1 - self._height)
            self._top = self._clamped(max(self._top, min(lowest, first)))
        self._redraw()
        self.post_message(self.Moved())

    def _redraw(self) -> None:
        self._frame = None
        self.set_lines(len(self._places) + self._height - 1)
        self.scroll_to(y=self._top.entry, animate=False, immediate=True, force=True)
        self.refresh()

    def _lines_in_sight(self) -> list[tuple[int, Line]]:
        if self._frame is None:
            self._frame = [*self._from_top()]
        return self._frame

    def _from_top(self) -> Iterator[tuple[int, Line]]:
        left = self._height
        for at in range(self._top.entry, len(self._places)):
            start = self._top.line if at == self._top.entry else 0
            for line in self._lines_of(at)[start : start + left]:
                yield at, line
                left -= 1
            if left <= 0:
                return

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        base = self.base_style
        if self._preview is None or not self._places:
            said = self.empty if self._preview is None else "no statement contains these words"
            text = f" {said}" if y == 0 else ""
            return Strip([Segment(text, self.look("dim", base))]).adjust_cell_length(width, base)
        if not self._width:
            # The first frame is drawn before the view knows its width.
            self.call_later(self.on_resize)
        frame = self._lines_in_sight() if self._width else []
        if y >= len(frame):
            return Strip.blank(width, base)
        at, line = frame[y]
        wanted = self._cursor.line if at == self._cursor.entry and self._is_read(at) else None
        is_current = wanted in line.statements
        segments = [Segment("▌" if is_current else " ", base)]
        margin = sum(len(each.text) for each in line.margin)
        for text, look, _ in line.margin:
            segments.append(Segment(text, self.look(look, base) if text.strip() else base))
        segments.append(Segment(" " * (MARGIN - margin), base))
        cursor = self.get_component_rich_style("report--cursor")
        for text, look, statement in line.pieces:
            own = cursor if is_current and statement == wanted else base
            segments.append(Segment(text, self.look(look, own) if look and text.strip() else own))
        return Strip(segments).adjust_cell_length(width, base)
