"""Loads a history for its screen: in threads, part by part."""

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
from briefing.tui.history.entries import Entry, deleted_in, entry_of, records_in

FIRST_PART, PART_SECONDS = 100, 0.1
"""Entries shown at once, then seconds between further parts."""

STRETCH, PAUSE = 40, 0.0005
"""Transactions read in one go, and the pause after, so that keys need not wait."""

MOST_KEPT = 2_000
"""Changes kept in memory from the end of the history; older ones are read again."""

MOST_KNOWN = 1_000
"""Last transactions remembered, to recognize which ones are new."""


class HistoryScope(NamedTuple):
    """The part of the history to show.

    Attributes:
        name: Its name on the screen.
        ref: The record whose changes to show; empty for all.
        is_of_deleted: Whether to show deleted records instead, each once.
        opened: The transaction whose records to show; None for all transactions.
    """

    name: str
    ref: str = ""
    is_of_deleted: bool = False
    opened: Transaction | None = None


@dataclass
class EntriesRead(Message):
    """More entries were read; sent by a thread to the screen.

    Attributes:
        reading: The number of the reading; an abandoned one may still send messages.
        entries: The entries, older than all before.
        count: The number of transactions read so far.
        is_all: Whether these are the last.
        trouble: Why reading stopped early; empty when it did not.
    """

    reading: int
    entries: Sequence[Entry]
    count: int
    is_all: bool = False
    trouble: str = ""


@dataclass
class EntriesAdded(Message):
    """The history grew while it was shown.

    Attributes:
        reading: The number of the reading.
        entries: The new entries, newest first.
        count: The number of new transactions.
        last: The highest known revision that stays; -1 when all must be read again.
    """

    reading: int
    entries: Sequence[Entry]
    count: int
    last: int


@dataclass
class TransactionRead(Message):
    """An older transaction was read again; None when it no longer exists."""

    entry: Entry
    transaction: Transaction | None


class Loader:
    """Loads the history of a store for one screen."""

    def __init__(self, screen: Screen[Any], store: Store) -> None:
        self._screen = screen
        self._store = store
        self._scope = HistoryScope("")
        self._kept: dict[int, Transaction] = {}
        self._room = MOST_KEPT
        self._known: dict[int, datetime] = {}
        self.number = 0

    def begin(self, scope: HistoryScope) -> None:
        """Start reading at the end, abandoning any earlier reading."""
        self.number += 1
        number = self.number
        self._scope = scope
        self._kept, self._known, self._room = {}, {}, MOST_KEPT

        def read() -> None:
            for message in self._parts(number, scope):
                self._screen.post_message(message)

        self._screen.run_worker(read, thread=True, group="history", exclusive=True)

    def renew(self) -> None:
        """Read what is new."""
        if self._scope.opened:
            return
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
        """The transaction of an entry, if it is in memory."""
        return self._scope.opened or self._kept.get(entry.rev)

    def fetch(self, entry: Entry) -> None:
        """Read the transaction of an entry again, and send it as `TransactionRead`."""

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
        if scope.opened:
            yield from self._records(number, scope.opened)
            return
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

    def _records(self, number: int, opened: Transaction) -> Iterator[EntriesRead]:
        entries: list[Entry] = []
        worker = get_current_worker()
        for count, entry in enumerate(records_in(opened, self._store.label), start=1):
            if worker.is_cancelled:
                return
            entries.append(entry)
            if count % STRETCH == 0:
                sleep(PAUSE)
            if count % (FIRST_PART * STRETCH) == FIRST_PART:
                yield EntriesRead(number, entries, count)
                entries = []
        yield EntriesRead(number, entries, len(opened.changes), is_all=True)

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
            pass  # reading all again tells what is wrong
        return EntriesAdded(number, (), 0, -1)

    def _entries(self, scope: HistoryScope, transaction: Transaction) -> Sequence[Entry]:
        label_of = self._store.label
        if not scope.is_of_deleted:
            return [entry_of(transaction, label_of, scope.ref)]
        return [each for each in deleted_in(transaction, label_of) if self.is_gone(each)]

    def is_gone(self, entry: Entry) -> bool:
        """Whether the record of an entry is still deleted."""
        return self._store.get(entry.ref) is None

    def _note(self, number: int, transaction: Transaction, *, is_new: bool = False) -> None:
        if number != self.number:
            return
        if is_new or len(self._known) < MOST_KNOWN:
            self._known[transaction.rev] = transaction.at
        if is_new or self._room >= len(transaction.changes):
            self._room -= len(transaction.changes)
            self._kept[transaction.rev] = transaction
