"""What is readable of a db.json, whatever happened to it.

A file that opens is taken as it is. Of any other every record is tried by itself; what is not taken
is kept apart as it stands, with what is wrong with it and where.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.records import KINDS, Record
from briefing.model.refs import is_slug, make_ref
from briefing.model.validation import MAX_NUMBER, build
from briefing.model.validation import faults as record_faults
from briefing.store.backends.jsonfile.repair.encodings import as_utf8
from briefing.store.backends.jsonfile.repair.pieces import (
    About,
    Found,
    Gap,
    doubled_names,
    doubles,
    earlier_of,
    pieces,
    shown,
    tellable,
)
from briefing.store.backends.jsonfile.repair.placing import place
from briefing.store.errors import FileFault
from briefing.store.snapshot import (
    FORMAT,
    RESTORE,
    Snapshot,
    date_faults,
    decode,
    digest_of,
    impossible_dates,
)


@dataclass(frozen=True, slots=True)
class Stray:
    """Something in a file that could not be taken, as it stands there.

    Attributes:
        file: The name of the file.
        ref: The record it was, as far as that can be told.
        faults: Everything wrong with it.
        raw: The object where it could be read, else the text.
        byte: Where it begins, from 0; -1 where that is not known.
        line: The line that is, from 1; 0 where that is not known.
        size: How many bytes it is; 0 where that is not known.
    """

    file: str
    ref: str
    faults: tuple[str, ...]
    raw: Any
    byte: int = -1
    line: int = 0
    size: int = 0


@dataclass(slots=True)
class Reading:
    """What was read of a db.json.

    Attributes:
        path: The file.
        is_there: Whether there is one that can be read at all.
        problem: What keeps it from being opened; empty where nothing does.
        is_json: Whether it is JSON, so that all that is wrong is wrong with records or tables.
        is_cut: Whether it ends where no record ends.
        digest: SHA-256 of its bytes.
        data: Its bytes, where they were damaged.
        title: The title of the briefing; None where that cannot be read.
        revision: The revision it says it holds; None where that cannot be read.
        version: The version of the layout it says it has; None where that cannot be read.
        records: The records read, by ref.
        strays: What could not be taken.
        notes: What else a reader should know of it.
    """

    path: Path
    is_there: bool = False
    problem: str = ""
    is_json: bool = True
    is_cut: bool = False
    digest: str = ""
    data: bytes = b""
    title: str | None = None
    revision: int | None = None
    version: int | None = None
    records: dict[str, Record] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the file; one that is no text is told as what it is."""
        return tellable(self.path.name)

    @property
    def is_whole(self) -> bool:
        """Whether it can be opened, and says everything once."""
        return self.is_there and not self.problem

    @property
    def is_newer(self) -> bool:
        """Whether it says that a newer program wrote it."""
        return self.version is not None and self.version > FORMAT

    def counts(self) -> dict[str, int]:
        """How many records of each kind were read."""
        counts = dict.fromkeys(KINDS, 0)
        for ref in self.records:
            counts[ref.partition(":")[0]] += 1
        return counts


def salvage(
    data: bytes | str | None,
    path: Path,
    digests: Sequence[str] = (),
    is_known: Callable[[str], bool] = lambda _: False,
) -> Reading:
    """Read whatever is readable of a db.json.

    Args:
        data: All of it, why the disk does not give it, or None when there is no file.
        path: Where it is, for messages.
        digests: Of files known to be as this program wrote them.
        is_known: Whether a ref is one that other files have.
    """
    reading = Reading(path)
    if not isinstance(data, bytes):
        reading.problem = "" if data is None else f"cannot be read ({data})"
        return reading
    reading.is_there = True
    reading.digest = hashlib.sha256(data).hexdigest()
    try:
        snapshot = decode(data, path)
    except FileFault as error:
        reading.problem = str(error).removeprefix(f"{path}: ").partition(f"; {_UNTOUCHED}")[0]
    else:
        if reading.digest in digests or _is_sound(data, snapshot, reading):
            _take_whole(snapshot, reading)
            return reading
    text, note = as_utf8(data)
    reading.data = text
    reading.notes += [note] * bool(note)
    _take_apart(text, reading, is_known)
    return reading


