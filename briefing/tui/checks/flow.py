"""Open the inbox, and come back to where it was left."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.checks.screen import InboxScreen


async def show(work: Workspace, _chosen: Selection) -> None:
    """Show what waits, and go to the record that is chosen there."""
    if ref := await work.host.ask(InboxScreen(work)):
        work.host.visit(ref)
