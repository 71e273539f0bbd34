"""Matches in longer texts, summaries and quotations, which are read at the first search for them.

Each typed word must begin a word of the text. If too few texts contain all words like this, a word
of five letters or more may have one slip (a letter omitted, inserted, mistyped, or two exchanged),
which also covers reorganise and reorganize, colour and color, centre and center; and words may be
divided or joined differently (counter-terrorism). Such a passage scores less than a literal one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from briefing.search.entries import Score
from briefing.search.matching import Best, Match, Typed
from briefing.search.postings import Flags, Ints, Postings
from briefing.search.tables import Segment
from briefing.search.vocabulary import WordList
from briefing.search.words.folding import fold

_MOST_CHECKED: Final = 300  # how many texts that contain all words are examined
_LEAST_TOLERANT: Final = 5
_LEAST_ANY_LETTER: Final = 8  # a shorter word must have the typed first letter
_MOST_REMEMBERED: Final = 100
_LEAST_PART: Final = 3
_SHORTER: Final = (("mme", "m"), ("ogue", "og"))  # British endings longer by more than a letter


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a typed word may be: the texts that contain it, and its forms there."""

    texts: Flags
    words: tuple[str, ...]


class Texts:
    """Finds the entries of one segment by the words of their texts.

    Args:
        segment: Whose texts.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._words = WordList([])
        self._where = Postings.of_sizes([], np.zeros(0, np.int32))
        self._by_end = np.zeros(0, np.int32)
        self._entries = np.zeros(0, np.int32)
        self._slips: dict[str, list[int]] = {}
        self._is_read = False

    def read(self) -> None:
        """Read all words, unless already done."""
        if self._is_read:
            return
        self._is_read = True
        found = [list(set(fold(text).split())) for _, text in self._segment.texts]
        words = sorted(set(chain.from_iterable(found)))
        numbers = {word: number for number, word in enumerate(words)}
        flat = np.array(list(map(numbers.__getitem__, chain.from_iterable(found))), np.int32)
        table = Postings.of_sizes(list(map(len, found)), flat)
        self._where = Postings.of_pairs(table.numbers, table.keys(), len(words))
        self._words = WordList(words)
        self._by_end = np.array(sorted(range(len(words)), key=self._reversed), np.int32)
        self._entries = np.array([entry for entry, _ in self._segment.texts], np.int32)

    def find(self, typed: Typed, best: Best) -> None:
        """Find texts with all words; if there are few, texts with a slip in them."""
        self.read()
        words = list(dict.fromkeys(typed.words))
        if len(self._words):
            self._keep([self._as_typed(word) for word in words], typed, best, is_exact=True)
        if len(self._words) and not best.is_full:
            for spaced in _spaced(typed.words):
                meant = [self._alike(word) for word in spaced]
                self._keep(meant, typed, best, is_exact=False)

    def _keep(self, meant: Sequence[_Meant], typed: Typed, best: Best, *, is_exact: bool) -> None:
        numbers = np.flatnonzero(np.logical_and.reduce([one.texts for one in meant]))
        numbers = numbers[best.admits_entries(self._segment, self._entries[numbers])]
        for number in numbers[:_MOST_CHECKED].tolist():
            entry, text = self._segment.texts[number]
            padded = f" {fold(text)} "
            words = typed.words if is_exact else _read_in(padded, meant)
            if not words:
                continue
            together = f" {typed.folded}" in padded if is_exact else f" {' '.join(words)}" in padded
            score = (Score.TEXT + 3 * together) if is_exact else (Score.TEXT_ALIKE + together)
            best.keep(Match(score, "text", self._segment, entry, text, tuple(words)))

    def _as_typed(self, word: str) -> _Meant:
        return _Meant(self._holding(*self._words.starting(word)), (word,))

    def _holding(self, low: int, high: int) -> Flags:
        """Return which texts contain a word of a range."""
        texts = np.zeros(len(self._entries), np.bool_)
        texts[self._where.of_range(low, high)] = True
        return texts

    def _alike(self, word: str) -> _Meant:
        """Return what a word may be, including slips and two words."""
        exact = self._as_typed(word)
        if len(word) < _LEAST_TOLERANT or not word.isalpha():
            return exact
        slips = self._with_slip(word)
        divided = list(self._divided(word))
        texts = exact.texts
        for number in slips:
            texts[self._where.of_key(number)] = True
        for _, both in divided:
            texts |= both
        known = (self._words.words[number] for number in slips)
        return _Meant(texts, (word, *known, *(two for two, _ in divided)))

    def _with_slip(self, word: str) -> list[int]:
        """Return the words that are, or begin with, a typed one except for one slip.

        A slip leaves the first two letters unchanged, or all from the fourth on.
        """
        if word not in self._slips:
            if len(self._slips) >= _MOST_REMEMBERED:
                self._slips.clear()
            self._slips[word] = self._find_slips(word)
        return self._slips[word]

    def _find_slips(self, word: str) -> list[int]:
        low, high = self._words.starting(word[:2])
        shorter = (
            self._words.number(word.removesuffix(end) + other)
            for end, other in _SHORTER
            if word.endswith(end)
        )
        sure = [number for number in shorter if number >= 0]
        likely = [*range(low, high), *self._ending(word[3:]).tolist()]
        if len(word) < _LEAST_ANY_LETTER:
            likely = [number for number in likely if self._words.words[number][0] == word[0]]
        if not likely:
            return sure
        found = self._words.words
        slips = np.full(len(likely), 2, np.int64)
        for size in (len(word) - 1, len(word), len(word) + 1):
            starts = [found[number][:size] for number in likely]
            slips = np.minimum(slips, cdist([word], starts, scorer=OSA.distance, score_cutoff=1)[0])
        return sorted({*sure, *(likely[at] for at in np.flatnonzero(slips <= 1).tolist())})

    def _ending(self, end: str) -> Ints:
        """Return the words with this ending."""
        wanted = end[::-1]
        low = bisect_left(self._by_end, wanted, key=self._reversed)
        high = bisect_left(self._by_end, wanted + "\U0010ffff", low, key=self._reversed)
        return self._by_end[low:high]

    def _divided(self, word: str) -> Iterator[tuple[str, Flags]]:
        """Yield two words that together are a typed one, and which texts contain both."""
        for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
            first = self._words.number(word[:cut])
            low, high = self._words.starting(word[cut:])
            if first >= 0 and low < high:
                both = self._holding(first, first + 1) & self._holding(low, high)
                yield f"{word[:cut]} {word[cut:]}", both

    def _reversed(self, number: int) -> str:
        return self._words.words[number][::-1]


def _spaced(words: Sequence[str]) -> Iterator[list[str]]:
    """Yield the words as typed, then with each pair of neighbours joined."""
    yield list(dict.fromkeys(words))
    for at in range(len(words) - 1):
        yield list(dict.fromkeys((*words[:at], words[at] + words[at + 1], *words[at + 2 :])))


def _read_in(padded: str, meant: Sequence[_Meant]) -> list[str]:
    """Return the form of each typed word in a text; nothing if one is missing."""
    read: list[str] = []
    for one in meant:
        here = next((word for word in one.words if f" {word}" in padded), "")
        if not here:
            return []
        read.extend(here.split())
    return read
