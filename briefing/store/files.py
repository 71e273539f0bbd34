"""Writing a file so that it is always whole, whatever happens while it is written."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import NamedTuple


class Signature(NamedTuple):
    """Enough of a file's state to notice that another program wrote it."""

    inode: int
    size: int
    modified: int


def signature(path: Path) -> Signature | None:
    """The state of a file now, or None when it is gone or out of reach."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Signature(status.st_ino, status.st_size, status.st_mtime_ns)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file in one step: readers see the old bytes or the new, never a part.

    The new bytes are on the disk before the old ones go. A symbolic link is followed and the
    permissions are kept.

    Raises:
        OSError: Nothing was changed.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(descriptor, _mode_for(target))
            os.fsync(descriptor)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


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


def _mode_for(target: Path) -> int:
    """The permissions the file has, or those a new one would get."""
    with contextlib.suppress(FileNotFoundError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
