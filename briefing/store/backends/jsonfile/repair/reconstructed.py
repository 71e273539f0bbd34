"""What a history and the copy of before say of records, whatever db.json says."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from briefing.model.records import KINDS, Record
from briefing.model.refs import kind_of, slug_of
from briefing.store.backends.jsonfile.repair.repaired import Origin
from briefing.store.backends.jsonfile.repair.salvage import Reading
from briefing.store.backends.jsonfile.repair.salvage_log import LogReading
from briefing.store.snapshot import Meta, Snapshot


class Last(NamedTuple):
    """What the history last says of a record.

    Attributes:
        revision: The revision that made it so.
        after: The record; None where it was deleted.
    """

    revision: int
    after: Record | None


class Known:
    """Records as they were when db.json was written, and what was made of them since.

    Args:
        main: The db.json.
        backup: The one of before the last fold.
        log: The history.

    Attributes:
        base: The revision db.json holds, or held; None when nothing tells.
        backup_base: The same of the copy.
        last_lost: The last revision whose change is lost; 0 when none is.
        then: What the history last says of each record up to `base`.
        logged: The same in the end.
        fits: Records that db.json has as the history once had them.
        is_proven: Whether what is known makes, byte for byte, the db.json that was written.
    """

    def __init__(self, main: Reading, backup: Reading, log: LogReading) -> None:
        self._main = main
        self._backup = backup
        self._log = log
        self.base = base_revision(main, log)
        self.backup_base = backup_revision(backup, log)
        # What no checksum vouches for may be damaged though it can be read.
        self._is_backup_sure = any(fold.digest == backup.digest for fold in log.folds)
        lost = [rev for rev, _ in log.lost()] + [last for _, last in log.holes()]
        self.last_lost = max(lost, default=0)
        self.then: dict[str, Last] = {}
        self.logged: dict[str, Last] = {}
        self.fits: set[str] = set()
        self.is_proven = False
        self._read_log()

    def _read_log(self) -> None:
        records, base = self._main.records, self.base
        for transaction in self._log.transactions():
            rev = transaction.rev
            for ref, before, after in transaction.changes:
                self.logged[ref] = Last(rev, after)
                if base is None or rev <= base:
                    self.then[ref] = self.logged[ref]
                elif ref not in self.then and before is not None:
                    self.then[ref] = Last(base, before)
                if ref in records and records[ref] in (before, after):
                    self.fits.add(ref)

    def has(self, ref: str) -> bool:
        """Whether they say anything of a record."""
        return ref in self.then or ref in self._backup.records

    def is_vouched(self, ref: str) -> bool:
        """Whether a checksum vouches that there was such a record."""
        return ref in self.then or (self._is_backup_sure and ref in self._backup.records)

    def refs(self) -> Iterator[str]:
        """All records any file had when db.json was written."""
        yield from dict.fromkeys((*self._main.records, *self._backup.records, *self.then))

    def get(self, ref: str) -> tuple[Record | None, Origin]:
        """A record as it was then, None where it was not; and where that is known from."""
        last, rev = self.then.get(ref), self.backup_base
        is_older = last is None or (rev is not None and last.revision <= rev)
        if self._is_backup_sure:
            is_backup = is_older
        else:
            # What a checksum vouches for goes before what may be damaged.
            is_backup = ref in self._backup.records and (
                last is None or (is_older and self.last_lost > last.revision)
            )
        if is_backup:
            is_sure = self.is_proven or (self._is_backup_sure and self.covers(rev))
            origin = Origin(ref, self._backup.name, rev or 0, is_sure)
            return self._backup.records.get(ref), origin
        revision, after = last or Last(0, None)
        is_sure = self.is_proven or self.last_lost <= revision
        return after, Origin(ref, self._log.name, revision, is_sure)

    @property
    def is_all(self) -> bool:
        """Whether the history and the copy of before tell of every record, for certain."""
        return self.is_proven or (self._is_backup_sure and self.covers(self.backup_base))

    def covers(self, revision: int | None) -> bool:
        """Whether the history has all that came after a revision."""
        if revision is None or not self._log.is_there or self.last_lost > revision:
            return False
        return not self._log.last or self._log.first <= revision + 1

    @cached_property
    def following(self) -> dict[str, str]:
        """For each record known the one that stood behind it in db.json."""
        kinds = list(KINDS)
        known = [ref for ref in self.refs() if self.get(ref)[0] is not None]
        known.sort(key=lambda ref: (kinds.index(kind_of(ref)), slug_of(ref)))
        return dict(pairwise(known))

    def then_records(self) -> dict[str, Record]:
        """All records as they were then; those nothing else tells of as db.json has them."""
        records = {}
        for ref in self.refs():
            found, _ = self.get(ref)
            if found is None and ref not in self.then and not self._is_backup_sure:
                found = self._main.records.get(ref)
            if found is not None:
                records[ref] = found
        return records


def base_revision(reading: Reading, log: LogReading) -> int | None:
    """The revision a db.json holds, or held; None when nothing tells.

    What it says itself may be damaged, or said by one put back from elsewhere; the history knows
    those it made.
    """
    for fold in reversed(log.folds):
        if fold.digest == reading.digest:
            return fold.rev
    told = reading.revision
    done = next((fold for fold in reversed(log.folds) if fold.is_done), None)
    if done is None or told is None:
        return told if done is None else done.rev
    revs = {fold.rev for fold in log.folds}
    most = max([log.last, *revs, *(rev for rev, _ in log.lost())])
    if told > most:
        # Either the end of the history is gone, or the number is damaged.
        return done.rev if _is_behind(reading, log, done.rev) else told
    if reading.is_whole and not log.damaged:
        return done.rev
    return told if told in revs or (log.damaged and told > done.rev) else done.rev


def _is_behind(reading: Reading, log: LogReading, revision: int) -> bool:
    """Whether a db.json has records as they were before what the history has past a revision."""
    first: dict[str, Record | None] = {}
    last: dict[str, Record | None] = {}
    for transaction in log.transactions():
        if transaction.rev > revision:
            for ref, before, after in transaction.changes:
                first.setdefault(ref, before)
                last[ref] = after
    return any(
        ref in reading.records and reading.records[ref] == before != last[ref]
        for ref, before in first.items()
    )


def backup_revision(backup: Reading, log: LogReading) -> int | None:
    """The revision the copy of before holds; None when nothing tells."""
    for fold in reversed(log.folds):
        if fold.digest == backup.digest:
            return fold.rev
    told = backup.revision
    return told if not log.folds or told in {fold.rev for fold in log.folds} else None


def as_snapshot(records: Iterable[tuple[str, Record]], meta: Meta) -> Snapshot:
    """A briefing of records by their refs."""
    made = Snapshot.empty()
    made.meta = meta
    for ref, record in records:
        made.tables[kind_of(ref)][slug_of(ref)] = record
    return made
