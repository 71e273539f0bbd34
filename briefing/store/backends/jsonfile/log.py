"""The append-only log of every change: durability, undo and audit trail in one.

A change is acknowledged once its line is on disk; db.json follows later. Lines are read from the
end, only as far back as needed, so that a long history costs nothing.
"""

import contextlib
import errno
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from briefing.store.backends.jsonfile.chain import (
    START,
    BrokenChainError,
    Head,
    check_follows,
    hash_of,
    head_of,
)
from briefing.store.backends.jsonfile.log_codec import (
    Checkpoint,
    DamagedLineError,
    LineWriter,
    LogEntry,
    UnknownLineError,
    check_line,
    decode_line,
    fault,
)
from briefing.store.changes import Transaction
from briefing.store.errors import FileFault, unreadable
from briefing.store.files import (
    Signature,
    keep_permissions,
    open_plain,
    signature,
    sync_folder,
)

CHUNK = 1 << 16
"""Bytes read at a time."""


class Log:
    """A history in a file beside the briefing, one checksummed line per entry.

    Args:
        path: The file, which need not exist.
        briefing: Its db.json, whose permissions and owner a new history gets.

    Attributes:
        size: Bytes up to the end of the last whole line read.
        torn: Bytes after that.
    """

    def __init__(self, path: Path, briefing: Path) -> None:
        self.path = path
        self._briefing = briefing
        self.size = 0
        self.torn = 0
        self._inode = 0
        self._seen: Signature | None = None
        # The head up to `size`, once it is needed; and the hash of the line that ends there.
        self._head: Head | None = None
        self._tip = ""

    def recent(self) -> tuple[Sequence[Checkpoint], Sequence[Transaction]]:
        """Read the history as far back as opening a briefing needs it.

        Returns:
            The last finished checkpoint and those begun after it; and the transactions beyond the
            finished one, oldest first, or all of them if there is none.

        Raises:
            FileFault: A line is damaged, or the file cannot be read.
        """
        self._look()
        begun: list[Checkpoint] = []
        transactions: list[Transaction] = []
        done: Checkpoint | None = None
        for line, at in self._chained_backwards():
            entry = self._decode(line, at)
            if isinstance(entry, Checkpoint):
                if done is None:
                    begun.append(entry)
                    done = entry if entry.is_done else None
            elif done is not None and entry.rev <= done.rev:
                break
            else:
                transactions.append(entry)
        if done is not None:
            transactions = [entry for entry in transactions if entry.rev > done.rev]
        return begun[::-1] if done else (), transactions[::-1]

    def is_replaced(self) -> bool:
        """Whether the file is no longer the one read, or was overwritten."""
        state = signature(self.path)
        if state is None:
            return self.size > 0
        if not self.size or state == self._seen:
            return False
        # A new file may get the inode of the old one, and be longer.
        is_shorter = state.size < self.size
        return is_shorter or state.inode != self._inode or self._last_hash() != self._tip

    def has_news(self) -> bool:
        """Whether somebody else touched the file since it was read; costs one `stat`."""
        return signature(self.path) != self._seen

    def news(self) -> Sequence[LogEntry]:
        """What others appended since the last read.

        Raises:
            FileFault: A line is damaged, or the file cannot be read.
        """
        if not self.has_news():
            return ()
        before = self.__dict__.copy()
        try:
            return self._read_on()
        except FileFault:
            # The same news must come up again next time.
            self.__dict__.update(before)
            raise

    def _read_on(self) -> Sequence[LogEntry]:
        was, head = self.size, self._head if self.size else START
        self._look()
        if self.size <= was:
            return ()
        with self._open() as descriptor:
            data = _read_at(descriptor, was, self.size - was)
        entries = []
        for line in filter(None, data.split(b"\n")):
            head = self._check_follows(head, line, was) if head else head_of(line)
            entries.append(self._decode(line, was))
        self._head = head
        return entries

    def append(self, *entries: LogEntry) -> None:
        """Write entries and flush them to disk.

        Anything after the last whole line was never acknowledged and is cut off.

        Raises:
            OSError: None was written; the file is as it was.
        """
        if not entries:
            return
        writer = LineWriter(self._end())
        data = b"".join(map(writer.line, entries))
        descriptor = open_plain(self.path, os.O_RDWR | os.O_CREAT)
        try:
            if not self.size:
                # The history holds all that db.json does, so the same people may read it.
                keep_permissions(descriptor, self._briefing)
            self._drop_torn(descriptor)
            try:
                _write_at(descriptor, self.size, data)
                os.fsync(descriptor)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, self.size)
                raise
            status = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        if self.size == 0:
            sync_folder(self.path.parent)
        self._inode = status.st_ino
        self._seen = Signature.of(status)
        self.size += len(data)
        self.torn = 0
        self._head, self._tip = writer.head, writer.head.hash

    def _last_hash(self) -> str:
        """The hash of the line that ends at `size`; empty if none does."""
        last = next(self._lines_backwards(), None)
        return hash_of(last[0]) if last else ""

    def _end(self) -> Head:
        """The head up to `size`: the hash of all bytes if the lines are not chained yet."""
        if self._head is None:
            last = next(self._lines_backwards(), None)
            self._head = START if last is None else head_of(last[0])
        if not self._head.hash:
            with self._open() as descriptor:
                older = _read_at(descriptor, 0, self.size)
            self._head = Head(hashlib.sha256(older).hexdigest(), is_chained=False)
        return self._head

    def _drop_torn(self, descriptor: int) -> None:
        """Cut off an unfinished last line, but never one that somebody else finished."""
        size = os.fstat(descriptor).st_size
        tail = _read_at(descriptor, self.size, size - self.size)
        if not self.size and not _may_be_torn(tail):
            raise OSError(errno.EINVAL, f"{self.path.name} holds something else")
        if size < self.size or b"\n" in tail:
            raise OSError(errno.EAGAIN, "another program wrote to its history meanwhile")
        if tail:
            os.ftruncate(descriptor, self.size)

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """The transactions, the last one first; of one record when `ref` is given.

        Raises:
            FileFault: A line is damaged, or the file cannot be read.
        """
        if self.is_replaced():
            # This reads the new file; the next `news` must still notice the replacement.
            fresh = Log(self.path, self._briefing)
            fresh._look()
            yield from fresh.newest_first(ref)
            return
        # A line without these bytes need not be decoded.
        wanted = b'"ref":' + msgspec.json.encode(ref) if ref else b'"changes":'
        for line, at in self._chained_backwards():
            if wanted not in line:
                # Damage must not hide a line that is wanted.
                self._checked(line, at)
            else:
                entry = self._decode(line, at)
                if isinstance(entry, Transaction) and (not ref or entry.touches(ref)):
                    yield entry

    def _look(self) -> None:
        """Find out how far whole lines go."""
        if not os.path.lexists(self.path):
            self.size = self.torn = self._inode = 0
            self._seen = self._head = None
            self._tip = ""
            return
        with self._open() as descriptor:
            status = os.fstat(descriptor)
            size = _whole_size(descriptor, status.st_size)
        self._inode = status.st_ino
        self._seen = Signature.of(status)
        if size != self.size:
            self._head = None
        self.size, self.torn = size, status.st_size - size
        self._tip = self._last_hash()
        if not size and self.torn:
            with self._open() as descriptor:
                if not _may_be_torn(_read_at(descriptor, 0, CHUNK)):
                    problem, remedy = "is not a history", "find out who put it there, and remove it"
                    raise FileFault(self.path, problem, remedy)

    def _chained_backwards(self) -> Iterator[tuple[bytes, int]]:
        """As `_lines_backwards`, checking that each line follows the one before it."""
        later: tuple[bytes, int] | None = None
        for line, at in self._lines_backwards():
            if later is not None:
                self._check_follows(head_of(line), *later, before=(line, at))
            later = line, at
            yield line, at
        if later is not None:
            self._check_follows(START, *later)

    def _check_follows(
        self, head: Head, line: bytes, at: int, before: tuple[bytes, int] | None = None
    ) -> Head:
        try:
            return check_follows(head, line)
        except BrokenChainError as error:
            for each in filter(None, (before, (line, at))):
                # A damaged line is reported as damaged, not as out of place.
                self._checked(*each)
            raise fault(error, self.path, self._number(line, at)) from None

    def _lines_backwards(self) -> Iterator[tuple[bytes, int]]:
        """The whole lines without line breaks, the last first, and the offset of each."""
        if not self.size:
            return
        with self._open() as descriptor:
            end, chunk, kept = self.size, CHUNK, b""
            while end:
                start = max(0, end - chunk)
                data = _read_at(descriptor, start, end - start) + kept
                first, *lines = data.split(b"\n")
                at = start + len(data)
                for line in reversed(lines):
                    at -= len(line) + 1
                    if line:
                        yield line, at + 1
                # Joining a line of many megabytes from small chunks would take quadratic time.
                chunk = CHUNK if lines else chunk * 2
                end, kept = start, first
            if kept:
                yield kept, 0

    def _decode(self, line: bytes, at: int) -> LogEntry:
        try:
            return decode_line(line)
        except (DamagedLineError, UnknownLineError) as error:
            raise fault(error, self.path, self._number(line, at)) from None

    def _checked(self, line: bytes, at: int) -> None:
        try:
            check_line(line)
        except DamagedLineError as error:
            raise fault(error, self.path, self._number(line, at)) from None

    def _number(self, line: bytes, at: int) -> int:
        """The number, from 1, of a line found at or after an offset."""
        data = self.path.read_bytes()
        return data.count(b"\n", 0, max(0, data.find(line, at))) + 1

    @contextlib.contextmanager
    def _open(self) -> Iterator[int]:
        descriptor = None
        try:
            descriptor = open_plain(self.path, os.O_RDONLY)
            yield descriptor
        except OSError as error:
            raise unreadable(self.path, error) from None
        finally:
            if descriptor is not None:
                os.close(descriptor)


