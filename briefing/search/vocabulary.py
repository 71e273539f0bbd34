"""The words of the names: found by their beginning, or as other spellings of a typed word.

Candidates share runs of three letters, or of two consonant classes, with the typed word, which is
cheap to count over a whole vocabulary. Each candidate is then compared, about half by plain
spelling and half by consonants, because consonants alone equate Said and Zaid, while plain spelling
alone separates Qaddafi from Kadhafi.
"""

import operator as op
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from briefing.search.postings import Flags, Floats, Ints, Postings
from briefing.search.words.lexicon import FORMS, SYLLABLES
from briefing.search.words.sounds import (
    Hashes,
    frames,
    hard_skeletons,
    harden,
    joined_sound,
    skeletons,
    sound_hashes,
    vowelled,
)
from briefing.search.words.units import inner_name

_LETTER_BITS: Final = 5

WORD_GRAMS: Final = 1 << 3 * _LETTER_BITS
"""Grams below this number are letters, those above it consonant classes."""

GRAMS: Final = WORD_GRAMS + (1 << 2 * _LETTER_BITS)
"""The number of all grams."""

# Letters are 1 to 26, all others 27.
_OTHER: Final = 27
_END: Final = 31  # before and after a word

Codes: TypeAlias = npt.NDArray[np.uint16]


def grams_of(words: Sequence[str], sounds: Sequence[str]) -> tuple[Codes, Ints]:
    """Return the grams of words and of their skeletons, and for each the number of its word."""
    plain, heard = _codes(words), _codes([sound.lower() for sound in sounds])
    # A window of three belongs to the word of its middle letter.
    middles = np.flatnonzero(plain[1:-1] != _END) + 1
    before, here, after = (plain[middles + step] for step in (-1, 0, 1))
    threes = before << 2 * _LETTER_BITS | here << _LETTER_BITS | after
    twos, owners = _twos(heard)
    return np.concatenate([threes, twos]), np.concatenate([_owners(plain)[middles], owners])


def grams_typed(word: str) -> Codes:
    """Return the grams of one word, including those it has if its `g` and `ch` are K."""
    sound = skeletons([word])
    grams, numbers = grams_of([word], sound)
    hard = hard_skeletons([word], sound)
    return with_hard(grams, numbers, hard, np.array([hard != sound]))[0]


def _twos(heard: Codes) -> tuple[Codes, Ints]:
    """Return the pairs of consonant classes, and for each the number of its word."""
    firsts = np.flatnonzero((heard[:-1] != _END) | (heard[1:] != _END))
    pairs = heard[firsts] << _LETTER_BITS | heard[firsts + 1]
    twos: Codes = (pairs + WORD_GRAMS).astype(np.uint16)
    return twos, _owners(heard)[firsts + 1]


