"""Which record a name refers to, where that is certain.

A name found in a line of text is resolved to a record only when it is

1. the record's own name, to the letter, so that whatever the program shows can be read back;
2. another of its names, to the letter;
3. one of its names except for case, accents, hyphens, apostrophes and the article;
4. a spelling of one of its names, with every word of either in the other (`same_name`).

The first of these that any record meets decides, and only if exactly one record meets it. Anything
less certain (part of a name, a surname, an additional word, a similar name) is not resolved.

Step 4 is exact but slow, so the tables of the search first select the names worth comparing: those
that contain every word in some spelling, including as two neighbours joined.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import Final
from unicodedata import normalize

import numpy as np

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.search.identity.names import (
    LONGEST,
    MOST_UNITS,
    is_family_name,
    is_same,
    is_same_in_script,
)
from briefing.search.identity.words import Tongue, forms_of, slips_between
from briefing.search.index import SearchIndex
from briefing.search.postings import Ints
from briefing.search.tables import LONGEST_NAME, Segment
from briefing.search.vocabulary import Vocabulary
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import ARABIC_ARTICLES, LIGHT
from briefing.search.words.sounds import joined_sound, skeletons, sound_hashes
from briefing.search.words.units import (
    OF_PEOPLE,
    PARTICLES,
    Unit,
    is_written_freely,
    plain_unit,
    units,
)

_LEAST_LIKE: Final = 0.75
_LONGEST_WORD: Final = 40
_SYLLABLE: Final = 3
_MOST_HOLDING: Final = 1000
_MAY_BE_LEFT: Final = OF_PEOPLE | PARTICLES
_REMEMBERED: Final = 100
_MOST_MORE: Final = 3
"""How many words of a name one typed word may be: divetechnoservices."""

_JOINED_ARTICLES: Final = ("al", "el")
_LONE_H = re.compile("(?<![sckgztdp])h")
_PIECES = re.compile(r"[^\W\d]+|\d+")
_NONE: Final = np.zeros(0, np.int32)


def namesakes(name: str, segment: Segment) -> list[str]:
    """Return the records of a segment that may have a name."""
    folded = fold(name)[:LONGEST_NAME].rstrip()
    found = [_whole(folded, segment), _whole(fold(name[:LONGEST_NAME]), segment)]
    if len(name) <= LONGEST:
        found.append(_spelled(folded, segment))
    return _records(np.concatenate(found), segment)


def ending_so(name: str, segment: Segment) -> list[str]:
    """Return the records with a name that may end with these words."""
    typed = [unit.text for unit in units(fold(name).split())]
    return _records(_holding(typed[-1], segment), segment) if typed else []


def containing(folded: str, segment: Segment) -> list[str]:
    """Return the records with a name that contains a phrase literally."""
    arranged = segment.tables.arranged
    names = arranged.holding(folded, _MOST_HOLDING).tolist()
    kept = [name for name in names if f" {folded} " in f" {arranged.name(name)} "]
    return _records(np.array(kept, np.int32), segment)


def _records(names: Ints, segment: Segment) -> list[str]:
    names = np.unique(names)
    entries = np.unique(segment.tables.arranged.name_entry[names[segment.alive[names]]])
    return [segment.refs[entry] for entry in entries.tolist()]


def _whole(folded: str, segment: Segment) -> Ints:
    """Return the names that are equal after folding."""
    arranged = segment.tables.arranged
    low, high = arranged.starting(folded)
    same: Ints = np.flatnonzero(arranged.lengths[low:high] == len(folded)).astype(np.int32)
    return same + np.int32(low)


def _spelled(folded: str, segment: Segment) -> Ints:
    """Return the names that contain each word in some spelling, however divided."""
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
    """Yield a unit as it is, and with its article joined or separated."""
    yield unit.text
    if unit.first and words[unit.first - 1] in ARABIC_ARTICLES:
        yield words[unit.first - 1] + unit.text
    if unit.text.startswith(_JOINED_ARTICLES):
        yield unit.text[2:]


def _sounding(whole: str, segment: Segment) -> Ints:
    """Return the names that sound like a word when written as one word."""
    hashed = joined_sound(whole)
    if not hashed:
        return _NONE
    alone = _holding(whole, segment, alike=False)
    return np.concatenate([segment.tables.seams.of_wholes(hashed), alone])


def _lettered(typed: str, segment: Segment) -> Ints:
    """Return the names that contain letters and figures, together or apart: M23, M 23."""
    tables = segment.tables

    def having(words: list[str]) -> Ints:
        numbers = map(tables.vocabulary.number, words)
        names = [tables.unit_names.of_key(at) if at >= 0 else _NONE for at in numbers]
        return reduce(np.intersect1d, names) if names else _NONE

    return np.union1d(having([typed]), having(_PIECES.findall(typed))).astype(np.int32)


def _holding(word: str, segment: Segment, *, alike: bool = True) -> Ints:
    """Return the names that contain a word, or two neighbours that make it.

    The last answers are cached: a line is parsed at every key press, and most words stay the same.
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
    return np.append(names, tables.name_units.key_of(places))


