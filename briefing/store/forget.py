"""Records taken out of all files for good, for those who must not be found in them.

A deletion stays in the history, to be taken back. What is forgotten leaves nothing: neither what a
record said at any time nor its ref. The history is written anew without it, and says that, when and
by whom something was forgotten, but not what.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from briefing.model.labels import names
from briefing.model.records import Record
from briefing.model.references import mentioned, without_references
from briefing.store.chain import head_of
from briefing.store.changes import FORGOTTEN, Change, Transaction
from briefing.store.draft import Draft, merging, renaming
from briefing.store.errors import FileFault, NotSaved, UnknownRecord, unreadable
from briefing.store.files import WholeFile, remove_strays
from briefing.store.home import Home
from briefing.store.lines import (
    DamagedLineError,
    Entry,
    LineWriter,
    UnknownLineError,
    decode_line,
    fault,
)
from briefing.store.log_file import Lines
from briefing.store.store import Store
from briefing.store.verify import verify

_SHORTEST_NAME = 3
"""Characters of a name that is looked for in what other records say."""


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What there is to forget.

    Attributes:
        refs: The records: those asked for, what they were called before, and what cannot stand
            without them.
        edited: Records that lose a reference to one of them.
        naming: Records that go on saying one of their names.
        files: Copies that repairing left beside the briefing, which are deleted too.
    """

    refs: tuple[str, ...]
    edited: tuple[str, ...]
    naming: tuple[str, ...]
    files: tuple[Path, ...]


def to_forget(store: Store, home: Home, refs: Sequence[str]) -> Forgetting:
    """Find out what forgetting some records would do.

    Args:
        store: Where they are, or were.
        home: Its files.
        refs: The records; also such as were deleted before.

    Raises:
        UnknownRecord: There neither is such a record nor ever was.
    """
    entries = _Entries(home)
    gone = entries.widened(refs)
    for ref in refs:
        if store.get(ref) is None and ref not in entries.known:
            raise UnknownRecord(ref)
    draft = Draft(store)
    draft.delete_all([ref for ref in gone if store.get(ref) is not None], keeps_names=False)
    changes = draft.changes()
    gone = entries.widened([*gone, *(each.ref for each in changes if each.after is None)])
    called = entries.names_of(gone) | {
        name for ref in gone if (record := store.get(ref)) is not None for name in names(record)
    }
    edited = tuple(each.ref for each in changes if each.after is not None)
    left = ((ref, draft.get(ref)) for ref, _ in store.records())
    naming = tuple(ref for ref, record in left if record is not None and _says(record, called))
    return Forgetting(tuple(gone), edited, naming, tuple(_copies(home)))


def forget(path: Path, forgetting: Forgetting, by: str) -> None:
    """Take records out of db.json, its history and all copies beside it.

    Whatever ends the program meanwhile, the briefing is whole, and forgetting can be done again.

    Args:
        path: The db.json.
        forgetting: What to forget.
        by: Who does it.

    Raises:
        StoreError: It cannot be done; nothing was forgotten, though it may be deleted.
    """
    home = Home(path)
    store = Store.open(path, by)
    present = [ref for ref in forgetting.refs if store.get(ref) is not None]
    with store.transaction(FORGOTTEN) as draft:
        draft.delete_all(present, keeps_names=False)
    _folded(store)
    with home.held(), home.writing():
        if wrong := verify(home).faults:
            # A history written anew would hide what is wrong with it.
            raise FileFault(path, wrong[0], "nothing was forgotten; `briefing verify` tells more")
        entries = _Entries(home)
        with WholeFile(home.history_path, home.real) as history:
            history.write(entries.lines_without(forgetting.refs, by))
            history.take_place()
    # The history has one more revision now; the fold keeps db.json as it was just before.
    _folded(Store.open(path, by))
    for copy in forgetting.files:
        with home.writing(), contextlib.suppress(FileNotFoundError):
            copy.unlink()
    remove_strays(home.real)


def _folded(store: Store) -> None:
    """Bring db.json up to date, which everything after that rests on."""
    store.catch_up()
    store.fold()
    if store.unfolded:
        raise NotSaved(f"{store.path}: another program is changing it at this moment")
    store.close()


