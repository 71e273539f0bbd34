"""Where the files of a briefing are, who may change them, and when."""

import contextlib
import errno
import getpass
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.store.backends.jsonfile.log import SUFFIX
from briefing.store.errors import NotSaved, ReadOnly
from briefing.store.files import is_protected, mode_of, signature

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_SECONDS = 10.0
"""How long a change waits for another program to finish its own."""

LOCK_LOOKS = 0.002
"""Seconds between two looks whether it has."""


class Paths:
    """The files of one briefing.

    Args:
        path: Its db.json.
        patience: Seconds to wait for another program to finish a change.

    Attributes:
        file: Its db.json, wherever the program goes meanwhile.
        real: The file itself, where `path` is a link.
        read_only: Why nothing can be changed; empty when it can.
    """

    def __init__(self, path: Path, patience: float | None = None) -> None:
        self.path = path
        self.file = path.absolute()
        # A briefing has one history and one lock, whichever link it is opened by. Unlike
        # `Path.resolve` this accepts a circular link, which reading then reports.
        self.real = Path(os.path.realpath(path))
        self._patience = patience
        self._threads = threading.RLock()
        self._lock: BaseFileLock | None = None
        self.read_only = self._protection()

    @property
    def history_path(self) -> Path:
        """Where its changes are logged."""
        return self.real.with_name(self.real.name.removesuffix(".json") + SUFFIX)

    @property
    def backup_path(self) -> Path:
        """Where db.json is kept as it was before the last fold."""
        return self.real.with_name(f"{self.real.name}.bak")

    def has_remains(self) -> bool:
        """Whether there is something to restore db.json from."""
        return any(map(signature, (self.history_path, self.backup_path)))

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep everybody else, other threads too, from changing the briefing meanwhile.

        Raises:
            NotSaved: Another program does not let go, or the folder cannot be written.
            ReadOnly: Nothing can be changed at all.
        """
        from filelock import Timeout

        if self.read_only:
            raise ReadOnly(self.read_only)
        patience = LOCK_SECONDS if self._patience is None else self._patience
        with self._threads:
            try:
                lock = self._lock = self._lock or self._new_lock()
                # The lock would create the folder again, hiding that it is gone.
                self.real.parent.stat()
                lock.acquire(timeout=patience, poll_interval=LOCK_LOOKS)
            except Timeout:
                raise NotSaved(
                    f"{self.path}: another program has been writing for {patience:g} seconds"
                ) from None
            except OSError as error:
                raise self._not_saved(error) from error
            try:
                yield
            finally:
                lock.release()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turn a system error while writing into one a reader can use."""
        try:
            yield
        except OSError as error:
            raise self._not_saved(error) from error

    def _not_saved(self, error: OSError) -> NotSaved:
        reason = error.strerror or str(error)
        return NotSaved(
            f"{self.path}: cannot be written ({reason})",
            "make room or check permissions and try again",
        )

    def _new_lock(self) -> "BaseFileLock":
        from filelock import FileLock

        path = Path(f"{self.real}.lock")
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise OSError(
                errno.EINVAL, f"{path.name} is not a regular file; find out who put it there"
            )
        # Whoever may write the briefing must be able to take the lock.
        return FileLock(f"{self.real}.lock", mode=mode_of(self.real) & 0o666, thread_local=False)

    def _protection(self) -> str:
        for path in (self.real, self.history_path, self.real.parent):
            if is_protected(path):
                what = "folder" if path == self.real.parent else "file"
                return f"{path}: this {what} is write-protected, so the briefing can only be read"
        return ""


def login_name() -> str:
    """Who is at the keyboard; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
