"""Open the report, and go on to the record that is chosen there."""

from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.report.screen import ReportScreen


async def show(work: Workspace, _chosen: Selection) -> None:
    """Read what is marked or shown as a report, and go to the record that is chosen there."""
    if next(work.book.records(), None) is None:
        work.host.tell("there is nothing to report yet")
    elif ref := await work.host.ask(ReportScreen(work)):
        work.host.visit(ref)