def _copies(home: Home) -> Iterator[Path]:
    """What repairing left beside a briefing."""
    name, stem, log = home.real.name, home.real.name.removesuffix(".json"), home.history_path.name
    patterns = (f"{name}.damaged-*", f"{log}.damaged-*", f"{stem}.damaged-*", f"{stem}.repaired.*")
    for pattern in patterns:
        yield from sorted(home.real.parent.glob(pattern))


def _says(record: Record, called: frozenset[str] | set[str]) -> bool:
    """Whether a record says one of some names somewhere."""
    said = msgspec.json.encode(record).decode().casefold()
    spelled = (msgspec.json.encode(name).decode()[1:-1].casefold() for name in called)
    return any(name in said for name in spelled if len(name) >= _SHORTEST_NAME)


class _Entries:
    """All that a history says.

    Attributes:
        known: Every version of every record, by ref.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
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
            if after is None:
                self._note_name(ref, transaction.why)

    def _note_name(self, ref: str, why: str) -> None:
        """Take note of another ref that a record went on under."""
        renamed, merged = renaming(ref, ""), merging(ref, "")
        if why.startswith(renamed):
            other = why.removeprefix(renamed)
            self._same.setdefault(ref, set()).add(other)
            self._same.setdefault(other, set()).add(ref)
        elif why.startswith(merged):
            self._same.setdefault(why.removeprefix(merged), set()).add(ref)

    def _all(self) -> Iterator[Entry]:
        path = self._home.history_path
        try:
            lines = Lines(path)
        except OSError as error:
            raise unreadable(path, error) from None
        with lines:
            for number, line in enumerate(lines, 1):
                self._head = head_of(line).hash
                try:
                    yield decode_line(line)
                except (DamagedLineError, UnknownLineError) as error:
                    raise fault(error, path, number) from None

    def widened(self, refs: Iterable[str]) -> list[str]:
        """Some refs, with all that the same records were called, and what only tells of them."""
        found = dict.fromkeys(refs)
        left = [*found]
        while left:
            for same in self._same.get(left.pop(), ()):
                if same not in found:
                    found[same] = None
                    left.append(same)
            if not left:
                left = [each for each in self.known if self._tells_only_of(each, found)]
                found |= dict.fromkeys(left)
        return [*found]

    def _tells_only_of(self, ref: str, gone: Mapping[str, None]) -> bool:
        """Whether no version of another record can stand without some."""
        versions = () if ref in gone else self.known[ref]
        return bool(versions) and all(_without(each, gone) is None for each in versions)

    def names_of(self, refs: Iterable[str]) -> set[str]:
        """Every name that some records ever had."""
        return {name for ref in refs for each in self.known.get(ref, ()) for name in names(each)}

    def lines_without(self, refs: Sequence[str], by: str) -> Iterator[bytes]:
        """The lines of a history that never knew some records, and one that says so."""
        gone = dict.fromkeys(refs)
        told = [*refs, *self.names_of(refs)]
        words = [word.casefold() for word in told if len(word) >= _SHORTEST_NAME]
        writer, last = LineWriter(), 0
        for entry in self._all():
            if isinstance(entry, Transaction):
                last = entry.rev
                yield writer.line(_scrubbed(entry, gone, words))
            else:
                last = max(last, entry.rev)
                yield writer.line(entry)
        now = datetime.now(UTC)
        yield writer.line(Transaction(last + 1, now, by, FORGOTTEN, (), rewrites=self._head))


def _scrubbed(transaction: Transaction, gone: Mapping[str, None], words: list[str]) -> Transaction:
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
    said = transaction.why.casefold()
    why = "" if any(word in said for word in words) else transaction.why
    return replace(transaction, changes=changes, why=why)


def _without(record: Record | None, gone: Mapping[str, None]) -> Record | None:
    """A record without any mention of some others; None where it cannot stand without them."""
    if record is None or gone.keys().isdisjoint(mentioned(record)):
        return record
    return without_references(record, dict.fromkeys(gone, ""))
