"""The names worth comparing with a typed one: those that hold every word of it in some spelling.

Comparing is exact and slow (`same_name`), so the tables of the search say where to look: words of
the same consonants, words that look alike, and words that two neighbours make.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Final, Literal

import numpy as np

from briefing.search.folding import fold
from briefing.search.joining import joined_sound, sound_hashes
from briefing.search.lexicon import ARTICLES
from briefing.search.name_parts import OF_PEOPLE, PARTICLES, is_written_freely
from briefing.search.naming import LONGEST_NAME
from briefing.search.postings import Ints
from briefing.search.same_name import LONGEST, MOST_UNITS
from briefing.search.same_word import Tongue, forms_of, slips_between
from briefing.search.segment import Segment
from briefing.search.sounds import skeletons
from briefing.search.units import Unit, plain_unit, units
from briefing.search.vocabulary import Vocabulary

_LEAST_LIKE: Final = 0.75
_LONGEST_WORD: Final = 40
_SYLLABLE: Final = 3
_MOST_HOLDING: Final = 1000
_MAY_BE_LEFT: Final = OF_PEOPLE | PARTICLES
_SIDES: Final[tuple[Literal["left"], Literal["right"]]] = ("left", "right")
_REMEMBERED: Final = 100
_MOST_MORE: Final = 3
"""Words of a name for one that is typed: divetechnoservices."""

_JOINED_ARTICLES: Final = ("al", "el")
_LONE_H = re.compile("(?<![sckgztdp])h")
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
    """Return the names that hold each word in some spelling, however they are parted."""
    words = folded.split()
    found = units(words)
    typed = [unit.text for unit in found]
    if not typed or len(typed) > MOST_UNITS:
        return _NONE
    is_needed = [not is_written_freely(text) and text not in _MAY_BE_LEFT for text in typed]
    pairs = [
        _holding(plain_unit(one + two), segment, alike=False)
        if any(is_needed[at : at + 2])
        else _NONE
        for at, (one, two) in enumerate(pairwise(typed))
    ]
    held: Ints | None = None
    for at in np.flatnonzero(is_needed).tolist():
        around = [
            *(_holding(word, segment) for word in _with_article(found[at], words)),
            *pairs[max(at - 1, 0) : at + 1],
        ]
        here = np.unique(np.concatenate(around))
        held = here if held is None else np.intersect1d(held, here, assume_unique=True)
    if held is None:
        held = _lettered("".join(typed), segment)
    names = np.union1d(held, _sounding("".join(typed), segment)).astype(np.int32)
    units_of, sizes = segment.tables.name_units.of_keys(names)
    said = np.repeat(np.arange(len(names)), sizes)[~segment.tables.is_light[units_of]]
    kept: Ints = names[np.bincount(said, minlength=len(names)) <= _MOST_MORE * len(typed)]
    return kept


def _with_article(unit: Unit, words: Sequence[str]) -> Iterator[str]:
    """Yield a unit, and as it is with its article joined to it, or parted from it."""
    yield unit.text
    if unit.first and words[unit.first - 1] in ARTICLES:
        yield words[unit.first - 1] + unit.text
    if unit.text.startswith(_JOINED_ARTICLES):
        yield unit.text[2:]


def _sounding(whole: str, segment: Segment) -> Ints:
    """Return the names that sound like one word when all is written as one."""
    hashed = joined_sound(whole)
    if not hashed:
        return _NONE
    alone = _holding(whole, segment, alike=False)
    return np.concatenate([segment.tables.seams.of_wholes(hashed), alone])


def _lettered(typed: str, segment: Segment) -> Ints:
    """Return the names that hold letters and figures, together or apart: M23, M 23."""
    tables = segment.tables

    def having(words: list[str]) -> Ints:
        numbers = map(tables.vocabulary.number, words)
        names = [tables.unit_names.of_key(at) if at >= 0 else _NONE for at in numbers]
        return reduce(np.intersect1d, names) if names else _NONE

    return np.union1d(having([typed]), having(_PIECES.findall(typed))).astype(np.int32)


def _holding(word: str, segment: Segment, *, alike: bool = True) -> Ints:
    """Return the names that hold a word, or two neighbours that make it; remembers the last ones.

    A line is read anew at every key, and most of its words are as they were.
    """
    if len(word) > _LONGEST_WORD:
        return _NONE
    known = segment.holding
    if (word, alike) not in known:
        if len(known) >= _REMEMBERED:
            known.clear()
        known[word, alike] = _found_holding(word, segment, alike=alike)
    return known[word, alike]


def _found_holding(word: str, segment: Segment, *, alike: bool) -> Ints:
    tables = segment.tables
    hashes = _hashes_of(word)
    like = np.array(_like(word, hashes, tables.vocabulary, alike=alike), np.int32)
    names = tables.unit_names.of_keys(like)[0]
    places = np.concatenate([_NONE, *map(tables.seams.of_pairs, hashes)])
    starts = tables.name_units.starts
    return np.append(names, (np.searchsorted(starts, places, side="right") - 1).astype(np.int32))


def _hashes_of(word: str) -> list[int]:
    """Return what a word sounds like, and what it does with the letters that come for others."""
    ways = dict.fromkeys(
        (
            word,
            word.replace("w", "v"),
            word.replace("v", "w"),
            word.replace("kh", "h"),
            word.replace("g", "h"),
            _LONE_H.sub("g", word),
            _LONE_H.sub("kh", word),
        )
    )
    return [hashed for hashed in sound_hashes(skeletons(list(ways)))[0].tolist() if hashed]


def _like(word: str, hashes: Sequence[int], vocabulary: Vocabulary, *, alike: bool) -> list[int]:
    """Return the words that are another spelling of one, in whatever language it is."""
    found = [vocabulary.number(form) for form in (word, *forms_of(word))]
    for hashed in hashes:
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
    if slips_between(word, other) is not None:
        return True
    # Belarusian allows what Ukrainian does, and more; syllables of Chinese are in neither.
    return len(word) > _SYLLABLE and slips_between(word, other, Tongue.BELARUSIAN) is not None
