"""The names that a text is read for: those of the records, and of the places of events.

Every name is kept under two hashes, of its letters and of its consonants, in sorted arrays. Words
are hashed one by one and the hashes joined, so that neither the division into words nor a particle
left out makes a difference: Bel Mokhtar and Belmokhtar, Armed Forces of (the) Congo. What has the
same hash is then compared properly, by `search.identity`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.record import Record
from briefing.reading.mentions import lexicon
from briefing.reading.mentions.words import Words
from briefing.search.postings import Ints
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import JOINED_DIN, SPELLED
from briefing.search.words.sounds import inner_consonants, skeletons
from briefing.search.words.units import plain_unit

Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

PLACE: Final = "place"
"""The kind of a mention that names a place."""

MOST_WORDS: Final = 16
"""Longer names are not looked for."""

_FACTOR: Final = np.uint64(0x100000001B3)  # the prime of FNV-1a, 64 bit
_LONGEST: Final = 40
_LEAST_LISTED: Final = 4
_LONGEST_ABBREVIATION: Final = 12
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_FIGURES = re.compile(r"\d+")


class Name(NamedTuple):
    """A name to look for.

    Attributes:
        text: As the briefing has it.
        ref: Of which record; empty for a place.
        kind: The kind of the record, or `PLACE`.
        is_alias: Whether it is another name than the record's own.
        is_short: Whether it is only the part of a group's name by which it goes on to be called.
    """

    text: str
    ref: str
    kind: str
    is_alias: bool = False
    is_short: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it names a person."""
        return self.kind != PLACE and KINDS[self.kind].is_person

    @property
    def is_abbreviation(self) -> bool:
        """Whether it is written in capitals, as abbreviations are."""
        text = self.text
        if " " in text or text[1:].islower() or len(text) > _LONGEST_ABBREVIATION + 1:
            return False
        letters = [each for each in text if each.isalnum()]
        capitals = sum(each.isupper() or each.isdigit() for each in letters)
        return capitals > 1 and capitals >= len(letters) - 1


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names by their hashes.

    Attributes:
        hashes: Sorted.
        numbers: The number of the name with each hash.
    """

    hashes: Hashes
    numbers: Ints

    @classmethod
    def of(cls, hashes: Hashes, numbers: Ints) -> "Lookup":
        """Sort some hashes."""
        order = np.argsort(hashes, kind="stable")
        return cls(hashes[order], numbers[order])

    def numbers_of(self, hashed: int) -> Sequence[int]:
        """Return the names with a hash."""
        wanted = np.uint64(hashed)
        low = np.searchsorted(self.hashes, wanted)
        high = np.searchsorted(self.hashes, wanted, side="right")
        found: list[int] = self.numbers[low:high].tolist()
        return found


class Known:
    """The names of a briefing.

    Args:
        records: With their refs, as `Store.records()` gives them.

    Attributes:
        names: All names, numbered.
        letters: Which names have which letters.
        sounds: Which names have which consonants.
        parts: Which names contain a word with which consonants.
    """

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        listed = list(records)
        self.countries = {
            ref: frozenset(countries)
            for ref, record in listed
            if (countries := getattr(record, "countries", ()))
        }
        self.names = list(_names(listed))
        written = [_written(name.text) for name in self.names]
        sizes = np.fromiter(map(len, written), np.int64, len(written))
        distinct = dict.fromkeys(chain.from_iterable(written))
        numbers: dict[str, int] = {}
        folded = {word: numbers.setdefault(fold(word), len(numbers)) for word in distinct}
        flat = np.fromiter(map(folded.__getitem__, chain.from_iterable(written)), np.int32)
        hashed = WordHashes(list(numbers))
        starts = np.cumsum(sizes) - sizes
        within = np.flatnonzero((sizes > 0) & (sizes <= MOST_WORDS)).astype(np.int32)
        first, count = starts[within], sizes[within]
        self.letters = Lookup.of(hashed.letters.joined(flat, first, count), within)
        # Abbreviations have no other spelling.
        is_spelled = np.array([not name.is_abbreviation for name in self.names], np.bool_)[within]
        spelled = (flat, first[is_spelled], count[is_spelled])
        sounds = told_apart(
            hashed.sounds.joined(*spelled),
            _summed(hashed.sounds.sizes, *spelled),
            _summed(hashed.says, *spelled),
        )
        self.sounds = Lookup.of(sounds, within[is_spelled])
        owners = np.repeat(np.arange(len(written), dtype=np.int32), sizes)
        heard = hashed.sounds.hashes[flat] if len(flat) else np.zeros(0, np.uint64)
        self.parts = Lookup.of(heard[heard > 0], owners[heard > 0])

    def names_of(self, ref: str) -> Sequence[Name]:
        """Return the names of a record."""
        return self._by_ref.get(ref, ())

    @cached_property
    def _by_ref(self) -> Mapping[str, Sequence[Name]]:
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.ref, []).append(name)
        return found

    @cached_property
    def filters(self) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """For letters and for sounds, which hashes, cut to some bits, any name has."""
        return bloom(self.letters.hashes), bloom(self.sounds.hashes)


_BITS: Final = np.uint64(64 - 22)


def bloom(hashes: Hashes) -> npt.NDArray[np.bool_]:
    """Return a table of the leading bits of hashes, by which most others are ruled out at once."""
    table = np.zeros(1 << 22, np.bool_)
    table[spread(hashes)] = True
    return table


def spread(hashes: Hashes) -> Hashes:
    """Return the leading bits of hashes."""
    return (hashes * np.uint64(0x9E3779B97F4A7C15)) >> _BITS


def sounds_of(words: Iterable[str]) -> Mapping[str, int]:
    """Return the hashes of the consonants of some folded words; 0 for one that has none."""
    distinct = list(dict.fromkeys(words))
    return dict(zip(distinct, WordHashes(distinct).sounds.hashes.tolist(), strict=True))


_FEW: Final = 3
_APART: Final = np.uint64(0xC2B2AE3D27D4EB4F)


def told_apart(hashes: Hashes, sizes: Counts, words: Counts) -> Hashes:
    """Return the hashes of some names, of those with few consonants also by their words.

    Short names are not divided into words in two ways, and many share their few consonants.

    Args:
        hashes: Of their consonants.
        sizes: How many these are.
        words: How many words say something.
    """
    found: Hashes = np.where(sizes <= _FEW, hashes ^ (words.astype(np.uint64) * _APART), hashes)
    return np.where(hashes > 0, found, hashes)


def _summed(values: Counts, flat: Ints, first: Counts, count: Counts) -> Counts:
    """Return the sums of a value over runs of words."""
    found: Counts = np.zeros(len(first), np.int64)
    for place in range(int(count.max(initial=0))):
        longer = np.flatnonzero(count > place)
        found[longer] += values[flat[first[longer] + place]]
    return found


class Joinable:
    """Hashes of words that can be joined: that of two words is that of both written together.

    Args:
        texts: What to hash.

    Attributes:
        hashes: One for each text; 0 for an empty one.
        powers: The factor of a hash that each text follows.
        sizes: How many letters each has.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        texts = [text[:_LONGEST] for text in texts]
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        self.sizes: Counts = sizes
        flat = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        starts = np.cumsum(sizes) - sizes
        self.hashes: Hashes = np.zeros(len(texts), np.uint64)
        for place in range(int(sizes.max(initial=0))):
            longer = np.flatnonzero(sizes > place)
            letters = flat[starts[longer] + place].astype(np.uint64)
            self.hashes[longer] = self.hashes[longer] * _FACTOR + letters
        table = np.cumprod(np.full(_LONGEST + 1, _FACTOR, np.uint64), dtype=np.uint64)
        self.powers: Hashes = np.concatenate([np.ones(1, np.uint64), table])[sizes]

    def joined(self, flat: Ints, first: Counts, count: Counts) -> Hashes:
        """Return the hashes of runs of words.

        Args:
            flat: The numbers of words, run after run.
            first: Where each run starts.
            count: How many words it has.
        """
        found: Hashes = np.zeros(len(first), np.uint64)
        for place in range(int(count.max(initial=0))):
            longer = np.flatnonzero(count > place)
            words = flat[first[longer] + place]
            found[longer] = found[longer] * self.powers[words] + self.hashes[words]
        return found


