"""Restoring a damaged briefing from what is left of db.json, db.json.bak and the history.

A record is taken from db.json, with all later changes in the history. A record that db.json lacks,
or has in several versions, is taken from the history, else from db.json.bak.
"""

import contextlib
import hashlib
import os
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from briefing.model.kinds.record import Record
from briefing.model.references import references
from briefing.model.refs import listed, make_ref
from briefing.store.backends.jsonfile.chain import head_after
from briefing.store.backends.jsonfile.log import Log
from briefing.store.backends.jsonfile.log_codec import Checkpoint, LineWriter
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.read import (
    LogReading,
    ReadableFile,
    Stray,
    read_briefing,
    read_log,
)
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.backends.jsonfile.texts import Texts
from briefing.store.changes import REPAIRED, Change, Operation, Transaction
from briefing.store.duplicate_keys import escape_surrogates
from briefing.store.errors import FileFault, NotSaved, ReadOnly, unreadable
from briefing.store.files import WholeFile, keep_copy, read_plain, remove_strays, signature
from briefing.store.snapshot import FORMAT, Meta, Snapshot, apply

LOST = "repaired: the line of this change was lost"
"""The reason of a change in place of one that was lost."""


class Origin(NamedTuple):
    """Where a record comes from that is not simply taken from db.json."""

    ref: str
    file: str
    revision: int
    is_certain: bool
    note: str = ""


