"""Entries made ready to be searched: tables that never change but for what has left."""

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.search.hits import Entry
from briefing.search.joining import joined_sound
from briefing.search.naming import AS_READ
from briefing.search.postings import Ints
from briefing.search.tables import Tables, tables_of

_ASKED = 4

Mask: TypeAlias = npt.NDArray[np.bool_]


class Segment:
    """Entries that are searched together.

    Args:
        entries: What can be found; no two of the same record.
        tables: What was worked out of their names before, if it was.

    Attributes:
        refs: The record of each entry.
        tables: What is worked out of the names.
        frequency: In how many names that are still there each unit stands.
        alive: Which names are still there.
        alive_entries: Which entries are.
        texts: The longer texts, each with its entry.
        has_readings: Whether some names are only readings of others.
        holding: The names that hold a word in some spelling, as `namesakes` found them.
    """

    def __init__(self, entries: Sequence[Entry], tables: Tables | None = None) -> None:
        self.tables = tables or tables_of(entries)
        places: list[int] = self.tables.arranged.entries.tolist()
        self.refs = [entries[place].ref for place in places]
        self._names = [entries[place].names for place in places]
        self._kinds = sorted({entry.kind for entry in entries})
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        kinds = (numbers[entries[place].kind] for place in places)
        self._kind = np.fromiter(kinds, np.uint8, len(places))
        self.texts = [
            (at, text) for at, place in enumerate(places) for text in entries[place].texts
        ]
        self.frequency = self.tables.unit_names.sizes().copy()
        self.alive = np.ones(len(self.tables.arranged), np.bool_)
        self.alive_entries = np.ones(len(places), np.bool_)
        self.has_readings = bool((self.tables.arranged.roles == AS_READ).any())
        self.holding: dict[tuple[str, bool], Ints] = {}
        self._asked: deque[tuple[Collection[str], Ints]] = deque(maxlen=_ASKED)

    def __len__(self) -> int:
        return len(self.refs)

    def number(self, ref: str) -> int:
        """Return the number of an entry that is still there; -1 for an unknown one."""
        by_ref = self.tables.arranged.by_ref
        place = bisect_left(by_ref, ref, key=self.refs.__getitem__)
        if place == len(by_ref):
            return -1
        number = int(by_ref[place])
        return number if self.refs[number] == ref and self.alive_entries[number] else -1

    def numbers(self, refs: Collection[str]) -> Ints:
        """Return the numbers of those entries that are here.

        Those of the last collections are remembered: at every key the same ones are asked for.
        """
        for known, numbers in self._asked:
            if known is refs:
                return numbers
        found = [number for number in map(self.number, refs) if number >= 0]
        numbers = np.array(found, np.int32)
        self._asked.append((refs, numbers))
        return numbers

    def sounding(self, whole: str) -> Ints:
        """Return the names of two units or more that sound so when written as one word."""
        hashed = joined_sound(whole)
        starts, seams = self.tables.name_units.starts, self.tables.seams
        places = seams.of_pairs(hashed)
        names = (np.searchsorted(starts, places, side="right") - 1).astype(np.int32)
        names = names[starts[names + 1] - starts[names] == 2]
        return np.concatenate([seams.of_wholes(hashed), names])

    def units(self, name: int) -> list[str]:
        """Return the units of a name, in order."""
        words = self.tables.vocabulary.words
        return [words[unit] for unit in self.tables.name_units.of_key(name).tolist()]

    def forget(self, number: int) -> None:
        """Leave an entry out from now on."""
        names = np.flatnonzero(self.tables.arranged.name_entry == number).astype(np.int32)
        self.alive[names] = False
        self.alive_entries[number] = False
        self._asked.clear()
        np.subtract.at(self.frequency, self.tables.name_units.of_keys(names)[0], 1)

    def kind(self, entry: int) -> str:
        """Return the kind of an entry."""
        return self._kinds[int(self._kind[entry])]

    def of_kinds(self, kinds: Collection[str]) -> Mask:
        """Return which entries are of these kinds."""
        wanted = [number for number, kind in enumerate(self._kinds) if kind in kinds]
        return np.isin(self._kind, wanted)

    def names(self, entry: int) -> tuple[str, ...]:
        """Return the names of an entry as written, the label first."""
        return self._names[entry]

    def label(self, entry: int) -> str:
        """Return the first name of an entry; empty for one without names."""
        names = self._names[entry]
        return names[0] if names else ""

    def text(self, name: int) -> str:
        """Return a name as written."""
        arranged = self.tables.arranged
        return self._names[int(arranged.name_entry[name])][int(arranged.position[name])]

    def order(self, entry: int) -> tuple[str, str]:
        """Return what entries are sorted by: the folded label, then the ref."""
        arranged = self.tables.arranged
        name = int(arranged.labels[entry])
        return (arranged.name(name) if name >= 0 else ""), self.refs[entry]
