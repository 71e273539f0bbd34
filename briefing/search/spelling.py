"""Matches by spelling: names whose words resemble those typed, in any order, some of them missing.

Names gain and lose words and change their order (Maruf, Taha), which a ratio over whole strings
punishes and a token-set ratio forgives too far. So each typed unit takes the unit of the name that
says most, none twice; what they say is added up (`evidence`), and each telling unit of the name
that nobody typed takes a little off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from briefing.search import scores
from briefing.search.evidence import STEEPNESS, Evidence, Meanings
from briefing.search.joining import joined_sound, least_joined
from briefing.search.matches import Best, Match
from briefing.search.naming import AS_READ
from briefing.search.postings import Floats, Ints
from briefing.search.segment import Segment
from briefing.search.units import units
from briefing.search.vocabulary import blend

_CANDIDATES: Final = 250
_LEFT_OVER: Final = 0.25  # nats taken off for a telling unit of the name that was not typed
_MOST_LEFT_OVER: Final = 3  # units: a body under its full registered name is still that body
_MORE_TYPED: Final = 0.95
_LETTERS: Final = 1.0  # points that the letters decide
_LEAST_WEIGHT: Final = 1e-6
_ALONE: Final = 3.0  # nats said by being all there is of a name: few names are one word
_MOST_TYPED: Final = 12
_MOST_SEAMS: Final = 50
_COMMON: Final = 20  # a meaning in more than one of so many names proposes none by itself
_LEAST_COMMON: Final = 2000


@dataclass(slots=True, eq=False)
class _Reading:
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


@dataclass(slots=True, eq=False)
class _Seams:
    """Where a typed unit is several neighbours of a name: rows are candidates."""

    names: Ints
    columns: Ints
    widths: Ints
    worth: Floats


def find_spelling(
    words: Sequence[str],
    evidence: Evidence,
    segments: Sequence[Segment],
    best: Best,
    *,
    unfinished: bool,
    least: float,
) -> None:
    """Names that resemble the query.

    Args:
        words: The folded words of the query.
        evidence: What weighs them.
        segments: Where to look.
        best: Takes what is found.
        unfinished: Whether more of the last word may still be typed.
        least: The lowest score that counts.
    """
    readings = list(_readings(words, evidence, unfinished=unfinished))
    weight = readings[0].weight
    typed = " ".join(words)
    for number, segment in enumerate(segments):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for reading in readings:
            for name, alike, taken in _search(reading, number, segment, evidence, best):
                if name not in found or alike > found[name][0]:
                    found[name] = (alike, taken)
        sizes = segment.tables.name_units.sizes()
        for name, alike in _sounding(readings[0].words, segment, best):
            if name not in found or alike > found[name][0]:
                found[name] = (alike, tuple(range(len(segment.tables.name_units.of_key(name)))))
        for name, (alike, taken) in found.items():
            said = alike * weight - evidence.doubt
            said += _ALONE if len(readings[0].words) == 1 == sizes[name] else 0.0
            score = scores.spelling(alike, said)
            if score >= least - _LETTERS:
                # Names that say as much are told apart by their letters and their order.
                written = segment.tables.arranged.name(name)
                score += _LETTERS * Indel.normalized_similarity(typed, written)
            score = round(score, 1)
            if score >= least:
                score -= scores.ALIAS_PENALTY if segment.tables.arranged.position[name] else 0.0
                entry = int(segment.tables.arranged.name_entry[name])
                text = segment.text(name)
                is_reading = bool(segment.tables.arranged.roles[name] == AS_READ)
                match = Match(score, "spelling", segment, entry, text, (), taken, is_reading)
                best.keep(match)


def _readings(words: Sequence[str], evidence: Evidence, *, unfinished: bool) -> Iterator[_Reading]:
    """Yield the query as typed, and with neighbours joined where the names know the joined word."""
    typed = units(words)[:_MOST_TYPED]
    texts = [unit.text for unit in typed]
    last = len(texts) - 1
    meanings = [
        evidence.of_word(text, unfinished=unfinished and at == last, alone=last == 0)
        for at, text in enumerate(texts)
    ]
    yield _Reading(texts, meanings)
    for first, end in _runs(len(texts)):
        joined = "".join(texts[first:end])
        meaning = evidence.of_joined(joined)
        if any(len(here.numbers) for here in meaning.by_segment):
            yield _Reading(
                [*texts[:first], joined, *texts[end:]],
                [*meanings[:first], meaning, *meanings[end:]],
            )


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield where neighbours that may be one word stand: each pair, then all together."""
    yield from ((first, first + 2) for first in range(count - 1))
    if count > 2:
        yield 0, count