_UNTOUCHED = RESTORE.partition(";")[0]


def _take_whole(snapshot: Snapshot, reading: Reading) -> None:
    reading.title = snapshot.meta.title
    reading.revision = _revision(snapshot.meta.revision)
    reading.version = snapshot.meta.format
    for kind, table in snapshot.tables.items():
        reading.records.update((make_ref(kind, slug), record) for slug, record in table.items())


def _is_sound(data: bytes, snapshot: Snapshot, reading: Reading) -> bool:
    """Whether nothing in it stands twice, and no date in it is impossible."""
    is_laid_out = digest_of(snapshot) == reading.digest
    wrong = [] if is_laid_out else [f"{name} stands twice" for name in doubles(data)]
    wrong += map(str, date_faults(snapshot))
    more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    reading.problem = "; ".join(wrong[:5]) + more
    return not wrong


def _take_apart(data: bytes, reading: Reading, is_known: Callable[[str], bool]) -> None:
    found, reading.is_json = pieces(data)
    headers = [match[1].decode() for match in _header(tuple(KINDS)).finditer(data)]
    lines = _Lines(data)
    said: Any = None
    for table, piece in place(found, headers, is_known, is_json=reading.is_json):
        if isinstance(piece, About):
            said = piece.value
        elif isinstance(piece, Gap):
            _note_gap(table, piece, reading, lines)
        elif table not in KINDS:
            problem = f"there is no table {table}" if table else "its table cannot be told"
            reading.strays.append(_stray(reading, table, piece, [problem], lines))
        else:
            _take(table, piece, reading, lines)
    _take_meta(said, data, reading)


def _take(table: str, found: Found, reading: Reading, lines: "_Lines") -> None:
    twice = doubled_names(found.value)
    if twice:
        # The last of each goes, as it does for every reader of JSON; the others are not lost.
        said = f"{', '.join(map(tellable, twice[:5]))} stands twice; this is as it is said first"
        first = found._replace(value=earlier_of(found.value))
        reading.strays.append(_stray(reading, table, first, [said], lines))
    record, faults = read_record(table, found.name, found.value)
    ref = make_ref(table, found.name)
    if found.fault:
        record, faults = None, [found.fault]
    elif record is not None and found.slip:
        # What still is not right after that was not a slip.
        faults = [str(fault) for fault in record_faults(table, found.value)]
        record = None if faults else record
        slip = f"{ref} (line {lines.number(found.start)}): {found.slip}"
        reading.notes += [] if faults else [f"{slip}; it is taken as it was meant"]
    earlier = reading.records.get(ref)
    if record is None:
        reading.strays.append(_stray(reading, table, found, faults, lines))
        return
    if earlier is not None and earlier != record:
        raw = msgspec.to_builtins(earlier)
        said = "stands twice, and not alike; this is the earlier"
        reading.strays.append(Stray(reading.name, ref, (said,), raw))
    reading.records[ref] = record


def read_record(kind: str, slug: str, raw: object) -> tuple[Record | None, list[str]]:
    """Make a record of plain values as opening a file would.

    Args:
        kind: Its kind.
        slug: Its id.
        raw: Its fields by name.

    Returns:
        The record, or None and everything wrong with it.
    """
    faults: list[Fault] = []
    if not is_slug(slug):
        faults.append(Fault("", "this id has characters no id can have"))
    try:
        record: Record = msgspec.convert(raw, KINDS[kind])
    except (msgspec.ValidationError, ValueError, RecursionError):
        try:
            record = build(kind, raw)
        except InvalidRecord as error:
            return None, [str(fault) for fault in (*faults, *error.faults)]
        except (ValueError, OverflowError, RecursionError) as error:
            return None, [*map(str, faults), f"cannot be read: {error}"]
    faults += impossible_dates("", record)
    if not faults and not _is_keepable(record):
        try:
            build(kind, raw)
            faults.append(Fault("", "holds something that no file can keep"))
        except InvalidRecord as error:
            faults += error.faults
    return (None, [str(fault) for fault in faults]) if faults else (record, [])


