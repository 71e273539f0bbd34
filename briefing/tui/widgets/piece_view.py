"""A text to scroll through, broken anew for every width and drawn where it is in sight."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from briefing.tui.widgets.dossier_layout import Line
from briefing.tui.widgets.line_view import LineView

LayOut = Callable[[int], Iterable[Line]]
"""Gives the lines of a text for a width in cells."""

AHEAD = 200
"""Lines made beyond those in sight: of a text without end, no more than the reader gets to."""


class PieceView(LineView):
    """Shows lines made of pieces; moving scrolls.

    Attributes:
        text: Gives its lines.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pieces--title",
        "pieces--heading",
        "pieces--text",
        "pieces--dim",
        "pieces--removed",
        "pieces--added",
        "pieces--warning",
    }
    DEFAULT_CSS = """
    PieceView {
        & > .pieces--title { text-style: bold; }
        & > .pieces--heading { color: $text-primary; text-style: bold; }
        & > .pieces--dim { color: $foreground-muted; }
        & > .pieces--removed { color: $text-error; text-style: strike; }
        & > .pieces--added { color: $text-success; text-style: bold underline; }
        & > .pieces--warning { color: $text-warning; text-style: bold; }
    }
    """
    LOOKS = "pieces"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name for it
        """Make an empty view."""
        super().__init__(id=id)
        self._text: LayOut = lambda _width: ()
        self._rest: Iterator[Line] = iter(())
        self._lines: list[Line] = []
        self._width = 0

    @property
    def line_count(self) -> int:
        """How many lines were made by now: all of them, where they are few."""
        return len(self._lines)

    def show(self, text: LayOut, *, keep: bool = False) -> None:
        """Show another text.

        Args:
            text: Gives its lines.
            keep: Whether it is the same one brought up to date, which keeps its place.
        """
        top = self.scroll_offset.y if keep else 0
        self._text = text
        self._width = 0
        self._break_lines()
        self._make(top + self._height)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def action_move(self, step: int) -> None:
        """Scroll by some lines."""
        self._scroll(self.scroll_offset.y + step)

    def action_page(self, direction: int) -> None:
        """Scroll by a screenful."""
        self._scroll(self.scroll_offset.y + direction * max(1, self._height - 1))

    def action_edge(self, place: int) -> None:
        """Scroll to the beginning (0) or as far as the lines go by now (-1)."""
        self._scroll(0 if place == 0 else len(self._lines))

    def action_choose(self) -> None:
        """There is nothing to choose."""

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._break_lines()
        self._make(self.scroll_offset.y + self._height)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make more lines, however it came that they are wanted."""
        super().watch_scroll_y(old_value, new_value)
        self._make(int(new_value) + self._height)

    def _scroll(self, top: int) -> None:
        self._make(top + self._height)
        self.scroll_to(y=top, animate=False, immediate=True)

    def _break_lines(self) -> None:
        """Begin anew for the width there is, where it is another."""
        width = self.scrollable_content_region.width - 2
        if width > 0 and width != self._width:
            self._width = width
            self._rest = iter(self._text(width))
            self._lines = []

    def _make(self, bottom: int) -> None:
        """Have the lines down to some place, and a few more."""
        if len(self._lines) >= bottom + AHEAD // 2:
            return
        had = len(self._lines)
        for line in self._rest:
            self._lines.append(line)
            if len(self._lines) >= bottom + AHEAD:
                break
        if len(self._lines) != had or not had:
            self.set_lines(len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if not self._width:
            # The first frame is drawn before the view is told how wide it is.
            self._break_lines()
            self.call_later(self._make, self._height)
            self.call_later(self.refresh)
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.base_style
        if place >= len(self._lines):
            return Strip.blank(width, base)
        segments = [Segment(" ", base)]
        for text, look in self._lines[place].pieces:
            segments.append(Segment(text, self.look(look, base) if text.strip() else base))
        return Strip(segments).adjust_cell_length(width, base)
