"""What words sound like: the classes of their consonants, of one word or several joined.

The skeleton of a word is what remains when differences of transliteration are removed:

- Short vowels are not written in Arabic, so each scheme guesses them: Mukhtar, Mokhtar. All are
  removed, and semivowels within a word (Dawud, Daoud). A leading vowel stays as one mark, because
  Omar and Mar are different names; the French `ou` before a vowel is W (Oualid, Walid).
- K: ALA-LC `q` and `kh`, English `k`, French `c` and `ck` (Aguelhoc, Agelhok; Qaddafi, Kadhafi).
- G: `gh` and a leading Tuareg-French `rh` (Rhali, Ghali); `j`, French `dj`, Egyptian `g` (Jamal,
  Djamel, Gamal) and Cyrillic ж (Zhukov, Jukov); the mute `u` of French `gue`, `gui`.
- S: `s`, `z`, and `c` before e, i, y (Hocine, Hussein); X: English `sh`, French and English `ch`,
  German `sch`, `tsch`, `schtsch`, Polish and Belarusian `sz`, `cz`, `szcz`, Cyrillic щ.
- D: `d`, `dh`; T: `t`, `th`; F: `f`, `ph`, `v` (Ivanov, Ivanoff), and the final `w` of German and
  Polish `ow` (Gorbatschow, Gorbachev).
- Doubled letters are one, and a final `h` is the silent ta marbuta (Fatima, Fatimah).
- Abd is BD and Abu B, however the following name is joined to it (`units`).

So that Bel Mokhtar and Belmokhtar meet, neighbouring units are also compared as one word. Storing
all pairs of neighbours would multiply the vocabulary; instead each pair is a hash of its inner
consonants, computed from the hashes of its two words.
"""

from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import Final, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.postings import Flags, Ints, Postings

LEAST_JOINED: Final = 3
"""The fewest inner consonants of a word that may be two words; fewer say too little."""

# Applied in this order. Line feeds around each word mark its start and end.
_REPLACED = (
    *((2 * letter, letter) for letter in ascii_lowercase),
    ("\nould\n", "\nWLD\n"), ("\noulad\n", "\nWLD\n"), ("\nibn\n", "\nBN\n"), ("\nh\n", "\nH\n"),
    ("\nabd", "\nBD"), ("\nabu", "\nB"), ("\nabo", "\nB"),
    ("\nw", "\nW"),
    *((f"\n{w}{vowel}", "\nW") for w in ("ou", "u") for vowel in "aeiy"),
    *((f"\n{vowel}", "\nA") for vowel in "aeiouy"),
    ("\nrh", "\nG"),
    ("schtsch", "X"), ("tsch", "X"), ("dsch", "G"), ("ow\n", "F\n"),
    ("shch", "X"), ("szcz", "X"), ("tch", "X"), ("sch", "X"), ("sh", "X"), ("ch", "X"),
    ("cz", "X"), ("sz", "X"),
    ("kh", "K"), ("ck", "K"), ("cq", "K"), ("gh", "G"), ("dzh", "G"), ("zh", "G"), ("dj", "G"),
    *((f"gu{vowel}", "G") for vowel in "eiy"),
    *((f"c{vowel}", "S") for vowel in "eiy"),
    ("dh", "D"), ("th", "T"), ("ph", "F"), ("h\n", "\n"),
)  # fmt: skip
_CONSONANTS = dict(zip("bcdfghjklmnpqrstvz", "BKDFGHGKLMNPKRSTFS", strict=True)) | {"x": "KS"}
_VOWELS = dict(zip("aeiouwy", "aiiuuui", strict=True))
_LETTERS = str.maketrans(_CONSONANTS | dict.fromkeys(_VOWELS, ""))
_VOWELLED = str.maketrans(_CONSONANTS | _VOWELS)
_NO_VOWELS = str.maketrans(dict.fromkeys(_VOWELS, "") | {"q": "k"})
_SEAMLESS = str.maketrans("GDB", "KTP", "AHW")

# What is not K is protected first: a soft g, ng, and `ch` within a longer sequence.
_HARD = (
    *((f"g{vowel}", f"j{vowel}") for vowel in "eiy"),
    ("shch", "\0"), ("sch", "\1"), ("tch", "\2"), ("ch", "k"),
    ("\0", "shch"), ("\1", "sch"), ("\2", "tch"),
    ("gui", "ki"), ("gue", "ke"), ("gh", "k"), ("ng", "\0"), ("g", "k"), ("\0", "ng"),
)  # fmt: skip


