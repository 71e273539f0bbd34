"""What it says that a typed word resembles a word of a name: how unlikely that is by chance.

After Fellegi and Sunter, "A Theory for Record Linkage" (1969): an agreement is worth the logarithm
of how seldom it comes about between names that have nothing to do with each other. Here that is
counted, not assumed: if k of n names hold words at least this like the typed one, the agreement is
worth log(n / k). So Hirofumi says much, Muhammad little, and a likeness of 0.7 says much of a long
word and nothing of a short one, without a rule for either. The worth is taken down by the likeness
itself, for a word may be like and yet be another.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.search.joining import least_joined
from briefing.search.lexicon import LIGHT
from briefing.search.postings import Floats, Ints
from briefing.search.segment import Segment
from briefing.search.vocabulary import LEAST_LIKE, Vocabulary, resemblance

STEEPNESS: Final = 1.5
LIGHT_SHARE: Final = 0.2
ELSEWHERE: Final = 10_000
"""Names that are not in the briefing but might have been meant: in a briefing of ten names, one
that stands in three of them is not common, and one that stands in none may well be."""

# Of 150,000 names of persons and bodies, this share holds a word at least so like a given one: a
# fortieth for four letters and the least likeness that counts, e^11 times less for each unit of
# likeness, and a quarter less for each letter more.
_MET_BY_CHANCE: Final = 0.025
_FEWER_FOR_LIKENESS: Final = 11.0
_FEWER_FOR_LETTERS: Final = 0.3
_SHORT: Final = 4

_SURE: Final = 0.75
_MOST_REMEMBERED: Final = 500


Likely: TypeAlias = tuple[Ints, Floats]
"""Words by number, and how likely each is meant, 0 to 1."""


class Meaning(NamedTuple):
    """The words of one segment that a typed word may stand for.

    Attributes:
        numbers: The words.
        worth: What meeting each of them says, in nats, rising.
    """

    numbers: Ints
    worth: Floats


class Meanings(NamedTuple):
    """What a typed word may stand for.

    Attributes:
        weight: What it could say at most, in nats.
        by_segment: Its meanings, in the order of the segments.
    """

    weight: float
    by_segment: Sequence[Meaning]


class Evidence:
    """Weighs words against the names of some segments; remembers what it worked out.

    Args:
        segments: Where the names are.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        here = sum(int(segment.alive.sum()) for segment in segments)
        self._names = here + ELSEWHERE
        self._totals = _totals(segments)
        self._known: dict[tuple[object, ...], Meanings] = {}

    def of_word(self, word: str, *, unfinished: bool = False, alone: bool = False) -> Meanings:
        """Return what a unit may stand for.

        Args:
            word: A folded unit.
            unfinished: Whether more of it may still be typed.
            alone: Whether nothing else is typed that could bear out a faint likeness.
        """

        def likely(vocabulary: Vocabulary) -> Likely:
            return vocabulary.meanings(word, unfinished=unfinished, alone=alone)

        return self._remembered((word, unfinished, alone), likely)

    def of_joined(self, word: str) -> Meanings:
        """Return the single words that typed ones, joined, may stand for."""

        def likely(vocabulary: Vocabulary) -> Likely:
            numbers = vocabulary.sounding(word)
            likely = resemblance(word, [vocabulary.words[at] for at in numbers.tolist()])
            kept = likely >= least_joined(word)
            return numbers[kept], likely[kept]

        return self._remembered((word, "joined"), likely)

    @property
    def doubt(self) -> float:
        """What must be said, in nats, to tell one name among all."""
        return float(np.log(self._names + 1))

    def rarity(self, word: str) -> float:
        """Return what it says, in nats, that two names share a unit."""
        found = 0
        for segment in self._segments:
            number = segment.tables.vocabulary.number(word)
            found += int(segment.frequency[number]) if number >= 0 else 0
        return float(np.log((self._names + 1) / (found + 1)))

    def of_units(self, number: int, units: Ints) -> Floats:
        """Return what units of names say when met as they are, in nats.

        Args:
            number: The number of their segment.
            units: Numbers of words in any arrangement; the size of the vocabulary stands for none.
        """
        light = self._segments[number].tables.is_light[units]
        rarity = np.log((self._names + 1) / (self._totals[number][units] + 1)).astype(np.float32)
        return np.where(light, rarity * np.float32(LIGHT_SHARE), rarity)

    def of_chance(self, names: int, likeness: float) -> float:
        """Return what an agreement is worth that so many names would show."""
        worth: float = np.log((self._names + 1) / (names + 1)) * likeness**STEEPNESS
        return worth

    def _remembered(
        self, key: tuple[str, *tuple[object, ...]], likely: Callable[[Vocabulary], Likely]
    ) -> Meanings:
        """Weigh a word, which comes first in the key; at the next key most are known."""
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            words = [likely(segment.tables.vocabulary) for segment in self._segments]
            found = self._known[key] = self._weigh(key[0], words)
        return found

    def _weigh(self, word: str, likely: Sequence[Likely]) -> Meanings:
        """Turn likenesses into evidence, over all segments together."""
        share = LIGHT_SHARE if len(word) == 1 or word in LIGHT else 1.0
        frequencies = [
            segment.frequency[numbers]
            for segment, (numbers, _) in zip(self._segments, likely, strict=True)
        ]
        frequency = np.concatenate(frequencies)
        likeness = np.concatenate([alike for _, alike in likely])
        order = np.argsort(-likeness, kind="stable")
        ranked = likeness[order]
        counted = np.cumsum(frequency[order]) + ELSEWHERE * _by_chance(word, ranked)
        # Words equally like share one count: what is met by chance is either of them.
        ends = np.searchsorted(-ranked, -ranked, side="right") - 1
        rarity = np.log((self._names + 1) / (counted[ends] + 1))
        weight = np.log(self._names + 1.0)
        if len(ranked) and ranked[0] >= _SURE:
            weight = float(rarity[: np.searchsorted(-ranked, -_SURE, side="right")].max())
        worth = np.empty(len(order), np.float32)
        worth[order] = rarity * ranked.astype(np.float64) ** STEEPNESS
        is_light = share < 1
        parted = self._parted(share * worth, likely, frequencies, is_light=is_light)
        return Meanings(share * weight, parted)

    def _parted(
        self,
        worth: Floats,
        likely: Sequence[Likely],
        frequencies: Sequence[npt.NDArray[np.int32]],
        *,
        is_light: bool,
    ) -> list[Meaning]:
        parted: list[Meaning] = []
        at = 0
        for segment, (numbers, _), frequency in zip(
            self._segments, likely, frequencies, strict=True
        ):
            here = worth[at : at + len(numbers)]
            at += len(numbers)
            if not is_light:  # what says little is not taken down twice
                light = segment.tables.is_light[numbers]
                here = np.where(light, here * np.float32(LIGHT_SHARE), here)
            kept = np.flatnonzero((here > 0) & (frequency > 0))
            kept = kept[np.argsort(here[kept], kind="stable")]
            parted.append(Meaning(numbers[kept], here[kept]))
        return parted


def _by_chance(word: str, likeness: Floats) -> npt.NDArray[np.float64]:
    """Return which share of names elsewhere holds a word at least so like this one."""
    letters = max(len(word) - _SHORT, 0)
    fewer = _FEWER_FOR_LIKENESS * (likeness - LEAST_LIKE) + _FEWER_FOR_LETTERS * letters
    share: npt.NDArray[np.float64] = _MET_BY_CHANCE * np.exp(-fewer.astype(np.float64))
    return share


def _totals(segments: Sequence[Segment]) -> list[Ints]:
    """Return in how many names of all segments each word stands; in all, for no word."""
    names = sum(len(segment.alive) for segment in segments)
    totals = [np.append(segment.frequency, np.int32(names)) for segment in segments]
    for at, segment in enumerate(segments):
        for other in segments[at + 1 :]:
            for number, word in enumerate(other.tables.vocabulary.words):
                place = segment.tables.vocabulary.number(word)
                if place >= 0:
                    totals[at][place] += other.frequency[number]
                    totals[at + 1][number] += segment.frequency[place]
    return totals
