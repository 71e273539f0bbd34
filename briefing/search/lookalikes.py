"""Records that may be duplicates: names that are like each other in both directions.

A search forgives what a query leaves out; a duplicate must not leave anything out. So the likeness
here is mutual: what two names agree on, as a share of what both say. A large briefing has too many
pairs to compare them all. Only names are compared that sound alike as a whole, in any order, or
except for one word that begins with the same consonant.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, product
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cpdist

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.postings import Ints
from briefing.search.spelling import LIGHT_SHARE, STEEPNESS, Evidence
from briefing.search.tables import Segment
from briefing.search.vocabulary import LEAST_LIKE, OTHER_FORM, PLAIN_SHARE, blend_sounds
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, LIGHT
from briefing.search.words.sounds import skeleton, skeletons, whole_sounds
from briefing.search.words.units import units

Longs = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

LEAST_MUTUAL: Final = 0.87
"""From this likeness on, two names are probably the same."""

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme)?|[ivx]+")
_LEAST_LETTERS: Final = 5  # a shared abbreviation says little
_CANDIDATES: Final = 20
_MOST_IN_BLOCK: Final = 20
_AT_ONCE: Final = 50_000  # pairs compared at once, for want of space
_WIDTHS: Final = (3, 6)  # units of the names compared at once; longer names one by one
_ROUNDING: Final = 1e-6
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

    Attributes:
        units: Gives the units of a name.
        telling: Gives the names of an entry that are compared.
        sound: Gives the skeleton of a word.
        weight: Gives how much a word says.
    """

    def __init__(self, rarity: Callable[[str], float]) -> None:
        # Many names share a word, and each name is compared with several.
        folded = cache(fold)
        self.units = cache(lambda name: [unit.text for unit in units(folded(name).split())])
        self.telling = cache(lambda entry: _telling(entry, folded))
        self.sound = cache(skeleton)
        self.weight = cache(lambda word: (LIGHT_SHARE if word in LIGHT else 1.0) * rarity(word))
        self._known: dict[tuple[str, str], float] = {}

    def of_names(self, name: str, other: str) -> float:
        """Return the share of what two names say that both say, 0 to 1."""
        one, two = self.units(name), self.units(other)
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
            for name, other_name in product(self.telling(entry), self.telling(other))
        ]
        best = max(found, key=lambda pair: pair.likeness, default=None)
        return best if best and best.likeness >= LEAST_MUTUAL else None

    def _aligned(self, one: Sequence[str], two: Sequence[str]) -> float:
        """Align the words of two names, the most similar pairs first."""
        pairs = sorted(
            (
                (likeness * self.weight(word), at, place, likeness)
                for at, word in enumerate(one)
                for place, other in enumerate(two)
                if (likeness := self._of_words(word, other)) >= LEAST_LIKE
            ),
            key=lambda pair: (-pair[0], pair[1:]),
        )
        total = sum(map(self.weight, one)) + sum(map(self.weight, two))
        shared = 0.0
        used, met = set[int](), set[int]()
        for _, at, place, likeness in pairs:
            if at not in used and place not in met:
                used.add(at)
                met.add(place)
                both = self.weight(one[at]) + self.weight(two[place])
                shared += both * likeness**STEEPNESS
        return shared / total if total else 0.0

    def _of_words(self, word: str, other: str) -> float:
        if word == other:
            return 1.0
        known = self._known.get((word, other))
        if known is None:
            known = blend_sounds(word, other, self.sound(word), self.sound(other))
            if other in FORMS.get(word, ()):
                known = max(known, OTHER_FORM)
            self._known[word, other] = known
        return known


def lookalikes(entries: Sequence[SearchEntry]) -> Iterator[LookAlike]:
    """Yield all pairs of records of one kind that may be the same, each pair once.

    Args:
        entries: The entries to compare; no two of the same record.
    """
    for kind in sorted({entry.kind for entry in entries}):
        by_ref = {entry.ref: entry for entry in entries if entry.kind == kind}
        segment = Segment([by_ref[ref] for ref in sorted(by_ref)])
        likeness = Likeness(Evidence([segment]).rarity)
        for ref, other in _promising(sorted(_pairs(segment)), by_ref, likeness):
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


def _telling(entry: SearchEntry, folded: Callable[[str], str] = fold) -> list[str]:
    return [name for name in entry.names if len(folded(name)) >= _LEAST_LETTERS]


def _pairs(segment: Segment) -> set[tuple[str, str]]:
    """Return the pairs of records worth comparing."""
    found: set[tuple[str, str]] = set()
    for names in _blocks(segment):
        refs = sorted({segment.refs[entry] for entry in segment.tables.arranged.name_entry[names]})
        found.update(combinations(refs, 2))
    return found


