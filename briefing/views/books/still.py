"""A book as it stands at one moment, for a thread to read while keys change it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of, slug_of
from briefing.store.book import Book


class StillBook(Book):
    """The records of a book at the moment this is made.

    Args:
        book: The book.
        over: Records that are added or replaced, by ref.
    """

    def __init__(self, book: Book, over: Mapping[str, Record] | None = None) -> None:
        self._book = book
        self._tables = {kind: dict(book.all(kind)) for kind in KINDS}
        for ref, record in (over or {}).items():
            self._tables[kind_of(ref)][slug_of(ref)] = record

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return self._book.last_day

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        return self._tables.get(kind_of(ref), {}).get(slug_of(ref))

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug."""
        return self._tables[kind]

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref` now."""
        return self._book.referrers(ref)

    @property
    def present(self) -> Book:
        """The briefing as it is today."""
        return self._book.present

    def states(self, ref: str) -> Iterator[Record]:
        """A record, and what it has become since."""
        return self._book.states(ref)

    def is_uncertain(self, ref: str) -> bool:
        """Whether the book shows a record only because it may be right to."""
        return self._book.is_uncertain(ref)

    def notes(self, ref: str) -> Sequence[str]:
        """What a reader of a record should know about how the book shows it."""
        return self._book.notes(ref)
