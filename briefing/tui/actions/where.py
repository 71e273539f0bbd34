"""Ask for whom and where to write a file or a folder."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from briefing.model.markings import highest, is_above
from briefing.model.terms import MARKINGS
from briefing.store.backends.jsonfile.paths import Paths
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.path import PathSaid, PathScreen
from briefing.tui.dialogs.paths import path_of

_PLACE: Final = "written"
"""The name of the folder used last among what was left."""


async def for_whom(work: Workspace) -> str | None:
    """The highest marking to put out, empty if nothing is marked; None if none was chosen."""
    most = highest(record.marking for _, record in work.book.records())
    terms = {each: said for each, said in MARKINGS.items() if not is_above(each, most)}
    return await work.host.ask(MenuScreen("Up to which marking?", terms)) if most else ""


async def where(
    work: Workspace, title: str, name: str, suffixes: Sequence[str], *, is_folder: bool = False
) -> Path | None:
    """Ask for a path; before a file is replaced, ask for that too.

    Args:
        work: Knows the folder used last.
        title: What is asked.
        name: What the file may be called, without a suffix.
        suffixes: How such files end; the first is proposed.
        is_folder: Whether it is a folder, which must be new or empty.

    Returns:
        The path; None if none was chosen, or the file is not to be replaced.
    """
    judge = partial(_judged, own=_own_files(work), is_folder=is_folder)
    proposed = f"{work.left.get(_PLACE, '')}{name}{'' if is_folder else suffixes[0]}"
    ends = tuple(suffixes)
    asked = PathScreen(title, proposed, judge, lambda path: path.name.lower().endswith(ends))
    typed = await work.host.ask(asked)
    if not typed:
        return None
    path = path_of(typed)
    head, slash, _ = typed.rpartition("/")
    work.left[_PLACE] = head + slash
    if path.is_file() and not await work.host.ask(
        ConfirmScreen(f"Replace {path.name}?", (str(path.absolute()),), "yes, replace it")
    ):
        return None
    return path


def _own_files(work: Workspace) -> Collection[Path]:
    """The files of the briefing itself, which nothing may replace."""
    if not work.store.location:
        return ()
    paths = Paths(Path(work.store.location))
    return (paths.file, paths.real, paths.history_path, paths.backup_path)


def _judged(path: Path, *, own: Collection[Path], is_folder: bool) -> PathSaid:
    """Whether something can be written to a path."""
    try:
        if path.resolve() in own:
            return PathSaid("that file belongs to the briefing itself", is_fault=True)
        if not path.absolute().parent.is_dir():
            return PathSaid("there is no such folder", is_fault=True)
        if is_folder:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                return PathSaid("it must be a new or empty folder", is_fault=True)
            return PathSaid(f"a folder in {path.absolute().parent}")
        if path.is_dir():
            return PathSaid("a folder: type a name in it", is_fault=True)
        if path.exists():
            return PathSaid("already exists: enter asks before replacing it")
    except (OSError, ValueError) as error:
        return PathSaid(str(error), is_fault=True)
    return PathSaid(f"a new file in {path.absolute().parent}")
