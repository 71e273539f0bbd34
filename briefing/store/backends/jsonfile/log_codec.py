"""The lines of a history: one transaction or one checkpoint each, with a checksum.

The checksum decides whether a line is whole, not whether it happens to parse.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.store.backends.jsonfile.chain import (
    START,
    BrokenChainError,
    Head,
    chained,
    head_of,
    unchained,
)
from briefing.store.changes import (
    PUT,
    Change,
    Operation,
    OperationName,
    Transaction,
    operation_by_reason,
)
from briefing.store.errors import FileFault


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """db.json brought up to date; logged before it is replaced (`fold`) and after (`folded`).

    Attributes:
        rev: The revision db.json then holds.
        at: When, in UTC.
        digest: SHA-256 of db.json, as lower-case hexadecimal digits.
        is_done: Whether db.json was replaced; before that, a crash may have prevented it.
    """

    rev: int
    at: datetime
    digest: str
    is_done: bool = False


LogEntry = Transaction | Checkpoint
"""What a line says."""


class DamagedLineError(ValueError):
    """A line with a wrong checksum; `str()` says so."""


class UnknownLineError(ValueError):
    """A whole line that says something this program does not know."""


class LineWriter:
    """Makes the lines that follow on a head.

    Args:
        head: Of the history they are added to.

    Attributes:
        head: Of the history with the lines made so far.
    """

    def __init__(self, head: Head = START) -> None:
        self.head = head

    def line(self, entry: LogEntry) -> bytes:
        """An entry as one line with its end, closing with `,"prev":"…","crc":"…"}`.

        `prev` is the hash of the line before, see `chain`; `crc` the CRC-32 of all before it.
        """
        return self._sealed(msgspec.json.encode(_raw(entry))[:-1])

    def again(self, line: bytes) -> bytes:
        """A line without its end, chained to the lines made so far."""
        return self._sealed(unchained(line))

    def _sealed(self, body: bytes) -> bytes:
        body = chained(body, self.head.hash)
        line = body + b',"crc":"%08x"}' % zlib.crc32(body)
        self.head = head_of(line)
        return line + b"\n"


def decode_line(line: bytes) -> LogEntry:
    """Read a line, its end left out.

    Raises:
        DamagedLineError: Its checksum is wrong.
        UnknownLineError: It says something this program cannot read.
    """
    raw = raw_line(line)
    try:
        if raw.changes is None:
            return Checkpoint(
                raw.rev, raw.at, raw.fold or raw.folded or "", is_done=bool(raw.folded)
            )
        changes = tuple(
            Change(each.ref, record_in(each.ref, each.before), record_in(each.ref, each.after))
            for each in raw.changes
        )
    except msgspec.DecodeError as error:
        raise UnknownLineError(f"cannot be read: {error}") from None
    return Transaction(
        raw.rev, raw.at, raw.by, raw.why, changes, raw.undoes, raw.rewrites, raw.operation
    )


def raw_line(line: bytes) -> "RawLine":
    """Read a line, its end left out, but not the records in it.

    Raises:
        DamagedLineError: Its checksum is wrong.
        UnknownLineError: It says something this program cannot read.
    """
    check_line(line)
    try:
        raw = _LINES.decode(line)
        said = [name for name in ("changes", "fold", "folded") if getattr(raw, name) is not None]
        if len(said) != 1:
            raise msgspec.ValidationError("it is neither a change nor a fold")
        if raw.op in ("merge", "split", "rename") and len(raw.refs) != 2:
            raise msgspec.ValidationError(f"it does not say which two records it is a {raw.op} of")
    except msgspec.DecodeError as error:
        raise UnknownLineError(f"cannot be read: {error}") from None
    return raw


def record_in(ref: str, raw: msgspec.Raw) -> Record | None:
    """A record as a line says it; None where there was none.

    Raises:
        msgspec.DecodeError: It is none of its kind, or the kind is unknown.
    """
    if raw == NOTHING:
        return None
    kind = KINDS.get(kind_of(ref))
    if kind is None:
        raise msgspec.ValidationError(f"unknown kind in {ref}")
    return _records(kind.cls).decode(raw)


def check_line(line: bytes) -> None:
    """Check the checksum of a line, without reading it.

    Raises:
        DamagedLineError: Its checksum is wrong.
    """
    body, tail = line[:-_CRC_TAIL], line[-_CRC_TAIL:]
    if tail != b',"crc":"%08x"}' % zlib.crc32(body):
        raise DamagedLineError("is damaged")


def fault(error: ValueError, path: Path, number: int) -> FileFault:
    """The error for a line that cannot be read.

    Args:
        error: A `DamagedLineError`, `BrokenChainError` or `UnknownLineError`.
        path: The history.
        number: The line, from 1.
    """
    if isinstance(error, UnknownLineError):
        remedy = "install the newer `briefing` that wrote it"
    elif isinstance(error, BrokenChainError):
        remedy = "nothing was changed; `briefing verify` tells more, `briefing repair` saves it"
    else:
        remedy = "nothing was changed; `briefing repair` shows what is readable and saves it"
    return FileFault(path, f"line {number} {error}", remedy)


class RawChange(msgspec.Struct, forbid_unknown_fields=True):
    """A change with its records as they are in the line, not decoded."""

    ref: str
    before: msgspec.Raw
    after: msgspec.Raw


class RawLine(msgspec.Struct, forbid_unknown_fields=True):
    """All that a line can say; see `Transaction` and `Checkpoint`."""

    rev: int
    at: datetime
    by: str = ""
    why: str = ""
    changes: list[RawChange] | None = None
    undoes: int = 0
    rewrites: str = ""
    fold: str | None = None
    folded: str | None = None
    op: OperationName | None = None
    refs: tuple[str, ...] = ()
    of: int = 0
    prev: str = ""
    crc: str = ""

    @property
    def operation(self) -> Operation:
        """What it does: a line without `op` is a put, or was written by an older program."""
        if self.op:
            return Operation(self.op, self.refs, self.of)
        changes = self.changes or []
        gone = [each.ref for each in changes if each.after == NOTHING]
        come = [each.ref for each in changes if each.before == NOTHING]
        return operation_by_reason(self.why, gone, come, self.undoes)


NOTHING = msgspec.Raw(b"null")
"""In place of a record where there was none."""

_LINES = msgspec.json.Decoder(RawLine)
_records = lru_cache(msgspec.json.Decoder[Record])
"""Gives what reads records of a class."""


def _raw(entry: LogEntry) -> Mapping[str, Any]:
    if isinstance(entry, Checkpoint):
        said = "folded" if entry.is_done else "fold"
        return {"rev": entry.rev, "at": entry.at, said: entry.digest}
    raw: dict[str, Any] = {
        "rev": entry.rev,
        "at": entry.at,
        "by": entry.by,
        "why": entry.why,
        "changes": [change._asdict() for change in entry.changes],
    }
    if entry.undoes:
        raw["undoes"] = entry.undoes
    if entry.rewrites:
        raw["rewrites"] = entry.rewrites
    if entry.operation != PUT or operation_by_reason(entry.why, (), (), entry.undoes) != PUT:
        raw["op"] = entry.operation.name
    if entry.operation.refs:
        raw["refs"] = entry.operation.refs
    if entry.operation.of:
        raw["of"] = entry.operation.of
    return raw


_CRC_TAIL = len(b',"crc":"00000000"}')
