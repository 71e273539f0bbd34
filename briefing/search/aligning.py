"""Which names speak for a query: each typed unit takes the unit of a name that says most.

Names gain and lose words and change their order (Maruf, Taha), which a ratio over whole strings
punishes and a token-set ratio forgives too far. So each typed unit takes its best counterpart, none
twice; what they say is added up (`evidence`), and each telling unit of the name that nobody typed
takes a little off, up to a point: a body under its full registered name is still that body.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from briefing.search.evidence import STEEPNESS, Evidence, Meanings
from briefing.search.joining import joined_sound, least_joined
from briefing.search.lexicon import LIGHT
from briefing.search.matches import Best
from briefing.search.postings import Floats, Ints
from briefing.search.segment import Mask, Segment
from briefing.search.vocabulary import resemblance

MOST_SEAMS: Final = 50
"""Names that sound alike when joined, of which no more are compared."""

_CANDIDATES: Final = 250
_LEFT_OVER: Final = 0.25  # nats taken off for a telling unit of the name that was not typed
_MOST_LEFT_OVER: Final = 3
_MORE_TYPED: Final = 0.95
_LEAST_WEIGHT: Final = 1e-6
_COMMON: Final = 20  # a meaning in more than one of so many names proposes none by itself
_LEAST_COMMON: Final = 2000


@dataclass(slots=True, eq=False)
class Reading:
    """One way to take what was typed: its units, and what each may stand for."""

    words: list[str]
    meanings: list[Meanings]

    @property
    def weight(self) -> float:
        """What the units could say at most."""
        return max(sum(meaning.weight for meaning in self.meanings), _LEAST_WEIGHT)

    @property
    def order(self) -> list[int]:
        """The units, those that say most first: they are surer of their counterpart."""
        weights = [meaning.weight for meaning in self.meanings]
        return sorted(range(len(weights)), key=lambda at: (-weights[at], at))


class Aligned(NamedTuple):
    """Names that may be meant: a row each.

    Attributes:
        names: Their numbers.
        alike: The share of what the query could say that was met; for a query that says more than
            the name, the middle between that and the share of the name.
        taken: Which of their units were recognised.
        shuffled: Whether these stand in another order, the surname before or behind set aside.
        at_odds: Whether a telling word was typed that is not there, and one is that was not typed:
            one is not left out, but another.
    """

    names: Ints
    alike: Floats
    taken: Mask
    shuffled: Mask
    at_odds: Mask


@dataclass(slots=True, eq=False)
class _Seams:
    """Where a typed unit is several neighbours of a name: rows are candidates."""

    names: Ints
    columns: Ints
    widths: Ints
    worth: Floats


def align(
    reading: Reading, number: int, segment: Segment, evidence: Evidence, best: Best
) -> Aligned | None:
    """Return the names of a segment for which most speaks; None where nothing does.

    Args:
        reading: The typed units.
        number: The number of the segment.
        segment: Where to look.
        evidence: What weighs the units of names.
        best: Says which names may be found.
    """
    parted = {
        at: found
        for at, (word, meaning) in enumerate(zip(reading.words, reading.meanings, strict=True))
        if (found := _seams_of(word, meaning.weight, segment, evidence)) is not None
    }
    names = _candidates(reading, number, segment, parted, best)
    if not len(names):
        return None
    units_of, sizes = segment.tables.name_units.of_keys(names)
    width = int(sizes.max())
    is_unit = np.arange(width) < sizes[:, None]
    table = np.full((len(names), width), len(segment.tables.vocabulary), np.int32)
    table[is_unit] = units_of
    worth, taken, columns = _aligned(reading, number, segment, table, names, parted)
    left_over = (~taken & ~segment.tables.is_light[table]).sum(axis=1)
    worth -= _LEFT_OVER * np.minimum(left_over, _MOST_LEFT_OVER)
    of_query = np.clip(worth / reading.weight, 0.0, 1.0)
    sayable = evidence.of_units(number, table).sum(axis=1)
    of_name = np.clip(worth / np.maximum(sayable, _LEAST_WEIGHT), 0.0, 1.0)
    alike = np.maximum(of_query, _MORE_TYPED * np.sqrt(of_query * of_name))
    telling = np.array([word not in LIGHT and len(word) > 1 for word in reading.words], np.bool_)
    at_odds = (columns[:, telling] < 0).any(axis=1) & (left_over > 0)
    return Aligned(names, alike, taken, _shuffled(columns), at_odds)


def _candidates(
    reading: Reading,
    number: int,
    segment: Segment,
    parted: dict[int, _Seams],
    best: Best,
) -> Ints:
    """Return the names for which most speaks, as far as single words tell."""
    total = np.zeros(len(segment.alive), np.float32)
    touched: list[Ints] = []
    most = max(_LEAST_COMMON, len(segment.alive) // _COMMON)
    for at, meanings in enumerate(reading.meanings):
        meaning = meanings.by_segment[number]
        sizes = segment.frequency[meaning.numbers]
        # The best meanings stand last; those before them are kept while there is room.
        kept = np.flatnonzero(np.cumsum(sizes[::-1])[::-1] - sizes <= most)
        names, counts = segment.tables.unit_names.of_keys(meaning.numbers[kept])
        worth = np.repeat(meaning.worth[kept], counts)
        if at in parted:
            names = np.concatenate([names, parted[at].names])
            worth = np.concatenate([worth, parted[at].worth])
        gained = np.zeros(len(total), np.float32)
        gained[names] = worth
        total[names] += gained[names]
        touched.append(names)
    names = np.concatenate(touched)
    names = names[best.admits(segment, names)]
    spare = _CANDIDATES * (len(touched) + 1)
    if len(names) > spare:
        names = names[np.argpartition(-total[names], spare)[:spare]]
    names = np.unique(names)
    if len(names) > _CANDIDATES:
        names = names[np.argpartition(-total[names], _CANDIDATES)[:_CANDIDATES]]
    return names


def _aligned(
    reading: Reading,
    number: int,
    segment: Segment,
    table: Ints,
    names: Ints,
    parted: dict[int, _Seams],
) -> tuple[Floats, Mask, Ints]:
    """Give each typed unit the unit of each name that says most and is still free.

    Args:
        reading: The typed units.
        number: The number of the segment.
        segment: Where the names are.
        table: The units of each name, a row each; empty places hold the size of the vocabulary.
        names: The names.
        parted: Where typed units are several units of a name.

    Returns:
        What speaks for each name, in nats, which of its units were recognised, and for each typed
        unit in which column; -1 for none.
    """
    rows = np.arange(len(table))
    worth = np.zeros(len(table), np.float32)
    taken = np.zeros(table.shape, np.bool_)
    columns = np.full((len(table), len(reading.words)), -1, np.int32)
    said = np.zeros(len(segment.tables.vocabulary) + 1, np.float32)
    for at in reading.order:
        meaning = reading.meanings[at].by_segment[number]
        said[meaning.numbers] = meaning.worth
        here = said[table]
        said[meaning.numbers] = 0
        placed = _place(parted.get(at), names, here)
        here[taken] = 0
        column = here.argmax(axis=1)
        gained = here[rows, column]
        worth += gained
        taken[rows, column] |= gained > 0
        columns[gained > 0, at] = column[gained > 0]
        for row, first, width in placed:
            if first == column[row]:
                taken[row, first : first + width] = True
    return worth, taken, columns


def _shuffled(columns: Ints) -> Mask:
    """Return which rows do not rise but for one place where they begin anew."""
    high = np.maximum.accumulate(columns, axis=1)  # what was not met takes no part
    filled = np.where(columns < 0, high, columns)
    falls = ((filled[:, 1:] < filled[:, :-1]) & (filled[:, :-1] >= 0)).sum(axis=1)
    first = np.take_along_axis(columns, (columns >= 0).argmax(axis=1)[:, None], axis=1)[:, 0]
    shuffled: Mask = falls > (filled[:, -1] < first)
    return shuffled


def _place(found: _Seams | None, names: Ints, here: Floats) -> list[tuple[int, int, int]]:
    """Write what seams say into the table; return where: the row, the column and how many."""
    if found is None:
        return []
    order = np.argsort(names)
    at = np.minimum(np.searchsorted(names[order], found.names), len(names) - 1)
    rows = order[at]
    kept = names[rows] == found.names
    placed: list[tuple[int, int, int]] = []
    seams = zip(rows[kept], found.columns[kept], found.widths[kept], found.worth[kept], strict=True)
    for row, column, width, worth in seams:
        if worth > here[row, column]:
            here[row, column] = worth
            placed.append((int(row), int(column), int(width)))
    return placed


def _seams_of(word: str, most: float, segment: Segment, evidence: Evidence) -> _Seams | None:
    """Return where neighbours of a name, joined, are what was typed as one.

    Args:
        word: A typed unit.
        most: What it could say at most.
        segment: Where to look.
        evidence: What weighs it.
    """
    hashed = joined_sound(word)
    if not hashed:
        return None
    seams = segment.tables.seams
    pairs, triples = seams.of_pairs(hashed)[:MOST_SEAMS], seams.of_triples(hashed)[:MOST_SEAMS]
    places = np.concatenate([pairs, triples])
    if not len(places):
        return None
    widths = np.repeat(np.array([2, 3], np.int32), [len(pairs), len(triples)])
    starts = segment.tables.name_units.starts
    names = (np.searchsorted(starts, places, side="right") - 1).astype(np.int32)
    columns = places - starts[names]
    worth = np.zeros(len(names), np.float32)
    least = least_joined(word)
    ends = (columns + widths).tolist()
    joined = [
        "".join(segment.units(name)[column:end])
        for name, column, end in zip(names.tolist(), columns.tolist(), ends, strict=True)
    ]
    for row, likeness in enumerate(resemblance(word, joined).tolist()):
        if likeness >= least:
            worth[row] = min(evidence.of_chance(len(names), likeness), most * likeness**STEEPNESS)
    return _Seams(names, columns, widths, worth)
