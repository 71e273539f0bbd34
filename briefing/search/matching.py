"""Literal matches: whole names, beginnings of names and of their words, initials.

`Best` collects the best match of each record from all ways to search. The functions `find_…` are
the precise ways, from the surest to the least sure; `entries.Score` has the bands of their scores.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from briefing.model.kinds import PARTIES
from briefing.search.entries import Score, Span, Why
from briefing.search.postings import Flags, Ints
from briefing.search.tables import AS_WRITTEN, Segment
from briefing.search.words.lexicon import DRESS, LEADING, LEGAL_FORMS
from briefing.search.words.units import units

LONGEST_QUERY: Final = 200
MOST_WORDS: Final = 12
_MOST_CHECKED: Final = 1000
_MOST_PARTS: Final = 1000
_SHORT: Final = 3

# Sort keys have 8 bits for the position, 33 for the entry, 1 for far, and the score above them.
_FAR = 1 << 41
_TENTHS = 42
_ALIAS_TENTHS = round(10 * Score.ALIAS_PENALTY)

Shares: TypeAlias = npt.NDArray[np.float64]


@dataclass(slots=True, eq=False)
class Match:
    """One match of a record; its spans are determined only if it is shown.

    Attributes:
        score: 0 to 100.
        why: How it matched.
        segment: Where the record is.
        entry: Its number there.
        text: The name or text that matched.
        words: The typed words that it contains literally.
        units: Which units of the name were recognised; None for all.
        is_reading: Whether what matched is a romanisation of the text, not the text itself.
    """

    score: float
    why: Why
    segment: Segment
    entry: int
    text: str
    words: tuple[str, ...] = ()
    units: Flags | None = None
    is_reading: bool = False

    @property
    def ref(self) -> str:
        """The record."""
        return self.segment.refs[self.entry]


class Best:
    """Collects the best match of each record.

    Args:
        segments: Where to look for records.
        limit: How many are wanted.
        sure: The score from which a match is certain enough to skip the less precise ways.
        kinds: Only records of these kinds; empty means all.
        within: Only these records; None means all.
        near: Records that come first among equals.
    """

    def __init__(
        self,
        segments: Iterable[Segment],
        limit: int,
        *,
        sure: float,
        kinds: Collection[str],
        within: Collection[str] | None,
        near: Collection[str],
    ) -> None:
        self.limit = limit
        self._sure = sure - Score.ALIAS_PENALTY
        self._sure_ones = 0
        self._near = near
        self._found: dict[str, Match] = {}
        self._admitted = {segment: _admitted(segment, kinds, within) for segment in segments}
        self._near_here = {segment: segment.numbers(near) for segment in self._admitted}

    @property
    def is_full(self) -> bool:
        """Whether enough certain matches were found."""
        return self._sure_ones >= self.limit

    def admits(self, segment: Segment, names: Ints) -> Flags:
        """Return which of some names may be found."""
        wanted = segment.alive[names]
        admitted = self._admitted[segment]
        if admitted is not None:
            wanted &= admitted[segment.tables.arranged.name_entry[names]]
        return wanted

    def admits_entries(self, segment: Segment, entries: Ints) -> Flags:
        """Return which of some entries may be found."""
        wanted = segment.alive_entries[entries]
        admitted = self._admitted[segment]
        return wanted if admitted is None else wanted & admitted[entries]

    def keep(self, match: Match) -> None:
        """Keep a match unless its record has one at least as good."""
        held = self._found.get(match.ref)
        if held is None or match.score > held.score:
            self._found[match.ref] = match
            was_sure = held is not None and held.score >= self._sure
            self._sure_ones += match.score >= self._sure and not was_sure

    def offer(
        self,
        segment: Segment,
        names: Ints,
        points: npt.NDArray[np.floating[Any]] | float,
        why: Why,
        words: Sequence[str],
    ) -> None:
        """Keep the best of many names that matched in one way, for at most `limit` records.

        Args:
            segment: Where they are.
            names: Their numbers.
            points: The score of each, or one for all.
            why: How they matched. A precise match on another name than the label becomes “alias”.
            words: The typed words that were found.
        """
        arranged = segment.tables.arranged
        wanted = self.admits(segment, names)
        if segment.has_readings:
            wanted &= arranged.roles[names] & AS_WRITTEN > 0
        tenths = np.rint(np.broadcast_to(np.asarray(points) * 10, len(names))[wanted])
        tenths = tenths.astype(np.int64)
        names = names[wanted]
        position, entries = arranged.position[names], arranged.name_entry[names]
        tenths[position > 0] -= _ALIAS_TENTHS
        keys = (1023 - tenths << _TENTHS) | entries.astype(np.int64) << 8 | position
        keys[~np.isin(entries, self._near_here[segment])] |= _FAR
        for at in _distinct(keys, entries, self.limit):
            way: Why = "alias" if position[at] and why != "part" else why
            score, text = int(tenths[at]) / 10, segment.text(int(names[at]))
            self.keep(Match(score, way, segment, int(entries[at]), text, tuple(words)))

    def ordered(self) -> list[Match]:
        """Return the best matches, best first; the order is deterministic."""

        def key(match: Match) -> tuple[float, bool, tuple[str, str]]:
            return -match.score, match.ref not in self._near, match.segment.order(match.entry)

        return nsmallest(self.limit, self._found.values(), key=key)


def _admitted(
    segment: Segment, kinds: Collection[str], within: Collection[str] | None
) -> Flags | None:
    """Return which entries of a segment may be found; None for all that are there."""
    if not kinds and within is None:
        return None
    wanted: Flags = np.ones(len(segment), np.bool_)
    if kinds:
        wanted &= segment.of_kinds(kinds)
    if within is not None:
        inside = np.zeros(len(segment), np.bool_)
        inside[segment.numbers(within)] = True
        wanted &= inside
    return wanted


def _distinct(keys: npt.NDArray[np.int64], entries: Ints, limit: int) -> list[int]:
    """Return the places of the smallest keys, one for each of the first `limit` entries."""
    size = 2 * limit
    while True:
        if size < len(keys):
            places = np.argpartition(keys, size)[:size]
            places = places[np.argsort(keys[places])]
        else:
            places = np.argsort(keys)
        first: dict[int, int] = {}
        for place in places.tolist():
            first.setdefault(int(entries[place]), place)
            if len(first) == limit:
                break
        if len(first) == limit or size >= len(keys):
            return list(first.values())
        size *= 4


class Typed:
    """A folded query.

    Args:
        folded: The query, folded.
        finished: Whether its words are complete, so that being the beginning of a word says little.
        is_latin: Whether it was typed in Latin letters, which may be initials.

    Attributes:
        is_short: Whether it is too short for anything but the beginnings of words.
        is_one_unit: Whether it is one word, or words that form one name: Abou Zeid.
    """

    def __init__(self, folded: str, *, finished: bool = False, is_latin: bool = True) -> None:
        self.words = folded[:LONGEST_QUERY].split()[:MOST_WORDS]
        self.folded = folded
        self.squashed = "".join(self.words)
        # A Han character or a Hangul syllable says as much as several letters.
        self.is_short = len(self.squashed) < (_SHORT if self.squashed.isascii() else _SHORT - 1)
        self.telling = _undressed(self.words)
        self.telling_letters = sum(len(word) for word in self.words if word not in DRESS)
        self.finished = finished
        self.is_latin = is_latin
        self.is_one_unit = len(units(self.words)) == 1

    def may_be_name_in(self, segment: Segment, names: Ints) -> Flags:
        """Return in which titles it stands that may name the group or leader that is meant."""
        entries = segment.tables.arranged.name_entry[names]
        return ~segment.of_kinds(PARTIES)[entries] & self.is_one_unit

    def begun(self, band: float, share: Shares) -> Shares:
        """Return the score of a query that is only the beginning of words of a name.

        Args:
            band: The lowest score while the query may still be incomplete.
            share: How much of each name was typed.
        """
        steps: Shares = np.floor(4 * share)
        return Score.WORD_CUT + steps if self.finished else band + steps / 10


def find_whole(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names that are the query, or begin with it."""
    low, high = segment.tables.arranged.starting(typed.folded)
    if low == high:
        return
    names = np.arange(low, high, dtype=np.int32)
    lengths = segment.tables.arranged.lengths[low:high]
    size = len(typed.folded)
    exact = names[lengths == size]
    best.offer(segment, exact, Score.EXACT, "exact", (typed.folded,))
    names, share = names[lengths > size], size / lengths[lengths > size]
    points = typed.begun(Score.NAME_BEGUN, share)
    whole = segment.tables.arranged.ends_word(names, typed.folded)
    points[whole] = Score.PREFIX + np.floor(8 * share[whole])
    title = whole & typed.may_be_name_in(segment, names)
    points[title] = Score.TITLE + 0.5 + np.floor(5 * share[title]) / 10
    best.offer(segment, names, points, "prefix", (typed.folded,))


