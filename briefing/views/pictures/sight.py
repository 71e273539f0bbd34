"""What a picture is about: the records in sight, in a stretch of time."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from briefing.model import dates
from briefing.model.kinds.record import Record
from briefing.model.refs import make_ref
from briefing.store.book import Book
from briefing.views.filters.periods import Holds, Period, time_between, time_of


@dataclass(frozen=True, slots=True)
class Sight:
    """The records that a picture may show.

    Attributes:
        book: The briefing as it is shown.
        refs: The records that lens, filter and date leave; None for all.
        period: The days it is about; None for all of them.
        said: What narrows it, for its heading: "linked to AQIM".
        uncertain: The records for which a filter holds only possibly.
    """

    book: Book
    refs: Collection[str] | None = None
    period: Period | None = None
    said: tuple[str, ...] = ()
    uncertain: Collection[str] = frozenset()

    def during(self, period: Period | None) -> "Sight":
        """The same in another stretch of time."""
        return replace(self, period=period)

    def has(self, ref: str) -> bool:
        """Whether a record is in sight, whenever it was."""
        return self.refs is None or ref in self.refs

    def is_doubtful(self, ref: str) -> bool:
        """Whether a record is in sight only because it may be what was asked for."""
        return ref in self.uncertain or self.book.is_uncertain(ref)

    def of_kind(self, kind: str) -> Iterator[tuple[str, Record]]:
        """The records of a kind in sight, whenever they were."""
        refs = self.refs
        for slug, record in self.book.all(kind).items():
            ref = make_ref(kind, slug)
            if refs is None or ref in refs:
                yield ref, record

    def among(self, refs: Collection[str]) -> "Sight":
        """Only some of the records in sight."""
        kept = refs if self.refs is None else [ref for ref in refs if ref in self.refs]
        return replace(self, refs=frozenset(kept))

    def when(self, record: Record) -> Holds:
        """Whether a record was in the period; one without a date was not."""
        if self.period is None:
            return Holds.CERTAINLY
        time = time_between(*time_of(record))
        return Holds.NOT if time is None else time.lies_in([self.period])

    def heading(self, title: str) -> str:
        """A title with what narrows the picture: "Map · linked to AQIM · January 2013"."""
        return " · ".join((title, *self.said, *([described(self.period)] if self.period else ())))


def described(period: Period) -> str:
    """A period in words, as months or years where it is made of whole ones."""
    first, last = period
    return dates.describe(f"{first.isoformat()}/{last.isoformat()}")
