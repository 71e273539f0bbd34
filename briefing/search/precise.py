"""Matches by what was typed as it stands: whole names, starts of names and of their words."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from briefing.search import scores, spans
from briefing.search.matches import Best
from briefing.search.postings import Ints
from briefing.search.segment import Segment

_MOST_CHECKED: Final = 1000
_MOST_PARTS: Final = 1000


class Typed:
    """A folded query.

    Args:
        folded: The query, folded.
    """

    def __init__(self, folded: str) -> None:
        self.words = folded[:LONGEST_QUERY].split()[:MOST_WORDS]
        self.folded = folded
        self.squashed = "".join(self.words)


LONGEST_QUERY: Final = 200
MOST_WORDS: Final = 12


def find_whole(typed: Typed, segment: Segment, best: Best) -> None:
    """The whole name, or its start."""
    low, high = segment.tables.arranged.starting(typed.folded)
    if low == high:
        return
    names = np.arange(low, high, dtype=np.int32)
    lengths = segment.tables.arranged.lengths[low:high]
    size = len(typed.folded)
    exact = names[lengths == size]
    best.offer(segment, exact, scores.EXACT, "exact", (typed.folded,))
    names, lengths = names[lengths > size], lengths[lengths > size]
    best.offer(segment, names, scores.PREFIX + 8 * size // lengths, "prefix", (typed.folded,))


def find_words(typed: Typed, segment: Segment, best: Best) -> None:
    """Each typed word begins a word of the name, in any order."""
    words = tuple(typed.words)
    names = _holding(words, segment)
    if _overlap(words):
        names = _standing_apart(words, names, segment, best)
    if not len(names):
        return
    points = scores.WORD + 5 * len(typed.squashed) // segment.tables.arranged.lengths[names]
    points[_whole(words, names, segment)] += 2
    best.offer(segment, names, points, "word", words)


def find_joined(typed: Typed, segment: Segment, best: Best) -> None:
    """Two typed words are one of the name (bel mokhtar), or one is two (inamenas)."""
    for words, together in _respaced(typed.words, segment):
        names = _holding(words, segment)
        names = names[best.admits(segment, names)][:_MOST_CHECKED]
        kept = [
            name
            for name in names.tolist()
            if f" {together}" in f" {segment.tables.arranged.name(name)}"
        ]
        best.offer(segment, np.array(kept, np.int32), scores.JOINED, "word", words)


def find_initials(typed: Typed, segment: Segment, best: Best) -> None:
    """The initials of a name that may have no abbreviation on record."""
    names = segment.tables.acronyms.of(typed.folded)
    best.offer(segment, names, scores.ACRONYM, "alias", (typed.folded,))


def find_part(typed: Typed, segment: Segment, best: Best) -> None:
    """The query stands inside a name, not at the start of a word."""
    names = segment.tables.arranged.holding(typed.folded, _MOST_PARTS)
    if len(names):
        points = scores.PART + 4 * len(typed.folded) // segment.tables.arranged.lengths[names]
        best.offer(segment, names, points, "part", (typed.folded,))


def _holding(starts: Sequence[str], segment: Segment) -> Ints:
    """Return the names in which each of `starts` begins a word, in their order, each once."""
    ranges = [segment.tables.vocabulary.starting(start) for start in dict.fromkeys(starts)]
    lists = sorted((segment.tables.word_names.of_range(*found) for found in ranges), key=len)
    return _common(lists)


def _common(lists: Sequence[Ints]) -> Ints:
    """Return the numbers that stand in all of some lists, the shortest of which is first."""
    found = np.unique(lists[0])
    for other in lists[1:]:
        found = found[np.isin(found, other, kind="table")] if len(found) else found
    return found


def _whole(words: Sequence[str], names: Ints, segment: Segment) -> Ints:
    """Return the places of those names in which the words stand whole."""
    numbers = [segment.tables.vocabulary.number(word) for word in dict.fromkeys(words)]
    if -1 in numbers:
        return np.zeros(0, np.int32)
    lists = sorted((segment.tables.word_names.of_key(number) for number in numbers), key=len)
    return np.flatnonzero(np.isin(names, _common(lists))).astype(np.int32)


def _overlap(words: Sequence[str]) -> bool:
    """Whether one word of a name could be taken for two of those typed."""
    return any(
        one.startswith(other)
        for at, one in enumerate(words)
        for place, other in enumerate(words)
        if at != place
    )


def _standing_apart(words: Sequence[str], names: Ints, segment: Segment, best: Best) -> Ints:
    """Keep the names in which each typed word has a word of its own."""
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    kept = [
        name
        for name in names.tolist()
        if spans.word_starts(segment.tables.arranged.name(name), words)
    ]
    return np.array(kept, np.int32)


def _respaced(words: list[str], segment: Segment) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the other spacings that the names know, and the part that must stand together."""
    vocabulary = segment.tables.vocabulary

    def begins(start: str) -> bool:
        low, high = vocabulary.starting(start)
        return low < high

    for at in range(len(words) - 1):
        joined = words[at] + words[at + 1]
        if begins(joined):
            yield (*words[:at], joined, *words[at + 2 :]), joined
    for at, word in enumerate(words):
        for cut in range(2, len(word) - 1):
            first, second = word[:cut], word[cut:]
            if vocabulary.number(first) >= 0 and begins(second):
                yield (*words[:at], first, second, *words[at + 1 :]), f"{first} {second}"
