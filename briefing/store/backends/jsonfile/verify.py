"""Proving a whole store: its history is whole and chained, and leads to what db.json holds.

The files alone cannot prove that nothing was cut off the end of the history. For that, the head
(the hash of its last line) is noted elsewhere and given back.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from briefing.store.backends.jsonfile.chain import (
    EMPTY,
    BrokenChainError,
    Head,
    check_follows,
    hash_of,
    prev_of,
)
from briefing.store.backends.jsonfile.log import Lines
from briefing.store.backends.jsonfile.log_codec import (
    NOTHING,
    DamagedLineError,
    RawLine,
    UnknownLineError,
    raw_line,
    record_in,
)
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes, refuse_unsound
from briefing.store.errors import FileFault, StoreError, unreadable
from briefing.store.files import signature
from briefing.store.snapshot import Snapshot


@dataclass(slots=True)
class Verdict:
    """What was found out about the files of a briefing.

    Attributes:
        head: The head of the history, as lower-case hexadecimal digits; see `chain`.
        revision: The last revision.
        lines: How many lines the history has.
        chained_from: The line from which on they are chained; 0 where none is.
        faults: What is wrong, and where.
        notes: What else a reader should know.
    """

    head: str = EMPTY
    revision: int = 0
    lines: int = 0
    chained_from: int = 0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify(paths: Paths, noted: str = "") -> Verdict:
    """Read all files of a briefing and prove what can be proved of them.

    Args:
        paths: Where they are.
        noted: A head noted before: the history must still hold what it is the head of.

    Returns:
        The verdict; a briefing without faults is proved.

    Raises:
        FileFault: A file is not there, or cannot be read.
    """
    data, lines = at_one_moment(paths)
    proof = _Proof(paths, hashlib.sha256(data).hexdigest(), noted)
    with lines:
        for line in lines:
            proof.take(line)
    proof.finish(lines.torn)
    try:
        snapshot = decode(data, paths.file)
        refuse_unsound(data, snapshot, paths.file)
    except FileFault as error:
        proof.verdict.faults.append(str(error))
    else:
        proof.meet(snapshot)
    return proof.verdict


def at_one_moment(paths: Paths) -> tuple[bytes, Lines]:
    """db.json, and the lines its history has at the same moment; others may go on writing.

    Raises:
        FileFault: A file is not there, or cannot be read.
    """
    while True:
        seen = signature(paths.file)
        data = read_bytes(paths.file)
        try:
            lines = Lines(paths.history_path)
        except OSError as error:
            raise unreadable(paths.history_path, error) from None
        # db.json is replaced as a whole, after the history says so: no lock is needed.
        if signature(paths.file) == seen:
            return data, lines
        lines.close()


class _Earlier(NamedTuple):
    """What a change found that is not in the last checkpoint."""

    rev: int
    ref: str
    before: msgspec.Raw


class _Proof:
    """Goes through the lines of a history from the first."""

    def __init__(self, paths: Paths, digest: str, noted: str) -> None:
        self.verdict = Verdict()
        self._paths = paths
        self._log = paths.history_path.name
        self._digest = digest
        self._noted = noted.strip().lower()
        self._is_found = self._noted in ("", EMPTY)
        # Of the lines from before there was a chain.
        self._older = hashlib.sha256()
        self._head = Head(EMPTY, is_chained=False)
        self._last_rev: int | None = None
        self._state: dict[str, msgspec.Raw] = {}
        self._folds: dict[str, int] = {}
        self._begun: RawLine | None = None
        # The last finished checkpoint, whether db.json is it or one begun later, and what changed
        # since.
        self._folded: RawLine | None = None
        self._holds: int | None = None
        self._since: list[_Earlier] = []
        self._anew: list[RawLine] = []

    def take(self, line: bytes) -> None:
        """Check the next line, given without its end."""
        self.verdict.lines += 1
        if not line:
            self._skip()
            return
        try:
            self._follow(line)
            raw = raw_line(line)
        except DamagedLineError as error:
            self._fault(f"it {error}")
            self._head = Head("", is_chained=False)
            return
        except (UnknownLineError, RecursionError) as error:
            self._fault(f"it {error}")
            return
        if raw.changes is None:
            self._fold(raw)
        else:
            self._change(raw)

    def finish(self, torn: int) -> None:
        """All lines are read."""
        into = self.verdict
        into.head = self._head.hash if self._head.is_chained else self._older.hexdigest()
        into.revision = self._last_rev or 0
        if torn:
            into.notes.append(
                f"{self._log}: its last line breaks off ({torn} bytes); "
                "that change was never acknowledged"
            )
        if into.lines and not into.chained_from:
            into.notes.append(f"{self._log}: no line is chained yet; the next will cover them all")
        elif into.chained_from > 1:
            into.notes.append(
                f"{self._log}: chained from line {into.chained_from} on, which covers those before"
            )
        if not self._is_found:
            into.faults.append(self._not_found())

    def meet(self, snapshot: Snapshot) -> None:
        """Compare db.json with what the history leads to."""
        into, name, copy = self.verdict, self._paths.file.name, self._paths.backup_path.name
        copied = ""
        with contextlib.suppress(StoreError):
            copied = hashlib.sha256(read_bytes(self._paths.backup_path)).hexdigest()
            if into.lines and copied not in self._folds:
                into.notes.append(f"{copy}: no fold in the history wrote it")
        # The copy is made before the first line: if both are equal, nothing was ever changed.
        if not into.lines and copied not in ("", self._digest):
            into.faults.append(f"{self._log}: is missing or empty although {copy} exists")
        elif not into.lines:
            into.revision = snapshot.meta.revision
            into.notes.append(f"{name}: has no history yet, so nothing proves what it holds")
        elif self._holds is None:
            into.faults.append(f"{name}: {self._stranger()}")
        else:
            for ref in self._otherwise(snapshot):
                into.faults.append(f"{name}: {ref} is not what the history leads to")

    # Line by line

    def _skip(self) -> None:
        """Pass over an empty line; no program writes one between chained lines."""
        if self.verdict.chained_from:
            self._fault("it is empty")
        else:
            self._older.update(b"\n")
            self._look_for_head(self._older.hexdigest())

    def _follow(self, line: bytes) -> None:
        """Check the chain, and whether this is where the head was noted."""
        is_chained = bool(prev_of(line))
        if is_chained and not self.verdict.chained_from:
            self.verdict.chained_from = self.verdict.lines
            self._head = Head(self._older.hexdigest(), is_chained=False)
        elif not self.verdict.chained_from:
            self._older.update(line + b"\n")
        try:
            self._head = check_follows(self._head, line)
        except BrokenChainError as error:
            self._head = Head(hash_of(line), is_chained)
            self._fault(f"it {error}")
        self._look_for_head(self._head.hash or self._older.hexdigest())

    def _look_for_head(self, reached: str) -> None:
        self._is_found = self._is_found or reached == self._noted

    def _change(self, raw: RawLine) -> None:
        if raw.rewrites:
            self._anew.append(raw)
        self._count(raw.rev)
        for change in raw.changes or ():
            known = self._state.get(change.ref)
            try:
                if known is None:
                    record_in(change.ref, change.before)
                elif known != change.before and raw.operation.name != "outside":
                    is_same = record_in(change.ref, change.before) == record_in(change.ref, known)
                    if not is_same:
                        self._fault(f"it changes {change.ref} as it was not at that time")
                record_in(change.ref, change.after)
            except (msgspec.DecodeError, RecursionError) as error:
                self._fault(f"{change.ref} cannot be read: {error}")
            self._state[change.ref] = msgspec.Raw(bytes(change.after))
            self._since.append(_Earlier(raw.rev, change.ref, change.before))

    def _count(self, rev: int) -> None:
        """Check that revisions have no gap and that none is used twice."""
        last, self._last_rev = self._last_rev, max(rev, self._last_rev or 0)
        if last is None or rev == last + 1:
            return
        if rev <= last:
            self._fault(f"revision {rev} stands there a second time")
        elif self.verdict.chained_from:
            self._fault(f"revision {rev} follows on revision {last}")
        else:
            self.verdict.notes.append(
                f"{self._log}: no line tells of what is between revisions {last} and {rev}"
            )

    def _fold(self, raw: RawLine) -> None:
        digest = raw.fold or raw.folded or ""
        self._folds[digest] = raw.rev
        if self._last_rev is None:
            self._last_rev = raw.rev
        elif raw.rev > self._last_rev:
            self._fault(f"db.json is brought to revision {raw.rev}, which was not made yet")
        if raw.folded is None:
            self._begun = raw
        else:
            begun = self._begun
            is_end = begun is not None and begun.fold == digest and bool(raw.prev)
            if begun is not None and is_end and (raw.rev, raw.at) != (begun.rev, begun.at):
                self._fault("it does not end the fold that the line before began")
            self._begun, self._folded, self._holds = None, raw, None
            self._since = [each for each in self._since if each.rev > raw.rev]
        if digest == self._digest:
            self._holds = raw.rev

    def _fault(self, problem: str) -> None:
        self.verdict.faults.append(f"{self._log}: line {self.verdict.lines}: {problem}")

    # At the end

    def _otherwise(self, snapshot: Snapshot) -> Iterator[str]:
        """The records of db.json that differ from what the history leads to."""
        expected = dict(self._state)
        for each in reversed(self._since):
            if self._holds is not None and each.rev > self._holds:
                expected[each.ref] = each.before
        for ref, raw in expected.items():
            record = snapshot.get(ref)
            if record is None:
                if raw != NOTHING:
                    yield ref
            elif msgspec.json.encode(record) != bytes(raw):
                with contextlib.suppress(msgspec.DecodeError):
                    if record_in(ref, raw) == record:
                        continue
                yield ref

    def _stranger(self) -> str:
        """Why db.json is not one that the history made."""
        last = self._folded.rev if self._folded else 0
        rev = self._folds.get(self._digest)
        if rev is not None:
            return f"is an older one, of revision {rev}; the history made revision {last} since"
        return (
            f"was changed outside the program since the history made revision {last}; "
            "opening it takes the change in"
        )

    def _not_found(self) -> str:
        """Why the head that was noted proves nothing."""
        anew = next((raw for raw in self._anew if raw.rewrites == self._noted), None)
        if anew is None:
            problem = "lines were cut off or changed, or this is another history"
            return f"{self._log}: does not hold the head {self._noted}: {problem}"
        when = f"{anew.at.astimezone():%Y-%m-%d %H:%M}"
        by = f" by {anew.by}" if anew.by else ""
        return (
            f"{self._log}: was written anew{by} on {when} ({anew.why}), as revision {anew.rev}; "
            "the head noted is the one before, so what is older than that cannot be proved"
        )