def with_hard(
    grams: Codes, numbers: Ints, hard: Sequence[str], is_hard: Flags
) -> tuple[Codes, Ints]:
    """Add the pairs that words have only where `g` and `ch` are K."""
    words = np.flatnonzero(is_hard)
    if not len(words):
        return grams, numbers
    twos, owners = _twos(_codes([hard[at].lower() for at in words.tolist()]))
    own = is_hard[numbers]
    known = numbers[own].astype(np.int64) * GRAMS + grams[own]
    more = words[owners] * GRAMS + twos
    more = more[~np.isin(more, known)]
    added: Codes = (more % GRAMS).astype(np.uint16)
    added_numbers: Ints = (more // GRAMS).astype(np.int32)
    return np.concatenate([grams, added]), np.concatenate([numbers, added_numbers])


def _codes(words: Sequence[str]) -> Codes:
    """Return the letters of words as numbers, with a mark before each word and after the last."""
    text = "\n".join(["", *words, ""])
    flat = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.where((flat >= ord("a")) & (flat <= ord("z")), flat - (ord("a") - 1), _OTHER)
    codes[flat == ord("\n")] = _END
    return codes.astype(np.uint16)


def _owners(codes: Codes) -> Ints:
    """Return for each letter the number of its word, counting the mark after a word to it."""
    marks = codes == _END
    owners: Ints = (np.cumsum(marks) - marks - 1).astype(np.int32)
    return owners


LEAST_LIKE: Final = 0.6
"""Below this, words are similar by chance."""

PLAIN_SHARE: Final = 0.55
_SAME_SOUND: Final = 0.82  # short names lose half their letters with the vowels: Zeid, Zayd
_BARE: Final = np.float32(0.94)
_FRAME_SHARE: Final = 0.3
_SOUND_SHARE: Final = 0.4
_KEPT_SHARE: Final = 0.3
_HARD: Final = np.float32(0.9)  # of words that sound alike only if `g` or `ch` is K
_SAME_HARD_SOUND: Final = 0.8
_SHORT_SOUND: Final = 2
_SWAPPED: Final = 0.88
_SAME_SYLLABLE: Final = 0.97
_LEAST_EXCHANGED: Final = 4
_LEAST_SOUNDING: Final = 0.77
_LEAST_SOUNDING_BARE: Final = 0.7
_LEAST_SLIP: Final = 0.8
_VOWELS: Final = re.compile("[aeiouwy]+")
_DOUBLED: Final = re.compile(r"(.)\1")
OTHER_FORM: Final = 0.9
_JOINED: Final = 1.7
_UNFINISHED: Final = 0.96
_INNER: Final = 0.95
_BEGUN: Final = 0.9
_INITIAL: Final = 0.65
_MOST_CANDIDATES: Final = 1500
_LONGEST_WORD: Final = 24
_LEAST_GRAMS: Final = 4
_NONE: Final = np.zeros(0, np.intp)


class WordList(msgspec.Struct, eq=False):
    """Words in alphabetical order, numbered.

    Attributes:
        words: Sorted, without duplicates.
    """

    words: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int:
        """Return the number of a word; -1 if it is not in the list."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1

    def starting(self, prefix: str) -> tuple[int, int]:
        """Return the half-open range of numbers of the words with this beginning."""
        low = bisect_left(self.words, prefix)
        return low, bisect_left(self.words, prefix + "\U0010ffff", low)


class Vocabulary(WordList):
    """Words that can be found by other spellings of them.

    Attributes:
        skeletons: Their consonants.
        hard: The same with `g` and `ch` as K.
        is_hard: The words for which that makes a difference.
        is_bare: The words read from a script without vowels.
        has_inner: The words that contain a name which may be used alone.
        grams: The words that contain each gram.
        gram_counts: How many grams each word has.
        sounds: Hashes of their inner consonants.
        sound_sizes: The number of inner consonants of each word.
        by_sound: The words in the order of these hashes.
    """

    skeletons: list[str]
    hard: list[str]
    is_hard: Flags
    is_bare: Flags
    has_inner: Flags
    grams: Postings
    gram_counts: Floats
    sounds: Hashes
    sound_sizes: Ints
    by_sound: Ints

    def sounding(self, word: str) -> Ints:
        """Return the words with the same inner consonants; none if there are too few of these."""
        hashed = joined_sound(word)
        return self.of_sound(hashed) if hashed else self.by_sound[:0]

    def of_sound(self, hashed: int) -> Ints:
        """Return the words with this hash of their inner consonants."""
        by_sound = self.by_sound
        low = bisect_left(by_sound, hashed, key=self.sounds.__getitem__)
        return by_sound[low : bisect_right(by_sound, hashed, low, key=self.sounds.__getitem__)]

    def meanings(
        self, word: str, *, unfinished: bool, alone: bool = False, least: float = LEAST_LIKE
    ) -> tuple[Ints, Floats]:
        """Return the words that a typed one may mean.

        Args:
            word: A folded unit.
            unfinished: Whether more of it may still be typed.
            alone: Whether no other word is typed that could support a faint likeness.
            least: The lowest likelihood that counts.

        Returns:
            Their numbers, and how likely each is, 0 to 1.
        """
        if len(word) == 1:
            return self._begun(word, _INITIAL)
        # Without vowels, a whole name may have two letters.
        if unfinished and len(word) < _LEAST_GRAMS and not is_bare(word):
            return self._begun(word, _BEGUN)
        found = self._resembling(word, unfinished=unfinished)
        exact, initial = self.number(word), self.number(word[0])
        sure = {self.number(swapped): _SWAPPED for swapped in _exchanged(word)}
        sure |= {self.number(form): OTHER_FORM for form in FORMS.get(word, ())}
        sure |= {self.number(form): _SAME_SYLLABLE for form in SYLLABLES.get(word, ())}
        sure |= {exact: 1.0}
        sure.pop(-1, None)
        places = np.array(list(sure), np.int32)
        found = np.unique(np.concatenate([found, places])).astype(np.int32)
        likely = self.likeness(word, found, unfinished=unfinished)
        at = np.searchsorted(found, places)
        likely[at] = np.maximum(likely[at], np.array(list(sure.values()), np.float32))
        kept = likely >= least
        if alone:
            kept &= self._speaks_for_itself(word, found, likely, unfinished=unfinished)
        found, likely = found[kept], likely[kept]
        if initial < 0 or alone or least > _INITIAL:
            return found, likely
        return np.append(found, np.int32(initial)), np.append(likely, np.float32(_INITIAL))

    def likeness(self, word: str, numbers: Ints, *, unfinished: bool = False) -> Floats:
        """Return how likely a word is a spelling, or the beginning of one, of each given word."""
        if not len(numbers):
            return np.zeros(0, np.float32)
        places = numbers.tolist()
        words = [self.words[place] for place in places]
        sounds = [self.skeletons[place] for place in places]
        sound = skeletons([word.lower()])[0]
        harder = np.flatnonzero(self.is_hard[numbers])
        hard = [self.hard[places[at]] for at in harder.tolist()]
        likely = _heard(word, words, sound, sounds, harder, hard)
        bare = np.flatnonzero(self.is_bare[numbers] != is_bare(word))
        if len(bare):
            likely[bare] = _by_consonants(word, [words[at] for at in bare.tolist()])
        inner = np.flatnonzero(self.has_inner[numbers])
        if len(inner) and not inner_name(word):
            names = [inner_name(words[at]) for at in inner.tolist()]
            inner_sounds = skeletons(names)
            alike = _heard(word, names, sound, inner_sounds) * np.float32(_INNER)
            likely[inner] = np.maximum(likely[inner], alike)
        if unfinished:
            size, sound_size = len(word), len(sound)
            starts = [other[:size] for other in words]
            start_sounds = [other[:sound_size] for other in sounds]
            begun = _blend(word, starts, sound, start_sounds) * np.float32(_UNFINISHED)
            likely = np.maximum(likely, begun)
        return likely

    def _speaks_for_itself(
        self, word: str, numbers: Ints, likely: Floats, *, unfinished: bool
    ) -> Flags:
        """Return which words are similar enough, by sound or but for a slip, to count alone."""
        size = len(word) if unfinished else None
        words = [self.words[place] for place in numbers.tolist()]
        slips = np.maximum(_alike(word, words), _alike(word, [one[:size] for one in words]))
        least = _LEAST_SOUNDING_BARE if is_bare(word) else _LEAST_SOUNDING
        kept: Flags = (likely >= least) | (slips >= _LEAST_SLIP)
        if len(skeletons([word.lower()])[0]) <= _SHORT_SOUND and not is_bare(word):
            # Two consonants coincide easily: tone is not town.
            shape = _shape(word)
            doubtful = kept & (likely < _SWAPPED) & (slips < _LEAST_SLIP)
            for at in np.flatnonzero(doubtful).tolist():
                one = words[at]
                kept[at] = shape in map(_shape, (one, one[:size], inner_name(one)))
        return kept

    def _begun(self, word: str, likeness: float) -> tuple[Ints, Floats]:
        """Treat letters too few for a spelling as the beginning or the initial of a word."""
        low, high = self.starting(word)
        numbers = np.arange(low, high, dtype=np.int32)
        likely = np.full(len(numbers), likeness, np.float32)
        if high > low and self.words[low] == word:
            likely[0] = 1.0
        return numbers, likely

    def _resembling(self, word: str, *, unfinished: bool) -> Ints:
        """Return the words that share most grams with a typed one."""
        clipped = word[:_LONGEST_WORD].lower()
        grams = grams_typed(clipped)
        if is_bare(word):
            grams = grams[grams >= WORD_GRAMS]
        lists = [self.grams.of_key(gram) for gram in grams.tolist()]
        if not lists:
            return np.zeros(0, np.int32)
        shared = np.bincount(np.concatenate(lists), minlength=len(self.words))
        least = max(2, round(0.25 * len(grams)))
        found = np.flatnonzero(shared >= least)
        if len(found) > _MOST_CANDIDATES:
            weights = shared[found].astype(np.float32)
            if not unfinished:
                weights /= self.gram_counts[found] + len(grams)
            found = found[np.argpartition(-weights, _MOST_CANDIDATES)[:_MOST_CANDIDATES]]
        return found.astype(np.int32)


def _exchanged(word: str) -> Iterator[str]:
    """Yield a word with each pair of neighbouring letters exchanged."""
    if len(word) >= _LEAST_EXCHANGED:
        for at in range(len(word) - 1):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _shape(word: str) -> str:
    """Return a word with all vowels alike, letters not doubled and no final h."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", word.removesuffix("h")))


