"""A question answered with yes or no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.text import content


class ConfirmScreen(ModalScreen[bool]):
    """Asks before something is lost; `n` and escape are always no."""

    CSS = """
    ConfirmScreen { align: center middle; }
    #confirm {
        width: 70; max-width: 92%; height: auto; max-height: 80%;
        border: round $warning; background: $surface; padding: 1 2;
    }
    #confirm .keys { margin-top: 1; color: $foreground-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes", show=False),
        Binding("n,escape,q", "answer(False)", "No", show=False),
    ]

    def __init__(self, question: str, details: tuple[str, ...] = (), yes: str = "yes") -> None:
        """Ask.

        Args:
            question: What is asked, in one sentence.
            details: What it would mean, a line each.
            yes: What `y` does, in a word or two.
        """
        super().__init__()
        self._question = question
        self._details = details
        self._yes = yes

    def compose(self) -> ComposeResult:
        """Question, details, keys."""
        with VerticalScroll(id="confirm", can_focus=False):
            yield Static(content(self._question, "bold"))
            for line in self._details:
                yield Static(content(line))
            yield Static(Content(f"y  {self._yes}      n  no, go back"), classes="keys")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001  Textual calls it by position
        """Close with the answer."""
        self.dismiss(answer)
