"""A briefing as it is read: at present, as of a date, or without one of its sources."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Record
from briefing.model.kinds.source import Source
from briefing.model.labels import full_label
from briefing.model.refs import make_ref
from briefing.store.errors import MissingText, UnknownRecord


class Book(ABC):
    """The records of a briefing, to read."""

    @abstractmethod
    def get(self, ref: str) -> Record | None:
        """The record a ref names, or None."""

    @abstractmethod
    def all(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by slug: a live view, in no particular order."""

    @abstractmethod
    def referrers(self, ref: str) -> Sequence[str]:
        """The records that mention `ref`."""

    @property
    def last_day(self) -> dt.date:
        """The last day it says anything about."""
        return dt.date.max

    def need(self, ref: str) -> Record:
        """The record a ref names.

        Raises:
            UnknownRecord: There is none.
        """
        record = self.get(ref)
        if record is None:
            raise UnknownRecord(ref)
        return record

    @property
    def present(self) -> "Book":
        """The briefing as it is today."""
        return self

    def long_text(self, digest: str) -> str:
        """The long text that is kept beside the records under a digest.

        Raises:
            MissingText: There is none, or it was altered.
        """
        if self.present is self:
            raise MissingText(Path(digest), "is not kept here")
        return self.present.long_text(digest)

    def text_of(self, ref: str) -> str:
        """The text of a source, however long; empty if the briefing does not hold it.

        One that is typed into the record takes the place of one kept beside the records.

        Raises:
            MissingText: It is kept beside the records, and is missing there or was altered.
        """
        record = self.get(ref)
        if not isinstance(record, Source):
            return ""
        return record.text or (self.long_text(record.text_sha256) if record.text_sha256 else "")

    def states(self, ref: str) -> Iterator[Record]:
        """A record as it is here, and what it has become since; who may see it follows from all."""
        record = self.get(ref)
        if record is not None:
            yield record

    def is_uncertain(self, ref: str) -> bool:  # noqa: ARG002  for overriding methods
        """Whether this book shows a record only because it may be right to."""
        return False

    def notes(self, ref: str) -> Sequence[str]:  # noqa: ARG002  for overriding methods
        """What a reader of a record should know about how this book shows it."""
        return ()

    def row_tail(self, ref: str, tail: str) -> str:  # noqa: ARG002  for overriding methods
        """What ends the row of a record in a list.

        Args:
            ref: The record; one of an underlying book need not be in this one.
            tail: What the record itself says there.
        """
        return tail

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with its ref."""
        for kind in KINDS:
            for slug, record in self.all(kind).items():
                yield make_ref(kind, slug), record

    def label(self, ref: str) -> str:
        """The name of a record; of a link with those of its ends; its ref if there is none."""
        record = self.get(ref)
        return ref if record is None else full_label(record, self.label)