@dataclass(slots=True)
class Repaired:
    """What was read of the files of a briefing, and the briefing restored from it.

    Attributes:
        origins: Where records come from that are not simply taken from db.json.
        unread: What was found and not used.
        unsure: What else may be missing.
        changes: The changes from the end of the history to the briefing.
        is_proven: Whether the db.json last written is known in full, by its digest.
    """

    paths: Paths
    main: ReadableFile
    backup: ReadableFile
    log: LogReading
    snapshot: Snapshot = field(default_factory=Snapshot.empty)
    origins: list[Origin] = field(default_factory=list)
    unread: list[Stray] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    changes: tuple[Change, ...] = ()
    is_proven: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether anything needs repair."""
        return not (self.main.is_whole and self.log.is_sound)

    @property
    def is_all(self) -> bool:
        """Whether everything was saved for certain."""
        is_sure = all(origin.is_certain for origin in self.origins) and not self.unsure
        return is_sure and not self.lost() and (self.is_proven or not self.broken())

    def lost(self) -> list[str]:
        """The refs of records of which no version could be read."""
        strays = [*self.unread, *(() if self.is_proven else self.backup.strays.values())]
        after = {change.ref: change.after for it in self.log.transactions for change in it.changes}
        refs = {stray.ref for stray in strays if stray.is_record}
        return sorted(it for it in refs if not self.snapshot.get(it) and after.get(it, it))

    def broken(self) -> list[dict[str, str]]:
        """The broken references: `ref`, the `path` in it, and what is `missing`."""
        return [
            {"ref": make_ref(kind, slug), "path": found.path, "missing": found.ref}
            for kind, table in self.snapshot.tables.items()
            for slug, record in table.items()
            for found in references(record)
            if self.snapshot.get(found.ref) is None
        ]


class _Known(NamedTuple):
    """A record in the history or db.json.bak; None if it was deleted."""

    record: Record | None
    file: str
    revision: int


class _Repair:
    """Restores a briefing, step by step."""

    def __init__(self, into: Repaired) -> None:
        self.into, self.main, self.log = into, into.main, into.log
        self.digests = {each.digest: each.rev for each in into.log.checkpoints}
        self.base = _revision(into.main, into.log)
        # Each record when db.json was written, at the end of the history, and in all its states.
        self.then: dict[str, _Known] = {}
        self.last: dict[str, _Known] = {}
        self.states: dict[str, list[Record | None]] = {}

    def run(self) -> None:
        """Take all steps."""
        into, log = self.into, self.log
        self.replay()
        self.prove()
        for ref in sorted({*self.main.versions, *self.then, *self.last}):
            self.choose(ref)
        self.report_gaps()
        into.unsure += Texts(into.paths).faults(into.snapshot.records())
        now = ((ref, known.record, into.snapshot.get(ref)) for ref, known in self.last.items())
        into.changes = tuple(Change(*each) for each in now if each[1] != each[2])
        rev = log.last if log.lines else max(self.base, into.backup.revision or 0)
        is_logged = bool(into.changes) or not log.is_intact
        into.snapshot.meta = into.snapshot.meta.at(rev + is_logged)

    def replay(self) -> None:
        """Replay the history on top of db.json.bak."""
        backup, rev = self.into.backup, _revision(self.into.backup, self.log)
        for ref, versions in backup.versions.items():
            self.states[ref] = [record for _, record in versions]
            self.then[ref] = _Known(self.states[ref][-1], backup.name, rev)
        start = rev if backup.digest in self.digests else 0
        for each in self.log.transactions:
            for ref, before, after in each.changes:
                self.states.setdefault(ref, []).extend((before, after))
                self.last[ref] = _Known(after, self.log.name, each.rev)
                if start < each.rev <= self.base:
                    self.then[ref] = self.last[ref]
                elif each.rev > self.base:
                    self.then.setdefault(ref, _Known(before, self.log.name, self.base))

    def prove(self) -> None:
        """Find out whether what is known is, byte for byte, the db.json last written."""
        titles = (self.main.title, self.into.backup.title, self.into.paths.real.stem)
        title = escape_surrogates(next(title for title in titles if title is not None))
        written = Snapshot.empty()
        written.meta = self.into.snapshot.meta = Meta(FORMAT, title, self.base)
        found = [Change(ref, None, it[-1][1]) for ref, it in self.main.versions.items()]
        found += [Change(ref, None, known.record) for ref, known in self.then.items()]
        apply(written, found)
        digest = hashlib.sha256(b"".join(encode(written))).hexdigest()
        self.into.is_proven = self.digests.get(digest) == self.base

    def choose(self, ref: str) -> None:
        """Choose one of the versions of a record, report which, and set the others aside."""
        into, main, states = self.into, self.main, self.states.get(ref, [])
        versions = main.versions.get(ref, [])
        records = [record for _, record in versions]
        last = self.last.get(ref)
        later = last if last and last.revision > self.base else None
        known = later or self.then.get(ref)
        record = records[-1] if records else None
        if known and (later or not main.is_whole):
            # db.json may hold an earlier state, or an editor may have lost letters saving it.
            was = known.record
            is_older = was and any(it in states or _is_alike(it, was) for it in records)
            record = was if later or not records or was in records or is_older else record
        apply(into.snapshot, [Change(ref, None, record)])
        if main.is_whole and (main.digest in self.digests or not known):
            return
        others = [it for it in records if it != record and it not in states]
        fault = ("another version of it was taken",)
        into.unread += [Stray(main.name, ref, fault, msgspec.to_builtins(it)) for it in others]
        file, revision, is_certain = main.name, self.base, not others
        if any(it != records[0] for it in records):
            sides = " and ".join(side for side, it in versions if it == record and side)
            which = sides or ("the one that is known" if known else "the last")
            note = f"it has several versions; {which} was taken"
        elif others:
            file, revision, note = "", 0, f"the version of {main.name} is kept apart"
        elif known and record and not records and not later:
            file, revision, is_certain, note = known.file, known.revision, into.is_proven, ""
        elif known and record and record != known.record:
            what = "another version" if known.record else "it deleted"
            is_certain, note = False, f"{known.file} has {what} at revision {known.revision}"
        else:
            return
        into.origins.append(Origin(ref, file, revision, is_certain, note))

    def report_gaps(self) -> None:
        """Report what may be missing."""
        main, log, unsure, is_proven = self.main, self.log, self.into.unsure, self.into.is_proven
        if not is_proven and not main.is_whole:
            if not main.is_there:
                unsure.append(f"{main.name} is missing; other files may not hold all of it")
            elif not log.is_there and main.revision != 0:
                unsure.append(f"there is no history; only {main.name} shows what was changed")
            texts = [it for it in main.strays.values() if not it.is_record]
            unsure += [f"{main.name}: line {it.line}: {it.faults[0]}" for it in texts]
            if main.problem.startswith("breaks off"):
                unsure.append(f"{main.name} breaks off; only other files hold what came after")
        for number, rev, refs, text, fault in log.left_out:
            self.into.unread.append(Stray(log.name, "", (fault,), text, line=number))
            if refs or '"fold' not in text:
                what = f"it changed {listed(refs)}" if refs else "what it changed is unknown"
                if rev and rev <= self.base and (main.is_whole or is_proven):
                    what = f"what it changed is in {main.name}"
                of = f" (revision {rev})" if rev else ""
                unsure.append(f"{log.name}: line {number}{of} is left out: {fault}; {what}")
        for first, last in log.gaps() if not log.left_out else ():
            unsure.append(f"{log.name}: there is no line for revisions {first} to {last}")
        if log.torn and self.into.is_needed and not main.is_whole:
            unsure.append(f"{log.name}: its last line breaks off; what it changed is unknown")


def _revision(reading: ReadableFile, log: LogReading) -> int:
    """The revision a db.json holds: by its digest, else the one in it if that is plausible."""
    revs = {each.digest: each.rev for each in log.checkpoints}
    done = next((each.rev for each in reversed(log.checkpoints) if each.is_done), None)
    given = done if reading.revision is None else reading.revision
    if reading.digest in revs:
        return revs[reading.digest]
    if done is None or given is None:
        return min(given or 0, log.last) if log.lines else given or 0
    return given if given in revs.values() or (log.left_out and done < given <= log.last) else done


def _is_alike(one: Record, other: Record) -> bool:
    """Whether two records differ only in letters that Windows-1252 does not have."""
    texts = (msgspec.json.encode(each).decode() for each in (one, other))
    return len({text.encode("cp1252", "replace") for text in texts}) == 1


# Reading and writing


def examine(paths: Paths) -> Repaired:
    """Read the files of a damaged briefing and restore what is left of it, in memory.

    Raises:
        FileFault: There are none, they may not be read, nothing in them is readable, or a newer
            program wrote them.
    """
    if signature(paths.file) is None and not paths.has_remains():
        raise FileFault(paths.path, "there is no such file", "start one with `briefing new`")
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(NotSaved, ReadOnly):
            stack.enter_context(paths.held())
        main_data = _read(paths.file, follows=True)
        backup_data, log_data = _read(paths.backup_path), _read(paths.history_path)
    log = read_log(log_data, paths.history_path)
    digests = [each.digest for each in log.checkpoints]
    main = read_briefing(main_data, paths.file, digests)
    backup = read_briefing(backup_data, paths.backup_path, digests)
    if main.is_whole and digests and main.digest not in digests:
        main.notes.append("was changed outside the program since it was last brought up to date")
    repaired = Repaired(paths, main, backup, log, unread=[*main.strays.values()])
    _Repair(repaired).run()
    is_known = main.is_whole or backup.is_whole or main.title is not None
    strays = (it for it in main.strays.values() if isinstance(it.raw, dict))
    if not (is_known or repaired.snapshot.count() or any(strays)):
        problem = "nothing in it can be read, and no other file of it helps"
        raise FileFault(paths.path, problem, "nothing was changed; take it from a copy of yours")
    return repaired


def _read(path: Path, *, follows: bool = False) -> bytes | None:
    try:
        return read_plain(path, follows=follows)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from None


class Written(NamedTuple):
    """The files written: db.json, its history, what was not used, and the damaged files kept."""

    path: Path
    history: Path
    unreadable: Path | None
    kept: tuple[Path, ...] = ()


def write_copy(repaired: Repaired, path: Path, by: str) -> Written:
    """Write the restored briefing to a new file, with a history of its own.

    Raises:
        FileFault: One of the files exists already.
        NotSaved: They cannot be written; none of them is left.
    """
    paths, unread = Paths(path), path.with_name(f"{path.stem}.unreadable.json")
    for each in (paths.file, paths.history_path, *([unread] if repaired.unread else [])):
        if os.path.lexists(each):
            taken = path if each == paths.file else each
            raise FileFault(taken, "the file exists already", "choose another name with -o")
    remove_strays(paths.real)
    with paths.writing(), contextlib.ExitStack() as undo:

        def place(whole: WholeFile, path: Path) -> None:
            whole.take_free_place()
            undo.callback(path.unlink, missing_ok=True)

        _write(repaired, paths, unread, by, place)
        undo.pop_all()
    return Written(path, paths.history_path, unread if repaired.unread else None)


def repair_in_place(paths: Paths, by: str) -> tuple[Repaired, Written | None]:
    """Replace damaged files, keeping them under another name; the briefing is locked meanwhile.

    Returns:
        The restored briefing, and the files written; None if nothing is damaged.

    Raises:
        FileFault: See `examine`.
        NotSaved: They cannot be written; the damaged files are kept under one name or the other.
        ReadOnly: Nothing can be changed at all.
    """
    with paths.held(), paths.writing():
        repaired = examine(paths)
        if not repaired.is_needed:
            return repaired, None
        stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
        kept = []
        for each in (paths.real, paths.history_path):
            if each.exists():
                kept.append(each.with_name(f"{each.name}.damaged-{stamp}"))
                keep_copy(each, kept[-1], is_replaced_next=True)
        unread = paths.real.with_name(f"{paths.real.stem}.damaged-{stamp}.unreadable.json")
        _write(repaired, paths, unread, by, lambda whole, _path: whole.take_place())
        found = unread if repaired.unread else None
        return repaired, Written(paths.path, paths.history_path, found, tuple(kept))


def _write(
    repaired: Repaired, to: Paths, unread: Path, by: str, place: Callable[[WholeFile, Path], None]
) -> None:
    """Write all files in the order of a checkpoint, so that killing the program loses nothing."""
    old = repaired.paths
    # Those who may not read the original may not read a part of it either.
    originals = (old.real, old.history_path, old.backup_path)
    like = next((path for path in originals if path.is_file()), old.real)
    if repaired.unread:
        with WholeFile(unread, like) as whole:
            text = msgspec.json.format(msgspec.json.encode(repaired.unread), indent=2)
            whole.write([text, b"\n"])
            place(whole, unread)
    with WholeFile(to.real, like) as briefing:
        briefing.write(encode(repaired.snapshot))
        begun = Checkpoint(repaired.snapshot.meta.revision, datetime.now(UTC), briefing.digest)
        with WholeFile(to.history_path, like) as history:
            history.write(_log_lines(repaired, by, begun))
            place(history, to.history_path)
        place(briefing, to.real)
    log = Log(to.history_path, to.real)
    log.news()
    log.append(replace(begun, is_done=True))


def _log_lines(repaired: Repaired, by: str, begun: Checkpoint) -> Iterator[bytes]:
    """The history and the change that repairs it; chained again if it was damaged.

    In place of each lost change comes one with what later changes show of it, so that each change
    starts from the state the previous one left.
    """
    log, repair = repaired.log, Operation("repair")
    last = Transaction(begun.rev, begun.at, by, REPAIRED, repaired.changes, operation=repair)
    if log.is_intact:
        lines = [line for _, line in log.lines]
        yield from (line + b"\n" for line in lines)
        writer = LineWriter(head_after(lines))
        yield from [writer.line(last)] if repaired.changes else []
        yield writer.line(begun)
        return
    writer, gaps, lost = LineWriter(), [*log.gaps()], _lost_changes(log)
    for entry, line in [*log.lines, (last, b"")]:
        while gaps and gaps[0][0] <= entry.rev:
            first, end = gaps.pop(0)
            # A longer gap comes from a damaged number, not from lost lines.
            for rev in range(first, end + 1) if end - first < _MOST_LOST else ():
                changes = tuple(lost[rev])
                yield writer.line(Transaction(rev, entry.at, by, LOST, changes, operation=repair))
        yield writer.rechained(line) if line else writer.line(replace(last, rewrites=log.tip))
    yield writer.line(begun)


def _lost_changes(log: LogReading) -> dict[int, list[Change]]:
    """What lost changes must have done, by revision, as the states later ones start from show."""
    ends, found = [end for _, end in log.gaps()], defaultdict[int, list[Change]](list)
    known: dict[str, tuple[Record | None, int]] = {}
    for each in log.transactions:
        place = bisect(ends, each.rev)
        for ref, before, after in each.changes:
            was, rev = known.get(ref, (before, 0))
            is_ours = each.operation.name != "outside"
            if was != before and place and ends[place - 1] > rev and is_ours:
                found[ends[place - 1]].append(Change(ref, was, before))
            known[ref] = after, each.rev
    return found


_MOST_LOST = 10_000
