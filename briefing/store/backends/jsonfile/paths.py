"""The files of a briefing, its lock and its write protection."""

import contextlib
import errno
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

_LOCK_POLL_SECONDS = 0.002


class Paths:
    """The files of one briefing.

    Args:
        path: Its db.json.
        patience: Seconds to wait for another program to finish a change.

    Attributes:
        file: Its db.json as an absolute path.
        real: The file that `path` links to, or `file`.
        read_only: Why nothing can be changed; empty if it can.
    """

    def __init__(self, path: Path, patience: float | None = None) -> None:
        self.path = path
        self.file = path.absolute()
        # A briefing has one history and one lock, whichever link it is opened by. Unlike
        # `Path.resolve`, this accepts a circular link, which is reported when it is read.
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
        """Where db.json is kept as it was before the last checkpoint."""
        return self.real.with_name(f"{self.real.name}.bak")

    @property
    def texts_path(self) -> Path:
        """The folder with long texts."""
        return self.real.with_name(self.real.name.removesuffix(".json") + ".texts")

    def has_remains(self) -> bool:
        """Whether there is a file to restore db.json from."""
        return any(map(signature, (self.history_path, self.backup_path)))

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Lock the briefing against other programs and threads.

        Raises:
            NotSaved: Another program holds the lock, or the folder cannot be written.
            ReadOnly: Nothing can be changed at all.
        """
        from filelock import Timeout

        if self.read_only:
            raise ReadOnly(self.read_only)
        patience = LOCK_SECONDS if self._patience is None else self._patience
        with self._threads:
            try:
                lock = self._lock = self._lock or self._new_lock()
                # The lock would create a missing folder again, hiding that it is gone.
                self.real.parent.stat()
                lock.acquire(timeout=patience, poll_interval=_LOCK_POLL_SECONDS)
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
        """Turn a system error into `NotSaved`."""
        try:
            yield
        except OSError as error:
            raise self._not_saved(error) from error

    def _not_saved(self, error: OSError) -> NotSaved:
        reason = f"{self.path}: cannot be written ({error.strerror or error})"
        return NotSaved(reason, "make room or check permissions and try again")

    def _new_lock(self) -> "BaseFileLock":
        from filelock import FileLock

        path = Path(f"{self.real}.lock")
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise OSError(
                errno.EINVAL, f"{path.name} is not a regular file; find out who put it there"
            )
        # Everybody who may write the briefing must be able to take the lock.
        return FileLock(path, mode=mode_of(self.real) & 0o666, thread_local=False)

    def _protection(self) -> str:
        for path in (self.real, self.history_path, self.real.parent):
            if is_protected(path):
                what = "folder" if path == self.real.parent else "file"
                return f"{path}: this {what} is write-protected, so the briefing can only be read"
        return ""
