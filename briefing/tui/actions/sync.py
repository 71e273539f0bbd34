"""Keep the store in sync: show others' changes, write checkpoints, retry waiting changes."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from time import monotonic

from briefing.model.plurals import plural
from briefing.store.changes import Change
from briefing.store.errors import NotReadable, NotSaved, StoreError, TwoVersions
from briefing.store.store import Store
from briefing.tui.actions.host import Host

LOOK_SECONDS = 0.5
"""Seconds between looks for others' changes; each costs a few system calls."""

REST_SECONDS = 2.0
"""Seconds without a change before a checkpoint is written."""

RETRY_SECONDS = 2.0
"""Seconds between attempts to save waiting changes."""


class Sync:
    """Syncs the store of one screen with its location.

    Args:
        host: The screen.
        store: The briefing.
    """

    def __init__(self, host: Host, store: Store) -> None:
        self._host = host
        self._store = store
        self._last_change = 0.0
        self._saved_time = ""
        self._last_try = 0.0
        self._trouble = ""
        self._notices_shown = 0
        self._is_checkpointing = False
        self._is_leaving = False

    def start(self) -> None:
        """Begin syncing."""
        self._store.keeps_waiting = True
        self._show_notices()
        if self._store.read_only:
            self._host.tell(self._store.read_only, severity="warning")
        self._show_state()
        self._host.set_interval(LOOK_SECONDS, self.look)

    def note_change(self) -> None:
        """Note a change, made here or elsewhere."""
        self._last_change = monotonic()
        self._saved_time = f"{datetime.now().astimezone():%H:%M:%S}"
        if self._store.trouble:
            self._show_trouble(
                f"{self._store.trouble}; your changes are kept here until they can be saved"
            )
        self._show_state()

    def look(self) -> None:
        """Take in others' changes, then do what is due."""
        try:
            if self._store.waiting:
                self._retry()
            else:
                changes = self._store.catch_up()
                if changes and len(self._store.notices) == self._notices_shown:
                    self._host.tell(_summary(changes, self._store))
                self._trouble = ""
                self._checkpoint_at_rest()
        except TwoVersions as versions:
            # Not over a form that is being typed in; a later look asks.
            if self._host.in_front is self._host:
                self._host.run(self._settle(versions))
        except NotSaved as error:
            # Somebody else may be writing right now; the next look tries again.
            if not self._store.is_gone():
                return
            self._show_trouble(error.reason)
        except NotReadable as error:
            self._show_trouble(str(error))
        self._show_notices()
        self._show_state()

    async def leave(self) -> None:
        """Write a checkpoint and quit; ask first when changes would be lost."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        if self._is_leaving:
            return
        while True:
            try:
                is_saved = self._store.save_waiting()
                break
            except TwoVersions as versions:
                if not await self._settle(versions):
                    return
        if not is_saved:
            lost = _changes(len(self._store.waiting))
            details = (
                f"{self._store.trouble}.",
                f"{lost} would be lost. Go back and fix that, and all is saved automatically.",
            )
            question = ConfirmScreen("Leave without saving?", details, yes="yes, discard them")
            if not await self._host.ask(question):
                return
        try:
            if is_saved and self._store.pending and not self._store.read_only:
                self._is_leaving = True
                self._show_state()
                # In a thread, since a large briefing would freeze the last frame.
                await self._host.in_thread(self._checkpoint, "leaving")
        finally:
            # Even if db.json cannot be written: every change is in the history.
            self._host.app.exit()

    async def _settle(self, versions: TwoVersions) -> bool:
        """Have one of two versions chosen; quit when none is, and return False."""
        from briefing.tui.dialogs.versions import VersionsScreen

        keep = await self._host.ask(VersionsScreen(versions))
        if keep is None:
            self._host.app.exit()
            return False
        self._store.settle(keep)
        return True

    def _retry(self) -> None:
        if monotonic() - self._last_try < RETRY_SECONDS:
            return
        count = len(self._store.waiting)
        if self._store.save_waiting():
            self._trouble = ""
            self._host.tell(f"saved {_changes(count)} that had been waiting")
        self._last_try = monotonic()

    def _checkpoint_at_rest(self) -> None:
        if self._is_checkpointing or self._is_leaving or not self._store.pending:
            return
        if monotonic() - self._last_change > REST_SECONDS or self._store.is_checkpoint_due():
            self._host.run(self._checkpoint_in_thread())

    async def _checkpoint_in_thread(self) -> None:
        self._is_checkpointing = True
        try:
            await self._host.in_thread(self._checkpoint, "checkpoint")
        finally:
            self._is_checkpointing = False
            # If it failed, everything is in the history; try again after the next rest.
            self._last_change = monotonic()

    def _checkpoint(self) -> None:
        with suppress(StoreError):
            self._store.checkpoint()

    def _show_notices(self) -> None:
        for notice in self._store.notices[self._notices_shown :]:
            self._host.tell(notice, severity="warning")
        self._notices_shown = len(self._store.notices)

    def _show_trouble(self, trouble: str) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self._host.tell(trouble, severity="error")

    def _show_state(self) -> None:
        if not self._store.location:
            self._host.show_state("in memory", "ok")
        elif self._is_leaving:
            self._host.show_state("writing db.json …", "warning")
        elif self._store.read_only:
            self._host.show_state("READ-ONLY", "warning")
        elif count := len(self._store.waiting):
            self._host.show_state(f"NOT SAVED: {_changes(count)}", "error")
        elif self._trouble:
            self._host.show_state("FILE NOT READABLE", "error")
        else:
            self._host.show_state(f"saved {self._saved_time}".rstrip(), "ok")


def _summary(changes: Sequence[Change], store: Store) -> str:
    names = [store.label(change.ref) for change in changes[:3]]
    more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""
    return f"changed elsewhere: {', '.join(names)}{more}"


def _changes(count: int) -> str:
    return f"{count} {plural(count, 'change')}"
