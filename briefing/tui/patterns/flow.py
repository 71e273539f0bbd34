"""Open the patterns."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.patterns.screen import PatternsScreen
from briefing.tui.pictures import flow


async def show(work: Workspace, chosen: Selection) -> None:
    """Show counts over time, place and more, and go to what is chosen there."""
    await flow.show(work, PatternsScreen(work, chosen.ref))
