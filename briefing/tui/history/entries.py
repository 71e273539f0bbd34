"""The transactions of a history as the list shows them, newest first."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from sys import intern, maxsize
from typing import overload

import msgspec

from briefing.model.differences import differences
from briefing.model.refs import LabelOf, kind_of
from briefing.search.words.folding import fold
from briefing.store.changes import Change, Transaction, labels_in, name_in
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.differences import WARNING, difference_lines, wrapped
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TITLE, Line, Piece
from briefing.tui.widgets.row_list import ListRow

SIGNS = {"added": "+", "changed": "~", "deleted": "−"}

MOST_FOUND_BY = 2_000
"""Records of one transaction that the filter finds by name; an import may have a million."""

LONGEST = 160
"""Characters kept of a name or reason; a quote may be a page long."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One transaction, or one deleted record, as far as the list needs it.

    A history may have a hundred thousand, so all else is read again when it is wanted.

    Attributes:
        rev: The revision.
        at: When, in UTC.
        by: Who.
        why: The reason.
        ref: The record it is named after: the one asked about, else the first changed.
        label: The label of that record.
        action: What was done to it: a key of `SIGNS`.
        count: The number of records changed.
        undoes: The revision it undoes; 0 for none.
        words: The folded words that the filter finds it by.
    """

    rev: int
    at: datetime
    by: str
    why: str
    ref: str
    label: str
    action: str
    count: int
    undoes: int
    words: str

    @property
    def id(self) -> str:
        """Its row id."""
        return f"{self.rev} {self.ref}"

    def finds(self, words: Sequence[str]) -> bool:
        """Whether it contains all of some folded words."""
        return all(word in self.words for word in words)


def entry_of(transaction: Transaction, label_of: LabelOf, ref: str = "") -> Entry:
    """Make the entry of a transaction.

    Args:
        transaction: The transaction.
        label_of: Gives the label of a record.
        ref: The record asked about; empty for the first one changed.
    """
    changes = transaction.changes
    label_of = labels_in(transaction, label_of)
    named = next((change for change in changes if not ref or change.ref == ref), None)
    if named is None:
        return _entry(transaction, Change("", None, None), label_of, (), len(changes))
    return _entry(transaction, named, label_of, changes[:MOST_FOUND_BY], len(changes))


def deleted_in(transaction: Transaction, label_of: LabelOf) -> Iterator[Entry]:
    """One entry for each record that a transaction deleted."""
    label_of = labels_in(transaction, label_of)
    for change in transaction.changes:
        if change.after is None and change.before is not None:
            yield _entry(transaction, change, label_of, (change,), 1)


def _entry(
    transaction: Transaction,
    named: Change,
    label_of: LabelOf,
    found_by: Iterable[Change],
    count: int,
) -> Entry:
    names = (f"{change.ref} {name_in(change, label_of)[:LONGEST]}" for change in found_by)
    by, why = transaction.by, transaction.why
    local = f"{transaction.at.astimezone():%Y %m %d}"
    return Entry(
        rev=transaction.rev,
        at=transaction.at,
        by=intern(by),
        why=intern(why[:LONGEST]),
        ref=intern(named.ref),
        label=name_in(named, label_of)[:LONGEST],
        action=named.action,
        count=count,
        undoes=transaction.undoes,
        words=fold(" ".join((str(transaction.rev), local, by, why, *names))),
    )


def row_of_entry(entry: Entry, digits: int, undone_by: int) -> ListRow:
    """The line of an entry in a list.

    Args:
        entry: The entry.
        digits: How wide revisions are.
        undone_by: The revision that undid it; 0 for none.
    """
    more = f" and {entry.count - 1:,} more" if entry.count > 1 else ""
    why = f" · {entry.why}" if entry.why else ""
    name = clipped(one_line(entry.label), 48) if more or why else entry.label
    tail = " · ".join(part for part in ("undone" if undone_by else "", entry.by) if part)
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    # A row drops leading blanks, but not these.
    return ListRow(
        f"{entry.rev:\u00a0>{digits}}  {when}", f"{SIGNS[entry.action]} {name}{more}{why}", tail
    )


def transaction_lines(
    transaction: Transaction, width: int, label_of: LabelOf, about: str = "", undone_by: int = 0
) -> Iterator[Line]:
    """Show a transaction and all it changed.

    Args:
        transaction: The transaction.
        width: The cells in a line.
        label_of: Gives the label of a record.
        about: The record whose change comes first.
        undone_by: The revision that undid it; 0 for none.
    """
    label_of = labels_in(transaction, label_of)
    when = f"{transaction.at.astimezone():%Y-%m-%d %H:%M:%S}"
    head = [Piece(f"revision {transaction.rev}", TITLE), Piece(f"   {when}   ", DIM)]
    yield from wrapped([Piece(transaction.by)], width, head)
    if transaction.why:
        yield from wrapped([Piece(transaction.why)], width)
    if transaction.undoes:
        yield from wrapped([Piece(f"undoes revision {transaction.undoes}", DIM)], width)
    if undone_by:
        yield from wrapped([Piece(f"undone by revision {undone_by}", WARNING)], width)
    for change in sorted(transaction.changes, key=lambda change: change.ref != about):
        yield Line(())
        yield from change_lines(change, width, label_of)


def change_lines(change: Change, width: int, label_of: LabelOf) -> Iterator[Line]:
    """Show what was done to one record, with its fields before and after."""
    verb = change.action
    kind = kind_of(change.ref)
    name = Piece(name_in(change, label_of), TITLE)
    yield from wrapped([name], width, [Piece(f"{verb}  {kind}  ", HEADING)], "    ")
    for difference in differences(change.before, change.after, label_of):
        if difference.before or difference.after:
            yield from difference_lines(difference, width, is_whole=verb != "changed")


class EntryIds(Sequence[str]):
    """The ids of some entries, newest first, as rows of a list."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [entry.id for entry in self._entries[place]]
        return self._entries[place].id

    def __len__(self) -> int:
        return len(self._entries)

    def index(self, value: str, start: int = 0, stop: int = maxsize) -> int:
        """The place of an id, from 0.

        Raises:
            ValueError: It is not in the list.
        """
        rev = int(value.partition(" ")[0])
        place = bisect_left(self._entries, -rev, key=lambda entry: -entry.rev)
        while place < len(self._entries) and value.startswith(f"{self._entries[place].rev} "):
            if self._entries[place].id == value and start <= place < stop:
                return place
            place += 1
        raise ValueError(f"{value} is not in the list")

    def find(self, value: str) -> Entry | None:
        """The entry of an id; None when it is not in the list."""
        try:
            return self._entries[self.index(value)]
        except ValueError:
            return None


