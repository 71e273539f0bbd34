"""One-line inputs that are safe against any paste."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from briefing.tui.input.safe_text import typed

LONGEST_LINE = 2_000
"""Most characters of a paste."""


@dataclass
class Shortened(Message):
    """A paste was cut to the longest allowed."""

    longest: int

    def __str__(self) -> str:
        """The message for the user."""
        return f"only the first {self.longest:,} characters of the paste were used"


class LineInput(Input):
    """An input that marks characters which cannot be shown."""

    def _on_paste(self, event: events.Paste) -> None:
        """Join pasted lines into one, and cut long pastes."""
        event.prevent_default()
        event.stop()
        if len(event.text) > LONGEST_LINE:
            self.post_message(Shortened(LONGEST_LINE))
        lines = event.text[:LONGEST_LINE].splitlines()
        self.replace(" ".join(line.strip() for line in lines), *self.selection)

    def on_blur(self) -> None:
        """Show the beginning of a long line without the focus."""
        self.scroll_to(x=0, animate=False)

    def validate_value(self, value: str) -> str:
        """Mark what cannot be shown."""
        return typed(value)


class QueryInput(LineInput):
    """An input that searches at every key, before the frame is drawn.

    Args:
        value: The initial query.
        answer: Called with the text after every key.
        placeholder: Shown while it is empty.
    """

    DEFAULT_CSS = """
    QueryInput, QueryInput:focus {
        height: 2; padding: 0 1; background: $surface; background-tint: 0%;
        border: none; border-bottom: solid $frame; border-subtitle-color: $quiet;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n,ctrl+j", "screen.move(1)", "Next", show=False),
        Binding("up,ctrl+k", "screen.move(-1)", "Previous", show=False),
        Binding("pagedown", "screen.page(1)", "Page down", show=False),
        Binding("pageup", "screen.page(-1)", "Page up", show=False),
        Binding("enter", "screen.choose", "Go", show=False),
        Binding("tab", "screen.scope(1)", "Scope", show=False),
        Binding("shift+tab", "screen.scope(-1)", "Scope", show=False),
    ]

    def __init__(self, value: str, answer: Callable[[str], None], placeholder: str = "") -> None:
        super().__init__(value, placeholder=placeholder)
        self._answer = answer

    def watch_value(self, value: str) -> None:
        """Search in the same frame; a message would miss it."""
        if self.is_mounted:
            self._answer(value)


class FilterInput(LineInput):
    """Filters the list of its screen at every key; hidden until it is used.

    Args:
        placeholder: Shown while it is empty.
        narrow: Called with the text after every key.
    """

    DEFAULT_CSS = """
    FilterInput { display: none; padding: 0 1; }
    FilterInput.-used { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Done", show=False),
        Binding("escape", "screen.close", "Clear", show=False),
        Binding("down", "screen.move(1)", "Next", show=False),
        Binding("up", "screen.move(-1)", "Previous", show=False),
        Binding("tab", "screen.scope", "Scope", show=False),
    ]

    def __init__(self, placeholder: str, narrow: Callable[[str], None]) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._narrow = narrow

    def watch_value(self, value: str) -> None:
        """Filter in the same frame; a message would miss it."""
        if self.is_mounted:
            self._narrow(value)
