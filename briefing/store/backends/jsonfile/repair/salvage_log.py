"""What is readable of a history, whatever happened to it.

A line counts as whole when its checksum fits, wherever it stands: also where the end of the line
before it is damaged, or an editor changed how lines end. Of a damaged line the changes that can
still be read are told, to be used where nothing better is known.
"""

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from briefing.model.faults import InvalidRecord
from briefing.model.records import KINDS, Record
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.model.validation import MAX_NUMBER, build
from briefing.store.backends.jsonfile.chain import (
    START,
    BrokenChainError,
    Head,
    check_follows,
    hash_of,
    head_after,
    head_of,
)
from briefing.store.backends.jsonfile.log_codec import (
    Checkpoint,
    DamagedLineError,
    LogEntry,
    UnknownLineError,
    decode_line,
)
from briefing.store.backends.jsonfile.repair.encodings import as_utf8, is_windows
from briefing.store.backends.jsonfile.repair.pieces import tellable
from briefing.store.changes import Transaction


class Line(NamedTuple):
    """A whole line.

    Attributes:
        rev: The revision it speaks of.
        is_fold: Whether it speaks of db.json rather than of a change.
        data: Its bytes without its end.
    """

    rev: int
    is_fold: bool
    data: bytes


class Guess(NamedTuple):
    """A change as it can still be read in a damaged line.

    Attributes:
        ref: The record changed.
        before: What it was; None where there was none, or where it cannot be read.
        after: What it became, in the same way.
        is_deletion: Whether it was deleted, as the line says.
    """

    ref: str
    before: Record | None
    after: Record | None
    is_deletion: bool = False


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """A line whose checksum does not fit, or what is left of several.

    Attributes:
        number: Which line of the file, from 1.
        follows: How many whole lines stand before it.
        revision: The revision it made, where that can still be read.
        guesses: The changes that can still be read.
        is_formed: Whether it has all that a line has, so that what is damaged is within a value.
        is_fold: Whether it spoke of db.json rather than of a change.
        text: What stands there.
    """

    number: int
    follows: int
    revision: int | None
    guesses: tuple[Guess, ...]
    is_formed: bool
    is_fold: bool
    text: str


@dataclass
class LogReading:
    """What was read of a history.

    Attributes:
        path: The file.
        is_there: Whether there is one that can be read at all.
        problem: Why it cannot be read; empty where it can.
        lines: The whole lines, in the order of their revisions.
        folds: What they say of db.json, in their order.
        damaged: The lines that are damaged.
        torn: Bytes of a last line that was never finished.
        newer: Why a line with the right checksum cannot be read; empty where there is none.
        notes: What else a reader should know of it.
        is_as_written: Whether nothing at all is wrong with it.
        head: Of the whole lines as they stand here; None where they are not chained any more.
        tip: The hash of the last whole line in the file; empty where there is none.
    """

    path: Path
    is_there: bool = False
    problem: str = ""
    lines: list[Line] = field(default_factory=list)
    folds: list[Checkpoint] = field(default_factory=list)
    damaged: list[DamagedLine] = field(default_factory=list)
    torn: int = 0
    newer: str = ""
    notes: list[str] = field(default_factory=list)
    is_as_written: bool = True
    head: Head | None = START
    tip: str = ""

    @property
    def name(self) -> str:
        """The name of the file; one that is no text is told as what it is."""
        return tellable(self.path.name)

    @property
    def first(self) -> int:
        """The first revision whose change is whole; 0 when there is none."""
        return next((line.rev for line in self.lines if not line.is_fold), 0)

    @property
    def last(self) -> int:
        """The last one."""
        return next((line.rev for line in reversed(self.lines) if not line.is_fold), 0)

    def transactions(self) -> Iterator[Transaction]:
        """The changes of the whole lines, oldest first."""
        for line in self.lines:
            if not line.is_fold:
                entry = decode_line(line.data)
                if isinstance(entry, Transaction):
                    yield entry

    def lost(self) -> list[tuple[int, DamagedLine]]:
        """The damaged lines that told of a change, each with the first revision it can have made.

        A damaged line that told of db.json is no loss: db.json is written anew.
        """
        found = []
        for damaged in self.damaged:
            before, after = self._around(damaged)
            least, told = before + 1, damaged.revision
            if damaged.is_fold and (damaged.is_formed if after is None else after == least):
                continue
            most = after - 1 if after is not None else least + len(self.damaged)
            is_likely = told is not None and least <= told <= most
            found.append((told if told is not None and is_likely else least, damaged))
        return found

    def holes(self) -> list[tuple[int, int]]:
        """The first and last of revisions that no line tells of, where no line is damaged."""
        around = {self._around(damaged) for damaged in self.damaged}
        return [
            (before + 1, after - 1)
            for before, after in pairwise(self._revisions)
            if after > before + 1 and (before, after) not in around
        ]

    def _around(self, damaged: DamagedLine) -> tuple[int, int | None]:
        """The last revision told before a damaged line, 0 for none, and the first behind it."""
        place = self._places[damaged.follows]
        before = self._revisions[place - 1] if place else 0
        return before, self._revisions[place] if place < len(self._revisions) else None

    @cached_property
    def _revisions(self) -> list[int]:
        return [line.rev for line in self.lines if not line.is_fold]

    @cached_property
    def _places(self) -> list[int]:
        """How many changes stand before each line."""
        return [0, *accumulate(not line.is_fold for line in self.lines)]


