"""Whether spellings whose answer is known find it, and whether look-alikes are kept apart."""

from collections.abc import Iterator, Sequence
from random import Random

import msgspec

from benchmarks.search_names import SEARCHED, Pair
from benchmarks.search_peers import Ours, Peer
from briefing.search.entries import Score, SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.lookalikes import lookalikes_of

THRESHOLDS = (Score.LEAST, 55.0, 60.0, 65.0, 70.0, 75.0)


class Recall(msgspec.Struct):
    """How many of some spellings found their name."""

    who: str
    kind: str
    group: str
    queries: int
    first: float
    ten: float


class Told(msgspec.Struct):
    """How many of some pairs are taken for the same at each threshold, and as look-alikes."""

    kind: str
    group: str
    pairs: int
    at: dict[float, float]
    lookalike: float


def recalls(who: str, peer: Peer, pairs: Sequence[Pair], sample: int | None) -> Iterator[Recall]:
    """Look each spelling up, class by class."""
    for kind, group, chosen in _classes(pairs, sample):
        first = ten = 0
        for pair in chosen:
            found = peer.find(pair.query)
            first += found[:1] == [pair.name]
            ten += pair.name in found
        count = len(chosen)
        yield Recall(who, kind, group, count, round(first / count, 4), round(ten / count, 4))


def known_distinct(
    index: SearchIndex, negatives: Sequence[Pair], variants: Sequence[Pair], sample: int
) -> Iterator[Told]:
    """See which pairs would be taken for the same: look-alikes that are not, spellings that are."""
    for kind in ("person", "org"):
        yield _told(index, kind, "look-alikes", [pair for pair in negatives if pair.kind == kind])
    for kind, group, chosen in _classes(variants, sample):
        yield _told(index, kind, group, chosen)


def taken(index: SearchIndex, absent: Sequence[str]) -> dict[float, float]:
    """See how many names of somebody who is not there would be taken for one who is."""
    best = [
        max((hit.score for hit in index.search(name, limit=1, finished=True)), default=0.0)
        for name in absent
    ]
    count = max(1, len(best))
    return {limit: round(sum(score >= limit for score in best) / count, 3) for limit in THRESHOLDS}


def all_names(variants: Sequence[Pair], pool: Sequence[str]) -> list[str]:
    """The names to search among: those of the pairs, and the others."""
    return list(dict.fromkeys([*(pair.name for pair in variants), *pool]))


def screening(among: Sequence[str]) -> Ours:
    """Ours, as a list of names is looked up."""
    return Ours(among, finished=True)


def _told(index: SearchIndex, kind: str, group: str, pairs: Sequence[Pair]) -> Told:
    scores: list[float] = []
    alike = 0
    for pair in pairs:
        index.put(SearchEntry("leader:wanted", "leader", (pair.name,)))
        hits = index.search(pair.query, limit=10, finished=True)
        scores.append(max((hit.score for hit in hits if hit.ref == "leader:wanted"), default=0.0))
        found = lookalikes_of(SearchEntry("leader:query", "leader", (pair.query,)), index)
        alike += any(one.other == "leader:wanted" for one in found)
        index.remove("leader:wanted")
    count = max(1, len(pairs))
    at = {limit: round(sum(score >= limit for score in scores) / count, 3) for limit in THRESHOLDS}
    return Told(kind, group, len(pairs), at, round(alike / count, 3))


def _classes(
    pairs: Sequence[Pair], sample: int | None
) -> Iterator[tuple[str, str, Sequence[Pair]]]:
    for kind in ("person", "org"):
        for group in SEARCHED:
            chosen = [pair for pair in pairs if (pair.kind, pair.group) == (kind, group)]
            if sample is not None and len(chosen) > sample:
                chosen = Random(sample).sample(chosen, sample)
            if chosen:
                yield kind, group, chosen
