"""The rows of a list in their order, kept in it at the cost of what changes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from sys import maxsize
from typing import Any, NamedTuple, overload

from briefing.model.kinds.kind import Order
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of, make_ref, slug_of
from briefing.store.changes import Change

ANEW = 10
"""Sorting all rows anew is cheaper once more than one in this many goes or comes."""

MOST = 1_000
"""Rows that go or come at most in a list of any length: each of them shifts those behind it."""


class Moves(NamedTuple):
    """What changes do to a list.

    Attributes:
        leaving: The rows that are taken out, with the keys they stand by.
        coming: The rows that are put in, with the keys they will stand by.
    """

    leaving: Mapping[str, Any]
    coming: Mapping[str, Any]


class SortedRows(Sequence[str]):
    """Refs of records of one kind, sorted; equal ones by slug, whichever way the others go.

    A row is found by the key of its record, halving the list again and again.

    Args:
        kind: The kind.
        order: The order.
        table: Its records by slug, a live view.
        within: The only refs to have; None for all.
    """

    def __init__(
        self,
        kind: str,
        order: Order,
        table: Mapping[str, Record],
        within: Collection[str] | None = None,
    ) -> None:
        self._order = order
        self._table = table
        if within is None:
            slugs = sorted(table)
        else:
            of_kind = (slug_of(ref) for ref in within if kind_of(ref) == kind)
            slugs = sorted(slug for slug in of_kind if slug in table)
        keys = {slug: order.key(table[slug]) for slug in slugs}
        # Equal ones stay as they are, also when the order is reversed.
        slugs.sort(key=keys.__getitem__, reverse=order.is_reversed)
        self._refs = [make_ref(kind, slug) for slug in slugs]
        self._keys = [keys[slug] for slug in slugs]

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._refs[place]

    def __len__(self) -> int:
        return len(self._refs)

    def index(self, value: str, start: int = 0, stop: int = maxsize) -> int:
        """Where a ref stands, from 0.

        Raises:
            ValueError: It is not there.
        """
        record = self._table.get(slug_of(value))
        if record is None:
            raise ValueError(f"{value} is not in the list")
        place = self._place(value, self._order.key(record))
        if self._stands(value, place) and start <= place < stop:
            return place
        # Left out by a lens, or changed and not yet told of.
        return self._refs.index(value, start, stop)

    def moves(self, changes: Iterable[Change]) -> Moves:
        """What changes do to this list; nothing where the keys stay as they are.

        Args:
            changes: Changes of records of its kind, in the order they were made.
        """
        before: dict[str, Record | None] = {}
        after: dict[str, Record | None] = {}
        for change in changes:
            before.setdefault(change.ref, change.before)
            after[change.ref] = change.after
        leaving, coming = self._keys_of(before), self._keys_of(after)
        for ref in leaving.keys() & coming.keys():
            if leaving[ref] == coming[ref]:
                del leaving[ref], coming[ref]
        return Moves(leaving, coming)

    def follow(self, moves: Moves) -> bool:
        """Move what has to.

        Returns:
            False when the list has to be made anew: that is cheaper, or something changed that
            it was not told of.
        """
        count = len(moves.leaving) + len(moves.coming)
        if count > min(MOST, len(self) // ANEW):
            return False
        for ref, key in moves.leaving.items():
            place = self._place(ref, key)
            if not self._stands(ref, place):
                return False
            del self._refs[place], self._keys[place]
        for ref, key in moves.coming.items():
            place = self._place(ref, key)
            if self._stands(ref, place):
                return False
            self._refs.insert(place, ref)
            self._keys.insert(place, key)
        return True

    def _keys_of(self, records: Mapping[str, Record | None]) -> dict[str, Any]:
        return {ref: self._order.key(record) for ref, record in records.items() if record}

    def _stands(self, ref: str, place: int) -> bool:
        return place < len(self._refs) and self._refs[place] == ref

    def _place(self, ref: str, key: Any) -> int:
        """Where a row with this key stands or belongs."""
        low, high = 0, len(self._refs)
        while low < high:
            middle = (low + high) // 2
            other = self._keys[middle]
            if other == key:
                is_before = self._refs[middle] < ref
            else:
                is_before = other > key if self._order.is_reversed else other < key
            if is_before:
                low = middle + 1
            else:
                high = middle
        return low
