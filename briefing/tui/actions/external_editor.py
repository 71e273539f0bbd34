"""Records edited as text in the reader's own editor."""

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
from briefing.provenance import day_of
from briefing.record_text import LineFault, as_text, read
from briefing.store.errors import Conflict, StoreError
from briefing.store.store import Store
from briefing.tui.actions.host import Stage

_EDITORS: Final = ("nano", "vim", "vi", "notepad")
_GO_TO_LINE: Final = ("nano", "vi", "vim", "nvim", "emacs", "micro", "joe", "hx")
_SHOWN: Final = 12


def editor_of(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the command of the reader's editor; empty when there is none.

    Args:
        environment: $VISUAL comes before $EDITOR, as everywhere.
    """
    for variable in ("VISUAL", "EDITOR"):
        try:
            if command := shlex.split(environment.get(variable, "")):
                return command
        except ValueError:
            continue
    path = environment.get("PATH")
    return [name for name in _EDITORS if shutil.which(name, path=path)][:1]


class Outside:
    """Hands records to an editor and takes them back; what was typed is never lost.

    Args:
        stage: The screen it happens on.
        store: Where the records are.
    """

    def __init__(self, stage: Stage, store: Store) -> None:
        self._stage = stage
        self._store = store

    def edit(self, refs: Sequence[str]) -> None:
        """Edit records as text, then save them together."""
        records = {ref: record for ref in refs if (record := self._store.get(ref)) is not None}
        if not records:
            self._stage.tell("there is no record here to edit; n adds one")
            return
        descriptor, name = tempfile.mkstemp(prefix="briefing-", suffix=".toml")
        os.close(descriptor)
        path = Path(name)
        text = as_text(records)
        path.write_text(text, "utf-8", "surrogatepass")
        self._round(path, text, records, line=0)

    def _round(self, path: Path, before: str, records: Mapping[str, Record], line: int) -> None:
        """Open the editor once, and do with what comes back what can be done."""
        if problem := self._run(path, line):
            self._keep(path, before, problem)
            return
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self._stage.tell(f"{path}: cannot be read as UTF-8 ({error})", severity="error")
            return
        if text == before:
            path.unlink()
            self._stage.tell("nothing was changed")
            return
        found = read(text, records)
        if found.faults:
            self._ask(path, before, records, found.faults)
            return
        try:
            self._save(found.records, records)
        except Conflict as conflict:
            self._keep(path, before, f"{conflict}; nothing was saved")
        except StoreError as error:
            self._ask(path, before, records, [LineFault(1, str(error))])
        else:
            path.unlink()

    def _run(self, path: Path, line: int) -> str:
        """Run the editor; returns what went wrong with it."""
        command = editor_of(os.environ)
        if not command:
            return "there is no editor; set $EDITOR to the one you use"
        jump = [f"+{line}"] if line and Path(command[0]).name in _GO_TO_LINE else []
        try:
            with _suspended(self._stage.app):
                done = subprocess.run([*command, *jump, str(path)], check=False)  # noqa: S603  theirs
        except OSError as error:
            return f"{command[0]} cannot be started ({error.strerror or error})"
        return f"{command[0]} ended with status {done.returncode}" if done.returncode else ""

    def _save(self, changed: Mapping[str, Record], was: Mapping[str, Record]) -> None:
        """Save the records as one change.

        Raises:
            Conflict: Somebody else changed one of them.
            StoreError: They cannot be saved as they are.
        """
        with self._store.transaction("edited as text") as draft:
            for ref, record in changed.items():
                kept = with_stored_values(
                    record,
                    was[ref],
                    self._store.label,
                    lambda source: day_of(self._store.get(source)),
                )
                draft.put(ref, kept, was[ref])
        count = len(draft.done.changes)
        records = "a record" if count == 1 else f"{count} records"
        self._stage.tell(f"saved {records}; u takes it back" if count else "nothing was changed")

    def _ask(
        self, path: Path, before: str, records: Mapping[str, Record], wrong: Sequence[LineFault]
    ) -> None:
        """Show what is wrong; go back to the editor, or leave the text where it is."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        def answered(again: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
            if again:
                self._round(path, before, records, wrong[0].line)
            else:
                self._keep(path, before, "nothing was saved")

        more = [f"… and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        details = (*map(str, wrong[:_SHOWN]), *more, "", "What you wrote is kept either way.")
        question = ConfirmScreen("The text cannot be taken over yet", details, yes="edit it again")
        self._stage.app.push_screen(question, answered)

    def _keep(self, path: Path, before: str, problem: str) -> None:
        """Say what went wrong, and where the text is, if anything was typed."""
        try:
            is_untouched = path.read_text("utf-8", "surrogatepass") == before
        except (OSError, UnicodeDecodeError):
            is_untouched = False
        if is_untouched:
            path.unlink(missing_ok=True)
            self._stage.tell(problem, severity="error")
        else:
            self._stage.tell(f"{problem}; what you wrote is in {path}", severity="error")


@contextmanager
def _suspended(app: App[object]) -> Iterator[None]:
    """Give the terminal to another program; where there is none to give, go on without."""
    with ExitStack() as stack:
        with suppress(SuspendNotSupported):
            stack.enter_context(app.suspend())
        yield
