"""The lists of the main screen: what stands under the cursor, and what is marked."""

from collections.abc import Sequence

from briefing.model.kinds import PANES
from briefing.model.refs import kind_of
from briefing.tui.main.editing_screen import EditingScreen
from briefing.tui.main.panes import Panes


class ListsScreen(EditingScreen):
    """A screen with four lists, whose rows can be marked."""

    def __init__(self) -> None:
        """Make the screen; the lists are in use to begin with."""
        super().__init__()
        self._follows_list = True

    @property
    def panes(self) -> Panes:
        """The four lists."""
        return self.query_one(Panes)

    @property
    def in_hand(self) -> str:
        """The record under the cursor of the list, where the dossier follows that."""
        return self.panes.current.current if self._follows_list else self.here

    @property
    def marked(self) -> Sequence[str]:
        """The records marked in the list in use; none while the dossier is read."""
        return self.panes.marked() if self._follows_list else ()

    @property
    def kind_in_use(self) -> str:
        """The kind whose list is in use."""
        return self.panes.current_kind

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark away, and go on to the next."""
        ref = self.in_hand
        if not ref or kind_of(ref) not in PANES:
            self.tell("there is no record of a list here to mark")
            return
        count = self.panes.mark(ref)
        if self._follows_list:
            self.panes.current.action_move(1)
        if not self._follows_list:
            self.tell("marked in its list; there e c d E y are about all that are marked")
        elif count == 1 and ref in self.panes.marks(kind_of(ref)):
            self.tell("marked; e c d E y are about all that are marked, X clears the marks")

    def action_mark_all(self) -> None:
        """Mark all that the list shows."""
        self.tell(f"{self.panes.mark_all():,} are marked; X clears the marks")

    def action_unmark(self) -> None:
        """Clear the marks of the list in use."""
        self.panes.unmark()
