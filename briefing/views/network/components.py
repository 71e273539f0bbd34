"""The separate parts of the network: records that no tie connects with those of another part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefing.model.plurals import plural
from briefing.views.answer import Answer, Part, Row
from briefing.views.filters.periods import Holds
from briefing.views.network.bars import Bars, Chart
from briefing.views.network.central import NOBODY, alone, undated_said
from briefing.views.network.graph import Graph, graph_of, parts_of
from briefing.views.network.ties import Ties

MOST_LISTED = 200
"""Parts, and records that are alone, that are listed."""

_MOST_NAMED = 12
"""Records of a part that its row names."""


class Component(NamedTuple):
    """Records that ties connect, and all they are connected with.

    Attributes:
        refs: The records, those tied to most others first.
        ties: How many links and events there are among them.
    """

    refs: Sequence[str]
    ties: int

    @property
    def ref(self) -> str:
        """The record that stands for it: the one tied to most others."""
        return self.refs[0]


@dataclass(frozen=True, slots=True)
class Components:
    """The parts of a network.

    Attributes:
        ties: The ties that count.
        parts: The parts, the largest first.
        alone: The groups and leaders in sight without a tie.
        undated: How many ties were left out because it is unknown when they were.
    """

    ties: Ties
    parts: Sequence[Component]
    alone: Sequence[str]
    undated: int


def components(ties: Ties) -> Components:
    """The separate parts of the network in sight.

    Args:
        ties: The ties that count.
    """
    graph = graph_of(ties)
    return Components(
        ties, list(_components(ties, graph)), alone(ties, graph), ties.count_undated()
    )


def _components(ties: Ties, graph: Graph) -> Iterator[Component]:
    parts = parts_of(graph.near)
    part_of = {graph.refs[place]: number for number, part in enumerate(parts) for place in part}
    counts = [0] * len(parts)
    for via in graph.vias:
        counts[part_of[ties.ends(via)[0]]] += 1
    for part, count in zip(parts, counts, strict=True):
        by_ties = sorted(part, key=lambda place: (-len(graph.near[place]), graph.refs[place]))
        yield Component([graph.refs[place] for place in by_ties], count)


def components_answer(found: Components) -> Answer:
    """The parts with their records, and who is alone."""
    label = found.ties.book.label
    parts = [
        Row(
            _named([label(ref) for ref in part.refs[:_MOST_NAMED]], len(part.refs)),
            lead=f"{len(part.refs):,} records",
            tail=f"{part.ties:,} {plural(part.ties, 'tie')}",
            ref=part.ref,
        )
        for part in found.parts[:MOST_LISTED]
    ]
    single = [Row(label(ref), ref=ref) for ref in found.alone[:MOST_LISTED]]
    return Answer(
        found.ties.sight.heading(f"Separate parts of the network, by {found.ties.what}"),
        [
            Part(f"Parts ({len(found.parts):,})", parts),
            Part(f"Besides them, tied to nobody ({len(found.alone):,})", single),
        ],
        list(_notes(found)),
        NOBODY,
    )


def _named(names: Sequence[str], count: int) -> str:
    more = count - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")


def _notes(found: Components) -> Iterator[str]:
    yield (
        "These are the parts of what is recorded here: that no tie is known does not say that "
        "there was none."
    )
    if found.undated:
        yield undated_said(found.undated)
    for what, count in (("parts", len(found.parts)), ("records without ties", len(found.alone))):
        if count > MOST_LISTED:
            yield f"The first {MOST_LISTED} of {count:,} {what} are listed."


def as_plain(found: Components) -> dict[str, Any]:
    """The parts for JSON, with all ties."""
    return {
        "parts": [part._asdict() for part in found.parts],
        "alone": found.alone,
        "ties": [
            {
                "via": via,
                "ends": ends,
                "certain": found.ties.holds(via) is Holds.CERTAINLY,
                "grade": found.ties.grade(via, *ends),
            }
            for via, ends in found.ties.all()
        ],
        "undated": found.undated,
        "notes": list(_notes(found)),
    }


def components_chart(found: Components) -> Chart:
    """The parts as bars: each as long as it has records."""
    label = found.ties.book.label
    rows = [
        Bars(
            part.ref,
            _named([label(part.ref)], len(part.refs)),
            ((len(part.refs), f"{len(part.refs):,}, {part.ties:,} {plural(part.ties, 'tie')}"),),
        )
        for part in found.parts[:MOST_LISTED]
    ]
    count = len(found.alone)
    below = f"{count:,} more {plural(count, 'record')}, tied to nobody" if count else ""
    return Chart(("records",), rows, below)
