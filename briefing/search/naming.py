"""The names of many entries in alphabetical order, with what can be looked up in them as written.

Names are numbered in the order of their folded spelling, entries in the order of their labels, so
that a start of a name is a range of numbers and an order of hits is an order of numbers. The names
are kept in a few large tables, because an object for each would cost more than the name.
"""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.folding import fold
from briefing.search.hits import Entry
from briefing.search.postings import Flags, Ints, ints
from briefing.search.readings import readings

LONGEST_NAME: Final = 400
"""Characters of a name that are compared."""

AS_WRITTEN: Final = 1
"""A name is found as it stands, by its words."""

AS_READ: Final = 2
"""A name is found by what resembles it, by its units."""

_LAST_POSITION: Final = 255
_LINE_FEED: Final = 10
_SPACE: Final = 32


class Arrangement(msgspec.Struct, eq=False):
    """In which order entries and their names are numbered.

    Attributes:
        entries: For each entry by number, its place among those given.
        by_ref: The numbers of the entries in the order of their refs.
        name_entry: The entry of each name, by number.
        position: Which of the names of its entry each is, from 0; those past 255 are left out.
        roles: What each is for: AS_WRITTEN, AS_READ or both.
        labels: The first name of each entry; -1 for one without names.
        folded: The names, folded, in order, each followed by a line feed, in UTF-8.
        starts: Where in `folded` each name starts, and where the last one ends.
        lengths: How many characters each folded name has.
    """

    entries: Ints
    by_ref: Ints
    name_entry: Ints
    position: npt.NDArray[np.uint8]
    roles: npt.NDArray[np.uint8]
    labels: Ints
    folded: bytes
    starts: npt.NDArray[np.uint32]
    lengths: Ints

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

    def ends_word(self, names: Ints, start: str) -> Flags:
        """Return in which names, all of which begin so and go on, a word ends there."""
        places = self.starts[names] + len(start.encode("utf-8", "surrogatepass"))
        ends: Flags = np.frombuffer(self.folded, np.uint8)[places] == _SPACE
        return ends

    def holding(self, part: str, most: int) -> Ints:
        """Return the first names that hold `part` anywhere, in alphabetical order."""
        wanted = part.encode("utf-8", "surrogatepass")
        found: list[int] = []
        at = self.folded.find(wanted)
        while at >= 0 and len(found) < most:
            found.append(int(np.searchsorted(self.starts, at, side="right")) - 1)
            at = self.folded.find(wanted, int(self.starts[found[-1] + 1]))
        return np.array(found, np.int32)

    def _raw(self, number: int) -> bytes:
        return self.folded[self.starts[number] : self.starts[number + 1] - 1]


def arrange(entries: Sequence[Entry]) -> Arrangement:
    """Number entries and their names.

    Args:
        entries: What can be found; no two of the same record.
    """
    count = len(entries)
    refs = [entry.ref for entry in entries]
    orders = [fold(entry.names[0]) if entry.names else "" for entry in entries]
    by_ref = sorted(range(count), key=refs.__getitem__)
    # Sorting keeps the order of equals: equal labels stand in the order of their refs.
    places = sorted(by_ref, key=orders.__getitem__)
    numbers = np.empty(count, np.int32)
    numbers[places] = np.arange(count, dtype=np.int32)
    folded, owners, positions, roles = _named(entries, orders, places)
    order = np.array(sorted(range(len(folded)), key=folded.__getitem__), np.int64)
    ordered = [folded[place] for place in order.tolist()]
    name_entry = ints(owners)[order]
    position = np.frombuffer(bytes(positions), np.uint8)[order]
    roles_by_name = np.frombuffer(bytes(roles), np.uint8)[order]
    labels = np.full(count, -1, np.int32)
    firsts = np.flatnonzero((position == 0) & (roles_by_name & AS_WRITTEN > 0))
    labels[name_entry[firsts]] = firsts
    raw = "\n".join([*ordered, ""]).encode("utf-8", "surrogatepass")
    feeds = np.flatnonzero(np.frombuffer(raw, np.uint8) == _LINE_FEED)
    return Arrangement(
        entries=np.array(places, np.int32),
        by_ref=numbers[np.array(by_ref, np.int64)],
        name_entry=name_entry,
        position=position,
        roles=roles_by_name,
        labels=labels,
        folded=raw,
        starts=np.concatenate([np.zeros(1, np.int64), feeds + 1]).astype(np.uint32),
        lengths=np.fromiter(map(len, ordered), np.int32, len(ordered)),
    )


def _named(
    entries: Sequence[Entry], orders: Sequence[str], places: Sequence[int]
) -> tuple[list[str], "array[int]", bytearray, bytearray]:
    """Return all names folded, entry by entry in order, with entries, positions and roles."""
    folded: list[str] = []
    owners = array("i")
    positions, roles = bytearray(), bytearray()
    for number, place in enumerate(places):
        entry = entries[place]
        for position, name in enumerate(entry.names[: _LAST_POSITION + 1]):
            is_title = position == 0 and not entry.is_named
            read = () if is_title or name.isascii() else readings(name[:LONGEST_NAME])
            first = orders[place][:LONGEST_NAME].rstrip() if position == 0 else ""
            folded.append(first or fold(name[:LONGEST_NAME]))
            folded.extend(read)
            owners.extend([number] * (1 + len(read)))
            positions.extend([position] * (1 + len(read)))
            roles.append(AS_WRITTEN if read or is_title else AS_WRITTEN | AS_READ)
            roles.extend([AS_READ] * len(read))
    return folded, owners, positions, roles