class WordHashes:
    """Both hashes of some folded words.

    Args:
        words: All different.

    Attributes:
        says: 1 for each word that says something, 0 for a particle.
        letters: The hashes of their letters.
        sounds: The hashes of their consonants.
    """

    def __init__(self, words: Sequence[str]) -> None:
        silent = lexicon.SILENT
        # A word that folding parted (l'Azawad) counts as one.
        told = ["" if word in silent else word.replace(" ", "") for word in words]
        self.says: Counts = np.array([bool(word) for word in told], np.int64)
        self.letters = Joinable(told)
        self.sounds = Joinable(_sounds(told))


def _sounds(words: Sequence[str]) -> list[str]:
    """Return the consonants of words, the same for all spellings of one, and their figures."""
    common = _common_sounds()
    return [
        common.get(sound, sound) + ("" if word.isalpha() else "".join(_FIGURES.findall(word)))
        for word, sound in zip(words, _heard(list(map(_plain, words))), strict=True)
    ]


def _plain(word: str) -> str:
    return "din" if word in JOINED_DIN else plain_unit(word)


def _heard(units: Sequence[str]) -> list[str]:
    return inner_consonants(skeletons(units))


@cache
def _common_sounds() -> Mapping[str, str]:
    """Map the consonants of listed forms of a name to those of one of them: Mohd, Muhammad."""
    found: dict[str, str] = {}
    for word in sorted(SPELLED):
        if len(word) >= _LEAST_LISTED:
            forms = [form for form in sorted(SPELLED[word]) if len(form) >= _LEAST_LISTED]
            first, own = _heard([plain_unit(forms[0]), plain_unit(word)])
            found.setdefault(own, first)
    return found


