"""Choose the template of a report, and a part to go to."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from briefing.report.preview import Preview
from briefing.report.template import SUFFIX, template_names
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathSaid, PathScreen
from briefing.tui.dialogs.paths import path_of

_ANOTHER: Final = "another file …"


async def choose_template(work: Workspace, now: str, use: Callable[[str], None]) -> None:
    """Choose a template.

    Args:
        work: The workspace.
        now: The one in use.
        use: Called with another one.
    """
    names = template_names()
    own = {} if now in names else {now: "your file, read anew"}
    terms = {**own, **names, _ANOTHER: f"your own {SUFFIX}; report --write-template makes one"}
    name = await work.host.ask(MenuScreen("Template", terms, now))
    if name == _ANOTHER:
        asked = PathScreen(
            "Which template?",
            "",
            _judged,
            lambda path: path.name.endswith(SUFFIX),
            example=f"~/briefs/weekly{SUFFIX}",
        )
        typed = await work.host.ask(asked)
        name = str(path_of(typed).absolute()) if typed else None
    if name and (name != now or name in own):
        use(name)


def _judged(path: Path) -> PathSaid:
    """Whether a path is that of a file, whatever it contains."""
    if not path.is_file():
        return PathSaid("there is no such file", is_fault=True)
    return PathSaid("your own template")


async def choose_part(work: Workspace, preview: Preview, go_to: Callable[[int], None]) -> None:
    """Choose a part of a report.

    Args:
        work: The workspace.
        preview: The report.
        go_to: Called with the place of its heading.
    """
    places = [*preview.outline.values(), len(preview.entries)]
    terms = {
        heading: f"{places[at + 1] - place - 1:,}"
        for at, (heading, place) in enumerate(preview.outline.items())
    }
    if heading := await work.host.ask(MenuScreen("Go to", terms)):
        go_to(preview.outline[heading])