def is_bare(word: str) -> bool:
    """Whether a word was read from a script without vowels: it is in upper case."""
    return word != word.lower()


def vocabulary_of(words: list[str]) -> Vocabulary:
    """Build the vocabulary of words that are sorted and distinct."""
    clipped = [word[:_LONGEST_WORD].lower() for word in words]
    shared: dict[str, str] = {}  # many words share a skeleton, which is stored once
    heard = [shared.setdefault(sound, sound) for sound in skeletons(clipped)]
    hard = [shared.setdefault(sound, sound) for sound in hard_skeletons(clipped, heard)]
    is_hard = np.fromiter(map(op.is_not, heard, hard), np.bool_, len(words))
    grams, numbers = with_hard(*grams_of(clipped, heard), hard, is_hard)
    sounds, sound_sizes = sound_hashes(heard)
    return Vocabulary(
        words=words,
        skeletons=heard,
        hard=hard,
        is_hard=is_hard,
        is_bare=np.fromiter(map(is_bare, words), np.bool_, len(words)),
        has_inner=np.fromiter((bool(inner_name(word)) for word in words), np.bool_, len(words)),
        grams=Postings.of_pairs(grams, numbers, GRAMS),
        gram_counts=np.bincount(numbers, minlength=len(words)).astype(np.float32),
        sounds=sounds,
        sound_sizes=sound_sizes,
        by_sound=np.argsort(sounds, kind="stable").astype(np.int32),
    )


