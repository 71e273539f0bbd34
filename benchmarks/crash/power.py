"""A simulated power cut: whatever a program did not sync is taken from the disk again.

`kill -9` loses nothing that was written, synced or not. To see whether a store syncs, its writes
and new names are noted until it does; at the cut they are undone as a file system may: bytes
missing from the end, zeros in their place, old names.
"""

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

_rename, _unlink, _link, _truncate = os.replace, os.unlink, os.link, os.ftruncate


class _Unsynced(NamedTuple):
    """A file written to since it was last waited for; the size is what is sure."""

    descriptor: int
    size: int


class Power:
    """Notes what would not survive a power cut.

    Args:
        random: Decides what of it survives all the same.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._files: dict[int, _Unsynced] = {}
        self._names: list[tuple[Path, Callable[[], None]]] = []
        self._kept = 0

    @contextlib.contextmanager
    def noting(self, name: str, arguments: Sequence[Any]) -> Iterator[None]:
        """Note what one call of `os` does."""
        if name in ("write", "pwrite", "sendfile"):
            self._note_write(arguments[0])
        undo = self._undo_of(name, arguments)
        yield
        if undo:
            self._names.append(undo)
        if name in ("fsync", "fdatasync"):
            self._note_sync(arguments[0])

    def cut(self) -> None:
        """Take back what was not waited for, or some of it."""
        sure = self._random.choice((0, self._random.randint(0, len(self._names))))
        for _, undo in reversed(self._names[sure:]):
            with contextlib.suppress(FileNotFoundError):
                undo()
        for descriptor, size in self._files.values():
            now = os.fstat(descriptor).st_size
            if now > size:
                kept = self._random.choice((size, self._random.randint(size, now)))
                _truncate(descriptor, kept)
                if self._random.random() < 0.3:
                    _truncate(descriptor, now)  # zeros where the data did not arrive

    def _note_write(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and status.st_ino not in self._files:
            self._files[status.st_ino] = _Unsynced(os.dup(descriptor), status.st_size)

    def _note_sync(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            folder = Path(f"/proc/self/fd/{descriptor}").readlink()
            self._names = [noted for noted in self._names if noted[0] != folder]
        elif status.st_ino in self._files:
            os.close(self._files.pop(status.st_ino).descriptor)

    def _undo_of(
        self, name: str, arguments: Sequence[Any]
    ) -> tuple[Path, Callable[[], None]] | None:
        """What takes a change of names back, and in which folder; None when it is none."""
        if name in ("replace", "rename"):
            source, target = (Path(given).absolute() for given in arguments[:2])
            kept = self._keep(target)

            def undo() -> None:
                _rename(target, source)
                if kept:
                    _rename(kept, target)

            return target.parent, undo
        if name == "link":
            made = Path(arguments[1]).absolute()
            return made.parent, lambda: _unlink(made)
        if name in ("unlink", "remove"):
            gone = Path(arguments[0]).absolute()
            kept_gone = self._keep(gone)
            return (gone.parent, lambda: _rename(kept_gone, gone)) if kept_gone else None
        if name == "open" and not Path(arguments[0]).exists():
            created = Path(arguments[0]).absolute()
            return created.parent, lambda: _unlink(created)
        return None

    def _keep(self, path: Path) -> Path | None:
        """A second name for a file, outside its folder, so that it can come back."""
        if not path.exists():
            return None
        self._kept += 1
        kept = path.parent.parent / f"kept-{os.getpid()}-{self._kept}"
        _link(path, kept)
        return kept
