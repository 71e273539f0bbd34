"""Graphs for Gephi, Cytoscape, yEd, networkx: groups and leaders, tied by dated links.

GEXF 1.3: https://gexf.net/1.3/ (schema gexf.xsd). GraphML: http://graphml.graphdrawing.org
(schema graphml.xsd 1.0). Each is written with groups and leaders alone, or with events as nodes,
tied to those who took part.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, Final, NamedTuple

from briefing.exchange.format import Format, Losses, Writer
from briefing.exchange.formats._days import Days, days_of
from briefing.exchange.formats._xml import HEAD, Xml
from briefing.model.fields import Field, Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.kinds.event import Event
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of, make_ref
from briefing.model.terms import MOMENTARY_LINKS
from briefing.provenance import best_grade, weakest_grade
from briefing.store.book import Book

STRING, DOUBLE, INTEGER = "string", "double", "integer"

_EVENT: Final = Event.kind_name
_LINK: Final = Link.kind_name
_LOST_CITES: Final = "cites (but for their best and weakest grade)"
_LOST_NAMES: Final = "actors known by name only"
_LOST_ENDS: Final = "ties to records that are not exported"
_LOST_DISMISSED: Final = "dismissed findings"

_IN_OTHER_WORDS: Final = ("cites", "dismissed", "actors", "part_of")
"""Fields that become ties, or are lost."""


class _Column(NamedTuple):
    """A value that nodes or ties have.

    Attributes:
        id: Its id, the name of the field.
        title: Its name for a reader.
        type: The type of the value.
    """

    id: str
    title: str
    type: str = STRING


_ABOUT_ALL: Final = (
    _Column("best_grade", "Best grade"),
    _Column("weakest_grade", "Weakest grade"),
    _Column("sources", "Number of sources", INTEGER),
)
_EARLIEST: Final = (_Column("first_day", "First day at the earliest"),)
_LATEST: Final = (_Column("last_day", "Last day at the latest"),)
_PLACE: Final = (
    _Column("latitude", "Latitude", DOUBLE),
    _Column("longitude", "Longitude", DOUBLE),
)


class _Node(NamedTuple):
    ref: str
    label: str
    values: Mapping[str, str]
    days: Days


class _Edge(NamedTuple):
    """A tie; `ref` is the record that it is of."""

    id: str
    ref: str
    source: str
    target: str
    type: str
    values: Mapping[str, str]
    days: Days


class _Graph(NamedTuple):
    nodes: Sequence[_Node]
    edges: Sequence[_Edge]
    node_columns: Sequence[_Column]
    edge_columns: Sequence[_Column]


def _graph(book: Book, refs: Sequence[str], kinds: Sequence[str], losses: Losses) -> _Graph:
    """The graph of some records, in the order of their refs."""
    chosen = sorted(set(refs))
    there = {ref for ref in chosen if kind_of(ref) in kinds}
    nodes = [_node(book, ref, losses) for ref in chosen if ref in there]
    edges = [
        *_links(book, chosen, there, losses),
        *chain.from_iterable(
            _event_edges(ref, record, there, losses)
            for ref in chosen
            if ref in there and isinstance(record := book.need(ref), Event)
        ),
    ]
    return _Graph(nodes, edges, _columns(kinds), _columns((_LINK,)))


def _columns(kinds: Sequence[str]) -> Sequence[_Column]:
    """The values that records of some kinds have."""
    fields = (each for kind in kinds for each in fields_of(KINDS[kind].cls))
    found = {each.name: _Column(each.name, each.label) for each in fields if _is_value(each)}
    first = (_Column("record", "Record"),) if _LINK not in kinds else ()
    place = _PLACE if _EVENT in kinds else ()
    return (*first, *found.values(), *place, *_ABOUT_ALL, *_EARLIEST, *_LATEST)


def _is_value(field: Field) -> bool:
    is_end = field.shape is Shape.REF and field.required
    return field.name not in _IN_OTHER_WORDS and not is_end


def _values(book: Book, record: Record) -> Iterator[tuple[str, str]]:
    """The fields of a record as text: terms and codes as they are, rows in words."""
    for field in fields_of(type(record)):
        value: Any = getattr(record, field.attribute)
        if not _is_value(field) or value in (None, "", ()):
            continue
        if field.row is not None:
            yield field.name, value_line(field, value, book.label)
        elif field.is_list:
            yield field.name, "; ".join(map(str, value))
        else:
            yield field.name, str(value)
    if isinstance(record, Event) and record.place and record.place.latitude is not None:
        yield "latitude", repr(record.place.latitude)
        yield "longitude", repr(record.place.longitude)
    yield "best_grade", best_grade(book, record)
    yield "weakest_grade", weakest_grade(book, record)
    yield "sources", str(len({cite.source for cite in record.cites}))


def _node(book: Book, ref: str, losses: Losses) -> _Node:
    record = book.need(ref)
    _note_lost(ref, record, losses)
    return _Node(
        ref,
        book.label(ref),
        {"record": record.kind_name, **dict(_values(book, record))},
        _days(record),
    )


def _note_lost(ref: str, record: Record, losses: Losses) -> None:
    if record.cites:
        losses.add(_LOST_CITES, ref)
    if record.dismissed:
        losses.add(_LOST_DISMISSED, ref)


def _days(record: Record) -> Days:
    match record:
        case Event():
            return days_of(record.date, record.date)
        case Link() if record.type in MOMENTARY_LINKS:
            return days_of(record.start or record.end, record.end or record.start)
        case Link():
            return days_of(record.start, record.end)
    begins = getattr(record, "founded", "") or getattr(record, "born", "")
    return days_of(begins, getattr(record, "dissolved", "") or getattr(record, "died", ""))


def _links(book: Book, chosen: Sequence[str], there: set[str], losses: Losses) -> Iterator[_Edge]:
    """The chosen links; without any, those between the chosen records."""
    links = [ref for ref in chosen if kind_of(ref) == _LINK]
    is_named = bool(links)
    for ref in links or sorted(make_ref(_LINK, slug) for slug in book.all(_LINK)):
        link = book.need(ref)
        if not isinstance(link, Link):
            continue
        if {link.from_, link.to} <= there:
            _note_lost(ref, link, losses)
            values = dict(_values(book, link))
            yield _Edge(ref, ref, link.from_, link.to, link.type, values, _days(link))
        elif is_named:
            losses.add(_LOST_ENDS, ref)


def _event_edges(ref: str, event: Event, there: set[str], losses: Losses) -> Iterator[_Edge]:
    """The ties of an event: from those who took part, and to what it is part of."""
    days = _days(event)
    ties = [(each.ref, ref, each.role or "participant") for each in event.actors if each.ref]
    ties += [(ref, event.part_of, "part-of")] if event.part_of else []
    if len(event.actors) > sum(bool(each.ref) for each in event.actors):
        losses.add(_LOST_NAMES, ref)
    for number, (source, target, role) in enumerate(ties, start=1):
        if {source, target} <= there:
            yield _Edge(f"{ref}#{number}", ref, source, target, role, {"type": role}, days)
        else:
            losses.add(_LOST_ENDS, ref)


# GEXF


def _write_gexf(book: Book, refs: Sequence[str], out: BinaryIO, *, kinds: Sequence[str]) -> Losses:
    losses = Losses()
    graph, xml = _graph(book, refs, kinds, losses), Xml(losses)
    out.writelines(line.encode() for line in _gexf(graph, xml))
    return losses


def _gexf(graph: _Graph, xml: Xml) -> Iterator[str]:
    yield HEAD
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n'
    for of, columns in (("node", graph.node_columns), ("edge", graph.edge_columns)):
        yield f'<attributes class="{of}">\n'
        for number, (_, title, type_) in enumerate(columns):
            attributes = {"id": str(number), "title": title, "type": type_}
            yield f"{xml.tag('attribute', attributes, '', ends=True)}\n"
        yield "</attributes>\n"
    yield "<nodes>\n"
    for node in graph.nodes:
        yield xml.tag("node", {"id": node.ref, "label": node.label}, node.ref)
        yield from _gexf_body(xml, node.ref, graph.node_columns, node.values, node.days)
        yield "</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in graph.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        # Without a kind, Gephi joins ties between the same two records.
        yield xml.tag("edge", {**ends, "label": edge.type, "kind": edge.type}, edge.ref)
        yield from _gexf_body(xml, edge.ref, graph.edge_columns, edge.values, edge.days)
        yield "</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_body(
    xml: Xml, ref: str, columns: Sequence[_Column], values: Mapping[str, str], days: Days
) -> Iterator[str]:
    yield "<attvalues>"
    for number, value in _numbered(columns, values, days):
        yield xml.tag("attvalue", {"for": str(number), "value": value}, ref, ends=True)
    yield "</attvalues>"
    first, last = days.texts
    if first or last:
        yield f"<spells>{xml.tag('spell', {'start': first, 'end': last}, ref, ends=True)}</spells>"


def _numbered(
    columns: Sequence[_Column], values: Mapping[str, str], days: Days
) -> Iterator[tuple[int, str]]:
    """The values with the numbers of their columns; what is unknown is left out."""
    first, last = days.texts
    known = {**values, "first_day": first, "last_day": last}
    for number, column in enumerate(columns):
        if value := known.get(column.id):
            yield number, value


# GraphML


def _write_graphml(
    book: Book, refs: Sequence[str], out: BinaryIO, *, kinds: Sequence[str]
) -> Losses:
    losses = Losses()
    graph, xml = _graph(book, refs, kinds, losses), Xml(losses)
    out.writelines(line.encode() for line in _graphml(graph, xml))
    return losses


def _graphml(graph: _Graph, xml: Xml) -> Iterator[str]:
    yield HEAD
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    yield '<key id="label" for="node" attr.name="label" attr.type="string"/>\n'
    for of, columns in (("node", graph.node_columns), ("edge", graph.edge_columns)):
        for number, column in enumerate(columns):
            type_ = "int" if column.type == INTEGER else column.type
            about = {"id": f"{of}{number}", "for": of, "attr.name": column.id, "attr.type": type_}
            yield f"{xml.tag('key', about, '', ends=True)}\n"
    yield '<graph id="briefing" edgedefault="directed">\n'
    for node in graph.nodes:
        yield xml.tag("node", {"id": _token(node.ref)}, node.ref)
        yield xml.element("data", node.label, node.ref, {"key": "label"})
        for number, value in _numbered(graph.node_columns, node.values, node.days):
            yield xml.element("data", value, node.ref, {"key": f"node{number}"})
        yield "</node>\n"
    for edge in graph.edges:
        ends = {"source": _token(edge.source), "target": _token(edge.target)}
        yield xml.tag("edge", {"id": _token(edge.id), **ends}, edge.ref)
        for number, value in _numbered(graph.edge_columns, edge.values, edge.days):
            yield xml.element("data", value, edge.ref, {"key": f"edge{number}"})
        yield "</edge>\n"
    yield "</graph>\n</graphml>\n"


def _token(ref: str) -> str:
    """A ref as an NMTOKEN, which ids of GraphML are."""
    return ref.replace("#", ".")


def _form(
    name: str, title: str, suffix: str, write: Callable[..., Losses], *, events: bool
) -> Format:
    kinds = (*PARTIES, *((_EVENT,) if events else ()))
    what = "groups, leaders and events" if events else "groups and leaders"
    writer: Writer = partial(write, kinds=kinds)
    return Format(
        name=f"{name}-events" if events else name,
        title=f"{title} with events" if events else title,
        suffixes=(suffix,),
        about=f"a graph of {what}, with dated ties",
        write=writer,
        kinds=(*kinds, _LINK),
        cannot_hold=(_LOST_CITES, _LOST_ENDS, *((_LOST_NAMES,) if events else ())),
    )


FORMATS = tuple(
    _form(name, title, suffix, write, events=events)
    for name, title, suffix, write in (
        ("gexf", "GEXF", ".gexf", _write_gexf),
        ("graphml", "GraphML", ".graphml", _write_graphml),
    )
    for events in (False, True)
)