def find_undressed(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names that are the query except for titles and legal forms."""
    numbers = [segment.tables.vocabulary.number(word) for word in dict.fromkeys(typed.words)]
    if -1 in numbers or not typed.telling:
        return
    names = _common(map(segment.tables.word_names.of_key, numbers))
    names = names[segment.tables.telling_letters[names] == typed.telling_letters]
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    written = map(segment.tables.arranged.name, names.tolist())
    names = names[np.array([_undressed(name.split()) == typed.telling for name in written], bool)]
    share = len(typed.squashed) / segment.tables.arranged.lengths[names]
    points = Score.UNDRESSED + np.floor(9 * share) / 10
    best.offer(segment, names, points, "word", typed.words)


def find_words(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names in which each typed word begins a word, in any order."""
    words = tuple(typed.words)
    names = _holding(words, segment)
    if _overlap(words):
        names = _standing_apart(words, names, segment, best)
    if not len(names):
        return
    share = len(typed.squashed) / segment.tables.arranged.lengths[names]
    points = typed.begun(Score.WORD_BEGUN, 0.9 * share)
    if len(words) > 1 and not typed.finished:
        # Only the last word may still be incomplete.
        cut = np.ones(len(names), np.bool_)
        cut[_whole(words[:-1], names, segment)] = False
        points[cut] = Score.WORD_CUT + np.floor(4 * share[cut])
    whole = _whole(words, names, segment)
    points[whole] = Score.WORD + np.floor(5 * share[whole])
    title = whole[typed.may_be_name_in(segment, names[whole])]
    points[title] = Score.TITLE + np.floor(5 * share[title]) / 10
    best.offer(segment, names, points, "word", words)


def find_joined(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names where two typed words are one (bel mokhtar), or one is two (inamenas)."""
    if not typed.is_latin and typed.folded.isascii():
        return  # consonants only, which would match across words
    arranged = segment.tables.arranged
    for words, together in _respaced(typed.words, segment):
        names = _holding(words, segment)
        names = names[best.admits(segment, names)][:_MOST_CHECKED]
        kept = [name for name in names.tolist() if f" {together}" in f" {arranged.name(name)}"]
        names = np.array(kept, np.int32)
        share = len(typed.squashed) / arranged.lengths[names]
        points = typed.begun(Score.WORD_BEGUN, 0.9 * share)
        whole = _whole(words, names, segment)
        points[whole] = Score.JOINED + np.floor(5 * np.minimum(share[whole], 1)) / 2
        best.offer(segment, names, points, "word", words)


def find_same_letters(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names that have the same letters with other spaces."""
    arranged = segment.tables.arranged
    names = segment.sounding("".join(unit.text for unit in units(typed.words)))
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    kept = [at for at in names.tolist() if arranged.name(at).replace(" ", "") == typed.squashed]
    best.offer(segment, np.array(kept, np.int32), Score.SAME_LETTERS, "word", typed.words)


def find_initials(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names by their initials, also if no abbreviation is on record."""
    if not typed.is_latin:
        return
    names = segment.tables.acronyms.of(typed.folded)
    best.offer(segment, names, Score.ACRONYM, "alias", (typed.folded,))


def find_part(typed: Typed, segment: Segment, best: Best) -> None:
    """Find names that contain the query anywhere, not only at the beginning of a word."""
    names = segment.tables.arranged.holding(typed.folded, _MOST_PARTS)
    if len(names):
        share = len(typed.folded) / segment.tables.arranged.lengths[names]
        points = Score.PART + np.floor(4 * share)
        best.offer(segment, names, points, "part", (typed.folded,))


def _holding(starts: Sequence[str], segment: Segment) -> Ints:
    """Return the names in which each of `starts` begins a word, sorted."""
    ranges = [segment.tables.vocabulary.starting(start) for start in dict.fromkeys(starts)]
    return _common(segment.tables.word_names.of_range(*found) for found in ranges)


def _common(lists: Iterable[Ints]) -> Ints:
    """Return the numbers that are in all lists, sorted."""
    shortest, *others = sorted(lists, key=len)
    found = np.unique(shortest)
    for other in others:
        found = found[np.isin(found, other, kind="table")] if len(found) else found
    return found


def _whole(words: Sequence[str], names: Ints, segment: Segment) -> Ints:
    """Return the places of those names that contain the complete words."""
    numbers = [segment.tables.vocabulary.number(word) for word in dict.fromkeys(words)]
    if -1 in numbers:
        return np.zeros(0, np.int32)
    holding = _common(map(segment.tables.word_names.of_key, numbers))
    return np.flatnonzero(np.isin(names, holding)).astype(np.int32)


def _undressed(words: Sequence[str]) -> list[str]:
    """Return words without leading titles and without leading or trailing legal forms."""
    low, high = 0, len(words)
    while low < high and words[low] in LEADING:
        low += 1
    while low < high and words[high - 1] in LEGAL_FORMS:
        high -= 1
    return list(words[low:high])


def _overlap(words: Sequence[str]) -> bool:
    """Whether one word of a name could match two of the typed words."""
    return any(
        one.startswith(other)
        for at, one in enumerate(words)
        for place, other in enumerate(words)
        if at != place
    )


def _standing_apart(words: Sequence[str], names: Ints, segment: Segment, best: Best) -> Ints:
    """Keep the names in which each typed word matches a different word."""
    names = names[best.admits(segment, names)][:_MOST_CHECKED]
    arranged = segment.tables.arranged
    kept = [name for name in names.tolist() if word_starts(arranged.name(name), words)]
    return np.array(kept, np.int32)


def _respaced(words: list[str], segment: Segment) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the query with spaces as names have them, and the part that must be contiguous."""
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


def word_starts(folded: str, words: Sequence[str]) -> list[Span]:
    """Return where each of `words` begins a different word of `folded`; nothing if one does not.

    Args:
        folded: A folded name or text.
        words: Folded query words.
    """
    padded = " " + folded
    together = padded.find(" " + " ".join(words))
    if together >= 0:
        return [(together, together + sum(map(len, words)) + len(words) - 1)]
    found: list[Span] = []
    # Longest first: a short word fits in more places than a long one.
    for word in sorted(words, key=len, reverse=True):
        taken = {start for start, _ in found}
        at = padded.find(" " + word)
        while at in taken:
            at = padded.find(" " + word, at + 1)
        if at < 0:
            return []
        found.append((at, at + len(word)))
    return sorted(found)
