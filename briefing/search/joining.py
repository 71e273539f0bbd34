"""What words sound like when they are joined, so that Bel Mokhtar and Belmokhtar meet.

All pairs of neighbours in all names would make a vocabulary several times the size of the real one.
Only a hash of their inner consonants is kept, made of the hashes of the two.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.postings import Flags, Ints, Postings
from briefing.search.sounds import LEAST_JOINED, bones, skeletons

Hashes: TypeAlias = npt.NDArray[np.uint32]

_FACTOR: Final = np.uint32(0x01000193)  # the prime of FNV-1a, 32 bit
_LEAST_LIKE: Final = {3: 0.84, 4: 0.69}  # few consonants meet by chance
_LEAST_LIKE_LONG: Final = 0.61
_LONGEST: Final = 48


class Seams(msgspec.Struct, eq=False):
    """Where words of names, joined, sound like one.

    Attributes:
        pairs: The hashes of neighbours, sorted.
        places: Where the first of each stands in the table of names.
        triples: The hashes of two particles and what they lead to (van der Merwe), sorted.
        triple_places: Where the first of each stands.
        wholes: The hashes of whole names of three units or more, sorted.
        names: The name of each.
    """

    pairs: Hashes
    places: Ints
    triples: Hashes
    triple_places: Ints
    wholes: Hashes
    names: Ints

    def of_pairs(self, hashed: int) -> Ints:
        """Return where neighbours sound so."""
        return self.places[slice(*_range(self.pairs, hashed))]

    def of_triples(self, hashed: int) -> Ints:
        """Return where two particles and their word sound so."""
        return self.triple_places[slice(*_range(self.triples, hashed))]

    def of_wholes(self, hashed: int) -> Ints:
        """Return the names that sound so as a whole."""
        return self.names[slice(*_range(self.wholes, hashed))]


def seams_of(units: Postings, sounds: Hashes, sizes: Ints, is_light: Flags) -> Seams:
    """Work out what the units of names sound like when joined.

    Args:
        units: The units of each name, in order.
        sounds: For each word the hash of its inner consonants.
        sizes: How many these are.
        is_light: Which words say little.
    """
    flat, starts = units.numbers, units.starts
    is_inside = np.ones(max(len(flat) - 1, 0), np.bool_)
    ends = starts[1:-1] - 1
    is_inside[ends[(ends >= 0) & (ends < len(is_inside))]] = False
    places = np.flatnonzero(is_inside).astype(np.int32)
    pairs = _joined(flat, sounds, sizes, places, 2)
    opens = is_inside[:-1] & is_inside[1:] & is_light[flat[:-2]] & is_light[flat[1:-1]]
    leading = np.flatnonzero(opens & ~is_light[flat[2:]]).astype(np.int32)
    triples = _joined(flat, sounds, sizes, leading, 3)
    long = np.flatnonzero(units.sizes() > 2).astype(np.int32)
    return Seams(
        *_sorted(pairs, places),
        *_sorted(triples, leading),
        *_sorted(whole_sounds(units, long, sounds, sizes), long),
    )


def _joined(flat: Ints, sounds: Hashes, sizes: Ints, places: Ints, count: int) -> Hashes:
    """Return what so many neighbours sound like, from each place on; 0 for what says too little."""
    joined = sounds[flat[places]]
    heard = sizes[flat[places]]
    for step in range(1, count):
        following = flat[places + step]
        joined = joined * _power(sizes[following]) + sounds[following]
        heard = heard + sizes[following]
    joined[heard < LEAST_JOINED] = 0
    return joined


def sound_hashes(heard: Sequence[str]) -> tuple[Hashes, Ints]:
    """Return for each of many skeletons a hash of its inner consonants, and how many these are.

    The hash of two words joined is that of the first, multiplied by a power of the factor, plus
    that of the second.
    """
    words = bones(heard)
    sizes = np.fromiter(map(len, words), np.int32, len(words))
    flat = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.cumsum(sizes) - sizes
    found = np.zeros(len(words), np.uint32)
    for place in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        found[longer] = found[longer] * _FACTOR + flat[starts[longer] + place]
    return found, sizes


@lru_cache(maxsize=256)
def joined_sound(word: str) -> int:
    """Return the hash of the inner consonants of a word; 0 when they are too few to tell."""
    hashes, sizes = sound_hashes(skeletons([word[:_LONGEST]]))
    return int(hashes[0]) if sizes[0] >= LEAST_JOINED else 0


def least_joined(word: str) -> float:
    """Return how like a joined word must be to another of the same inner consonants."""
    return _LEAST_LIKE.get(len(bones(skeletons([word]))[0]), _LEAST_LIKE_LONG)


def whole_sounds(units: Postings, names: Ints, sounds: Hashes, sizes: Ints) -> Hashes:
    """Return what names sound like as a whole.

    Args:
        units: The units of each name, in order.
        names: Which names.
        sounds: For each word the hash of its inner consonants.
        sizes: How many these are.
    """
    starts, counts = units.starts[names], units.starts[names + 1] - units.starts[names]
    joined = np.zeros(len(names), np.uint32)
    for place in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > place)
        words = units.numbers[starts[longer] + place]
        joined[longer] = joined[longer] * _power(sizes[words]) + sounds[words]
    return joined


def _power(sizes: Ints) -> Hashes:
    """Return what a hash is multiplied by when so many letters follow."""
    longest = int(sizes.max(initial=0))
    powers = np.cumprod(np.full(longest + 1, _FACTOR, np.uint32), dtype=np.uint32)
    return np.concatenate([np.ones(1, np.uint32), powers])[sizes]


def _sorted(hashes: Hashes, what: Ints) -> tuple[Hashes, Ints]:
    """Leave out what has no sound to tell it by, and sort the rest by sound."""
    what, hashes = what[hashes > 0], hashes[hashes > 0]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], what[order]


def _range(hashes: Hashes, wanted: int) -> tuple[int, int]:
    low = np.searchsorted(hashes, np.uint32(wanted))
    return int(low), int(np.searchsorted(hashes, np.uint32(wanted), side="right"))
