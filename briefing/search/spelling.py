"""Matches by spelling: names that resemble the query, in any word order, some words missing.

Evidence. That two words are alike says nothing in itself; what counts is how rarely that happens by
chance. After Fellegi and Sunter, "A Theory for Record Linkage" (1969), an agreement is worth the
logarithm of how seldom it occurs between unrelated names. Here this is counted, not assumed: if k
of n names contain a word at least this similar to the typed one, the agreement is worth log(n / k).
So Hirofumi says much and Muhammad little, and a likeness of 0.7 says much for a long word and
nothing for a short one, without a rule for either. The worth is reduced by the likeness itself,
because a similar word may still be another word.

Alignment. Names gain and lose words and change their order (Maruf, Taha), which a ratio over whole
strings punishes and a token-set ratio forgives too easily. Instead each typed unit takes its best
counterpart in the name, and no counterpart is taken twice. Their evidence is added up, and each
significant unit of the name that was not typed takes off a little, up to a limit: an organisation
under its full registered name is still that organisation.

Score. A query is interpreted as typed, and with neighbouring words joined where a name has the
joined word; the best interpretation counts. The score depends on the share of the query that was
met, and on how much that says at all: two long rare words in common identify a person, two short
common ones do not, however similar they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from briefing.search.entries import Score
from briefing.search.matching import Best, Match
from briefing.search.postings import Flags, Floats, Ints
from briefing.search.tables import AS_READ, Segment
from briefing.search.vocabulary import LEAST_LIKE, Vocabulary, resemblance
from briefing.search.words.lexicon import LIGHT
from briefing.search.words.sounds import joined_sound, least_joined
from briefing.search.words.units import units

STEEPNESS: Final = 1.5
LIGHT_SHARE: Final = 0.2
ELSEWHERE: Final = 10_000
"""Imagined names outside the briefing: in a briefing of ten names, a word in three of them need not
be common, and a word in none of them may well be."""

# Measured on 150,000 names of people and organisations: the share that contains a word at least
# this similar to a given one. It is a fortieth for four letters and the lowest likeness that
# counts, e^11 times less per unit of likeness, and a quarter less per additional letter.
_MET_BY_CHANCE: Final = 0.025
_FEWER_FOR_LIKENESS: Final = 11.0
_FEWER_FOR_LETTERS: Final = 0.3
_SHORT: Final = 4

_SURE: Final = 0.75
_MOST_REMEMBERED: Final = 500


Likely: TypeAlias = tuple[Ints, Floats]
"""Numbers of words, and how likely each is meant, 0 to 1."""


class Counterparts(NamedTuple):
    """The words of one segment that a typed word may mean.

    Attributes:
        numbers: The words.
        worth: The evidence of meeting each of them, in nats, ascending.
    """

    numbers: Ints
    worth: Floats


class Meanings(NamedTuple):
    """What a typed word may mean.

    Attributes:
        weight: The most evidence it could give, in nats.
        by_segment: Its counterparts, in the order of the segments.
    """

    weight: float
    by_segment: Sequence[Counterparts]


def rarity(found: int, names: int) -> float:
    """How much it says that two names share a unit which so many of all names have, in nats."""
    return float(np.log((names + 1) / (found + 1)))


class Evidence:
    """Weighs words against the names of some segments, and caches the results.

    Args:
        segments: Where the names are.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        here = sum(int(segment.alive.sum()) for segment in segments)
        self._names = here + ELSEWHERE
        self._totals = _totals(segments)
        self._known: dict[tuple[object, ...], Meanings] = {}

    def of_word(self, word: str, *, unfinished: bool = False, alone: bool = False) -> Meanings:
        """Return what a unit may mean.

        Args:
            word: A folded unit.
            unfinished: Whether more of it may still be typed.
            alone: Whether no other word is typed that could support a faint likeness.
        """

        def likely(vocabulary: Vocabulary) -> Likely:
            return vocabulary.meanings(word, unfinished=unfinished, alone=alone)

        return self._remembered((word, unfinished, alone), likely)

    def of_joined(self, word: str) -> Meanings:
        """Return the single words that several typed words, joined, may mean."""

        def likely(vocabulary: Vocabulary) -> Likely:
            numbers = vocabulary.sounding(word)
            likely = resemblance(word, [vocabulary.words[at] for at in numbers.tolist()])
            kept = likely >= least_joined(word)
            return numbers[kept], likely[kept]

        return self._remembered((word, "joined"), likely)

    @property
    def doubt(self) -> float:
        """The evidence it takes to identify one name among all, in nats."""
        return float(np.log(self._names + 1))

    def rarity(self, word: str) -> float:
        """Return how much it says that two names share a unit, in nats."""
        found = 0
        for segment in self._segments:
            number = segment.tables.vocabulary.number(word)
            found += int(segment.frequency[number]) if number >= 0 else 0
        return rarity(found, self._names)

    def of_units(self, number: int, units: Ints) -> Floats:
        """Return the evidence of meeting units of names exactly, in nats.

        Args:
            number: The number of their segment.
            units: Numbers of words in an array of any shape; the size of the vocabulary means none.
        """
        light = self._segments[number].tables.is_light[units]
        rarity = np.log((self._names + 1) / (self._totals[number][units] + 1)).astype(np.float32)
        return np.where(light, rarity * np.float32(LIGHT_SHARE), rarity)

    def of_chance(self, names: int, likeness: float) -> float:
        """Return what an agreement is worth that so many names would show."""
        worth: float = np.log((self._names + 1) / (names + 1)) * likeness**STEEPNESS
        return worth

    def _remembered(
        self, key: tuple[str, *tuple[object, ...]], likely: Callable[[Vocabulary], Likely]
    ) -> Meanings:
        """Weigh the word that begins the key; most are still known at the next key press."""
        if key not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            words = [likely(segment.tables.vocabulary) for segment in self._segments]
            self._known[key] = self._weigh(key[0], words)
        return self._known[key]

    def _weigh(self, word: str, likely: Sequence[Likely]) -> Meanings:
        """Turn likenesses into evidence, counted over all segments."""
        share = LIGHT_SHARE if len(word) == 1 or word in LIGHT else 1.0
        frequencies = [
            segment.frequency[numbers]
            for segment, (numbers, _) in zip(self._segments, likely, strict=True)
        ]
        frequency = np.concatenate(frequencies)
        likeness = np.concatenate([alike for _, alike in likely])
        order = np.argsort(-likeness, kind="stable")
        ranked = likeness[order]
        counted = np.cumsum(frequency[order]) + ELSEWHERE * _by_chance(word, ranked)
        # Equally similar words share one count: chance may meet either of them.
        ends = np.searchsorted(-ranked, -ranked, side="right") - 1
        rarity = np.log((self._names + 1) / (counted[ends] + 1))
        weight = np.log(self._names + 1.0)
        if len(ranked) and ranked[0] >= _SURE:
            weight = float(rarity[: np.searchsorted(-ranked, -_SURE, side="right")].max())
        worth = np.empty(len(order), np.float32)
        worth[order] = rarity * ranked.astype(np.float64) ** STEEPNESS
        worth *= share
        by_segment: list[Counterparts] = []
        for at, (segment, (numbers, _)) in enumerate(zip(self._segments, likely, strict=True)):
            here, worth = worth[: len(numbers)], worth[len(numbers) :]
            if share == 1:  # a word that says little is not reduced twice
                light = segment.tables.is_light[numbers]
                here = np.where(light, here * np.float32(LIGHT_SHARE), here)
            kept = np.flatnonzero((here > 0) & (frequencies[at] > 0))
            kept = kept[np.argsort(here[kept], kind="stable")]
            by_segment.append(Counterparts(numbers[kept], here[kept]))
        return Meanings(share * weight, by_segment)


