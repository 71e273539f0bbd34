"""Write a picture to a file: up to which marking, and where."""

from collections.abc import Callable
from dataclasses import replace

from briefing.store.files import write_whole
from briefing.tui.actions.watched import watched
from briefing.tui.actions.where import for_whom, where
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.progress import Report
from briefing.views.books.released import released
from briefing.views.books.still import StillBook
from briefing.views.pictures.sight import Sight


async def write_picture(
    work: Workspace, name: str, sight: Sight, draw: Callable[[Sight], str]
) -> None:
    """Write a picture as SVG, without what may not leave.

    Args:
        work: The workspace.
        name: What the file may be called.
        sight: What the picture is about.
        draw: Draws it as SVG; called in a thread.
    """
    host = work.host
    if (marking := await for_whom(work)) is None:
        return
    path = await where(work, "Write the picture where?", name, [".svg"])
    if path is None:
        return
    still = StillBook(sight.book)

    def run(progress: Report) -> tuple[bool, list[str]]:
        progress.say("leaving out what may not leave …")
        free = released(still, [ref for ref, _ in still.records()], marking or None)
        progress.say(f"drawing {path.name} …")
        # What narrows the picture may name what is left out, so it is not said.
        svg = draw(replace(sight, book=free.book, said=()))
        if svg:
            write_whole(path, f"{svg}\n".encode())
        return bool(svg), list(free.notes)

    try:
        done = await watched(host, f"Writing {path.name}", run)
    except OSError as fault:
        host.tell(f"{path} cannot be written: {fault.strerror or fault}", severity="error")
        return
    if done is None:
        host.tell(f"no longer waiting; {path.name} may still be written")
    elif not done[0]:
        host.tell("there is nothing to draw, so nothing was written")
    else:
        host.tell("; ".join([f"wrote {path.absolute()}", *done[1]]))
