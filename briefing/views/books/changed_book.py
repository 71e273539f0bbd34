"""A book that shows another one with some records changed or left out."""

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence

from briefing.model.kinds.record import Record
from briefing.model.references import mentioned
from briefing.store.book import Book


class ChangedBook(Book):
    """Each record is changed when it is read; nothing is copied or remembered.

    What it leaves out or changes never mentions more than it did.

    Args:
        book: The book it shows.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return self._book.last_day

    @abstractmethod
    def has(self, record: Record) -> bool:
        """Whether a record of the book is shown at all."""

    @abstractmethod
    def _changed(self, record: Record) -> Record:
        """A record that is there, as it is shown; the same object if nothing changes."""

    def shown(self, record: Record) -> Record | None:
        """A record of the book as it is shown; None if it is left out."""
        return self._changed(record) if self.has(record) else None

    def get(self, ref: str) -> Record | None:
        """The record a ref names, as it is shown, or None."""
        record = self._book.get(ref)
        return None if record is None else self.shown(record)

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug: a live view; each is changed when it is read."""
        return _Shown(self, self._book.all(kind))

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its ref."""
        for ref, record in self._book.records():
            if self.has(record):
                yield ref, self._changed(record)

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref` as they are shown."""
        return tuple(filter(lambda other: self._mentions(other, ref), self._book.referrers(ref)))

    def label(self, ref: str) -> str:
        """The name of a record, also of one that is left out; its ref if there never was one."""
        return super().label(ref) if self.get(ref) is not None else self._book.label(ref)

    @property
    def present(self) -> Book:
        """The briefing as it is today."""
        return self._book.present

    def states(self, ref: str) -> Iterator[Record]:
        """A record, and what it has become since."""
        return self._book.states(ref)

    def is_uncertain(self, ref: str) -> bool:
        """Whether a record is shown only because it may be right to."""
        return self._book.is_uncertain(ref)

    def notes(self, ref: str) -> Sequence[str]:
        """What a reader of a record should know about how this book shows it."""
        return self._book.notes(ref)

    def row_tail(self, ref: str, tail: str) -> str:
        """What ends the row of a record in a list."""
        return self._book.row_tail(ref, tail)

    def _mentions(self, other: str, ref: str) -> bool:
        was = self._book.get(other)
        now = None if was is None else self.shown(was)
        return now is not None and (now is was or ref in mentioned(now))


class _Shown(Mapping[str, Record]):
    """The records of one kind as a `ChangedBook` shows them."""

    def __init__(self, book: ChangedBook, records: Mapping[str, Record]) -> None:
        self._book = book
        self._records = records

    def __getitem__(self, slug: str) -> Record:
        shown = self._book.shown(self._records[slug])
        if shown is None:
            raise KeyError(slug)
        return shown

    def __iter__(self) -> Iterator[str]:
        return (slug for slug, record in self._records.items() if self._book.has(record))

    def __len__(self) -> int:
        return sum(map(self._book.has, self._records.values()))
