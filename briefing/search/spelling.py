"""Matches by spelling: names that resemble the query, its words in any order, some of them missing.

A query may be read in several ways: as typed, and with neighbours joined where the names know the
joined word. The best of them counts for each name (`aligning`). How likely such a name is the one
that was meant depends on two things: the share of what was typed that was met, and how much that
says at all. Two long rare words in common are a person; two short common ones are not, however like
they are.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from briefing.search import scores
from briefing.search.aligning import MOST_SEAMS, Reading, align
from briefing.search.evidence import STEEPNESS, Evidence
from briefing.search.joining import least_joined
from briefing.search.matches import Best, Match
from briefing.search.naming import AS_READ
from briefing.search.postings import Floats, Ints
from briefing.search.segment import Mask, Segment
from briefing.search.units import units
from briefing.search.vocabulary import resemblance

_MOST_TYPED: Final = 12
_LETTERS: Final = 1.5  # points that the letters decide
_DISORDER: Final = 0.5  # points for another order of the words
_DISORDER_READ: Final = 5.0
_READ: Final = 5.0  # points more that a name must score that was itself only guessed
_ALONE: Final = 3.0  # nats said by being all there is of a name: few names are one word

_STRETCH: Final = 0.6  # half of what a query could say is more than half a likeness to a reader
_NEEDED: Final = 5.0  # nats more than it takes to tell one name among all
_CHEAPER: Final = 0.053  # less likeness is needed for each nat more, and more for each nat less
_LEAST_NEEDED: Final = 60.0
_ODDS_NEEDED: Final = 68.0  # a son has all his brother's names but one


def find_spelling(
    words: Sequence[str],
    evidence: Evidence,
    segments: Sequence[Segment],
    best: Best,
    *,
    unfinished: bool,
    least: float,
    is_read: bool = False,
) -> None:
    """Names that resemble the query.

    Args:
        words: The folded words of the query, or of what it is read as.
        evidence: What weighs them.
        segments: Where to look.
        best: Takes what is found.
        unfinished: Whether more of the last word may still be typed.
        least: The lowest score that counts.
        is_read: Whether it was typed in another script, in which names have one order.
    """
    disorder = _DISORDER_READ if is_read else _DISORDER
    least += _READ * is_read
    readings = list(_readings(words, evidence, unfinished=unfinished))
    for number, segment in enumerate(segments):
        found = _Found(readings[0], segment, evidence.doubt, least, disorder)
        for reading in readings:
            if (aligned := align(reading, number, segment, evidence, best)) is not None:
                found.add(reading.weight, *aligned)
        found.add(readings[0].weight, *_sounding(readings[0].words, segment, best))
        found.keep(" ".join(words), best)


class _Found:
    """The best of each name in one segment.

    Args:
        query: The query as typed.
        segment: Where the names are.
        doubt: What must be said, in nats, to tell one name among all.
        least: The lowest score that counts.
        disorder: What another order of the words costs.
    """

    def __init__(
        self, query: Reading, segment: Segment, doubt: float, least: float, disorder: float
    ) -> None:
        self._is_one_word = len(query.words) == 1
        self._segment = segment
        self._sizes = segment.tables.name_units.sizes()
        self._doubt = doubt
        self._least = least
        self._disorder = disorder
        self._best: dict[int, tuple[float, Mask | None]] = {}

    def add(
        self,
        weight: float,
        names: Ints,
        alike: Floats,
        taken: Mask | None = None,
        shuffled: Mask | None = None,
        at_odds: Mask | None = None,
    ) -> None:
        """Take in names.

        Args:
            weight: What the query could say at most, as it is read: words that are joined, less.
            names: Their numbers.
            alike: How like the query each is.
            taken: Which of its units are; None for all.
            shuffled: Which have them in another order; None for none.
            at_odds: Which have another telling word in the place of one; None for none.
        """
        said = alike * weight - self._doubt
        if self._is_one_word:
            said = said + _ALONE * (self._sizes[names] == 1)
        points = _points(alike, said, at_odds)
        if shuffled is not None:
            points -= self._disorder * shuffled
        for row in np.flatnonzero(points >= self._least - _LETTERS).tolist():
            name = int(names[row])
            held = self._best.get(name)
            if held is None or points[row] > held[0]:
                self._best[name] = float(points[row]), None if taken is None else taken[row]

    def keep(self, typed: str, best: Best) -> None:
        """Hand on the names that score enough."""
        arranged = self._segment.tables.arranged
        self._leave_out_the_rest(best.limit)
        written = list(map(arranged.name, self._best))
        # Names that say as much are told apart by their letters and their order.
        letters = cdist([typed], written, scorer=Indel.normalized_similarity)[0].tolist()
        for (name, (points, taken)), alike in zip(self._best.items(), letters, strict=True):
            score = round(points + _LETTERS * alike, 1)
            if score < self._least:
                continue
            score -= scores.ALIAS_PENALTY if arranged.position[name] else 0.0
            match = Match(
                score,
                "spelling",
                self._segment,
                int(arranged.name_entry[name]),
                self._segment.text(name),
                units=taken,
                is_reading=bool(arranged.roles[name] == AS_READ),
            )
            best.keep(match)

    def _leave_out_the_rest(self, limit: int) -> None:
        """Leave out names that so many other entries stand above whatever their letters."""
        owners = self._segment.tables.arranged.name_entry
        ranked = sorted(self._best.items(), key=lambda item: -item[1][0])
        entries: set[int] = set()
        least = 0.0
        for name, (points, _) in ranked:
            entries.add(int(owners[name]))
            if len(entries) == limit:
                least = points - _LETTERS - scores.ALIAS_PENALTY - 0.1
                break
        self._best = {name: held for name, held in ranked if held[0] >= least}


def _points(alike: Floats, said: Floats, at_odds: Mask | None) -> Floats:
    """Return what names score, before their letters are looked at.

    The likeness it takes to be likely the one (`scores.LIKELY`) was measured on 8,000 spellings of
    sanctioned names and 500 names of people who are not among 160,000: it is less, the more was
    said.

    Args:
        alike: How much of what the query could say was met, 0 to 1.
        said: How much that is, in nats, beyond what it takes to tell one name among all.
        at_odds: Which have another word in the place of one; None for none.
    """
    found = scores.SPELLING * alike**_STRETCH
    least = _LEAST_NEEDED if at_odds is None else np.where(at_odds, _ODDS_NEEDED, _LEAST_NEEDED)
    needed = np.maximum(scores.LIKELY * np.exp(-_CHEAPER * (said - _NEEDED)), least)
    below = (scores.LIKELY - scores.LEAST) / (needed - scores.LEAST)
    above = (scores.SPELLING - scores.LIKELY) / np.maximum(scores.SPELLING - needed, 1.0)
    points: Floats = np.where(
        found < needed,
        scores.LEAST + (found - scores.LEAST) * np.where(found > scores.LEAST, below, 1.0),
        scores.LIKELY + (found - needed) * above,
    )
    return points


def _readings(words: Sequence[str], evidence: Evidence, *, unfinished: bool) -> Iterator[Reading]:
    """Yield the query as typed, and with neighbours joined where the names know the joined word."""
    typed = units(words)[:_MOST_TYPED]
    texts = [unit.text for unit in typed]
    last = len(texts) - 1
    meanings = [
        evidence.of_word(text, unfinished=unfinished and at == last, alone=last == 0)
        for at, text in enumerate(texts)
    ]
    yield Reading(texts, meanings)
    for first, end in _runs(len(texts)):
        joined = "".join(texts[first:end])
        meaning = evidence.of_joined(joined)
        if any(len(here.numbers) for here in meaning.by_segment):
            yield Reading(
                [*texts[:first], joined, *texts[end:]],
                [*meanings[:first], meaning, *meanings[end:]],
            )


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield where neighbours that may be one word stand: each pair, then all together."""
    yield from ((first, first + 2) for first in range(count - 1))
    if count > 2:
        yield 0, count


def _sounding(words: Sequence[str], segment: Segment, best: Best) -> tuple[Ints, Floats]:
    """Return the names that sound like the query when all is written as one word."""
    whole, count = "".join(words), len(words)
    names = segment.sounding(whole)[:MOST_SEAMS]
    names = names[best.admits(segment, names)]
    parts = [segment.units(name) for name in names.tolist()]
    likeness = resemblance(whole, list(map("".join, parts)))
    kept = likeness >= least_joined(whole)
    # Two words and two are compared one by one.
    kept &= np.array([not len(part) == count == 2 for part in parts], np.bool_)
    return names[kept], likeness[kept] ** STEEPNESS
