"""From when the briefing is shown, and without which of its sources."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing.model import dates
from briefing.model.parsers.dates.reference import DateContext
from briefing.store.book import Book
from briefing.store.store import Store
from briefing.views.books.as_of import AsOf
from briefing.views.books.known_at import KnownAt, Moment
from briefing.views.books.when import read_as_of, read_known_at
from briefing.views.books.without_source import WithoutSources, affected, consequences

_KNOWN: Final = re.compile(r"(.*?),?\s*\bknown(?:\s+(?:at|on|in|by))?\s+(.+)", re.IGNORECASE)


class Shown(NamedTuple):
    """The briefing as a viewpoint shows it.

    Attributes:
        base: The records by which lists are sorted: those of the store, or known at the time.
        book: The records as they are shown.
        within: The records of `base` that are shown at all; None for all of them.
        said: From when, and without what, in a sentence; empty for the present.
        counts: How much of the briefing that leaves.
    """

    base: Book
    book: Book
    within: Collection[str] | None = None
    said: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From when the briefing is shown, and without which sources.

    Attributes:
        day: The day at whose end the world is shown; None for all that is known of it.
        known: The revision or the moment whose knowledge is shown; None for the present.
        fallen: The sources that are taken to support nothing.
    """

    day: dt.date | None = None
    known: Moment | None = None
    fallen: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The dates as they are typed; `read` reads them back."""
        day = dates.describe(self.day.isoformat()) if self.day else ""
        known = self.known.date() if isinstance(self.known, dt.datetime) else self.known
        said = f"rev {known}" if isinstance(known, int) else dates.describe(str(known))
        parts = (day, f"known {said}" if known is not None else "")
        return ", ".join(part for part in parts if part)

    @property
    def short(self) -> str:
        """The dates for a header: "as of 1 Jan 2013, known rev 12"."""
        day = f"as of {dates.short(self.day.isoformat())}" if self.day else ""
        known = self.known
        said = f"rev {known}" if isinstance(known, int) else known and dates.short(f"{known:%F}")
        return ", ".join(filter(None, (day, f"known {said}" if said else "")))

    @classmethod
    def read(cls, text: str, context: DateContext) -> "Viewpoint":
        """Read dates: "1 January 2013", "known rev 12", "2013, known yesterday".

        An empty text is the present.

        Raises:
            NotUnderstood: It is none of these.
        """
        found = _KNOWN.fullmatch(text.strip())
        day, known = (found[1], found[2]) if found else (text.strip(), "")
        return cls(
            read_as_of(day, context) if day else None,
            read_known_at(known, context) if known else None,
        )

    def show(self, store: Store) -> Shown:
        """The briefing from here.

        Raises:
            StoreError: The history that is needed is damaged, or does not reach back so far.
        """
        base: Book = store
        said, counts = list[str](), list[str]()

        def say(summary: str) -> None:
            what, _, counted = summary.partition(": ")
            said.append(what)
            counts.append(counted)

        if self.known is not None:
            base = known = KnownAt(store, self.known)
            say(known.summary())
        book, within = base, None
        if self.day is not None:
            book = shown = AsOf(base, self.day)
            within = frozenset(ref for ref, record in base.records() if shown.has(record))
            say(shown.summary())
        fallen = [ref for ref in self.fallen if book.get(ref) is not None]
        if fallen:
            found = affected(consequences(book, fallen))
            found |= frozenset(fallen)
            within = found if within is None else found & within
            book = without = WithoutSources(book, fallen)
            said.append(without.summary())
            counts.append(f"{len(within) - len(fallen):,} affected")
        return Shown(base, book, within, ", ".join(said), ", ".join(counts))
