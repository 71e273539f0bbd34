"""A briefing on the disk: db.json, its history, its lock, and what may go wrong there.

A change is one line at the end of the history. db.json follows when the briefing is folded. The
history says the digest of every db.json it made, so that one that came from elsewhere is noticed.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from briefing.store.backend import Outside
from briefing.store.backends.jsonfile.log import FileHistory, Recent
from briefing.store.backends.jsonfile.log_codec import Fold
from briefing.store.backends.jsonfile.paths import Home
from briefing.store.changes import Transaction, net
from briefing.store.errors import FileFault, NotSaved, ReadOnly, StoreError
from briefing.store.files import (
    Digest,
    Signature,
    WholeFile,
    keep_copy,
    remove_strays,
    signature,
    write_whole,
)
from briefing.store.snapshot import (
    Snapshot,
    apply,
    decode,
    encode,
    read_bytes,
    refuse_unsound,
    title_of,
)

FOLD_BYTES = 4 << 20
"""Unfolded history that is never worth a fold before the program rests or ends."""


class JsonFileBackend:
    """Keeps a briefing in its files; see `Backend`.

    Args:
        path: Its db.json.
        patience: Seconds to wait for another program to finish a change.
        only_reads: Why nothing may be changed; empty where it may.
    """

    def __init__(self, path: Path, patience: float | None = None, only_reads: str = "") -> None:
        self._home = Home(path, patience)
        self._home.read_only = self._home.read_only or only_reads
        self._history = FileHistory(self._home.history_path, self._home.real)
        self.outside: Outside | None = None
        self.notices: list[str] = []
        self.title: str | None = None
        self._seen: Signature | None = None
        # What the history says of db.json: its digest, those it may have by now, the revision it
        # holds, and how long the history was then.
        self._digest = ""
        self._begun: dict[str, Fold] = {}
        self._folded = 0
        self._folded_at = 0
        # What the history must say of db.json before the next change; None where it has said so.
        self._base: Fold | None = None
        self._is_log_lost = False
        # What it says of changes: the last one, those not in db.json, those not handed on yet.
        self._last = 0
        self._unfolded: list[int] = []
        self._arrived: list[Transaction] = []

    @property
    def path(self) -> Path:
        """Its db.json."""
        return self._home.path

    @property
    def read_only(self) -> str:
        """Why nothing can be kept; empty when it can."""
        return self._home.read_only

    def held(self) -> contextlib.AbstractContextManager[None]:
        """Keep everybody else, other threads too, from changing the briefing meanwhile."""
        return self._home.held()

    def alone(self) -> contextlib.AbstractContextManager[object]:
        """Keep other threads of this program from changing the briefing meanwhile."""
        return self._home.alone()

    # Opening

    def create(self, snapshot: Snapshot) -> None:
        """Write the first db.json.

        Raises:
            NotSaved: It cannot be written.
        """
        with self._home.writing():
            write_whole(self._home.file, b"".join(encode(snapshot)))

    def load(self) -> Snapshot:
        """Read the briefing, and make the changes its history has beyond it.

        Returns:
            What it holds by its history; where db.json came from outside, see `outside`.

        Raises:
            FileFault: Either file cannot be read.
        """
        snapshot = self._load()
        if self.outside or self._history.torn:
            # Perhaps another program was just writing; with everybody held off it shows.
            with contextlib.suppress(NotSaved, ReadOnly), self.held():
                snapshot = self._load()
        while self.outside and signature(self._home.file) != self._seen:
            # Where nobody can be held off, until nobody writes in between.
            snapshot = self._load()
        if self._history.torn:
            self.notices.append(
                f"{self._history.path}: its last line breaks off ({self._history.torn} bytes); "
                "that change was never acknowledged and is left out"
            )
        if not self.read_only:
            remove_strays(self._home.real)
        return snapshot

    def _load(self) -> Snapshot:
        self._seen = signature(self._home.file)
        if self._seen is None and self._home.has_remains():
            problem = "there is no such file, but its history or its copy of before is there"
            raise FileFault(self.path, problem, "`briefing repair` makes it anew from them")
        data = read_bytes(self._home.file)
        hashing = Digest(data)
        snapshot = decode(data, self._home.file)
        recent = self._history.recent()
        digest = hashing.hex()
        folds = recent.folds or (_unlogged(snapshot, digest, recent),)
        found = next((fold for fold in reversed(folds) if fold.digest == digest), None)
        first = found or folds[0]
        if not (recent.folds and found):
            refuse_unsound(data, snapshot, self._home.file)
        del data
        self._digest = first.digest
        # Another program may be about to finish a fold begun after it.
        self._begun = {fold.digest: fold for fold in folds[folds.index(first) :]}
        is_said = first.is_done and bool(recent.folds)
        # A fold that was cut off is ended as it was begun.
        self._base = None if is_said else replace(first, is_done=True)
        self._folded_at = self._history.size
        self.outside = None if found else Outside(snapshot, digest)
        self._folded = first.rev
        waiting = [each for each in recent.transactions if each.rev > self._folded]
        self._unfolded = [each.rev for each in waiting]
        # Revisions have no gap: what a db.json from outside says of its own counts for nothing.
        self._last = max([self._folded, *self._unfolded])
        if self.outside:
            snapshot = self._before(self.outside, first, waiting)
        for transaction in waiting:
            apply(snapshot, transaction.changes)
        snapshot.meta = snapshot.meta.at(self._last)
        return snapshot

    def _before(self, outside: Outside, fold: Fold, waiting: Sequence[Transaction]) -> Snapshot:
        """What db.json held when it was last folded, as far as that can be found out."""
        with contextlib.suppress(StoreError, OSError):
            if self._home.backup_path.samefile(self._home.real):
                # A fold was cut off: what was done to one was done to both.
                raise FileNotFoundError
            snapshot = decode(read_bytes(self._home.backup_path), self._home.backup_path)
            since: list[Transaction] = []
            for transaction in self.newest_first():
                if transaction.rev <= snapshot.meta.revision:
                    break
                if transaction.rev <= fold.rev:
                    since.append(transaction)
            if len(since) == fold.rev - snapshot.meta.revision:
                for transaction in reversed(since):
                    apply(snapshot, transaction.changes)
                return snapshot
        notice = (
            f"{self.path}: changed outside the program, and {self._home.backup_path.name} is gone: "
            "changes to records that its history never mentions were taken in without being listed"
        )
        if notice not in self.notices:
            self.notices.append(notice)
        snapshot = outside.snapshot.copy()
        apply(snapshot, [change.inverse() for change in net(waiting)])
        folded = (each for each in self.newest_first() if each.rev <= fold.rev)
        seen: set[str] = set()
        for transaction in folded:
            apply(snapshot, [each for each in transaction.changes if each.ref not in seen])
            seen.update(each.ref for each in transaction.changes)
        return snapshot

    # Sync

    def has_news(self) -> bool:
        """Whether a file was touched since the last look."""
        is_touched = signature(self._home.file) != self._seen
        return is_touched or self._history.has_news() or bool(self._arrived)

    def pull(self) -> Sequence[Transaction]:
        """What others logged since the last look; finds out whether db.json came from outside."""
        self._gather()
        arrived, self._arrived = self._arrived, []
        return arrived

    def append(self, *transactions: Transaction) -> None:
        """Write transactions to the history and wait until they are on the disk."""
        with self._home.writing():
            if not self._history.size:
                # With it and the history, what is done to db.json itself can be told and undone.
                with contextlib.suppress(OSError):
                    keep_copy(self._home.real, self._home.backup_path)
            # The first line says which db.json the history begins with.
            if base := self._base:
                self._history.append(base, *transactions)
                self._note(base)
            else:
                self._history.append(*transactions)
            self._unfolded += [each.rev for each in transactions]
            self._last = transactions[-1].rev

    def accept_outside(self, holds: int, *transactions: Transaction) -> None:
        """Take the db.json from outside for ours, and keep transactions."""
        if self.outside is None:
            raise ValueError("db.json did not come from outside")
        if self.outside.is_logged:
            self.outside = None
            return
        with self._home.writing():
            if self._is_log_lost:
                # The fold that follows says what db.json holds; the one that is there is older.
                self._history.append(*transactions)
            else:
                fold = self._fold_line(holds, self.outside.digest)
                self._history.append(
                    *(each for each in transactions if each.rev <= holds),
                    fold,
                    *(each for each in transactions if each.rev > holds),
                )
                self._unfolded += [each.rev for each in transactions]
                self._note(fold)
                self._base = None
            self._last = max([self._last, holds, *(each.rev for each in transactions)])
            self.outside = None

    def last_rev(self) -> int:
        """The last revision used."""
        return self._last

    def newest_first(self, ref: str = "") -> Iterator[Transaction]:
        """The history from its end; of one record when `ref` is given."""
        return self._history.newest_first(ref)

    def unfolded(self) -> Sequence[Transaction]:
        """The transactions that are not in db.json yet, oldest first."""
        wanted = set(self._unfolded)
        found: list[Transaction] = []
        for transaction in self.newest_first():
            if len(found) == len(wanted):
                break
            if transaction.rev in wanted:
                found.append(transaction)
        return found[::-1]

    def unfolded_count(self) -> int:
        """How many they are."""
        return len(self._unfolded)

    def is_fold_needed(self) -> bool:
        """Whether changes not in db.json went with a history that somebody took away."""
        return self._is_log_lost

    def is_fold_due(self) -> bool:
        """Whether more is unfolded than db.json holds, so that folding costs no more than it."""
        written = self._seen.size if self._seen else 0
        return self._history.size - self._folded_at > max(FOLD_BYTES, written)

    def fold(self, snapshot: Snapshot) -> bool:
        """Bring db.json up to a snapshot, and keep what it held in db.json.bak."""
        rev = snapshot.meta.revision
        if self.read_only:
            return False
        with self._home.writing(), WholeFile(self._home.real) as whole:
            # The long part, with nobody held off.
            whole.write(encode(snapshot))
            with self.held():
                self._gather()
                if self.outside or (self._folded >= rev and not self._is_log_lost):
                    return False
                begun = self._fold_line(rev, whole.digest, is_done=False)
                self._history.append(begun)
                self._begun[whole.digest] = begun
                with contextlib.suppress(OSError):
                    keep_copy(self._home.real, self._home.backup_path, is_replaced_next=True)
                whole.take_place()
                self._seen = signature(self._home.file)
                done = replace(begun, is_done=True)
                self._note(done)
                self._base, self._is_log_lost = None, False
                self._history.append(done)
        return True

    # What others did

    def _gather(self) -> None:
        """Read on in the history, and look whether db.json is one that it knows."""
        self._read_on()
        if self.outside and self.outside.is_logged:
            # What else may have been done to db.json is looked for once that is taken in.
            return
        seen = signature(self._home.file)
        if seen == self._seen:
            return
        data = read_bytes(self._home.file)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._begun:
            # A fold logs its digest before db.json is replaced: by now it can be read.
            self._read_on()
        if fold := self._begun.get(digest):
            self.outside, self._digest = None, digest
            self.title = title_of(data)
            if not fold.is_done:
                # Whoever began it may be gone; nobody else writes while this is said.
                self._base = replace(fold, is_done=True)
        else:
            snapshot = decode(data, self._home.file)
            refuse_unsound(data, snapshot, self._home.file)
            self.outside = Outside(snapshot, digest)
        self._seen = seen

    def _read_on(self) -> None:
        if self._history.is_replaced():
            self._begin_anew()
        is_first = not self._history.size
        entries = self._history.news()
        if is_first and entries:
            # Others began the history, perhaps with another db.json than we read.
            self._begin_anew(is_first=True)
            return
        for entry in entries:
            if isinstance(entry, Fold):
                self._note(entry)
            else:
                self._arrived.append(entry)
                self._unfolded.append(entry.rev)
        self._last = max([self._last, *(each.rev for each in self._arrived)])

    def _begin_anew(self, *, is_first: bool = False) -> None:
        """Somebody took the history away, or put another one in its place.

        Args:
            is_first: Whether there was none before, so that nothing of ours can be lost.
        """
        found = JsonFileBackend(self._home.file)
        snapshot = found._load()
        is_empty = not found._history.size and found._digest == self._digest
        # What is in memory goes on; db.json must have it before the new history counts from there.
        is_secret = found._has_forgotten_since(self._last)
        is_logged = is_secret or is_first
        self._is_log_lost = bool(self._unfolded) if is_empty else not is_logged
        if is_logged:
            self.outside = Outside(
                snapshot, found._digest, is_logged=is_logged, is_secret=is_secret
            )
            self._unfolded = found._unfolded
        elif not is_empty:
            outside = found.outside or Outside(snapshot, found._digest)
            self.outside = replace(outside, logged=snapshot)
            # What the other history has beyond its db.json is in there too; nothing of it waits.
            self._unfolded = []
        self._history = found._history
        self._seen = None if is_logged else found._seen
        self._digest, self._begun = found._digest, found._begun
        self._folded, self._folded_at = found._folded, found._folded_at
        self._base = found._base
        self._last = found._last

    def _has_forgotten_since(self, rev: int) -> bool:
        """Whether the history was written anew behind a revision, to forget something."""
        later = takewhile(lambda each: each.rev > rev, self.newest_first())
        return any(each.is_forgetting for each in later)

    def _note(self, fold: Fold) -> None:
        """Take note of what the history says of db.json."""
        if not fold.is_done:
            self._begun[fold.digest] = fold
            return
        self._digest = fold.digest
        self._begun = {fold.digest: fold}
        self._base = None
        if self.outside and self.outside.digest == fold.digest:
            self.outside = None
        self._folded = fold.rev
        self._folded_at = self._history.size
        self._unfolded = [rev for rev in self._unfolded if rev > fold.rev]

    # Helpers

    def _fold_line(self, rev: int, digest: str, *, is_done: bool = True) -> Fold:
        return Fold(rev, datetime.now(UTC), digest, is_done)


def _unlogged(snapshot: Snapshot, digest: str, recent: Recent) -> Fold:
    """The fold that a history without any would have begun with.

    Changes beyond db.json's revision are made only where they fit what it holds; where they do
    not, it has moved on without its history.
    """
    revision = snapshot.meta.revision
    trial = snapshot.copy()
    for transaction in recent.transactions:
        if transaction.rev > revision:
            if any(trial.get(ref) != before for ref, before, _ in transaction.changes):
                revision = max(each.rev for each in recent.transactions)
                break
            apply(trial, transaction.changes)
    return Fold(revision, datetime.now(UTC), digest, is_done=True)