_BEGIN = b'{"rev":'


def _may_be_torn(tail: bytes) -> bool:
    """Whether bytes without a line break may be the beginning of our first line."""
    beginning = tail.rstrip(b"\0")[: len(_BEGIN)]
    return _BEGIN.startswith(beginning)


SUFFIX = ".history.jsonl"
"""Replaces `.json` in the name of the briefing."""


def _read_at(descriptor: int, start: int, size: int) -> bytes:
    parts = []
    while size > 0:
        part = os.pread(descriptor, size, start)
        if not part:
            break
        parts.append(part)
        start, size = start + len(part), size - len(part)
    return b"".join(parts)


def _write_at(descriptor: int, start: int, data: bytes) -> None:
    while data:
        written = os.pwrite(descriptor, data, start)
        start, data = start + written, data[written:]


def _whole_size(descriptor: int, size: int) -> int:
    """The length of a file up to its last line break; a power cut may leave zero bytes after it."""
    while size:
        start = max(0, size - CHUNK)
        found = _read_at(descriptor, start, size - start).rfind(b"\n")
        size = start + found + 1
        if found >= 0:
            break
    return size


class Lines:
    """The whole lines of a file as it is now, without line breaks; later ones are not read.

    Args:
        path: The file, which need not exist.

    Attributes:
        exists: Whether the file exists.
        torn: Bytes of an unfinished last line.

    Raises:
        OSError: The file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = io.BytesIO()
        self._size = self.torn = 0
        self.exists = False
        with contextlib.suppress(FileNotFoundError):
            self._file = os.fdopen(open_plain(path, os.O_RDONLY), "rb")
            self.exists = True
            size = os.fstat(self._file.fileno()).st_size
            self._size = _whole_size(self._file.fileno(), size)
            self.torn = size - self._size

    def __iter__(self) -> Iterator[bytes]:
        for line in self.with_breaks():
            yield line.removesuffix(b"\n")

    def with_breaks(self) -> Iterator[bytes]:
        """The lines with their line breaks."""
        self._file.seek(0)
        left = self._size
        while left > 0 and (line := self._file.readline(left)):
            left -= len(line)
            yield line

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
