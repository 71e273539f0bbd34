"""The append-only log of every change: durability, undo and audit trail in one.

A change is acknowledged once its line is on the disk; db.json follows later. Lines are read from
the end, only as far back as needed, so that a long history costs nothing.

The file must be an ordinary one. A link put in its place would make the program read and write
another file; a pipe would make it wait for ever.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

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
"""Bytes that are read at a time."""


class Recent(NamedTuple):
    """The end of a history, as far back as opening a briefing needs it.

    Attributes:
        checkpoints: The last one that was finished, then those begun after it.
        transactions: Those not in db.json when the first of the checkpoints was finished, oldest
            first; all of them when there was none.
        torn: Bytes of a last line that was never finished.
    """

    checkpoints: Sequence[Checkpoint]
    transactions: Sequence[Transaction]
    torn: int


class Log:
    """A history in a file beside the briefing, one checksummed line per entry.

    Args:
        path: The file; it need not exist.
        briefing: The db.json it is the history of, whose permissions and owner a new one gets.

    Attributes:
        size: Bytes up to the end of the last whole line seen.
        torn: Bytes seen after that.
    """

    def __init__(self, path: Path, briefing: Path) -> None:
        self.path = path
        self._briefing = briefing
        self.size = 0
        self.torn = 0
        self._inode = 0
        self._seen: Signature | None = None
        # Of the lines up to `size`; None where it was not asked for yet.
        self._head: Head | None = None
        # The hash of the line that ends there.
        self._tip = ""

    def recent(self) -> Recent:
        """Read the end of the history, and take note how far it goes.

        Raises:
            FileFault: A line is damaged, or the file cannot be read.
        """
        self._look()
        begun: list[Checkpoint] = []
        transactions: list[Transaction] = []
        done: Checkpoint | None = None
        for entry in self._entries_backwards():
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
        return Recent(begun[::-1] if done else (), transactions[::-1], self.torn)

    def is_replaced(self) -> bool:
        """Whether the file no longer holds what was read: it is another, or was written over."""
        state = signature(self.path)
        if state is None:
            return self.size > 0
        if not self.size or state == self._seen:
            return False
        # A new file may get the number of the old one, and be longer.
        is_shorter = state.size < self.size
        return is_shorter or state.inode != self._inode or self._last_hash() != self._tip

    def has_news(self) -> bool:
        """Whether somebody else touched the file since it was read; costs one look at it."""
        return signature(self.path) != self._seen

    def news(self) -> Sequence[LogEntry]:
        """What others appended since the last look.

        Raises:
            FileFault: A line is damaged, or the file cannot be read.
        """
        if not self.has_news():
            return ()
        was = self.size, self.torn, self._inode, self._seen, self._head, self._tip
        try:
            return self._read_on()
        except FileFault:
            # What was not heard is news the next time too.
            self.size, self.torn, self._inode, self._seen, self._head, self._tip = was
            raise

    def _read_on(self) -> Sequence[LogEntry]:
        was, head = self.size, self._head if self.size else START
        self._look()
        if self.size <= was:
            return ()
        with self._open() as descriptor:
            data = _read_at(descriptor, was, self.size - was)
        return [self._decode(line, was) for line in self._following(head, data, was)]

    def _following(self, head: Head | None, data: bytes, at: int) -> Iterator[bytes]:
        """Lines that were added behind a head."""
        for line in filter(None, data.split(b"\n")):
            head = self._check_behind(head, line, at) if head else head_of(line)
            yield line
        self._head = head

    def append(self, *entries: LogEntry) -> None:
        """Write entries and wait until they are on the disk.

        Anything after the last whole line was never acknowledged and is cut off.

        Raises:
            OSError: They are not kept; the file is as it was.
        """
        if not entries:
            return
        writer = LineWriter(self._end())
        data = b"".join(map(writer.line, entries))
        descriptor = open_plain(self.path, os.O_RDWR | os.O_CREAT)
        try:
            if not self.size:
                # It says all that the briefing does: whoever may read or write one may the other.
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
        """The hash of the line that ends where whole lines did; empty where none does."""
        last = next(self._lines_backwards(), None)
        return hash_of(last[0]) if last else ""

    def _end(self) -> Head:
        """The head of what was seen of the file; of all its bytes where it is not chained yet."""
        if self._head is None:
            last = next(self._lines_backwards(), None)
            self._head = START if last is None else head_of(last[0])
        if not self._head.hash:
            with self._open() as descriptor:
                self._head = Head(_hash_upto(descriptor, self.size), is_chained=False)
        return self._head

    def _drop_torn(self, descriptor: int) -> None:
        """Cut off a line that was never finished; never one that somebody else finished."""
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
            # This reads what is there now; the next `news` must still notice the replacement.
            fresh = Log(self.path, self._briefing)
            fresh._look()
            yield from fresh.newest_first(ref)
            return
        wanted = b'"ref":' + msgspec.json.encode(ref) if ref else b'"changes":'
        for line, at in self._chained_backwards():
            if wanted not in line:
                # Damage must not hide a line that would be wanted.
                self._checked(line, at)
            else:
                entry = self._decode(line, at)
                if isinstance(entry, Transaction) and (not ref or entry.touches(ref)):
                    yield entry

    def _look(self) -> None:
        """Take note how far whole lines go."""
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

    def _entries_backwards(self) -> Iterator[LogEntry]:
        for line, at in self._chained_backwards():
            yield self._decode(line, at)

    def _chained_backwards(self) -> Iterator[tuple[bytes, int]]:
        """As `_lines_backwards`; each line is looked at with the one behind it."""
        behind: tuple[bytes, int] | None = None
        for line, at in self._lines_backwards():
            if behind is not None:
                self._check_behind(head_of(line), *behind, after=(line, at))
            behind = line, at
            yield line, at
        if behind is not None:
            self._check_behind(START, *behind)

    def _check_behind(
        self, head: Head, line: bytes, at: int, after: tuple[bytes, int] | None = None
    ) -> Head:
        """Check that a line follows on a head, which may be that of the line before."""
        try:
            return check_follows(head, line)
        except BrokenChainError as error:
            for each in filter(None, (after, (line, at))):
                # A damaged line is reported as damaged, not as out of place.
                self._checked(*each)
            raise fault(error, self.path, self._number(line, at)) from None

    def _lines_backwards(self) -> Iterator[tuple[bytes, int]]:
        """The whole lines without their ends, the last one first, and where each begins."""
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
                # A line of many megabytes must not be put together from many small parts.
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
        """Which line it is, from 1, when it is found at or after an offset."""
        data = self.path.read_bytes()
        return data.count(b"\n", 0, max(0, data.find(line, at))) + 1

    @contextlib.contextmanager
    def _open(self) -> Iterator[int]:
        """Open the file to read it, with an error for a reader if that fails."""
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
    """Whether bytes without a whole line can be what is left of our first one."""
    beginning = tail.rstrip(b"\0")[: len(_BEGIN)]
    return _BEGIN.startswith(beginning)


SUFFIX = ".history.jsonl"
"""What a history's name ends in, where its briefing's ends in `.json`."""


# Bytes


def _read_at(descriptor: int, start: int, size: int) -> bytes:
    """Read bytes from an offset on; fewer where the file ends before."""
    parts = []
    while size > 0:
        part = os.pread(descriptor, size, start)
        if not part:
            break
        parts.append(part)
        start, size = start + len(part), size - len(part)
    return b"".join(parts)


def _write_at(descriptor: int, start: int, data: bytes) -> None:
    """Write bytes from an offset on."""
    while data:
        written = os.pwrite(descriptor, data, start)
        start, data = start + written, data[written:]


def _whole_size(descriptor: int, size: int) -> int:
    """How many bytes of a file are whole lines."""
    # After a power cut there may be zero bytes where data should be.
    while size:
        start = max(0, size - CHUNK)
        found = _read_at(descriptor, start, size - start).rfind(b"\n")
        size = start + found + 1
        if found >= 0:
            break
    return size


def _hash_upto(descriptor: int, size: int) -> str:
    """SHA-256 of the first bytes of a file, as lower-case hexadecimal digits."""
    sha = hashlib.sha256()
    for start in range(0, size, CHUNK):
        sha.update(_read_at(descriptor, start, min(CHUNK, size - start)))
    return sha.hexdigest()


class Lines:
    """The whole lines that a file has now, without their ends.

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
            self._size = _whole_size(self._descriptor, size)
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
            part = _read_at(self._descriptor, start, min(_FORWARD, self._size - start))
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