def _hashes_of(word: str) -> list[int]:
    """Return the sound hashes of a word, and of it with letters that are often interchanged."""
    replaced = (("w", "v"), ("v", "w"), ("kh", "h"), ("g", "h"))
    ways = [word, *(word.replace(*letters) for letters in replaced)]
    ways += [_LONE_H.sub(letters, word) for letters in ("g", "kh")]
    hashes = sound_hashes(skeletons(list(dict.fromkeys(ways))))[0]
    return [hashed for hashed in hashes.tolist() if hashed]


def _like(word: str, hashes: Sequence[int], vocabulary: Vocabulary, *, alike: bool) -> list[int]:
    """Return the words that may be another spelling of a word, in any language."""
    found = [vocabulary.number(form) for form in (word, *forms_of(word))]
    for hashed in hashes:
        found += vocabulary.of_sound(hashed).tolist()
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
    # Belarusian allows all that Ukrainian does, and more. Chinese syllables occur in neither.
    return len(word) > _SYLLABLE and slips_between(word, other, Tongue.BELARUSIAN) is not None


_LEAST_OF_TITLE: Final = 2
_IN_BRACKETS = re.compile(r"(?P<name>[^()]+)\((?P<other>[^()]+)\)\s*")


class Identities:
    """Resolves names to the records of a briefing.

    Args:
        index: Of these records.
    """

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def find(self, name: str, kinds: Collection[str] = ()) -> str:
        """Return the record that has a name.

        A source may be named by part of its title: a phrase that no other source has, with two or
        more significant words.

        Args:
            name: As written in the line.
            kinds: Only records of these kinds; empty means all, but no part of a title.

        Returns:
            Its ref; empty if there is none, or more than one may be meant.
        """
        found = self._named(name, kinds) or self._named_twice(name, kinds)
        if not found and any(map(_is_source, kinds)):
            found = self._titled(fold(name))
        return found[0] if len(found) == 1 else ""

    def exactly(self, name: str, kinds: Collection[str] = ()) -> str:
        """Return the one record whose own name this is, to the letter; empty if there is none.

        Try this before any other meaning of a line: brackets, commas and question marks may be
        part of a name.

        Args:
            name: As written in the line.
            kinds: Only records of these kinds; empty means all.
        """
        written = _written(name)
        among = self._namesakes(name, kinds)
        found = [ref for ref, names in among.items() if _written(names[0]) == written]
        return found[0] if len(found) == 1 else ""

    def by_surname(self, name: str) -> str:
        """Return the one person with this family name; empty if there is none, or several.

        Meant for speakers whose full name came earlier in the text: “said Talon”. Not safe enough
        for a line of participants.

        Args:
            name: A family name, with the particles before it.
        """
        found = ""
        for ref in self._index.look_up(ending_so, name):
            if not _is_person(ref) or ref == found:
                continue
            if any(is_family_name(name, whole) for whole in self._index.names(ref)):
                if found:
                    return ""
                found = ref
        return found

    def _namesakes(self, name: str, kinds: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the records worth comparing, with their names."""
        refs = self._index.look_up(namesakes, name)
        if len(name) <= LONGEST and (both := _IN_BRACKETS.fullmatch(name)):
            refs += self._index.look_up(namesakes, both["name"])
        return {ref: self._index.names(ref) for ref in refs if not kinds or kind_of(ref) in kinds}

    def _named(self, name: str, kinds: Collection[str]) -> list[str]:
        """Return the records that have a name, by the surest way that finds any."""
        written, folded = _written(name), fold(name)
        among = self._namesakes(name, kinds)
        ways: Sequence[Callable[[str, tuple[str, ...]], bool]] = (
            lambda _ref, names: _written(names[0]) == written,
            lambda _ref, names: written in map(_written, names),
            lambda _ref, names: (
                bool(folded)
                and any(folded == fold(one) and is_same_in_script(name, one) for one in names)
            ),
            lambda ref, names: any(is_same(name, one, personal=_is_person(ref)) for one in names),
        )
        found = ([ref for ref, names in among.items() if way(ref, names)] for way in ways)
        return next(filter(None, found), [])

    def _named_twice(self, name: str, kinds: Collection[str]) -> list[str]:
        """Return the records that have both a name and the one after it in brackets."""
        both = _IN_BRACKETS.fullmatch(name) if len(name) <= LONGEST else None
        if both is None:
            return []
        others = self._named(both["other"], kinds)
        return [ref for ref in self._named(both["name"], kinds) if ref in others]

    def _titled(self, folded: str) -> list[str]:
        """Return the sources whose titles contain a phrase, if it says enough."""
        if sum(word not in LIGHT for word in folded.split()) < _LEAST_OF_TITLE:
            return []
        refs = self._index.look_up(containing, folded)
        return sorted({ref for ref in refs if _is_source(kind_of(ref))})


def _written(name: str) -> str:
    """Return a name as written, with normalised spaces and accents."""
    return " ".join(normalize("NFC", name).split())


def _is_person(ref: str) -> bool:
    return KINDS[kind_of(ref)].is_person


def _is_source(kind: str) -> bool:
    return KINDS[kind].is_source
