"""Lists of numbers in two arrays: which names contain a word, which words are in a name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from array import array

Ints: TypeAlias = npt.NDArray[np.int32]
Flags: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float32]


class Postings(msgspec.Struct, eq=False):
    """Lists of numbers for the keys 0, 1, 2, ...

    Attributes:
        starts: Where the list of each key starts in `numbers`, and where the last one ends.
        numbers: The lists, concatenated.
    """

    starts: Ints
    numbers: Ints

    @classmethod
    def of_pairs(cls, keys: Ints | npt.NDArray[np.uint16], numbers: Ints, size: int) -> "Postings":
        """Build the lists from pairs in any order.

        Args:
            keys: A key for each number.
            numbers: The numbers; those of one key keep their order.
            size: How many keys there are.
        """
        order = np.argsort(keys, kind="stable")
        return cls(_starts(np.bincount(keys, minlength=size)), numbers[order])

    @classmethod
    def of_sizes(cls, sizes: Sequence[int] | Ints, numbers: Ints) -> "Postings":
        """Build the lists from concatenated ones in the order of their keys.

        Args:
            sizes: How many numbers each key has.
            numbers: The lists, concatenated.
        """
        return cls(_starts(np.asarray(sizes, np.int64)), numbers)

    def only(self, kept: Flags) -> "Postings":
        """Return the same lists, with those of other keys emptied."""
        if kept.all():
            return self
        return Postings.of_sizes(
            np.where(kept, self.sizes(), 0), self.numbers[np.repeat(kept, self.sizes())]
        )

    def of_key(self, key: int) -> Ints:
        """Return the numbers of one key."""
        return self.numbers[self.starts[key] : self.starts[key + 1]]

    def of_range(self, low: int, high: int) -> Ints:
        """Return the numbers of the keys from `low` up to, but not including, `high`."""
        return self.numbers[self.starts[low] : self.starts[high]]

    def of_keys(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the numbers of many keys, in the order of the keys, and how many each has."""
        starts = self.starts[keys]
        sizes = self.starts[keys + 1] - starts
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        places = np.arange(total, dtype=np.int64) + np.repeat(starts - ends + sizes, sizes)
        return self.numbers[places], sizes

    def keys(self) -> Ints:
        """Return the key of each number."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), self.sizes())

    def key_of(self, places: Ints) -> Ints:
        """Return the key of the number at each place."""
        return (np.searchsorted(self.starts, places, side="right") - 1).astype(np.int32)

    def sizes(self) -> Ints:
        """Return how many numbers each key has."""
        return np.diff(self.starts)


def _starts(sizes: npt.NDArray[np.int64]) -> Ints:
    starts = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=starts[1:])
    return starts


def ints(values: "array[int]") -> Ints:
    """Return an array of C integers as a numpy array."""
    return np.frombuffer(values, np.int32) if values else np.zeros(0, np.int32)
