"""A briefing laid out for checks: its records by kind, and what several checks work out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from briefing.model import dates
from briefing.model.contradictions import contradicting, covers, field_at, field_name
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Cite, Record, Row
from briefing.model.refs import make_ref
from briefing.model.table import Table
from briefing.provenance import origin
from briefing.store.book import Book

Listed = Sequence[tuple[str, Record]]
"""Records with their refs."""


T = TypeVar("T")


class Span(NamedTuple):
    """The first and the last day a date can mean."""

    earliest: date
    latest: date


class Life(NamedTuple):
    """How long a record exists, as written; empty where unknown.

    Attributes:
        start: The name of the field with its beginning.
        begins: That date.
        end: The name of the field with its end.
        ends: That date.
    """

    start: str
    begins: str
    end: str
    ends: str

    def has_not_begun(self, day: date) -> bool:
        """Whether it certainly began after a day."""
        begun = span(self.begins)
        return begun is not None and day < begun.earliest

    def is_over(self, day: date) -> bool:
        """Whether it had certainly ended before a day."""
        ended = span(self.ends)
        return ended is not None and ended.latest < day


class Survey:
    """A briefing under examination.

    The records are those of the moment, so that a thread can examine them while keys change them.

    Args:
        book: The briefing.

    Attributes:
        book: The same.
        origin: Gives the origin of a source.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._listed = {
            kind: [(make_ref(kind, slug), record) for slug, record in book.all(kind).items()]
            for kind in KINDS
        }
        self.origin = cache(lambda ref: origin(book, ref))
        self._tables: dict[str, Table] = {}
        self._worked_out: dict[Callable[[Survey], Any], Any] = {}

    def of(self, kind: str) -> Listed:
        """The records of a kind with their refs."""
        return self._listed[kind]

    def table(self, kind: str) -> Table:
        """The records of a kind in columns, in the order of `of`."""
        if kind not in self._tables:
            records = [record for _, record in self._listed[kind]]
            self._tables[kind] = Table(KINDS[kind].cls, records)
        return self._tables[kind]

    def records(self) -> Listed:
        """All records with their refs."""
        return self._all

    @cached_property
    def _all(self) -> Listed:
        return [each for kind in KINDS for each in self._listed[kind]]

    @cached_property
    def by_ref(self) -> Mapping[str, Record]:
        """All records by their refs."""
        return dict(self.records())

    def once(self, work: Callable[["Survey"], T]) -> T:
        """What a function works out from the survey, for whichever check asks first."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        found: T = self._worked_out[work]
        return found

    @cached_property
    def with_dismissals(self) -> Mapping[str, Record]:
        """The records of which findings were dismissed, by their refs."""
        return {ref: record for ref, record in self.records() if record.dismissed}

    @cached_property
    def against(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The cites that contradict a record, as `contradicting` gives them, by ref."""
        found = {}
        for kind in KINDS:
            cites = self.table(kind).rows["cites"]
            said = zip(cites.owners, cites["value"], cites["stance"], strict=True)
            # Most cites say nothing that could contradict.
            telling = [at for at, value, stance in said if value or stance == "contradicts"]
            for at in dict.fromkeys(telling):
                ref, record = self.of(kind)[at]
                if against := contradicting(record, self.book.label):
                    found[ref] = against
        return found

    def contradictions(self, ref: str, record: Record, verdict: str) -> list[tuple[str, Cite]]:
        """The cites that contradict a record and have a verdict, each with its field.

        Args:
            ref: The record.
            record: The same.
            verdict: The verdict; empty for unresolved ones.
        """
        against = self.against.get(ref, {})
        return [
            (name, record.cites[number - 1])
            for name in ("", *(field.name for field in fields_of(type(record))))
            for number in against.get(name, ())
            if record.cites[number - 1].verdict == verdict
        ]

    def origins(self, kind: str, name: str) -> Sequence[Sequence[str]]:
        """The origins of the sources that support a field, each once, for each record of a kind."""
        cites = self.table(kind).rows["cites"]
        paths = {path for path in set(cites["field"]) if not path or field_at(path) == name}
        alone = {source: (self.origin(source),) for source in set(cites["source"])}
        found: list[tuple[str, ...]] = [()] * len(self.of(kind))
        for at, source, path in zip(cites.owners, cites["source"], cites["field"], strict=True):
            if path in paths:
                known = found[at]
                if not known:
                    found[at] = alone[source]
                elif alone[source][0] not in known:
                    found[at] = known + alone[source]
        for at, (ref, record) in enumerate(self.of(kind) if self.against else ()):
            if against := self.against.get(ref):
                own = (
                    cite
                    for number, cite in enumerate(record.cites, 1)
                    if field_name(cite) == name and number not in against.get(name, ())
                )
                covering = (record.cites[each - 1] for each in covers(record, against, name))
                origins = (self.origin(cite.source) for cite in chain(own, covering))
                found[at] = tuple(dict.fromkeys(origins))
        return found

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """How long the groups and leaders exist that have such dates."""
        found = {}
        for name, kind in KINDS.items():
            if kind.is_party:
                start, end = kind.begins_by, kind.ends_by
                table = self.table(name)
                lasts = zip(self.of(name), table.texts(start), table.texts(end), strict=True)
                for (ref, _), begins, ends in lasts:
                    if begins or ends:
                        found[ref] = Life(start, begins, end, ends)
        return found


def life_of(record: Record) -> Life:
    """How long a record exists, as far as its fields say so."""
    kind = kind_for(record)
    start, end = kind.begins_by, kind.ends_by
    return Life(start, getattr(record, start, ""), end, getattr(record, end, ""))


described = cache(dates.describe)
"""A date in plain English."""


@cache
def span(text: str) -> Span | None:
    """The days a date can mean; None if it is unknown, approximate or uncertain."""
    if not text or any(sign in text for sign in "~?%") or not dates.is_date(text):
        return None
    found = dates.parse(text)
    return Span(found.earliest, found.latest)


@cache
def fields_with_rows(kind: str, row: type[Row]) -> Sequence[str]:
    """The attributes of a kind that hold rows of a class."""
    return [field.attribute for field in KINDS[kind].fields if field.row is row and field.is_list]
