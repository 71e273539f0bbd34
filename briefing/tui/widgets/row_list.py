"""A list that draws only its visible rows: 100,000 cost what 30 do."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.theme import tone
from briefing.tui.widgets.line_view import LineView

Spans = Sequence[tuple[int, int]]


class ListRow(NamedTuple):
    """One line of a list.

    Attributes:
        lead: A short column before the name.
        main: The name.
        tail: A short column at the right edge.
        behind: More on it right behind the name, which it may shorten to `MAIN_SHARE`.
        lead_look: The look of the lead; empty for that of the list.
        main_look: The look of the name; empty for that of the list.
        tail_look: The look of the tail; empty for what its words mean.
    """

    lead: str
    main: str
    tail: str = ""
    behind: str = ""
    lead_look: str = "dim"
    main_look: str = ""
    tail_look: str = ""

    @property
    def text(self) -> str:
        """The name and what is behind it, to which `spans` refer."""
        return f"{self.main}  {self.behind}" if self.behind else self.main


def row_of(record: Record, label_of: LabelOf) -> ListRow:
    """The line of a record in a list."""
    return ListRow(*kind_for(record).row(record, label_of))


MAIN_SHARE = 0.6
"""The part of a line that a name keeps before what is behind it."""

_NEAR = 50
"""Rows on either side among which the cursor finds a new row when its own goes."""


class RowList(LineView):
    """A list of rows with a cursor, moved by keyboard or mouse.

    Rows are known by their ids and drawn when they become visible.

    Args:
        draw: Gives the row of an id.
        empty: The text shown without rows: which key to press.
        id: Textual's id.
        classes: Textual's classes, separated by blanks.

    Attributes:
        empty: The text shown without rows.
        tail_share: The part of a line that the tail may take.
        spans: Gives the characters of a row's name to highlight.
        marks: The ids of marked rows; they need not be in the list.
        finding: What was typed to find a row; None while keys are commands.
        has_found: Whether there is such a row.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--cursor",
        "row-list--dim",
        "row-list--match",
        "row-list--mark",
        "row-list--empty",
    }
    DEFAULT_CSS = """
    RowList {
        & > .row-list--cursor { background: $cursor-idle; }
        & > .row-list--dim { color: $quiet; }
        & > .row-list--match { color: $match; text-style: bold underline; }
        & > .row-list--mark { color: $key; text-style: bold; }
        & > .row-list--empty { color: $quiet; text-style: italic; }
        &:focus > .row-list--cursor { background: $cursor; text-style: bold; }
    }
    """
    LOOKS = "row-list"
    SHOWS_CURSOR_ALWAYS: ClassVar[bool] = True
    """Whether the cursor shows without the focus."""

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor moved to another row; sent for previews."""

        rows: "RowList"
        row_id: str

    @dataclass
    class Chosen(Message):
        """A row was chosen with enter, `l` or the mouse."""

        rows: "RowList"
        row_id: str

    @dataclass
    class Finding(Message):
        """Something was typed to find a row, or that ended."""

        rows: "RowList"

    def __init__(
        self,
        draw: Callable[[str], ListRow],
        empty: str = "",
        *,
        id: str | None = None,  # noqa: A002  Textual's name for it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw
        self.empty = empty
        self._ids: Sequence[str] = ()
        self._is_pressed_again = False
        self.tail_share = 0.4
        self.spans: Callable[[str], Spans] = lambda _row_id: ()
        self.marks: Collection[str] = ()
        self.finding: str | None = None
        self.has_found = True

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all rows, in order: a live view."""
        return self._ids

    @property
    def current(self) -> str:
        """The id under the cursor; empty when there are no rows."""
        return self._ids[self.cursor] if 0 <= self.cursor < len(self._ids) else ""

    def fill(self, ids: Sequence[str], *, keep: bool = True) -> None:
        """Show other rows.

        Args:
            ids: Their ids, in order; `index` finds a row.
            keep: Whether the cursor stays on its row, if that is still there.
        """
        was, place = self.current, self.cursor
        self._ids = ids
        self.set_lines(max(1, len(ids)))
        found = self.place_of(was) if keep and was else None
        if found is None:
            found = min(place, len(ids) - 1) if keep else 0
        self._put_cursor(found, was)
        self._show_cursor()

    def follow(self, change: Callable[[], Sequence[str]], moving: Collection[str] = ()) -> None:
        """Show the rows after a change; cursor and view keep their rows.

        When the row of the cursor goes, the cursor moves to the next row that stays, else to the
        one before.

        Args:
            change: Makes the change and returns the new ids, which may be the old sequence.
            moving: The rows that go or move; the view does not follow them.
        """
        was, place, top = self.current, self.cursor, self.scroll_offset.y
        height = self.scrollable_content_region.height
        is_visible = top <= place < top + height
        near = [
            *self._ids[place + 1 : place + _NEAR],
            *reversed(self._ids[max(0, place - _NEAR) : place]),
        ]
        visible = [*enumerate(self._ids[top : top + height], top)]
        self._ids = change()
        self.set_lines(max(1, len(self._ids)))
        found = self.place_of(was) if was else None
        if found is None:
            _, found = self._first_left(enumerate(near), moving) or (place, place)
        self._put_cursor(min(found, len(self._ids) - 1), was)
        # At the top, new first rows become visible.
        held = [(place, was), *visible] if is_visible else visible
        if top > 0 and (steady := self._first_left(held, moving)):
            then, now = steady
            self.scroll_to(y=top + now - then, animate=False, immediate=True, force=True)
        if is_visible:
            self._show_cursor()

    def _first_left(
        self, rows: Iterable[tuple[int, str]], moving: Collection[str]
    ) -> tuple[int, int] | None:
        """The old and the new place of the first of some rows that stays."""
        for place, row_id in rows:
            if row_id not in moving and (now := self.place_of(row_id)) is not None:
                return place, now
        return None

    def _put_cursor(self, place: int, was: str) -> None:
        """Put the cursor on a row after a change, and redraw all rows."""
        self.set_reactive(RowList.cursor, max(0, place))
        self.refresh()
        if self.current != was:
            self.post_message(self.Moved(self, self.current))

    def place_of(self, row_id: str) -> int | None:
        """The place of a row, from 0; None when it is not in the list."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return None

    def go_to(self, row_id: str) -> bool:
        """Put the cursor on a row; False when it is not in the list."""
        place = self.place_of(row_id)
        if place is not None:
            self.cursor = place
        return place is not None

    # Finding a row by typing

    def start_finding(self) -> None:
        """Take letters for the beginning of a word in the name of a row, until another key."""
        self._set_finding("")

    def on_key(self, event: events.Key) -> None:
        """Find the row typed so far; `tab` goes on to the next one."""
        if self.finding is None:
            return
        typed = self.finding
        if event.key == "tab":
            self._find(typed, self.cursor + 1)
        elif event.key == "backspace":
            self._find(typed[:-1], self.cursor)
            self._set_finding(typed[:-1])
        elif event.is_printable and event.character:
            # What more letters begin is among what fewer begin, and a long list takes a while.
            if self.has_found or not typed:
                self._find(typed + event.character, self.cursor)
            self._set_finding(typed + event.character)
        else:
            self._set_finding(None)
            if event.key not in ("enter", "escape"):
                return
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """Stop finding: the keys go elsewhere."""
        if self.finding is not None:
            self._set_finding(None)

    def _set_finding(self, typed: str | None) -> None:
        self.finding = typed
        self.post_message(self.Finding(self))

    def _find(self, typed: str, start: int) -> None:
        """Go to the next row of which a word begins with a text, from a place on."""
        from briefing.search.words.folding import fold

        self.has_found = True
        wanted = fold(typed)
        count = len(self._ids)
        for place in (each % count for each in range(start, start + count)):
            name = f" {fold(self._draw(self._ids[place]).main)}"
            if f" {wanted}" in name:
                self.cursor = place
                return
        self.has_found = False

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor inside the list."""
        return max(0, min(cursor, len(self._ids) - 1))

    def watch_cursor(self, was: int, now: int) -> None:
        """Redraw the two rows, scroll, and notify."""
        if was != now:
            for place in (was, now):
                first, count = self._lines_at(place)
                for line in range(first, first + count):
                    self.refresh_line(line)
            self._show_cursor()
            self.post_message(self.Moved(self, self.current))

    def action_move(self, step: int) -> None:
        """Move the cursor by some rows."""
        self.cursor += step

    def action_page(self, direction: int) -> None:
        """Move the cursor by a screenful."""
        self.cursor += direction * max(1, self.scrollable_content_region.height - 1)

    def action_edge(self, place: int) -> None:
        """Move the cursor to the first (0) or last (-1) row."""
        self.cursor = place if place >= 0 else len(self._ids) - 1

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._ids:
            self.post_message(self.Chosen(self, self.current))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Move the cursor now: by the release, other rows may be under the mouse."""
        offset = event.get_content_offset(self)
        line = None if offset is None else offset.y + self.scroll_offset.y
        place = len(self._ids) if line is None else self._place_at(line)
        self._is_pressed_again = place == self.cursor
        if place < len(self._ids):
            self.cursor = place
        else:
            self._is_pressed_again = False

    def on_click(self, event: events.Click) -> None:
        """Choose the row on a double click."""
        if event.chain > 1 and self._is_pressed_again:
            self.action_choose()

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        if not self.scrollable_content_region.height:
            return  # hidden: it scrolls once it is shown
        first, count = self._lines_at(self.cursor)
        region = Region(0, first, max(1, self.size.width), count)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    # Every row takes one line, unless a subclass has it otherwise

    def _lines_at(self, place: int) -> tuple[int, int]:
        """The first line of a row, and how many it takes."""
        return place, 1

    def _place_at(self, line: int) -> int:
        """The row that a line belongs to; beyond the last, any place that has no row."""
        return line

    def _row_on(self, line: int) -> ListRow:
        """What is drawn on a line."""
        return self._draw(self._ids[line])

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list."""
        line = y + self.scroll_offset.y
        place = self._place_at(line)
        width = self.scrollable_content_region.width
        base = self.base_style
        if not self._ids and place == 0 and self.empty:
            style = self.get_component_rich_style("row-list--empty")
            return Strip(
                [Segment(clipped(f" {self.empty}", width), base + style)]
            ).adjust_cell_length(width, base)
        if place >= len(self._ids):
            return Strip.blank(width, base)
        return self._draw_row(place, self._row_on(line), width, base)

    def _draw_row(self, place: int, row: ListRow, width: int, base: Style) -> Strip:
        row_id = self._ids[place]
        is_cursor = place == self.cursor and (self.SHOWS_CURSOR_ALWAYS or self.has_focus)
        if is_cursor:
            base = self.get_component_rich_style("row-list--cursor")
        dim = self.look("dim", base)
        lead, tail = row.lead, row.tail
        edge = Segment("▌" if is_cursor else " ", base)
        segments = [Segment("✓", self.look("mark", base)) if row_id in self.marks else edge]
        room = width - 2
        if lead:
            # Leads come padded; cleaning must not remove that.
            lead = clipped(one_line(lead.rstrip()).ljust(len(lead)), room // 2)
            segments.append(Segment(f"{lead} ", self._styled(row.lead_look, base)))
            room -= cell_len(lead) + 1
        tail_look = row.tail_look or tone(tail) or "dim"
        tail = clipped(one_line(tail), max(0, int(room * self.tail_share)))
        room -= cell_len(tail) + 1 if tail else 0
        shown, behind = _fitted(row, room)
        # Cleaning moves characters, so that spans would be off.
        is_clean = all(one_line(part) == part for part in (row.main, row.behind))
        spans = self.spans(row_id) if is_clean else ()
        segments += self._matched(shown, spans, self._styled(row.main_look, base))
        if behind:
            start = len(row.main)
            later = [(begin - start, end - start) for begin, end in spans if begin >= start]
            segments += self._matched(behind, later, dim)
        if tail:
            gap = " " * (room - cell_len(shown) - cell_len(behind) + 1)
            segments += [Segment(gap, base), Segment(tail, self.look(tail_look, base))]
        return Strip(segments).adjust_cell_length(width, base)

    def _styled(self, look: str, base: Style) -> Style:
        return self.look(look, base) if look else base

    def _matched(self, shown: str, spans: Spans, base: Style) -> list[Segment]:
        """A text with matched characters highlighted."""
        match = self.look("match", base)
        segments, at = [], 0
        for start, end in spans:
            segments += [Segment(shown[at:start], base), Segment(shown[start:end], match)]
            at = end
        return [segment for segment in (*segments, Segment(shown[at:], base)) if segment.text]


def _fitted(row: ListRow, room: int) -> tuple[str, str]:
    """The name and what is behind it, as far as they fit into some cells."""
    main = one_line(row.main)
    if not row.behind:
        return clipped(main, room), ""
    behind = f"  {one_line(row.behind)}"
    shown = clipped(main, max(int(room * MAIN_SHARE), room - cell_len(behind)))
    return shown, clipped(behind, room - cell_len(shown))
