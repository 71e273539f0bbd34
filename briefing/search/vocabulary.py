"""The words of the names: looked up by their start, and by what they may be another spelling of.

Candidates for a spelling share runs of three letters, or of two consonant classes, with it: cheap
to count over a whole vocabulary. How like they are is then judged one by one, half by the plain
spelling, half by the consonants, because consonants alone make Said of Zaid and plain spelling
alone parts Qaddafi from Kadhafi.
"""

import operator as op
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from briefing.search.grams import GRAMS, WORD_GRAMS, grams_of, grams_typed, with_hard
from briefing.search.joining import Hashes, joined_sound, sound_hashes
from briefing.search.lexicon import FORMS, SYLLABLES
from briefing.search.postings import Flags, Floats, Ints, Postings
from briefing.search.sounds import frames, hard_skeletons, harden, skeletons, vowelled
from briefing.search.units import inner_name

LEAST_LIKE: Final = 0.6
"""Below this, two words are alike by chance."""

_PLAIN_SHARE: Final = 0.55
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
    """Words in alphabetical order, each known by its number.

    Attributes:
        words: Sorted, each once.
    """

    words: list[str]

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int:
        """Return the number of a word; -1 for one that is not there."""
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else -1

    def starting(self, prefix: str) -> tuple[int, int]:
        """Return the range of numbers of the words that begin so, the end not included."""
        low = bisect_left(self.words, prefix)
        return low, bisect_left(self.words, prefix + "\U0010ffff", low)


class Vocabulary(WordList):
    """Words that can be found by what they may be another spelling of.

    Attributes:
        skeletons: Their consonants.
        hard: The same where `g` and `ch` are K.
        is_hard: For which words that makes a difference.
        is_bare: Which were read from a script without vowels.
        has_inner: Which hold a name by which they may be known alone.
        grams: The words that hold each gram.
        gram_counts: How many grams each word has.
        sounds: Hashes of their inner consonants, which can be continued letter by letter.
        sound_sizes: How many inner consonants each has.
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
        """Return the words of the same inner consonants."""
        wanted = joined_sound(word)
        if not wanted:
            return self.by_sound[:0]
        by_sound = self.by_sound
        low = bisect_left(by_sound, wanted, key=self.sounds.__getitem__)
        return by_sound[low : bisect_right(by_sound, wanted, low, key=self.sounds.__getitem__)]

    def meanings(
        self, word: str, *, unfinished: bool, alone: bool = False, least: float = LEAST_LIKE
    ) -> tuple[Ints, Floats]:
        """Return the words that a typed one may stand for.

        Args:
            word: A folded unit.
            unfinished: Whether more of it may still be typed.
            alone: Whether nothing else is typed that could bear out a faint likeness.
            least: How likely they must be.

        Returns:
            Their numbers, and how likely each is, 0 to 1.
        """
        if len(word) == 1:
            return self._begun(word, _INITIAL)
        # Without its vowels a whole name may have two letters.
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
        """Return how likely a word is a spelling, or the start of one, of each of some words."""
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
        """Return which words are so like one that nothing else need be typed: its sound, or a slip.

        Args:
            word: A typed word.
            numbers: The words.
            likely: How likely it is each of them.
            unfinished: Whether more of it may still be typed.
        """
        size = len(word) if unfinished else None
        words = [self.words[place] for place in numbers.tolist()]
        slips = np.maximum(_alike(word, words), _alike(word, [one[:size] for one in words]))
        least = _LEAST_SOUNDING_BARE if is_bare(word) else _LEAST_SOUNDING
        kept: Flags = (likely >= least) | (slips >= _LEAST_SLIP)
        if len(skeletons([word.lower()])[0]) <= _SHORT_SOUND and not is_bare(word):
            # Two consonants are soon met: tone is not town.
            shape = _shape(word)
            doubtful = kept & (likely < _SWAPPED) & (slips < _LEAST_SLIP)
            for at in np.flatnonzero(doubtful).tolist():
                one = words[at]
                kept[at] = shape in map(_shape, (one, one[:size], inner_name(one)))
        return kept

    def _begun(self, word: str, likeness: float) -> tuple[Ints, Floats]:
        """Take letters too few to tell a spelling by as the start of a word, or as its initial."""
        low, high = self.starting(word)
        numbers = np.arange(low, high, dtype=np.int32)
        likely = np.full(len(numbers), likeness, np.float32)
        if high > low and self.words[low] == word:
            likely[0] = 1.0
        return numbers, likely

    def _resembling(self, word: str, *, unfinished: bool) -> Ints:
        """Return the words that share most with one."""
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
    """Yield a word with two neighbouring letters exchanged."""
    if len(word) >= _LEAST_EXCHANGED:
        for at in range(len(word) - 1):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _shape(word: str) -> str:
    """Return where a word has vowels; a doubled letter is one, and the last h is not heard."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("a", word.removesuffix("h")))


