"""Open the chronology."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.chronology.screen import ChronologyScreen
from briefing.tui.pictures import flow


async def show(work: Workspace, chosen: Selection) -> None:
    """Show what happened on an axis of time, and go to what is chosen there."""
    await flow.show(work, ChronologyScreen(work, chosen.ref))
