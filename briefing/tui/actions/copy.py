"""Records copied out of the screen."""

import os
from collections.abc import Sequence

from textual.screen import Screen

from briefing.model.labels import short_label
from briefing.store.store import Store
from briefing.tui.input.clipboard import hand_over, tool


class Copying:
    """Copies for one screen.

    Args:
        screen: Where that is told.
        store: Where the records are.
    """

    def __init__(self, screen: Screen[None], store: Store) -> None:
        self._screen = screen
        self._store = store

    def copy(self, refs: Sequence[str], form: str = "citation") -> None:
        """Copy records.

        Args:
            refs: Which ones.
            form: As what; one of `briefing.citing.FORMS`.
        """
        from briefing.citing import copied

        records = [record for ref in refs if (record := self._store.get(ref)) is not None]
        if not records:
            self._tell("there is no record here to copy; n adds one")
            return
        text = copied(self._store, refs, form)
        self._screen.app.copy_to_clipboard(text)
        command = tool(os.environ)
        more = f" and {len(records) - 1:,} more" if len(records) > 1 else ""
        what = f"{short_label(records[0])}{more} as {form}"

        def give() -> None:
            took = bool(command) and hand_over(text, command)
            by = f" and by {command[0]}" if took else ""
            self._screen.app.call_from_thread(
                self._tell, f"copied {what}, by the terminal (OSC 52){by}"
            )

        self._screen.run_worker(give, thread=True, group="copy", exclusive=True)

    def choose(self, refs: Sequence[str]) -> None:
        """Choose what records are copied as."""
        from briefing.citing import FORMS
        from briefing.tui.dialogs.menu import MenuScreen

        def chosen(form: str | None) -> None:
            if form:
                self.copy(refs, form)

        forms = {name: form.about for name, form in FORMS.items()}
        self._screen.app.push_screen(MenuScreen("Copy as …", forms), chosen)

    def _tell(self, message: str) -> None:
        from briefing.tui.input.safe_text import one_line

        self._screen.notify(one_line(message), markup=False)
