"""Open the map."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.map.screen import MapScreen
from briefing.tui.pictures import flow


async def show(work: Workspace, chosen: Selection) -> None:
    """Show what happened where, and go to what is chosen there."""
    await flow.show(work, MapScreen(work, chosen.ref))