def _by_chance(word: str, likeness: Floats) -> npt.NDArray[np.float64]:
    """Return the share of names elsewhere that contain a word at least this similar."""
    letters = max(len(word) - _SHORT, 0)
    fewer = _FEWER_FOR_LIKENESS * (likeness - LEAST_LIKE) + _FEWER_FOR_LETTERS * letters
    share: npt.NDArray[np.float64] = _MET_BY_CHANCE * np.exp(-fewer.astype(np.float64))
    return share


def _totals(segments: Sequence[Segment]) -> list[Ints]:
    """Return how many names of all segments contain each word; all of them for “no word”."""
    names = sum(len(segment.alive) for segment in segments)
    totals = [np.append(segment.frequency, np.int32(names)) for segment in segments]
    for at, segment in enumerate(segments):
        for other in segments[at + 1 :]:
            for number, word in enumerate(other.tables.vocabulary.words):
                place = segment.tables.vocabulary.number(word)
                if place >= 0:
                    totals[at][place] += other.frequency[number]
                    totals[at + 1][number] += segment.frequency[place]
    return totals


MOST_SEAMS: Final = 50
"""How many names that sound alike when joined are compared."""

_CANDIDATES: Final = 250
_LEFT_OVER: Final = 0.25  # nats deducted for a significant unit of the name that was not typed
_MOST_LEFT_OVER: Final = 3
_MORE_TYPED: Final = 0.95
_LEAST_WEIGHT: Final = 1e-6
_COMMON: Final = 20  # a word in more than one of so many names proposes none by itself
_LEAST_COMMON: Final = 2000


