"""Putting a damaged briefing together again, from db.json, its copy of before, and its history.

Each record is as db.json has it, as far as that can be read, with every change made that the
history has beyond it. What db.json does not give is as the history or the copy of before last had
it. The history says the digest of every db.json it made: where what was put together has it,
nothing of that is uncertain.
"""

import hashlib
from collections.abc import Iterator
from functools import cached_property

import msgspec

from briefing.model.faults import tell
from briefing.model.records import KINDS, Record
from briefing.model.references import mentioned, references
from briefing.model.refs import is_slug, kind_of, make_ref, slug_of
from briefing.model.validation import faults, plain
from briefing.store.backends.jsonfile.proof import adds_nothing
from briefing.store.backends.jsonfile.repair.reconstructed import Known, as_snapshot
from briefing.store.backends.jsonfile.repair.repaired import Missing, Origin, Repaired
from briefing.store.backends.jsonfile.repair.salvage import Reading, Stray
from briefing.store.backends.jsonfile.repair.salvage_log import DamagedLine, LogReading
from briefing.store.backends.jsonfile.snapshot_codec import encode
from briefing.store.changes import Change
from briefing.store.snapshot import FORMAT, Meta, Snapshot


def put_together(main: Reading, backup: Reading, log: LogReading, title: str) -> Repaired:
    """Make the best of three files.

    Args:
        main: The db.json.
        backup: The one of before the last fold.
        log: The history.
        title: The title where none of them tells it.
    """
    work = _Repair(main, backup, log, title)
    if not main.is_whole and not work.is_found_again():
        work.fill_in()
    work.make_later_changes()
    work.use_damaged_lines()
    return work.done()


