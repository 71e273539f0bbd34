"""The commands of the main screen that copy records out of it."""

from textual.screen import Screen

from briefing.store.store import Store
from briefing.tui.copying import Copying


class CopyingScreen(Screen[None]):
    """A screen whose record can be copied.

    Attributes:
        store: The briefing.
    """

    store: Store

    @property
    def here(self) -> str:
        """The record on screen; empty for none."""
        return ""

    @property
    def in_hand(self) -> str:
        """The record a command is about; the one on screen will be it in a moment."""
        return self.here

    def action_copy(self) -> None:
        """Copy the record on screen as a citation."""
        Copying(self, self.store).copy(self.in_hand)

    def action_copy_as(self) -> None:
        """Choose what the record on screen is copied as."""
        Copying(self, self.store).choose(self.in_hand)