@dataclass(slots=True, eq=False)
class Interpretation:
    """One way to interpret a query: its units, and what each may mean."""

    words: list[str]
    meanings: list[Meanings]

    @property
    def weight(self) -> float:
        """The most evidence the units could give."""
        return max(sum(meaning.weight for meaning in self.meanings), _LEAST_WEIGHT)

    @property
    def order(self) -> list[int]:
        """The units, those with most evidence first, because their counterparts are surer."""
        weights = [meaning.weight for meaning in self.meanings]
        return sorted(range(len(weights)), key=lambda at: (-weights[at], at))


class Aligned(NamedTuple):
    """Names that may be meant, one per row.

    Attributes:
        names: Their numbers.
        alike: The share of the query's evidence that was met; for a query that says more than the
            name, the geometric mean of that and the share of the name.
        taken: Which of their units were recognised.
        shuffled: Whether these are in another order, apart from a surname moved to either end.
        at_odds: Whether a significant typed word is missing in the name and the name has one that
            was not typed: the word is not left out, but replaced.
    """

    names: Ints
    alike: Floats
    taken: Flags
    shuffled: Flags
    at_odds: Flags


@dataclass(slots=True, eq=False)
class _JoinedUnits:
    """Where a typed unit is several neighbouring units of a name, one candidate per row."""

    names: Ints
    columns: Ints
    widths: Ints
    worth: Floats


def _align(
    interpretation: Interpretation, number: int, segment: Segment, evidence: Evidence, best: Best
) -> Aligned | None:
    """Return the names of a segment, which has this number, with most evidence."""
    typed = zip(interpretation.words, interpretation.meanings, strict=True)
    seams = {
        at: found
        for at, (word, meaning) in enumerate(typed)
        if (found := _seams_of(word, meaning.weight, segment, evidence)) is not None
    }
    names = _candidates(interpretation, number, segment, seams, best)
    if not len(names):
        return None
    units_of, sizes = segment.tables.name_units.of_keys(names)
    width = int(sizes.max())
    is_unit = np.arange(width) < sizes[:, None]
    table = np.full((len(names), width), len(segment.tables.vocabulary), np.int32)
    table[is_unit] = units_of
    worth, taken, columns = _aligned(interpretation, number, segment, table, names, seams)
    left_over = (~taken & ~segment.tables.is_light[table]).sum(axis=1)
    worth -= _LEFT_OVER * np.minimum(left_over, _MOST_LEFT_OVER)
    of_query = np.clip(worth / interpretation.weight, 0.0, 1.0)
    sayable = evidence.of_units(number, table).sum(axis=1)
    of_name = np.clip(worth / np.maximum(sayable, _LEAST_WEIGHT), 0.0, 1.0)
    alike = np.maximum(of_query, _MORE_TYPED * np.sqrt(of_query * of_name))
    words = interpretation.words
    telling = np.array([word not in LIGHT and len(word) > 1 for word in words], np.bool_)
    at_odds = (columns[:, telling] < 0).any(axis=1) & (left_over > 0)
    return Aligned(names, alike, taken, _shuffled(columns), at_odds)


def _candidates(
    interpretation: Interpretation,
    number: int,
    segment: Segment,
    seams: dict[int, _JoinedUnits],
    best: Best,
) -> Ints:
    """Return the names with most evidence from single words."""
    total = np.zeros(len(segment.alive), np.float32)
    touched: list[Ints] = []
    most = max(_LEAST_COMMON, len(segment.alive) // _COMMON)
    for at, meanings in enumerate(interpretation.meanings):
        meaning = meanings.by_segment[number]
        sizes = segment.frequency[meaning.numbers]
        # The best counterparts are last; those before them are kept while there is room.
        kept = np.flatnonzero(np.cumsum(sizes[::-1])[::-1] - sizes <= most)
        names, counts = segment.tables.unit_names.of_keys(meaning.numbers[kept])
        worth = np.repeat(meaning.worth[kept], counts)
        if at in seams:
            names = np.concatenate([names, seams[at].names])
            worth = np.concatenate([worth, seams[at].worth])
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
    interpretation: Interpretation,
    number: int,
    segment: Segment,
    table: Ints,
    names: Ints,
    seams: dict[int, _JoinedUnits],
) -> tuple[Floats, Flags, Ints]:
    """Give each typed unit the free unit of each name with most evidence.

    `table` has the units of each name, one row each; empty cells hold the size of the vocabulary.

    Returns:
        The evidence for each name in nats, which of its units were recognised, and for each typed
        unit its column; -1 for none.
    """
    rows = np.arange(len(table))
    worth = np.zeros(len(table), np.float32)
    taken = np.zeros(table.shape, np.bool_)
    columns = np.full((len(table), len(interpretation.words)), -1, np.int32)
    said = np.zeros(len(segment.tables.vocabulary) + 1, np.float32)
    for at in interpretation.order:
        meaning = interpretation.meanings[at].by_segment[number]
        said[meaning.numbers] = meaning.worth
        here = said[table]
        said[meaning.numbers] = 0
        placed = _place(seams.get(at), names, here)
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


