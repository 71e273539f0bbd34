"""The interface of a backend: all that a new place to keep briefings must implement.

A backend keeps the log of transactions and their result. `Store` holds the records in memory,
checks every change, and has its backend write it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple

from briefing.store.changes import Change, Transaction
from briefing.store.snapshot import Snapshot

Keep = Literal["both", "mine", "theirs"]
"""Which of two versions to keep; the other stays in the log."""


class News(NamedTuple):
    """Changes that a pull brings.

    Attributes:
        changes: The changes, in order.
        revision: The revision after them.
        title: The new title of the briefing; None if it is the same.
    """

    changes: Sequence[Change]
    revision: int
    title: str | None = None


class Backend(ABC):
    """Keeps a briefing in one place.

    Attributes:
        location: The place, for messages; empty in memory.
        read_only: Why nothing can be written; empty if it can.
        notices: What a reader should know about the state of the briefing; only added to.
    """

    location: str
    read_only: str
    notices: list[str]

    @abstractmethod
    def create(self, snapshot: Snapshot) -> None:
        """Create a briefing.

        Raises:
            StoreError: There is one already, or it cannot be written here.
        """

    @abstractmethod
    def load(self, keep: Keep | None = None) -> Snapshot:
        """Read the briefing; nothing is written.

        Args:
            keep: Which version to keep if the log and its result were changed independently.

        Raises:
            NotReadable: It is missing or damaged; it was left untouched.
            TwoVersions: There are two versions, and `keep` is None.
        """

    @abstractmethod
    def lock(self) -> AbstractContextManager[None]:
        """Lock the briefing against changes by others; reentrant.

        Raises:
            NotSaved: Somebody else holds the lock, or the place cannot be written.
            ReadOnly: Nothing can be changed at all.
        """

    @abstractmethod
    def has_news(self) -> bool:
        """Whether a pull may bring something; must cost next to nothing."""

    @abstractmethod
    def pull(self, held: Snapshot, keep: Keep | None = None) -> Iterator[News]:
        """Yield what others did since the last pull, and log changes that bypassed the log.

        Args:
            held: The records of the caller, who applies each `News` to them before asking for the
                next.
            keep: As for `load`.

        Raises:
            NotReadable: The briefing is gone or damaged.
            NotSaved: A change that bypassed the log cannot be logged.
            TwoVersions: As for `load`.
        """

    @abstractmethod
    def append(self, *transactions: Transaction) -> None:
        """Log transactions durably. The lock must be held, and everything pulled.

        Raises:
            NotSaved: None of them was logged.
        """

    @abstractmethod
    def history(self, ref: str = "") -> Iterator[Transaction]:
        """The log from its end; of one record if `ref` is given.

        Raises:
            NotReadable: It is damaged.
        """

    @abstractmethod
    def keep_text(self, text: str) -> str:
        """Keep a long text durably; a record of a source will name it.

        Returns:
            The SHA-256 of its UTF-8, in lower-case hexadecimal.

        Raises:
            NotSaved: It cannot be written.
            ReadOnly: Nothing can be changed at all.
        """

    @abstractmethod
    def long_text(self, digest: str) -> str:
        """The long text with a digest.

        Raises:
            MissingText: There is none, or it was altered.
        """

    def is_gone(self) -> bool:
        """Whether the briefing is missing."""
        return False

    # For backends that keep the result of the log apart from it.

    def pending(self) -> int:
        """How many transactions are in the log only; costs nothing."""
        return 0

    def is_checkpoint_due(self) -> bool:
        """Whether so much is pending that loading the briefing would take long."""
        return False

    def checkpoint(self, snapshot: Snapshot) -> bool:  # noqa: ARG002  for overriding methods
        """Write the result of the log; False if others have changed something since.

        Raises:
            NotSaved: It cannot be written; the transactions stay in the log.
        """
        return False
