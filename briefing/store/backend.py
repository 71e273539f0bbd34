"""What a place must do to keep a briefing: the one class that a new backend implements.

A backend keeps the log of transactions, and what they lead to. `Store` holds the records in memory,
checks every change, and asks its backend to make it last.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple

from briefing.store.changes import Change, Transaction
from briefing.store.snapshot import Snapshot

Keep = Literal["both", "mine", "theirs"]
"""Which of two versions goes on; the other is in the log."""


class News(NamedTuple):
    """What a pull brings.

    Attributes:
        changes: To be made in this order.
        revision: The revision they lead to.
        title: The title of the briefing from now on; None where it stays.
    """

    changes: Sequence[Change]
    revision: int
    title: str | None = None


class Backend(ABC):
    """Keeps a briefing in one place.

    Attributes:
        location: The place as a reader would name it; empty in memory.
        read_only: Why nothing can be kept; empty when it can.
        notices: What a reader should know of how the briefing was found; only added to.
    """

    location: str
    read_only: str
    notices: list[str]

    @abstractmethod
    def create(self, snapshot: Snapshot) -> None:
        """Start a briefing.

        Raises:
            StoreError: There is one already, or it cannot be kept here.
        """

    @abstractmethod
    def load(self, keep: Keep | None = None) -> Snapshot:
        """Read the briefing as it is now; nothing is written.

        Args:
            keep: What to do where the log and what it leads to were changed apart.

        Raises:
            NotReadable: It is missing or damaged; it was left untouched.
            TwoVersions: There are two versions, and `keep` does not say which goes on.
        """

    @abstractmethod
    def lock(self) -> AbstractContextManager[None]:
        """Keep everybody else from changing the briefing meanwhile; may be entered again.

        Raises:
            NotSaved: Somebody else does not let go, or the place cannot be written.
            ReadOnly: Nothing can be changed at all.
        """

    @abstractmethod
    def has_news(self) -> bool:
        """Whether a pull may bring something; must cost next to nothing."""

    @abstractmethod
    def pull(self, held: Snapshot, keep: Keep | None = None) -> Iterator[News]:
        """Tell what others did since the last pull, and log what was changed behind the log.

        Args:
            held: What the caller holds. He makes the changes of each `News` in it before he asks
                for the next.
            keep: As for `load`.

        Raises:
            NotReadable: The briefing is gone or damaged.
            NotSaved: What somebody changed behind the log cannot be logged.
            TwoVersions: As for `load`.
        """

    @abstractmethod
    def append(self, *transactions: Transaction) -> None:
        """Make transactions last. The lock must be held, and everything pulled.

        Raises:
            NotSaved: None of them is kept.
        """

    @abstractmethod
    def history(self, ref: str = "") -> Iterator[Transaction]:
        """The log from its end; of one record when `ref` is given.

        Raises:
            NotReadable: It is damaged.
        """

    def is_gone(self) -> bool:
        """Whether the briefing is not there any more."""
        return False

    # What only a place needs that keeps the log apart from what it leads to.

    def pending(self) -> int:
        """How many transactions are in the log only; costs nothing."""
        return 0

    def is_checkpoint_due(self) -> bool:
        """Whether so much is pending that it would take long to load the briefing."""
        return False

    def checkpoint(self, snapshot: Snapshot) -> bool:  # noqa: ARG002  for those who override it
        """Write down what the log leads to; False when others have moved on already.

        Raises:
            NotSaved: It cannot be written; the transactions stay in the log.
        """
        return False