def _shuffled(columns: Ints) -> Flags:
    """Return which rows do not ascend, apart from one place where they may start over."""
    high = np.maximum.accumulate(columns, axis=1)  # units that were not met are ignored
    filled = np.where(columns < 0, high, columns)
    falls = ((filled[:, 1:] < filled[:, :-1]) & (filled[:, :-1] >= 0)).sum(axis=1)
    first = np.take_along_axis(columns, (columns >= 0).argmax(axis=1)[:, None], axis=1)[:, 0]
    shuffled: Flags = falls > (filled[:, -1] < first)
    return shuffled


def _place(found: _JoinedUnits | None, names: Ints, here: Floats) -> list[tuple[int, int, int]]:
    """Enter the evidence of joined units; return row, column and width of each."""
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


def _seams_of(word: str, most: float, segment: Segment, evidence: Evidence) -> _JoinedUnits | None:
    """Return where neighbouring units of a name, joined, are a typed unit, worth `most` at most."""
    hashed = joined_sound(word)
    if not hashed:
        return None
    seams = segment.tables.seams
    pairs, triples = seams.of_pairs(hashed)[:MOST_SEAMS], seams.of_triples(hashed)[:MOST_SEAMS]
    places = np.concatenate([pairs, triples])
    if not len(places):
        return None
    widths = np.repeat(np.array([2, 3], np.int32), [len(pairs), len(triples)])
    names = segment.tables.name_units.key_of(places)
    columns = places - segment.tables.name_units.starts[names]
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
    return _JoinedUnits(names, columns, widths, worth)


_MOST_TYPED: Final = 12
_LETTERS: Final = 1.5  # points that plain letters decide
_DISORDER: Final = 0.5  # points deducted for another word order
_DISORDER_READ: Final = 5.0
_READ: Final = 5.0  # additional points needed for a romanised query, itself a guess
_ALONE: Final = 3.0  # nats for matching a whole one-word name, because few names are one word

_STRETCH: Final = 0.6  # to a reader, half the evidence is more than half a likeness
_NEEDED: Final = 5.0  # nats beyond those that identify one name among all
_CHEAPER: Final = 0.053  # change in the likeness needed per nat
_LEAST_NEEDED: Final = 60.0
_ODDS_NEEDED: Final = 68.0  # brothers share all names but one


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
    """Find names that resemble the query.

    Args:
        words: The folded words of the query, or of its romanisation.
        evidence: Weighs them.
        segments: Where to look.
        best: Collects the matches.
        unfinished: Whether more of the last word may still be typed.
        least: The lowest score that counts.
        is_read: Whether it was typed in another script, where names have one fixed order.
    """
    disorder = _DISORDER_READ if is_read else _DISORDER
    least += _READ * is_read
    interpretations = list(_interpretations(words, evidence, unfinished=unfinished))
    for number, segment in enumerate(segments):
        found = _NamesFound(interpretations[0], segment, evidence.doubt, least, disorder)
        for interpretation in interpretations:
            if (aligned := _align(interpretation, number, segment, evidence, best)) is not None:
                found.add(interpretation.weight, *aligned)
        found.add(interpretations[0].weight, *_sounding(interpretations[0].words, segment, best))
        found.keep(" ".join(words), best)


