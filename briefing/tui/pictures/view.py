"""Shows a picture in characters, with a cursor on what it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from briefing.tui.widgets.line_view import LineView
from briefing.views.pictures.canvas import Canvas, Span
from briefing.views.pictures.moving import Direction

Draw = Callable[[int, int], Canvas]
"""Draws a picture of so many columns and lines."""

_NOTHING = Canvas(0, 0)


class PictureView(LineView):
    """Draws a picture that always fits it.

    Args:
        draw: Draws the picture.

    Attributes:
        hand: What the cursor is on, as the cells of the picture name it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "picture--dim",
        "picture--heading",
        "picture--strong",
        "picture--hand",
    }
    DEFAULT_CSS = """
    PictureView {
        & > .picture--dim { color: $quiet; }
        & > .picture--heading { color: $heading; text-style: bold; }
        & > .picture--strong { text-style: bold; }
        & > .picture--hand { background: $cursor-idle; text-style: bold underline; }
        &:focus > .picture--hand { background: $cursor; }
    }
    """
    LOOKS = "picture"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step('left')", "Left", show=False),
        Binding("right,l", "step('right')", "Right", show=False),
        Binding("up,k", "step('up')", "Up", show=False),
        Binding("down,j", "step('down')", "Down", show=False),
    ]

    @dataclass
    class Stepped(Message):
        """An arrow key was pressed."""

        direction: Direction

    @dataclass
    class Pointed(Message):
        """The mouse was pressed on something.

        Attributes:
            target: What it is.
            is_again: Whether it was pressed twice, to open it.
        """

        target: str
        is_again: bool

    @dataclass
    class Paged(Message):
        """A page key was pressed: -1 for up, 1 for down."""

        direction: int

    @dataclass
    class Edged(Message):
        """The first (0) or the last (-1) is wanted."""

        place: int

    @dataclass
    class Chosen(Message):
        """Enter was pressed."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self._draw = draw
        self._canvas = _NOTHING
        self._lines: Sequence[Sequence[Span]] = ()
        self._is_stale = True
        self.hand = ""

    @property
    def canvas(self) -> Canvas:
        """The picture as it is shown; an empty one before there is room."""
        width, height = self._room
        if not width or not height:
            return _NOTHING
        if self._is_stale or (self._canvas.width, self._canvas.height) != (width, height):
            self._canvas = self._draw(width, height)
            self._lines = [self._canvas.line(y) for y in range(self._canvas.height)]
            self._is_stale = False
        return self._canvas

    def redraw(self, hand: str) -> None:
        """Draw again; only lines that change are sent to the terminal.

        Args:
            hand: What the cursor is on.
        """
        was, before = self._lines, self.hand
        self.hand, self._is_stale = hand, True
        if self.canvas.height != len(was):
            self.refresh()
            return
        moved = {before, hand} if before != hand else set()
        for y, (then, now) in enumerate(zip(was, self._lines, strict=True)):
            if then != now or any(span.target in moved for span in now if span.target):
                self.refresh_line(y)

    @property
    def _room(self) -> tuple[int, int]:
        region = self.scrollable_content_region
        return max(0, region.width - 1), region.height

    def action_step(self, direction: Direction) -> None:
        """Go to what is next in a direction."""
        self.post_message(self.Stepped(direction))

    def action_move(self, step: int) -> None:
        """Go up or down."""
        self.post_message(self.Stepped("down" if step > 0 else "up"))

    def action_page(self, direction: int) -> None:
        """Go a page up or down."""
        self.post_message(self.Paged(direction))

    def action_edge(self, place: int) -> None:
        """Go to the first or the last."""
        self.post_message(self.Edged(place))

    def action_choose(self) -> None:
        """Open what the cursor is on."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what is under the mouse; twice opens it."""
        offset = event.get_content_offset(self)
        if offset and (target := self.canvas.at(offset.x - 1, offset.y)):
            self.post_message(self.Pointed(target, event.chain > 1))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        base = self.base_style
        if y >= self.canvas.height:
            return Strip.blank(width, base)
        segments = [Segment(" ", base)]
        for text, look, target in self._lines[y]:
            style = self.look(look, base) if look else base
            if target and target == self.hand:
                style += self.get_component_rich_style("picture--hand", partial=True)
            segments.append(Segment(text, style))
        return Strip(segments).adjust_cell_length(width, base)
