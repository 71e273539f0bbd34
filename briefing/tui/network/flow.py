"""Open the network."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.network.screen import NetworkScreen
from briefing.tui.pictures import flow


async def show(work: Workspace, chosen: Selection) -> None:
    """Show what a record is tied to, and go to what is chosen there."""
    await flow.show(work, NetworkScreen(work, chosen.ref))
