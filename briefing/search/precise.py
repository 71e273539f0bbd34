"""Matches by what was typed as it stands: whole names, starts of names and of their words."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.search import scores, spans
from briefing.search.lexicon import LEADING, LEGAL_FORMS
from briefing.search.matches import Best
from briefing.search.postings import Ints
from briefing.search.segment import Segment
from briefing.search.units import units

_MOST_CHECKED: Final = 1000
_MOST_PARTS: Final = 1000
_SHORT: Final = 3


Shares: TypeAlias = npt.NDArray[np.float64]


class Typed:
    """A folded query.

    Args:
        folded: The query, folded.
        finished: Whether its words are whole, so that the beginning of another says little.
        is_latin: Whether it was typed in Latin letters, which may be initials.

    Attributes:
        is_short: Whether it is too short to be looked for but by the starts of words.
    """

    def __init__(self, folded: str, *, finished: bool = False, is_latin: bool = True) -> None:
        self.words = folded[:LONGEST_QUERY].split()[:MOST_WORDS]
        self.folded = folded
        self.squashed = "".join(self.words)
        # A Han character or a Hangul syllable says as much as several letters.
        self.is_short = len(self.squashed) < (_SHORT if self.squashed.isascii() else _SHORT - 1)
        self.telling = _undressed(self.words)
        dress = LEADING | LEGAL_FORMS
        self.telling_letters = sum(len(word) for word in self.words if word not in dress)
        self.finished = finished
        self.is_latin = is_latin

    def begun(self, band: float, share: Shares) -> Shares:
        """Return what it scores to be only the beginning of words of a name.

        Args:
            band: The lowest score of what is still being typed.
            share: Of each name, how much of it was typed.
        """
        steps: Shares = np.floor(4 * share)
        return scores.WORD_CUT + steps if self.finished else band + steps / 10


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
    names, share = names[lengths > size], size / lengths[lengths > size]
    points = typed.begun(scores.NAME_BEGUN, share)
    whole = segment.tables.arranged.ends_word(names, typed.folded)
    points[whole] = scores.PREFIX + np.floor(8 * share[whole])
    best.offer(segment, names, points, "prefix", (typed.folded,))


def find_undressed(typed: Typed, segment: Segment, best: Best) -> None:
    """The whole name, but for its titles and legal forms."""
    numbers = [segment.tables.vocabulary.number(word) for word in dict.fromkeys(typed.words)]
    if -1 in numbers or not typed.telling:
        return
    lists = sorted((segment.tables.word_names.of_key(number) for number in numbers), key=len)
    names = _common(lists)
    names = names[segment.tables.telling_letters[names] == typed.telling_letters]
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    written = map(segment.tables.arranged.name, names.tolist())
    names = names[np.array([_undressed(name.split()) == typed.telling for name in written], bool)]
    share = len(typed.squashed) / segment.tables.arranged.lengths[names]
    points = scores.UNDRESSED + np.floor(9 * share) / 10
    best.offer(segment, names, points, "word", typed.words)


def find_words(typed: Typed, segment: Segment, best: Best) -> None:
    """Each typed word begins a word of the name, in any order."""
    words = tuple(typed.words)
    names = _holding(words, segment)
    if _overlap(words):
        names = _standing_apart(words, names, segment, best)
    if not len(names):
        return
    share = len(typed.squashed) / segment.tables.arranged.lengths[names]
    points = typed.begun(scores.WORD_BEGUN, 0.9 * share)
    if len(words) > 1 and not typed.finished:
        # Only what is typed last may still be going on.
        cut = np.ones(len(names), np.bool_)
        cut[_whole(words[:-1], names, segment)] = False
        points[cut] = scores.WORD_CUT + np.floor(4 * share[cut])
    whole = _whole(words, names, segment)
    points[whole] = scores.WORD + np.floor(5 * share[whole])
    best.offer(segment, names, points, "word", words)


def find_joined(typed: Typed, segment: Segment, best: Best) -> None:
    """Two typed words are one of the name (bel mokhtar), or one is two (inamenas)."""
    if not typed.is_latin and typed.folded.isascii():
        return  # consonants alone, which would run into each other
    arranged = segment.tables.arranged
    for words, together in _respaced(typed.words, segment):
        names = _holding(words, segment)
        names = names[best.admits(segment, names)][:_MOST_CHECKED]
        kept = [name for name in names.tolist() if f" {together}" in f" {arranged.name(name)}"]
        names = np.array(kept, np.int32)
        share = len(typed.squashed) / arranged.lengths[names]
        points = typed.begun(scores.WORD_BEGUN, 0.9 * share)
        whole = _whole(words, names, segment)
        points[whole] = scores.JOINED + np.floor(5 * np.minimum(share[whole], 1)) / 2
        best.offer(segment, names, points, "word", words)


def find_same_letters(typed: Typed, segment: Segment, best: Best) -> None:
    """The whole name, letter for letter, but for its spaces."""
    arranged = segment.tables.arranged
    names = segment.sounding("".join(unit.text for unit in units(typed.words)))
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    kept = [
        name for name in names.tolist() if arranged.name(name).replace(" ", "") == typed.squashed
    ]
    best.offer(segment, np.array(kept, np.int32), scores.SAME_LETTERS, "word", typed.words)


def find_initials(typed: Typed, segment: Segment, best: Best) -> None:
    """The initials of a name that may have no abbreviation on record."""
    if not typed.is_latin:
        return
    names = segment.tables.acronyms.of(typed.folded)
    best.offer(segment, names, scores.ACRONYM, "alias", (typed.folded,))


def find_part(typed: Typed, segment: Segment, best: Best) -> None:
    """The query stands inside a name, not at the start of a word."""
    names = segment.tables.arranged.holding(typed.folded, _MOST_PARTS)
    if len(names):
        share = len(typed.folded) / segment.tables.arranged.lengths[names]
        points = scores.PART + np.floor(4 * share)
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


def _undressed(words: Sequence[str]) -> list[str]:
    """Return words without the titles before them and the legal forms before or behind them."""
    low, high = 0, len(words)
    while low < high and words[low] in LEADING:
        low += 1
    while low < high and words[high - 1] in LEGAL_FORMS:
        high -= 1
    return list(words[low:high])


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
