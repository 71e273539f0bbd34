"""Reading what is left of each file of a damaged briefing."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import is_slug, kind_of, make_ref, slug_of
from briefing.store.backends.jsonfile.chain import BrokenChainError, hash_of, head_after, prev_of
from briefing.store.backends.jsonfile.log_codec import (
    Checkpoint,
    DamagedLineError,
    UnknownLineError,
    decode_line,
    fault,
)
from briefing.store.backends.jsonfile.snapshot_codec import (
    INVALID,
    decode,
    refuse_unsound,
)
from briefing.store.changes import Transaction
from briefing.store.duplicate_keys import decoder, duplicate_names, escape_surrogates, first_values
from briefing.store.errors import FileFault, NewerFormat
from briefing.store.snapshot import FORMAT, Meta

# db.json


@dataclass(frozen=True, slots=True)
class Stray:
    """Something found in a file and not used: as JSON values if it is JSON, else as text."""

    file: str
    ref: str
    faults: tuple[str, ...]
    raw: Any
    byte: int = -1
    line: int = 0
    size: int = 0

    @property
    def is_record(self) -> bool:
        """Whether it is known to be a certain record."""
        return kind_of(self.ref) in KINDS and is_slug(slug_of(self.ref))


@dataclass(slots=True)
class _File:
    """A file, why it cannot be opened, and what else a reader should know."""

    path: Path
    is_there: bool = False
    problem: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name, printable."""
        return escape_surrogates(self.path.name)