def is_bare(word: str) -> bool:
    """Whether a word is read from a script without vowels: it stands in capitals."""
    return word != word.lower()


def vocabulary_of(words: list[str]) -> Vocabulary:
    """Prepare words to be found by other spellings.

    Args:
        words: Sorted, each once.
    """
    clipped = [word[:_LONGEST_WORD].lower() for word in words]
    shared: dict[str, str] = {}  # several words have one skeleton, which is kept once
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
    """Return how likely words are the same that were joined to be compared.

    There are many more ways to join two words than words, so their letters count for more.
    """
    if not others:
        return np.zeros(0, np.float32)
    sound, *sounds = skeletons([text.lower() for text in (word, *others)])
    return _blend(word, others, sound, sounds) ** np.float32(_JOINED)


def blend_sounds(word: str, other: str, sound: str, other_sound: str) -> float:
    """Return how like two words are whose skeletons are known."""
    plain = Indel.normalized_similarity(word, other)
    return _PLAIN_SHARE * plain + (1 - _PLAIN_SHARE) * Indel.normalized_similarity(
        sound, other_sound
    )


def _heard(
    word: str,
    words: Sequence[str],
    sound: str,
    sounds: Sequence[str],
    harder: npt.NDArray[np.intp] = _NONE,
    hard: Sequence[str] = (),
) -> Floats:
    """As `_blend`, but words that sound the same are not kept apart by their vowels.

    Args:
        word: A word.
        words: Others.
        sound: The skeleton of the word.
        sounds: Those of the others.
        harder: Which of the others have another one where `g` and `ch` are K.
        hard: These.
    """
    heard = _alike(sound, sounds)
    if len(harder):
        heard[harder] = np.maximum(heard[harder], _HARD * _alike(sound, hard))
    own = hard_skeletons([word], [sound])[0]
    if own != sound:
        heard = np.maximum(heard, _HARD * _alike(own, sounds))
    likely: Floats = _PLAIN_SHARE * _alike(word, words) + (1 - _PLAIN_SHARE) * heard
    if len(sound) < _SHORT_SOUND:
        return likely
    same = np.flatnonzero(heard == 1)
    if len(sound) == _SHORT_SOUND and len(same):
        # Said is not Zaid: of two consonants both must be the same letter.
        framed = frames([word, *(words[at] for at in same.tolist())])
        same = same[np.array([frame == framed[0] for frame in framed[1:]], np.bool_)]
    likely[same] = np.maximum(likely[same], _SAME_SOUND)
    if len(sound) > _SHORT_SOUND + 1:
        same = np.flatnonzero(heard == _HARD)
        likely[same] = np.maximum(likely[same], _SAME_HARD_SOUND)
    return likely


def _by_consonants(word: str, others: Sequence[str]) -> Floats:
    """Return how likely words are the same, if just one of each two was written without vowels.

    Args:
        word: A word.
        others: Bare ones, where it has vowels; else words with vowels.
    """
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
    # What a script writes of the vowels must be heard; what it leaves out may be.
    written = [len(spoken)] if is_bare else list(map(len, all_spoken))
    kept = shared / np.maximum(np.array(written, np.float32), np.float32(1))
    found: Floats = _FRAME_SHARE * framed + _SOUND_SHARE * heard + _KEPT_SHARE * kept
    return found.astype(np.float32)


def _blend(word: str, words: Sequence[str], sound: str, sounds: Sequence[str]) -> Floats:
    blended: Floats = _PLAIN_SHARE * _alike(word, words) + (1 - _PLAIN_SHARE) * _alike(
        sound, sounds
    )
    return blended


def _alike(text: str, others: Sequence[str]) -> Floats:
    found: Floats = cdist([text], others, scorer=Indel.normalized_similarity, dtype=np.float32)[0]
    return found
