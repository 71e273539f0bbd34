"""The base of dialogs with more to read than fits the screen."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.screen import ModalScreen

T = TypeVar("T")


class ScrollingDialog(ModalScreen[T]):
    """A dialog with one scrolling part, which never takes the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
    ]

    def action_scroll(self, step: int) -> None:
        """Scroll by a few lines."""
        self.query_one(ScrollableContainer).scroll_relative(y=step * 2, animate=False)
