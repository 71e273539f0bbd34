"""The best matches so far, one for each record, and which records may be among them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.search import scores
from briefing.search.hits import Why
from briefing.search.naming import AS_WRITTEN
from briefing.search.postings import Ints
from briefing.search.segment import Mask, Segment

_FAR = 1 << 41
_TENTHS = 42  # bits below the score: 8 for the position, 33 for the entry, 1 for near or far
_ALIAS_TENTHS = round(10 * scores.ALIAS_PENALTY)


@dataclass(slots=True, eq=False)
class Match:
    """One way to a record; its spans are worked out only if it is shown.

    Attributes:
        score: 0 to 100.
        why: How it matched.
        segment: Where the record is.
        entry: Its number there.
        text: The name or text that matched.
        words: The typed words that were found in it as they are.
        units: Which units of the name were recognised; None for all.
        is_reading: Whether that name is a reading of the text, not the text itself.
    """

    score: float
    why: Why
    segment: Segment
    entry: int
    text: str
    words: tuple[str, ...] = ()
    units: Mask | None = None
    is_reading: bool = False

    @property
    def ref(self) -> str:
        """The record."""
        return self.segment.refs[self.entry]


class Scope:
    """Which records may be found, and which come first among equals.

    Args:
        kinds: Only these kinds; empty means all.
        within: Only these records; None means all.
        near: Records that come first among equals.
    """

    def __init__(
        self, kinds: Collection[str], within: Collection[str] | None, near: Collection[str]
    ) -> None:
        self._kinds = kinds
        self._within = within
        self.near = near

    def admitted(self, segment: Segment) -> Mask | None:
        """Return which entries of a segment may be found; None for all that are there."""
        if not self._kinds and self._within is None:
            return None
        wanted: Mask = np.ones(len(segment), np.bool_)
        if self._kinds:
            wanted &= segment.of_kinds(self._kinds)
        if self._within is not None:
            inside = np.zeros(len(segment), np.bool_)
            inside[segment.numbers(self._within)] = True
            wanted &= inside
        return wanted


class Best:
    """Gathers matches.

    Args:
        segments: Where records are looked for.
        scope: Which ones may be found.
        limit: How many are wanted.
        sure: The score from which on a match is so sure that worse ways need not be tried.
    """

    def __init__(
        self, segments: Iterable[Segment], scope: Scope, limit: int, sure: float = scores.WORD_BEGUN
    ) -> None:
        self._limit = limit
        self._sure = sure - scores.ALIAS_PENALTY
        self._sure_ones = 0
        self._near = scope.near
        self._found: dict[str, Match] = {}
        self._admitted = {segment: scope.admitted(segment) for segment in segments}
        self._near_here = {segment: segment.numbers(scope.near) for segment in self._admitted}

    @property
    def limit(self) -> int:
        """How many are wanted."""
        return self._limit

    @property
    def is_full(self) -> bool:
        """Whether as many as wanted were surely found."""
        return self._sure_ones >= self._limit

    def admits(self, segment: Segment, names: Ints) -> Mask:
        """Return which of some names may be found."""
        wanted = segment.alive[names]
        admitted = self._admitted[segment]
        if admitted is not None:
            wanted &= admitted[segment.tables.arranged.name_entry[names]]
        return wanted

    def admits_entries(self, segment: Segment, entries: Ints) -> Mask:
        """Return which of some entries may be found."""
        wanted = segment.alive_entries[entries]
        admitted = self._admitted[segment]
        return wanted if admitted is None else wanted & admitted[entries]

    def keep(self, match: Match) -> None:
        """Keep a match, if there is none as good for its record; the earlier one wins a tie."""
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
        """Keep the best of many names that matched in one way, for as many records as wanted.

        Args:
            segment: Where they are.
            names: Their numbers.
            points: The score of each, or of all.
            why: How they matched; a precise match on another name than the label is by alias.
            words: The typed words that were found.
        """
        wanted = self.admits(segment, names)
        if segment.has_readings:
            wanted &= segment.tables.arranged.roles[names] & AS_WRITTEN > 0
        tenths = np.rint(np.broadcast_to(np.asarray(points) * 10, len(names))[wanted])
        names = names[wanted]
        tenths = tenths.astype(np.int64)
        tenths[segment.tables.arranged.position[names] > 0] -= _ALIAS_TENTHS
        entries = segment.tables.arranged.name_entry[names]
        keys = (
            (1023 - tenths << _TENTHS)
            | entries.astype(np.int64) << 8
            | segment.tables.arranged.position[names]
        )
        keys[~np.isin(entries, self._near_here[segment])] |= _FAR
        for at in _distinct(keys, entries, self._limit):
            name, other = int(names[at]), bool(segment.tables.arranged.position[names[at]])
            match = Match(
                int(tenths[at]) / 10,
                "alias" if other and why != "part" else why,
                segment,
                int(entries[at]),
                segment.text(name),
                tuple(words),
            )
            self.keep(match)

    def ordered(self) -> list[Match]:
        """Return the best matches, best first, in an order that depends on nothing else."""

        def key(match: Match) -> tuple[float, bool, tuple[str, str]]:
            return -match.score, match.ref not in self._near, match.segment.order(match.entry)

        return nsmallest(self._limit, self._found.values(), key=key)


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