def _promising(
    pairs: Sequence[tuple[str, str]], entries: Mapping[str, SearchEntry], likeness: Likeness
) -> Iterator[tuple[str, str]]:
    """Yield the pairs whose names may be alike enough, whichever of their words are aligned."""
    for start in range(0, len(pairs), _AT_ONCE):
        part = pairs[start : start + _AT_ONCE]
        names: dict[str, int] = {}
        numbers = {
            ref: [names.setdefault(name, len(names)) for name in likeness.telling(entries[ref])]
            for ref in dict.fromkeys(chain.from_iterable(part))
        }
        compared = [
            (place, name, other)
            for place, pair in enumerate(part)
            for name, other in product(*map(numbers.__getitem__, pair))
        ]
        if compared:
            place, one, two = np.array(compared, np.int64).T
            reaching = _may_reach([*names], one, two, likeness)
            yield from (part[at] for at in np.unique(place[reaching]).tolist())


def _may_reach(
    names: Sequence[str], one: Longs, two: Longs, likeness: Likeness
) -> npt.NDArray[np.bool_]:
    """Whether pairs of names, by their places, can be as alike as `LEAST_MUTUAL`."""
    units = [likeness.units(name) for name in names]
    sizes = np.array([len(each) for each in units])
    longer = np.maximum(sizes[one], sizes[two])
    reaching: npt.NDArray[np.bool_] = longer > _WIDTHS[-1]
    words = {word: place for place, word in enumerate(dict.fromkeys(["", *chain(*units)]))}
    weights = np.array([likeness.weight(word) if word else 0.0 for word in words])
    narrower = -1
    for width in _WIDTHS:
        # Few names have many units, and a table as wide as those would be mostly empty.
        these = np.flatnonzero((longer > narrower) & (longer <= width))
        narrower = width
        of_name = np.zeros((len(names), width), np.int64)
        for place in np.unique([one[these], two[these]]).tolist():
            of_name[place, : sizes[place]] = [words[word] for word in units[place]]
        first, second = of_name[one[these]], of_name[two[these]]
        like = _likenesses([*words], first, second)
        # No word can add more than with the word most like it.
        lost = (weights[first] * (1 - like.max(2) ** STEEPNESS)).sum(1)
        lost += (weights[second] * (1 - like.max(1) ** STEEPNESS)).sum(1)
        total = weights[first].sum(1) + weights[second].sum(1)
        reaching[these] = lost <= total * (1 - LEAST_MUTUAL) + _ROUNDING
    return reaching | _may_be_joined(units, sizes, one, two)


def _likenesses(words: Sequence[str], one: Longs, two: Longs) -> Doubles:
    """The likeness of each word of names to each of other names; see `Likeness`.

    Args:
        words: The words; the first stands for none.
        one: The words of each name, by their places.
        two: Those of the name that it is compared with.
    """
    is_pair = (one > 0)[:, :, None] & (two > 0)[:, None, :]
    pairs = (one[:, :, None] * len(words) + two[:, None, :])[is_pair]
    distinct, back = np.unique(pairs, return_inverse=True)
    first, second = distinct // len(words), distinct % len(words)
    sounds = skeletons(words)
    plain, heard = (
        _similar([said[at] for at in first.tolist()], [said[at] for at in second.tolist()])
        for said in (words, sounds)
    )
    like = PLAIN_SHARE * plain + (1 - PLAIN_SHARE) * heard
    like[first == second] = 1
    has_forms = np.array([word in FORMS for word in words], np.bool_)
    for at in np.flatnonzero(has_forms[first]).tolist():
        if words[second[at]] in FORMS[words[first[at]]]:
            like[at] = max(like[at], OTHER_FORM)
    found = np.zeros(is_pair.shape)
    found[is_pair] = like[back]
    return found


def _similar(ones: Sequence[str], twos: Sequence[str]) -> Doubles:
    found: Doubles = cpdist(ones, twos, scorer=Indel.normalized_similarity, dtype=np.float64)
    return found


def _may_be_joined(
    units: Sequence[Sequence[str]], sizes: Longs, one: Longs, two: Longs
) -> npt.NDArray[np.bool_]:
    """Whether the words of one name, joined, may be like those of another, divided otherwise."""
    found: npt.NDArray[np.bool_] = sizes[one] != sizes[two]
    joined = ["".join(each) for each in units]
    ones, twos = ([joined[at] for at in side[found].tolist()] for side in (one, two))
    plain = _similar(ones, twos)
    # Even if both sound the same.
    may_be = plain >= (LEAST_MUTUAL - (1 - PLAIN_SHARE)) / PLAIN_SHARE - _ROUNDING
    found[found] = may_be | np.array([name in FORMS for name in ones], np.bool_)
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