class _Repair:
    """Makes the best of three files, step by step."""

    def __init__(self, main: Reading, backup: Reading, log: LogReading, title: str) -> None:
        self._main = main
        self._backup = backup
        self._log = log
        self._known = Known(main, backup, log)
        titles = dict.fromkeys((main.title, backup.title, title))
        self._titles = [each for each in titles if each is not None]
        self._records: dict[str, Record] = dict(main.records)
        self._origins: dict[str, Origin] = {}
        self._unread: list[Stray] = list(main.strays)
        self._unsure: list[str] = []
        self._is_proven = main.is_whole
        # Refs of records that have another one.
        self._misnamed: set[str] = set()
        # What only a damaged line says of a record.
        self._guessed: set[str] = set()

    def is_found_again(self) -> bool:
        """Whether what is known makes, byte for byte, what db.json was before it was damaged.

        What somebody wrote into it by hand since is not known; where that may be, it is not.
        """
        known = self._known
        digests = {fold.digest for fold in self._log.folds if fold.rev == known.base}
        if not digests or known.base is None:
            return False
        records = known.then_records()
        for title in self._titles:
            meta = Meta(FORMAT, title, known.base)
            written = b"".join(encode(as_snapshot(records.items(), meta)))
            if hashlib.sha256(written).hexdigest() in digests:
                known.is_proven, self._titles = True, [title]
                if not self._main.is_there or adds_nothing(self._main.data, written):
                    self._records, self._unread, self._is_proven = records, [], True
                    return True
        return False

    def fill_in(self) -> None:
        """Add what db.json does not give, and weigh what it has against what is known."""
        main, known = self._main, self._known
        faulty = {stray.ref for stray in main.strays}
        for ref in known.refs():
            found, origin = known.get(ref)
            record = main.records.get(ref)
            if record is not None and not known.has(ref):
                self._meet_stranger(ref, record, main)
            elif record is not None and found != record:
                self._weigh(ref, record, found, origin)
            elif record is None and found is not None:
                self._records[ref] = found
                self._origins[ref] = self._replacing(origin) if ref in faulty else origin
                if not known.is_vouched(ref):
                    self._meet_stranger(ref, found, self._backup)
        self._tell_gaps()

    def _replacing(self, origin: Origin) -> Origin:
        note = f"what stands in {self._main.name} cannot be read"
        return origin._replace(is_certain=False, note=note)

    def _weigh(self, ref: str, record: Record, found: Record | None, origin: Origin) -> None:
        """Choose between the version db.json has and the one that is known."""
        name = self._main.name
        if found is not None and (_is_worse(record, found) or self._ran_over(ref)):
            self._records[ref] = found
            note = f"{name} has another version, which is damaged"
            self._origins[ref] = origin._replace(is_certain=False, note=note)
            self._unread.append(Stray(name, ref, (note,), plain(record)))
            return
        there = f"{origin.file} has"
        note = f"{there} another version of it" if found else f"{there} it deleted"
        self._doubt(ref, note + (f" at revision {origin.revision}" if origin.revision else ""))

    def _meet_stranger(self, ref: str, record: Record, reading: Reading) -> None:
        """Tell a record whose id or table is damaged from one that no other file has."""
        twins = self._twins.get(msgspec.json.encode(record), ())
        twin = next((each for each in twins if _is_almost(each, ref)), "")
        if twin:
            del self._records[ref]
            self._origins.pop(ref, None)
            self._misnamed.add(ref)
            note = f"its id or its table is damaged; it is {twin}"
            self._unread.append(Stray(reading.name, ref, (note,), plain(record)))
        elif found := faults(record.kind_name, plain(record)):
            self._doubt(ref, tell(found))

    @cached_property
    def _twins(self) -> dict[bytes, list[str]]:
        """The refs that a checksum vouches for, by what the records say."""
        twins: dict[bytes, list[str]] = {}
        for ref in self._known.refs():
            found, _ = self._known.get(ref)
            if found is not None and self._known.is_vouched(ref):
                twins.setdefault(msgspec.json.encode(found), []).append(ref)
        return twins

    def _ran_over(self, ref: str) -> bool:
        """Whether the one behind it is not there, so that it may be put together of both."""
        following = self._known.following.get(ref)
        return following is not None and following not in self._main.records

    def _tell_gaps(self) -> None:
        """Say what may have been in db.json and in no other file."""
        main, log, known = self._main, self._log, self._known
        name = main.name
        if not main.is_there and not known.is_all:
            what = "what was never changed" if log.is_there else "what was changed since"
            self._unsure.append(f"{name} is not there; {what} can be told by no other file")
        for stray in main.strays:
            if not _is_ref(stray.ref):
                self._unsure.append(f"{name}: {_place(stray)} cannot be read")
        if main.is_cut and not known.is_proven:
            self._unsure.append(f"{name} breaks off; only other files tell what stood behind that")
        if main.is_there and not log.is_there and main.revision != 0:
            self._unsure.append(f"there is no history; only {name} tells what was changed")
        elif known.base and max([log.last, *(fold.rev for fold in log.folds)]) < known.base:
            self._unsure.append(f"the history does not go as far as {name}")

    def make_later_changes(self) -> None:
        """Make every change that the history has beyond db.json."""
        known = self._known
        for ref, (rev, after) in known.logged.items():
            if ref in known.fits if known.base is None else rev > known.base:
                self._origins.pop(ref, None)
                if after is None:
                    self._records.pop(ref, None)
                else:
                    self._records[ref] = after

    def use_damaged_lines(self) -> None:
        """Make the changes that only damaged lines tell of, and say what is not known of them."""
        base, name = self._known.base, self._log.name
        for rev, line in self._log.lost():
            is_sure = self._is_proven or self._known.is_proven
            is_in_main = base is not None and rev <= base and is_sure
            if not is_in_main:
                self._guess(rev, line, is_later=base is None or rev > base)
            what = "what it changed is in db.json" if is_in_main else _told(line)
            self._unsure.append(f"{name}: line {line.number} (revision {rev}) is damaged; {what}")
        for first, last in self._log.holes():
            if base is None or last > base or not (self._is_proven or self._known.is_proven):
                which = f"revision {first}" if first == last else f"revisions {first} to {last}"
                self._unsure.append(f"{name}: no line tells of {which}")
        if self._log.torn and not (self._main.is_whole and self._log.is_as_written):
            # Alone it would be a change that was never acknowledged.
            self._unsure.append(f"{name}: its last line breaks off; what it changed is not known")
        for line in self._log.damaged:
            fault = ("the checksum does not fit",)
            self._unread.append(Stray(name, "", fault, line.text, line=line.number))

    def _guess(self, rev: int, line: DamagedLine, *, is_later: bool) -> None:
        """Use what can be read of a damaged line, where nothing better is known."""
        note = f"line {line.number}, which tells it, is damaged"
        for ref, before, after, is_deletion in line.guesses:
            last = self._known.logged.get(ref)
            if last is not None and last.revision > rev:
                continue
            is_gone = ref not in self._records and (last is None or last.after is not None)
            version = after if is_later and line.is_formed else None
            if version is None and is_gone and not is_deletion:
                version = after or before
            if version is not None:
                self._records[ref] = version
                origin = Origin(ref, self._log.name, rev, is_certain=False, note=note)
                self._origins[ref] = origin
                self._guessed.add(ref)
            elif is_deletion and is_later and line.is_formed:
                self._records.pop(ref, None)
                self._origins.pop(ref, None)
            elif last is None and after is not None and after != self._records.get(ref):
                note = f"line {line.number} of the history, which is damaged, has another version"
                self._doubt(ref, note)

    def _doubt(self, ref: str, note: str) -> None:
        """Take note that a record of db.json may not be right."""
        origin = Origin(ref, self._main.name, self._known.base or 0, is_certain=False, note=note)
        self._origins.setdefault(ref, origin)

    # The end

    def done(self) -> Repaired:
        """What came of it."""
        changes = tuple(self._changes())
        known = self._known
        revs = [rev for rev, _ in self._log.lost()] + [fold.rev for fold in self._log.folds]
        told = [known.base or 0, known.backup_base or 0, self._log.last]
        # A chain written anew is a change of its own.
        is_logged = bool(changes) or self._log.head is None
        meta = Meta(FORMAT, self._titles[0], max([*revs, *told]) + is_logged)
        snapshot = as_snapshot(sorted(self._records.items()), meta)
        return Repaired(
            snapshot,
            sorted(self._origins.values()),
            sorted(self._lost()),
            list(_broken(snapshot)),
            self._unread,
            self._unsure,
            changes,
            self._is_proven,
        )

    def _changes(self) -> Iterator[Change]:
        """The changes that are in no line of the history."""
        for ref in dict.fromkeys((*self._known.logged, *self._guessed)):
            last = self._known.logged.get(ref)
            was = last.after if last else self._before(ref)
            now = self._records.get(ref)
            if was != now:
                yield Change(ref, was, now)

    def _before(self, ref: str) -> Record | None:
        """A record that no whole line of the history tells of, as it was before damaged ones."""
        return self._main.records.get(ref) or self._known.get(ref)[0]

    def _lost(self) -> Iterator[str]:
        strays = [*self._unread, *(() if self._is_proven else self._backup.strays)]
        for ref in dict.fromkeys(stray.ref for stray in strays):
            last = self._known.logged.get(ref)
            is_deleted = last is not None and last.after is None
            is_meant = _is_ref(ref) and ref not in self._misnamed and not is_deleted
            if is_meant and ref not in self._records:
                yield ref


