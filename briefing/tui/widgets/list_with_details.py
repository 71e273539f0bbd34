"""A screen of a list with the details of its row beside it, narrowed by typed words."""

from textual.screen import ScreenResultType

from briefing.tui.widgets.bars import KeyedScreen
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.row_list import RowList


class ListWithDetails(KeyedScreen[ScreenResultType]):
    """Has a `FilterInput`, and a `RowList` and a `PieceView` in a container of class `split`.

    On a narrow screen the details are below the list.
    """

    DEFAULT_CSS = """
    ListWithDetails {
        .split { layout: horizontal; height: 1fr; }
        RowList { width: 54%; height: 100%; }
        PieceView { width: 1fr; height: 100%; }
        RowList, PieceView {
            border: round $frame; border-title-color: $quiet;
            border-subtitle-color: $quiet; background: $background;
        }
        RowList:focus { border: round $key; border-title-style: bold; }
        &.-narrow .split { layout: vertical; }
        &.-narrow RowList { width: 100%; height: 1fr; }
        &.-narrow PieceView { width: 100%; height: 1fr; }
    }
    """
    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012  Textual's own type

    @property
    def is_narrowed(self) -> bool:
        """Whether words narrow the list."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close the screen without an answer."""
        self.dismiss(None)

    @property
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _view(self) -> PieceView:
        return self.query_one(PieceView)

    def _prepare(self, words: str = "") -> None:
        """Let only the list take the focus, and show the words that narrow it already."""
        self._view.can_focus = False
        self._view.border_subtitle = "J K scroll"
        if words:
            box = self.query_one(FilterInput)
            box.add_class("-used")
            box.value = words

    # Commands that all such screens have, by their ids in `commands.py`

    def action_filter(self) -> None:
        """Type words that narrow the list."""
        box = self.query_one(FilterInput)
        box.add_class("-used")
        box.focus()

    def action_done(self) -> None:
        """Return to the narrowed list."""
        self.query_one(FilterInput).set_class(self.is_narrowed, "-used")
        self._rows.focus()

    def action_move(self, step: int) -> None:
        """Move the cursor while typing."""
        self._rows.action_move(step)

    def action_scroll(self, step: int) -> None:
        """Scroll the details."""
        self._view.action_move(step * 3)

    def action_close(self) -> None:
        """Clear the words, else close."""
        box = self.query_one(FilterInput)
        if box.has_class("-used"):
            box.value = ""
            self.action_done()
        else:
            self.leave()
