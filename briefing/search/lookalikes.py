"""Records that may be duplicates: names that are like each other in both directions.

A search forgives what a query leaves out; a duplicate must not leave anything out. So the likeness
here is mutual: what two names agree on, as a share of what both say. A large briefing has too many
pairs to compare them all. Only names are compared that sound alike as a whole, in any order, or
except for one word that begins with the same consonant.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations, product
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.postings import Ints
from briefing.search.spelling import LIGHT_SHARE, STEEPNESS, Evidence
from briefing.search.tables import Segment
from briefing.search.vocabulary import LEAST_LIKE, OTHER_FORM, blend_sounds
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, LIGHT
from briefing.search.words.sounds import skeleton, whole_sounds
from briefing.search.words.units import units

LEAST_MUTUAL: Final = 0.87
"""From this likeness on, two names are probably the same."""

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme)?|[ivx]+")
_LEAST_LETTERS: Final = 5  # a shared abbreviation says little
_CANDIDATES: Final = 20
_MOST_IN_BLOCK: Final = 20
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio: spreads numbers


class LookAlike(NamedTuple):
    """Two records that may be the same, with their most similar names.

    Attributes:
        ref: One record.
        other: The other one.
        name: A name of the first.
        other_name: A name of the other.
        likeness: How alike the names are, 0 to 1.
    """

    ref: str
    other: str
    name: str
    other_name: str
    likeness: float


class Likeness:
    """Compares names.

    Args:
        rarity: Returns how much it says that two names share a word, in nats.
    """

    def __init__(self, rarity: Callable[[str], float]) -> None:
        # Many names share a word, and each name is compared with several.
        self._units = cache(_units)
        self._sound = cache(skeleton)
        self._weight = cache(lambda word: (LIGHT_SHARE if word in LIGHT else 1.0) * rarity(word))
        self._known: dict[tuple[str, str], float] = {}

    def of_names(self, name: str, other: str) -> float:
        """Return the share of what two names say that both say, 0 to 1."""
        one, two = self._units(name), self._units(other)
        if one == two:
            return 1.0
        if set(filter(_NUMBER.fullmatch, one)) != set(filter(_NUMBER.fullmatch, two)):
            return 0.0
        aligned = self._aligned(one, two)
        if len(one) == len(two):
            return aligned
        return max(aligned, self._of_words("".join(one), "".join(two)))

    def best(self, entry: SearchEntry, other: SearchEntry) -> LookAlike | None:
        """Return the most similar names of two entries, if they are probably the same."""
        found = [
            LookAlike(entry.ref, other.ref, name, other_name, self.of_names(name, other_name))
            for name, other_name in product(_telling(entry), _telling(other))
        ]
        best = max(found, key=lambda pair: pair.likeness, default=None)
        return best if best and best.likeness >= LEAST_MUTUAL else None

    def _aligned(self, one: Sequence[str], two: Sequence[str]) -> float:
        """Align the words of two names, the most similar pairs first."""
        pairs = sorted(
            (
                (likeness * self._weight(word), at, place, likeness)
                for at, word in enumerate(one)
                for place, other in enumerate(two)
                if (likeness := self._of_words(word, other)) >= LEAST_LIKE
            ),
            key=lambda pair: (-pair[0], pair[1:]),
        )
        total = sum(map(self._weight, one)) + sum(map(self._weight, two))
        shared = 0.0
        used, met = set[int](), set[int]()
        for _, at, place, likeness in pairs:
            if at not in used and place not in met:
                used.add(at)
                met.add(place)
                both = self._weight(one[at]) + self._weight(two[place])
                shared += both * likeness**STEEPNESS
        return shared / total if total else 0.0

    def _of_words(self, word: str, other: str) -> float:
        if word == other:
            return 1.0
        known = self._known.get((word, other))
        if known is None:
            known = blend_sounds(word, other, self._sound(word), self._sound(other))
            if other in FORMS.get(word, ()):
                known = max(known, OTHER_FORM)
            self._known[word, other] = known
        return known


def _units(name: str) -> list[str]:
    return [unit.text for unit in units(fold(name).split())]


def lookalikes(entries: Sequence[SearchEntry]) -> Iterator[LookAlike]:
    """Yield all pairs of records of one kind that may be the same, each pair once.

    Args:
        entries: The entries to compare; no two of the same record.
    """
    for kind in sorted({entry.kind for entry in entries}):
        by_ref = {entry.ref: entry for entry in entries if entry.kind == kind}
        segment = Segment([by_ref[ref] for ref in sorted(by_ref)])
        likeness = Likeness(Evidence([segment]).rarity)
        for ref, other in sorted(_pairs(segment)):
            if found := likeness.best(by_ref[ref], by_ref[other]):
                yield found


def lookalikes_of(entry: SearchEntry, index: SearchIndex) -> list[LookAlike]:
    """Return the other records that may be the same as one, the most similar first.

    Args:
        entry: The record, which may itself be in the index.
        index: The records to compare it with.
    """
    likeness = Likeness(index.rarity)
    refs = {
        hit.ref
        for name in _telling(entry)
        for hit in index.search(name, kinds=[entry.kind], limit=_CANDIDATES, finished=True)
        if hit.ref != entry.ref
    }
    found = [likeness.best(entry, SearchEntry(ref, entry.kind, index.names(ref))) for ref in refs]
    return sorted((pair for pair in found if pair), key=lambda pair: (-pair.likeness, pair.other))


def _telling(entry: SearchEntry) -> list[str]:
    return [name for name in entry.names if len(fold(name)) >= _LEAST_LETTERS]


def _pairs(segment: Segment) -> set[tuple[str, str]]:
    """Return the pairs of records worth comparing."""
    found: set[tuple[str, str]] = set()
    for names in _blocks(segment):
        refs = sorted({segment.refs[entry] for entry in segment.tables.arranged.name_entry[names]})
        found.update(combinations(refs, 2))
    return found


def _blocks(segment: Segment) -> Iterator[Ints]:
    """Yield groups of names that sound alike as a whole or except for one unit."""
    tables = segment.tables
    flat, keys = tables.name_units.numbers, tables.name_units.keys()
    telling = ~tables.is_light[flat]
    flat, keys = flat[telling], keys[telling]
    skeletons = tables.vocabulary.skeletons
    parts = _spread(np.unique(skeletons, return_inverse=True)[1])[flat]
    openings = _spread(np.array([ord(sound[0]) if sound else 0 for sound in skeletons]))[flat]
    # Sums ignore the order, and a part can be subtracted.
    wholes = np.zeros(len(segment.alive), np.uint64)
    np.add.at(wholes, keys, parts)
    sizes = np.bincount(keys, minlength=len(wholes))
    names = np.flatnonzero(sizes > 0).astype(np.int32)
    yield from _alike(wholes[names], names)
    several = sizes[keys] > 1
    but_one = wholes[keys[several]] - parts[several] + _spread(openings[several])
    yield from _alike(but_one, keys[several])
    names = np.arange(len(segment.alive), dtype=np.int32)
    vocabulary = tables.vocabulary
    heard = whole_sounds(tables.name_units, names, vocabulary.sounds, vocabulary.sound_sizes)
    yield from _alike(heard[heard > 0].astype(np.uint64), names[heard > 0])


def _spread(numbers: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """Hash small numbers so that their sums rarely collide."""
    spread: npt.NDArray[np.uint64] = (numbers.astype(np.uint64) + np.uint64(1)) * _FACTOR
    return spread ^ spread >> np.uint64(29)


def _alike(hashes: npt.NDArray[np.uint64], names: Ints) -> Iterator[Ints]:
    """Yield the names of each hash that several share, but not so many that it says nothing."""
    order = np.argsort(hashes, kind="stable")
    hashes, names = hashes[order], names[order]
    ends = np.append(np.flatnonzero(hashes[1:] != hashes[:-1]) + 1, len(hashes))
    starts = np.append(0, ends[:-1])
    sizes = ends - starts
    for at in np.flatnonzero((sizes > 1) & (sizes <= _MOST_IN_BLOCK)).tolist():
        yield names[starts[at] : ends[at]]
