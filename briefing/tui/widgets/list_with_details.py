"""A screen of a list with the details of its row beside it, narrowed by typed words."""

from textual.screen import ScreenResultType

from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.line_view import LineView
from briefing.tui.widgets.narrowed import NarrowedScreen
from briefing.tui.widgets.row_list import RowList


class ListWithDetails(NarrowedScreen[ScreenResultType]):
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
    def _rows(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _narrowed(self) -> LineView:
        return self._rows

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

    def action_scroll(self, step: int) -> None:
        """Scroll the details."""
        self._view.action_move(step * 3)
