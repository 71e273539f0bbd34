"""A screen that typed words narrow."""

from textual.screen import ScreenResultType

from briefing.tui.widgets.bars import KeyedScreen
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.line_view import LineView


class NarrowedScreen(KeyedScreen[ScreenResultType]):
    """Has a `FilterInput`, and below it what the typed words narrow."""

    @property
    def _narrowed(self) -> LineView:
        """What the words narrow, which has the focus otherwise."""
        raise NotImplementedError

    @property
    def is_narrowed(self) -> bool:
        """Whether words narrow it."""
        return bool(self.query_one(FilterInput).value.strip())

    def leave(self) -> None:
        """Close the screen without an answer."""
        self.dismiss(None)

    # Commands that all such screens have, by their ids in `commands.py`

    def action_filter(self) -> None:
        """Type words."""
        box = self.query_one(FilterInput)
        box.add_class("-used")
        box.focus()

    def action_done(self) -> None:
        """Return from the words to what they narrow."""
        self.query_one(FilterInput).set_class(self.is_narrowed, "-used")
        self._narrowed.focus()

    def action_move(self, step: int) -> None:
        """Move the cursor while typing."""
        self._narrowed.action_move(step)

    def action_scope(self) -> None:
        """Return from the words: unless a screen has several scopes, there is nothing to switch."""
        self.action_done()

    def action_close(self) -> None:
        """Clear the words, else close."""
        box = self.query_one(FilterInput)
        if box.has_class("-used"):
            box.value = ""
            self.action_done()
        else:
            self.leave()
