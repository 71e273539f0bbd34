"""What can go wrong between a briefing and its file. Every message stands on its own."""

from collections.abc import Sequence
from pathlib import Path


class StoreError(Exception):
    """Something a reader can do something about; `str()` says what, where and what to do."""


class FileFault(StoreError):
    """A file that cannot be taken for a briefing; it was left untouched."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = path


class NotSaved(StoreError):
    """The change could not be written; nothing was changed."""


class UnknownRecord(StoreError):
    """There is no such record."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"there is no {ref}; `briefing search` finds records by name")
        self.ref = ref


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
        dropped: Records that cannot stand without it and would go with it.
    """

    def __init__(self, ref: str, edited: Sequence[str], dropped: Sequence[str]) -> None:
        who = ", ".join([*edited, *dropped][:5])
        count = len(edited) + len(dropped)
        more = f" and {count - 5} more" if count > 5 else ""
        super().__init__(f"{ref} is referred to by {who}{more}; delete it with those references")
        self.ref = ref
        self.edited = tuple(edited)
        self.dropped = tuple(dropped)


class Conflict(StoreError):
    """The record was changed by someone else since it was opened."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"{ref} was changed by another program since you opened it; look again")
        self.ref = ref


class NothingToUndo(StoreError):
    """There is no change to take back, or none to make again."""


class CannotUndo(StoreError):
    """A later change stands on the one to be taken back."""
