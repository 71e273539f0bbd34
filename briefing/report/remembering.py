"""A book that remembers what it was asked: a report names the same records again and again."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.refs import slug_of
from briefing.store.book import Book


class Remembering(Book):
    """A book that does not change while this is used.

    Args:
        book: The book.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._records: dict[str, Record | None] = {}
        self._labels: dict[str, str] = {}

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return self._book.last_day

    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""
        if ref not in self._records:
            self._records[ref] = self._book.get(ref)
        return self._records[ref]

    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug."""
        return self._book.all(kind)

    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""
        return self._book.referrers(ref)

    def label(self, ref: str) -> str:
        """The name of a record; of a link with those of its ends; its ref if there is none."""
        if ref not in self._labels:
            label = self._book.label(ref)
            self._labels[ref] = f"{label} ({self._apart(ref)})" if label in self._shared else label
        return self._labels[ref]

    @cached_property
    def _shared(self) -> Collection[str]:
        """The names that several groups or leaders bear, so that one alone names nobody."""
        found = Counter(
            kind.label(record)
            for kind in KINDS.values()
            if kind.is_party
            for record in self._book.all(kind.name).values()
        )
        return {label for label, count in found.items() if count > 1}

    def _apart(self, ref: str) -> str:
        """What tells a group or leader from another of that name: what it is, and its id."""
        record = self.get(ref)
        what = getattr(record, "position", "") or getattr(record, "kind", "")
        return ", ".join(filter(None, (what, slug_of(ref))))

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
