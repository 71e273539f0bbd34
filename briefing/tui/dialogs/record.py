"""A record read above another screen, which is there again when it is closed."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from briefing.dossier import build_dossier
from briefing.store.book import Book
from briefing.tui.commands.screens import IN_RECORD
from briefing.tui.widgets.bars import KeyBar, KeyedScreen, TitleBar
from briefing.tui.widgets.dossier_view import DossierView


class RecordScreen(KeyedScreen[str | None]):
    """Shows a record; answers with the record to go to, or None.

    Args:
        book: The briefing.
        ref: The record.
    """

    DEFAULT_CSS = """
    RecordScreen DossierView { border: round $key; background: $background; height: 1fr; }
    """
    AUTO_FOCUS = "DossierView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(command.keys, command.id, command.label, tooltip=command.help, show=False)
        for command in IN_RECORD
    ]

    def __init__(self, book: Book, ref: str) -> None:
        super().__init__()
        self._book = book
        self._ref = ref

    def compose(self) -> ComposeResult:
        """The dossier and the keys."""
        yield TitleBar()
        yield DossierView()
        yield KeyBar(IN_RECORD)

    def on_mount(self) -> None:
        """Show the record."""
        self.query_one(TitleBar).title = self._book.label(self._ref)
        self.query_one(DossierView).show(build_dossier(self._book, self._ref))

    def on_dossier_view_followed(self, message: DossierView.Followed) -> None:
        """Go to the record of a link."""
        self.dismiss(message.ref)

    def on_dossier_view_nothing_to_follow(self, _message: DossierView.NothingToFollow) -> None:
        """Go to the record itself."""
        self.dismiss(self._ref)

    # Commands: one method for each id in `IN_RECORD`

    def action_go(self) -> None:
        """Go to the record of the line, else to this one."""
        self.query_one(DossierView).action_choose()

    def action_close(self) -> None:
        """Return to where it was opened."""
        self.dismiss(None)
