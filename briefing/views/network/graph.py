"""The whole network as numbers: who is next to whom, who lies between others, which parts it has.

Betweenness is after U. Brandes, "A Faster Algorithm for Betweenness Centrality", Journal of
Mathematical Sociology 25 (2001): of a record, the sum over all pairs of others of the share of
their shortest paths that lead through it. Every tie is one step, and several ties between two
records are one. In a large network it is estimated from paths that begin at some records drawn at
random, after U. Brandes and C. Pich, "Centrality Estimation in Large Networks", International
Journal of Bifurcation and Chaos 17 (2007).
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple, TypeAlias

from briefing.views.network.ties import Ties

MOST_STEPS = 6_000_000
"""Steps along ties up to which betweenness is exact: some two seconds of work."""

_SEED = 1
"""The same records are drawn each time, so that a figure can be checked."""

Tick: TypeAlias = Callable[[int, int], None]
"""Is told how much is done, of how much; it may raise to end the work."""


def no_tick(_done: int, _of: int) -> None:
    """Tell nobody."""


class Graph(NamedTuple):
    """Records and who is tied to whom.

    Attributes:
        refs: The records with a tie, in order.
        near: For each, the places of those it is tied to, each once.
        vias: The links and events.
        ties: For each record, how many links and events tie it to others.
    """

    refs: Sequence[str]
    near: Sequence[Sequence[int]]
    vias: Sequence[str]
    ties: Sequence[int]


def graph_of(ties: Ties) -> Graph:
    """The network of all records in sight that are tied to another."""
    vias, near, counts = [], dict[str, set[str]](), dict[str, int]()
    for via, ends in ties.all():
        vias.append(via)
        for ref in ends:
            counts[ref] = counts.get(ref, 0) + 1
            near.setdefault(ref, set())
        for one, other in combinations(ends, 2):
            near[one].add(other)
            near[other].add(one)
    refs = sorted(near)
    places = {ref: place for place, ref in enumerate(refs)}
    return Graph(
        refs,
        [sorted(places[each] for each in near[ref]) for ref in refs],
        vias,
        [counts[ref] for ref in refs],
    )


def parts_of(near: Sequence[Sequence[int]]) -> Sequence[Sequence[int]]:
    """The parts between which no tie leads, the largest first."""
    parts: list[Sequence[int]] = []
    seen = [False] * len(near)
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start], part = True, [start]
        for here in part:
            for other in near[here]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part))


def starts(near: Sequence[Sequence[int]]) -> Sequence[int]:
    """The records at which paths begin: all if that is quick enough, else some drawn at random."""
    parts = parts_of(near)
    steps = sum(len(part) * sum(len(near[each]) for each in part) for part in parts)
    if steps <= MOST_STEPS:
        return range(len(near))
    count = max(1, len(near) * MOST_STEPS // steps)
    return sorted(Random(_SEED).sample(range(len(near)), count))


def betweenness(
    near: Sequence[Sequence[int]], begin: Iterable[int], tick: Tick = no_tick
) -> Sequence[float]:
    """The pairs of others that each record lies between, on shortest paths.

    Args:
        near: For each record, those it is tied to.
        begin: The records at which paths begin, which stand for all.
        tick: Is told of each of these.
    """
    begin = list(begin)
    found = [0.0] * len(near)
    distance, counts, share = [-1] * len(near), [0] * len(near), [0.0] * len(near)
    for done, start in enumerate(begin):
        tick(done, len(begin))
        order = _paths_from(start, near, distance, counts)
        for here in reversed(order):
            nearer = distance[here] - 1
            each = (1 + share[here]) / counts[here]
            for before in near[here]:
                if distance[before] == nearer:
                    share[before] += counts[before] * each
            if here != start:
                found[here] += share[here]
        for here in order:
            distance[here], counts[here], share[here] = -1, 0, 0.0
    # Each pair was met from both its ends.
    scale = len(near) / len(begin) / 2 if begin else 0
    return [each * scale for each in found]


def _paths_from(
    start: int, near: Sequence[Sequence[int]], distance: list[int], counts: list[int]
) -> Sequence[int]:
    """The records that paths from one lead to, nearest first; fills in how far and how many."""
    distance[start], counts[start] = 0, 1
    order = [start]
    for here in order:
        farther, ways = distance[here] + 1, counts[here]
        for other in near[here]:
            if distance[other] < 0:
                distance[other] = farther
                order.append(other)
            if distance[other] == farther:
                counts[other] += ways
    return order
