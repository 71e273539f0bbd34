"""The values of a property over all records, each distinct value kept once.

A condition is decided once for each distinct value, and a mask over all records follows from that:
the 100,000 records of a large briefing have a few hundred places, kinds and dates.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of

Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int32]

Values: TypeAlias = Callable[[Record], Iterable[Hashable]]
"""Gives the values of a property of a record."""

MOST_REPLACED: Final = 300
"""Records replaced in a column, each by going through all of it, before it is better made anew."""

_NOWHERE: Final = -1
"""The place of a value whose record is gone."""


class Places:
    """The records of a briefing by a number, which they keep.

    Args:
        records: The records, each with its ref.
    """

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        self.refs: list[str] = []
        self._places: dict[str, int] = {}
        self._records: list[Record | None] = []
        self._by_kind: dict[str, list[int]] = {}
        self._present: Flags | None = None
        for ref, record in records:
            self.put(ref, record)

    def __len__(self) -> int:
        return len(self.refs)

    def put(self, ref: str, record: Record | None) -> int:
        """Add, replace or remove a record; returns its place."""
        self._present = None
        place = self._places.get(ref)
        if place is None:
            place = self._places[ref] = len(self.refs)
            self.refs.append(ref)
            self._records.append(record)
            self._by_kind.setdefault(kind_of(ref), []).append(place)
        else:
            self._records[place] = record
        return place

    def place(self, ref: str) -> int | None:
        """The place of a record; None if there never was one."""
        return self._places.get(ref)

    def records(self) -> Iterator[tuple[int, Record]]:
        """The records that exist, with their places."""
        for place, record in enumerate(self._records):
            if record is not None:
                yield place, record

    def of_kind(self, kind: str) -> Iterator[tuple[int, Record]]:
        """The records of a kind that exist, with their places."""
        for place in self._by_kind.get(kind, ()):
            record = self._records[place]
            if record is not None:
                yield place, record

    def present(self) -> Flags:
        """Which places have a record."""
        if self._present is None:
            self._present = np.array([each is not None for each in self._records], np.bool_)
        return self._present

    def mask(self, refs: Iterable[str]) -> Flags:
        """Which places some records have."""
        found = np.zeros(len(self), np.bool_)
        places = [place for ref in refs if (place := self._places.get(ref)) is not None]
        found[places] = True
        return found


class Column:
    """The values of one property of the records of one kind.

    Args:
        places: The records.
        kind: The kind.
        values: Gives the values of a record.

    Attributes:
        distinct: Every value once.
    """

    def __init__(self, places: Places, kind: str, values: Values) -> None:
        self._values = values
        self._replaced = 0
        self.distinct: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        owners: list[int] = []
        numbers: list[int] = []
        for place, record in places.of_kind(kind):
            for value in values(record):
                owners.append(place)
                numbers.append(self._number(value))
        self._owners: Numbers = np.array(owners, np.int32)
        self._of: Numbers = np.array(numbers, np.int32)

    def has_room(self, count: int) -> bool:
        """Whether so many more records can be replaced."""
        return self._replaced + count <= MOST_REPLACED

    def put(self, place: int, record: Record | None) -> None:
        """Replace the values of one record; None if it is gone."""
        self._replaced += 1
        self._owners[self._owners == place] = _NOWHERE
        values = () if record is None else self._values(record)
        if numbers := [self._number(value) for value in values]:
            owners = np.full(len(numbers), place, np.int32)
            self._owners = np.concatenate((self._owners, owners))
            self._of = np.concatenate((self._of, np.array(numbers, np.int32)))

    def holding(self, chosen: Sequence[bool] | Flags, count: int) -> Flags:
        """Which of `count` places have one of the chosen distinct values."""
        found = np.zeros(count + 1, np.bool_)
        if len(self._of):
            found[self._owners[np.asarray(chosen, np.bool_)[self._of]]] = True
        # The last one stands for the records that are gone.
        return found[:-1]

    def counts(self, among: Flags) -> Numbers:
        """How many of some places have each distinct value."""
        if not len(self._of):
            return np.zeros(len(self.distinct), np.int32)
        is_counted = np.append(among, False)[self._owners]
        pairs = (
            self._owners[is_counted].astype(np.int64) * len(self.distinct) + self._of[is_counted]
        )
        once = np.unique(pairs) % len(self.distinct)
        return np.bincount(once, minlength=len(self.distinct)).astype(np.int32)

    def _number(self, value: Hashable) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.distinct)
            self.distinct.append(value)
        return number