def skeletons(words: Sequence[str]) -> list[str]:
    """Return the skeletons of folded words: a capital for the class of each Latin consonant."""
    return _heard(words, _LETTERS)


def vowelled(words: Sequence[str]) -> list[str]:
    """Return the skeletons of folded words with the vowels that Arabic has: a, i and u."""
    return _heard(words, _VOWELLED)


def frames(words: Sequence[str]) -> list[str]:
    """Return folded words without vowels and doubled letters, otherwise nearly unchanged."""
    text = "\n" + "\n".join(words).translate(_NO_VOWELS) + "\n"
    for double, letter in _REPLACED[: len(ascii_lowercase)]:
        text = text.replace(double, letter)
    # The last h is silent, as in `skeletons`.
    return text.replace("h\n", "\n")[1:-1].split("\n") if words else []


def _heard(words: Sequence[str], letters: dict[int, str]) -> list[str]:
    if not words:
        return []
    text = "\n" + "\n\n".join(words) + "\n"
    for old, new in _REPLACED:
        text = text.replace(old, new)
    return text[1:-1].translate(letters).split("\n\n")


def hard_skeletons(words: Sequence[str], sounds: Sequence[str]) -> list[str]:
    """Return the skeletons of words with `g` and `ch` taken as K.

    Qaf is `g` in Libya, Sudan and the Gulf (Gaddafi, Qaddafi; Aguila, Aqila), and `ch` is `kh` in
    German and Polish (Chruschtschow, Chodorkowski).

    Args:
        words: Folded words.
        sounds: Their skeletons, which are returned for words without such letters.
    """
    places = [at for at, word in enumerate(words) if "g" in word or "ch" in word]
    found = list(sounds)
    hardened = harden([words[at] for at in places])
    for at, sound in zip(places, skeletons(hardened), strict=True):
        found[at] = sound
    return found


def harden(words: Sequence[str]) -> list[str]:
    """Return words with K for what may be K: a hard `g`, and `ch`."""
    text = "\n".join(words)
    for old, new in _HARD:
        text = text.replace(old, new)
    return text.split("\n") if words else []


def skeleton(word: str) -> str:
    """Return the skeleton of one folded word."""
    return skeletons([word])[0]


def inner_consonants(sounds: Sequence[str]) -> list[str]:
    """Return the inner consonants of skeletons: what remains however words are joined.

    Marks of a leading vowel and of h are dropped, because they vary where words are joined; voiced
    and voiceless are alike (Gholamreza, Qolam Reza).
    """
    return "\n".join(sounds).translate(_SEAMLESS).split("\n") if sounds else []


Hashes: TypeAlias = npt.NDArray[np.uint32]

_FACTOR: Final = np.uint32(0x01000193)  # the prime of FNV-1a, 32 bit
_LEAST_LIKE: Final = {3: 0.84, 4: 0.69}  # few consonants coincide by chance
_LEAST_LIKE_LONG: Final = 0.61
_LONGEST: Final = 48


class Seams(msgspec.Struct, eq=False):
    """Where neighbouring units of names sound like one word.

    Attributes:
        pairs: The hashes of pairs of neighbours, sorted.
        places: For each pair the place of its first unit in the table of names.
        triples: The hashes of two particles and the unit after them (van der Merwe), sorted.
        triple_places: For each triple the place of its first unit.
        wholes: The hashes of whole names of three or more units, sorted.
        names: For each of them the number of the name.
    """

    pairs: Hashes
    places: Ints
    triples: Hashes
    triple_places: Ints
    wholes: Hashes
    names: Ints

    def of_pairs(self, hashed: int) -> Ints:
        """Return the places of pairs with this hash."""
        return self.places[slice(*_range(self.pairs, hashed))]

    def of_triples(self, hashed: int) -> Ints:
        """Return the places of triples with this hash."""
        return self.triple_places[slice(*_range(self.triples, hashed))]

    def of_wholes(self, hashed: int) -> Ints:
        """Return the names that have this hash as a whole."""
        return self.names[slice(*_range(self.wholes, hashed))]