def salvage_log(data: bytes | str | None, path: Path) -> LogReading:
    """Read whatever is readable of a history.

    Args:
        data: All of it, why the disk does not give it, or None when there is no file.
        path: Where it is, for messages.
    """
    reading = LogReading(path)
    if not isinstance(data, bytes):
        reading.problem = "" if data is None else f"cannot be read ({data})"
        reading.is_as_written = data is None
        return reading
    reading.is_there = True
    text, note = as_utf8(data)
    if note:
        reading.notes.append(note)
        reading.is_as_written = False
    _Reader(reading).read(text)
    return reading


class _Reader:
    def __init__(self, reading: LogReading) -> None:
        self._into = reading
        self._seen: set[tuple[int, bytes]] = set()
        self._mended = 0
        self._doubled = 0
        self._head = START
        self._breaks: list[int] = []

    def read(self, data: bytes) -> None:
        """Sort the lines into whole and damaged ones."""
        into = self._into
        at, number = 0, 1
        while at < len(data):
            end = data.find(b"\n", at)
            line = data[at : end if end >= 0 else len(data)]
            if line and not self._take(line, number):
                self._take_apart(line, number, is_last=end < 0)
            elif line and end < 0:
                self._mended += 1
            if end < 0:
                break
            at, number = end + 1, number + 1
        if self._mended:
            what = "line end was" if self._mended == 1 else "line ends were"
            into.notes.append(f"{self._mended} {what} damaged; the lines themselves are whole")
        if self._doubled:
            into.notes.append(f"{self._doubled} lines stand twice")
        if self._breaks:
            into.notes.append(_broken_chain(self._breaks))
        self._order()
        into.head = None
        with contextlib.suppress(BrokenChainError):
            into.head = head_after([line.data for line in into.lines])
        if not (into.head or into.notes or into.damaged):
            into.notes.append("what stands before its first chained line was changed")
        into.is_as_written = (
            into.is_as_written and not into.notes and not into.damaged and not into.newer
        )

    def _take(self, line: bytes, number: int) -> bool:
        """Take a line if it is whole."""
        try:
            entry: LogEntry | None = decode_line(line)
        except DamagedLineError:
            return False
        except (UnknownLineError, ValueError, RecursionError) as error:
            self._into.newer = self._into.newer or str(error)
            return True
        if entry is not None:
            known = (entry.rev, line[-_CRC_BYTES:])
            if known in self._seen:
                self._doubled += 1
            else:
                self._seen.add(known)
                self._follow(line, number)
                self._into.lines.append(Line(entry.rev, isinstance(entry, Checkpoint), line))
                if isinstance(entry, Checkpoint):
                    self._into.folds.append(entry)
        return True

    def _follow(self, line: bytes, number: int) -> None:
        try:
            check_follows(self._head, line)
        except BrokenChainError:
            self._breaks.append(number)
        self._head = head_of(line)
        self._into.tip = hash_of(line)

    def _take_apart(self, part: bytes, number: int, *, is_last: bool) -> None:
        """Find the whole lines among bytes that are none as they stand."""
        if is_windows(part) and self._take(part.decode("cp1252").encode(), number):
            self._mended += 1
            return
        at = 0
        for end in _END.finditer(part):
            start = part.rfind(_BEGIN, at, end.start())
            if start >= 0 and self._take(part[start : end.end()], number):
                self._mended += 1
                self._lose(part[at:start], number)
                at = end.end()
        if is_last and len(part) - at >= _SHORTEST:
            self._into.torn = len(part) - at
        else:
            self._lose(part[at:], number)

    def _lose(self, part: bytes, number: int) -> None:
        """Take note of what is damaged, and of what can still be read there."""
        if len(part.strip(b" \t\r\n")) < _SHORTEST:
            # No line was ever so short: it is the end of one.
            return
        self._head = Head("", is_chained=False)
        found = _REVISION.search(part)
        revision = int(found[1]) if found and int(found[1]) <= MAX_NUMBER else None
        formed, guesses = _guesses(part)
        text = part[:_MOST_TOLD].decode(errors="backslashreplace")
        follows = len(self._into.lines)
        is_fold = _FOLD.search(part) is not None and b'"changes"' not in part
        line = DamagedLine(number, follows, revision, guesses, formed, is_fold, text)
        self._into.damaged.append(line)

    def _order(self) -> None:
        """Put lines that a damaged disk mixed up into their order again."""
        lines = self._into.lines
        changes = [line.rev for line in lines if not line.is_fold]
        if any(later < earlier for earlier, later in pairwise(changes)):
            self._into.notes.append("lines do not stand in their order")
            lines.sort(key=lambda line: line.rev)


