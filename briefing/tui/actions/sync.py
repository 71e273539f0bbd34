"""Looks after the files while a briefing is open: others' changes, folding, what is not saved."""

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import Any, Protocol

from textual.app import App
from textual.timer import Timer
from textual.worker import Worker

from briefing.store.backend import Keep
from briefing.store.changes import Change
from briefing.store.errors import NotReadable, NotSaved, StoreError, TwoVersions
from briefing.store.store import Store

LOOK_SECONDS = 0.5
"""How often others' changes are looked for; each look costs a few questions to the system."""

REST_SECONDS = 2.0
"""How long nothing must have been changed before db.json is brought up to date."""

RETRY_SECONDS = 2.0
"""How long to wait before trying again to write what could not be written."""


class Stage(Protocol):
    """What looking after files needs of the screen it happens on."""

    @property
    def app(self) -> App[Any]:
        """The application, which shows screens."""

    def tell(self, message: str, *, severity: str = "information") -> None:
        """Say something in passing."""

    def show_state(self, text: str, level: str) -> None:
        """Say how the briefing stands with its files: "ok", a "warning" or an "error"."""

    def set_interval(self, interval: float, callback: Callable[[], None]) -> Timer:
        """Call something again and again."""

    def run_worker(
        self, work: Callable[[], None], *, thread: bool, group: str, exclusive: bool
    ) -> Worker[None]:
        """Run something in a thread."""


class Sync:
    """Looks after the files of one screen.

    Args:
        stage: The screen.
        store: The briefing.
    """

    def __init__(self, stage: Stage, store: Store) -> None:
        self._stage = stage
        self._store = store
        self._changed_at = 0.0
        self._changed_time = ""
        self._tried_at = 0.0
        self._trouble = ""
        self._told = 0
        self._is_folding = False
        self._is_asking = False
        self._is_leaving = False

    def start(self) -> None:
        """Begin to look after them."""
        self._store.keeps_waiting = True
        self._tell_notices()
        if self._store.read_only:
            self._stage.tell(self._store.read_only, severity="warning")
        self._show()
        self._stage.set_interval(LOOK_SECONDS, self.look)

    def note_change(self) -> None:
        """Something was changed, here or elsewhere."""
        self._changed_at = monotonic()
        self._changed_time = f"{datetime.now().astimezone():%H:%M:%S}"
        if self._store.trouble:
            self._say(f"{self._store.trouble}; your changes are kept here until they can be saved")
        self._show()

    def look(self) -> None:
        """See what others did, and what there is to do."""
        try:
            if self._store.waiting:
                self._retry()
            else:
                changes = self._store.catch_up()
                if changes and len(self._store.notices) == self._told:
                    self._stage.tell(_told(changes, self._store))
                self._trouble = ""
                self._fold_at_rest()
        except TwoVersions as versions:
            self.ask(versions, self._settle)
        except NotSaved as error:
            # Somebody else is just writing, or nothing can be written: there is a next look.
            if not self._store.is_gone():
                return
            self._say(error.reason)
        except NotReadable as error:
            self._say(str(error))
        self._tell_notices()
        self._show()

    def ask(self, versions: TwoVersions, answer: Callable[[Keep], None]) -> None:
        """Have somebody choose which of two versions goes on."""
        from briefing.tui.dialogs.versions import VersionsScreen

        def answered(keep: Keep | None) -> None:
            self._is_asking = False
            if keep is None:
                self._stage.app.exit()
            else:
                answer(keep)

        if not self._is_asking:
            self._is_asking = True
            self._stage.app.push_screen(VersionsScreen(versions), answered)

    def leave(self) -> None:
        """Bring db.json up to date and end the program; ask first when something would be lost."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        if self._is_leaving:
            return
        try:
            is_saved = self._store.save_waiting()
        except TwoVersions as versions:
            self.ask(versions, self._settle)
            return
        if is_saved:
            self._finish()
            return
        lost = _changes(len(self._store.waiting))
        details = (
            f"{self._store.trouble}.",
            f"{lost} would be lost. Go back and put that right: then all is saved by itself.",
        )
        question = ConfirmScreen("Leave without saving?", details, yes="yes, lose them")
        self._stage.app.push_screen(question, self._answered)

    def _answered(self, sure: bool | None) -> None:  # noqa: FBT001  Textual calls it by position
        if sure:
            self._stage.app.exit()

    def _finish(self) -> None:
        """Write the checkpoint in a thread: the last frame of a large briefing must not freeze."""
        if self._store.read_only or not self._store.pending:
            self._stage.app.exit()
            return
        self._is_leaving = True
        self._show()

        def write() -> None:
            self._fold()
            self._stage.app.call_from_thread(self._stage.app.exit)

        self._stage.run_worker(write, thread=True, group="leaving", exclusive=True)

    def _settle(self, keep: Keep) -> None:
        try:
            self._store.settle(keep)
        except StoreError as error:
            self._stage.tell(str(error), severity="error")

    def _retry(self) -> None:
        if monotonic() - self._tried_at < RETRY_SECONDS:
            return
        count = len(self._store.waiting)
        if self._store.save_waiting():
            self._trouble = ""
            self._stage.tell(f"{_changes(count)} saved after all")
        self._tried_at = monotonic()

    def _fold_at_rest(self) -> None:
        if self._is_folding or self._is_leaving or not self._store.pending:
            return
        if monotonic() - self._changed_at > REST_SECONDS or self._store.is_checkpoint_due():
            self._is_folding = True
            self._stage.run_worker(self._fold, thread=True, group="fold", exclusive=False)

    def _fold(self) -> None:
        """In a thread: bring db.json up to date."""
        try:
            self._store.checkpoint()
        except StoreError:
            # All is in the history; the next rest tries again.
            self._changed_at = monotonic()
        finally:
            self._is_folding = False

    def _tell_notices(self) -> None:
        for notice in self._store.notices[self._told :]:
            self._stage.tell(notice, severity="warning")
        self._told = len(self._store.notices)

    def _say(self, trouble: str) -> None:
        """Say what is wrong, once."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._stage.tell(trouble, severity="error")

    def _show(self) -> None:
        if not self._store.location:
            self._stage.show_state("in memory", "ok")
        elif self._is_leaving:
            self._stage.show_state("writing db.json …", "warning")
        elif self._store.read_only:
            self._stage.show_state("READ-ONLY", "warning")
        elif count := len(self._store.waiting):
            self._stage.show_state(f"NOT SAVED: {_changes(count)}", "error")
        elif self._trouble:
            self._stage.show_state("FILE NOT READABLE", "error")
        else:
            self._stage.show_state(f"saved {self._changed_time}".rstrip(), "ok")


def _told(changes: Sequence[Change], store: Store) -> str:
    """What others did, in a few words."""
    names = [store.label(change.ref) for change in changes[:3]]
    more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""
    return f"changed elsewhere: {', '.join(names)}{more}"


def _changes(count: int) -> str:
    return f"{count} change" if count == 1 else f"{count} changes"