class Entries:
    """The entries read so far, and those that pass the filter.

    Args:
        each_once: Whether only the latest entry of each record counts.

    Attributes:
        entries: All entries read, newest first.
        ids: The rows of those that pass the filter.
        words: The folded words of the filter.
    """

    def __init__(self, *, each_once: bool = False) -> None:
        self._each_once = each_once
        self._refs: set[str] = set()
        self._undone_by: dict[int, int] = {}
        self.words: list[str] = []
        self.entries: list[Entry] = []
        self._shown = self.entries
        self.ids = EntryIds(self._shown)

    def add(self, entries: Iterable[Entry]) -> None:
        """Append entries that are older than all before."""
        added = self._noted(entries)
        self.entries += added
        if self._shown is not self.entries:
            self._shown += (entry for entry in added if entry.finds(self.words))

    def put_before(self, entries: Sequence[Entry], last: int) -> None:
        """Prepend new entries, newest first, dropping known ones above revision `last`."""
        self._begin([*entries, *(entry for entry in self.entries if entry.rev <= last)])

    def keep(self, wanted: Callable[[Entry], bool]) -> None:
        """Keep only some entries."""
        self._begin([entry for entry in self.entries if wanted(entry)])

    def narrow(self, typed: str) -> None:
        """Show only entries that contain all typed words, ignoring case and accents."""
        self.words = fold(typed).split()
        self._show()

    def undone_by(self, entry: Entry) -> int:
        """The revision that undid an entry; 0 for none."""
        return self._undone_by.get(entry.rev, 0)

    def _begin(self, entries: list[Entry]) -> None:
        self._refs.clear()
        self._undone_by.clear()
        self.entries = self._noted(entries)
        self._show()

    def _show(self) -> None:
        self._shown = self.entries
        for word in self.words:
            self._shown = [entry for entry in self._shown if word in entry.words]
        self.ids = EntryIds(self._shown)

    def _noted(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries to keep, newest first, after noting what they undo."""
        noted = []
        for entry in entries:
            if self._each_once:
                if entry.ref in self._refs:
                    continue
                self._refs.add(entry.ref)
            # An undo that was itself undone does not count.
            if entry.undoes and entry.rev not in self._undone_by:
                self._undone_by[entry.undoes] = entry.rev
            noted.append(entry)
        return noted