def _broken_chain(numbers: list[int]) -> str:
    few = ", ".join(map(str, numbers[:_FEW_TOLD]))
    more = f" and {len(numbers) - _FEW_TOLD} more" if len(numbers) > _FEW_TOLD else ""
    do = "line {} does" if len(numbers) == 1 else "lines {} do"
    what = do.format(few + more)
    return f"{what} not follow on the line before: something was changed, added or taken out"


def _guesses(part: bytes) -> tuple[bool, tuple[Guess, ...]]:
    """Whether a damaged line is formed as one, and the changes that can be read in it."""
    text = part.decode(errors="surrogateescape").strip()
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    names = set(whole) if isinstance(whole, dict) else set()
    if names - _OTHERS in _FOLDS:
        return True, ()
    if names - _OTHERS == _MEMBERS:
        raw = whole["changes"]
        if isinstance(raw, list) and all(isinstance(each, dict) for each in raw):
            return True, tuple(filter(None, map(_guess, raw)))
    return False, tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Guess]:
    """The changes in a line that is none any more."""
    for found in _CHANGE.finditer(text):
        raw: dict[str, Any] = {"ref": found[1]}
        at = found.end()
        for name, following in (("before", ',"after":'), ("after", "}")):
            try:
                raw[name], at = _DECODER.raw_decode(text, at)
            except (ValueError, RecursionError):
                break
            if not text.startswith(following, at):
                # What ends elsewhere than a change does is put together of two.
                break
            at += len(following)
        guess = _guess(raw)
        if guess is not None:
            yield guess


def _guess(raw: dict[str, Any]) -> Guess | None:
    ref = raw.get("ref")
    if not isinstance(ref, str) or kind_of(ref) not in KINDS or not is_slug(slug_of(ref)):
        return None
    before, after = (_right(ref, raw.get(name)) for name in ("before", "after"))
    return Guess(ref, before, after, is_deletion="after" in raw and raw["after"] is None)


def _right(ref: str, raw: object) -> Record | None:
    """A record without any fault; a damaged line gets no benefit of the doubt."""
    if raw is None:
        return None
    try:
        return build(kind_of(ref), raw)
    except (InvalidRecord, ValueError, OverflowError, RecursionError):
        return None


_MEMBERS = {"rev", "at", "by", "why", "changes", "crc"}
_OTHERS = {"undoes", "rewrites", "op", "refs", "of", "prev"}
_FOLDS = ({"rev", "at", "fold", "crc"}, {"rev", "at", "folded", "crc"})
_BEGIN = b'{"rev":'
_FOLD = re.compile(rb'"fold(?:ed)?":"')
_END = re.compile(rb',"crc":"[0-9a-f]{8}"\}')
_CRC_BYTES = len(b',"crc":"00000000"}')
_REVISION = re.compile(rb'^\s*\{"rev":([0-9]{1,15}),')
_CHANGE = re.compile(r'\{"ref":"([^"\\]{1,200})","before":')
_DECODER = json.JSONDecoder()
_SHORTEST = 8
_FEW_TOLD = 5
_MOST_TOLD = 1 << 16