def _written(name: str) -> Sequence[str]:
    """Return the words of a name, taken apart as those of a text are."""
    if name.isascii() and name.replace(" ", "").isalpha():  # true of most names
        return name.split()
    return Words(name).written


def _names(records: Iterable[tuple[str, Record]]) -> Iterable[Name]:
    places = set[str]()
    for ref, record in records:
        kind = kind_for(record)
        if kind.is_party or isinstance(record, Event):
            for position, text in enumerate(dict.fromkeys(kind.names(record))):
                if not kind.is_party and not _is_title(text):
                    continue
                yield from _forms(Name(text, ref, kind.name, position > 0))
        if isinstance(record, Event) and record.place:
            places.update(filter(_is_proper, (record.place.name, record.place.admin1)))
    for text in sorted(places):
        yield Name(text, "", PLACE)


def _forms(name: Name) -> Iterable[Name]:
    """Yield a name, and what it is called without the note behind it or the marks within it."""
    yield name
    yield from _shortened(name)
    if "(" in name.text and (plain := _BRACKETS.sub("", name.text)) and plain != name.text:
        yield name._replace(text=plain, is_alias=True)
    if "'s " in name.text or "’s " in name.text:
        yield name._replace(text=name.text.replace("'s ", "s ").replace("’s ", "s "))


def _shortened(name: Name) -> Iterable[Name]:
    """Yield what a group is called once it was named in full: Wagner for the Wagner Group."""
    if name.kind != "group" or name.text.count(" ") != 1:
        return
    words = name.text.split()
    first, last = map(fold, words)
    is_general = (
        first in lexicon.GENERIC | lexicon.FUNCTION | lexicon.COMMON | lexicon.REGIONAL
        or lexicon.is_of_a_country(first)
        or lexicon.is_country(words[0])
    )
    if last in lexicon.DROPPED_HEADS and words[0][:1].isupper() and not is_general:
        yield name._replace(text=words[0], is_alias=True, is_short=True)


def _is_title(text: str) -> bool:
    """Whether the title of an event is a name, like Operation Serval, and not a description."""
    words = _written(text)
    return any(word[0].isupper() for word in words[len(words) > 1 :])


def _is_proper(place: str) -> bool:
    """Whether what stands for a place is a name: not “Across the region”."""
    words = _written(place)
    return bool(words) and any(
        word[0].isupper() and fold(word) not in lexicon.FUNCTION for word in words
    )