def _sounding(words: Sequence[str], segment: Segment, best: Best) -> Iterator[tuple[int, float]]:
    """Yield the names that sound like the query when all is written as one word."""
    whole, count = "".join(words), len(words)
    names = segment.sounding(whole)[:_MOST_SEAMS]
    least = least_joined(whole)
    for name in names[best.admits(segment, names)].tolist():
        parts = _units_of(name, segment)
        likeness = blend(whole, "".join(parts))
        # Two words and two are compared one by one.
        if likeness >= least and not len(parts) == count == 2:
            yield name, likeness**STEEPNESS


def _search(
    reading: _Reading, number: int, segment: Segment, evidence: Evidence, best: Best
) -> Iterator[tuple[int, float, tuple[int, ...]]]:
    """Yield the most likely names of a segment, how likely each is, and its units recognised.

    How likely: the share of what the query could say that was met; for a query that says more than
    the name, the middle between that and the share of the name.
    """
    parted = {
        at: found
        for at, (word, meaning) in enumerate(zip(reading.words, reading.meanings, strict=True))
        if (found := _seams_of(word, meaning.weight, segment, evidence)) is not None
    }
    names = _candidates(reading, number, segment, parted, best)
    if not len(names):
        return
    units_of, sizes = segment.tables.name_units.of_keys(names)
    width = int(sizes.max())
    is_unit = np.arange(width) < sizes[:, None]
    table = np.full((len(names), width), len(segment.tables.vocabulary), np.int32)
    table[is_unit] = units_of
    worth, taken = _aligned(reading, number, segment, table, names, parted)
    worth -= _LEFT_OVER * np.minimum((~taken & ~segment.tables.is_light[table]).sum(axis=1), _MOST_LEFT_OVER)
    of_query = np.clip(worth / reading.weight, 0.0, 1.0)
    sayable = evidence.of_units(number, table).sum(axis=1)
    of_name = np.clip(worth / np.maximum(sayable, _LEAST_WEIGHT), 0.0, 1.0)
    alike = np.maximum(of_query, _MORE_TYPED * np.sqrt(of_query * of_name))
    for row in np.flatnonzero(alike).tolist():
        yield int(names[row]), float(alike[row]), tuple(np.flatnonzero(taken[row]).tolist())


def _candidates(
    reading: _Reading,
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
    reading: _Reading,
    number: int,
    segment: Segment,
    table: Ints,
    names: Ints,
    parted: dict[int, _Seams],
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Give each typed unit the unit of each name that says most and is still free.

    Args:
        reading: The typed units.
        number: The number of the segment.
        segment: Where the names are.
        table: The units of each name, a row each; empty places hold the size of the vocabulary.
        names: The names.
        parted: Where typed units are two units of a name.

    Returns:
        What speaks for each name, in nats, and which of its units were recognised.
    """
    rows = np.arange(len(table))
    worth = np.zeros(len(table), np.float32)
    taken = np.zeros(table.shape, np.bool_)
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
        for row, first, width in placed:
            if first == column[row]:
                taken[row, first : first + width] = True
    return worth, taken


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
    pairs, triples = seams.of_pairs(hashed)[:_MOST_SEAMS], seams.of_triples(hashed)[:_MOST_SEAMS]
    places = np.concatenate([pairs, triples])
    if not len(places):
        return None
    widths = np.repeat(np.array([2, 3], np.int32), [len(pairs), len(triples)])
    starts = segment.tables.name_units.starts
    names = (np.searchsorted(starts, places, side="right") - 1).astype(np.int32)
    columns = places - starts[names]
    worth = np.zeros(len(names), np.float32)
    least = least_joined(word)
    for row, (name, column) in enumerate(zip(names.tolist(), columns.tolist(), strict=True)):
        parts = _units_of(name, segment)[column : column + int(widths[row])]
        likeness = blend(word, "".join(parts))
        if likeness >= least:
            worth[row] = min(evidence.of_chance(len(names), likeness), most * likeness**STEEPNESS)
    return _Seams(names, columns, widths, worth)


def _units_of(name: int, segment: Segment) -> list[str]:
    """Return the units of a name."""
    words = segment.tables.vocabulary.words
    return [words[unit] for unit in segment.tables.name_units.of_key(name).tolist()]
