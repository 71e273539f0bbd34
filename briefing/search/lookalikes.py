"""Records that may be duplicates: names that are like each other in both directions.

A search forgives what a query leaves out; a duplicate must not leave anything out. So the likeness
here is mutual: what two names agree on, as a share of what both say. `resembling` tells which names
are worth comparing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from operator import attrgetter
from typing import Final, NamedTuple

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.resembling import LEAST_LETTERS, ROUNDING, NamePair, Names
from briefing.search.spelling import LIGHT_SHARE, STEEPNESS
from briefing.search.vocabulary import LEAST_LIKE, OTHER_FORM, blend_sounds
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS, LIGHT
from briefing.search.words.sounds import skeleton
from briefing.search.words.units import units

LEAST_MUTUAL: Final = 0.87
"""From this likeness on, two names are probably the same."""

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|e|er|eme)?|[ivx]+")
_CANDIDATES: Final = 20


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
        sound: Returns the skeleton of a word.

    Attributes:
        units: Gives the units of a name.
        telling: Gives the names of an entry that are compared.
        sound: Gives the skeleton of a word.
        weight: Gives how much a word says.
    """

    def __init__(
        self, rarity: Callable[[str], float], sound: Callable[[str], str] = skeleton
    ) -> None:
        # Many names share a word, and each name is compared with several.
        folded = cache(fold)
        self.units = cache(lambda name: [unit.text for unit in units(folded(name).split())])
        self.telling = cache(lambda entry: _telling(entry, folded))
        self.sound = cache(sound)
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

    def best(
        self, entry: SearchEntry, other: SearchEntry, among: Iterable[NamePair] | None = None
    ) -> LookAlike | None:
        """Return the most similar names of two entries, if they are probably the same.

        Args:
            entry: One entry.
            other: The other one.
            among: The names that may be alike enough, in their order; all if None.
        """
        if among is None:
            both = product(self.telling(entry), self.telling(other))
            among = (NamePair(name, other_name, 1) for name, other_name in both)
        best: LookAlike | None = None
        for name, other_name, most in among:
            if best is None or most > best.likeness - ROUNDING:
                likeness = self.of_names(name, other_name)
                if likeness >= LEAST_MUTUAL and (best is None or likeness > best.likeness):
                    best = LookAlike(entry.ref, other.ref, name, other_name, likeness)
        return best

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
        of_kind = [entry for entry in entries if entry.kind == kind]
        of_kind.sort(key=attrgetter("ref"))
        names = Names(of_kind)
        likeness = Likeness(names.rarity, names.sound)
        for one, other, among in names.promising(LEAST_MUTUAL):
            if found := likeness.best(of_kind[one], of_kind[other], among):
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
    return [name for name in entry.names if len(folded(name)) >= LEAST_LETTERS]
