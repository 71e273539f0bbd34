"""What a report is about: which records of a briefing, and what was asked for in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from briefing.links import lens
from briefing.model import dates
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.kind import Kind
from briefing.model.kinds.record import Record
from briefing.model.references import mentioned
from briefing.model.refs import kind_of, make_ref
from briefing.store.book import Book


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for.

    Attributes:
        refs: The records to report on: a group or leader with all linked to it; empty for all.
        within: The records that a filter or a lens leaves; None for all.
        period: Only what happened then; None for any time.
        said: The limits in words, for the title block.
    """

    refs: tuple[str, ...] = ()
    within: Collection[str] | None = None
    period: dates.Date | None = None
    said: tuple[str, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether anything is asked for but the whole briefing."""
        return bool(self.refs) or self.within is not None or self.period is not None


@dataclass(frozen=True)
class Scope:
    """The records of a report, in the order in which it tells them.

    What is dated is in scope if it may have happened in the period. Groups and leaders come in
    with whatever they took part in, and links with both of their ends.

    Args:
        book: The briefing as it is to be reported.
        asked: What was asked for.
    """

    book: Book
    asked: Asked = field(default_factory=Asked)

    def of(self, kind: str) -> Sequence[str]:
        """The records of a kind, in the first order of its list."""
        return self._by_kind.get(kind, ())

    def records(self) -> Iterator[str]:
        """All records in scope, by kind."""
        return (ref for refs in self._by_kind.values() for ref in refs)

    @cached_property
    def undated(self) -> int:
        """How many records a period leaves out because nobody knows when they were."""
        return sum(
            self._is_within(ref, record)
            and self._is_dated(kind_for(record))
            and not dates.is_date(kind_for(record).date_of(record))
            for ref, record in (self._candidates() if self.asked.period else ())
            if ref not in self.asked.refs
        )

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[str]]:
        chosen = self._chosen()
        found: dict[str, list[tuple[object, str]]] = {name: [] for name in KINDS}
        for ref in chosen:
            found[kind_of(ref)].append((self._order(ref), ref))
        return {name: [ref for _, ref in sorted(each)] for name, each in found.items()}

    def _order(self, ref: str) -> object:
        return KINDS[kind_of(ref)].orders[0].key(self.book.need(ref))

    def _chosen(self) -> Collection[str]:
        if not self.asked.is_limited:
            return [ref for ref, _ in self.book.records()]
        chosen = {ref for ref, record in self._candidates() if self._is_asked(ref, record)}
        named = {
            other
            for ref in chosen
            for other in mentioned(self.book.need(ref))
            if self._comes_along(kind_of(other)) and self.book.get(other) is not None
        }
        chosen |= named
        for ref in self._ties():
            ends = [
                each for each in mentioned(self.book.need(ref)) if KINDS[kind_of(each)].is_party
            ]
            if chosen.issuperset(ends):
                chosen.add(ref)
        return chosen

    def _candidates(self) -> Iterator[tuple[str, Record]]:
        refs = self.asked.refs
        if not refs:
            return self.book.records()
        found = dict.fromkeys(each for ref in refs for each in self._about(ref))
        return ((ref, record) for ref in found if (record := self.book.get(ref)) is not None)

    def _about(self, ref: str) -> Iterable[str]:
        """A record, and for one that acts or is asked, all that is linked to it."""
        kind = KINDS[kind_of(ref)]
        return lens(self.book, ref) if kind.is_party or kind.is_own else (ref,)

    def _is_asked(self, ref: str, record: Record) -> bool:
        kind = kind_for(record)
        if not self._is_within(ref, record):
            return False
        if self.asked.period is None or ref in self.asked.refs:
            return True
        if not self._is_dated(kind):
            return False
        date = kind.date_of(record)
        return dates.is_date(date) and dates.parse(date).overlaps(self.asked.period)

    def _is_within(self, ref: str, record: Record) -> bool:
        """Whether a record is one that can be asked for, and a filter or lens leaves it."""
        kind = kind_for(record)
        is_told = not (kind.is_source or kind.is_tie)
        return is_told and (self.asked.within is None or ref in self.asked.within)

    @staticmethod
    def _is_dated(kind: Kind[Record]) -> bool:
        """Whether records of a kind belong to a time, as events, quotes and judgements do."""
        return bool(kind.happens_on or kind.source_by or kind.is_own)

    def _ties(self) -> Iterator[str]:
        for name, kind in KINDS.items():
            if kind.is_tie:
                for slug, record in self.book.all(name).items():
                    if self.asked.period is None or self._lasted(record):
                        yield make_ref(name, slug)

    def _lasted(self, record: Record) -> bool:
        """Whether a link may have held in the period."""
        kind, period = kind_for(record), self.asked.period
        start = getattr(record, kind.begins_by, "")
        end = getattr(record, kind.ends_by, "")
        if period is None:
            return True
        begins = dates.parse(start).earliest if dates.is_date(start) else period.earliest
        ends = dates.parse(end).latest if dates.is_date(end) else period.latest
        return begins <= period.latest and period.earliest <= ends

    def _comes_along(self, kind: str) -> bool:
        return KINDS[kind].is_party or KINDS[kind].is_source