class _NamesFound:
    """The best score of each name in one segment; another order of the words costs `disorder`."""

    def __init__(
        self, query: Interpretation, segment: Segment, doubt: float, least: float, disorder: float
    ) -> None:
        self._is_one_word = len(query.words) == 1
        self._segment = segment
        self._sizes = segment.tables.name_units.sizes()
        self._doubt = doubt
        self._least = least
        self._disorder = disorder
        self._best: dict[int, tuple[float, Flags | None]] = {}

    def add(
        self,
        weight: float,
        names: Ints,
        alike: Floats,
        taken: Flags | None = None,
        shuffled: Flags | None = None,
        at_odds: Flags | None = None,
    ) -> None:
        """Add the names that an interpretation of the query found, the arguments as in `Aligned`.

        Without `taken`, all units were recognised; without the others, no name has that fault.
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
        """Pass on the names that score enough."""
        arranged = self._segment.tables.arranged
        self._leave_out_the_rest(best.limit)
        written = list(map(arranged.name, self._best))
        # Letters and their order decide between names with the same evidence.
        letters = cdist([typed], written, scorer=Indel.normalized_similarity)[0].tolist()
        for (name, (points, taken)), alike in zip(self._best.items(), letters, strict=True):
            score = round(points + _LETTERS * alike, 1)
            if score < self._least:
                continue
            score -= Score.ALIAS_PENALTY if arranged.position[name] else 0.0
            entry, text = int(arranged.name_entry[name]), self._segment.text(name)
            is_reading = bool(arranged.roles[name] == AS_READ)
            match = Match(
                score, "spelling", self._segment, entry, text, units=taken, is_reading=is_reading
            )
            best.keep(match)

    def _leave_out_the_rest(self, limit: int) -> None:
        """Drop names that `limit` other entries outrank whatever their letters."""
        owners = self._segment.tables.arranged.name_entry
        ranked = sorted(self._best.items(), key=lambda item: -item[1][0])
        entries: set[int] = set()
        least = 0.0
        for name, (points, _) in ranked:
            entries.add(int(owners[name]))
            if len(entries) == limit:
                least = points - _LETTERS - Score.ALIAS_PENALTY - 0.1
                break
        self._best = {name: held for name, held in ranked if held[0] >= least}


def _points(alike: Floats, said: Floats, at_odds: Flags | None) -> Floats:
    """Return the score of names before their letters are compared.

    The likeness needed for `Score.LIKELY` was measured on 8,000 spellings of sanctioned names and
    500 names of people who are not among 160,000: the more evidence, the less likeness it takes.
    `said` is the evidence beyond what it takes to identify one name among all, in nats.
    """
    found = Score.SPELLING * alike**_STRETCH
    least = _LEAST_NEEDED if at_odds is None else np.where(at_odds, _ODDS_NEEDED, _LEAST_NEEDED)
    needed = np.maximum(Score.LIKELY * np.exp(-_CHEAPER * (said - _NEEDED)), least)
    below = (Score.LIKELY - Score.LEAST) / (needed - Score.LEAST)
    above = (Score.SPELLING - Score.LIKELY) / np.maximum(Score.SPELLING - needed, 1.0)
    points: Floats = np.where(
        found < needed,
        Score.LEAST + (found - Score.LEAST) * np.where(found > Score.LEAST, below, 1.0),
        Score.LIKELY + (found - needed) * above,
    )
    return points


def _interpretations(
    words: Sequence[str], evidence: Evidence, *, unfinished: bool
) -> Iterator[Interpretation]:
    """Yield the query as typed, and with neighbours joined where a name has the joined word."""
    typed = units(words)[:_MOST_TYPED]
    texts = [unit.text for unit in typed]
    last = len(texts) - 1
    meanings = [
        evidence.of_word(text, unfinished=unfinished and at == last, alone=last == 0)
        for at, text in enumerate(texts)
    ]
    yield Interpretation(texts, meanings)
    for first, end in _runs(len(texts)):
        joined = "".join(texts[first:end])
        meaning = evidence.of_joined(joined)
        if any(len(here.numbers) for here in meaning.by_segment):
            yield Interpretation(
                [*texts[:first], joined, *texts[end:]],
                [*meanings[:first], meaning, *meanings[end:]],
            )


def _runs(count: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of neighbours that may be one word: each pair, then all."""
    yield from ((first, first + 2) for first in range(count - 1))
    if count > 2:
        yield 0, count


def _sounding(words: Sequence[str], segment: Segment, best: Best) -> tuple[Ints, Floats]:
    """Return the names that sound like the query when both are written as one word."""
    whole, count = "".join(words), len(words)
    names = segment.sounding(whole)[:MOST_SEAMS]
    names = names[best.admits(segment, names)]
    parts = [segment.units(name) for name in names.tolist()]
    likeness = resemblance(whole, list(map("".join, parts)))
    kept = likeness >= least_joined(whole)
    # Two words against two are compared word by word anyway.
    kept &= np.array([not len(part) == count == 2 for part in parts], np.bool_)
    return names[kept], likeness[kept] ** STEEPNESS