def _is_worse(record: Record, found: Record) -> bool:
    kind = record.kind_name
    return bool(faults(kind, plain(record))) and not faults(kind, plain(found))


def _is_almost(ref: str, other: str) -> bool:
    """Whether two refs differ in the table, or in as little as a damaged byte makes of an id."""
    slug, slug_there = slug_of(ref), slug_of(other)
    if kind_of(ref) != kind_of(other):
        return slug == slug_there
    wrong = sum(left != right for left, right in zip(slug, slug_there, strict=False))
    return (
        ref != other
        and abs(len(slug) - len(slug_there)) <= 1
        and (wrong <= _FEW or slug.endswith(slug_there[-_MANY:]))
    )


_FEW = 2
_MANY = 6


def _is_ref(ref: str) -> bool:
    return kind_of(ref) in KINDS and is_slug(slug_of(ref))


def _place(stray: Stray) -> str:
    if stray.ref:
        return stray.ref
    if stray.byte < 0:
        return "a table"
    return f"what stands from byte {stray.byte} (line {stray.line}) on, {stray.size} bytes,"


def _told(line: DamagedLine) -> str:
    if not line.guesses:
        return "what it changed is not known"
    refs = [guess.ref for guess in line.guesses]
    more = f" and {len(refs) - 5} more" if len(refs) > 5 else ""
    return f"it changed {', '.join(refs[:5])}{more}" + ("" if line.is_formed else ", at least")


def _broken(snapshot: Snapshot) -> Iterator[Missing]:
    """The references that lead nowhere."""
    for kind, table in snapshot.tables.items():
        for slug, record in table.items():
            if any(snapshot.get(other) is None for other in mentioned(record)):
                for found in references(record):
                    if snapshot.get(found.ref) is None:
                        yield Missing(make_ref(kind, slug), found.path, found.ref)
