"""A briefing in memory, which lasts as long as the program."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from hashlib import sha256
from pathlib import Path

from briefing.store.backend import Backend, Keep, News
from briefing.store.changes import Transaction
from briefing.store.errors import MissingText, ReadOnly
from briefing.store.snapshot import Snapshot


class MemoryBackend(Backend):
    """Keeps a briefing in memory, where nobody else can change it.

    Args:
        snapshot: Its contents to begin with.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.location = self.read_only = ""
        self.notices = []
        self._snapshot = snapshot
        self._log: list[Transaction] = []
        self._texts: dict[str, str] = {}

    def create(self, snapshot: Snapshot) -> None:
        """Create a briefing."""
        self._snapshot = snapshot

    def load(self, keep: Keep | None = None) -> Snapshot:  # noqa: ARG002  the backend's signature
        """The briefing."""
        return self._snapshot

    def lock(self) -> AbstractContextManager[None]:
        """Do nothing: nobody else can change it."""
        return nullcontext()

    def has_news(self) -> bool:
        """Never."""
        return False

    def pull(self, held: Snapshot, keep: Keep | None = None) -> Iterator[News]:  # noqa: ARG002
        """Nothing: nobody else can change it."""
        return iter(())

    def append(self, *transactions: Transaction) -> None:
        """Log transactions."""
        self._log += transactions

    def history(self, ref: str = "") -> Iterator[Transaction]:
        """The log from its end; of one record if `ref` is given."""
        for transaction in reversed(self._log):
            if not ref or transaction.touches(ref):
                yield transaction

    def keep_text(self, text: str) -> str:
        """Keep a long text; returns its digest."""
        digest = sha256(text.encode()).hexdigest()
        self._texts[digest] = text
        return digest

    def long_text(self, digest: str) -> str:
        """The long text with a digest."""
        if digest not in self._texts:
            raise MissingText(Path(digest), "is not in memory")
        return self._texts[digest]


class FrozenBackend(MemoryBackend):
    """A briefing as it is at one moment, with its history until then.

    Args:
        snapshot: Its contents.
        history: Reads the history from its end, also what is added later.
        long_text: Reads a long text by its digest.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        history: Callable[[str], Iterator[Transaction]],
        long_text: Callable[[str], str],
    ) -> None:
        super().__init__(snapshot)
        self.read_only = "this is a copy of the briefing, made only to be read"
        self._history = history
        self._long_text = long_text

    def lock(self) -> AbstractContextManager[None]:
        """Refuse changes."""
        raise ReadOnly(self.read_only)

    def history(self, ref: str = "") -> Iterator[Transaction]:
        """The history until the moment, from its end; of one record if `ref` is given."""
        last = self._snapshot.meta.revision
        return (each for each in self._history(ref) if each.rev <= last)

    def keep_text(self, text: str) -> str:  # noqa: ARG002  the backend's signature
        """Refuse changes."""
        raise ReadOnly(self.read_only)

    def long_text(self, digest: str) -> str:
        """The long text with a digest."""
        return self._long_text(digest)
