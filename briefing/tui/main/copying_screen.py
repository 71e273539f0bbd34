"""The commands of the main screen that copy records out of it."""

from collections.abc import Sequence

from briefing.store.store import Store
from briefing.tui.actions.copy import Copying
from briefing.tui.main.program_screen import ProgramScreen


class CopyingScreen(ProgramScreen):
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

    @property
    def marked(self) -> Sequence[str]:
        """The records a command is about instead, where some are marked."""
        return ()

    @property
    def all_in_hand(self) -> Sequence[str]:
        """The records a command is about that can be about several."""
        return self.marked or (self.in_hand,)

    def action_copy(self) -> None:
        """Copy what is in hand as a citation."""
        Copying(self, self.store).copy(self.all_in_hand)

    def action_copy_as(self) -> None:
        """Choose what it is copied as."""
        Copying(self, self.store).choose(self.all_in_hand)
