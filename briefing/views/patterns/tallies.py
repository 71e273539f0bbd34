"""Counts and figures of many cells at once, each as if its events were added up by themselves.

What certainly happened, what possibly did within the stretch of time, and what is disputed,
retracted, claimed or unverified is kept apart, as `views.tolls` does. The figures of a cell equal
those that `tolls` has for its events: it adds up operations with their parts, all else is a sum.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.model.terms import UNSURE_STATUSES
from briefing.views.patterns.columns import Columns, Placed
from briefing.views.patterns.stretches import Numbers, Within
from briefing.views.tolls import ONLY_POSSIBLY, Sum, said, sum_of

EVENTS: Final = "events"
"""The measure that counts events; all others are outcomes."""

CLASSES: Final = ("", ONLY_POSSIBLY, *UNSURE_STATUSES)
"""What is added up apart: certain, possible, and what is unsure by its status."""

_SURE, _POSSIBLE = 0, 1


class Count(NamedTuple):
    """How many events.

    Attributes:
        certain: Those certainly there.
        possible: Those only possibly there.
        apart: Those whose status is unsure, by status.
    """

    certain: int
    possible: int
    apart: Mapping[str, int]


class Toll(NamedTuple):
    """The casualties of events with one outcome.

    Attributes:
        certain: The sum for events certainly there; None if none of these has such a figure.
        possible: That for events only possibly there.
        apart: That for events whose status is unsure, by status.
    """

    certain: Sum | None
    possible: Sum | None
    apart: Mapping[str, Sum]


@dataclass(frozen=True)
class Tally:
    """Events in cells, to be counted.

    Attributes:
        columns: The events.
        placed: Where they are.
    """

    columns: Columns
    placed: Placed

    @cached_property
    def _statuses(self) -> Numbers:
        """The class of each by its status, 0 for sure."""
        unsure = self.columns.unsure[self.placed.owners].astype(np.int64)
        return np.where(unsure > 0, unsure + _POSSIBLE, _SURE)

    def _bins(self, least: Within) -> Numbers:
        """The class and cell of each as one number, being certain from some `Within`."""
        is_possible = (self._statuses == _SURE) & (self.placed.codes < least)
        return np.where(is_possible, _POSSIBLE, self._statuses) * self.placed.size + (
            self.placed.cells
        )

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many events of each class are in each cell."""
        size = len(CLASSES) * self.placed.size
        found = np.bincount(self._bins(Within.PARTLY), minlength=size)
        return found.reshape(len(CLASSES), self.placed.size)

    @cached_property
    def _sums(self) -> dict[str, NDArray[np.float64]]:
        return {}

    @cached_property
    def _together(self) -> dict[str, Mapping[int, Sequence[int]]]:
        return {}

    def count(self, cell: int) -> Count:
        """How many events are in a cell."""
        certain, possible, *unsure = self.counts[:, cell].tolist()
        apart = zip(UNSURE_STATUSES, unsure, strict=True)
        return Count(certain, possible, {status: each for status, each in apart if each})

    def toll(self, outcome: str, cell: int) -> Toll:
        """The figures in a cell."""
        sums = [self._sum(outcome, number, cell) for number in range(len(CLASSES))]
        unsure = zip(UNSURE_STATUSES, sums[2:], strict=True)
        apart = {status: each for status, each in unsure if each is not None}
        return Toll(sums[_SURE], sums[_POSSIBLE], apart)

    def certain(self, measure: str) -> NDArray[np.float64]:
        """For each cell the events that are certain, or the fewest casualties."""
        if measure == EVENTS:
            counts: NDArray[np.float64] = self.counts[_SURE].astype(np.float64)
            return counts
        return self._figures(measure, 0, lambda found: found.low)

    def best(self, measure: str) -> NDArray[np.float64]:
        """For each cell what it is compared by: the events, or the best figure."""
        if measure == EVENTS:
            counts: NDArray[np.float64] = self.counts[[_SURE, _POSSIBLE]].astype(np.float64)
            both: NDArray[np.float64] = counts[0] + counts[1] / (1 + len(self.columns))
            return both
        return self._figures(measure, 1, lambda found: found.best or 0)

    def _figures(self, outcome: str, at: int, get: Callable[[Sum], int]) -> NDArray[np.float64]:
        """One figure of each cell, of events certainly there."""
        self._add_up(outcome)
        found: NDArray[np.float64] = self._sums[outcome][at, : self.placed.size].copy()
        for cell in self._together[outcome]:
            if cell < self.placed.size and (figure := self._sum(outcome, _SURE, cell)):
                found[cell] = get(figure)
        return found

    def refs(self, cell: int) -> Mapping[str, Sequence[str]]:
        """The events in a cell by date: "" for those certain, and what is apart by its class."""
        places = np.flatnonzero(self.placed.cells == cell)
        places = places[np.argsort(self.columns.ranks[self.placed.owners[places]], kind="stable")]
        classes = self._bins(Within.PARTLY)[places] // self.placed.size
        refs = self.columns.refs
        return {
            name: [refs[owner] for owner in self.placed.owners[places[classes == number]].tolist()]
            for number, name in enumerate(CLASSES)
            if np.any(classes == number)
        }

    def _sum(self, outcome: str, number: int, cell: int) -> Sum | None:
        self._add_up(outcome)
        place = number * self.placed.size + cell
        owners = self._together[outcome].get(place)
        if owners is None and not self._sums[outcome][3, place]:
            return None
        low, best, high, rows, known, is_open, no_high, unknown = map(
            int, self._sums[outcome][:, place]
        )
        plain = Sum(
            low, best if known else None, None if no_high else high, bool(is_open), rows, unknown
        )
        if owners is None:
            return plain
        refs = [self.columns.refs[each] for each in owners]
        found = sum_of(self.columns.book, refs, outcome)
        return found.plus(plain) if rows else found

    def _add_up(self, outcome: str) -> None:
        """Add up what can be added, and gather what `tolls` has to add up."""
        if outcome in self._sums:
            return
        figures = self.columns.figures(outcome)
        owners = self.placed.owners
        has_rows = figures.sums[owners, 3] > 0
        is_plain = has_rows & figures.is_alone[owners]
        bins = self._bins(Within.WHOLLY)
        size = len(CLASSES) * self.placed.size
        weights = figures.sums[owners[is_plain]].T
        plain = bins[is_plain]
        self._sums[outcome] = np.array(
            [np.bincount(plain, weights=each, minlength=size) for each in weights]
        )
        gathered: dict[int, list[int]] = defaultdict(list)
        is_other = has_rows & ~figures.is_alone[owners]
        for place, owner in zip(bins[is_other].tolist(), owners[is_other].tolist(), strict=True):
            gathered[place].append(owner)
        self._together[outcome] = gathered


def count_words(count: Count) -> str:
    """A count for a reader: "3 + 2 possibly; not counted: 1 disputed"."""
    possibly = f"{count.possible:,} possibly" if count.possible else ""
    words = " + ".join(
        filter(None, (f"{count.certain:,}" if count.certain or not possibly else "", possibly))
    )
    return _with_apart(words, {why: f"{each:,}" for why, each in count.apart.items()})


def toll_words(toll: Toll) -> str:
    """Figures for a reader: "at least 91 + 20 possibly; not counted: 5 disputed"."""
    certain, possible = (_sum_words(each) for each in (toll.certain, toll.possible))
    words = " + ".join(filter(None, (certain, f"{possible} possibly" if possible else "")))
    return _with_apart(
        words or "no figures", {why: _sum_words(each) for why, each in toll.apart.items()}
    )


def _sum_words(figure: Sum | None) -> str:
    if figure is None:
        return ""
    more = f" and {figure.unknown:,} unknown" if figure.unknown and figure.best is not None else ""
    return f"{said(figure)}{more}"


def _with_apart(words: str, apart: Mapping[str, str]) -> str:
    if not apart:
        return words
    return f"{words}; not counted: {', '.join(f'{each} {why}' for why, each in apart.items())}"
