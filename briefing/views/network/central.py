"""Who is central among the records in sight, and what that does not say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple, TypeAlias

from briefing.model.kinds.registry import PARTIES
from briefing.model.labels import label
from briefing.model.plurals import plural
from briefing.views.answer import Answer, Part, Row
from briefing.views.filters.periods import Holds
from briefing.views.network.bars import Bars, Chart
from briefing.views.network.graph import (
    Graph,
    Tick,
    betweenness,
    graph_of,
    no_tick,
    starts,
)
from briefing.views.network.ties import Ties

MOST_RANKED = 100
"""Records that are listed."""

NOBODY = "nobody in sight is tied to another"

By: TypeAlias = Literal["between", "tied"]
"""What records are ranked by."""


class Rank(NamedTuple):
    """How central a record is.

    Attributes:
        ref: The record.
        tied_to: How many others it is tied to (degree).
        ties: By how many links and events.
        between: How many pairs of others it lies between on shortest paths (betweenness).
    """

    ref: str
    tied_to: int
    ties: int
    between: float


@dataclass(frozen=True, slots=True)
class Central:
    """Who is central.

    Attributes:
        ties: The ties that count.
        ranked: All records with a tie, the most central first.
        by: What they are ranked by.
        starts: How many records betweenness was worked out from; as many as are ranked if exactly.
        alone: How many groups and leaders in sight have no tie.
        tie_count: How many links and events there are.
        weak: How many of these rest on one source, or on none.
        possible: How many of these only possibly were in the period.
        undated: How many were left out because it is unknown when they were.
    """

    ties: Ties
    ranked: Sequence[Rank]
    by: By
    starts: int
    alone: int
    tie_count: int
    weak: int
    possible: int
    undated: int

    @property
    def is_exact(self) -> bool:
        """Whether betweenness is exact, and not estimated."""
        return self.starts == len(self.ranked)


def central(ties: Ties, by: By = "between", tick: Tick = no_tick) -> Central:
    """Rank the records in sight.

    Args:
        ties: The ties that count.
        by: What to rank by.
        tick: Is told how far it is, and may raise to end it.
    """
    graph = graph_of(ties)
    begin = starts(graph.near)
    pairs = betweenness(graph.near, begin, tick)
    ranks = [
        Rank(ref, len(near), count, between)
        for ref, near, count, between in zip(graph.refs, graph.near, graph.ties, pairs, strict=True)
    ]
    return Central(
        ties,
        ranked(ties, ranks, by),
        by,
        len(begin),
        len(alone(ties, graph)),
        len(graph.vias),
        sum(ties.origins(via, ties.ends(via)) < 2 for via in graph.vias),
        sum(ties.holds(via) is Holds.POSSIBLY for via in graph.vias),
        ties.count_undated(),
    )


def ranked_by(found: Central, by: By) -> Central:
    """The same ranked by something else."""
    return replace(found, by=by, ranked=ranked(found.ties, found.ranked, by))


def ranked(ties: Ties, ranks: Sequence[Rank], by: By) -> Sequence[Rank]:
    """Records, the most central first."""

    def key(rank: Rank) -> tuple[float, float, str, str]:
        # Sums of fractions in another order differ in the last places.
        between, tied = -round(rank.between, 6), -rank.tied_to
        first, second = (between, tied) if by == "between" else (tied, between)
        return first, second, ties.book.label(rank.ref).casefold(), rank.ref

    return sorted(ranks, key=key)


def alone(ties: Ties, graph: Graph) -> Sequence[str]:
    """The groups and leaders in sight that have no tie, in order."""
    tied = set(graph.refs)
    names = {
        ref: label(record).casefold()
        for kind in PARTIES
        for ref, record in ties.sight.of_kind(kind)
        if ref not in tied
    }
    return sorted(names, key=lambda ref: (names[ref], ref))


def pairs_said(rank: Rank, *, is_exact: bool) -> str:
    """Betweenness in words: "12 pairs", "3.5 pairs", "about 1,200 pairs" where it is estimated."""
    if not is_exact:
        return f"about {rank.between:,.0f} pairs"
    figure = f"{rank.between:,.1f}".removesuffix(".0")
    return f"{figure} {plural(1 if figure == '1' else 2, 'pair')}"


def central_answer(found: Central) -> Answer:
    """Who is central, as a ranked list, and how far that can be relied on."""
    name, shown = found.ties.book.label, found.ranked[:MOST_RANKED]
    rows = [
        Row(
            f"{name(rank.ref)}: tied to {rank.tied_to:,}, "
            f"between {pairs_said(rank, is_exact=found.is_exact)}",
            lead=f"{number:,}",
            tail=f"{rank.ties:,} {plural(rank.ties, 'tie')}",
            ref=rank.ref,
        )
        for number, rank in enumerate(shown, 1)
    ]
    order = "what it lies between" if found.by == "between" else "how many it is tied to"
    title = found.ties.sight.heading(f"Who is central, by {found.ties.what}; ranked by {order}")
    return Answer(title, [Part("", rows)], list(_notes(found)), NOBODY)


def _notes(found: Central) -> Iterator[str]:
    linked, ties = len(found.ranked), found.tie_count
    yield (
        "Central in what is recorded here, not in the world: whoever is written about more, or "
        "hides less, has more ties here."
    )
    yield (
        "Between: the pairs of others whose shortest paths lead through the record; where a pair "
        "has several, only the share of them that do (Brandes 2001)."
    )
    if not found.is_exact:
        yield (
            f"That is estimated here, from paths that begin at {found.starts:,} of {linked:,} "
            "records drawn at random (Brandes and Pich 2007): others would give other figures."
        )
    if found.alone:
        yield (
            f"{found.alone:,} of {found.alone + linked:,} groups and leaders in sight "
            f"{plural(found.alone, 'has', 'have')} no tie and no rank."
        )
    if found.weak:
        yield (
            f"{found.weak:,} of {ties:,} {plural(ties, 'tie')} "
            f"{plural(found.weak, 'rests', 'rest')} on one source or on none."
        )
    if found.possible:
        yield f"{found.possible:,} of {ties:,} {plural(ties, 'tie')} only possibly held then (≈)."
    if found.undated:
        yield undated_said(found.undated)
    if linked > MOST_RANKED:
        yield f"The first {MOST_RANKED} of {linked:,} records are listed."


def undated_said(count: int) -> str:
    """That ties without a date do not count in a period."""
    return f"{count:,} {plural(count, 'tie')} without a date {plural(count, 'is', 'are')} left out."


def as_plain(found: Central) -> dict[str, Any]:
    """Who is central for JSON: all records with a tie."""
    name = found.ties.book.label
    return {
        "by": found.by,
        "records": [{"label": name(rank.ref), **rank._asdict()} for rank in found.ranked],
        "exact": found.is_exact,
        "starts": found.starts,
        "alone": found.alone,
        "ties": found.tie_count,
        "resting_on_one_source": found.weak,
        "possible": found.possible,
        "undated": found.undated,
        "notes": list(_notes(found)),
    }


def central_chart(found: Central) -> Chart:
    """The ranking as bars: for each record its ties, and what it lies between."""
    name = found.ties.book.label

    def figure(rank: Rank) -> str:
        return pairs_said(rank, is_exact=found.is_exact).removesuffix("s").removesuffix(" pair")

    rows = [
        Bars(
            rank.ref,
            name(rank.ref),
            ((rank.tied_to, f"{rank.tied_to:,}"), (rank.between, figure(rank))),
        )
        for rank in found.ranked[:MOST_RANKED]
    ]
    return Chart(("tied to", "between pairs"), rows)