def seams_of(units: Postings, sounds: Hashes, sizes: Ints, is_light: Flags) -> Seams:
    """Hash the neighbouring units of names.

    Args:
        units: The units of each name, in order.
        sounds: For each word the hash of its inner consonants.
        sizes: For each word their number.
        is_light: Which words say little.
    """
    flat, starts = units.numbers, units.starts
    is_inside = np.ones(max(len(flat) - 1, 0), np.bool_)
    ends = starts[1:-1] - 1
    is_inside[ends[(ends >= 0) & (ends < len(is_inside))]] = False
    places = np.flatnonzero(is_inside).astype(np.int32)
    pairs = _joined(flat, sounds, sizes, places, 2)
    opens = is_inside[:-1] & is_inside[1:] & is_light[flat[:-2]] & is_light[flat[1:-1]]
    leading = np.flatnonzero(opens & ~is_light[flat[2:]]).astype(np.int32)
    triples = _joined(flat, sounds, sizes, leading, 3)
    long = np.flatnonzero(units.sizes() > 2).astype(np.int32)
    return Seams(
        *_sorted(pairs, places),
        *_sorted(triples, leading),
        *_sorted(whole_sounds(units, long, sounds, sizes), long),
    )


def _joined(flat: Ints, sounds: Hashes, sizes: Ints, places: Ints, count: int) -> Hashes:
    """Return the hash of so many neighbours from each place on; 0 if they say too little."""
    joined = sounds[flat[places]]
    heard = sizes[flat[places]]
    for step in range(1, count):
        following = flat[places + step]
        joined = joined * _power(sizes[following]) + sounds[following]
        heard = heard + sizes[following]
    joined[heard < LEAST_JOINED] = 0
    return joined


def sound_hashes(heard: Sequence[str]) -> tuple[Hashes, Ints]:
    """Return for each skeleton a hash of its inner consonants, and their number.

    The hash of two words joined is that of the first, multiplied by a power of the factor, plus
    that of the second.
    """
    words = inner_consonants(heard)
    sizes = np.fromiter(map(len, words), np.int32, len(words))
    flat = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.cumsum(sizes) - sizes
    found = np.zeros(len(words), np.uint32)
    for place in range(int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        found[longer] = found[longer] * _FACTOR + flat[starts[longer] + place]
    return found, sizes


@lru_cache(maxsize=256)
def joined_sound(word: str) -> int:
    """Return the hash of the inner consonants of a word; 0 if there are too few."""
    hashes, sizes = sound_hashes(skeletons([word[:_LONGEST]]))
    return int(hashes[0]) if sizes[0] >= LEAST_JOINED else 0


def least_joined(word: str) -> float:
    """Return how like a joined word must be to another with the same inner consonants."""
    return _LEAST_LIKE.get(len(inner_consonants(skeletons([word]))[0]), _LEAST_LIKE_LONG)


def whole_sounds(units: Postings, names: Ints, sounds: Hashes, sizes: Ints) -> Hashes:
    """Return the hash of each name as a whole; the other arguments are those of `seams_of`."""
    starts, counts = units.starts[names], units.starts[names + 1] - units.starts[names]
    joined = np.zeros(len(names), np.uint32)
    for place in range(int(counts.max(initial=0))):
        longer = np.flatnonzero(counts > place)
        words = units.numbers[starts[longer] + place]
        joined[longer] = joined[longer] * _power(sizes[words]) + sounds[words]
    return joined


def _power(sizes: Ints) -> Hashes:
    """Return the factor of a hash that so many letters follow."""
    longest = int(sizes.max(initial=0))
    powers = np.cumprod(np.full(longest + 1, _FACTOR, np.uint32), dtype=np.uint32)
    return np.concatenate([np.ones(1, np.uint32), powers])[sizes]


def _sorted(hashes: Hashes, what: Ints) -> tuple[Hashes, Ints]:
    """Drop what has no hash, and sort the rest by hash."""
    what, hashes = what[hashes > 0], hashes[hashes > 0]
    order = np.argsort(hashes, kind="stable")
    return hashes[order], what[order]


def _range(hashes: Hashes, wanted: int) -> tuple[int, int]:
    low = np.searchsorted(hashes, np.uint32(wanted))
    return int(low), int(np.searchsorted(hashes, np.uint32(wanted), side="right"))
