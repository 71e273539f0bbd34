"""The lines of a history: one transaction or checkpoint each, with a checksum.

A line is whole if its checksum fits, not if it happens to parse.
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
from briefing.model.refs import kind_of, slug_of
from briefing.store.backends.jsonfile.chain import (
    CRC_TAIL,
    START,
    BrokenChainError,
    Head,
    chained,
    head_of,
    unchained,
)
from briefing.store.changes import (
    PAIRED,
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
    """An update of db.json, logged before it is replaced (`fold`) and after (`folded`).

    Attributes:
        rev: The revision db.json then holds.
        at: When, in UTC.
        digest: SHA-256 of db.json, in lower-case hexadecimal.
        is_done: Whether db.json was replaced; if not, a crash may have prevented it.
    """

    rev: int
    at: datetime
    digest: str
    is_done: bool = False


LogEntry = Transaction | Checkpoint
"""What a line holds."""


class DamagedLineError(ValueError):
    """A line with a wrong checksum; `str()` says so."""


class UnknownLineError(ValueError):
    """A whole line with something this program does not know."""


class LineWriter:
    """Encodes the lines that continue a history.

    Attributes:
        head: The head of the history including the lines written so far.
    """

    def __init__(self, head: Head = START) -> None:
        self.head = head

    def line(self, entry: LogEntry) -> bytes:
        """An entry as one line with its line break, ending in `,"prev":"…","crc":"…"}`.

        `prev` is the hash of the line before, see `chain`; `crc` the CRC-32 of all before it.
        """
        return self._sealed(msgspec.json.encode(_raw(entry))[:-1])

    def rechained(self, line: bytes) -> bytes:
        """An existing line, given without line break, chained to those written so far."""
        return self._sealed(unchained(line))

    def _sealed(self, body: bytes) -> bytes:
        body = chained(body, self.head.hash)
        line = body + b',"crc":"%08x"}' % zlib.crc32(body)
        self.head = head_of(line)
        return line + b"\n"


def decode_line(line: bytes) -> LogEntry:
    """Decode a line without its line break.

    Raises:
        DamagedLineError: Its checksum is wrong.
        UnknownLineError: It holds something this program cannot read.
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
    """Decode a line without its line break, but not the records in it.

    Raises:
        DamagedLineError: Its checksum is wrong.
        UnknownLineError: It holds something this program cannot read.
    """
    check_line(line)
    try:
        raw = _LINES.decode(line)
        if sum(each is not None for each in (raw.changes, raw.fold, raw.folded)) != 1:
            raise msgspec.ValidationError("it is neither a change nor a fold")
        if raw.op in PAIRED and len(raw.refs) != 2:
            raise msgspec.ValidationError(f"it does not name the two records of a {raw.op}")
        if raw.undoes >= raw.rev > 0:
            raise msgspec.ValidationError(f"it undoes revision {raw.undoes}, not an earlier one")
    except msgspec.DecodeError as error:
        raise UnknownLineError(f"cannot be read: {error}") from None
    return raw


def record_in(ref: str, raw: msgspec.Raw) -> Record | None:
    """Decode a record in a line; None if there was none.

    Raises:
        msgspec.DecodeError: It is not of its kind, or the kind is unknown.
    """
    kind = KINDS.get(kind_of(ref))
    if kind is None or not slug_of(ref):
        raise msgspec.ValidationError(f"{ref} is not a record of a known kind")
    if raw == NOTHING:
        return None
    return _records(kind.cls).decode(raw)


def check_line(line: bytes) -> None:
    """Check the checksum of a line without decoding it.

    Raises:
        DamagedLineError: It is wrong.
    """
    body, tail = line[:-CRC_TAIL], line[-CRC_TAIL:]
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
        remedy = "nothing was changed; `briefing verify` says more, `briefing repair` saves it"
    else:
        remedy = "nothing was changed; `briefing repair` shows what is readable and saves it"
    return FileFault(path, f"line {number} {error}", remedy)


class RawChange(msgspec.Struct, forbid_unknown_fields=True):
    """A change with its records not decoded."""

    ref: str
    before: msgspec.Raw
    after: msgspec.Raw


class RawLine(msgspec.Struct, forbid_unknown_fields=True):
    """All members a line can have; see `Transaction` and `Checkpoint`."""

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
        """Its operation; a line without `op` is a put, or was written by an older program."""
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
"""The decoder for records of a class."""


def _raw(entry: LogEntry) -> Mapping[str, Any]:
    if isinstance(entry, Checkpoint):
        name = "folded" if entry.is_done else "fold"
        return {"rev": entry.rev, "at": entry.at, name: entry.digest}
    operation = entry.operation
    # A plain put needs no `op`, unless its reason could be taken for that of an old merge.
    is_named = operation != PUT or operation_by_reason(entry.why, (), (), entry.undoes) != PUT
    optional = {
        "undoes": entry.undoes,
        "rewrites": entry.rewrites,
        "op": operation.name if is_named else "",
        "refs": operation.refs,
        "of": operation.of,
    }
    return {
        "rev": entry.rev,
        "at": entry.at,
        "by": entry.by,
        "why": entry.why,
        "changes": [change._asdict() for change in entry.changes],
    } | {name: value for name, value in optional.items() if value}
