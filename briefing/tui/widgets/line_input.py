"""One line to type that takes whatever is pasted into it and shows nothing harmful."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from briefing.tui.input.safe_text import typed

LONGEST_LINE = 2_000
"""Characters that are pasted at a time."""


@dataclass
class Shortened(Message):
    """More was pasted than is taken at a time."""

    longest: int

    def __str__(self) -> str:
        """As it is told to the reader."""
        return f"only the first {self.longest:,} characters of what was pasted were taken"


class LineInput(Input):
    """An input nothing gets into that cannot be shown, however it is pasted."""

    def _on_paste(self, event: events.Paste) -> None:
        """A line broken in two is one; of what is no line, the beginning."""
        event.prevent_default()
        event.stop()
        if len(event.text) > LONGEST_LINE:
            self.post_message(Shortened(LONGEST_LINE))
        lines = event.text[:LONGEST_LINE].splitlines()
        self.replace(" ".join(line.strip() for line in lines), *self.selection)

    def on_blur(self) -> None:
        """Of a long line show the beginning while nobody types in it."""
        self.scroll_to(x=0, animate=False)

    def validate_value(self, value: str) -> str:
        """Mark what cannot be shown."""
        return typed(value)
