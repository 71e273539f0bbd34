"""Removing records from all files for good, to protect people who must not be found there.

A deletion stays in the history and can be undone. Forgetting leaves neither a version of a record
nor its ref. The history is rewritten; it says that something was forgotten, when and by whom.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from briefing.model.kinds.record import Record
from briefing.model.labels import names
from briefing.model.references import mentioned, without_references
from briefing.store.backends.jsonfile.chain import head_of
from briefing.store.backends.jsonfile.log import Lines
from briefing.store.backends.jsonfile.log_codec import (
    DamagedLineError,
    LineWriter,
    LogEntry,
    UnknownLineError,
    decode_line,
    fault,
)
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.backends.jsonfile.texts import Texts, digest_of
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.changes import FORGOTTEN, Change, Operation, Transaction
from briefing.store.errors import (
    FileFault,
    MissingText,
    NotSaved,
    RefReused,
    UnknownRecord,
    unreadable,
)
from briefing.store.files import WholeFile, remove_strays
from briefing.store.store import Store

_SHORTEST_NAME = 2
"""Shorter names are not searched for in other records."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting some records would do.

    Attributes:
        refs: The records: those asked for, their earlier refs, and those that need them.
        edited: Records that lose a reference to one of them.
        naming: Records that will still contain one of their names.
        named: Records of which an earlier version, which stays, contains one.
        files: Copies that repairs left beside the briefing, which are deleted too.
        is_title: Whether the title of the briefing contains one.
    """

    refs: tuple[str, ...]
    edited: tuple[str, ...]
    naming: tuple[str, ...]
    named: tuple[str, ...]
    files: tuple[Path, ...]
    is_title: bool


def to_forget(store: Store, paths: Paths, refs: Sequence[str]) -> Forgetting:
    """Find out what forgetting some records would do.

    Args:
        store: The briefing.
        paths: Its files.
        refs: The records, which may be deleted already.

    Raises:
        UnknownRecord: There is no such record and never was.
        RefReused: An earlier ref of one of them belongs to another record now.
        FileFault: The history is not proved; rewriting it would hide what is wrong with it.
    """
    # Changes made outside must be in the history first.
    store.catch_up()
    _must_be_proved(paths)
    entries = _Entries(paths)
    for ref in refs:
        if store.get(ref) is None and ref not in entries.known:
            raise UnknownRecord(ref)
    for other, ref in entries.also_called(refs).items():
        if other not in refs and store.get(other) is not None:
            raise RefReused(ref, other)
    gone = entries.widened(refs)
    draft = store.draft()
    draft.delete_all([ref for ref in gone if store.get(ref) is not None], keeps_names=False)
    changes = draft.changes()
    gone = entries.widened([*gone, *(each.ref for each in changes if each.after is None)])
    called = entries.names_of(gone) | {
        name for ref in gone if (record := store.get(ref)) is not None for name in names(record)
    }
    edited = tuple(each.ref for each in changes if each.after is not None)
    left = ((ref, draft.get(ref)) for ref, _ in store.records())
    naming = [
        ref
        for ref, record in left
        if record is not None
        if _contains_name(record, called) or _is_in_text(store, ref, called)
    ]
    named = [ref for ref in entries.naming(called) if ref not in {*gone, *naming}]
    is_title = _is_named(called, store.meta.title)
    copies = tuple(_copies(paths))
    return Forgetting(tuple(gone), edited, tuple(naming), tuple(named), copies, is_title)


def forget(
    path: Path, forgetting: Forgetting, by: str, beside: Callable[[], object] = lambda: None
) -> None:
    """Remove records from db.json, its history and all copies beside it.

    If the program is killed, the briefing is whole and forgetting can be repeated: the history,
    which is needed for that, is rewritten last.

    Args:
        path: The db.json.
        forgetting: What to forget.
        by: Who does it.
        beside: Deletes what is stored elsewhere, such as drafts.

    Raises:
        StoreError: It failed; nothing was forgotten, though the records may be deleted.
    """
    paths = Paths(path)
    store = Store.open(path, by)
    present = [ref for ref in forgetting.refs if store.get(ref) is not None]
    with store.transaction(FORGOTTEN, Operation("forget")) as draft:
        draft.delete_all(present, keeps_names=False)
    _write_checkpoint(store)
    with paths.held(), paths.writing():
        snapshot = decode(read_bytes(paths.file), paths.file)
        if back := [ref for ref in forgetting.refs if snapshot.get(ref) is not None]:
            raise NotSaved(f"{path}: another program has just put {back[0]} back")
        _must_be_proved(paths)
        beside()
        for copy in (paths.backup_path, *forgetting.files):
            copy.unlink(missing_ok=True)
        remove_strays(paths.real, are_all=True)
        entries = _Entries(paths)
        Texts(paths).keep_only(
            entries.texts_without(forgetting.refs)
            | {digest_of(record) for _, record in snapshot.records()}
        )
        with WholeFile(paths.history_path, paths.real) as history:
            history.write(entries.lines_without(forgetting.refs, by))
            history.take_place()
    # The history has one more revision now; db.json.bak becomes db.json as it was just before.
    _write_checkpoint(Store.open(path, by))


def _must_be_proved(paths: Paths) -> None:
    if faults := verify(paths).faults:
        remedy = "nothing was forgotten; `briefing verify` says more"
        raise FileFault(paths.path, faults[0], remedy)


def _write_checkpoint(store: Store) -> None:
    store.catch_up()
    store.checkpoint()
    if store.pending:
        raise NotSaved(f"{store.location}: another program is changing it at this moment")
    store.close()


def _copies(paths: Paths) -> Iterator[Path]:
    """The files that repairs left beside a briefing."""
    name, log = paths.real.name, paths.history_path.name
    stem = name.removesuffix(".json")
    patterns = (f"{name}.damaged-*", f"{log}.damaged-*", f"{stem}.damaged-*", f"{stem}.repaired.*")
    for pattern in patterns:
        yield from (each for each in sorted(paths.real.parent.glob(pattern)) if each.is_file())


def _contains_name(record: Record, called: Collection[str]) -> bool:
    escaped = [msgspec.json.encode(name).decode()[1:-1] for name in called]
    return _is_named(escaped, msgspec.json.encode(record).decode())


def _is_in_text(store: Store, ref: str, called: Collection[str]) -> bool:
    """Whether the long text of a record contains a name."""
    if not digest_of(store.get(ref)):
        return False
    try:
        return _is_named(called, store.text_of(ref))
    except MissingText:
        return False


def _is_named(called: Iterable[str], text: str) -> bool:
    """Whether a text contains one of some names as whole words, ignoring case."""
    words = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(
        f" {name} " in words
        for each in called
        if len(name := " ".join(_WORD.findall(each.casefold()))) >= _SHORTEST_NAME
    )


class _Entries:
    """The entries of a history.

    Attributes:
        known: Every version of every record, by ref.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._head = ""
        self._same: dict[str, set[str]] = {}
        self.known: dict[str, list[Record]] = {}
        seen: list[tuple[int, int, Operation, tuple[str, str] | None]] = []
        for entry in self._all():
            if not isinstance(entry, Transaction):
                continue
            seen.append((entry.rev, entry.undoes, entry.operation, entry.redirected()))
            for ref, before, after in entry.changes:
                versions = self.known.setdefault(ref, [])
                versions += [each for each in (before, after) if each is not None]
        separate: set[int] = set()
        for rev, undoes, operation, redirected in reversed(seen):
            is_merge = operation.name == "merge"
            if redirected and not (is_merge and rev in separate):
                # The record lives on under another ref.
                gone, other = redirected
                self._same.setdefault(other, set()).add(gone)
                if not is_merge:
                    self._same.setdefault(gone, set()).add(other)
            if rev not in separate:
                # Undone or split, two merged records are two again.
                separate |= {undoes, operation.of} - {0}

    def _all(self) -> Iterator[LogEntry]:
        path = self._paths.history_path
        try:
            lines = Lines(path)
        except OSError as error:
            raise unreadable(path, error) from None
        with lines:
            for number, line in enumerate(lines, 1):
                if not line:
                    continue
                self._head = head_of(line).hash
                try:
                    yield decode_line(line)
                except (DamagedLineError, UnknownLineError) as error:
                    raise fault(error, path, number) from None

    def also_called(self, refs: Iterable[str]) -> dict[str, str]:
        """Every ref that some records ever had, each with the ref among `refs` it belongs to."""
        found = {ref: ref for ref in refs}
        left = [*found]
        while left:
            ref = left.pop()
            for same in self._same.get(ref, ()):
                if same not in found:
                    found[same] = found[ref]
                    left.append(same)
        return found

    def widened(self, refs: Iterable[str]) -> list[str]:
        """Some refs, all other refs of the same records, and records that cannot exist without."""
        found = dict.fromkeys(self.also_called(refs))
        while more := [each for each in self.known if self._depends_on(each, found)]:
            found |= dict.fromkeys(self.also_called(more))
        return [*found]

    def naming(self, called: Collection[str]) -> list[str]:
        """The records of which a version contains one of some names."""
        return [
            ref
            for ref, versions in self.known.items()
            if any(_contains_name(each, called) for each in versions)
        ]

    def _depends_on(self, ref: str, gone: Mapping[str, None]) -> bool:
        """Whether every version of a record needs one of some others."""
        versions = () if ref in gone else self.known[ref]
        return bool(versions) and all(_without(each, gone) is None for each in versions)

    def names_of(self, refs: Iterable[str]) -> set[str]:
        """Every name that some records ever had."""
        return {name for ref in refs for each in self.known.get(ref, ()) for name in names(each)}

    def texts_without(self, refs: Sequence[str]) -> set[str]:
        """The digests of the long texts that other records than these name, or ever named."""
        kept = (versions for ref, versions in self.known.items() if ref not in refs)
        return {digest_of(each) for versions in kept for each in versions}

    def lines_without(self, refs: Sequence[str], by: str) -> Iterator[bytes]:
        """The history without some records, and a last line saying that something was forgotten."""
        gone = dict.fromkeys(refs)
        called = self.names_of(refs)
        writer, last = LineWriter(), 0
        for entry in self._all():
            if isinstance(entry, Transaction):
                last = entry.rev
                yield writer.line(_scrubbed(entry, gone, called))
            else:
                last = max(last, entry.rev)
                yield writer.line(entry)
        now = datetime.now(UTC)
        forgetting = Operation("forget")
        yield writer.line(Transaction(last + 1, now, by, FORGOTTEN, (), 0, self._head, forgetting))


def _scrubbed(
    transaction: Transaction, gone: Mapping[str, None], called: Collection[str]
) -> Transaction:
    """A transaction without some records, references to them and reasons naming them."""
    changes = tuple(
        Change(ref, before, after)
        for ref, before, after in (
            (each.ref, _without(each.before, gone), _without(each.after, gone))
            for each in transaction.changes
            if each.ref not in gone
        )
        if before != after
    )
    operation = transaction.operation
    if not gone.keys().isdisjoint(operation.refs):
        operation = Operation("edit")
    refs = {word.rstrip(".,;:!?)") for word in transaction.why.split()} & gone.keys()
    why = "" if refs or _is_named(called, transaction.why) else transaction.why
    return replace(transaction, changes=changes, why=why, operation=operation)


def _without(record: Record | None, gone: Mapping[str, None]) -> Record | None:
    """A record without any mention of some others; None if it needs one of them."""
    if record is None or gone.keys().isdisjoint(mentioned(record)):
        return record
    return without_references(record, dict.fromkeys(gone, ""))
