"""The names worth comparing with a typed one: those that hold every word of it in some spelling.

Comparing is exact and slow (`same_name`), so the tables of the search say where to look: words of
the same consonants, words that look alike, and words that two neighbours make.
"""

import re
from functools import reduce
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from briefing.search.folding import fold
from briefing.search.joining import sound_hashes
from briefing.search.name_parts import OF_PEOPLE, PARTICLES, is_written_freely
from briefing.search.naming import LONGEST_NAME
from briefing.search.postings import Ints
from briefing.search.same_name import LONGEST, MOST_UNITS
from briefing.search.same_word import Tongue, forms_of, slips_between
from briefing.search.segment import Segment
from briefing.search.sounds import skeletons
from briefing.search.units import units
from briefing.search.vocabulary import Vocabulary

_LEAST_LIKE: Final = 0.75
_LONGEST_WORD: Final = 40
_MOST_HOLDING: Final = 1000
_MAY_BE_LEFT: Final = OF_PEOPLE | PARTICLES
_SIDES: Final[tuple[Literal["left"], Literal["right"]]] = ("left", "right")
_PIECES = re.compile(r"[^\W\d]+|\d+")
_NONE: Final = np.zeros(0, np.int32)


def namesakes(name: str, segment: Segment) -> list[str]:
    """Return the records of a segment that may be named so.

    Args:
        name: As typed.
        segment: Where to look.
    """
    folded = fold(name)[:LONGEST_NAME].rstrip()
    found = [_whole(folded, segment), _whole(fold(name[:LONGEST_NAME]), segment)]
    if len(name) <= LONGEST:
        found.append(_spelled(folded, segment))
    return _records(np.concatenate(found), segment)


def ending_so(name: str, segment: Segment) -> list[str]:
    """Return the records one of whose names may end with a word, or with several."""
    typed = [unit.text for unit in units(fold(name).split())]
    return _records(_holding(typed[-1], segment), segment) if typed else []


def containing(folded: str, segment: Segment) -> list[str]:
    """Return the records one of whose names holds some words as they stand, one after the other."""
    arranged = segment.tables.arranged
    names = arranged.holding(folded, _MOST_HOLDING).tolist()
    kept = [name for name in names if f" {folded} " in f" {arranged.name(name)} "]
    return _records(np.array(kept, np.int32), segment)


def _records(names: Ints, segment: Segment) -> list[str]:
    names = np.unique(names)
    entries = np.unique(segment.tables.arranged.name_entry[names[segment.alive[names]]])
    return [segment.refs[entry] for entry in entries.tolist()]


def _whole(folded: str, segment: Segment) -> Ints:
    """Return the names that are the same when folded."""
    arranged = segment.tables.arranged
    low, high = arranged.starting(folded)
    same: Ints = np.flatnonzero(arranged.lengths[low:high] == len(folded)).astype(np.int32)
    return same + np.int32(low)


def _spelled(folded: str, segment: Segment) -> Ints:
    """Return the names that hold each word in some spelling, alone or joined to its neighbour."""
    typed = [unit.text for unit in units(folded.split())]
    if len(typed) > MOST_UNITS:
        return _NONE
    is_needed = [not is_written_freely(text) and text not in _MAY_BE_LEFT for text in typed]
    pairs = [
        _holding(one + two, segment, alike=False) if any(is_needed[at : at + 2]) else _NONE
        for at, (one, two) in enumerate(pairwise(typed))
    ]
    found: Ints | None = None
    for at in np.flatnonzero(is_needed).tolist():
        around = [_holding(typed[at], segment), *pairs[max(at - 1, 0) : at + 1]]
        here = np.unique(np.concatenate(around))
        found = here if found is None else np.intersect1d(found, here, assume_unique=True)
    if found is None:
        found = _lettered("".join(typed), segment)
    units_of, sizes = segment.tables.name_units.of_keys(found)
    said = np.repeat(np.arange(len(found)), sizes)[~segment.tables.is_light[units_of]]
    kept: Ints = found[np.bincount(said, minlength=len(found)) <= 2 * len(typed)]
    return kept


def _lettered(typed: str, segment: Segment) -> Ints:
    """Return the names that hold letters and figures, together or apart: M23, M 23."""
    tables = segment.tables

    def having(words: list[str]) -> Ints:
        numbers = map(tables.vocabulary.number, words)
        names = [tables.unit_names.of_key(at) if at >= 0 else _NONE for at in numbers]
        return reduce(np.intersect1d, names) if names else _NONE

    return np.union1d(having([typed]), having(_PIECES.findall(typed))).astype(np.int32)


def _holding(word: str, segment: Segment, *, alike: bool = True) -> Ints:
    """Return the names that hold a word, or two neighbours that make it."""
    if len(word) > _LONGEST_WORD:
        return _NONE
    tables = segment.tables
    hashed = _hash_of(word)
    like = np.array(_like(word, hashed, tables.vocabulary, alike=alike), np.int32)
    names = tables.unit_names.of_keys(like)[0]
    places = tables.seams.of_pairs(hashed) if hashed else _NONE
    starts = tables.name_units.starts
    return np.append(names, (np.searchsorted(starts, places, side="right") - 1).astype(np.int32))


def _hash_of(word: str) -> int:
    return int(sound_hashes(skeletons([word]))[0][0])


def _like(word: str, hashed: int, vocabulary: Vocabulary, *, alike: bool) -> list[int]:
    """Return the words that are another spelling of one, in whatever language it is."""
    found = [vocabulary.number(form) for form in (word, *forms_of(word))]
    if hashed:
        low, high = (
            int(np.searchsorted(vocabulary.sounds, hashed, side, sorter=vocabulary.by_sound))
            for side in _SIDES
        )
        found += vocabulary.by_sound[low:high].tolist()
    if alike:
        found += vocabulary.meanings(word, unfinished=False, least=_LEAST_LIKE)[0].tolist()
    return [
        number
        for number in sorted(set(found))
        if number >= 0 and _may_be(word, vocabulary.words[number])
    ]


def _may_be(word: str, other: str) -> bool:
    return (
        slips_between(word, other) is not None
        or slips_between(word, other, Tongue.BELARUSIAN) is not None
    )
