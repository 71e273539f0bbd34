"""A briefing laid out for checks: its records by kind, and what several checks work out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from briefing.model import dates
from briefing.model.contradictions import contradicting, covers, field_name
from briefing.model.fields import fields_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Cite, Record, Row
from briefing.model.refs import make_ref
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
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._tables = {kind: dict(book.all(kind)) for kind in KINDS}
        self.origin = cache(lambda ref: origin(book, ref))
        self._worked_out: dict[Callable[[Survey], Any], Any] = {}

    def of(self, kind: str) -> Listed:
        """The records of a kind with their refs."""
        return self._listed[kind]

    def records(self) -> Listed:
        """All records with their refs."""
        return self._all

    @cached_property
    def _all(self) -> Listed:
        return [each for kind in KINDS for each in self._listed[kind]]

    @cached_property
    def _listed(self) -> Mapping[str, Listed]:
        return {
            kind: [(make_ref(kind, slug), record) for slug, record in table.items()]
            for kind, table in self._tables.items()
        }

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
    def cited(self) -> Listed:
        """The records with cites."""
        return [(ref, record) for ref, record in self.records() if record.cites]

    @cached_property
    def against(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """The cites that contradict a record, as `contradicting` gives them, by ref."""
        found = {}
        for ref, record in self.cited:
            for cite in record.cites:
                # Most cites say nothing that could contradict.
                if cite.value or cite.stance == "contradicts":
                    if against := contradicting(record, self.book.label):
                        found[ref] = against
                    break
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

    def origins(self, ref: str, record: Record, name: str) -> Sequence[str]:
        """The origins of the sources that support a field, each once."""
        against = self.against.get(ref)
        cites: Iterable[Cite] = record.cites
        if against is not None:
            own = (
                number
                for number, cite in enumerate(record.cites, 1)
                if field_name(cite) == name and number not in against.get(name, ())
            )
            numbers = (*own, *covers(record, against, name))
            cites = [record.cites[number - 1] for number in numbers]
        found: dict[str, None] = {}
        for cite in cites:
            if not cite.field or cite.field == name or field_name(cite) == name:
                found[self.origin(cite.source)] = None
        return list(found)

    @cached_property
    def lives(self) -> Mapping[str, Life]:
        """How long the groups and leaders exist that have such dates."""
        found = {}
        for name, kind in KINDS.items():
            if kind.is_party:
                start, end = kind.begins_by, kind.ends_by
                for ref, record in self.of(name):
                    if getattr(record, start, "") or getattr(record, end, ""):
                        found[ref] = life_of(record)
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
