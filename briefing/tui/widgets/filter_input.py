"""A line to type in that narrows a list."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from briefing.tui.widgets.line_input import LineInput


class FilterInput(LineInput):
    """Narrows the list of its screen at every key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.done", "Done", show=False),
        Binding("escape", "screen.close", "Clear", show=False),
        Binding("down", "screen.move(1)", "Next", show=False),
        Binding("up", "screen.move(-1)", "Previous", show=False),
        Binding("tab", "screen.scope", "Scope", show=False),
    ]

    def __init__(self, placeholder: str, narrow: Callable[[str], None]) -> None:
        """Make the input.

        Args:
            placeholder: What can be typed.
            narrow: Called with the text after every key.
        """
        super().__init__(placeholder=placeholder, compact=True)
        self._narrow = narrow

    def watch_value(self, value: str) -> None:
        """Answer in the same frame; a message would miss it."""
        if self.is_mounted:
            self._narrow(value)
