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
from typing import NamedTuple, Self


class Signature(NamedTuple):
    """What changes when another program writes a file."""

    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """Take it from the status of a file."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns)


def signature(path: Path) -> Signature | None:
    """The signature of a file now; None if it is gone or out of reach."""
    try:
        return Signature.of(path.stat())
    except OSError:
        return None


class Digest:
    """SHA-256 of bytes, computed in a thread while the caller decodes them."""

    def __init__(self, data: bytes) -> None:
        self._sha = hashlib.sha256()
        self._thread = threading.Thread(target=self._sha.update, args=(data,), daemon=True)
        self._thread.start()

    def hex(self) -> str:
        """The digest in lower-case hexadecimal."""
        self._thread.join()
        return self._sha.hexdigest()


class WholeFile:
    """New contents of a file, written beside it until they replace it in one step.

    A symbolic link is followed and permissions are kept. Without `take_place`, nothing remains.

    Args:
        path: The file to replace.
        like: The file whose permissions and owner the new one gets; `path` itself if None.
        is_private: Whether nobody else may read it; then no link is followed either.

    Attributes:
        digest: SHA-256 of what was written, in lower-case hexadecimal.
    """

    def __init__(self, path: Path, like: Path | None = None, *, is_private: bool = False) -> None:
        self._target = path if is_private else Path(os.path.realpath(path))
        self._like = None if is_private else like or self._target
        self._temporary: Path | None = None
        self.digest = ""

    def write(self, chunks: Iterable[bytes]) -> None:
        """Write the contents and flush them to disk.

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
        """Replace the file: readers see the old contents or the new, never a mixture.

        Raises:
            OSError: Nothing was changed.
        """
        self._written().replace(self._target)
        self._temporary = None
        sync_folder(self._target.parent)

    def take_free_place(self) -> None:
        """Create the file, unless it exists.

        Raises:
            FileExistsError: It exists.
            OSError: Nothing was changed.
        """
        try:
            os.link(self._written(), self._target)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no hard links.
            os.close(os.open(self._target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            self.take_place()

    def _written(self) -> Path:
        if self._temporary is None:
            raise ValueError("nothing was written")
        return self._temporary

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._temporary is not None:
            with contextlib.suppress(OSError):
                self._temporary.unlink()


def open_plain(path: Path, flags: int, mode: int = 0o600, *, follows: bool = False) -> int:
    """Open a regular file; do not follow links or block on pipes.

    In a shared folder others may put a link or a pipe under one of our names.

    Args:
        path: The file.
        flags: As for `os.open`.
        mode: The permissions of a new file, before the mask.
        follows: Whether `path` may be a link.

    Raises:
        OSError: It cannot be opened, or is not a regular file.
    """
    flags |= os.O_NONBLOCK | (0 if follows else os.O_NOFOLLOW)
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


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step.

    Raises:
        OSError: Nothing was changed.
    """
    with WholeFile(path) as whole:
        whole.write([data])
        whole.take_place()


def write_private(path: Path, data: bytes) -> None:
    """Replace in one step a file that nobody else may read; see `private_folder`.

    Raises:
        OSError: Nothing was changed.
    """
    private_folder(path.parent)
    with WholeFile(path, is_private=True) as whole:
        whole.write([data])
        whole.take_place()


def private_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter, or restrict an existing one to its owner.

    Raises:
        OSError: It cannot be created, or belongs to somebody else.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.stat()
    if status.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "the folder is somebody else's", str(folder))
    if status.st_mode & 0o077:
        folder.chmod(0o700)


def read_plain(path: Path, *, follows: bool = False) -> bytes:
    """Read a whole regular file.

    Args:
        path: The file.
        follows: Whether `path` may be a link.

    Raises:
        OSError: It cannot be read, or is not a regular file.
    """
    with os.fdopen(open_plain(path, os.O_RDONLY, follows=follows), "rb") as file:
        return file.read()


def keep_copy(path: Path, copy: Path, *, is_replaced_next: bool = False) -> None:
    """Copy a file to another name, replacing what was there.

    Args:
        path: The file.
        copy: The other name, in the same folder.
        is_replaced_next: Whether the file is about to be replaced; then a hard link will do.

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
            # Some file systems have no hard links.
            is_replaced_next = False
        if not is_replaced_next:
            shutil.copy2(target, temporary)
        temporary.replace(copy)
    finally:
        # rename(2) between two links to one file does nothing, so the temporary one remains.
        with contextlib.suppress(OSError):
            temporary.unlink()


def remove_strays(path: Path, *, are_all: bool = False) -> None:
    """Remove temporary files that killed programs left beside a briefing.

    Args:
        path: Its db.json.
        are_all: Whether to remove those of running programs too, which then have to start over.
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
    """Make a new or replaced name in a folder survive a power cut.

    Some network file systems refuse this; the contents of the file are on disk all the same.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_protected(path: Path) -> bool:
    """Whether an existing file or folder may not be written.

    If nobody has write permission, that counts for the superuser too.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not mode & _ANYBODY_WRITES or not os.access(path, os.W_OK)


def keep_permissions(descriptor: int, like: Path) -> None:
    """Give a new file the permissions and owner of another, or the defaults if there is none."""
    try:
        status = like.stat()
    except FileNotFoundError:
        os.fchmod(descriptor, mode_of(like))
        return
    with contextlib.suppress(OSError):
        # Only the superuser may give a file away.
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
    # The process id distinguishes a file being written from one left behind.
    prefix = f".{target.name}.{os.getpid()}."
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=".tmp", dir=target.parent)
    return descriptor, Path(name)


def _is_left(stray: Path, process: int) -> bool:
    # Process ids recur: in a container every program may well be number 7.
    if time.time() - stray.stat().st_mtime > _STRAY_SECONDS:
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
