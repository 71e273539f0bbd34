"""A briefing in files: db.json, its history and its lock.

A change is one line at the end of the history; db.json follows at the next checkpoint. The history
has the digest of every db.json it made, so that one changed outside is noticed.
"""

import contextlib
import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, takewhile
from pathlib import Path

from briefing.model.plurals import plural
from briefing.model.refs import listed
from briefing.store.backend import Backend, Keep, News
from briefing.store.backends.jsonfile.log import Log
from briefing.store.backends.jsonfile.log_codec import Checkpoint
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.reconcile import Outside, Settlement, settle
from briefing.store.backends.jsonfile.snapshot_codec import (
    decode,
    encode,
    read_bytes,
    refuse_unsound,
    title_of,
)
from briefing.store.backends.jsonfile.texts import Texts
from briefing.store.changes import FORGOTTEN, OUTSIDE, Operation, Transaction, net
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
from briefing.store.snapshot import Snapshot, apply

CHECKPOINT_BYTES = 4 << 20
"""A shorter history needs no checkpoint before the program is idle or ends."""


class JsonFileBackend(Backend):
    """Keeps a briefing in its files; see `Backend`.

    Args:
        path: Its db.json.
        by: Who reconciles two versions, for the history.
        patience: Seconds to wait for another program to finish a change.
        only_reads: Why nothing may be changed; empty if it may.
    """

    def __init__(
        self, path: Path, by: str = "", patience: float | None = None, only_reads: str = ""
    ) -> None:
        self._paths = Paths(path, patience)
        self._paths.read_only = self._paths.read_only or only_reads
        self._log = Log(self._paths.history_path, self._paths.real)
        self._by = by
        self.location, self.read_only = str(path), self._paths.read_only
        self.notices = []
        # A db.json that is not the last checkpoint, and its settlement in memory, not yet logged.
        self._outside: Outside | None = None
        self._shown: Settlement | None = None
        # The title before that; and one that others gave db.json since the last pull.
        self._title_before = ""
        self._title: str | None = None
        self._seen: Signature | None = None
        # From the history: the digest of db.json, the checkpoints begun since by digest, the
        # revision db.json holds, and the length of the history then.
        self._digest = ""
        self._begun: dict[str, Checkpoint] = {}
        self._written = 0
        self._written_at = 0
        # The checkpoint that must be logged before the next change; None if it is.
        self._base: Checkpoint | None = None
        self._is_log_lost = False
        # The last revision, those not in db.json, and the transactions for the next pull.
        self._last = 0
        self._pending: list[int] = []
        self._arrived: list[Transaction] = []

    def lock(self) -> contextlib.AbstractContextManager[None]:
        """Lock the briefing against other programs and threads."""
        return self._paths.held()

    def is_gone(self) -> bool:
        """Whether db.json is missing."""
        return signature(self._paths.file) is None

    # Opening

    def create(self, snapshot: Snapshot) -> None:
        """Write the first db.json.

        Raises:
            FileFault: There is a file already, or the history of one that is gone.
            NotSaved: It cannot be written.
            ReadOnly: The folder is write-protected.
        """
        paths = self._paths
        if signature(paths.path):
            raise FileFault(paths.path, "the file exists already", "choose another name")
        if paths.has_remains():
            problem = "the history of a briefing that is gone, or its copy, is still there"
            remedy = "bring it back with `briefing repair`, or choose another name"
            raise FileFault(paths.history_path, problem, remedy)
        if self.read_only:
            raise ReadOnly(self.read_only)
        with paths.writing():
            write_whole(paths.file, b"".join(encode(snapshot)))

    def load(self, keep: Keep | None = None) -> Snapshot:
        """Read db.json and apply the changes its history has beyond it.

        A db.json changed outside is imported in memory only.

        Raises:
            FileFault: Either file cannot be read.
            TwoVersions: There are two versions, and `keep` is None.
        """
        snapshot = self._load()
        if self._outside or self._log.torn:
            # Another program may have been writing; with the lock held, none is.
            with contextlib.suppress(NotSaved, ReadOnly), self.lock():
                snapshot = self._load()
        while self._outside and signature(self._paths.file) != self._seen:
            # Without the lock, try until nobody writes in between.
            snapshot = self._load()
        if self._log.torn:
            size = f"{self._log.torn} {plural(self._log.torn, 'byte')}"
            self.notices.append(
                f"{self._log.path}: its last line breaks off ({size}); "
                "that change was never acknowledged and is left out"
            )
        if not self.read_only:
            remove_strays(self._paths.real)
        for news in self._take_in_outside(snapshot, keep):
            apply(snapshot, news.changes)
            snapshot.meta = snapshot.meta.titled(news.title or "")
        return snapshot

    def _load(self) -> Snapshot:
        self._seen = signature(self._paths.file)
        if self._seen is None and self._paths.has_remains():
            problem = "there is no such file, but its history or db.json.bak exists"
            raise FileFault(self._paths.path, problem, "`briefing repair` restores it from them")
        data = read_bytes(self._paths.file)
        hashing = Digest(data)
        snapshot = decode(data, self._paths.file)
        logged, transactions = self._log.recent()
        digest = hashing.hex()
        checkpoints = logged or (_unlogged(snapshot, digest, transactions),)
        found = next((each for each in reversed(checkpoints) if each.digest == digest), None)
        first = found or checkpoints[0]
        if not (logged and found):
            refuse_unsound(data, snapshot, self._paths.file)
        del data
        self._digest = first.digest
        # Another program may be about to finish a checkpoint begun after it.
        begun = checkpoints[checkpoints.index(first) :]
        self._begun = {each.digest: each for each in begun}
        # An interrupted checkpoint is finished as it was begun.
        self._base = None if logged and first.is_done else replace(first, is_done=True)
        self._written_at = self._log.size
        self._outside = None if found else Outside(snapshot, digest)
        self._written = first.rev
        pending = [each for each in transactions if each.rev > self._written]
        self._pending = [each.rev for each in pending]
        # Revisions have no gaps: the one in a db.json from outside does not count.
        self._last = max([self._written, *self._pending])
        if self._outside:
            snapshot = self._before(self._outside, first, pending)
        for transaction in pending:
            apply(snapshot, transaction.changes)
        snapshot.meta = snapshot.meta.at(self._last)
        return snapshot

    def _before(
        self, outside: Outside, checkpoint: Checkpoint, pending: Sequence[Transaction]
    ) -> Snapshot:
        """What db.json held at the last checkpoint, as far as can be found out."""
        with contextlib.suppress(StoreError, OSError):
            if self._paths.backup_path.samefile(self._paths.real):
                # A checkpoint was interrupted: both names are links to one file.
                raise FileNotFoundError
            snapshot = decode(read_bytes(self._paths.backup_path), self._paths.backup_path)
            since: list[Transaction] = []
            for transaction in self.history():
                if transaction.rev <= snapshot.meta.revision:
                    break
                if transaction.rev <= checkpoint.rev:
                    since.append(transaction)
            if len(since) == checkpoint.rev - snapshot.meta.revision:
                for transaction in reversed(since):
                    apply(snapshot, transaction.changes)
                return snapshot
        notice = (
            f"{self.location}: {OUTSIDE}, and {self._paths.backup_path.name} is gone: "
            "changes to records that its history never mentions were taken in without being listed"
        )
        if notice not in self.notices:
            self.notices.append(notice)
        snapshot = outside.snapshot.copy()
        apply(snapshot, [change.inverse() for change in net(pending)])
        seen: set[str] = set()
        for transaction in self.history():
            if transaction.rev <= checkpoint.rev:
                apply(snapshot, [each for each in transaction.changes if each.ref not in seen])
                seen.update(each.ref for each in transaction.changes)
        return snapshot

    # Sync

    def has_news(self) -> bool:
        """Whether a file was touched since the last pull, or one from outside is not logged."""
        is_unlogged = self._outside is not None and not self.read_only
        is_touched = signature(self._paths.file) != self._seen
        return is_unlogged or is_touched or self._log.has_news() or bool(self._arrived)

    def pull(self, held: Snapshot, keep: Keep | None = None) -> Iterator[News]:
        """Yield what others logged since the last pull, and log changes made outside."""
        if shown := self._shown:
            # Back to the result of the history: db.json may have changed again.
            self._shown = None
            back = [change.inverse() for change in shown.changes_here]
            yield News(back, held.meta.revision, self._title_before)
        self._gather()
        arrived, self._arrived = self._arrived, []
        title, self._title = self._title, None
        # If another history replaced ours, its revisions count from now on.
        yield News([change for each in arrived for change in each.changes], self._last, title)
        settlement = yield from self._take_in_outside(held, keep)
        if settlement and not self.read_only:
            self._log_outside(settlement)
            self._shown = None
            yield News((), self._last)
        if self._is_log_lost:
            self.checkpoint(held.copy())

    def _take_in_outside(
        self, held: Snapshot, keep: Keep | None
    ) -> Generator[News, None, Settlement | None]:
        """Import a db.json changed outside, reconciled with ours; in memory only."""
        if self._outside is None:
            return None
        # A reader who cannot choose sees the changes of both sides.
        keep = "both" if self.read_only else keep
        shown = settle(held, self._pending_transactions(), self._outside, keep, self.location)
        self._shown, self._title_before = shown, held.meta.title
        refs = [change.ref for change in shown.came]
        what = f"{len(refs)} {plural(len(refs), 'record differs', 'records differ')}"
        notice = f"{self.location}: {OUTSIDE}; {what}: {listed(refs)}"
        if self._outside.is_secret:
            notice = f"{self.location}: {FORGOTTEN} by another program"
        if refs and notice not in self.notices:
            self.notices.append(notice)
        yield News(shown.changes_here, held.meta.revision, self._outside.snapshot.meta.title)
        return shown

    def _log_outside(self, settlement: Settlement) -> None:
        """Log what came from outside and how it was reconciled; db.json is ours from then on."""
        if self._outside is None or self._outside.is_logged:
            self._outside = None
            return
        rev, now = self._last + 1, datetime.now(UTC)
        transactions = []
        if came := tuple(settlement.to_log()):
            outside = Operation("outside")
            transactions.append(Transaction(rev, now, "", OUTSIDE, came, operation=outside))
        holds = rev if transactions else rev - 1
        holds = holds if settlement.holds is None else settlement.holds
        if answer := tuple(settlement.answer):
            made = Operation("undo" if settlement.is_refused else "reconcile")
            why = f"undo {OUTSIDE}" if settlement.is_refused else made.reason
            undoes = rev if settlement.is_refused else 0
            transactions.append(
                Transaction(rev + 1, now, self._by, why, answer, undoes, operation=made)
            )
        with self._paths.writing():
            if self._is_log_lost:
                # The checkpoint that follows covers db.json; the present one is older.
                self._log.append(*transactions)
            else:
                checkpoint = Checkpoint(holds, now, self._outside.digest, is_done=True)
                self._log.append(
                    *(each for each in transactions if each.rev <= holds),
                    checkpoint,
                    *(each for each in transactions if each.rev > holds),
                )
                self._pending += [each.rev for each in transactions]
                self._note(checkpoint)
                self._base = None
            self._last = max([self._last, holds, *(each.rev for each in transactions)])
            self._outside = None

    def append(self, *transactions: Transaction) -> None:
        """Write transactions to the history and flush them to disk."""
        with self._paths.writing():
            if not self._log.size:
                # With db.json.bak and the history, a change made outside can be found and undone.
                with contextlib.suppress(OSError):
                    keep_copy(self._paths.real, self._paths.backup_path)
            # The first line says which db.json the history begins with.
            if base := self._base:
                self._log.append(base, *transactions)
                self._note(base)
            else:
                self._log.append(*transactions)
            self._pending += [each.rev for each in transactions]
            self._last = transactions[-1].rev

    def history(self, ref: str = "") -> Iterator[Transaction]:
        """The history from its end; of one record when `ref` is given."""
        return self._log.newest_first(ref)

    def keep_text(self, text: str) -> str:
        """Keep a long text beside db.json.

        Returns:
            The SHA-256 of its UTF-8, in lower-case hexadecimal.

        Raises:
            NotSaved: It cannot be written.
            ReadOnly: Nothing can be changed at all.
        """
        with self._paths.held(), self._paths.writing():
            return Texts(self._paths).keep(text)

    def long_text(self, digest: str) -> str:
        """The long text with a digest.

        Raises:
            MissingText: There is none, or it was altered.
        """
        return Texts(self._paths).read(digest)

    def _pending_transactions(self) -> Sequence[Transaction]:
        """The transactions that are not in db.json yet, oldest first."""
        wanted = set(self._pending)
        found = (each for each in self.history() if each.rev in wanted)
        return [*islice(found, len(wanted))][::-1]

    # Checkpoints

    def pending(self) -> int:
        """How many transactions are not in db.json yet."""
        return len(self._pending)

    def is_checkpoint_due(self) -> bool:
        """Whether more was logged since the last checkpoint than db.json holds."""
        written = self._seen.size if self._seen else 0
        return self._log.size - self._written_at > max(CHECKPOINT_BYTES, written)

    def checkpoint(self, snapshot: Snapshot) -> bool:
        """Replace db.json by a snapshot, and keep what it held in db.json.bak."""
        rev = snapshot.meta.revision
        if self.read_only:
            return False
        with self._paths.writing(), WholeFile(self._paths.real) as whole:
            # This takes longest, so it is done without the lock.
            whole.write(encode(snapshot))
            with self.lock():
                self._gather()
                if self._outside or (self._written >= rev and not self._is_log_lost):
                    return False
                begun = Checkpoint(rev, datetime.now(UTC), whole.digest)
                self._log.append(begun)
                self._begun[whole.digest] = begun
                with contextlib.suppress(OSError):
                    keep_copy(self._paths.real, self._paths.backup_path, is_replaced_next=True)
                whole.take_place()
                self._seen = signature(self._paths.file)
                done = replace(begun, is_done=True)
                self._note(done)
                self._base, self._is_log_lost = None, False
                self._log.append(done)
        return True

    # What others did

    def _gather(self) -> None:
        """Read new lines of the history, and find out whether it made the present db.json."""
        self._read_on()
        if self._outside and self._outside.is_logged:
            # That one is taken in before looking for others.
            return
        seen = signature(self._paths.file)
        if seen == self._seen:
            return
        data = read_bytes(self._paths.file)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._begun:
            # Every program logs its checkpoint before it replaces db.json: by now it can be read.
            self._read_on()
        if checkpoint := self._begun.get(digest):
            self._outside, self._digest = None, digest
            self._title = title_of(data)
            if not checkpoint.is_done:
                # The program that began it may be gone; the next change finishes it.
                self._base = replace(checkpoint, is_done=True)
        else:
            snapshot = decode(data, self._paths.file)
            refuse_unsound(data, snapshot, self._paths.file)
            self._outside = Outside(snapshot, digest)
        self._seen = seen

    def _read_on(self) -> None:
        if self._log.is_replaced():
            self._start_over()
        is_first = not self._log.size
        entries = self._log.news()
        if is_first and entries:
            # Others began the history, perhaps with a db.json other than the one we read.
            self._start_over(is_first=True)
            return
        for entry in entries:
            if isinstance(entry, Checkpoint):
                self._note(entry)
            else:
                self._arrived.append(entry)
                self._pending.append(entry.rev)
        self._last = max([self._last, *(each.rev for each in self._arrived)])

    def _start_over(self, *, is_first: bool = False) -> None:
        """Go over to another history, because ours was removed or replaced.

        Args:
            is_first: Whether there was none before, so that nothing of ours is lost.
        """
        found = JsonFileBackend(self._paths.file)
        snapshot = found._load()
        is_empty = not found._log.size and found._digest == self._digest
        # What is in memory stays; db.json must hold it before the new history starts from there.
        later = takewhile(lambda each: each.rev > self._last, found.history())
        is_secret = any(each.is_forgetting for each in later)
        is_logged = is_secret or is_first
        self._is_log_lost = bool(self._pending) if is_empty else not is_logged
        if is_logged:
            self._outside = Outside(snapshot, found._digest, is_logged=True, is_secret=is_secret)
            self._pending = found._pending
        elif not is_empty:
            outside = found._outside or Outside(snapshot, found._digest)
            self._outside = replace(outside, logged=snapshot)
            # The snapshot includes what the other history has beyond its db.json.
            self._pending = []
        self._log = found._log
        self._seen = None if is_logged else found._seen
        self._digest, self._begun = found._digest, found._begun
        self._written, self._written_at = found._written, found._written_at
        self._base = found._base
        self._last = found._last

    def _note(self, checkpoint: Checkpoint) -> None:
        """Remember a checkpoint of the history."""
        if not checkpoint.is_done:
            self._begun[checkpoint.digest] = checkpoint
            return
        self._digest = checkpoint.digest
        self._begun = {checkpoint.digest: checkpoint}
        self._base = None
        if self._outside and self._outside.digest == checkpoint.digest:
            self._outside = None
        self._written = checkpoint.rev
        self._written_at = self._log.size
        self._pending = [rev for rev in self._pending if rev > checkpoint.rev]


def _unlogged(snapshot: Snapshot, digest: str, transactions: Sequence[Transaction]) -> Checkpoint:
    """The checkpoint with which a history that has none would have begun.

    Changes beyond db.json's revision are pending only if they fit what it holds; if not, it was
    changed without its history.
    """
    revision = snapshot.meta.revision
    trial = snapshot.copy()
    for transaction in transactions:
        if transaction.rev > revision:
            if any(trial.get(ref) != before for ref, before, _ in transaction.changes):
                revision = max(each.rev for each in transactions)
                break
            apply(trial, transaction.changes)
    return Checkpoint(revision, datetime.now(UTC), digest, is_done=True)
