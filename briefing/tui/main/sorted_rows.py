"""The sorted rows of a list, updated at a cost that depends on the change alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cmp_to_key
from sys import maxsize
from typing import Any, NamedTuple, overload

from briefing.model.kinds.kind import Order
from briefing.model.kinds.record import Record
from briefing.model.refs import make_ref, slug_of
from briefing.store.changes import Change

ANEW = 10
"""Sorting all rows again is cheaper once more than one in this many moves."""

MOST = 1_000
"""Most rows that are moved one by one: each shifts those behind it."""


class Moves(NamedTuple):
    """The rows that leave and enter a list, with their sort keys."""

    leaving: Mapping[str, Any]
    coming: Mapping[str, Any]


class SortedRows(Sequence[str]):
    """Refs of records of one kind, sorted; ties by slug, also in a reversed order.

    A row is found by binary search for the key of its record.

    Args:
        kind: The kind.
        order: The order.
        table: Its records by slug, a live view.
    """

    def __init__(self, kind: str, order: Order, table: Mapping[str, Record]) -> None:
        self._order = order
        self._table = table
        slugs = sorted(table)
        keys = [order.key(table[slug]) for slug in slugs]
        # A stable sort: ties keep the order of the slugs.
        places = sorted(range(len(keys)), key=keys.__getitem__, reverse=order.is_reversed)
        self._refs = [make_ref(kind, slugs[place]) for place in places]
        self._keys = [keys[place] for place in places]

    def narrowed(self, within: Collection[str]) -> "SortedRows":
        """Those of the rows that are among some refs, in the same order."""
        found = copy(self)
        chosen = [place for place, ref in enumerate(self._refs) if ref in within]
        found._refs = [self._refs[place] for place in chosen]  # noqa: SLF001  of this class
        found._keys = [self._keys[place] for place in chosen]  # noqa: SLF001  likewise
        return found

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        return self._refs[place]

    def __len__(self) -> int:
        return len(self._refs)

    def index(self, value: str, start: int = 0, stop: int = maxsize) -> int:
        """The place of a ref, from 0.

        Raises:
            ValueError: It is not in the list.
        """
        record = self._table.get(slug_of(value))
        if record is None:
            raise ValueError(f"{value} is not in the list")
        place = self._place(value, self._order.key(record))
        if self._is_at(value, place) and start <= place < stop:
            return place
        # Hidden by a lens, or changed since the list was updated.
        return self._refs.index(value, start, stop)

    def moves(self, changes: Iterable[Change]) -> Moves:
        """The rows that changes of records of this kind move: those whose keys differ."""
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
        """Move rows; returns False when the list must be rebuilt instead.

        It must where that is cheaper, or where the list missed an earlier change.
        """
        count = len(moves.leaving) + len(moves.coming)
        if count > min(MOST, len(self) // ANEW):
            return False
        for ref, key in moves.leaving.items():
            place = self._place(ref, key)
            if not self._is_at(ref, place):
                return False
            del self._refs[place], self._keys[place]
        for ref, key in moves.coming.items():
            place = self._place(ref, key)
            if self._is_at(ref, place):
                return False
            self._refs.insert(place, ref)
            self._keys.insert(place, key)
        return True

    def _keys_of(self, records: Mapping[str, Record | None]) -> dict[str, Any]:
        return {ref: self._order.key(record) for ref, record in records.items() if record}

    def _is_at(self, ref: str, place: int) -> bool:
        return place < len(self._refs) and self._refs[place] == ref

    def _place(self, ref: str, key: Any) -> int:
        """The place of the row with this key, or where it belongs."""
        # In a reversed order, a key that compares as greater belongs earlier.
        ordered = _descending if self._order.is_reversed else _as_is
        low = bisect_left(self._keys, ordered(key), key=ordered)
        high = bisect_right(self._keys, ordered(key), low, key=ordered)
        return bisect_left(self._refs, ref, low, high)


def _as_is(key: Any) -> Any:
    return key


_descending: Callable[[Any], Any] = cmp_to_key(lambda one, other: (one < other) - (one > other))
