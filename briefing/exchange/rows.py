"""Which records the rows of one file are, where a title and a day do not tell two apart.

Several events of one title, day and place are the rule in lists of incidents. A row is the record
of an earlier row only if it repeats it; of what is there, each record is one row at most. Where
there are several such rows, or several such records, a row is a record only if that says all of
it, and the order of the rows decides nothing: rows are inserted, corrected and taken out.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Final

from briefing.exchange.identity import Known, keys_of
from briefing.model.contradictions import is_own
from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.store.book import Book

_MOST_COMPARED: Final = 50
"""Records of one title and day that are compared with a row in full."""

ROWS: Final = (Event, Quote)
"""Records that may be two though what identifies them is the same."""


class Rows:
    """The rows of one file.

    Args:
        book: The briefing.
        known: Its records, to be recognised.
    """

    def __init__(self, book: Book, known: Known) -> None:
        self._book = book
        self._known = known
        self._refs: dict[Hashable, dict[str, str]] = {}
        self.taken: set[str] = set()
        """The records that rows are."""
        self._there: dict[Hashable, Sequence[str]] = {}
        self._alike: dict[Hashable, dict[Hashable, list[str]]] = {}
        self._expected: dict[Hashable, set[tuple[Record, str]]] = {}

    def expect(self, record: Record, mark: str) -> None:
        """Note a row before any that it is like is found."""
        self._expected.setdefault(tuple(keys_of(record)), set()).add((record, mark))

    def add(self, ref: str, record: Record, mark: str) -> None:
        """Note which record a row is."""
        self.taken.add(ref)
        self._refs.setdefault(record, {}).setdefault(mark, ref)

    def find(self, record: Record, mark: str, adds: Callable[[str], bool]) -> str:
        """The record that a row is; empty for a record of its own.

        Args:
            record: What the row says.
            mark: What the file calls it; empty for nothing.
            adds: Whether the row says something that a record does not.
        """
        repeated = self._refs.get(record, {})
        marks = (mark, "") if mark else repeated
        earlier = next((repeated[each] for each in marks if each in repeated), "")
        return earlier or self._found(record, adds)

    def equal(self, record: Record) -> Sequence[str]:
        """The records of the briefing that say exactly what a row says."""
        key = tuple(keys_of(record))
        if key not in self._there:
            self._there[key] = self._of_key(record)
            self._alike[key] = {}
            for ref in self._there[key]:
                said = _said(self._book.need(ref))
                self._alike[key].setdefault(said, []).append(ref)
        return self._alike[key].get(_said(record), ())

    def free(self, refs: Sequence[str]) -> Sequence[str]:
        """The records that no row is."""
        return [each for each in refs if each not in self.taken]

    def _found(self, record: Record, adds: Callable[[str], bool]) -> str:
        equal = self.equal(record)
        key = tuple(keys_of(record))
        there = self._there[key]
        free = self.free((*equal, *there))
        may_be = [each for each in free if not self._known.is_another(record, each)]
        if may_be and may_be[0] in equal:
            return may_be[0]
        if len(there) == 1 and len(self._expected.get(key, ())) < 2:
            return "".join(may_be)
        return next((each for each in may_be[:_MOST_COMPARED] if not adds(each)), "")

    def _of_key(self, record: Record) -> Sequence[str]:
        """The records of the briefing that a row may be, in the order in which they were made."""
        found = dict.fromkeys(self._known.of_key(record))
        # The slugs of one title are numbered: “raid”, “raid-2” … “raid-10”.
        return sorted(
            (each for each in found if self._book.get(each) is not None),
            key=lambda each: (len(each), each),
        )


def _said(record: Record) -> Hashable:
    """What a record says, without what is the analyst's own."""
    fields = kind_for(record).fields
    return tuple(getattr(record, each.attribute) for each in fields if not is_own(each.name))