@dataclass(slots=True)
class ReadableFile(_File):
    """The readable part of a db.json.

    Attributes:
        title: The title; None if it cannot be read, as for the revision.
        versions: For each ref, the versions in the file, each with its side of an unresolved merge.
        strays: What was not used, by its first byte and the reason.
    """

    digest: str = ""
    title: str | None = None
    revision: int | None = None
    versions: dict[str, list[tuple[str, Record]]] = field(default_factory=dict)
    strays: dict[tuple[int, str], Stray] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether the program can open it."""
        return self.is_there and not self.problem


def read_briefing(data: bytes | None, path: Path, digests: Sequence[str]) -> ReadableFile:
    """Read what is left of a db.json.

    Args:
        data: Its bytes; None if there is no file.
        path: The file, for messages.
        digests: The digests in the history; a file with one of them needs no further check.

    Raises:
        NewerFormat: A newer program wrote it.
    """
    reading = ReadableFile(path, is_there=data is not None)
    if data is None:
        return reading
    reading.digest = hashlib.sha256(data).hexdigest()
    try:
        snapshot = decode(data, path)
        if reading.digest not in digests:
            refuse_unsound(data, snapshot, path)
    except NewerFormat:
        raise
    except FileFault as error:
        reading.problem = error.problem.removeprefix(INVALID)
        text, note = to_utf8(data)
        sides = _sides(text)
        reading.notes += [note] * bool(note) + ["an unresolved merge"] * (len(sides) > 1)
        for side, part in sides.items():
            for piece in _walk(part):
                _take(reading, piece, side, part)
        return reading
    reading.title, reading.revision = snapshot.meta.title, snapshot.meta.revision
    for kind, table in snapshot.tables.items():
        reading.versions |= {make_ref(kind, slug): [("", it)] for slug, it in table.items()}
    return reading


def _take(reading: ReadableFile, piece: "_Piece", side: str, data: bytes) -> None:
    problems = [piece.fault]
    if not piece.fault and piece.table == META:
        problems = [_take_meta(reading, piece)]
    elif not piece.fault:
        value, texts, problems = decoder().decode(piece.text.decode()), [piece.text], []
        if duplicate_names(value):
            texts = [json.dumps(one).encode() for one in (first_values(value), value)]
        for text in texts:
            record, problem = _record(piece.table, piece.name, text)
            problems.append(problem)
            versions = reading.versions.setdefault(piece.ref, []) if record else []
            if record and (side, record) not in versions:
                versions.append((side, record))
    for problem in filter(None, problems):
        raw: Any = data[piece.start : piece.end].decode(errors="backslashreplace").strip()
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(piece.text)
            is_kept = json.loads(msgspec.json.encode(value)) == value
            raw = value if is_kept and not piece.fault else raw
        faults, size = (escape_surrogates(problem),), piece.end - piece.start
        stray = Stray(reading.name, piece.ref, faults, raw, piece.start, piece.line, size)
        reading.strays |= {(piece.start, problem): stray} if raw != "" else {}


def _record(kind: str, slug: str, text: bytes) -> tuple[Record | None, str]:
    """Decode a record as opening the file would; returns what is wrong with it if that fails."""
    if kind not in KINDS:
        return None, f"there is no table {kind}"
    name = json.dumps(slug).encode()
    data = b'{"meta":{"format":%d},"%s":{%s:%s}}' % (FORMAT, kind.encode(), name, text)
    try:
        snapshot = decode(data, Path())
        refuse_unsound(data, snapshot, Path())
    except FileFault as error:
        problem = error.problem.removeprefix(INVALID)
        return None, problem.replace(f"{make_ref(kind, slug)}.", "")
    return snapshot.tables[kind][slug], ""


def _take_meta(reading: ReadableFile, piece: "_Piece") -> str:
    """Take title and revision; returns what is wrong with them."""
    try:
        meta = msgspec.json.decode(piece.text, type=Meta)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return str(error)
    fault = "" if reading.title in (None, meta.title) else f"is also titled “{reading.title}”"
    reading.title, reading.revision = meta.title, meta.revision
    if meta.format > FORMAT:
        decode(msgspec.json.encode({META: meta}), reading.path)
    return fault


class _Piece(NamedTuple):
    """A record, `meta`, or bytes that cannot be read."""

    table: str
    name: str
    start: int
    end: int
    line: int
    text: bytes
    fault: str

    @property
    def ref(self) -> str:
        """The ref of the record, or the table, or nothing."""
        return escape_surrogates(make_ref(self.table, self.name) if self.name else self.table)


def _walk(data: bytes) -> Iterator[_Piece]:
    """Go through a db.json record by record, as far as it is JSON.

    After an error, continue at the next line that begins a table, or a record of the same table, in
    the layout that the program writes. Commas are ignored.
    """
    # In Latin-1 every byte is a character; values are read from the bytes themselves.
    text, scan, table, fault = data.decode("latin-1"), json.JSONDecoder().raw_decode, "", ""
    opening = _OPENING.match(text)
    at, line, counted, outer = opening.end() if opening else 0, 1, 0, -1
    while not (fault and at == len(text)):
        if closing := _CLOSING.match(text, at):
            at = closing.end()
            if not table and text[at:].strip():
                yield _Piece("", "", at, len(data), 0, b"", "comes after the end")
            if not table:
                return
            table = ""
            continue
        start, name, begins, resume = at, "", at, table
        try:
            found = _NAME.match(text, at)
            start, at = (found.start(1), found.end()) if found else (at, at)
            name, begins = json.loads(data[start : found.end(1)] if found else b""), at
            if not table and name != META and text[at : at + 1] == "{":
                table, at = name, at + 1
                continue
            _, at = scan(text, at)
            data[start:at].decode()
            fault = "" if table or name == META else "the table is not an object of records"
        except (ValueError, RecursionError) as error:
            fault = "breaks off" if _BLANK.match(text, at) else f"not JSON: {error}"
            if outer < at:
                found = _OUTER.search(text, at)
                outer = found.start() if found else len(text)
            end = outer if table else at
            lines = _RESUME.finditer(text, at)
            after = next((it for it in lines if len(it[1]) == 2 or it.start() < end), None)
            at = after.start() if after else len(text)
            resume = table if after and len(after[1]) > 2 else ""
        where = (table, name) if table else (name, "")
        line, counted = line + text.count("\n", counted, start), start
        yield _Piece(*where, start, at, line, data[begins:at], fault)
        table = resume


META = "meta"
"""The member of a db.json that is not a table."""

_OPENING = re.compile(r"\s*\{", re.ASCII)
_CLOSING = re.compile(r"\s*,?\s*\}", re.ASCII)
_NAME = re.compile(r'\s*,?\s*("(?:[^"\\]|\\.)*")\s*:\s*', re.ASCII)
_RESUME = re.compile(r'^( {2}| {4})"(?:[^"\\\n]|\\.)*": ?\{', re.ASCII | re.MULTILINE)
_BLANK = re.compile(r"\s*\Z", re.ASCII)
_OUTER = re.compile(r"^ {0,3}\S", re.ASCII | re.MULTILINE)


def to_utf8(data: bytes) -> tuple[bytes, str]:
    """Text as UTF-8, and a note on the encoding an editor saved it in; empty if that was UTF-8."""
    encoding = json.detect_encoding(data)
    if not encoding.startswith("utf-8"):
        text = data.decode(encoding, errors="replace")
        # A file that begins with zero bytes only looks like UTF-16.
        if '"meta"' in text or '{"rev":' in text:
            return text.encode(errors="replace"), f"saved as {encoding.upper()}, not as UTF-8"
    elif len(data) - len(data.translate(None, bytes(range(128, 256)))) > 1:
        # Valid UTF-8 sequences rule out Windows-1252; a single odd byte is damage, not a letter.
        with contextlib.suppress(UnicodeDecodeError):
            if not re.search(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}", data):
                return data.decode("cp1252").encode(), "saved as Windows-1252, not as UTF-8"
    return data.removeprefix(b"\xef\xbb\xbf"), ""


def _sides(data: bytes) -> dict[str, bytes]:
    """The sides of an unresolved merge in a file, ours last; without one, the file itself.

    In each, the other side is blanked, so that the offsets of bytes and lines stay the same.
    """
    sides: dict[str, list[bytes]] = {"theirs": [], "ours": []}
    place = ""
    for line in data.splitlines(keepends=True) if _MARKER.search(data) else ():
        marker = _MARKER.match(line)
        place = _PLACES[line[:1]] if marker else place
        for side, lines in sides.items():
            is_blank = marker or place not in (side, "")
            lines.append(b" " * (len(line) - 1) + line[-1:] if is_blank else line)
    return {side: b"".join(lines) for side, lines in sides.items() if lines} or {"": data}


_MARKER = re.compile(rb"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$", re.MULTILINE)
_PLACES = {b"<": "ours", b"|": "base", b"=": "theirs", b">": ""}


# The history


class LeftOut(NamedTuple):
    """A line of the history that is left out, and what can be guessed of it."""

    number: int
    revision: int | None
    refs: Sequence[str]
    text: str
    fault: str


@dataclass(slots=True)
class LogReading(_File):
    """The readable part of a history.

    Attributes:
        lines: The lines with a sound checksum: the entry and the bytes of each.
        left_out: Lines without one, and lines of the other side of a merge.
        torn: Bytes of an unfinished last line.
        is_chained: Whether each line follows the one before.
        tip: The hash of the last sound line in the file; empty if there is none.
    """

    lines: list[tuple[Transaction | Checkpoint, bytes]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    torn: int = 0
    is_chained: bool = True
    tip: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to repair."""
        return not (self.notes or self.left_out)

    @property
    def is_intact(self) -> bool:
        """Whether its lines can stay as they are."""
        return self.is_chained and not self.left_out

    @property
    def transactions(self) -> Sequence[Transaction]:
        """The transactions, oldest first."""
        return [entry for entry, _ in self.lines if isinstance(entry, Transaction)]

    @property
    def checkpoints(self) -> Sequence[Checkpoint]:
        """The checkpoints, oldest first."""
        return [entry for entry, _ in self.lines if isinstance(entry, Checkpoint)]

    @property
    def last(self) -> int:
        """The last revision, as far as known; 0 if there is none."""
        last = max((entry.rev for entry, _ in self.lines), default=0)
        most = last + len(self.left_out)
        lost = (it.revision for it in self.left_out if it.fault == DAMAGED)
        return max([last, *(rev for rev in lost if rev and rev <= most)])

    def gaps(self) -> Sequence[tuple[int, int]]:
        """The first and last of each run of missing revisions."""
        start = [entry.rev for entry, _ in self.lines[:1] if isinstance(entry, Checkpoint)]
        revs = [*start, *(each.rev for each in self.transactions), self.last + 1]
        return [(one + 1, other - 1) for one, other in pairwise(revs) if other > one + 1]


