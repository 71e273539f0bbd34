"""Reads a history for a screen: in threads, a part at a time, and never more than is wanted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic, sleep
from typing import Any, NamedTuple

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from briefing.store.changes import Transaction
from briefing.store.errors import StoreError
from briefing.store.store import Store
from briefing.tui.history.entries import Entry, deleted_in, entry_of

FIRST_PART, PART_SECONDS = 100, 0.1
"""Entries shown at once, then how often more are handed over while reading goes on."""

STRETCH, PAUSE = 40, 0.0005
"""Transactions read at a stretch, and seconds between: keys must not wait for their turn."""

MOST_KEPT = 2_000
"""Changes kept in memory from the end of the history; what lies further back is read again."""

MOST_KNOWN = 1_000
"""Transactions at the end by which what came anew is told from what was there."""


class HistoryScope(NamedTuple):
    """What of the history is read.

    Attributes:
        name: What it is called on the screen.
        ref: Only the changes of this record; of all when empty.
        is_of_deleted: Whether the records deleted are wanted instead, each once.
    """

    name: str
    ref: str = ""
    is_of_deleted: bool = False


@dataclass
class EntriesRead(Message):
    """More was read; sent by a thread to the screen.

    Attributes:
        reading: Which reading: one that was given up may still send something.
        entries: What was read, older than all before.
        count: How many transactions were gone through by now.
        is_all: Whether this is the end of it.
        trouble: Why it could not be read further; empty when it could.
    """

    reading: int
    entries: Sequence[Entry]
    count: int
    is_all: bool = False
    trouble: str = ""


@dataclass
class EntriesAdded(Message):
    """The history went on while it was shown.

    Attributes:
        reading: Which reading.
        entries: What is new, newest first.
        count: How many transactions are.
        last: The last revision known before that stays; -1 when all must be read anew.
    """

    reading: int
    entries: Sequence[Entry]
    count: int
    last: int


@dataclass
class TransactionRead(Message):
    """A transaction from further back was read again; None when it is not there any more."""

    entry: Entry
    transaction: Transaction | None


class Loader:
    """Reads the history of a briefing for one screen.

    Args:
        screen: The screen.
        store: The briefing.
    """

    def __init__(self, screen: Screen[Any], store: Store) -> None:
        self._screen = screen
        self._store = store
        self._scope = HistoryScope("")
        self._kept: dict[int, Transaction] = {}
        self._room = MOST_KEPT
        self._known: dict[int, datetime] = {}
        self.number = 0

    def begin(self, scope: HistoryScope) -> None:
        """Read from the end; what is being read is given up."""
        self.number += 1
        number = self.number
        self._scope = scope
        self._kept, self._known, self._room = {}, {}, MOST_KEPT

        def read() -> None:
            for message in self._parts(number, scope):
                self._screen.post_message(message)

        self._screen.run_worker(read, thread=True, group="history", exclusive=True)

    def renew(self) -> None:
        """Read what was changed since."""
        if not self._known:
            self.begin(self._scope)
            return
        number, scope, known = self.number, self._scope, dict(self._known)

        def read() -> None:
            message = self._news(number, scope, known)
            if not get_current_worker().is_cancelled:
                self._screen.post_message(message)

        self._screen.run_worker(read, thread=True, group="history-news", exclusive=True)

    def kept(self, entry: Entry) -> Transaction | None:
        """The transaction of an entry where it is in memory."""
        return self._kept.get(entry.rev)

    def fetch(self, entry: Entry) -> None:
        """Read the transaction of an entry again; `TransactionRead` brings it."""

        def read() -> None:
            found = None
            try:
                for transaction in self._store.newest_first(entry.ref):
                    if transaction.rev <= entry.rev or get_current_worker().is_cancelled:
                        found = transaction if transaction.rev == entry.rev else None
                        break
            except StoreError:
                found = None
            if not get_current_worker().is_cancelled:
                self._screen.post_message(TransactionRead(entry, found))

        self._screen.run_worker(read, thread=True, group="history-one", exclusive=True)

    # In a thread

    def _parts(self, number: int, scope: HistoryScope) -> Iterator[EntriesRead]:
        worker = get_current_worker()
        entries: list[Entry] = []
        count, due, trouble = 0, 0.0, ""
        try:
            for transaction in self._store.newest_first(scope.ref):
                if worker.is_cancelled:
                    return
                count += 1
                if count % STRETCH == 0:
                    sleep(PAUSE)
                self._note(number, transaction)
                entries += self._entries(scope, transaction)
                if count == FIRST_PART or (count > FIRST_PART and monotonic() > due):
                    due = monotonic() + PART_SECONDS
                    yield EntriesRead(number, entries, count)
                    entries = []
        except StoreError as error:
            trouble = str(error)
        if not worker.is_cancelled:
            yield EntriesRead(number, entries, count, is_all=True, trouble=trouble)

    def _news(self, number: int, scope: HistoryScope, known: dict[int, datetime]) -> EntriesAdded:
        worker = get_current_worker()
        entries: list[Entry] = []
        came: list[Transaction] = []
        oldest = min(known)
        try:
            for transaction in self._store.newest_first(scope.ref):
                if known.get(transaction.rev) == transaction.at:
                    for each in reversed(came):
                        self._note(number, each, is_new=True)
                    return EntriesAdded(number, entries, len(came), transaction.rev)
                if transaction.rev < oldest or worker.is_cancelled:
                    break
                came.append(transaction)
                entries += self._entries(scope, transaction)
        except StoreError:
            # Reading anew says what is wrong.
            return EntriesAdded(number, (), 0, -1)
        return EntriesAdded(number, (), 0, -1)

    def _entries(self, scope: HistoryScope, transaction: Transaction) -> Sequence[Entry]:
        label_of = self._store.label
        if not scope.is_of_deleted:
            return [entry_of(transaction, label_of, scope.ref)]
        return [each for each in deleted_in(transaction, label_of) if self.is_gone(each)]

    def is_gone(self, entry: Entry) -> bool:
        """Whether the record of an entry does not exist."""
        return self._store.get(entry.ref) is None

    def _note(self, number: int, transaction: Transaction, *, is_new: bool = False) -> None:
        if number != self.number:
            return
        if is_new or len(self._known) < MOST_KNOWN:
            self._known[transaction.rev] = transaction.at
        if is_new or self._room >= len(transaction.changes):
            self._room -= len(transaction.changes)
            self._kept[transaction.rev] = transaction
