"""Asks how to resolve a contradiction between sources."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from briefing.dossier import Dossier
from briefing.tui.dialogs.scrolling import ScrollingDialog
from briefing.tui.widgets.dossier_view import DossierView


class ResolveScreen(ScrollingDialog[str | None]):
    """Shows both sides; answers with the key pressed, or None to leave it open.

    Args:
        evidence: Both sides.
        answers: What each key does.
    """

    CSS = """
    ResolveScreen { align: center middle; }
    #resolve {
        width: 96%; max-width: 110; height: auto; max-height: 96%;
        border: round $disputed; background: $background; padding: 0 1;
    }
    #resolve Static { height: auto; margin-top: 1; padding: 0 1; }
    #resolve DossierView { height: 6; border: none; }
    """
    AUTO_FOCUS = ""  # the keys are those of the screen
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "cancel", "Back", show=False),
    ]

    def __init__(self, evidence: Dossier, answers: Mapping[str, str]) -> None:
        super().__init__()
        self.evidence = evidence
        self.answers = {**answers, "esc": "leave it as it is"}

    def compose(self) -> ComposeResult:
        """Both sides, and the answers."""
        with Vertical(id="resolve"):
            yield DossierView()
            keys = (
                Content.assemble((f"{key:<5}", "bold $key"), what)
                for key, what in self.answers.items()
            )
            yield Static(Content("\n").join(keys))

    def on_mount(self) -> None:
        """Show both sides."""
        view = self.query_one(DossierView)
        view.can_focus = False
        view.show(self.evidence)
        self.call_after_refresh(self._fit)

    def on_resize(self) -> None:
        """Fit both sides into the screen."""
        self.call_after_refresh(self._fit)

    def on_key(self, event: events.Key) -> None:
        """Close with the answer a key gives."""
        if event.character in self.answers:
            event.stop()
            self.dismiss(event.character)

    def action_cancel(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def _fit(self) -> None:
        view, answers = self.query_one(DossierView), self.query_one(Static)
        room = int(self.size.height * 0.96) - answers.outer_size.height - 3
        view.styles.height = max(3, min(view.line_count, room))
