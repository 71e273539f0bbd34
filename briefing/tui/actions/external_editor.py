"""Edit records as text in the user's own editor; the text is never lost."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from textual.app import App, SuspendNotSupported

from briefing.model.cited_values import with_stored_values
from briefing.model.kinds.record import Record
from briefing.model.plurals import plural
from briefing.record_text import LineFault, as_text, read
from briefing.store.errors import Conflict, StoreError
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen, some

_EDITORS: Final = ("nano", "vim", "vi", "notepad")
_GO_TO_LINE: Final = ("nano", "vi", "vim", "nvim", "emacs", "micro", "joe", "hx")
_VI: Final = "press esc, then type :wq and enter to save and leave, :q! and enter to discard"
_LEAVING: Final = {
    "vi": _VI,
    "vim": _VI,
    "nvim": _VI,
    "nano": "ctrl+o and enter saves, ctrl+x leaves",
}
"""How to leave the editors that do not say so plainly themselves."""
_SHOWN: Final = 12


def editor_of(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the command of the user's editor; empty when there is none.

    Args:
        environment: Holds $VISUAL, tried first, and $EDITOR.
    """
    for variable in ("VISUAL", "EDITOR"):
        try:
            if command := shlex.split(environment.get(variable, "")):
                return command
        except ValueError:
            continue
    path = environment.get("PATH")
    return [name for name in _EDITORS if shutil.which(name, path=path)][:1]


def leaving(command: Sequence[str]) -> str:
    """How to save and leave an editor, as a comment for the top of a text; empty if it says so."""
    name = Path(command[0]).stem if command else ""
    return f"# In {name}: {_LEAVING[name]}.\n" if name in _LEAVING else ""


async def edit_as_text(work: Workspace, chosen: Selection) -> None:
    """Edit records as text in the user's own editor, then save them as one change."""
    refs, store = chosen.refs, work.store
    records = {ref: record for ref in refs if (record := store.get(ref)) is not None}
    if not records:
        work.need("", "edit")
        return
    descriptor, name = tempfile.mkstemp(prefix="briefing-", suffix=".toml")
    os.close(descriptor)
    path = Path(name)
    before = leaving(editor_of(os.environ)) + as_text(records)
    path.write_text(before, "utf-8", "surrogatepass")
    line = 0
    while True:
        if problem := _run(work, path, line):
            _keep(work, path, before, problem)
            return
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            work.host.tell(f"{path}: cannot be read as UTF-8 ({error})", severity="error")
            return
        if text == before:
            path.unlink()
            work.host.tell("nothing was changed")
            return
        found = read(text, records)
        faults = found.faults
        if not faults:
            try:
                _save(work, found.records, records)
            except Conflict as conflict:
                _keep(work, path, before, f"{conflict}; nothing was saved")
                return
            except StoreError as error:
                faults = [LineFault(1, str(error))]
            else:
                path.unlink()
                return
        if not await _ask(work, faults):
            _keep(work, path, before, "nothing was saved")
            return
        line = faults[0].line


def _run(work: Workspace, path: Path, line: int) -> str:
    """Run the editor; returns what went wrong, if anything."""
    command = editor_of(os.environ)
    if not command:
        return "no editor found; set $EDITOR to the one you use"
    jump = [f"+{line}"] if line and Path(command[0]).name in _GO_TO_LINE else []
    try:
        with _suspended(work.host.app):
            done = subprocess.run([*command, *jump, str(path)], check=False)  # noqa: S603  theirs
    except OSError as error:
        return f"{command[0]} cannot be started ({error.strerror or error})"
    return f"{command[0]} ended with status {done.returncode}" if done.returncode else ""


def _save(work: Workspace, changed: Mapping[str, Record], was: Mapping[str, Record]) -> None:
    store = work.store
    with store.transaction("edited as text") as draft:
        for ref, record in changed.items():
            kept = with_stored_values(record, was[ref], store.label, work.day_of_source)
            draft.put(ref, kept, was[ref])
    count = len(draft.done.changes)
    saved = f"saved {count} {plural(count, 'record')}; u undoes it"
    work.host.tell(saved if count else "nothing was changed")


async def _ask(work: Workspace, wrong: Sequence[LineFault]) -> bool:
    """Show the faults; returns whether to go back to the editor."""
    details = (*some(map(str, wrong), len(wrong), _SHOWN), "", "What you wrote is kept either way.")
    question = ConfirmScreen("The text has errors", details, yes="edit it again")
    return await work.host.ask(question) is True


def _keep(work: Workspace, path: Path, before: str, problem: str) -> None:
    """Report a problem and, unless the text is unchanged, where it is kept."""
    try:
        is_untouched = path.read_text("utf-8", "surrogatepass") == before
    except (OSError, UnicodeDecodeError):
        is_untouched = False
    if is_untouched:
        path.unlink(missing_ok=True)
        work.host.tell(problem, severity="error")
    else:
        work.host.tell(f"{problem}; what you wrote is in {path}", severity="error")


@contextmanager
def _suspended(app: App[object]) -> Iterator[None]:
    """Hand the terminal to another program, where there is a terminal."""
    with ExitStack() as stack:
        with suppress(SuspendNotSupported):
            stack.enter_context(app.suspend())
        yield
