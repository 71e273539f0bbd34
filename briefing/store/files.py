"""Writing files so that they are always whole, whatever happens meanwhile."""

import contextlib
import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


class Signature(NamedTuple):
    """Enough of a file's state to notice that another program wrote it."""

    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """Take it from what the system says of a file."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


def signature(path: Path) -> Signature | None:
    """The state of a file now, or None when it is gone or out of reach."""
    try:
        return Signature.of(path.stat())
    except OSError:
        return None


class Digest:
    """SHA-256 of bytes, computed in a thread of its own.

    Args:
        data: The bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._sha = hashlib.sha256()
        self._thread = threading.Thread(target=self._sha.update, args=(data,), daemon=True)
        self._thread.start()

    def hex(self) -> str:
        """It, as lower-case hexadecimal digits."""
        self._thread.join()
        return self._sha.hexdigest()


class WholeFile:
    """New contents of a file, on the disk beside it until they take its place in one step.

    A symbolic link is followed, permissions are kept. Left without `take_place`, nothing remains.

    Args:
        path: The file to be replaced.
        like: The file whose permissions and owner a new one gets; itself where none is given.
        is_private: Whether nobody else may read it; then no link is followed either.

    Attributes:
        digest: SHA-256 of what was written, as lower-case hexadecimal digits.
    """

    def __init__(self, path: Path, like: Path | None = None, *, is_private: bool = False) -> None:
        self._target = path if is_private else Path(os.path.realpath(path))
        self._like = None if is_private else like or self._target
        self._temporary: Path | None = None
        self.digest = ""

    def write(self, chunks: Iterable[bytes]) -> None:
        """Write the contents and wait until they are on the disk.

        Raises:
            OSError: They do not fit, or the folder cannot be written.
        """
        sha = hashlib.sha256()
        descriptor, self._temporary = _temporary_beside(self._target)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                sha.update(chunk)
                file.write(chunk)
            file.flush()
            if self._like is not None:
                keep_permissions(descriptor, self._like)
            os.fsync(descriptor)
        self.digest = sha.hexdigest()

    def take_place(self) -> None:
        """Replace the file: readers see the old contents or the new, never a part.

        Raises:
            OSError: Nothing was changed.
        """
        if self._temporary is None:
            raise ValueError("nothing was written")
        self._temporary.replace(self._target)
        self._temporary = None
        sync_folder(self._target.parent)

    def take_free_place(self) -> None:
        """Take the name of the file, where none has it.

        Raises:
            FileExistsError: One has.
            OSError: Nothing was changed.
        """
        if self._temporary is None:
            raise ValueError("nothing was written")
        try:
            os.link(self._temporary, self._target)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems know no second names.
            os.close(os.open(self._target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self.take_place()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.unlink()


def open_plain(path: Path, flags: int, mode: int = 0o600, *, follows: bool = False) -> int:
    """Open an ordinary file by its own name.

    Where others may write to a folder, they may put a link or a pipe under one of our names. Links
    are not followed, and pipes are not waited for.

    Args:
        path: The file.
        flags: As for `os.open`.
        mode: The permissions of a new one, before the mask.
        follows: Whether it may be a link to one.

    Raises:
        OSError: It cannot be opened, or is no ordinary file.
    """
    wanted = ("O_CLOEXEC", "O_NONBLOCK", *(() if follows else ("O_NOFOLLOW",)))
    for name in wanted:
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags, mode)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK) and path.is_symlink():
            raise OSError(error.errno, "it is a link; links are not followed here") from None
        if error.errno == errno.ENXIO:
            raise OSError(error.errno, NO_FILE) from None
        raise
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        raise OSError(errno.EINVAL, NO_FILE)
    return descriptor


NO_FILE = "it is not a regular file"


def write_whole(path: Path, data: bytes) -> str:
    """Replace a file in one step; returns the SHA-256 of its new contents.

    Raises:
        OSError: Nothing was changed.
    """
    with WholeFile(path) as whole:
        whole.write([data])
        whole.take_place()
        return whole.digest


