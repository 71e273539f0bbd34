"""Asks for one line of text, checked as it is typed."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from briefing.model.parsers.words import NotUnderstood
from briefing.store.errors import UnknownRevision
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.input.key_order import TypeAhead
from briefing.tui.input.safe_text import content
from briefing.tui.widgets.line_input import LineInput


def judged_by(read: Callable[[str], object]) -> Callable[[str], str]:
    """Turn a parser into a judge: it returns what the parser does not understand.

    Args:
        read: Reads a line, or raises `NotUnderstood` or `UnknownRevision`.
    """

    def judge(line: str) -> str:
        try:
            read(line)
        except (NotUnderstood, UnknownRevision) as reason:
            return str(reason)
        return ""

    return judge


_WORTH_ASKING = 40
"""Characters of a changed line from which escape asks before it throws them away."""


class PromptScreen(TypeAhead[str | None]):
    """Asks for one line; answers with it, or None.

    Args:
        title: What is asked.
        value: The initial text.
        judge: Gives what is wrong with a line; empty when it is valid.
        meaning: Gives what was understood of a valid line.
        example: An example, shown while the line is empty.

    Attributes:
        saves: Whether the line was accepted by ctrl+s, which saves what it belongs to.
    """

    CSS = """
    PromptScreen { align: center middle; }
    #prompt {
        width: 76; max-width: 92%; height: auto;
        border: round $key; background: $surface; padding: 0 1;
    }
    #prompt .note { color: $quiet; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Take it", show=False, priority=True),
        Binding("ctrl+s", "accept(True)", "Take it and save", show=False, priority=True),
        Binding("escape", "cancel", "Leave", show=False),
    ]

    def __init__(
        self,
        title: str,
        value: str,
        judge: Callable[[str], str],
        meaning: Callable[[str], str] = lambda _line: "",
        example: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self.value = value
        self.judge = judge
        self.meaning = meaning
        self._example = example
        self.saves = False

    def compose(self) -> ComposeResult:
        """The line, and below it what is wrong or understood."""
        with Vertical(id="prompt"):
            yield LineInput(
                self.value, placeholder=self._example, compact=True, select_on_focus=False
            )
            yield Static(classes="note")

    def on_mount(self) -> None:
        """Show what is asked."""
        frame = self.query_one("#prompt")
        frame.border_title = content(self._title)
        frame.border_subtitle = content("enter accept · esc cancel")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Check the line again."""
        line = message.value.strip()
        self.query_one(Static).update(content(self.judge(line) or self.meaning(line)))

    def action_accept(self, saves: bool = False) -> None:  # noqa: FBT001, FBT002  Textual calls it by position
        """Answer, if the line is valid."""
        self.saves = saves
        line = self.query_one(Input).value.strip()
        if not self.judge(line):
            self.dismiss(line)

    def action_cancel(self) -> None:
        """Answer with nothing; ask first where much was typed or pasted."""
        line = self.query_one(Input).value.strip()
        if line == self.value.strip() or len(line) < _WORTH_ASKING:
            self.dismiss(None)
            return

        def answered(sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if sure:
                self.dismiss(None)

        self.app.push_screen(ConfirmScreen("Discard what you typed?", (line,), "yes"), answered)
