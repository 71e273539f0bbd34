"""Where a briefing is kept for good: what the store asks of a disk, and of memory alone."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefing.store.backends.jsonfile.log import MemoryHistory
from briefing.store.changes import Transaction
from briefing.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Outside:
    """A db.json that this program did not make: edited by hand, pulled, put back.

    Attributes:
        snapshot: What it holds.
        digest: SHA-256 of its bytes.
        logged: What the history leads to, where another took the place of ours; else it leads to
            what we hold.
        is_logged: Whether the history leads to it all the same.
        is_secret: Whether something was forgotten in it, and nobody may say what that was.
    """

    snapshot: Snapshot
    digest: str
    logged: Snapshot | None = None
    is_logged: bool = False
    is_secret: bool = False


class Backend(Protocol):
    """Keeps the history of a briefing, and its snapshot.

    Attributes:
        outside: The db.json found that is not the one last folded; None when it is.
        notices: What a reader should know of how the files were found.
        title: The title db.json got from others since it was last looked at; None for the same.
    """

    outside: Outside | None
    notices: list[str]
    title: str | None

    @property
    def path(self) -> Path | None:
        """Its db.json; None in memory."""

    @property
    def read_only(self) -> str:
        """Why nothing can be kept; empty when it can."""

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Keep everybody else, other threads too, from changing the briefing meanwhile.

        Raises:
            NotSaved: Another program does not let go, or the folder cannot be written.
            ReadOnly: Nothing can be changed at all.
        """

    def alone(self) -> contextlib.AbstractContextManager[object]:
        """Keep other threads of this program from changing the briefing meanwhile."""

    def has_news(self) -> bool:
        """Whether others may have changed something since the last look; costs next to nothing."""

    def pull(self) -> Sequence[Transaction]:
        """What others logged since the last look; finds out whether db.json came from outside.

        Raises:
            FileFault: A file is gone or damaged.
        """

    def append(self, *transactions: Transaction) -> None:
        """Keep transactions for good. Everybody else must be held off and heard before.

        Raises:
            NotSaved: They are not kept.
        """

    def accept_outside(self, holds: int, *transactions: Transaction) -> None:
        """Take the db.json from outside for ours, and keep transactions.

        Args:
            holds: The revision it holds; transactions up to that are in it.
            transactions: Oldest first.

        Raises:
            NotSaved: It is not accepted.
        """

    def last_rev(self) -> int:
        """The last revision used."""

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """The history from its end; of one record when `ref` is given.

        Raises:
            FileFault: A line is damaged.
        """

    def unfolded(self) -> Sequence[Transaction]:
        """The transactions that are not in the snapshot yet, oldest first."""

    def unfolded_count(self) -> int:
        """How many they are; costs nothing."""

    def is_fold_needed(self) -> bool:
        """Whether changes are kept nowhere but in memory until the next fold."""

    def is_fold_due(self) -> bool:
        """Whether so much is unfolded that it would take long to open the briefing."""

    def fold(self, snapshot: Snapshot) -> bool:
        """Bring db.json up to a snapshot; False when it has moved on already.

        Raises:
            NotSaved: It cannot be written; nothing was changed.
        """


class MemoryBackend:
    """Keeps a briefing as long as the program runs."""

    def __init__(self) -> None:
        self.outside: Outside | None = None
        self.notices: list[str] = []
        self.title: str | None = None
        self._history = MemoryHistory()

    @property
    def path(self) -> Path | None:
        """There is no file."""
        return None

    @property
    def read_only(self) -> str:
        """It can always be changed."""
        return ""

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """There is nobody else."""
        yield

    def alone(self) -> contextlib.AbstractContextManager[object]:
        """There is nobody else."""
        return contextlib.nullcontext()

    def has_news(self) -> bool:
        """Nobody else can change it."""
        return False

    def pull(self) -> Sequence[Transaction]:
        """Nobody else logs anything."""
        return ()

    def append(self, *transactions: Transaction) -> None:
        """Keep transactions."""
        self._history.append(*transactions)

    def accept_outside(self, holds: int, *transactions: Transaction) -> None:  # noqa: ARG002
        """There is no outside; the transactions are kept."""
        self.append(*transactions)

    def last_rev(self) -> int:
        """The last revision used."""
        return next((each.rev for each in self.newest_first()), 0)

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """The history from its end; of one record when `ref` is given."""
        return self._history.newest_first(ref)

    def unfolded(self) -> Sequence[Transaction]:
        """There is no snapshot apart from the records in memory."""
        return ()

    def unfolded_count(self) -> int:
        """There is nothing to fold into."""
        return 0

    def is_fold_needed(self) -> bool:
        """There is nothing to fold into."""
        return False

    def is_fold_due(self) -> bool:
        """There is nothing to fold into."""
        return False

    def fold(self, snapshot: Snapshot) -> bool:  # noqa: ARG002  the backend's signature
        """There is nothing to fold into."""
        return False
