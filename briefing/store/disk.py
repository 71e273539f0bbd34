"""Where a briefing lives: db.json, its history and its lock, and what may go wrong there."""

import contextlib
import getpass
import os
from collections.abc import Iterator
from pathlib import Path

from briefing.model.refs import kind_of, slug_of
from briefing.store.changes import Transaction
from briefing.store.errors import NotSaved
from briefing.store.files import Signature, signature, write_whole
from briefing.store.history import FileHistory
from briefing.store.snapshot import Meta, Snapshot, encode, read

LOCK_SECONDS = 10.0
"""How long a change waits for another program to finish its own."""


class Home:
    """The files of one briefing.

    Args:
        path: Its db.json.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # A briefing has one history and one lock, by whichever link it is opened. Unlike
        # `Path.resolve` this takes a link that leads round in a circle, which reading then tells.
        self._real = Path(os.path.realpath(path))
        self._seen: Signature | None = None

    @property
    def history_path(self) -> Path:
        """Where its changes are logged."""
        return self._real.with_suffix(".history.jsonl")

    def load(self) -> tuple[Snapshot, FileHistory]:
        """Read the briefing and find its history.

        Raises:
            FileFault: Either cannot be read.
        """
        snapshot = self._read()
        history = FileHistory(self.history_path)
        if history.last_rev() == snapshot.meta.revision + 1:
            _complete(snapshot, history.transactions()[-1])
        return snapshot, history

    def reload(self) -> Snapshot | None:
        """The briefing as another program left it; None when nobody touched it.

        Raises:
            FileFault: It is gone or damaged.
        """
        return None if signature(self.path) == self._seen else self._read()

    def save(self, snapshot: Snapshot) -> None:
        """Write the whole briefing in one step.

        Raises:
            NotSaved: It cannot be written; the file is as it was.
        """
        with self.writing():
            write_whole(self.path, encode(snapshot))
        self._seen = signature(self.path)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other programs from changing the briefing meanwhile.

        Raises:
            NotSaved: Another program does not let go, or the folder cannot be written.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._real}.lock")
        try:
            with self.writing():
                lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise NotSaved(
                f"{self.path}: another program has been writing for {LOCK_SECONDS:g} seconds; "
                "nothing was changed, try again"
            ) from None
        try:
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turn what the system says of a failed write into what a reader can use."""
        try:
            yield
        except TimeoutError:
            raise
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotSaved(
                f"{self.path}: cannot be written ({reason}); nothing was changed, "
                "make room or check permissions and try again"
            ) from error

    def _read(self) -> Snapshot:
        # Noted before reading: a write in between is then noticed at the next look.
        seen = signature(self.path)
        snapshot = read(self.path)
        self._seen = seen
        return snapshot


def login_name() -> str:
    """Who is at the keyboard; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _complete(snapshot: Snapshot, transaction: Transaction) -> None:
    """Make a logged change that did not reach db.json, unless the file has moved on."""
    for ref, before, _ in transaction.changes:
        if snapshot.tables[kind_of(ref)].get(slug_of(ref)) != before:
            return
    for ref, _, after in transaction.changes:
        table = snapshot.tables[kind_of(ref)]
        if after is None:
            table.pop(slug_of(ref), None)
        else:
            table[slug_of(ref)] = after
    meta = snapshot.meta
    snapshot.meta = Meta(meta.format, meta.title, transaction.rev)
