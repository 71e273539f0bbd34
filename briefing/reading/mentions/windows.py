"""Every run of words that is one of the known names, in any spelling.

A run begins and ends with a word that says something. For all runs of a length at once, the hashes
of their words are joined and looked up; the few that some name has too are compared with it. The
time grows with the text, and hardly with the number of names.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from briefing.reading.mentions import lexicon
from briefing.reading.mentions.known import (
    MOST_WORDS,
    Hashes,
    Known,
    Lookup,
    Name,
    WordHashes,
    spread,
    told_apart,
)
from briefing.reading.mentions.words import Words
from briefing.search.identity.names import is_same
from briefing.search.identity.words import slips_between
from briefing.search.postings import Flags, Ints
from briefing.search.words.folding import fold
from briefing.search.words.units import opens_unit, plain_unit

Tick = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1; may raise to cancel."""

_LEAST_LIKE: Final = 0.7
_LEAST_DIVIDED: Final = 8
"""Shorter names are not divided into words in two ways."""

_MOST_SHARING: Final = 8
"""How many records that share a name are told of."""

_MOST_ALIKE: Final = 200
"""Of how many names with the same consonants each is compared."""

_TICKS: Final = 2000


class Match(NamedTuple):
    """Words of a text that are a known name.

    Attributes:
        first: The first word.
        end: The word after the last.
        names: The names they are, the surest first; all equally sure.
        rank: How sure: 0 for a record's own name, 1 for an alias, 2 for another spelling.
    """

    first: int
    end: int
    names: Sequence[Name]
    rank: int


class _Runs(NamedTuple):
    """Runs of words of one length, with their hashes."""

    firsts: Ints
    length: int
    letters: Hashes
    sounds: Hashes


def matches(words: Words, known: Known, tick: Tick) -> Iterator[Match]:
    """Yield the runs of words that are known names; runs may overlap.

    Args:
        words: Of the text.
        known: The names.
        tick: Called now and then.
    """
    compare = Comparison(known)
    found = list(_found(words, known))
    for done, (first, length, letters, sounds) in enumerate(found):
        if done % _TICKS == 0:
            tick(done / len(found))
        surface = words.surface(first, first + length)
        end = first + length
        ranked = compare(surface, letters, sounds)
        if _may_end_behind(words, end):
            longer = compare(words.surface(first, end + 1), letters, sounds)
            ranked, end = (longer, end + 1) if longer else (ranked, end)
        rank = min((rank for rank, _ in ranked), default=-1)
        if rank >= 0:
            names = [name for its, name in ranked if its == rank]
            yield Match(first, end, names, rank)


def _may_end_behind(words: Words, end: int) -> bool:
    """Whether a name may end with a word that usually says nothing: Duwa Lashi La."""
    return (
        end < len(words)
        and words.joins[end - 1]
        and words.is_capital[end]
        and words.folded[end] in lexicon.SILENT
    )


def _found(words: Words, known: Known) -> Iterator[tuple[int, int, int, int]]:
    """Yield the first word, the length and the hashes of the runs that may be names."""
    by_letters, by_sounds = known.filters
    is_capital = np.array(words.is_capital, np.bool_)
    for runs in _runs(words):
        letters = _among(runs.letters, by_letters, known.letters)
        sounds = is_capital[runs.firsts] & _among(runs.sounds, by_sounds, known.sounds)
        for at in np.flatnonzero(letters | sounds).tolist():
            yield (
                int(runs.firsts[at]),
                runs.length,
                int(runs.letters[at]) if letters[at] else 0,
                int(runs.sounds[at]) if sounds[at] else 0,
            )


def _among(hashes: Hashes, table: Flags, lookup: Lookup) -> Flags:
    """Return which hashes are among those of the names."""
    likely = np.flatnonzero(table[spread(hashes)] & (hashes > 0))
    found: Flags = np.zeros(len(hashes), np.bool_)
    if len(lookup.hashes):
        places = np.searchsorted(lookup.hashes, hashes[likely])
        places[places == len(lookup.hashes)] = 0
        found[likely] = lookup.hashes[places] == hashes[likely]
    return found


