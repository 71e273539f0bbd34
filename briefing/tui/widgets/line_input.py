"""A one-line input that is safe against any paste."""

from dataclasses import dataclass

from textual import events
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
