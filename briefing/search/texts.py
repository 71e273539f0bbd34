"""The words of longer texts, summaries and quotations, read at the first search for them."""

from itertools import chain

import numpy as np

from briefing.search import scores
from briefing.search.folding import fold
from briefing.search.matches import Best, Match
from briefing.search.postings import Postings
from briefing.search.precise import Typed
from briefing.search.segment import Segment
from briefing.search.vocabulary import WordList


class Texts:
    """Finds the entries of one segment by the words of their texts.

    Args:
        segment: Whose texts.
    """

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._words = WordList([])
        self._where = Postings.of_sizes([], np.zeros(0, np.int32))
        self._is_read = False

    def read(self) -> None:
        """Read all words, unless that was done."""
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

    def find(self, typed: Typed, best: Best) -> None:
        """Each typed word begins a word of a text."""
        self.read()
        texts = self._segment.texts
        longest = max(typed.words, key=len)
        for number in np.unique(self._where.of_range(*self._words.starting(longest))).tolist():
            entry, text = texts[number]
            padded = " " + fold(text)
            together = f" {typed.folded}" in padded
            if (together or all(f" {word}" in padded for word in typed.words)) and (
                best.admits_entry(self._segment, entry)
            ):
                score = scores.TEXT + (3 if together else 0)
                words = tuple(typed.words)
                best.keep(Match(score, "text", self._segment, entry, text, words))
