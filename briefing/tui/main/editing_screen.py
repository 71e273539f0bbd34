"""The commands of the main screen that change records: one method for each id in `commands.py`."""

import os
from time import monotonic

from textual import events

from briefing.model.kinds import KINDS, PANES
from briefing.tui.actions.edit import Editing
from briefing.tui.input.clipboard import held
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.main.copying_screen import CopyingScreen

_LONGEST = 240
"""Characters of what is said in passing; it must leave room for what is worked on."""


class EditingScreen(CopyingScreen):
    """A screen whose record can be edited.

    Attributes:
        editing: What changes the briefing.
    """

    editing: Editing
    _read_until = 0.0
    """Until when an error stays on the screen, whatever else is said."""

    @property
    def field_here(self) -> str:
        """The field under the cursor of the reading view; empty for none."""
        return ""

    @property
    def kind_in_use(self) -> str:
        """The kind whose list is in use; the first one where there are no lists."""
        return PANES[0]

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Say something in passing; it is never markup."""
        levels = {"information": 4.0, "warning": 6.0, "error": 10.0}
        now = monotonic()
        if now > self._read_until:
            # What was said before has been read, and would cover what is worked on.
            self.app.clear_notifications()
        if severity == "error":
            self._read_until = now + levels[severity]
        self.app.notify(
            clipped(one_line(message), _LONGEST),
            severity=severity,  # type: ignore[arg-type]  # one of the three above
            timeout=levels[severity],
            markup=False,
        )

    def _may_change(self) -> bool:
        """Whether anything can be changed; says so when not, before a form is filled in."""
        if reason := self.store.read_only:
            self.tell(reason, severity="warning")
        return not reason

    def on_paste(self, event: events.Paste) -> None:
        """Take a passage pasted into the list of a kind that is read from passages for one."""
        if KINDS[self.kind_in_use].reads_passages and self._may_change():
            self.editing.quoting.capture(event.text)

    def action_edit(self) -> None:
        """Edit the record on screen; of those marked, one field of them all."""
        if not self._may_change():
            return
        if self.marked:
            self.editing.bulk.change(self.marked)
        else:
            self.editing.edit(self.in_hand)

    def action_choose_field(self) -> None:
        """Edit one field of what is in hand, chosen by its name."""
        if not self._may_change():
            return
        if self.marked:
            self.editing.bulk.change(self.marked)
        else:
            self.editing.choose_field(self.in_hand)

    def action_edit_outside(self) -> None:
        """Edit what is in hand as text, in $VISUAL or $EDITOR."""
        if self._may_change():
            self.editing.edit_outside(self.all_in_hand)

    def action_new(self) -> None:
        """Add a record of the pane's kind; a quote is begun from what was copied elsewhere."""
        if not self._may_change():
            return
        if KINDS[self.kind_in_use].reads_passages:
            copied = held(os.environ)
            self.editing.quoting.begin("" if copied == self.app.clipboard else copied)
        else:
            self.editing.new(self.kind_in_use)

    def action_new_any(self) -> None:
        """Add a record of any kind."""
        if self._may_change():
            self.editing.new_any()

    def action_add_link(self) -> None:
        """Link the record on screen to another."""
        if self._may_change():
            self.editing.add_link(self.in_hand)

    def action_say_link(self) -> None:
        """Link the record on screen in a line of words."""
        if self._may_change():
            self.editing.linking.say(self.in_hand)

    def action_add_cite(self) -> None:
        """Cite a source for what is in hand."""
        if self._may_change():
            self.editing.add_cite(self.all_in_hand, self.field_here)

    def action_weigh(self) -> None:
        """Say what is made of sources that disagree on the record on screen."""
        if self._may_change():
            self.editing.weighing.weigh(self.in_hand, self.field_here)

    def action_duplicate(self) -> None:
        """Begin a new record from the one on screen."""
        if self._may_change():
            self.editing.duplicate(self.in_hand)

    def action_rename(self) -> None:
        """Give the record on screen another id."""
        if self._may_change():
            self.editing.reshaping.rename(self.in_hand)

    def action_merge(self) -> None:
        """Make one of the record on screen and another, or of two that are marked."""
        if self._may_change():
            self.editing.reshaping.merge(self.in_hand, self.marked)

    def action_split(self) -> None:
        """Part the record on screen from one that was merged into it."""
        if self._may_change():
            self.editing.splitting.split(self.in_hand)

    def action_delete(self) -> None:
        """Delete what is in hand."""
        if self._may_change():
            self.editing.deleting.delete(self.all_in_hand)

    def action_undo(self) -> None:
        """Take the last change back."""
        if self._may_change():
            self.editing.undo()

    def action_redo(self) -> None:
        """Make it again."""
        if self._may_change():
            self.editing.redo()
