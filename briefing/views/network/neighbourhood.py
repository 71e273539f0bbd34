"""The neighbourhood of a record, and the paths between two, as a tree to be drawn or read.

Each record stands in the tree once in full, at its least distance from the middle; wherever else a
tie leads to it, the tree refers to that place. Each tie is there once, from the end reached first;
an event, which ties any number, from the first of those who took part.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefing.model import dates
from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.link import Link
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.model.terms import LINK_TYPES
from briefing.views.answer import Answer, Part, Row
from briefing.views.filters.periods import Holds
from briefing.views.network.edges import MOST_APART, Edge, edge_row
from briefing.views.network.paths import Pass, Search
from briefing.views.network.ties import NO_TIES, Ties

MOST_TIES = 300
"""Ties that a reader can go through on a screen."""

FARTHEST = 3
"""Steps that a neighbourhood reaches at most."""

_TYPES = tuple(LINK_TYPES)
_MOST_NAMED = 5


@dataclass(frozen=True)
class Tree:
    """Ties that begin at a record.

    Attributes:
        ties: The ties that count.
        root: The record in the middle.
        depth: The most steps from it.
        edges: The ties under each record, in the order to read them; those to one are together.
        goal: The record that all lead to; empty for a neighbourhood.
        left_out: How many ties of records are left out because there are too many.
    """

    ties: Ties
    root: str
    depth: int
    edges: Mapping[str, Sequence[Edge]]
    goal: str = ""
    left_out: int = 0

    @cached_property
    def distances(self) -> Mapping[str, int]:
        """How many steps each record is from the middle, nearest first."""
        found, front = {self.root: 0}, [self.root]
        while front:
            edges = [edge for ref in front for edge in self.edges.get(ref, ()) if edge.is_first]
            for edge in edges:
                found[edge.to] = found[edge.before] + 1
            front = [edge.to for edge in edges]
        return found

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The record that each stands under."""
        each = (edge for edges in self.edges.values() for edge in edges)
        return {edge.to: edge.before for edge in each if edge.is_first}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The links and events in it."""
        each = (edge for edges in self.edges.values() for edge in edges)
        return frozenset(via for edge in each for via in edge.vias)

    @property
    def count(self) -> int:
        """How many ties are in it: an event of three is two of them, from the first to each."""
        return sum(len(edge.vias) for edges in self.edges.values() for edge in edges)

    @cached_property
    def nameless(self) -> Sequence[str]:
        """Who took part in the events in it, but is no record: their names."""
        records = (self.ties.book.get(each) for each in sorted({self.root, *self.shown}))
        events = (each for each in records if isinstance(each, Event))
        return [row.name for event in events for row in event.actors if not row.ref]

    @property
    def below(self) -> str:
        """What is said below the drawing: what is not in it."""
        undated, nameless = len(self.undated), len(self.nameless)
        said = [
            f"{undated:,} {plural(undated, 'tie')} without a date" if undated else "",
            f"{nameless:,} named without a record" if nameless else "",
        ]
        missing = " and ".join(filter(None, said))
        nothing = "" if self.shown else nothing_said(self)
        return "; ".join(filter(None, [nothing, f"{missing}, not drawn" if missing else ""]))

    def at(self, distance: int) -> Sequence[Edge]:
        """The ties that begin at some distance from the middle."""
        refs = (ref for ref, steps in self.distances.items() if steps == distance)
        return [edge for ref in refs for edge in self.edges.get(ref, ())]

    def beyond(self, ref: str) -> int:
        """How many ties of a record are in no place of the tree: those that lead farther."""
        return sum(via not in self.shown for via in self.ties.of(ref))

    @cached_property
    def undated(self) -> Sequence[Edge]:
        """Ties of the records whose ties are shown, at a time that is unknown; each once."""
        found: dict[str, Edge] = {}
        for ref, steps in self.distances.items():
            for via in self.ties.undated_of(ref) if steps < self.depth else ():
                other = next(each for each in self.ties.tied(via) if each != ref)
                found.setdefault(via, Edge(via, ref, other, is_first=False))
        return list(found.values())


def neighbourhood(ties: Ties, ref: str, depth: int = 2, most: int = 0) -> Tree:
    """What is within some steps of a record.

    Around a record that is no group or leader stand those it is about: who took part in an event,
    the speaker of a quote.

    Args:
        ties: The ties that count; the record itself is always in sight.
        ref: The record.
        depth: The most steps, from 1 to `FARTHEST`.
        most: The ties there is room for, the nearest first; 0 for any number.
    """
    ties = ties.about(ref)
    placed, walked, edges = {ref}, {ref}, dict[str, Sequence[Edge]]()
    front, room, left_out = [ref], most or sys.maxsize, 0
    for _ in range(depth):
        reached: list[str] = []
        for here in front:
            passes = [(ref, ref, each) for each in ties.references(ref)] if here == ref else []
            vias = [via for via in ties.of(here) if via not in walked]
            passes += [(via, here, to) for via in vias for to in ties.ends(via) if to != here]
            walked.update(vias)
            edges[here] = _placed(ties, passes, placed, room)
            left_out += len(passes) - sum(len(edge.vias) for edge in edges[here])
            room -= len(edges[here])
            reached += [edge.to for edge in edges[here] if edge.is_first]
        front = reached if room else []
    return Tree(ties, ref, depth, edges, left_out=left_out)


def between(ties: Ties, one: str, other: str) -> Tree:
    """All shortest paths from one record to another; only the first if nothing leads there."""
    ties = ties.about(one).about(other)
    search = Search(ties, one)
    while other not in search.distances and search.widen():
        pass
    steps = search.distances.get(other, 0)
    passes = search.passes_to(other) if steps else {}
    placed, edges, front = {one}, {}, [one]
    for _ in range(steps):
        for here in front:
            edges[here] = _placed(ties, passes[here], placed)
        front = [edge.to for here in front for edge in edges[here] if edge.is_first]
    return Tree(ties, one, steps, edges, goal=other)


def _placed(
    ties: Ties, passes: Sequence[Pass], placed: set[str], room: int = sys.maxsize
) -> Sequence[Edge]:
    """The first ties of one record, and whether what they lead to has a place already."""
    keys = {each: _key(ties, *each) for each in passes}
    least: dict[str, Any] = {}
    for each, key in keys.items():
        least[each[2]] = min(least.get(each[2], key), key)
    edges: list[Edge] = []
    for to, group in groupby(
        sorted(passes, key=lambda each: (least[each[2]], keys[each])), itemgetter(2)
    ):
        vias = [via for via, _, _ in group]
        events = [via for via in vias if kind_of(via) == Event.kind_name]
        if len(events) > MOST_APART:
            vias = [via for via in vias if via not in events[1:]]
        for via in vias[: room - len(edges)]:
            others = tuple(events[1:]) if len(events) > MOST_APART and via == events[0] else ()
            edges.append(Edge(via, passes[0][1], to, to not in placed, others))
            placed.add(to)
        if len(edges) == room:
            break
    return edges


def _key(ties: Ties, via: str, before: str, to: str) -> tuple[Any, ...]:
    """Links first, by type and then by date."""
    name = ties.book.label(to).casefold()
    if via in (before, to):
        return -1, dates.sort_key(""), name, to, via
    record = ties.book.need(via)
    rank = _TYPES.index(record.type) if isinstance(record, Link) else len(_TYPES)
    return rank, dates.sort_key(kind_for(record).date_of(record)), name, to, via


def nothing_said(tree: Tree) -> str:
    """That there are no ties."""
    if tree.goal:
        return f"no path by {tree.ties.what} leads to {tree.ties.book.label(tree.goal)}"
    return "nothing is tied to this record"


def neighbourhood_answer(tree: Tree) -> Answer:
    """A neighbourhood in sentences: every tie once, the nearest first."""
    ties, book = tree.ties, tree.ties.book
    parts = [
        Part(f"{steps + 1} {plural(steps + 1, 'step')}", _rows(ties, tree.at(steps)), True)  # noqa: FBT003  counted
        for steps in range(tree.depth)
    ]
    parts.append(Part("No date, so not drawn", _rows(ties, tree.undated), is_counted=True))
    within = f"within {tree.depth} {plural(tree.depth, 'step')}, by {ties.what}"
    title = ties.sight.heading(f"Network of {book.label(tree.root)} {within}")
    return Answer(title, parts, list(notes_of(tree)), nothing_said(tree))


def _rows(ties: Ties, edges: Sequence[Edge]) -> Sequence[Row]:
    return [edge_row(ties, edge) for edge in edges]


def notes_of(tree: Tree) -> Iterator[str]:
    """What the reader of a neighbourhood must know."""
    ties = tree.ties
    if any(_is_unsure(ties, via, tree.root) for via in tree.shown):
        yield "≈ only possibly: at that time, or what was asked for."
    if not ties.references(tree.root):
        links = [via for via in ties.book.referrers(tree.root) if _is_tie(ties, via)]
        listed = {*ties.of(tree.root), *ties.undated_of(tree.root)}
        if left := sum(via not in listed for via in set(links)):
            yield (
                f"{left:,} more {plural(left, 'link')} of it {plural(left, 'is', 'are')} not "
                "shown: at another time, of another type, or out of sight."
            )
    if count := len(tree.nameless):
        names = list(dict.fromkeys(tree.nameless))
        more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
        yield (
            f"{count:,} of those who took part {plural(count, 'is', 'are')} named without a "
            f"record, so not among these: {', '.join(names[:_MOST_NAMED])}{more}."
        )
    if tree.left_out:
        yield (
            f"There are too many: {tree.left_out:,} ties are left out, and none is followed from "
            "there. Fewer steps, a period or a filter show all."
        )
    if not tree.goal and any(map(tree.beyond, tree.distances)):
        yield "Some of these records have ties that lead farther."


def _is_tie(ties: Ties, via: str) -> bool:
    record = ties.book.get(via)
    return isinstance(record, Link) and record.type not in NO_TIES


def _is_unsure(ties: Ties, via: str, root: str) -> bool:
    return via != root and ties.holds(via) is Holds.POSSIBLY


def as_plain(tree: Tree) -> dict[str, Any]:
    """A tree for JSON: its records with their distance, and its ties."""
    ties, book = tree.ties, tree.ties.book
    return {
        "middle": tree.root,
        "depth": tree.depth,
        "records": [
            {"ref": ref, "label": book.label(ref), "distance": steps, "beyond": tree.beyond(ref)}
            for ref, steps in tree.distances.items()
        ],
        "ties": [
            _plain(ties, edge, via)
            for steps in range(tree.depth)
            for edge in tree.at(steps)
            for via in edge.vias
        ],
        "undated": [_plain(ties, edge, edge.via) for edge in tree.undated],
        "notes": list(notes_of(tree)),
    }


def _plain(ties: Ties, edge: Edge, via: str) -> dict[str, Any]:
    record, ends = ties.book.need(via), (edge.before, edge.to)
    kind = record.type if isinstance(record, Link) else record.kind_name
    return {
        "via": via,
        "from": edge.before,
        "to": edge.to,
        "role": ties.role(via, *ends),
        "type": "about" if edge.is_reference else kind,
        "start": record.start if isinstance(record, Link) else kind_for(record).date_of(record),
        "end": record.end if isinstance(record, Link) else "",
        "certain": edge.is_reference or ties.holds(via) is Holds.CERTAINLY,
        "grade": ties.grade(via, *ends),
        "sources": list(ties.sources(via, *ends)),
        "against": [each._asdict() for each in ties.claims(via, *ends)],
        "said": ties.said(via, *ends),
    }