def read_log(data: bytes | None, path: Path) -> LogReading:
    """Read the lines of a history that have a sound checksum; see `read_briefing`.

    Raises:
        FileFault: A newer program wrote one of them.
    """
    log = LogReading(path, is_there=data is not None)
    if data is None:
        return log
    text, note = to_utf8(data)
    *lines, tail = text.split(b"\n")
    with contextlib.suppress(DamagedLineError, UnknownLineError):
        decode_line(tail)
        lines, tail = [*lines, tail], b""
    log.torn = len(tail)
    seen, revisions, other_side = set(), set(), set()
    for number, line in enumerate((each.rstrip(b"\r") for each in lines), start=1):
        if not line or _MARKER.match(line):
            continue
        try:
            entry = decode_line(line)
        except DamagedLineError:
            log.left_out.append(_left_out(number, line, DAMAGED))
            continue
        except (ValueError, RecursionError) as error:
            raise fault(UnknownLineError(str(error)), path, number) from None
        log.tip, key = hash_of(line), msgspec.json.encode(entry)
        if key in seen:
            continue
        seen.add(key)
        is_change = isinstance(entry, Transaction)
        if (is_change and entry.rev in revisions) or prev_of(line) in other_side:
            other_side.add(log.tip)
            log.left_out.append(_left_out(number, line, "the other side of a merge"))
        else:
            log.lines.append((entry, line))
            revisions |= {entry.rev} if is_change else set()
    if [each.rev for each in log.transactions] != sorted(revisions):
        log.lines.sort(key=lambda each: each[0].rev)
    whole = [line for _, line in log.lines]
    try:
        head_after(whole)
    except BrokenChainError:
        log.is_chained = False
    if log.left_out:
        return log
    if not log.is_chained:
        log.notes.append("a line was changed, added or taken out")
    if b"\n".join([*whole, tail]) != data:
        log.notes.append(note or "lines are there twice, in another order or with other ends")
    return log


DAMAGED = "the checksum does not fit"


def _left_out(number: int, line: bytes, fault: str) -> LeftOut:
    text = line.decode(errors="backslashreplace")
    found = re.match(r'\{"rev":([0-9]{1,15}),', text)
    is_fold = '"fold' in text and '"changes"' not in text
    refs = dict.fromkeys(re.findall(r'\{"ref":"([^"\\]{1,200})"', text))
    return LeftOut(number, int(found[1]) if found and not is_fold else None, [*refs], text, fault)