def resemblance(word: str, others: Sequence[str]) -> Floats:
    """Return how likely a word is the same as each of some joined words.

    There are many more ways to join words than words, so plain spelling counts for more here.
    """
    if not others:
        return np.zeros(0, np.float32)
    sound, *sounds = skeletons([text.lower() for text in (word, *others)])
    return _blend(word, others, sound, sounds) ** np.float32(_JOINED)


def blend_sounds(word: str, other: str, sound: str, other_sound: str) -> float:
    """Return the likeness of two words with known skeletons, 0 to 1."""
    plain = Indel.normalized_similarity(word, other)
    heard = Indel.normalized_similarity(sound, other_sound)
    return PLAIN_SHARE * plain + (1 - PLAIN_SHARE) * heard


def _heard(
    word: str,
    words: Sequence[str],
    sound: str,
    sounds: Sequence[str],
    harder: npt.NDArray[np.intp] = _NONE,
    hard: Sequence[str] = (),
) -> Floats:
    """Like `_blend`, but vowels do not separate words that sound the same.

    `harder` are the places of those words whose skeletons with `g` and `ch` as K, `hard`, differ.
    """
    heard = _alike(sound, sounds)
    if len(harder):
        heard[harder] = np.maximum(heard[harder], _HARD * _alike(sound, hard))
    own = hard_skeletons([word], [sound])[0]
    if own != sound:
        heard = np.maximum(heard, _HARD * _alike(own, sounds))
    likely: Floats = PLAIN_SHARE * _alike(word, words) + (1 - PLAIN_SHARE) * heard
    if len(sound) < _SHORT_SOUND:
        return likely
    same = np.flatnonzero(heard == 1)
    if len(sound) == _SHORT_SOUND and len(same):
        # Said is not Zaid: of two consonants, both must be the same letter.
        framed = frames([word, *(words[at] for at in same.tolist())])
        same = same[np.array([frame == framed[0] for frame in framed[1:]], np.bool_)]
    likely[same] = np.maximum(likely[same], _SAME_SOUND)
    if len(sound) > _SHORT_SOUND + 1:
        same = np.flatnonzero(heard == _HARD)
        likely[same] = np.maximum(likely[same], _SAME_HARD_SOUND)
    return likely


def _by_consonants(word: str, others: Sequence[str]) -> Floats:
    """Return how likely words are the same if one of each pair was written without vowels."""
    one, many = word.lower(), [other.lower() for other in others]
    found = _consonants_alike(one, many, is_bare=is_bare(word))
    hard, harder = harden([one])[0], harden(many)
    if hard != one or harder != many:
        alike = _consonants_alike(hard, harder, is_bare=is_bare(word))
        found = np.maximum(found, _HARD * alike)
    return _BARE * found


def _consonants_alike(word: str, others: Sequence[str], *, is_bare: bool) -> Floats:
    framed = _alike(frames([word])[0], frames(others))
    heard = _alike(skeletons([word])[0], skeletons(others))
    spoken, all_spoken = vowelled([word])[0], vowelled(others)
    shared = cdist([spoken], all_spoken, scorer=LCSseq.similarity, dtype=np.float32)[0]
    # Vowels that the script writes must be present; those it omits may be.
    written = [len(spoken)] if is_bare else list(map(len, all_spoken))
    kept = shared / np.maximum(np.array(written, np.float32), np.float32(1))
    found: Floats = _FRAME_SHARE * framed + _SOUND_SHARE * heard + _KEPT_SHARE * kept
    return found.astype(np.float32)


def _blend(word: str, words: Sequence[str], sound: str, sounds: Sequence[str]) -> Floats:
    plain, heard = _alike(word, words), _alike(sound, sounds)
    blended: Floats = PLAIN_SHARE * plain + (1 - PLAIN_SHARE) * heard
    return blended


def _alike(text: str, others: Sequence[str]) -> Floats:
    found: Floats = cdist([text], others, scorer=Indel.normalized_similarity, dtype=np.float32)[0]
    return found