def _runs(words: Words) -> Iterator[_Runs]:
    """Yield the runs of words that may be one name, by length."""
    distinct, numbers = words.numbered
    if not distinct:
        return
    hashed = WordHashes(distinct)
    letters, sounds, sizes = hashed.letters, hashed.sounds, hashed.sounds.sizes
    says, joins = hashed.says[numbers] > 0, words.joining
    firsts = np.flatnonzero(says).astype(np.int32)
    lettered, sounding = np.zeros(len(firsts), np.uint64), np.zeros(len(firsts), np.uint64)
    heard, spoken = np.zeros(len(firsts), np.int64), np.zeros(len(firsts), np.int64)
    for length in range(1, MOST_WORDS + 1):
        lasts = firsts + length - 1
        kept = lasts < len(numbers)
        if length > 1:
            kept[kept] = joins[lasts[kept] - 1]
        firsts, lasts = firsts[kept], lasts[kept]
        if not len(firsts):
            return
        last = numbers[lasts]
        lettered = lettered[kept] * letters.powers[last] + letters.hashes[last]
        sounding = sounding[kept] * sounds.powers[last] + sounds.hashes[last]
        heard, spoken = heard[kept] + sizes[last], spoken[kept] + hashed.says[last]
        ends = says[lasts]
        told = told_apart(sounding[ends], heard[ends], spoken[ends])
        yield _Runs(firsts[ends], length, lettered[ends], told)


class Comparison:
    """Compares runs of words with the names that have the same hash, and remembers the results.

    Args:
        known: The names.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._results: dict[str, Sequence[tuple[int, Name]]] = {}

    def __call__(self, surface: str, letters: int, sounds: int) -> Sequence[tuple[int, Name]]:
        """Return the names that some words are, with the rank of each.

        Args:
            surface: The words, as written.
            letters: The hash of their letters, if names have it, else 0.
            sounds: The hash of their consonants, likewise.
        """
        found = self._results.get(surface)
        if found is None:
            found = self._results[surface] = list(self._compared(surface, letters, sounds))
        return found

    def _compared(self, surface: str, letters: int, sounds: int) -> Iterator[tuple[int, Name]]:
        known = self._known
        folded = fold(surface)
        exact = False
        for number in known.letters.numbers_of(letters)[:_MOST_SHARING] if letters else ():
            name = known.names[number]
            if _says_the_same(folded, fold(name.text)) or _is_spelled_so(surface, name):
                exact = True
                yield int(name.is_alias), name
        if exact or not sounds:
            return
        for number in known.sounds.numbers_of(sounds)[:_MOST_ALIKE]:
            name = known.names[number]
            if _may_be(folded, fold(name.text)) and _is_spelled_so(surface, name):
                yield 2, name


def _is_spelled_so(surface: str, name: Name) -> bool:
    return is_same(surface, name.text, personal=name.is_personal, in_order=True)


def _may_be(one: str, two: str) -> bool:
    """Whether two folded names with the same consonants are worth comparing."""
    ours, theirs = _without_articles(one), _without_articles(two)
    joined, other = "".join(ours), "".join(theirs)
    if len(ours) != len(theirs) and min(len(joined), len(other)) < _LEAST_DIVIDED:
        return False
    if Indel.normalized_similarity(joined, other, score_cutoff=_LEAST_LIKE) == 0:
        return False
    if len(ours) != len(theirs) or any(map(opens_unit, (*ours, *theirs))):
        return True
    pairs = zip(map(plain_unit, ours), map(plain_unit, theirs), strict=True)
    return all(
        word == another or slips_between(word, another) is not None for word, another in pairs
    )


def _without_articles(folded: str) -> list[str]:
    words = folded.split()
    return [word for word in words if word not in lexicon.ARTICLES] or words


def _says_the_same(one: str, two: str) -> bool:
    return one.removeprefix("the ") == two.removeprefix("the ")
