"""What can go wrong with a briefing; every message can be understood by itself."""

import errno
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefing.model.refs import listed


class StoreError(Exception):
    """Something a reader can act on; `str()` says what, where and what to do."""


class NotReadable(StoreError):
    """A briefing is missing, damaged or out of reach; it was left untouched."""


class FileFault(NotReadable):
    """A file that is not a readable briefing; it was left untouched.

    Attributes:
        path: The file.
        problem: What is wrong with it.
    """

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = path
        self.problem = problem


class MissingText(FileFault):
    """The long text of a source is missing, or is not what it was."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem, "restore it from a backup, or read the document again")


class NewerFormat(FileFault):
    """A file written by a newer program; it needs no repair."""


def unreadable(path: Path, error: OSError) -> FileFault:
    """The error for a file that cannot be opened."""
    is_ours = error.errno not in (errno.ELOOP, errno.EMLINK, errno.EINVAL, errno.ENXIO)
    remedy = "check its permissions" if is_ours else "find out who put it there, and remove it"
    return FileFault(path, f"cannot be read ({error.strerror or error})", remedy)


class NotSaved(StoreError):
    """The change could not be written; nothing was changed.

    Attributes:
        reason: What prevented it, without what to do about it.
    """

    def __init__(self, reason: str, remedy: str = "try again") -> None:
        super().__init__(f"{reason}; nothing was changed, {remedy}")
        self.reason = reason


class UnknownRecord(StoreError):
    """There is no such record, or not in what is looked at."""

    def __init__(self, ref: str, why: str = "") -> None:
        super().__init__(why or f"there is no {ref}")
        self.ref = ref


class UnknownRevision(StoreError):
    """There is no such revision."""

    def __init__(self, revision: int, last: int) -> None:
        super().__init__(f"there is no revision {revision}; the last is {last}")
        self.revision = revision


class RefTaken(StoreError):
    """A record has that ref already."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"there is a {ref} already; choose another id")
        self.ref = ref


class RefReused(StoreError):
    """An earlier ref of a record belongs to another record now."""

    def __init__(self, ref: str, reused: str) -> None:
        super().__init__(
            f"{ref} was called {reused} before, which is another record now; nothing was changed, "
            "name both to forget both"
        )
        self.ref = ref
        self.reused = reused


class BrokenReference(StoreError):
    """A record refers to one that does not exist."""

    def __init__(self, ref: str, path: str, missing: str) -> None:
        super().__init__(f"{ref}: {path} names {missing}, which does not exist; add it first")
        self.ref = ref
        self.missing = missing


class StillReferenced(StoreError):
    """A record cannot go while others refer to it.

    Attributes:
        ref: The record to be deleted.
        edited: Records that would lose a mention of it.
        dropped: Records that need it and would be deleted too.
    """

    def __init__(self, ref: str, edited: Sequence[str], dropped: Sequence[str]) -> None:
        who = listed([*edited, *dropped])
        super().__init__(f"{ref} is referred to by {who}; delete it with those references")
        self.ref = ref
        self.edited = tuple(edited)
        self.dropped = tuple(dropped)


class Conflict(StoreError):
    """The record was changed by someone else since it was opened.

    Attributes:
        ref: The record.
        by: Who changed it; empty if unknown.
        at: When, in UTC; None if unknown.
    """

    def __init__(self, ref: str, by: str = "", at: datetime | None = None) -> None:
        who = by or "another program"
        when = f" at {at.astimezone():%H:%M:%S}" if at else ""
        super().__init__(f"{ref} was changed by {who}{when} since you opened it; look again")
        self.ref = ref
        self.by = by
        self.at = at


class TwoVersions(StoreError):
    """A briefing was changed outside while changes made here were pending.

    Neither is lost: ours are in the history, theirs in db.json. Somebody has to choose.

    Attributes:
        location: Where it is kept.
        mine: The refs of records changed here.
        theirs: The refs of records changed in db.json.
        both: The refs of those changed differently in both.
    """

    def __init__(
        self, location: str, mine: Sequence[str], theirs: Sequence[str], both: Sequence[str]
    ) -> None:
        clash = f"; both changed {listed(both)}" if both else ""
        super().__init__(
            f"{location}: changed outside ({listed(theirs)}) while changes made here wait in its "
            f"history ({listed(mine)}){clash}; nothing is lost: open it with `briefing` to choose, "
            "or run `briefing checkpoint --keep both`, `mine` or `theirs`"
        )
        self.location = location
        self.mine = tuple(mine)
        self.theirs = tuple(theirs)
        self.both = tuple(both)


class ReadOnly(StoreError):
    """The briefing may be read, not changed."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; nothing was changed")


class NothingToUndo(StoreError):
    """There is no change to undo or redo."""


class CannotUndo(StoreError):
    """A later change depends on the one to be undone.

    Attributes:
        later: The revision to undo first; 0 if it is not in this history.
    """

    def __init__(self, message: str, later: int = 0) -> None:
        super().__init__(message)
        self.later = later
