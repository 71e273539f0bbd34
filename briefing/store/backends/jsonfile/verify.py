"""Proving a whole store: its history is whole and chained, and results in db.json.

The files alone cannot prove that nothing was cut off the end of the history. For that, the head
(the hash of its last line) is noted elsewhere and passed back.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from briefing.model.plurals import plural
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
from briefing.store.backends.jsonfile.texts import Texts
from briefing.store.errors import FileFault, StoreError, unreadable
from briefing.store.files import signature
from briefing.store.snapshot import Snapshot


@dataclass(slots=True)
class Verdict:
    """The result of verifying a briefing.

    Attributes:
        head: The head of the history, in lower-case hexadecimal; see `chain`.
        revision: The last revision.
        lines: The number of lines in the history.
        chained_from: The first chained line; 0 if none is.
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
    """Read all files of a briefing and prove what can be proved about them.

    Args:
        paths: Where they are.
        noted: A head noted earlier, up to which the history must be unchanged.

    Returns:
        The verdict; a briefing without faults is proved.

    Raises:
        FileFault: A file is missing or cannot be read.
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
        proof.compare(snapshot)
        proof.verdict.faults += Texts(paths).faults(snapshot.records())
    return proof.verdict


def at_one_moment(paths: Paths) -> tuple[bytes, Lines]:
    """db.json and the lines of its history as of one moment, while others may go on writing.

    Raises:
        FileFault: A file is missing or cannot be read.
    """
    while True:
        seen = signature(paths.file)
        data = read_bytes(paths.file)
        try:
            lines = Lines(paths.history_path)
        except OSError as error:
            raise unreadable(paths.history_path, error) from None
        # db.json is replaced as a whole, after the history records it, so no lock is needed.
        if signature(paths.file) == seen:
            return data, lines
        lines.close()


class _Proof:
    """Goes through the lines of a history from the first."""

    def __init__(self, paths: Paths, digest: str, noted: str) -> None:
        self.verdict = Verdict()
        self._paths = paths
        self._log = paths.history_path.name
        self._digest = digest
        self._noted = noted.strip().lower()
        self._is_found = self._noted in ("", EMPTY)
        # The hash of the lines before the first chained one.
        self._unchained = hashlib.sha256()
        self._head = Head(EMPTY, is_chained=False)
        self._last_rev: int | None = None
        # Each record as the last line left it, and the revision of each db.json by digest.
        self._state: dict[str, msgspec.Raw] = {}
        self._revisions: dict[str, int] = {}
        # The last checkpoint begun, the last finished, and the changes since that: the revision and
        # ref of each, and the record before.
        self._begun: RawLine | None = None
        self._finished: RawLine | None = None
        self._since: list[tuple[int, str, msgspec.Raw]] = []
        # The revision of db.json, if it is the last finished checkpoint or one begun later.
        self._holds: int | None = None
        self._rewrites: list[RawLine] = []

    def take(self, line: bytes) -> None:
        """Check the next line, given without its line break."""
        self.verdict.lines += 1
        if not line and self.verdict.chained_from:
            self._fault("it is empty")
            return
        if not line:
            self._unchained.update(b"\n")
            self._is_found |= self._unchained.hexdigest() == self._noted
            return
        try:
            self._check_chain(line)
            raw = raw_line(line)
        except DamagedLineError as error:
            self._fault(f"it {error}")
            self._head = Head("", is_chained=False)
            return
        except (UnknownLineError, RecursionError) as error:
            self._fault(f"it {error}")
            return
        if raw.changes is None:
            self._take_checkpoint(raw)
        else:
            self._take_changes(raw)

    def finish(self, torn: int) -> None:
        """Complete the verdict once all lines are read."""
        verdict, log = self.verdict, self._log
        verdict.head = self._head.hash if self._head.is_chained else self._unchained.hexdigest()
        verdict.revision = self._last_rev or 0
        if torn:
            lost = "that change was never acknowledged"
            size = f"{torn} {plural(torn, 'byte')}"
            verdict.notes.append(f"{log}: its last line breaks off ({size}); {lost}")
        if verdict.lines and not verdict.chained_from:
            verdict.notes.append(f"{log}: no line is chained yet; the next will cover them all")
        elif verdict.chained_from > 1:
            covered = f"chained from line {verdict.chained_from} on, which covers those before"
            verdict.notes.append(f"{log}: {covered}")
        if not self._is_found:
            verdict.faults.append(self._not_found())

    def compare(self, snapshot: Snapshot) -> None:
        """Compare db.json with the result of the history."""
        verdict, name, copy = self.verdict, self._paths.file.name, self._paths.backup_path.name
        copied = ""
        with contextlib.suppress(StoreError):
            copied = hashlib.sha256(read_bytes(self._paths.backup_path)).hexdigest()
            if verdict.lines and copied not in self._revisions:
                verdict.notes.append(f"{copy}: no fold in the history wrote it")
        # The copy is made before the first line: if both are equal, nothing was ever changed.
        if not verdict.lines and copied not in ("", self._digest):
            verdict.faults.append(f"{self._log}: is missing or empty although {copy} exists")
        elif not verdict.lines:
            verdict.revision = snapshot.meta.revision
            verdict.notes.append(f"{name}: has no history yet, so nothing proves what it holds")
        elif self._holds is None:
            verdict.faults.append(f"{name}: {self._not_ours()}")
        else:
            for ref in self._differing(snapshot):
                verdict.faults.append(f"{name}: {ref} is not what the history leads to")

    # Line by line

    def _check_chain(self, line: bytes) -> None:
        """Check the chain, and whether the noted head is reached here."""
        is_chained = bool(prev_of(line))
        if is_chained and not self.verdict.chained_from:
            self.verdict.chained_from = self.verdict.lines
            self._head = Head(self._unchained.hexdigest(), is_chained=False)
        elif not self.verdict.chained_from:
            self._unchained.update(line + b"\n")
        try:
            self._head = check_follows(self._head, line)
        except BrokenChainError as error:
            self._head = Head(hash_of(line), is_chained)
            self._fault(f"it {error}")
        self._is_found |= (self._head.hash or self._unchained.hexdigest()) == self._noted

    def _take_changes(self, raw: RawLine) -> None:
        if raw.rewrites:
            self._rewrites.append(raw)
        self._check_revision(raw.rev)
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
            self._since.append((raw.rev, change.ref, change.before))

    def _check_revision(self, rev: int) -> None:
        last, self._last_rev = self._last_rev, max(rev, self._last_rev or 0)
        if last is None or rev == last + 1:
            return
        if rev <= last:
            self._fault(f"revision {rev} occurs a second time")
        elif self.verdict.chained_from:
            self._fault(f"revision {rev} follows revision {last}")
        else:
            self.verdict.notes.append(
                f"{self._log}: there is no line for what is between revisions {last} and {rev}"
            )

    def _take_checkpoint(self, raw: RawLine) -> None:
        digest = raw.fold or raw.folded or ""
        self._revisions[digest] = raw.rev
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
            self._begun, self._finished, self._holds = None, raw, None
            self._since = [each for each in self._since if each[0] > raw.rev]
        if digest == self._digest:
            self._holds = raw.rev

    def _fault(self, problem: str) -> None:
        self.verdict.faults.append(f"{self._log}: line {self.verdict.lines}: {problem}")

    # At the end

    def _differing(self, snapshot: Snapshot) -> Iterator[str]:
        """The records of db.json that differ from the result of the history."""
        expected, holds = dict(self._state), self._holds or 0
        expected |= {ref: before for rev, ref, before in reversed(self._since) if rev > holds}
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

    def _not_ours(self) -> str:
        """Why db.json is not the one that the history made last."""
        last = self._finished.rev if self._finished else 0
        rev = self._revisions.get(self._digest)
        if rev is not None:
            return f"is an older one, of revision {rev}; the history made revision {last} since"
        return (
            f"was changed outside the program since the history made revision {last}; "
            "opening it imports the change"
        )

    def _not_found(self) -> str:
        """Why the noted head proves nothing."""
        raw = next((raw for raw in self._rewrites if raw.rewrites == self._noted), None)
        if raw is None:
            problem = "lines were cut off or changed, or this is another history"
            return f"{self._log}: does not hold the head {self._noted}: {problem}"
        when = f"{raw.at.astimezone():%Y-%m-%d %H:%M}"
        by = f" by {raw.by}" if raw.by else ""
        return (
            f"{self._log}: was rewritten{by} on {when} ({raw.why}), as revision {raw.rev}; "
            "the head noted is the one before, so what is older than that cannot be proved"
        )
