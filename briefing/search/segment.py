"""Entries made ready to be searched: tables that never change but for what has left."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.search.hits import Entry
from briefing.search.lexicon import LIGHT
from briefing.search.naming import Arrangement
from briefing.search.postings import Ints
from briefing.search.vocabulary import Vocabulary
from briefing.search.wording import wording

Mask: TypeAlias = npt.NDArray[np.bool_]


class Segment:
    """Entries that are searched together.

    Args:
        entries: What can be found; no two of the same record.

    Attributes:
        refs: The record of each entry.
        arranged: The names, in order.
        vocabulary: All words and units of the names.
        word_names: The names that hold a word.
        unit_names: The names that hold a unit.
        name_units: The units of a name, in order.
        frequency: In how many names that are still there each unit stands.
        is_light: Which words say little; one more, for no word, says nothing.
        alive: Which names are still there.
        alive_entries: Which entries are.
        texts: The longer texts, each with its entry.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.arranged = arranged = Arrangement(entries)
        places = arranged.entries.tolist()
        self.refs: list[str] = [entries[place].ref for place in places]
        self._names: list[tuple[str, ...]] = [entries[place].names for place in places]
        self._kinds = sorted({entry.kind for entry in entries})
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        kinds = (numbers[entries[place].kind] for place in places)
        self._kind = np.fromiter(kinds, np.uint8, len(places))
        self.texts = [
            (at, text) for at, place in enumerate(places) for text in entries[place].texts
        ]
        self._add_words()
        self.alive = np.ones(len(arranged), np.bool_)
        self.alive_entries = np.ones(len(places), np.bool_)

    def __len__(self) -> int:
        return len(self.refs)

    def number(self, ref: str) -> int:
        """Return the number of an entry that is still there; -1 for an unknown one."""
        by_ref = self.arranged.by_ref
        place = bisect_left(by_ref, ref, key=self.refs.__getitem__)
        if place == len(by_ref):
            return -1
        number = int(by_ref[place])
        return number if self.refs[number] == ref and self.alive_entries[number] else -1

    def numbers(self, refs: Collection[str]) -> Ints:
        """Return the numbers of those entries that are here."""
        found = [number for number in map(self.number, refs) if number >= 0]
        return np.array(found, np.int32)

    def forget(self, number: int) -> None:
        """Leave an entry out from now on."""
        names = np.flatnonzero(self.arranged.name_entry == number).astype(np.int32)
        self.alive[names] = False
        self.alive_entries[number] = False
        np.subtract.at(self.frequency, self.name_units.of_keys(names)[0], 1)

    def kind(self, entry: int) -> str:
        """Return the kind of an entry."""
        return self._kinds[int(self._kind[entry])]

    def of_kinds(self, kinds: Collection[str]) -> Mask:
        """Return which entries are of these kinds."""
        wanted = [number for number, kind in enumerate(self._kinds) if kind in kinds]
        return np.isin(self._kind, wanted)

    def label(self, entry: int) -> str:
        """Return the first name of an entry; empty for one without names."""
        names = self._names[entry]
        return names[0] if names else ""

    def text(self, name: int) -> str:
        """Return a name as written."""
        entry, position = self.arranged.name_entry[name], self.arranged.position[name]
        return self._names[int(entry)][int(position)]

    def order(self, entry: int) -> tuple[str, str]:
        """Return what entries are sorted by: the folded label, then the ref."""
        name = int(self.arranged.labels[entry])
        return (self.arranged.name(name) if name >= 0 else ""), self.refs[entry]

    def seams(self, hashed: int) -> tuple[Ints, Ints]:
        """Return where two neighbours sound like one word: names, and numbers of the first."""
        low, high = _range(self._seam_hashes, hashed)
        places = self._seam_places[low:high]
        names = np.searchsorted(self.name_units.starts, places, side="right") - 1
        return names.astype(np.int32), places - self.name_units.starts[names]

    def sounding(self, hashed: int) -> Ints:
        """Return the names that sound like one word as a whole."""
        low, high = _range(self._whole_hashes, hashed)
        return self._wholes[low:high]

    def _add_words(self) -> None:
        """Make the vocabulary and the tables between names, words and units."""
        arranged = self.arranged
        found = wording(arranged.all())
        self.vocabulary = Vocabulary(found.words)
        self.word_names = found.word_names
        self.name_units, self.unit_names = found.name_units, found.unit_names
        self.frequency = self.unit_names.sizes().copy()
        light = [word in LIGHT for word in found.words]
        self.is_light = np.array([*light, True], np.bool_)
        self._add_seams()

    def _add_seams(self) -> None:
        """Note what neighbouring units, and all units of a name, sound like when joined."""
        flat, starts = self.name_units.numbers, self.name_units.starts
        inside = np.ones(max(len(flat) - 1, 0), np.bool_)
        ends = starts[1:-1] - 1
        inside[ends[(ends >= 0) & (ends < len(inside))]] = False
        places = np.flatnonzero(inside).astype(np.int32)
        hashes = self.vocabulary.joined_hashes(flat[places], flat[places + 1])
        self._seam_hashes, self._seam_places = _sorted(hashes, places)
        long = np.flatnonzero(self.name_units.sizes() > 2).astype(np.int32)
        self._whole_hashes, self._wholes = _sorted(
            self.vocabulary.whole_hashes(self.name_units, long), long
        )


def _sorted(hashes: npt.NDArray[np.uint32], what: Ints) -> tuple[npt.NDArray[np.uint32], Ints]:
    """Leave out what has no sound to tell it by, and sort the rest by sound."""
    what, hashes = what[hashes > 0], hashes[hashes > 0]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], what[order]


def _range(hashes: npt.NDArray[np.uint32], wanted: int) -> tuple[int, int]:
    low, high = (np.searchsorted(hashes, np.uint32(wanted), side) for side in ("left", "right"))
    return int(low), int(high)
