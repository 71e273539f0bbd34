"""The transactions of a history as the list shows them, newest first."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from sys import intern, maxsize
from typing import overload

import msgspec

from briefing.model.differences import differences
from briefing.model.refs import LabelOf, kind_of
from briefing.search.words.folding import fold
from briefing.store.changes import Change, Transaction, labels_in, name_in
from briefing.store.wording import MANY, deed, fields_in, reason_shown
from briefing.tui.input.safe_text import clipped, one_line
from briefing.tui.widgets.differences import WARNING, difference_lines, wrapped
from briefing.tui.widgets.dossier_layout import DIM, HEADING, TITLE, Line, Piece
from briefing.tui.widgets.row_list import ListRow

SIGNS = {"added": "+", "changed": "~", "deleted": "−"}

MOST_FOUND_BY = 2_000
"""Records of one transaction that the filter finds by name; an import may have a million."""

_WIDEST = 48
"""Characters of a name before a reason."""

_ROOM, _SHORTEST = 44, 16
"""Characters of a name with the fields after it, and of the name at least."""

LONGEST = 160
"""Characters kept of a name or reason; a quote may be a page long."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One transaction, or one deleted record, as far as the list needs it.

    A history may have a hundred thousand, so all else is read again when it is wanted.

    Attributes:
        rev: The revision.
        at: When, in UTC.
        by: Who.
        why: The reason, as shown.
        fields: The fields that were changed, if there is no reason.
        ref: The record it is named after: the one asked about, else the first changed.
        label: The label of that record.
        deed: What was done to very many records, instead of a label; else empty.
        action: What was done to it: a key of `SIGNS`.
        count: The number of records changed.
        undoes: The revision it undoes; 0 for none.
        words: The folded words that the filter finds it by.
    """

    rev: int
    at: datetime
    by: str
    why: str
    fields: str
    ref: str
    label: str
    deed: str
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
    done = deed(transaction, label_of) if len(changes) > MANY and not ref else ""
    return _entry(transaction, named, label_of, changes[:MOST_FOUND_BY], len(changes), done)


def deleted_in(transaction: Transaction, label_of: LabelOf) -> Iterator[Entry]:
    """One entry for each record that a transaction deleted."""
    return (entry for entry in records_in(transaction, label_of) if entry.action == "deleted")


def records_in(transaction: Transaction, label_of: LabelOf) -> Iterator[Entry]:
    """One entry for each record of a transaction."""
    label_of = labels_in(transaction, label_of)
    for change in transaction.changes:
        yield _entry(transaction, change, label_of, (change,), 1)


def _entry(
    transaction: Transaction,
    named: Change,
    label_of: LabelOf,
    found_by: Iterable[Change],
    count: int,
    done: str = "",
) -> Entry:
    names = (f"{change.ref} {name_in(change, label_of)[:LONGEST]}" for change in found_by)
    changes = transaction.changes if count > 1 else (named,)
    by, why = transaction.by, reason_shown(transaction)
    fields = "" if why else fields_in(changes)
    local = f"{transaction.at.astimezone():%Y %m %d}"
    return Entry(
        rev=transaction.rev,
        at=transaction.at,
        by=intern(by),
        why=intern(why[:LONGEST]),
        fields=intern(fields),
        ref=intern(named.ref),
        label=name_in(named, label_of)[:LONGEST],
        deed=done,
        action=named.action,
        count=count,
        undoes=transaction.undoes,
        words=fold(" ".join((str(transaction.rev), local, by, why, fields, done, *names))),
    )


def row_of_entry(entry: Entry, digits: int, undone_by: int) -> ListRow:
    """The line of an entry in a list.

    Args:
        entry: The entry.
        digits: How wide revisions are.
        undone_by: The revision that undid it; 0 for none.
    """
    more = f" and {entry.count - 1:,} more" if entry.count > 1 and not entry.deed else ""
    about = entry.why or entry.fields
    about = f" · {about}" if about else ""
    name = entry.deed or entry.label
    if more or about:
        # Fields, which are short, must still fit beside it in 80 columns.
        room = max(_SHORTEST, _ROOM - len(more + about)) if entry.fields else _WIDEST
        name = clipped(one_line(name), room)
    tail = " · ".join(part for part in ("undone" if undone_by else "", entry.by) if part)
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    # A row drops leading blanks, but not these.
    return ListRow(
        f"{entry.rev:\u00a0>{digits}}  {when}", f"{SIGNS[entry.action]} {name}{more}{about}", tail
    )


def row_of_record(entry: Entry) -> ListRow:
    """The line of one record among those of its transaction."""
    return ListRow(f"{kind_of(entry.ref):<6}", f"{SIGNS[entry.action]} {entry.label}")


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
    if why := reason_shown(transaction):
        yield from wrapped([Piece(why)], width)
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
        self._places: tuple[tuple[int, int], dict[str, int]] = ((0, 0), {})

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
        place = self._places_of(int(value.partition(" ")[0])).get(value, -1)
        if not start <= place < stop:
            raise ValueError(f"{value} is not in the list")
        return place

    def _places_of(self, rev: int) -> dict[str, int]:
        """The places of the entries of a revision; kept, as there may be thousands."""
        wanted = rev, len(self._entries)
        if self._places[0] != wanted:
            first = bisect_left(self._entries, -rev, key=lambda entry: -entry.rev)
            end = bisect_right(self._entries, -rev, key=lambda entry: -entry.rev)
            found = {self._entries[place].id: place for place in range(first, end)}
            self._places = wanted, found
        return self._places[1]

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
