"""Documents that are the same, or copy one another, so that one origin is not counted twice.

Texts are compared by their shingles: every run of eight words. Hashes of an eighth of them, chosen
by the hash itself, are indexed (the modulo sample of A. Z. Broder, "On the resemblance and
containment of documents", 1997, section 3). What may be alike by that sample is then compared in
full, so no result is an estimate. An addition takes time in proportion to its text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final, NamedTuple
from unicodedata import normalize
from zlib import crc32

import numpy as np
import numpy.typing as npt

from briefing.model.kinds.source import SOURCE, Source
from briefing.model.refs import make_ref
from briefing.store.book import Book
from briefing.store.errors import MissingText

Hashes = npt.NDArray[np.uint64]

COPIED: Final = 0.5
"""The share of the shorter text that must stand in the longer one, for one to copy the other."""

_SHINGLE: Final = 8
"""Words in a row; two reports that quote the same sentence share some of them, but not half."""

_SAMPLED: Final = 8
"""One in so many shingles is indexed."""

_LEAST_SHARE: Final = 0.25
"""The share of the sample that makes a full comparison worth while."""

_MOST_COMPARED: Final = 8
"""Texts that one is compared with in full."""

_MOST_WITH_ONE: Final = 64
"""Texts listed under one shingle; what more of them share is boilerplate."""

_WORD: Final = re.compile(r"\w+")
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)


class Alike(NamedTuple):
    """Another text that a text is the same as, or shares much with.

    Attributes:
        ref: The source with the other text.
        share: How much of the shorter text stands in the longer one, from 0 to 1.
        is_same: Whether both have the same words, whatever their punctuation.
    """

    ref: str
    share: float
    is_same: bool = False


class Likeness:
    """Texts of sources, and which of them a text is like.

    Args:
        text_of: Gives the text of a source that was added, by its ref.
    """

    def __init__(self, text_of: Callable[[str], str]) -> None:
        self._text_of = text_of
        self._refs: list[str] = []
        self._sizes: list[int] = []
        self._by_words: dict[bytes, str] = {}
        self._with: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, ref: str, text: str) -> None:
        """Add the text of a source."""
        words = _words(text)
        self._by_words.setdefault(_digest(words), ref)
        sample = _sample(_shingles(words))
        number = len(self._refs)
        self._refs.append(ref)
        self._sizes.append(len(sample))
        for each in sample.tolist():
            listed = self._with[each]
            if len(listed) < _MOST_WITH_ONE:
                listed.append(number)

    def like(self, text: str) -> list[Alike]:
        """The texts that a text is the same as, or shares at least half of the shorter one with."""
        words = _words(text)
        if same := self._by_words.get(_digest(words)):
            return [Alike(same, 1.0, is_same=True)]
        own = _shingles(words)
        sample = _sample(own)
        shared = Counter(number for each in sample.tolist() for number in self._with.get(each, ()))
        found = []
        for number, count in shared.most_common(_MOST_COMPARED):
            if count >= _LEAST_SHARE * min(len(sample), self._sizes[number]):
                ref = self._refs[number]
                other = _shingles(_words(self._text_of(ref)))
                both = len(np.intersect1d(own, other, assume_unique=True))
                share = both / max(1, min(len(own), len(other)))
                if share >= COPIED:
                    found.append(Alike(ref, round(share, 2)))
        return sorted(found, key=lambda each: (-each.share, each.ref))


def likeness_of(book: Book, text_of: Callable[[str], str] | None = None) -> Likeness:
    """The texts that a briefing holds; one that is missing is told by verifying, not here.

    Args:
        book: The briefing.
        text_of: Gives the text of a source, also of those added later; by default that of the
            briefing.
    """
    made = Likeness(text_of or book.text_of)
    for slug, record in book.all(SOURCE.name).items():
        if isinstance(record, Source) and (record.text or record.text_sha256):
            ref = make_ref(SOURCE.name, slug)
            try:
                made.add(ref, book.text_of(ref))
            except MissingText:
                continue
    return made


def _words(text: str) -> list[str]:
    return _WORD.findall(normalize("NFKC", text).casefold())


def _digest(words: Iterable[str]) -> bytes:
    return sha256(" ".join(words).encode()).digest()


def _shingles(words: list[str]) -> Hashes:
    """The hashes of all runs of eight words, each once."""
    hashes = np.fromiter((crc32(word.encode()) for word in words), np.uint64, len(words))
    count = len(words) - _SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    found = np.zeros(count, np.uint64)
    for place in range(_SHINGLE):
        # A polynomial in the words, so that their order counts; arithmetic is modulo 2^64.
        found = found * _FACTOR + hashes[place : place + count]
    found ^= found >> _SHIFT
    found *= _FACTOR
    mixed: Hashes = np.unique(found ^ (found >> _SHIFT))
    return mixed


def _sample(shingles: Hashes) -> Hashes:
    sample: Hashes = shingles[shingles % np.uint64(_SAMPLED) == 0]
    return sample
