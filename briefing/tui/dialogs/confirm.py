"""A question answered with yes or no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.tui.input.safe_text import content

_FEW = 12
"""Details that fit a small screen without scrolling."""

_AROUND = 10
"""Lines of the screen that are not for details: frame, question, keys, some of what is below."""


class ConfirmScreen(ModalScreen[bool]):
    """Asks before something is lost; only `y` is yes, `n` and escape are always no."""

    CSS = """
    ConfirmScreen { align: center middle; }
    #confirm {
        width: 70; max-width: 92%; height: auto;
        border: round $warning; background: $surface; padding: 1 2;
    }
    #confirm VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
    #confirm .keys { margin-top: 1; color: $foreground-muted; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape,q", "answer(False)", "No", show=False),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def __init__(
        self,
        question: str,
        details: tuple[str, ...] = (),
        yes: str = "yes",
        no: str = "no, go back",
    ) -> None:
        """Ask.

        Args:
            question: What is asked, in one sentence.
            details: What it would mean, a line each.
            yes: What `y` does, in a word or two.
            no: What `n` does.
        """
        super().__init__()
        self._question = question
        self._details = details
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """Question, details, and the keys, which are always in sight."""
        with Vertical(id="confirm"):
            yield Static(content(self._question, "bold"))
            with VerticalScroll(can_focus=False):
                for line in self._details:
                    yield Static(content(line))
            scroll = "      j k  scroll" if len(self._details) > _FEW else ""
            yield Static(Content(f"y  {self._yes}      n  {self._no}{scroll}"), classes="keys")

    def on_resize(self) -> None:
        """Leave room for the keys, however much there is to say."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height - _AROUND)

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001  Textual calls it by position
        """Close with the answer."""
        self.dismiss(answer)

    def action_scroll(self, step: int) -> None:
        """Scroll the details."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