def write_private(path: Path, data: bytes) -> None:
    """Replace a file in one step that nobody else may read; see `private_folder`.

    Raises:
        OSError: Nothing was changed.
    """
    private_folder(path.parent)
    with WholeFile(path, is_private=True) as whole:
        whole.write([data])
        whole.take_place()


def private_folder(folder: Path) -> None:
    """Make a folder that nobody else may enter, or take the right to from all others.

    Raises:
        OSError: It cannot be made, or is somebody else's.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name != "posix":
        return
    status = folder.stat()
    if status.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "the folder is somebody else's", str(folder))
    if status.st_mode & 0o077:
        folder.chmod(0o700)


def read_plain(path: Path, *, follows: bool = False) -> bytes:
    """Read an ordinary file whole.

    Args:
        path: The file.
        follows: Whether it may be a link to one.

    Raises:
        OSError: It cannot be read, or is no ordinary file.
    """
    with os.fdopen(open_plain(path, os.O_RDONLY, follows=follows), "rb") as file:
        return file.read()


def keep_copy(path: Path, copy: Path, *, is_replaced_next: bool = False) -> None:
    """Keep what a file holds now under another name, in place of what that name held.

    Args:
        path: The file.
        copy: The other name, in the same folder.
        is_replaced_next: Whether the file is about to be replaced; then the bytes that are there
            can stay where they are, under the other name.

    Raises:
        OSError: The copy is as it was.
    """
    target = Path(os.path.realpath(path))
    descriptor, temporary = _temporary_beside(target)
    os.close(descriptor)
    try:
        try:
            if is_replaced_next:
                temporary.unlink()
                os.link(target, temporary)
        except OSError:
            # Some file systems know no second names.
            is_replaced_next = False
        if not is_replaced_next:
            shutil.copy2(target, temporary)
        temporary.replace(copy)
    finally:
        # Renaming one name of a file to another of the same file does nothing.
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove_strays(path: Path, *, are_all: bool = False) -> None:
    """Remove what programs that were killed while they wrote a briefing's files left beside them.

    Args:
        path: Its db.json.
        are_all: Whether what a program may still be writing goes too; it has to begin again then.
    """
    target = Path(os.path.realpath(path))
    pattern = re.compile(_STRAY.format(re.escape(target.name.removesuffix(".json"))))
    with contextlib.suppress(OSError):
        for stray in target.parent.iterdir():
            found = pattern.fullmatch(stray.name)
            with contextlib.suppress(OSError):
                if found and (are_all or _is_left(stray, int(found[1]))):
                    stray.unlink()


def sync_folder(folder: Path) -> None:
    """Make a new or replaced name in a folder survive a power cut, where that can be asked for.

    Some network file systems refuse it; the file itself is on the disk all the same.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_protected(path: Path) -> bool:
    """Whether a file or folder that is there may not be written.

    Whoever takes the right to write away from everybody means it, also for a user who may do all.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & _ANYBODY_WRITES or not os.access(path, os.W_OK)


def keep_permissions(descriptor: int, like: Path) -> None:
    """Give a new file the permissions and the owner of another, or those new files get."""
    try:
        status = like.stat()
    except FileNotFoundError:
        os.fchmod(descriptor, mode_of(like))
        return
    with contextlib.suppress(OSError):
        # Only the superuser may give a file away; for everybody else it stays as it is.
        os.fchown(descriptor, status.st_uid, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def mode_of(path: Path) -> int:
    """The permissions a file has, or those a new one would get."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_STRAY_SECONDS = 3600.0
_STRAY = r"\.{}\..*?\.(\d+)\.[^.]*\.tmp"


def _temporary_beside(target: Path) -> tuple[int, Path]:
    # The number of the process tells a file being written from one left behind.
    prefix = f".{target.name}.{os.getpid()}."
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    return descriptor, Path(name)


def _is_left(stray: Path, process: int) -> bool:
    """Whether nobody writes a temporary file any more."""
    # Numbers come again: in a container every program may well be number 7.
    if time.time() - stray.stat().st_mtime > _STRAY_SECONDS:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
