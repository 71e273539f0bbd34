"""Keep the briefing and its files in sync: others' changes, folding, what is not saved yet."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic

from briefing.store.changes import Change
from briefing.store.errors import NotReadable, NotSaved, StoreError, TwoVersions
from briefing.store.store import Store
from briefing.tui.actions.host import Host

LOOK_SECONDS = 0.5
"""How often others' changes are looked for; each look costs a few questions to the system."""

REST_SECONDS = 2.0
"""How long nothing must have been changed before db.json is brought up to date."""

RETRY_SECONDS = 2.0
"""How long to wait before trying again to write what could not be written."""


class Sync:
    """Looks after the files of one screen.

    Args:
        host: The screen.
        store: The briefing.
    """

    def __init__(self, host: Host, store: Store) -> None:
        self._host = host
        self._store = store
        self._changed_at = 0.0
        self._changed_time = ""
        self._tried_at = 0.0
        self._trouble = ""
        self._told = 0
        self._is_writing = False
        self._is_asking = False
        self._is_leaving = False

    def start(self) -> None:
        """Begin to look after them."""
        self._store.keeps_waiting = True
        self._tell_notices()
        if self._store.read_only:
            self._host.tell(self._store.read_only, severity="warning")
        self._show()
        self._host.set_interval(LOOK_SECONDS, self.look)

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
                    self._host.tell(_told(changes, self._store))
                self._trouble = ""
                self._checkpoint_at_rest()
        except TwoVersions as versions:
            self._host.run(self._settle(versions))
        except NotSaved as error:
            # Somebody else is just writing, or nothing can be written: there is a next look.
            if not self._store.is_gone():
                return
            self._say(error.reason)
        except NotReadable as error:
            self._say(str(error))
        self._tell_notices()
        self._show()

    async def leave(self) -> None:
        """Bring db.json up to date and end the program; ask first when something would be lost."""
        from briefing.tui.dialogs.confirm import ConfirmScreen

        if self._is_leaving:
            return
        try:
            is_saved = self._store.save_waiting()
        except TwoVersions as versions:
            await self._settle(versions)
            return
        if not is_saved:
            lost = _changes(len(self._store.waiting))
            details = (
                f"{self._store.trouble}.",
                f"{lost} would be lost. Go back and put that right: then all is saved by itself.",
            )
            question = ConfirmScreen("Leave without saving?", details, yes="yes, lose them")
            if not await self._host.ask(question):
                return
        elif self._store.pending and not self._store.read_only:
            self._is_leaving = True
            self._show()
            # With a large briefing this takes long enough to freeze the last frame.
            await self._host.in_thread(self._checkpoint, "leaving")
        self._host.app.exit()

    async def _settle(self, versions: TwoVersions) -> None:
        """Have one of two versions of the file chosen; the program ends when none is."""
        from briefing.tui.dialogs.versions import VersionsScreen

        if self._is_asking:
            return
        self._is_asking = True
        keep = await self._host.ask(VersionsScreen(versions))
        self._is_asking = False
        if keep is None:
            self._host.app.exit()
        else:
            self._store.settle(keep)

    def _retry(self) -> None:
        if monotonic() - self._tried_at < RETRY_SECONDS:
            return
        count = len(self._store.waiting)
        if self._store.save_waiting():
            self._trouble = ""
            self._host.tell(f"{_changes(count)} saved after all")
        self._tried_at = monotonic()

    def _checkpoint_at_rest(self) -> None:
        if self._is_writing or self._is_leaving or not self._store.pending:
            return
        if monotonic() - self._changed_at > REST_SECONDS or self._store.is_checkpoint_due():
            self._host.run(self._checkpoint_in_thread())

    async def _checkpoint_in_thread(self) -> None:
        self._is_writing = True
        await self._host.in_thread(self._checkpoint, "checkpoint")

    def _checkpoint(self) -> None:
        """In a thread: bring db.json up to date."""
        try:
            self._store.checkpoint()
        except StoreError:
            # All is in the history; the next rest tries again.
            self._changed_at = monotonic()
        finally:
            self._is_writing = False

    def _tell_notices(self) -> None:
        for notice in self._store.notices[self._told :]:
            self._host.tell(notice, severity="warning")
        self._told = len(self._store.notices)

    def _say(self, trouble: str) -> None:
        """Say what is wrong, once."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._host.tell(trouble, severity="error")

    def _show(self) -> None:
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
            self._host.show_state(f"saved {self._changed_time}".rstrip(), "ok")


def _told(changes: Sequence[Change], store: Store) -> str:
    """What others did, in a few words."""
    names = [store.label(change.ref) for change in changes[:3]]
    more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""
    return f"changed elsewhere: {', '.join(names)}{more}"


def _changes(count: int) -> str:
    return f"{count} change" if count == 1 else f"{count} changes"
