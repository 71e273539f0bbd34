"""Which names of many records may be alike: what can be said of all pairs at once.

A large briefing has too many pairs to compare them all. Only names are compared that sound alike as
a whole, in any order, or except for one word that begins with the same consonant. Of these, numpy
tells how alike two can be at the most, whichever of their words are aligned.
"""

from collections.abc import Iterator, Sequence
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
from briefing.search.vocabulary import OTHER_FORM, PLAIN_SHARE
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, LIGHT
from briefing.search.words.sounds import skeleton, skeletons, sound_hashes, whole_sounds

Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Hashes = npt.NDArray[np.uint64]

LEAST_LETTERS: Final = 5
"""The fewest letters of a name that is compared: a shared abbreviation says little."""

ROUNDING: Final = 1e-6
"""By how much a likeness may exceed what it can be at the most."""

_MOST_IN_BLOCK: Final = 20
_AT_ONCE: Final = 50_000  # names compared at once, for want of space
_WIDTHS: Final = (3, 6)  # units of the names compared at once; longer names one by one
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio: spreads numbers


class NamePair(NamedTuple):
    """A name of one record and one of another, with the likeness that they cannot exceed."""

    name: str
    other: str
    most: float


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
        counts = np.bincount(self._read.numbers, minlength=len(found.words)).tolist()
        self._frequency = dict(zip(found.words, counts, strict=True))
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
        most = np.concatenate(
            [np.zeros(0)]
            + [
                self.bounds(one[start : start + _AT_ONCE], two[start : start + _AT_ONCE])
                for start in range(0, len(pair), _AT_ONCE)
            ]
        )
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

    def bounds(self, one: Longs, two: Longs) -> Doubles:
        """How alike pairs of names can be at the most."""
        sizes = self._units.sizes()
        longer = np.maximum(sizes[one], sizes[two])
        most = np.ones(len(one))
        weights = self._weights()
        narrower = -1
        for width in _WIDTHS:
            # Few names have many units, and a table as wide as those would be mostly empty.
            these = np.flatnonzero((longer > narrower) & (longer <= width))
            narrower = width
            table = self._table(width)
            first, second = table[one[these]], table[two[these]]
            like = self._likenesses(first, second)
            # No word can add more than with the word most like it.
            lost = (weights[first] * (1 - like.max(2) ** STEEPNESS)).sum(1)
            lost += (weights[second] * (1 - like.max(1) ** STEEPNESS)).sum(1)
            most[these] = 1 - lost / (weights[first].sum(1) + weights[second].sum(1))
        divided = np.flatnonzero((sizes[one] != sizes[two]) & (longer <= _WIDTHS[-1]))
        joined = self._joined_likenesses(one[divided], two[divided])
        most[divided] = np.maximum(most[divided], joined)
        most[self._is_cut[one] | self._is_cut[two]] = 1
        return most

    def _weights(self) -> Doubles:
        """How much each word says; the first is none."""
        counts = np.fromiter(self._frequency.values(), np.int64, len(self._words))
        rare = np.log((len(self._written) + ELSEWHERE + 1) / (counts + 1))
        return np.append(0, np.where(self._is_light, LIGHT_SHARE, 1) * rare)

    def _table(self, width: int) -> Longs:
        """The words of each name of at most so many, numbered from 1; 0 is none."""
        units = self._units
        table = np.zeros((len(self._written), width), np.int64)
        keys = units.keys()
        columns = np.arange(len(keys)) - units.starts[keys]
        fits = units.sizes()[keys] <= width
        table[keys[fits], columns[fits]] = units.numbers[fits] + 1
        return table

    def _likenesses(self, one: Longs, two: Longs) -> Doubles:
        """The likeness of each word of names to each of other names, as `Likeness` has it."""
        size = len(self._words) + 1
        is_pair = (one > 0)[:, :, None] & (two > 0)[:, None, :]
        pairs = (one[:, :, None] * size + two[:, None, :])[is_pair]
        distinct, back = np.unique(pairs, return_inverse=True)
        firsts, seconds = (distinct // size - 1).tolist(), (distinct % size - 1).tolist()
        words = self._words
        plain, heard = (
            _similar([said[at] for at in firsts], [said[at] for at in seconds])
            for said in (words, self._sounds)
        )
        like = PLAIN_SHARE * plain + (1 - PLAIN_SHARE) * heard
        for at, (first, second) in enumerate(zip(firsts, seconds, strict=True)):
            if first == second:
                like[at] = 1
            elif words[first] in FORMS and words[second] in FORMS[words[first]]:
                like[at] = max(like[at], OTHER_FORM)
        found = np.zeros(is_pair.shape)
        found[is_pair] = like[back]
        return found

    def _joined_likenesses(self, one: Longs, two: Longs) -> Doubles:
        """How alike names are if the words of each are joined, or can be."""
        words, units, starts = self._words, self._units.numbers.tolist(), self._units.starts
        names, places = np.unique(np.concatenate([one, two]), return_inverse=True)
        joined = [
            "".join([words[unit] for unit in units[starts[name] : starts[name + 1]]])
            for name in names.tolist()
        ]
        sounds = skeletons(joined)
        sides = [side.tolist() for side in np.split(places, [len(one)])]
        plain, heard = (
            _similar(*([said[at] for at in side] for side in sides)) for said in (joined, sounds)
        )
        most = PLAIN_SHARE * plain + (1 - PLAIN_SHARE) * heard
        most[np.array([joined[at] in FORMS for at in sides[0]], np.bool_)] = 1
        return most


def _similar(ones: Sequence[str], twos: Sequence[str]) -> Doubles:
    found: Doubles = cpdist(ones, twos, scorer=Indel.normalized_similarity, dtype=np.float64)
    return found


def _spread(numbers: npt.NDArray[Any]) -> Hashes:
    """Hash small numbers so that their sums rarely collide."""
    spread: Hashes = (numbers.astype(np.uint64) + np.uint64(1)) * _FACTOR
    return spread ^ spread >> np.uint64(29)
