"""The commands of the main screen that change records: one method for each id in `commands.py`."""

from textual.screen import Screen

from briefing.store.store import Store
from briefing.tui.editing import Editing


class EditingScreen(Screen[None]):
    """A screen whose record can be edited.

    Attributes:
        store: The briefing.
        editing: What changes it.
    """

    store: Store
    editing: Editing

    @property
    def here(self) -> str:
        """The record on screen; empty for none."""
        return ""

    @property
    def kind_in_use(self) -> str:
        """The kind whose list is in use."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """Edit the record on screen."""
        self.editing.edit(self.here)

    def action_new(self) -> None:
        """Add a record of the pane's kind."""
        self.editing.new(self.kind_in_use)

    def action_new_any(self) -> None:
        """Add a record of any kind."""
        self.editing.new_any()

    def action_add_link(self) -> None:
        """Link the record on screen to another."""
        self.editing.add_link(self.here)

    def action_add_cite(self) -> None:
        """Cite a source for the record on screen."""
        self.editing.add_cite(self.here)

    def action_delete(self) -> None:
        """Delete the record on screen."""
        self.editing.delete(self.here)

    def action_undo(self) -> None:
        """Take the last change back."""
        self.editing.undo()

    def action_redo(self) -> None:
        """Make it again."""
        self.editing.redo()
