"""Which names of many records may be alike: what can be said of all pairs at once.

A large briefing has too many pairs to compare them all. Only names are compared that sound alike as
a whole, in any order, or except for one word that begins with the same consonant. Of these, numpy
tells how alike two can be at the most, whichever of their words are aligned.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from briefing.search.entries import SearchEntry
from briefing.search.postings import Postings, ints
from briefing.search.spelling import ELSEWHERE, LIGHT_SHARE, STEEPNESS, rarity
from briefing.search.tables import AS_READ, AS_WRITTEN, LONGEST_NAME, named, take_apart
from briefing.search.vocabulary import PLAIN_SHARE
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, LIGHT
from briefing.search.words.sounds import skeleton, skeletons, sound_hashes, whole_sounds

Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Hashes = npt.NDArray[np.uint64]

LEAST_LETTERS: Final = 5
"""The fewest letters of a name that is compared: a shared abbreviation says little."""

ROUNDING: Final = 1e-5
"""By how much a likeness may exceed what it can be at the most."""

_MOST_IN_BLOCK: Final = 20
_AT_ONCE: Final = 2_000  # names compared at once, so that all about them stays in the cache
_WIDTHS: Final = (2, 3, 6)  # units of the names compared at once; longer names one by one
_BITS: Final = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio: spreads numbers


class NamePair(NamedTuple):
    """A name of one record and one of another, with the likeness that they cannot exceed."""

    name: str
    other: str
    most: float


class Letters(NamedTuple):
    """Which letters words have.

    Attributes:
        words: The words.
        bits: A bit for each letter; rare ones share theirs with others.
        sizes: How many letters each word has, and one half for none.
    """

    words: Sequence[str]
    bits: npt.NDArray[np.uint32]
    sizes: Singles


Compare = Callable[[Letters, Longs, Longs], Singles | Doubles]
"""How alike the letters of words can be at the most."""


class Names:
    """The names of records of one kind, numbered and taken apart.

    Args:
        entries: The records, no two of them the same.
    """

    def __init__(self, entries: Sequence[SearchEntry]) -> None:
        self._count = len(entries)
        labels = [fold(entry.names[0]) if entry.names else "" for entry in entries]
        folded, owners, positions, roles = named(entries, labels, range(len(entries)))
        self._entry = ints(owners).astype(np.int64)
        places = zip(owners, positions, strict=True)
        self._written = [entries[owner].names[position] for owner, position in places]
        self._is_cut = np.array([len(name) > LONGEST_NAME for name in self._written], np.bool_)
        role = np.frombuffer(bytes(roles), np.uint8)
        # Both roles: a name that is found by its romanisation is compared as it is written too.
        found = take_apart(folded, np.full(len(folded), AS_WRITTEN | AS_READ, np.uint8))
        self._words, self._units = found.words, found.name_units
        self._sounds = skeletons(found.words)
        self._sound_of = dict(zip(found.words, self._sounds, strict=True))
        self._is_light = np.array([word in LIGHT for word in found.words], np.bool_)
        self._read = found.name_units.only(role & AS_READ > 0)
        counts = np.bincount(self._read.numbers, minlength=len(found.words))
        self._frequency = dict(zip(found.words, counts.tolist(), strict=True))
        # Of each word, after none.
        rare = np.log((len(folded) + ELSEWHERE + 1) / (counts + 1))
        weights = np.append(0, np.where(self._is_light, LIGHT_SHARE, 1) * rare)
        self._weights = weights.astype(np.float32)
        self._spelt, self._heard = _letters_of(found.words), _letters_of(self._sounds)
        self._has_forms = np.array([False, *(word in FORMS for word in found.words)])
        letters = np.fromiter(map(len, folded), np.int64, len(folded))
        telling = np.flatnonzero((role & AS_WRITTEN > 0) & (letters >= LEAST_LETTERS))
        owners_of_telling = self._entry[telling].astype(np.int32)
        self._telling = Postings.of_pairs(owners_of_telling, telling.astype(np.int32), self._count)

    def rarity(self, word: str) -> float:
        """How much it says that two names share a unit, in nats."""
        return rarity(self._frequency.get(word, 0), len(self._written) + ELSEWHERE)

    def sound(self, word: str) -> str:
        """The skeleton of a word of these names, or of any other."""
        found = self._sound_of.get(word)
        return skeleton(word) if found is None else found

    def promising(self, least: float) -> Iterator[tuple[int, int, Sequence[NamePair]]]:
        """Yield the pairs of records that may have names which are alike, in their order.

        Args:
            least: The likeness that it takes.

        Yields:
            The places of two entries, and those of their names that can be as alike.
        """
        first, second = self.pairs()
        pair, one, two = self._names_of(first, second)
        most = self.bounds(one, two, least - ROUNDING)
        kept = np.flatnonzero(most >= least - ROUNDING)
        columns = (values[kept].tolist() for values in (pair, one, two, most))
        written = self._written
        for at, rows in groupby(zip(*columns, strict=True), itemgetter(0)):
            names = [NamePair(written[name], written[other], top) for _, name, other, top in rows]
            yield int(first[at]), int(second[at]), names

    # Which pairs sound alike

    def pairs(self) -> tuple[Longs, Longs]:
        """The pairs of entries worth comparing, each once and in order."""
        numbers = np.unique(np.concatenate([np.zeros(0, np.int64), *self._alike()]))
        return numbers // self._count, numbers % self._count

    def _alike(self) -> Iterator[Longs]:
        """Yield pairs whose names sound alike as a whole or except for one unit, as numbers."""
        flat, keys = self._read.numbers, self._read.keys()
        telling = ~self._is_light[flat]
        flat, keys = flat[telling], keys[telling]
        sounds = self._sounds
        parts = _spread(np.unique(sounds, return_inverse=True)[1])[flat]
        openings = _spread(np.array([ord(sound[0]) if sound else 0 for sound in sounds]))[flat]
        # Sums ignore the order, and a part can be subtracted.
        wholes = np.zeros(len(self._written), np.uint64)
        np.add.at(wholes, keys, parts)
        sizes = np.bincount(keys, minlength=len(wholes))
        names = np.flatnonzero(sizes > 0)
        yield from self._sharing(wholes[names], names)
        several = sizes[keys] > 1
        but_one = wholes[keys[several]] - parts[several] + _spread(openings[several])
        yield from self._sharing(but_one, keys[several])
        every = np.arange(len(self._written), dtype=np.int32)
        heard = whole_sounds(self._read, every, *sound_hashes(sounds))
        yield from self._sharing(heard[heard > 0].astype(np.uint64), every[heard > 0])

    def _sharing(self, hashes: Hashes, names: npt.NDArray[Any]) -> Iterator[Longs]:
        """Yield the pairs that share a hash, unless so many share it that it says nothing."""
        order = np.argsort(hashes, kind="stable")
        _, places, sizes = np.unique(hashes[order], return_inverse=True, return_counts=True)
        few = (sizes[places] > 1) & (sizes[places] <= _MOST_IN_BLOCK)
        blocks, entries = places[few], self._entry[names[order[few]]]
        for step in range(1, _MOST_IN_BLOCK):
            one, two = entries[:-step], entries[step:]
            same = (blocks[:-step] == blocks[step:]) & (one != two)
            yield np.minimum(one, two)[same] * self._count + np.maximum(one, two)[same]

    def _names_of(self, first: Longs, second: Longs) -> tuple[Longs, Longs, Longs]:
        """The names of pairs of entries, each with each, with the place of their pair."""
        starts, sizes = self._telling.starts, self._telling.sizes().astype(np.int64)
        across = sizes[second]
        counts = sizes[first] * across
        pair = np.repeat(np.arange(len(first)), counts)
        within = np.arange(len(pair)) - (np.cumsum(counts) - counts)[pair]
        one = self._telling.numbers[starts[first][pair] + within // across[pair]]
        two = self._telling.numbers[starts[second][pair] + within % across[pair]]
        return pair, one, two

    # How alike they can be

    def bounds(self, one: Longs, two: Longs, least: float = 0) -> Doubles:
        """How alike pairs of names can be at the most; less exact if it is less than `least`."""
        sizes = self._units.sizes()
        longer = np.maximum(sizes[one], sizes[two])
        most = np.ones(len(one))
        narrower = -1
        for width in _WIDTHS:
            # Few names have many units, and a table as wide as those would be mostly empty.
            these = np.flatnonzero((longer > narrower) & (longer <= width))
            narrower = width
            table = self._table(width)
            for start in range(0, len(these), _AT_ONCE):
                part = these[start : start + _AT_ONCE]
                most[part] = self._aligned(table, one[part], two[part], _in_common)
                close = part[most[part] >= least]
                most[close] = self._aligned(table, one[close], two[close], _similar)
        divided = np.flatnonzero((sizes[one] != sizes[two]) & (longer <= _WIDTHS[-1]))
        joined = self._joined(one[divided], two[divided], least)
        most[divided] = np.maximum(most[divided], joined)
        most[self._is_cut[one] | self._is_cut[two]] = 1
        return most

    def _aligned(self, table: Longs, one: Longs, two: Longs, compare: Compare) -> Singles | Doubles:
        """How alike names can be at the most, whichever of their words are aligned."""
        words, others = table.take(one, 1), table.take(two, 1)
        first, second = words[:, None], others[None]
        like = PLAIN_SHARE * compare(self._spelt, first, second)
        like += (1 - PLAIN_SHARE) * compare(self._heard, first, second)
        np.maximum(like, self._has_forms[first] & self._has_forms[second], out=like)
        like *= (first > 0) & (second > 0)
        # No word can add more than with the word most like it.
        weights, other_weights = self._weights[words], self._weights[others]
        shared = (weights * like.max(1) ** STEEPNESS).sum(0)
        shared += (other_weights * like.max(0) ** STEEPNESS).sum(0)
        most: Singles | Doubles = shared / (weights.sum(0) + other_weights.sum(0))
        return most

    def _table(self, width: int) -> Longs:
        """The words of each name of at most so many, numbered from 1; 0 is none."""
        units = self._units
        table = np.zeros((width, len(self._written)), np.int64)
        keys = units.keys()
        rows = np.arange(len(keys)) - units.starts[keys]
        fits = units.sizes()[keys] <= width
        table[rows[fits], keys[fits]] = units.numbers[fits] + 1
        return table

    def _joined(self, one: Longs, two: Longs, least: float) -> Doubles:
        """How alike names are if the words of each are joined, or can be."""
        words, units = self._words, self._units.numbers.tolist()
        starts = self._units.starts.tolist()
        joined = {
            name: "".join([words[unit] for unit in units[starts[name] : starts[name + 1]]])
            for name in np.unique(np.concatenate([one, two])).tolist()
        }
        ones, twos = ([joined[name] for name in side.tolist()] for side in (one, two))
        # What the letters lack, the sounds cannot make up for.
        needed = min(max(0.0, 1 - (1 - least) / PLAIN_SHARE - ROUNDING), 1.0)
        most: Doubles = 1 - PLAIN_SHARE * (1 - _shared(ones, twos, needed))
        close = np.flatnonzero(most >= least)
        heard, other = (skeletons([side[at] for at in close.tolist()]) for side in (ones, twos))
        most[close] -= (1 - PLAIN_SHARE) * (1 - _shared(heard, other))
        most[np.array([name in FORMS for name in ones], np.bool_)] = 1
        return most


def _letters_of(words: Sequence[str]) -> Letters:
    """Words with their letters, after an empty one."""
    words = ["", *words]
    sizes = np.fromiter(map(len, words), np.int64, len(words))
    flat = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    bits = np.zeros(len(words), np.uint32)
    np.bitwise_or.at(bits, np.repeat(np.arange(len(words)), sizes), np.uint32(1) << flat % 32)
    return Letters(words, bits, np.maximum(sizes, 0.5).astype(np.float32))


def _in_common(letters: Letters, first: Longs, second: Longs) -> Singles:
    """The share of the letters of words that can be in both, in whatever order."""
    apart = letters.bits[first] ^ letters.bits[second]
    count = _BITS[apart & 0xFFFF] + _BITS[apart >> 16]
    share: Singles = 1 - count / (letters.sizes[first] + letters.sizes[second])
    return share


def _similar(letters: Letters, first: Longs, second: Longs) -> Doubles:
    """The share of the letters of words that are in both, in the same order."""
    pairs = np.broadcast_arrays(first, second)
    ones, twos = ([letters.words[at] for at in side.ravel().tolist()] for side in pairs)
    return _shared(ones, twos).reshape(pairs[0].shape)


def _shared(ones: Sequence[str], twos: Sequence[str], least: float = 0.0) -> Doubles:
    """The share of the letters that both have in the same order; 0 if it is less than `least`."""
    compare = Indel.normalized_similarity
    found: Doubles = cpdist(ones, twos, scorer=compare, dtype=np.float64, score_cutoff=least)
    return found


def _spread(numbers: npt.NDArray[Any]) -> Hashes:
    """Hash small numbers so that their sums rarely collide."""
    spread: Hashes = (numbers.astype(np.uint64) + np.uint64(1)) * _FACTOR
    return spread ^ spread >> np.uint64(29)
