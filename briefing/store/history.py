"""The append-only log of every change: the audit trail, and what undo is made of.

One line of JSON is one transaction; the line carries a checksum of itself, so that a torn or
damaged one is told from a whole one by arithmetic, not by whether it happens to parse.
"""

import contextlib
import os
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import msgspec

from briefing.model.records import KINDS
from briefing.model.refs import kind_of
from briefing.store.changes import Change, Transaction
from briefing.store.errors import FileFault
from briefing.store.files import sync_folder


class History(Protocol):
    """Where transactions are kept."""

    def append(self, transaction: Transaction) -> None:
        """Keep a transaction, for good, before it is acknowledged."""

    def take_back(self) -> None:
        """Forget the last transaction appended, whose change could not be made."""

    def transactions(self) -> Sequence[Transaction]:
        """All transactions, oldest first."""

    def last_rev(self) -> int:
        """The revision of the last transaction; 0 when there is none."""


class MemoryHistory:
    """A history that lasts as long as the program."""

    def __init__(self) -> None:
        self._transactions: list[Transaction] = []

    def append(self, transaction: Transaction) -> None:
        """Keep a transaction."""
        self._transactions.append(transaction)

    def take_back(self) -> None:
        """Forget the last transaction."""
        self._transactions.pop()

    def transactions(self) -> Sequence[Transaction]:
        """All transactions, oldest first."""
        return self._transactions

    def last_rev(self) -> int:
        """The revision of the last transaction; 0 when there is none."""
        return self._transactions[-1].rev if self._transactions else 0


class FileHistory:
    """A history in a file beside the briefing, one checksummed line per transaction.

    The file is read when it is first asked for, not when the briefing is opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_up_to = 0
        self._transactions: list[Transaction] = []

    def append(self, transaction: Transaction) -> None:
        """Write a transaction and wait until it is on the disk.

        Raises:
            OSError: It is not kept; the file is as it was.
        """
        new = not self.path.exists()
        whole = self._whole_size()
        line = encode_line(transaction)
        with self.path.open("ab") as file:
            # A torn line left by a crash was never acknowledged and goes now.
            file.truncate(whole)
            try:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                with contextlib.suppress(OSError):
                    file.truncate(whole)
                raise
        if new:
            sync_folder(self.path.parent)

    def take_back(self) -> None:
        """Remove the last line."""
        data = self.path.read_bytes()[: self._whole_size()]
        start = data[:-1].rfind(b"\n") + 1
        with self.path.open("rb+") as file:
            file.truncate(start)
        self._transactions, self._read_up_to = [], 0

    def transactions(self) -> Sequence[Transaction]:
        """All transactions, oldest first.

        Raises:
            FileFault: A line in the middle is damaged.
        """
        data = self._bytes()
        if len(data) < self._read_up_to:
            self._transactions, self._read_up_to = [], 0
        end = data.rfind(b"\n") + 1
        for line in data[self._read_up_to : end].splitlines():
            number = len(self._transactions) + 1
            self._transactions.append(decode_line(line, self.path, number))
        self._read_up_to = end
        return self._transactions

    def last_rev(self) -> int:
        """The revision of the last whole line, found without reading the rest.

        Raises:
            FileFault: That line is damaged, or the file cannot be read.
        """
        with self._reading():
            line = self._last_line()
        return decode_line(line, self.path, 0).rev if line else 0

    def _bytes(self) -> bytes:
        with self._reading(), contextlib.suppress(FileNotFoundError):
            return self.path.read_bytes()
        return b""

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what the system says of a failed read into what a reader can use."""
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileFault(
                self.path, f"cannot be read ({reason})", "check its permissions"
            ) from None

    def _whole_size(self) -> int:
        """Bytes up to the end of the last whole line."""
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                while size:
                    start = max(0, size - _CHUNK)
                    file.seek(start)
                    found = file.read(size - start).rfind(b"\n")
                    if found >= 0:
                        return start + found + 1
                    size = start
        except FileNotFoundError:
            pass
        return 0

    def _last_line(self) -> bytes:
        """The last whole line without its end; empty when there is none."""
        whole, size = self._whole_size(), _CHUNK
        if not whole:
            return b""
        with self.path.open("rb") as file:
            while True:
                start = max(0, whole - size)
                file.seek(start)
                data = file.read(whole - start - 1)
                before = data.rfind(b"\n")
                if before >= 0 or start == 0:
                    return data[before + 1 :]
                size *= 4


def encode_line(transaction: Transaction) -> bytes:
    """A transaction as one line, ending in `,"crc":"…"}` over all that stands before it."""
    raw: dict[str, Any] = {
        "rev": transaction.rev,
        "at": transaction.at,
        "by": transaction.by,
        "why": transaction.why,
        "changes": [change._asdict() for change in transaction.changes],
    }
    if transaction.undoes:
        raw["undoes"] = transaction.undoes
    body = msgspec.json.encode(raw)[:-1]
    return body + b',"crc":"%08x"}\n' % zlib.crc32(body)


def decode_line(line: bytes, path: Path, number: int) -> Transaction:
    """Read a line of history.

    Raises:
        FileFault: Its checksum does not fit, or it says something this program cannot read.
    """
    where = f"line {number}" if number else "its last line"
    body, tail = line[:-_CRC_TAIL], line[-_CRC_TAIL:]
    if tail != b',"crc":"%08x"}' % zlib.crc32(body):
        remedy = "move the file away to go on without its history"
        raise FileFault(path, f"{where} is damaged", remedy)
    try:
        raw = msgspec.json.decode(line, type=_Line)
        changes = tuple(_change(change) for change in raw.changes)
    except msgspec.ValidationError as error:
        problem = f"{where} cannot be read: {error}"
        raise FileFault(path, problem, "install the newer `briefing` that wrote it") from None
    return Transaction(raw.rev, raw.at, raw.by, raw.why, changes, raw.undoes)


class _RawChange(msgspec.Struct):
    ref: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class _Line(msgspec.Struct):
    rev: int
    at: datetime
    by: str
    why: str
    changes: list[_RawChange]
    undoes: int = 0


def _change(raw: _RawChange) -> Change:
    cls = KINDS.get(kind_of(raw.ref))
    if cls is None:
        raise msgspec.ValidationError(f"unknown kind in {raw.ref}")
    before = None if raw.before is None else msgspec.convert(raw.before, cls)
    after = None if raw.after is None else msgspec.convert(raw.after, cls)
    return Change(raw.ref, before, after)


_CRC_TAIL = len(b',"crc":"00000000"}')
_CHUNK = 1 << 16