def _is_keepable(record: Record) -> bool:
    """Whether it reads as it was written: half a character or an endless number does not."""
    try:
        written = msgspec.json.encode(record)
        return msgspec.json.decode(written, type=type(record)) == record
    except (ValueError, OverflowError):
        return False


def _note_gap(table: str, gap: Gap, reading: Reading, lines: "_Lines") -> None:
    reading.is_cut = reading.is_cut or gap.is_end
    if not gap.text.strip():
        return
    if gap.is_slight:
        where = f"line {lines.number(gap.start)}, byte {gap.start}"
        reading.notes.append(f"a comma or a brace is wrong or missing ({where})")
        return
    ref = make_ref(table, gap.name) if table and gap.name else ""
    line = lines.number(gap.start) if gap.start >= 0 else 0
    size = gap.end - gap.start
    stray = Stray(reading.name, ref, (gap.fault,), gap.text, gap.start, line, size)
    reading.strays.append(stray)


def _stray(
    reading: Reading, table: str, found: Found, faults: Sequence[str], lines: "_Lines"
) -> Stray:
    ref = make_ref(table, found.name) if table else found.name
    line = lines.number(found.start) if found.start >= 0 else 0
    if found.fault:
        raw = lines.text(found.start, found.end)
    else:
        raw = found.value if _is_told(found.value) else shown(found.value)
    size = found.end - found.start
    told = tuple(map(tellable, faults))
    return Stray(reading.name, ref, told, raw, found.start, line, size)


def _is_told(value: object) -> bool:
    """Whether it can be written as JSON as it is."""
    try:
        msgspec.json.encode(value)
    except (ValueError, OverflowError, RecursionError, TypeError):
        return False
    return True


def _take_meta(said: Any, data: bytes, reading: Reading) -> None:
    """Title, revision and version, from what the file says of itself or from what is left of it."""
    about = dict(said) if isinstance(said, dict) else dict(_left_of_meta(data))
    for name, value in about.items():
        if name not in _META_FIELDS and not isinstance(value, dict):
            reading.notes.append(f"meta.{tellable(name)}: there is no such field; it is left out")
    title = about.get("title")
    if isinstance(title, str) and _is_told(title):
        reading.title = title
    reading.revision = _revision(about.get("revision"))
    version = about.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version >= 1:
        reading.version = version


def _left_of_meta(data: bytes) -> Iterator[tuple[str, Any]]:
    """What can be read of the few lines at the beginning, when they are no object any more."""
    beginning = data[:_META_BYTES]
    end = _header(tuple(KINDS)).search(beginning)
    for name, value in _META_MEMBER.findall(beginning[: end.start()] if end else beginning):
        try:
            yield name.decode(), json.loads(value)
        except ValueError:
            continue


def _revision(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= MAX_NUMBER else None


class _Lines:
    """Lines and text of bytes; asked for ever later ones it counts none twice."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at, self._line = 0, 1

    def number(self, byte: int) -> int:
        """The line, from 1."""
        if byte < self._at:
            self._at, self._line = 0, 1
        self._line += self._data.count(b"\n", self._at, byte)
        self._at = byte
        return self._line

    def text(self, start: int, end: int) -> str:
        """What stands between two bytes, for a person to look at."""
        return self._data[start:end].decode(errors="backslashreplace")


_META_FIELDS = ("format", "title", "revision")
_META_BYTES = 4096
_META_MEMBER = re.compile(
    rb'"(format|title|revision)"[ \t\r\n]*:[ \t\r\n]*("(?:[^"\\]|\\.)*"|[0-9]{1,15})(?=[\s,}])'
)


@lru_cache
def _header(kinds: tuple[str, ...]) -> re.Pattern[bytes]:
    """What stands before the records of one of some kinds."""
    return re.compile(
        rb'(?<!\\)"(%s)"[ \t\r\n]*:[ \t\r\n]*'
        rb'(?=\{[ \t\r\n]*(?:\}|"[^"\\]{1,500}"[ \t\r\n]*:[ \t\r\n]*\{))' % "|".join(kinds).encode()
    )
