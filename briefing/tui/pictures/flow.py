"""Open a picture, and go on to what is chosen there."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.pictures.screen import PictureScreen


async def show(work: Workspace, picture: PictureScreen) -> None:
    """Show a picture, then the record that is chosen there, or another picture of it."""
    if next(work.book.records(), None) is None:
        work.host.tell("there is nothing to show yet: n adds a record, I imports a file")
        return
    chosen = await work.host.ask(picture)
    if chosen is None:
        return
    if chosen.command:
        work.run(chosen.command, Selection(chosen.ref))
    else:
        work.host.visit(chosen.ref)
