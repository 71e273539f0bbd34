"""The bytes of a history: its whole lines, forwards, from one offset to another.

The file must be an ordinary one. A link that somebody put in its place would have the program
read, and write, another file; a pipe would have it wait for ever.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from briefing.store.files import open_plain

CHUNK = 1 << 16
"""Bytes that are read at a time."""


def read_at(descriptor: int, start: int, size: int) -> bytes:
    """Read bytes from an offset on; fewer where the file ends before."""
    parts = []
    while size > 0:
        part = os.pread(descriptor, size, start)
        if not part:
            break
        parts.append(part)
        start, size = start + len(part), size - len(part)
    return b"".join(parts)


def write_at(descriptor: int, start: int, data: bytes) -> None:
    """Write bytes from an offset on."""
    while data:
        written = os.pwrite(descriptor, data, start)
        start, data = start + written, data[written:]


def whole_size(descriptor: int, size: int) -> int:
    """How many bytes of a file are whole lines."""
    # A power cut may leave noughts where data should have got to.
    while size:
        start = max(0, size - CHUNK)
        found = read_at(descriptor, start, size - start).rfind(b"\n")
        size = start + found + 1
        if found >= 0:
            break
    return size


def hash_upto(descriptor: int, size: int) -> str:
    """SHA-256 of the first bytes of a file, as lower-case hexadecimal digits."""
    sha = hashlib.sha256()
    for start in range(0, size, CHUNK):
        sha.update(read_at(descriptor, start, min(CHUNK, size - start)))
    return sha.hexdigest()


class Lines:
    """The whole lines of a file as it is now, without their ends.

    Args:
        path: The file; there need be none.

    Attributes:
        torn: Bytes of a last line that was never finished.

    Raises:
        OSError: The file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = None
        self._size = self.torn = 0
        with contextlib.suppress(FileNotFoundError):
            self._descriptor = open_plain(path, os.O_RDONLY)
            size = os.fstat(self._descriptor).st_size
            self._size = whole_size(self._descriptor, size)
            self.torn = size - self._size

    @property
    def is_there(self) -> bool:
        """Whether there is a file."""
        return self._descriptor is not None

    def __iter__(self) -> Iterator[bytes]:
        parts: list[bytes] = []
        for part in self.parts():
            first, *lines = part.split(b"\n")
            parts.append(first)
            if lines:
                # A line of many megabytes is put together once.
                yield from (b"".join(parts), *lines[:-1])
                parts = [lines[-1]]

    def parts(self) -> Iterator[bytes]:
        """The bytes of the lines with their ends, in parts."""
        start = 0
        while self._descriptor is not None and start < self._size:
            part = read_at(self._descriptor, start, min(_FORWARD, self._size - start))
            if not part:
                break
            start += len(part)
            yield part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


_FORWARD = 1 << 20
