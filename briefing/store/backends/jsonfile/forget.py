"""Removing records from all files for good, for the sake of people who must not be found there.

A deletion stays in the history and can be undone. Forgetting leaves nothing: neither what a record
said at any time nor its ref. The history is rewritten without it, and tells that something was
forgotten, when and by whom, but not what.
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
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.changes import FORGOTTEN, Change, Operation, Transaction
from briefing.store.errors import FileFault, NotSaved, RefReused, UnknownRecord, unreadable
from briefing.store.files import WholeFile, remove_strays
from briefing.store.store import Store

_SHORTEST_NAME = 2
"""Characters of a name that is looked for in what others say."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What there is to forget.

    Attributes:
        refs: The records: those asked for, what they were called before, and those that are
            nothing without them.
        edited: Records that lose a reference to one of them.
        naming: Records that go on saying one of their names.
        named: Records that said one before, and whose earlier versions stay.
        files: Copies that repairing left beside the briefing, which are deleted too.
        is_title: Whether the title of the briefing says one.
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
        store: Where they are, or were.
        paths: Its files.
        refs: The records; also such as were deleted before.

    Raises:
        UnknownRecord: There neither is such a record nor ever was.
        RefReused: What one of them was called before is another record now.
        FileFault: The history is not proved; rewriting it would hide what is wrong with it.
    """
    # What was changed outside is part of the history first.
    store.catch_up()
    if wrong := verify(paths).faults:
        raise FileFault(paths.path, wrong[0], "nothing was forgotten; `briefing verify` tells more")
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
    naming = [ref for ref, record in left if record is not None and _says(record, called)]
    named = [ref for ref in entries.saying(called) if ref not in {*gone, *naming}]
    is_title = _is_said(called, store.meta.title)
    copies = tuple(_copies(paths))
    return Forgetting(tuple(gone), edited, tuple(naming), tuple(named), copies, is_title)


def forget(
    path: Path, forgetting: Forgetting, by: str, beside: Callable[[], object] = lambda: None
) -> None:
    """Take records out of db.json, its history and all copies beside it.

    If the program is killed meanwhile, the briefing is whole and forgetting can be repeated: the
    history, which is needed for that, is rewritten last.

    Args:
        path: The db.json.
        forgetting: What to forget.
        by: Who does it.
        beside: Deletes what is kept of them elsewhere, such as drafts.

    Raises:
        StoreError: It cannot be done; nothing was forgotten, though it may be deleted.
    """
    paths = Paths(path)
    store = Store.open(path, by)
    present = [ref for ref in forgetting.refs if store.get(ref) is not None]
    with store.transaction(FORGOTTEN, Operation("forget")) as draft:
        draft.delete_all(present, keeps_names=False)
    _folded(store)
    with paths.held(), paths.writing():
        _must_be_deleted(paths, forgetting.refs)
        if wrong := verify(paths).faults:
            raise FileFault(path, wrong[0], "nothing was forgotten; `briefing verify` tells more")
        beside()
        for copy in (paths.backup_path, *forgetting.files):
            copy.unlink(missing_ok=True)
        remove_strays(paths.real, are_all=True)
        entries = _Entries(paths)
        with WholeFile(paths.history_path, paths.real) as history:
            history.write(entries.lines_without(forgetting.refs, by))
            history.take_place()
    # The history has one more revision now; the fold keeps db.json as it was just before.
    _folded(Store.open(path, by))


def _must_be_deleted(paths: Paths, refs: Sequence[str]) -> None:
    """Refuse to go on where another program has just put one of the records back."""
    snapshot = decode(read_bytes(paths.file), paths.file)
    if back := [ref for ref in refs if snapshot.get(ref) is not None]:
        raise NotSaved(f"{paths.path}: another program has just put {back[0]} back")


def _folded(store: Store) -> None:
    """Bring db.json up to date, which everything after that rests on."""
    store.catch_up()
    store.checkpoint()
    if store.pending:
        raise NotSaved(f"{store.location}: another program is changing it at this moment")
    store.close()


def _copies(paths: Paths) -> Iterator[Path]:
    """What repairing left beside a briefing."""
    name, stem, log = (
        paths.real.name,
        paths.real.name.removesuffix(".json"),
        paths.history_path.name,
    )
    patterns = (f"{name}.damaged-*", f"{log}.damaged-*", f"{stem}.damaged-*", f"{stem}.repaired.*")
    for pattern in patterns:
        yield from (each for each in sorted(paths.real.parent.glob(pattern)) if each.is_file())


def _says(record: Record, called: Collection[str]) -> bool:
    """Whether a record says one of some names somewhere."""
    spelled = [msgspec.json.encode(name).decode()[1:-1] for name in called]
    return _is_said(spelled, msgspec.json.encode(record).decode())


def _is_said(words: Iterable[str], text: str) -> bool:
    """Whether a text says one of some names as words of their own, in whatever case."""
    said = f" {' '.join(_WORD.findall(text.casefold()))} "
    return any(
        f" {name} " in said
        for word in words
        if len(name := " ".join(_WORD.findall(word.casefold()))) >= _SHORTEST_NAME
    )


class _Entries:
    """All that a history says.

    Attributes:
        known: Every version of every record, by ref.
    """

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._head = ""
        self._same: dict[str, set[str]] = {}
        self.known: dict[str, list[Record]] = {}
        for entry in self._all():
            if isinstance(entry, Transaction):
                self._note(entry)

    def _note(self, transaction: Transaction) -> None:
        for ref, before, after in transaction.changes:
            versions = self.known.setdefault(ref, [])
            versions += [each for each in (before, after) if each is not None]
        if led := transaction.leads():
            # The record lives on under another ref.
            gone, other = led
            self._same.setdefault(other, set()).add(gone)
            if transaction.operation.name == "rename":
                self._same.setdefault(gone, set()).add(other)

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
        """Every ref that some records had at any time, with one of the refs it belongs to."""
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
        """Some refs, with all that the same records were called, and what only tells of them."""
        found = dict.fromkeys(self.also_called(refs))
        while more := [each for each in self.known if self._tells_only_of(each, found)]:
            found |= dict.fromkeys(self.also_called(more))
        return [*found]

    def saying(self, called: Collection[str]) -> list[str]:
        """The records of which a version says one of some names."""
        return [
            ref
            for ref, versions in self.known.items()
            if any(_says(each, called) for each in versions)
        ]

    def _tells_only_of(self, ref: str, gone: Mapping[str, None]) -> bool:
        """Whether every version of another record needs one of those that are gone."""
        versions = () if ref in gone else self.known[ref]
        return bool(versions) and all(_without(each, gone) is None for each in versions)

    def names_of(self, refs: Iterable[str]) -> set[str]:
        """Every name that some records ever had."""
        return {name for ref in refs for each in self.known.get(ref, ()) for name in names(each)}

    def lines_without(self, refs: Sequence[str], by: str) -> Iterator[bytes]:
        """The lines of a history that never knew some records, and one that says so."""
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
    """A transaction without some records, what refers to them, and what names them."""
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
    why = _why(transaction.why, gone, called)
    return replace(transaction, changes=changes, why=why, operation=operation)


def _why(why: str, gone: Mapping[str, None], called: Collection[str]) -> str:
    """A reason, or nothing where it tells of a record that is gone."""
    refs = {word.rstrip(".,;:!?)") for word in why.split()} & gone.keys()
    return "" if refs or _is_said(called, why) else why


def _without(record: Record | None, gone: Mapping[str, None]) -> Record | None:
    """A record without any mention of some others; None if it is nothing without them."""
    if record is None or gone.keys().isdisjoint(mentioned(record)):
        return record
    return without_references(record, dict.fromkeys(gone, ""))
