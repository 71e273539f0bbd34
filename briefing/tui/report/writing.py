"""Write the report to a file: up to which marking, in what format, where."""

from pathlib import Path
from typing import Final

from briefing.model.plurals import plural
from briefing.model.refs import slugify
from briefing.report.formats import ReportFault, written
from briefing.report.template import TemplateFault
from briefing.store.files import write_whole
from briefing.tui.actions.watched import watched
from briefing.tui.actions.where import for_whom, where
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.progress import Report
from briefing.tui.report.job import Job

_FORMATS: Final = {
    "md": "Markdown, with footnotes",
    "html": "one page for the browser and for paper, with pictures",
    "docx": "a Word document, with footnotes",
}


async def write(work: Workspace, template: str) -> None:
    """Write the report of what is marked or shown to a file.

    Args:
        work: The workspace.
        template: A shipped template, or the path of a file.
    """
    host = work.host
    form = await host.ask(MenuScreen("Write it as …", _FORMATS, at_once=True))
    if not form or (marking := await for_whom(work)) is None:
        return
    name = f"{slugify(work.store.meta.title or 'briefing')}-{slugify(Path(template).name)}"
    suffixes = ("." + form, *((".markdown",) if form == "md" else ()))
    path = await where(work, "Write the report where?", name, suffixes)
    if path is None:
        return
    job = Job(work, template, marking or None)

    def run(progress: Report) -> str:
        report = job.report(progress.say)
        progress.say(f"writing {path.name} …")
        write_whole(path, written(report, form))
        return f"{len(report.notes):,} {plural(len(report.notes), 'footnote')}"

    try:
        said = await watched(host, f"Writing {path.name}", run)
    except (TemplateFault, ReportFault) as fault:
        host.tell(str(fault), severity="error")
    except OSError as fault:
        host.tell(f"{path} cannot be written: {fault.strerror or fault}", severity="error")
    else:
        if said is None:
            host.tell(f"no longer waiting; {path.name} may still be written")
        else:
            host.tell("; ".join([f"wrote {path.absolute()}: {said}", *job.warnings]))
