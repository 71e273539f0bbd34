"""The names of many entries in alphabetical order, with what can be looked up in them as written.

Names are numbered in the order of their folded spelling, entries in the order of their labels, so
that a start of a name is a range of numbers and an order of hits is an order of numbers. The names
are kept in a few large tables, because an object for each would cost more than the name.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from briefing.search.folding import acronyms, fold
from briefing.search.hits import Entry
from briefing.search.postings import Ints, ints

LONGEST_NAME: Final = 400
"""Characters of a name that are compared."""

_LAST_POSITION: Final = 255
_LONGEST_ACRONYM: Final = 12
_LINE_FEED: Final = 10


class Arrangement:
    """In which order entries and their names are numbered.

    Args:
        entries: What can be found, in the order it is given in.

    Attributes:
        entries: For each entry by number, its place among those given.
        by_ref: The numbers of the entries in the order of their refs.
        name_entry: The entry of each name, by number.
        position: Which of the names of its entry each is, from 0; those past 255 are left out.
        labels: The first name of each entry; -1 for one without names.
        folded: The names, folded, in order, each followed by a line feed, in UTF-8.
        starts: Where in `folded` each name starts, and where the last one ends.
        lengths: How many characters each folded name has.
        acronyms: What names may be shortened to, sorted.
        shortened: The name of each acronym.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        count = len(entries)
        refs = [entry.ref for entry in entries]
        orders = [fold(entry.names[0]) if entry.names else "" for entry in entries]
        by_ref = sorted(range(count), key=refs.__getitem__)
        # Sorting keeps the order of equals: equal labels stand in the order of their refs.
        places = sorted(by_ref, key=orders.__getitem__)
        self.entries = np.array(places, np.int32)
        numbers = np.empty(count, np.int32)
        numbers[self.entries] = np.arange(count, dtype=np.int32)
        self.by_ref = numbers[by_ref] if count else numbers
        folded, owners, positions = _named(entries, orders, places)
        order = sorted(range(len(folded)), key=folded.__getitem__)
        self.name_entry = ints(owners)[order] if order else ints(owners)
        self.position = (
            np.frombuffer(bytes(positions), np.uint8)[order] if order else np.zeros(0, np.uint8)
        )
        self.labels = np.full(count, -1, np.int32)
        firsts = np.flatnonzero(self.position == 0).astype(np.int32)
        self.labels[self.name_entry[firsts]] = firsts
        ordered = [folded[place] for place in order]
        self.folded = "\n".join([*ordered, ""]).encode("utf-8", "surrogatepass")
        feeds = np.flatnonzero(np.frombuffer(self.folded, np.uint8) == _LINE_FEED)
        self.starts = np.concatenate([np.zeros(1, np.int64), feeds + 1])
        self.lengths = np.fromiter(map(len, ordered), np.int32, len(ordered))
        self._add_acronyms(entries, ordered)

    def __len__(self) -> int:
        return len(self.name_entry)

    def all(self) -> list[str]:
        """Return all names, folded, in order."""
        return self.folded.decode("utf-8", "surrogatepass").split("\n")[:-1]

    def name(self, number: int) -> str:
        """Return a name, folded."""
        return self._raw(number).decode("utf-8", "surrogatepass")

    def starting(self, folded: str) -> tuple[int, int]:
        """Return the range of the names that begin so, the end not included."""
        wanted = folded.encode("utf-8", "surrogatepass")
        low = bisect_left(range(len(self)), wanted, key=self._raw)
        return low, bisect_left(range(len(self)), wanted + b"\xff", low, key=self._raw)

    def holding(self, part: str, most: int) -> Ints:
        """Return the first names that hold `part` anywhere, in alphabetical order."""
        wanted = part.encode("utf-8", "surrogatepass")
        found: list[int] = []
        at = self.folded.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(int(np.searchsorted(self.starts, at, side="right")) - 1)
            at = self.folded.find(wanted, int(self.starts[found[-1] + 1]))
        return np.array(found, np.int32)

    def shortened_to(self, letters: str) -> Ints:
        """Return the names that may be shortened to these letters."""
        wanted = letters.encode(errors="replace")
        if len(wanted) > _LONGEST_ACRONYM:
            return self.shortened[:0]
        low = np.searchsorted(self.acronyms, wanted)
        return self.shortened[low : np.searchsorted(self.acronyms, wanted, side="right")]

    def _raw(self, number: int) -> bytes:
        return self.folded[self.starts[number] : self.starts[number + 1] - 1]

    def _add_acronyms(self, entries: Sequence[Entry], ordered: Sequence[str]) -> None:
        letters: list[str] = []
        names = array("i")
        long = [number for number, text in enumerate(ordered) if text.count(" ") > 1]
        places = self.entries[self.name_entry[long]].tolist() if long else []
        positions = self.position[long].tolist() if long else []
        for number, place, position in zip(long, places, positions, strict=True):
            for found in acronyms(entries[place].names[position], ordered[number]):
                if found.isascii() and len(found) <= _LONGEST_ACRONYM:
                    letters.append(found)
                    names.append(number)
        unsorted = np.array(letters, f"S{_LONGEST_ACRONYM}")
        order = np.argsort(unsorted, kind="stable")
        self.acronyms: npt.NDArray[np.bytes_] = unsorted[order]
        self.shortened = ints(names)[order]


def _named(
    entries: Sequence[Entry], orders: Sequence[str], places: Sequence[int]
) -> tuple[list[str], "array[int]", bytearray]:
    """Return all names folded, entry by entry in order, with their entries and positions."""
    folded: list[str] = []
    owners = array("i")
    positions = bytearray()
    for number, place in enumerate(places):
        names = entries[place].names
        if not names:
            continue
        folded.append(orders[place][:LONGEST_NAME].rstrip())
        owners.append(number)
        positions.append(0)
        for position, name in enumerate(names[1 : _LAST_POSITION + 1], 1):
            folded.append(fold(name[:LONGEST_NAME]))
            owners.append(number)
            positions.append(position)
    return folded, owners, positions
