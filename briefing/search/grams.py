"""What words are proposed by: the runs of three letters, and of two consonant classes, in them."""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.search.postings import Flags, Ints
from briefing.search.sounds import hard_skeletons, skeletons

_LETTER_BITS: Final = 5

WORD_GRAMS: Final = 1 << 3 * _LETTER_BITS
"""Grams below this are of letters, the others of consonant classes."""

GRAMS: Final = WORD_GRAMS + (1 << 2 * _LETTER_BITS)
"""How many there are."""

_END: Final = 31  # stands before and after a word; letters are 1 to 26, all others 27

Codes: TypeAlias = npt.NDArray[np.uint16]


def grams_of(words: Sequence[str], sounds: Sequence[str]) -> tuple[Codes, Ints]:
    """Return the grams of words, and the number of the word of each.

    Args:
        words: Folded words.
        sounds: Their skeletons.
    """
    plain, heard = _codes(words), _codes([sound.lower() for sound in sounds])
    # Each window of three is the word's whose letter stands in its middle.
    middles = np.flatnonzero(plain[1:-1] != _END) + 1
    threes = (
        plain[middles - 1] << 2 * _LETTER_BITS | plain[middles] << _LETTER_BITS | plain[middles + 1]
    )
    twos, owners = _twos(heard)
    return (
        np.concatenate([threes, twos]),
        np.concatenate([_owners(plain)[middles], owners]),
    )


def grams_typed(word: str) -> Codes:
    """Return the grams of one word, those included that it has if its `g` and `ch` are K."""
    sound = skeletons([word])
    grams, numbers = grams_of([word], sound)
    hard = hard_skeletons([word], sound)
    return with_hard(grams, numbers, hard, np.array([hard != sound]))[0]


def _twos(heard: Codes) -> tuple[Codes, Ints]:
    """Return the pairs of consonant classes, and the number of the word of each."""
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
    """Return the letters of words as numbers, a mark before each word and after the last."""
    flat = np.frombuffer(
        "\n".join(["", *words, ""]).encode("utf-32-le", "surrogatepass"), np.uint32
    )
    codes = np.where((flat >= ord("a")) & (flat <= ord("z")), flat - (ord("a") - 1), 27)
    codes[flat == ord("\n")] = _END
    return codes.astype(np.uint16)


def _owners(codes: Codes) -> Ints:
    """Return the number of the word each letter is of; the mark after a word goes with it."""
    marks = codes == _END
    owners: Ints = (np.cumsum(marks) - marks - 1).astype(np.int32)
    return owners
